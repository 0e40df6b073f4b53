"""Loads the small word lists: how common a word is, numbers in words, negations, and an English-Russian glossary.

The lists were written for this project (see the heads of the files). Words are given in lower case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from provenance.errors import CatalogError

Band = Literal["function", "linking", "frequent", "common", "known", "familiar"]

BANDS: tuple[Band, ...] = ("function", "linking", "frequent", "common", "known", "familiar")


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one language. `bands` gives each listed word its band, the most common one where it stands in two.

    `irregular` leads an irregular form to its base; `numbers` and `scales` give number words their values. `abbreviations`
    are words whose full stop ends no sentence; `endings` are what stemming cuts.
    """

    language: str
    bands: Mapping[str, Band]
    calendar: frozenset[str]
    titles: frozenset[str]
    negation: frozenset[str]
    irregular: Mapping[str, str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    abbreviations: frozenset[str]
    endings: frozenset[str]


def _read(name: str) -> dict[str, object]:
    path = files("provenance.catalog") / "wordlists" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError("read the word list", f"wordlists/{name}.toml", str(error)) from error


def _words(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, "")
    return tuple(value.split()) if isinstance(value, str) else ()


def _values(table: Mapping[str, object], key: str) -> dict[str, float]:
    value = table.get(key, {})
    return {str(word): float(number) for word, number in value.items()} if isinstance(value, dict) else {}


_GLOSSARIES = ("glossary-russian", "glossary-ukrainian")


@cache
def load_words(language: Literal["english", "russian"]) -> WordList:
    """The word list of a language. Raises CatalogError where the file is broken."""
    table = _read(language)
    bands: dict[str, Band] = {}
    for band in BANDS:
        for word in _words(table, band):
            bands.setdefault(word, band)
    irregular: dict[str, str] = {}
    lines = table.get("irregular", "")
    for line in str(lines).splitlines():
        base, colon, forms = line.partition(":")
        if colon:
            irregular.update(dict.fromkeys(forms.split(), base.strip()))
    return WordList(
        language=language,
        bands=bands,
        calendar=frozenset(_words(table, "calendar")),
        titles=frozenset(_words(table, "titles")),
        negation=frozenset(_words(table, "negation")),
        irregular=irregular,
        numbers=_values(table, "numbers"),
        scales=_values(table, "scales"),
        abbreviations=frozenset(_words(table, "abbreviations")),
        endings=frozenset(_words(table, "endings")),
    )


@cache
def load_glossary() -> Mapping[str, tuple[str, ...]]:
    """English word -> Russian and Ukrainian words; one that ends in a hyphen stands for all words that begin so.

    Raises CatalogError where a file is broken.
    """
    words = _read("glossary").get("words", {})
    if not isinstance(words, dict):
        raise CatalogError("read the glossary", "wordlists/glossary.toml", "[words] is not a table")
    found = {str(english): dict.fromkeys(str(russian).split()) for english, russian in words.items()}
    for name in _GLOSSARIES:
        for theme, rows in _read(name).items():
            for row in str(rows).strip().splitlines():
                english, colon, foreign = row.partition(":")
                if not (colon and english.split() and foreign.split()):
                    raise CatalogError("read the glossary", f"wordlists/{name}.toml", f"“{row}” in {theme} is no row")
                for word in english.split():
                    found.setdefault(word, {}).update(dict.fromkeys(foreign.split()))
    return {english: tuple(entries) for english, entries in found.items()}


@cache
def load_languages() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Script ("latin", "cyrillic") -> language -> its function words. Raises CatalogError where the file is broken."""
    table = _read("languages")
    return {
        script: {str(language): frozenset(str(words).split()) for language, words in rows.items()}
        for script, rows in table.items()
        if isinstance(rows, dict)
    }
