"""The phrases of attribution beside an outlet's name, by language, as data (`attribution.toml`), read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from provenance.errors import CatalogError
from provenance.model.record import Record

_FILE = "attribution.toml"


class Attribution(Record):
    """One language's phrases; what each list is for stands in the file. `examples` are pairs of a sentence and a name."""

    code: str
    nouns: tuple[str, ...]
    articles: tuple[str, ...]
    before: tuple[str, ...]
    closing: tuple[str, ...]
    told: tuple[str, ...]
    told_to: tuple[str, ...]
    after: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[str, ...]


@cache
def load_attribution() -> tuple[Attribution, ...]:
    """Reads `attribution.toml`.

    Raises:
        CatalogError: a list is missing or unknown, or holds something other than text.
    """
    rows = tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))["language"]
    try:
        return tuple(Attribution.model_validate(row) for row in rows)
    except ValidationError as error:
        first = error.errors()[0]
        raise CatalogError("read", f"{_FILE}, {first['loc']}", first["msg"]) from error
