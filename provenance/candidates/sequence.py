"""Numbers in addresses: sites that count their items up give away which lie before and after the cited day.

A page that was read and bears a day bounds all numbers below and above it; a capture bounds every number up to its own, as
nothing is captured before it is published.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from provenance.catalog.addresses import date_in_address, host_of
from provenance.model.dates import Window

# An item's number ends its path (/doc/2325634, /politics/5251.html, /news/slug-48211.html); behind a slug it is long, as
# headlines end in numbers too.
_IN_PATH = re.compile(r"(?:/|/[a-z]{1,3}|-(?=\d{5}))(\d{3,12})(?:\.[a-z]{3,5})?/?\Z", re.IGNORECASE)
_IN_QUERY = re.compile(r"\d{3,12}\Z")
# Parameters that hold seconds since the epoch (newsA.php?st=1382449020), and the years that such numbers may mean.
_SECONDS = frozenset({"st", "ts", "time", "timestamp"})
_YEARS = range(1996, 2040)


@lru_cache(maxsize=20_000)
def number_in(url: str) -> tuple[str, int] | None:
    """The counter that an address belongs to and its number there; None where the address has none, or names a day."""
    if date_in_address(url) is not None:
        return None
    try:
        parts = urlsplit(url[:2000])
    except ValueError:
        return None
    for name, value in reversed(parse_qsl(parts.query, keep_blank_values=True)):
        if _IN_QUERY.match(value):
            return f"{host_of(url)} {name.lower()}", int(value)
        if not value and _IN_QUERY.match(name):  # "/lenta/?887524"
            return f"{host_of(url)} ?", int(name)
    match = _IN_PATH.search(parts.path)
    return (f"{host_of(url)} path", int(match[1])) if match and not parts.query else None


def second_in(url: str) -> datetime | None:
    """The moment that an address gives as seconds since 1970, UTC; None where it gives none."""
    query = url.partition("?")[2]
    for name, value in parse_qsl(query[:500]):
        if name.lower() in _SECONDS and len(value) in (9, 10) and value.isascii() and value.isdigit():
            moment = datetime.fromtimestamp(int(value), UTC)
            if moment.year in _YEARS:
                return moment
    return None


@dataclass(slots=True)
class _Counter:
    """One counter: the days of its dated pages and of its captures, by number; `floors` are the first days on which numbers
    from a certain one on can have been given out. `bounds` is built when it is asked for."""

    dated: dict[int, date] = field(default_factory=dict)
    floors: dict[int, date] = field(default_factory=dict)
    captured: dict[int, date] = field(default_factory=dict)
    bounds: tuple[list[int], list[date], list[date]] | None = None

    def between(self, number: int) -> tuple[date, date]:
        """The first and the last day on which an item of this number can have been published."""
        if self.bounds is None:
            self.bounds = self._build()
        numbers, first, last = self.bounds
        below, above = bisect_right(numbers, number) - 1, bisect_left(numbers, number)
        return (first[below] if below >= 0 else date.min), (last[above] if above < len(numbers) else date.max)

    def _build(self) -> tuple[list[int], list[date], list[date]]:
        days = [day for _, day in sorted(self.dated.items())]
        if days != sorted(days):  # two counters under one form of address: neither says anything
            return [], [], []
        numbers = sorted(self.dated.keys() | self.captured.keys() | self.floors.keys())
        first, last = [], []
        day = date.min
        for number in numbers:
            day = max(day, self.dated.get(number, date.min), self.floors.get(number, date.min))
            first.append(day)
        day = date.max
        for number in reversed(numbers):
            day = min(day, self.dated.get(number, date.max), self.captured.get(number, date.max))
            last.append(day)
        return numbers, first, last[::-1]


@dataclass(slots=True)
class Counters:
    """What is known of the counters of a site. Days are the site's own.

    A counter whose dated pages contradict each other (two counters under one form of address) says nothing any more.
    """

    _known: dict[str, _Counter] = field(default_factory=dict)

    def page(self, url: str, day: date) -> None:
        """A page that was read bears this day."""
        if found := number_in(url):
            counter = self._known.setdefault(found[0], _Counter())
            counter.dated[found[1]], counter.bounds = day, None

    def capture(self, url: str, day: date) -> None:
        """A capture was made on this day."""
        if found := number_in(url):
            counter = self._known.setdefault(found[0], _Counter())
            counter.captured[found[1]], counter.bounds = min(day, counter.captured.get(found[1], day)), None

    def listing(self, urls: Iterable[str], day: date) -> None:
        """A list of the newest items was captured on this day: higher numbers than all of its own were given out later."""
        highest: dict[str, int] = {}
        for url in urls:
            if found := number_in(url):
                highest[found[0]] = max(found[1], highest.get(found[0], 0))
        for name, number in highest.items():
            counter = self._known.setdefault(name, _Counter())
            counter.floors[number + 1], counter.bounds = max(day, counter.floors.get(number + 1, day)), None

    def days(self, url: str) -> tuple[date, date] | None:
        """The first and the last day on which an item can have been published; None where its counter contradicts itself."""
        found = number_in(url)
        if found is None or found[0] not in self._known:
            return None
        first, last = self._known[found[0]].between(found[1])
        return (first, last) if first <= last else None

    def outside(self, url: str, windows: Sequence[Window]) -> bool:
        """Whether the counter shows that an item lies before or after every one of the windows."""
        found = number_in(url)
        if found is None or not windows or found[0] not in self._known:
            return False
        first, last = self._known[found[0]].between(found[1])
        if first > last:
            return False
        return all(first > window.last or last < window.first for window in windows)
