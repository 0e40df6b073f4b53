"""From printed parts to values: what can be, what can't, and what has two readings."""

from __future__ import annotations

import calendar
from datetime import date

from provenance.model.dates import DateRange, DateValue, PartialDate, Precision

from .hit import DateHit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name)


def make_hit(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None,
    month: int | None,
    day: int | None,
    end_year: int | None,
    end_month: int | None,
    end_day: int | None,
    weekday: int | None,
    swap: bool,
    day_first: bool | None,
) -> DateHit:
    """A hit with its value and readings. An impossible date keeps its parts and gets a reason, never a value (rule T01)."""
    is_range = end_day is not None or end_year is not None or end_month is not None
    precision: Precision = "range" if is_range else "day" if day is not None else "month" if month is not None else "year"
    readings: tuple[DateValue, ...] = ()
    reason = impossible(month, day, year) or impossible(end_month, end_day, end_year if end_year is not None else year)
    if not reason and year is not None:
        first = PartialDate(year, month, day)
        if is_range:
            last = PartialDate(end_year if end_year is not None else year, end_month, end_day)
            try:
                readings = (DateRange(first, last),)
            except ValueError:
                reason = f"T01: the range {first} to {last} ends before it begins"
        elif swap and month is not None and day is not None:
            other = PartialDate(year, day, month)
            if day_first:
                first, other = other, first
            readings = (first, other)
            reason = f"T11: the order of day and month is open; {first} or {other}"
        else:
            readings = (first,)
            if weekday is not None and day is not None and month is not None:
                really = date(year, month, day).weekday()
                if really != weekday:
                    reason = f"T10: {first} was a {WEEKDAYS[really]}, not a {WEEKDAYS[weekday]}"
    value = readings[0] if readings else None
    if swap and isinstance(value, PartialDate):
        month, day = value.month, value.day
    return DateHit(
        start=start, end=end, text=text[start:end], value=value, readings=readings, year=year, month=month, day=day,
        end_month=end_month, end_day=end_day, weekday=weekday, precision=precision, reason=reason,
    )  # fmt: skip


def impossible(month: int | None, day: int | None, year: int | None) -> str:
    """Why there is no such date, or "". Without a year, 29 February can be."""
    if month is None:
        return ""
    if not 1 <= month <= 12:
        return f"T01: there is no month {month}"
    if day is None:
        return ""
    most = calendar.monthrange(year if year is not None else 2000, month)[1]
    if not 1 <= day <= most:
        named = f"{day} {MONTHS[month]}" + (f" {year}" if year is not None else "")
        return f"T01: there is no {named}"
    return ""
