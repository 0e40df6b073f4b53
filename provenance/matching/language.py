"""Which language is this text in? Told by function words, and only said on evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from provenance.catalog.lexicon import load_languages

Script = Literal["latin", "cyrillic", "other", "none"]

#: Words looked at; a page's language does not change after so many.
_SAMPLE = 400
_SCRIPT_SAMPLE = 200
#: Function words that must have been seen, and their share of the words, before a language is said.
_LEAST, _SHARE = 3, 0.10


def script_of(words: Sequence[str]) -> Script:
    """The script of most of the words that begin with a letter ("none" where none does)."""
    heads = "".join([word[0] for word in words[:_SCRIPT_SAMPLE] if word[0].isalpha()])
    if not heads:
        return "none"
    latin = sum(map("\u0250".__gt__, heads))
    cyrillic = sum(1 for ch in heads if "\u0400" <= ch <= "\u052f") if latin < len(heads) else 0
    other = len(heads) - latin - cyrillic
    return "latin" if latin >= max(cyrillic, other) else "cyrillic" if cyrillic >= other else "other"


@cache
def _languages_of(script: str) -> Mapping[str, tuple[str, ...]]:
    """Function word -> the languages of a script that have it."""
    found: dict[str, list[str]] = {}
    for language, known in load_languages()[script].items():
        for word in known:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def guess_language(words: Sequence[str], script: Script | None = None) -> str | None:
    """The ISO 639-1 code of the language of lower-case `words` in order; "und" for a script that is not handled; else None.

    None is "no telling" (a table, a list of names), not "another language". `script` is theirs, where it is known already.
    """
    sample = words[:_SAMPLE]
    script = script or script_of(sample)
    if script == "none":
        return None
    if script == "other":
        return "und"
    tallies: Counter[str] = Counter()
    known = _languages_of(script)
    for word, times in Counter(filter(known.__contains__, sample)).items():
        for language in known[word]:
            tallies[language] += times
    if not tallies:
        return None
    (best, seen), *rest = tallies.most_common(2)
    if seen < _LEAST or seen < _SHARE * len(sample) or (rest and rest[0][1] == seen):
        return None
    return best
