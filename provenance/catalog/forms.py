"""The words that shape citations, as data (`forms.toml`), read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from provenance.errors import CatalogError
from provenance.model.record import Record

_FILE = "forms.toml"


class Forms(Record):
    """Case-folded words and phrases; what each list is for stands in the file."""

    signals: tuple[str, ...]
    carriers: tuple[str, ...]
    accessed: tuple[str, ...]
    inside_names: frozenset[str]
    media_words: frozenset[str]
    institution_words: frozenset[str]
    platforms: frozenset[str]
    not_sources: frozenset[str]
    event_words: frozenset[str]
    picture_words: frozenset[str]
    reporting_before: tuple[str, ...]
    reporting_after: tuple[str, ...]
    document_nouns: frozenset[str]
    outlet_nouns: frozenset[str]


@cache
def load_forms() -> Forms:
    """Reads `forms.toml`.

    Raises:
        CatalogError: a list is missing, unknown, or holds something other than words.
    """
    rows = tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))
    try:
        return Forms.model_validate(rows)
    except ValidationError as error:
        first = error.errors()[0]
        raise CatalogError("read", f"{_FILE}, list {first['loc'][0]}", first["msg"]) from error


@cache
def load_towns() -> frozenset[str]:
    """Cities of the world, case folded (`wordlists/towns.txt`, which names its origin and licence). Some are surnames too."""
    lines = files(__package__).joinpath("wordlists", "towns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def load_places() -> frozenset[str]:
    """Countries and cities, case folded, whose name beside a date is a place and no source (`scenes.toml`)."""
    rows = tomllib.loads(files(__package__).joinpath("scenes.toml").read_text(encoding="utf-8"))
    return frozenset(name for names in rows.values() for name in names)
