"""Weekday names in running text, and when a calendar's word counts as one."""

from __future__ import annotations

from collections.abc import Collection

from provenance.catalog.months import CalendarName, load_months
from provenance.catalog.patterns import late

from .hit import DateHit

_LONG_WORD = late(r"[^\W\d_]{3,12}")


def find_weekdays(
    text: str, *, languages: Collection[str] | None = None, start: int = 0, end: int | None = None
) -> tuple[DateHit, ...]:
    """Weekday names without a date ("on Tuesday"), each a hit with `weekday` alone; `infer_year` finds the day."""
    names = load_months().weekdays
    stop = len(text) if end is None else min(end, len(text))
    hits = []
    for match in _LONG_WORD.finditer(text, start, stop):
        name = names.get(match[0].casefold())
        # Abbreviations ("Sun", "sat", "Wed") are too often other words to stand alone.
        if name is None or len(match[0]) < 4 or not usable(name, match[0], languages):
            continue
        hits.append(DateHit(start=match.start(), end=match.end(), text=match[0], weekday=name.number, precision="day"))
    return tuple(hits)


def usable(name: CalendarName, word: str, languages: Collection[str] | None) -> bool:
    """Whether a word of the calendar counts as it is written here, in one of these languages (None: in any)."""
    if name.capital and word[0].islower():
        return False
    return languages is None or not set(languages).isdisjoint(name.languages)
