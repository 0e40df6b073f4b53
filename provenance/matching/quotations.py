"""Direct quotations of a claim, looked for word by word in a page (rules.md, section 5.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from provenance.catalog.lexicon import load_words

from .stems import plain

#: Q3 exact after normalising, Q2 near; `short` too short to count, `translated` cannot be assessed by string.
QuoteResult = Literal["Q3", "Q2", "short", "translated", "absent"]

#: Fewest words that make a quotation telling.
LEAST_WORDS = 4
#: Share of words that a near quotation may differ in.
MOST_EDITS = 0.10
_MAX_WORDS = 120
_MAX_STARTS = 25

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’"}
_WORD = re.compile(r"[^\W_]+")
_INSERTION = re.compile(r"\[[^\[\]]{0,80}\]|\.{3,}|…")


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words between quotation marks. `pieces` are the runs between ellipses and editorial insertions, normalised."""

    start: int
    end: int
    text: str
    pieces: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        """Number of words."""
        return sum(map(len, self.pieces))


def normal_words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation ("don't" is two)."""
    return tuple(word if word.isascii() else plain(word) for word in _WORD.findall(text.lower()))


def read_quotations(text: str) -> tuple[QuotedWords, ...]:
    """The quotations of a text, in order, not nested. A single quotation mark opens only after a blank or at the start."""
    found: list[QuotedWords] = []
    index = 0
    while index < len(text):
        closing = _PAIRS.get(text[index])
        if closing is None or (text[index] in "‘" and index and text[index - 1].isalnum()):
            index += 1
            continue
        ends = [end for mark in closing if (end := text.find(mark, index + 1, index + 1500)) >= 0]
        if not ends:
            index += 1
            continue
        end = min(ends)
        inner = text[index + 1 : end]
        pieces = tuple(words for piece in _INSERTION.split(inner) if (words := normal_words(piece)))
        if pieces:
            found.append(QuotedWords(index + 1, end, inner, pieces))
        index = end + 1
    return tuple(found)


@cache
def _negations() -> frozenset[str]:
    return load_words("english").negation | load_words("russian").negation


def find_quotation(
    quote: QuotedWords, words: Sequence[str], joined: str, places: Callable[[], dict[str, list[int]]], names: frozenset[str]
) -> QuoteResult:
    """Looks for a quotation in the page's normalised words.

    Args:
        quote: what to look for.
        words: the page's normalised words, in order.
        joined: the same, each with a blank before and after (" a b c ").
        places: gives word -> its places in `words`; asked only where the words are not found as they are.
        names: normalised names of the claim, which a near quotation may not change.
    """
    if quote.size < LEAST_WORDS:
        return "short"
    if all(f" {' '.join(piece)} " in joined for piece in quote.pieces):
        return "Q3"
    pieces = [piece for piece in quote.pieces if len(piece) >= LEAST_WORDS]
    if pieces and all(_near_piece(piece[:_MAX_WORDS], words, places(), names) for piece in pieces):
        return "Q2"
    return "absent"


def _near_piece(piece: tuple[str, ...], words: Sequence[str], places: dict[str, list[int]], names: frozenset[str]) -> bool:
    edits = max(1, int(len(piece) * MOST_EDITS)) if len(piece) >= 8 else 0
    if not edits:
        return False
    present = [(len(places[word]), offset, word) for offset, word in enumerate(piece) if word in places]
    if len(present) < len(piece) - edits:
        return False
    present.sort()
    kept = frozenset(word for word in piece if word in names or word in _negations() or word[0].isdigit())
    # With at most `edits` changes, one of the first edits + 1 rarest words is unchanged.
    for _, offset, word in present[: edits + 1]:
        for place in places[word][:_MAX_STARTS]:
            begin = max(0, place - offset - edits)
            stretch = words[begin : begin + len(piece) + 2 * edits]
            if _aligned(piece, stretch, edits, kept):
                return True
    return False


def _aligned(piece: tuple[str, ...], stretch: Sequence[str], edits: int, kept: frozenset[str]) -> bool:
    """Whether `piece` stands somewhere inside `stretch` with at most `edits` word edits, none on a kept word or negation."""
    heavy = edits + 1
    negations = _negations()
    row = [0] * (len(stretch) + 1)  # free start
    for word in piece:
        drop = heavy if word in kept else 1
        fresh = [row[0] + drop]
        for index, other in enumerate(stretch, 1):
            same = word == other
            guarded = word in kept or other in negations or other[0].isdigit()
            change = row[index - 1] + (0 if same else heavy if guarded else 1)
            insert = fresh[-1] + (heavy if other in negations or other[0].isdigit() else 1)
            fresh.append(min(change, row[index] + drop, insert))
        row = fresh
        if min(row) > edits:
            return False
    return min(row) <= edits


def locate_words(text: str, quote: str) -> tuple[int, int] | None:
    """Where the words of a quotation stand in a text, one after the other, whatever stands between them; None where nowhere.

    Case, accents and punctuation do not count; words that are left out ("...") do: what a model quotes must be there.
    """
    wanted = normal_words(quote)
    if not wanted:
        return None
    places: list[tuple[int, int]] = []
    words: list[str] = []
    for match in _WORD.finditer(text):
        for word in normal_words(match[0]):
            words.append(word)
            places.append(match.span())
    joined = f" {' '.join(words)} "
    at = joined.find(f" {' '.join(wanted)} ")
    if at < 0:
        return None
    first = joined.count(" ", 0, at + 1) - 1
    return places[first][0], places[first + len(wanted) - 1][1]
