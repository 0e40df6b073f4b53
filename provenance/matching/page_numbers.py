"""The numbers of a page: read in one pass over its text, and asked where a number of a claim stands.

A page has many numbers and few of them matter, so the common case (a few digits, nothing after them that belongs to the number)
is read without looking at its surroundings word by word; all others go the way that a claim's numbers go.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from .quantities import (
    TOKEN,
    YEARS,
    Comma,
    Quantity,
    QuantityKind,
    add_quantity,
    comma_in,
    number_followers,
    read_one,
    states,
)

#: Digits, and the word or mark behind them.
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)(?=\s*([^\W\d_]+|\S)?)")
#: Tokens after a number that are looked at: groups of three digits, scales and units.
_AHEAD = 8
#: So few digits are read as they stand where nothing beside them belongs to the number.
_SHORT = 4
_CURRENCY = frozenset("$€£₽")
#: Characters between the ends of a range ("from $ 80 to $ 90"), at most.
_JOINED = 12


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

    @cached_property
    def _known(self) -> dict[Quantity, list[int]]:
        return {}

    def places(self, number: Quantity) -> list[int]:
        """The indexes of the sentences that state a number of a claim, in order."""
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = self._places(number)
        return known

    def _places(self, number: Quantity) -> list[int]:
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
    text: str, spans: Sequence[tuple[int, int]], worded: Mapping[int, Collection[str]], *, language: str | None, limit: int
) -> PageNumbers:
    """The numbers of the sentences of a text, at most about `limit`. Linear in the text's length; never raises.

    Args:
        text: the page's text; offsets count in it.
        spans: its sentences, in order.
        worded: the indexes of those that may hold numbers in words, and the lower-case words that may begin them there.
        language: ISO 639-1 code where it is known: it says which mark parts thousands.
    """
    comma = comma_in(language)
    followers = number_followers()
    found: list[tuple[int, Quantity]] = []
    here: list[Quantity] = []
    index, start, end, reached = -1, 0, 0, 0
    count = len(spans)
    for match in _NUMBER.finditer(text):
        at, after = match.span(1)
        while at >= end:
            found.extend([(index, quantity) for quantity in here])
            index += 1
            if index >= count or len(found) >= limit:
                return PageNumbers(tuple(found))
            start, end = spans[index]
            here = _read_worded(text, start, end, worded[index], comma=comma) if index in worded else []
            reached = end if index in worded else start
        if at < reached:
            continue
        follower = match[2] if match[2] and match.start(2) < end else ""
        digits = match[1]
        if (
            after - at <= _SHORT
            and follower.lower() not in followers
            and not follower.isdigit()
            and _CURRENCY.isdisjoint(text[max(start, at - 2) : at])
            and digits.isascii()
            and digits.isdigit()
        ):
            value = float(digits)
            year = after - at == _SHORT and YEARS[0] <= value <= YEARS[1]
            kind: QuantityKind = "year" if year else "number"
            quantity = Quantity(value, value, None, kind, None, "exact", False, False, at, after, digits)
            if here and at - here[-1].end <= _JOINED:
                add_quantity(here, quantity, text)
            else:
                here.append(quantity)
            reached = after
            continue
        tokens = [(digits[: end - at], at, min(after, end))]
        tokens += [(one[0], *one.span()) for one in islice(TOKEN.finditer(text, after, end), _AHEAD)]
        before = text[max(start, at - 3) : at].rstrip()[-1:]
        read = read_one(text, tokens, [token[0].lower() for token in tokens], 0, comma=comma, before=before)
        if read is not None:
            add_quantity(here, read[0], text)
            reached = read[0].end
    found.extend([(index, quantity) for quantity in here])
    for rest in sorted(later for later in worded if later > index):
        found.extend([(rest, quantity) for quantity in _read_worded(text, *spans[rest], worded[rest], comma=comma)])
    return PageNumbers(tuple(found[: 2 * limit]))


def _read_worded(text: str, start: int, end: int, words: Collection[str], *, comma: Comma | None) -> list[Quantity]:
    """The numbers of a sentence that may have some in words."""
    found: list[Quantity] = []
    reached = start
    for at, after in _beginnings(text, start, end, words):
        if at < reached:
            continue
        tokens = [(text[at:after], at, after)]
        tokens += [(one[0], *one.span()) for one in islice(TOKEN.finditer(text, after, end), _AHEAD)]
        before = text[max(start, at - 3) : at].rstrip()[-1:]
        read = read_one(text, tokens, [token[0].lower() for token in tokens], 0, comma=comma, before=before)
        if read is not None:
            add_quantity(found, read[0], text)
            reached = read[0].end
    return found


def _beginnings(text: str, start: int, end: int, words: Collection[str]) -> list[tuple[int, int]]:
    """Where digits, or one of these words, stand in a sentence, in order."""
    found = [match.span(1) for match in _NUMBER.finditer(text, start, end)]
    lower = text[start:end].lower()
    if len(lower) != end - start:  # a letter whose small form is two
        lower = "".join(ch if len(ch.lower()) != 1 else ch.lower() for ch in text[start:end])
    for word in words:
        at = lower.find(word)
        while at >= 0:
            after = at + len(word)
            if not (lower[at - 1 : at].isalpha() or lower[after : after + 1].isalpha()):
                found.append((start + at, start + after))
            at = lower.find(word, after)
    found.sort()
    return found
