"""The 14 digits that archives write times with: always UTC."""

from __future__ import annotations

import re
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


def read_http_date(text: str | None) -> datetime | None:
    """The time of an HTTP date header (RFC 9110, 5.6.7), in UTC; None where it can't be read."""
    from email.utils import parsedate_to_datetime

    if not text or len(text) > 64:
        return None
    try:
        read = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


_UNDER_ROOT = re.compile(r"^(?P<digits>\d{4,14})(?:[a-z]{2}_)?/(?P<url>.+)$", re.DOTALL)
_IN_ADDRESS = re.compile(r"^(?P<root>[^?#]*?)/(?P<digits>\d{4,14})(?P<flag>[a-z]{2}_)?/(?P<url>.+)$", re.DOTALL)


def split_replay_address(address: str) -> tuple[str, str, str] | None:
    """Root, digits and captured address of `ROOT/20131022101500id_/http://site/page`; None where it has another form."""
    found = _IN_ADDRESS.match(address)
    return None if found is None else (found["root"], found["digits"], found["url"])


def split_under(root: str, address: str) -> tuple[str, str] | None:
    """Digits and captured address of a replay address under `root`; None for any other. http and https are the same here."""
    _, _, place = root.partition("://")
    _, _, rest = address.partition("://")
    if not rest.startswith(f"{place}/"):
        return None
    found = _UNDER_ROOT.match(rest[len(place) + 1 :])
    return None if found is None else (found["digits"], found["url"])
