"""Light stemming for English and Russian: forms of a word come to one key. Not a dictionary; keys are for comparing only."""

from __future__ import annotations

import unicodedata
from functools import cache

from provenance.catalog.lexicon import load_words

#: English suffixes, longest first, each with the fewest letters that must remain before it.
_ENGLISH: tuple[tuple[str, int, str], ...] = (
    ("izations", 4, ""), ("isations", 4, ""), ("ization", 4, ""), ("isation", 4, ""), ("fulness", 3, ""), ("ousness", 3, ""),
    ("ations", 4, ""), ("ation", 4, ""), ("ements", 4, ""), ("ement", 4, ""), ("ments", 4, ""), ("ment", 4, ""),
    ("ingly", 3, ""), ("edly", 3, ""), ("ities", 4, ""), ("ity", 4, ""), ("ions", 4, ""), ("ion", 4, ""), ("ness", 4, ""),
    ("ists", 4, ""), ("ist", 4, ""), ("isms", 4, ""), ("ism", 4, ""), ("ings", 3, ""), ("ing", 3, ""), ("ally", 4, ""),
    ("ly", 5, ""), ("ives", 4, ""), ("ive", 4, ""), ("ies", 2, "i"), ("ied", 2, "i"), ("ers", 4, ""), ("er", 4, ""),
    ("ors", 4, ""), ("or", 4, ""), ("ed", 3, ""), ("al", 4, ""), ("es", 3, ""), ("s", 3, ""),
)  # fmt: skip

_MAX_CACHED = 200_000

#: First letters of an ASCII word that its stem keeps, if the word is regular: no suffix above leaves fewer.
KEPT = 2


@cache
def _by_last_letter() -> dict[str, tuple[tuple[str, int, str], ...]]:
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in _ENGLISH:
        found.setdefault(row[0][-1], []).append(row)
    return {letter: tuple(rows) for letter, rows in found.items()}


def is_cyrillic(word: str) -> bool:
    """Whether the word's first character is a Cyrillic letter."""
    return "\u0400" <= word[:1] <= "\u052f"


def plain(word: str) -> str:
    """A lower-case word without accents ("Ö" is "o"); "ё" is "е", while "й" stays a letter of its own."""
    if word.isascii():
        return word
    if is_cyrillic(word):
        return word.replace("ё", "е")
    kept = (ch for ch in unicodedata.normalize("NFKD", word) if not unicodedata.combining(ch))
    return "".join(kept).replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ß", "ss")


@cache
def _russian_endings() -> tuple[str, ...]:
    """Russian endings, longest first."""
    return tuple(sorted(load_words("russian").endings, key=lambda ending: (-len(ending), ending)))


@cache
def _irregular() -> dict[str, str]:
    return dict(load_words("english").irregular)


def stem_english(word: str) -> str:
    """The key of a lower-case English word: inflections and the plainest derivations fall together."""
    word = _irregular().get(word, word)
    if len(word) <= 3:
        return word
    for suffix, least, put in _by_last_letter().get(word[-1], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= least and not (suffix == "s" and word.endswith("ss")):
            word = word[: -len(suffix)] + put
            break
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "y":
        word = word[:-1] + "i"
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


@cache
def _irregular_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for form, base in _irregular().items():
        forms.setdefault(stem_english(base), set()).add(form)
    return {stem: frozenset(words) for stem, words in forms.items()}


def forms_of(stem: str) -> frozenset[str]:
    """The irregular English words that have a stem ("went" for "go")."""
    return _irregular_forms().get(stem, frozenset())


def stem_russian(word: str) -> str:
    """The key of a lower-case Russian word: its endings are cut, at least three letters stay."""
    word = word.replace("ё", "е")
    for ending in _russian_endings():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class _Stems(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) > _MAX_CACHED:
            self.clear()
        if word[:1].isdigit():
            stem = word
        elif is_cyrillic(word):
            stem = stem_russian(word)
        else:
            bare = plain(word)
            for mark in ("'", "’"):
                bare = bare.split(mark, 1)[0] or bare
            stem = stem_english(bare)
        self[word] = stem
        return stem


#: Lower-case word -> key. A memory of a pure function, so sharing it changes no result.
STEMS = _Stems()
