"""Names of the registry in running text: one pass from left to right, the longest name wins, words are never cut."""

from __future__ import annotations

import re

from provenance.model.record import Record

from .index import Index
from .keys import words_of

#: A word of a text; a host is one word, an apostrophe belongs to its word.
_WORD = re.compile(r"[^\W_]+(?:(?:['’ʼ‘][^\W_]+)|(?:\.[^\W_][\w-]*)|(?:-[^\W_]+(?=[\w-]*\.[^\W_])))*")
_PIECE = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")
#: What may stand between two words of one name.
_GAP = re.compile(r"(?:[^\S\n]{1,3}|[^\S\n]*\n[^\S\n]*|[-‐‑–—/&.]|\.? | [-–—&] |[«»\"“”„' ]{1,2})\Z")
_ARTICLES = frozenset({"the", "a", "an"})
_LOWER_ALLOWED = frozenset("al el ash as at an ad ar az il la le les l de der die das and of".split())


class NameHit(Record):
    """A name of the registry in a text. `common` marks names that are ordinary words too ("Time", "Dawn", "Den")."""

    start: int
    end: int
    outlets: tuple[str, ...]
    common: bool = False


class Spotter:
    """Finds names in texts. Keeps the folded form of words that it has seen, so it gets faster on one article's words."""

    def __init__(self, index: Index) -> None:
        self._phrases = index.phrases
        self._firsts = index.firsts
        self._folded: dict[str, str] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[NameHit, ...]:
        """All names in `text[start:end]`, in order, not overlapping. Linear in the text for a given registry."""
        words = self._words(text, start, len(text) if end is None else min(end, len(text)))
        hits: list[NameHit] = []
        i, count = 0, len(words)
        while i < count:
            hit = self._at(text, words, i, count)
            if hit is None:
                i += 1
                continue
            hits.append(hit[0])
            i = hit[1]
        return tuple(hits)

    def _words(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        words: list[tuple[int, int, str]] = []
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            folded = self._fold(word)
            if "." in folded or "." not in word:
                words.append((match.start(), match.end(), folded))
                continue
            base = match.start()
            words.extend((base + p.start(), base + p.end(), self._fold(p.group())) for p in _PIECE.finditer(word))
        return words

    def _fold(self, word: str) -> str:
        folded = self._folded.get(word)
        if folded is None:
            folded = "".join(words_of(word))
            if len(self._folded) < 50_000:
                self._folded[word] = folded
        return folded

    def _at(self, text: str, words: list[tuple[int, int, str]], i: int, count: int) -> tuple[NameHit, int] | None:
        start, _, first = words[i]
        lengths = self._firsts.get(first)
        owned = self._firsts.get(first[:-1]) if first[-1:] == "s" and text[start : words[i][1]][-2:-1] in "'’" else None
        if lengths is None and owned is None:
            return None
        initial = text[start]
        if initial.islower() and (first in _ARTICLES or (first not in _LOWER_ALLOWED and "." not in first)):
            return None
        for length in lengths or ():
            if i + length > count:
                continue
            hit = self._hit(text, words[i : i + length])
            if hit is not None:
                return hit, i + length
        if owned and 1 in owned:
            hit = self._hit(text, words[i : i + 1])
            if hit is not None:
                return hit, i + 1
        return None

    def _hit(self, text: str, words: list[tuple[int, int, str]]) -> NameHit | None:
        for (_, before, _), (after, _, _) in zip(words, words[1:], strict=False):
            if not _GAP.match(text[before:after]):
                return None
        start, end = words[0][0], words[-1][1]
        entry = self._phrases.get(" ".join(word for _, _, word in words))
        if entry is None:
            last = words[-1][2]
            if not (last.endswith("s") and text[end - 2 : end - 1] in "'’" and len(last) > 2):
                return None
            entry = self._phrases.get(" ".join([*(word for _, _, word in words[:-1]), last[:-1]]))
            end -= 2
            if entry is None:
                return None
        said = text[start:end]
        if entry[1] and not said.isupper():
            return None
        if len(words) > 1 and not any(c.isupper() or (c.isalpha() and not c.islower()) or c.isdigit() for c in said):
            return None
        return NameHit(start=start, end=end, outlets=tuple(entry[0]), common=bool(entry[2]))
