"""The year that a date without one means (rules.md T08, T09, T10)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from provenance.model.dates import DateRange, DateValue, PartialDate

from .hit import DateHit
from .values import MONTHS, WEEKDAYS

#: A citation may be dated a day after the article: zones, and papers that print tomorrow's date (T08).
GRACE_DAYS = 1
#: Beyond this distance the year is doubtful and the next year's date is kept as a second reading (T08).
DOUBTFUL_DAYS = 330
#: How far back a printed weekday may choose the year; every date meets every weekday within 11 years, most within 6.
WEEKDAY_YEARS = 6


def infer_year(hit: DateHit, article: PartialDate | None) -> tuple[tuple[DateValue, ...], str]:
    """Every reading of a hit, best first, and how the year was decided.

    A date without a year is the latest such date not after the article's date, with one day of grace; 29 February is that of
    the latest leap year; a printed weekday chooses the year where it can. A lone weekday is the latest such day.

    Args:
        hit: from `find_dates` or `find_weekdays`.
        article: when the article came out, a day or coarser (its last day counts), or None.

    Returns:
        The readings (none where the date can't be, or where there is neither a year nor an article date) and the reason.
    """
    if hit.readings or hit.impossible:
        return hit.readings, hit.reason
    if article is None:
        return (), "T08: no year is printed and the article's date is not known"
    published = article.window.last
    if hit.month is None:
        return _day_of_weekday(hit.weekday, published)
    limit = published + timedelta(days=GRACE_DAYS) if published < date.max else published
    year = _latest(hit, limit)
    if year is None:
        return (), "T08: no such date before the article"
    chosen, notes = year, []
    if hit.weekday is not None and hit.day is not None:
        fitting = _year_of_weekday(hit, year)
        if fitting is None:
            notes.append(f"T10: no year near makes it a {WEEKDAYS[hit.weekday]}")
        elif fitting != year:
            chosen = fitting
            notes.append(f"T10: {WEEKDAYS[hit.weekday]} chooses {fitting} over {year}")
    first = _value(hit, chosen)
    if first is None:
        return (), "T08: no such date before the article"
    readings = [first]
    name = f"{hit.day} {MONTHS[hit.month]}" if hit.day is not None else MONTHS[hit.month]
    distance = (published - first.window.last).days
    reason = f"T08: no year is printed; the latest {name} not after {article} is {first}"
    if published.month <= 3 and hit.month >= 10 and chosen == published.year - 1:
        reason = f"T09: no year is printed and the article is of {article}; the {name} before it is {first}"
    if chosen != year and (other := _value(hit, year)) is not None:
        readings.append(other)
    elif distance > DOUBTFUL_DAYS and (later := _next(hit, chosen)) is not None:
        readings.append(later)
        notes.append(f"two readings, as it lies {distance} days before the article: {first} or {later}")
    return tuple(readings), "; ".join([reason, *notes])


def _latest(hit: DateHit, limit: date) -> int | None:
    """The latest year in which the hit begins (a range: ends) no later than `limit`."""
    for year in range(limit.year, max(limit.year - 9, 0), -1):
        value = _value(hit, year)
        if value is None:
            continue
        due = value.window.last if isinstance(value, DateRange) else value.window.first
        if due <= limit:
            return year
    return None


def _next(hit: DateHit, year: int) -> DateValue | None:
    for later in range(year + 1, year + 9):
        if (value := _value(hit, later)) is not None:
            return value
    return None


def _value(hit: DateHit, year: int) -> DateValue | None:
    """The hit in a year; None where it does not exist then (29 February). A range that wraps ends in the next year."""
    if hit.month is None or not _exists(year, hit.month, hit.day):
        return None
    first = PartialDate(year, hit.month, hit.day)
    if hit.end_month is None:
        return first
    wraps = (hit.end_month, hit.end_day or 0) < (hit.month, hit.day or 0)
    last = year + 1 if wraps else year
    return (
        DateRange(first, PartialDate(last, hit.end_month, hit.end_day)) if _exists(last, hit.end_month, hit.end_day) else None
    )


def _exists(year: int, month: int, day: int | None) -> bool:
    return 1 <= year <= 9999 and (day is None or day <= calendar.monthrange(year, month)[1])


def _year_of_weekday(hit: DateHit, year: int) -> int | None:
    for candidate in range(year, max(year - WEEKDAY_YEARS, 1), -1):
        value = _value(hit, candidate)
        if value is not None and value.window.first.weekday() == hit.weekday:
            return candidate
    return None


def _day_of_weekday(weekday: int | None, published: date) -> tuple[tuple[DateValue, ...], str]:
    if weekday is None:
        return (), "no date is printed"
    back = (published.weekday() - weekday) % 7
    day = published - timedelta(days=back)
    reason = f"the latest {WEEKDAYS[weekday]} not after {published}"
    if back:
        return (PartialDate.of(day),), reason
    return (PartialDate.of(day), PartialDate.of(day - timedelta(days=7))), reason + ", or the one before"
