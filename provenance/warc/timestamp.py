"""The 14 digits that archives write times with: always UTC."""

from __future__ import annotations

from datetime import UTC, datetime

_LOW = "00000101000000"


def read_timestamp14(text: str) -> datetime | None:
    """The time that 4 to 14 digits say; missing digits are the lowest possible.

    Crawls of the year 2000 have rows with a `00` put in before the month or the day, which shifts the rest by two places
    (archives.md, section 0.8). The `00` is taken out again.

    Returns:
        The time in UTC, None where the digits are no time.
    """
    if not (4 <= len(text) <= 17 and text.isascii() and text.isdigit()):
        return None
    digits = text[:14]
    if len(digits) == 14:
        if digits[4:6] == "00":
            digits = f"{digits[:4]}{digits[6:]}00"
        elif digits[6:8] == "00":
            digits = f"{digits[:6]}{digits[8:]}00"
    else:
        digits += _LOW[len(digits) :]
    try:
        return datetime(
            int(digits[:4]),
            int(digits[4:6]),
            int(digits[6:8]),
            int(digits[8:10]),
            int(digits[10:12]),
            int(digits[12:14]),
            tzinfo=UTC,
        )
    except ValueError:
        return None


def write_timestamp14(time: datetime) -> str:
    """The 14 digits of a time; one without a zone is taken as UTC."""
    aware = time if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y%m%d%H%M%S").zfill(14)
