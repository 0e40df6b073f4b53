"""Word classes of running text: abbreviations, sentence starters, verbs, speakers. Data in `prose.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ..errors import CatalogError

_NAME = "prose.toml"


@dataclass(frozen=True, slots=True)
class Prose:
    """The word classes, lower case. Phrases are longer than one word and are compared with the start of a sentence."""

    never_ends: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    deictic_words: frozenset[str]
    deictic_phrases: tuple[str, ...]
    deictics_needing: tuple[str, ...]
    auxiliaries: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    present: frozenset[str]
    reporting: frozenset[str]
    asides: frozenset[str]
    unnamed: frozenset[str]
    quantifiers: frozenset[str]
    documents: frozenset[str]
    noun_forms: frozenset[str]
    before_nouns: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    persons: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    leading: frozenset[str]
    before_participles: frozenset[str]
    calendar: frozenset[str]
    count_words: frozenset[str]
    large_counts: frozenset[str]
    count_units: frozenset[str]
    own_points: frozenset[str]
    definite: frozenset[str]
    labels: frozenset[str]
    not_labels: frozenset[str]
    before_years: frozenset[str]

    def is_finite(self, word: str) -> bool:
        """Whether a lower-case word is, as far as its form tells, a finite verb."""
        return word in self.auxiliaries or word in self.present or word in self.reporting or self.is_past(word)

    def is_past(self, word: str) -> bool:
        """Whether a lower-case word has the form of a past tense (an English "-ed" word may be a participle)."""
        return word in self.past or (len(word) > 4 and word.endswith("ed") and word not in self.not_past)


def _words(data: Mapping[str, Any], section: str, key: str) -> tuple[str, ...]:
    found = data.get(section, {}).get(key)
    if not isinstance(found, list) or not found or not all(isinstance(word, str) and word for word in found):
        raise CatalogError("read", _NAME, f"[{section}] {key} is not a list of words", "reinstall provenance")
    for word in found:
        if word != word.lower():
            raise CatalogError("read", _NAME, f"[{section}] {key}: {word!r} is not lower case", "write it in lower case")
    return tuple(found)


@lru_cache(maxsize=1)
def load_prose() -> Prose:
    """Reads the shipped word classes once. Raises CatalogError for a row that can't be used."""
    data = tomllib.loads(resources.files(__package__).joinpath(_NAME).read_text(encoding="utf-8"))

    def words(section: str, key: str) -> frozenset[str]:
        return frozenset(_words(data, section, key))

    return Prose(
        never_ends=words("abbreviations", "never"),
        may_end=words("abbreviations", "maybe"),
        starters=words("starters", "words"),
        deictic_words=words("deictics", "words"),
        deictic_phrases=_words(data, "deictics", "phrases"),
        deictics_needing=_words(data, "deictics", "needing"),
        auxiliaries=words("verbs", "auxiliaries"),
        past=words("verbs", "past"),
        not_past=words("verbs", "not_past"),
        present=words("verbs", "present"),
        reporting=words("verbs", "reporting"),
        asides=words("speakers", "asides"),
        unnamed=words("speakers", "unnamed"),
        quantifiers=words("speakers", "quantifiers"),
        documents=words("speakers", "documents"),
        noun_forms=words("speakers", "noun_forms"),
        before_nouns=words("speakers", "before_nouns"),
        determiners=words("grammar", "determiners"),
        pronouns=words("grammar", "pronouns"),
        persons=words("grammar", "persons"),
        prepositions=words("grammar", "prepositions"),
        conjunctions=words("grammar", "conjunctions"),
        leading=words("grammar", "leading"),
        before_participles=words("grammar", "before_participles"),
        calendar=words("grammar", "calendar"),
        count_words=words("counts", "words"),
        large_counts=words("counts", "large"),
        count_units=words("counts", "units"),
        own_points=words("counts", "points"),
        definite=words("counts", "definite"),
        labels=words("counts", "labels"),
        not_labels=words("counts", "not_labels"),
        before_years=words("counts", "before_years"),
    )
