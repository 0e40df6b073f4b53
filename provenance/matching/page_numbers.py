"""The numbers of a page: read in one pass over its text, and asked where a number of a claim stands.

A page has many numbers and few of them matter, so the common case (a few digits, nothing after them that belongs to the number)
is read without looking at its surroundings word by word; all others go the way that a claim's numbers go.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from .quantities import (
    TOKEN,
    YEARS,
    Comma,
    Quantity,
    add_quantity,
    comma_in,
    counting_numbers,
    number_followers,
    read_one,
    states,
)

_DIGITS = r"\d+(?:[.,]\d+)*"
#: A number and what stands behind it.
_NUMBER = re.compile(_DIGITS)
_FOLLOWER = re.compile(r"\s*([^\W\d_]+|\S)")
#: Tokens after a number that are looked at: groups of three digits, scales and units.
_AHEAD = 8
_CURRENCY = frozenset("$€£₽")


@dataclass(frozen=True)
class PageNumbers:
    """The numbers of a page, each with the index of its sentence, in order."""

    found: tuple[tuple[int, Quantity], ...]

    @cached_property
    def _plain(self) -> tuple[list[float], list[tuple[int, Quantity]]]:
        """The numbers with one value and one reading, by value."""
        plain = [row for row in self.found if row[1].low == row[1].high and row[1].other is None]
        plain.sort(key=lambda row: row[1].low)
        return [row[1].low for row in plain], plain

    @cached_property
    def _others(self) -> tuple[tuple[int, Quantity], ...]:
        return tuple(row for row in self.found if row[1].low != row[1].high or row[1].other is not None)

    def places(self, number: Quantity) -> list[int]:
        """The indexes of the sentences that state a number of a claim, in order."""
        values, plain = self._plain
        # most numbers are far off: compared in full are those within a fifth of either reading, ranges, and double readings
        indexes: set[int] = set()
        for low, high in ((number.low, number.high), *(((number.other, number.other),) if number.other is not None else ())):
            at = bisect_left(values, 0.8 * low)
            while at < len(values) and values[at] <= 1.25 * high:
                index, quantity = plain[at]
                if index not in indexes and states(quantity, number):
                    indexes.add(index)
                at += 1
        indexes.update(index for index, quantity in self._others if states(quantity, number))
        return sorted(indexes)


def read_page_numbers(
    text: str, spans: Sequence[tuple[int, int]], worded: set[int], *, language: str | None, limit: int
) -> PageNumbers:
    """The numbers of the sentences of a text, at most about `limit`. Linear in the text's length; never raises.

    Args:
        text: the page's text; offsets count in it.
        spans: its sentences, in order.
        worded: the indexes of those that may hold numbers in words.
        language: ISO 639-1 code where it is known: it says which mark parts thousands.
    """
    comma = comma_in(language)
    followers = number_followers()
    found: list[tuple[int, Quantity]] = []
    here: list[Quantity] = []
    index, start, end = -1, 0, 0
    reached = 0
    count = len(spans)
    at = 0
    while True:
        match = _NUMBER.search(text, at)
        position = match.start() if match else len(text)
        while position >= end:
            found.extend((index, quantity) for quantity in here)
            here = []
            index += 1
            if index >= count or len(found) >= limit:
                return PageNumbers(tuple(found))
            start, end = spans[index]
            reached = start
            if index in worded:
                here = _read_worded(text, start, end, comma=comma)
                reached = end
                at = max(at, end)
                if position < end:
                    match = _NUMBER.search(text, at)
                    position = match.start() if match else len(text)
        if match is None or position < start:
            at = match.end() if match else len(text)
            continue
        at = match.end()
        if position < reached:
            continue
        quantity = _read(text, (position, min(at, end)), (start, end), comma=comma, followers=followers)
        if quantity is not None:
            add_quantity(here, quantity, text)
            reached = quantity.end


def _read(
    text: str, span: tuple[int, int], sentence: tuple[int, int], *, comma: Comma | None, followers: frozenset[str]
) -> Quantity | None:
    """The number whose digits stand at `span`, in the sentence at `sentence`."""
    (at, after), (start, end) = span, sentence
    digits = text[at:after]
    follower = _FOLLOWER.match(text, after, end)
    telling = follower is not None and (follower[1].isdigit() or follower[1].lower() in followers)
    before = text[max(start, at - 3) : at].rstrip()[-1:]
    if not telling and len(digits) <= 4 and before not in _CURRENCY and digits.isdecimal() and digits.isascii():
        value = float(digits)
        year = len(digits) == 4 and YEARS[0] <= value <= YEARS[1]
        return Quantity(value, value, None, "year" if year else "number", None, "exact", False, False, at, after, digits)
    tokens = [(digits, at, after)]
    if telling:
        tokens += [(one[0], *one.span()) for one in islice(TOKEN.finditer(text, after, end), _AHEAD)]
    read = read_one(text, tokens, [token[0].lower() for token in tokens], 0, comma=comma, before=before)
    return read[0] if read else None


@cache
def _counting() -> re.Pattern[str]:
    """Digits, or a word that begins a number."""
    words = "|".join(sorted(map(re.escape, counting_numbers()), key=lambda word: (-len(word), word)))
    return re.compile(rf"{_DIGITS}|(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)


def _read_worded(text: str, start: int, end: int, *, comma: Comma | None) -> list[Quantity]:
    """The numbers of a sentence that may have some in words."""
    found: list[Quantity] = []
    reached = start
    for match in _counting().finditer(text, start, end):
        at, after = match.span()
        if at < reached:
            continue
        tokens = [(match[0], at, after), *((one[0], *one.span()) for one in islice(TOKEN.finditer(text, after, end), _AHEAD))]
        before = text[max(start, at - 3) : at].rstrip()[-1:]
        read = read_one(text, tokens, [token[0].lower() for token in tokens], 0, comma=comma, before=before)
        if read is not None:
            add_quantity(found, read[0], text)
            reached = read[0].end
    return found
