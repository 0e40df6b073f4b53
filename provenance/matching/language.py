"""Which language is this text in? Told by function words, and only said on evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    counts = Counter(
        "latin" if ch < "\u0250" else "cyrillic" if "\u0400" <= ch <= "\u052f" else "other"
        for ch in (word[0] for word in words[:_SCRIPT_SAMPLE])
        if ch.isalpha()
    )
    if not counts:
        return "none"
    best = max(counts.values())
    order: tuple[Script, ...] = ("latin", "cyrillic", "other")
    return next(script for script in order if counts.get(script) == best)


def guess_language(words: Sequence[str]) -> str | None:
    """The ISO 639-1 code of the language of lower-case `words` in order; "und" for a script that is not handled; else None.

    None is "no telling" (a table, a list of names), not "another language".
    """
    sample = words[:_SAMPLE]
    script = script_of(sample)
    if script == "none":
        return None
    if script == "other":
        return "und"
    counts = Counter(sample)
    tallies = {
        language: sum(counts[word] for word in known if word in counts) for language, known in load_languages()[script].items()
    }
    best = max(tallies, key=lambda language: tallies[language])
    seen = tallies[best]
    if seen < _LEAST or seen < _SHARE * len(sample):
        return None
    rivals = [language for language, tally in tallies.items() if tally == seen]
    return best if len(rivals) == 1 else None
