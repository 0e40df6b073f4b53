"""Words of pages that are no article, and forms in which a text credits another outlet (page_words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from provenance.errors import CatalogError
from provenance.model.record import Record

_FILE = Path(__file__).with_name("page_words.toml")


class PageWords(Record):
    """See the comments of page_words.toml. `gone` phrases are in lower case with ё as е."""

    gone: tuple[str, ...]
    walls: tuple[str, ...]
    list_segments: frozenset[str]
    search_segments: frozenset[str]
    search_parameters: frozenset[str]
    credits: tuple[str, ...]
    not_names: frozenset[str]


@cache
def load_page_words() -> PageWords:
    """The shipped words.

    Raises:
        CatalogError: the file is damaged, or a credit form lacks its NAME.
    """
    try:
        words = PageWords.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogError("read the words of pages in", _FILE.name, str(error), "install the package again") from error
    bad = next((form for form in words.credits if form.split().count("NAME") != 1), None)
    if bad is not None:
        raise CatalogError(
            "read the words of pages in", _FILE.name, f"the credit form {bad!r} needs NAME once", "correct the row"
        )
    return words
