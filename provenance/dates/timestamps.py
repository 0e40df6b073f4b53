"""Dates with a time, as pages' metadata and datelines give them."""

from __future__ import annotations

from provenance.catalog.patterns import late
from provenance.model.dates import PartialDate

from .scan import find_dates

#: Longer values are no timestamps.
MAX_LENGTH = 200

_COMPACT = late(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(?:\d{2})?)?(Z?)\Z")
_ISO = late(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2}))?")
_TIME = late(r"(?<![\d:.+-])(\d{1,2})[:.h](\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s{0,2}([AaPp]\.?[Mm]\.?)?(?![\d])")
_ZONE = late(
    r"\s{0,2}\(?(Z\b|UTC[+-]\d{1,2}(?::?\d{2})?|GMT[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}(?::?\d{2})?(?!\d)|UTC|GMT|[A-Z]{2,4}T\b|МСК)"
)


def read_timestamp(text: str) -> tuple[PartialDate | None, str | None, str | None]:
    """Reads a timestamp: ISO 8601, RFC 2822, or a date in words with a time ("December 16, 2014 05:38 PM").

    Args:
        text: a metadata value or a short dateline.

    Returns:
        The date (day or coarser; None where there is none, or where day and month can't be told apart), the time as "HH:MM"
        and the zone as printed, each None where the text does not say.
    """
    value = text.strip()
    if not value or len(value) > MAX_LENGTH:
        return None, None, None
    if match := _COMPACT.match(value):
        day = _made(match[1], match[2], match[3])
        return (day, _clock(match[4], match[5], None) if day else None, match[6] or None)
    iso = _ISO.match(value)
    day = _made(*iso.groups()[:3]) if iso else None
    rest = value
    if day is None:
        hits = [hit for hit in find_dates(value) if hit.value is not None]
        if not hits and not find_dates(value):
            from .fallback import read_uncommon

            day = read_uncommon(value)
        elif hits and len(hits[0].readings) == 1 and isinstance(hits[0].value, PartialDate):
            day = hits[0].value
            rest = value[: hits[0].start] + " " * (hits[0].end - hits[0].start) + value[hits[0].end :]
    if day is None:
        return None, None, None
    if iso:
        rest = " " + value[iso.end(3) :].removeprefix("T")
    for match in _TIME.finditer(rest):
        clock = _clock(match[1], match[2], match[3])
        if clock is not None:
            zone = _ZONE.match(rest, match.end())
            return day, clock, zone[1] if zone else None
    return day, None, None


def _made(year: str, month: str, day: str) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month), int(day))
    except ValueError:
        return None


def _clock(hour: str | None, minute: str | None, half: str | None) -> str | None:
    if hour is None or minute is None:
        return None
    hours, minutes = int(hour), int(minute)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
