"""Times and addresses as archives write them: 14 digits, HTTP dates, replay addresses with the digits inside."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.warc.timestamp import read_timestamp14, write_timestamp14

__all__ = ["read_http_date", "read_timestamp14", "split_replay_address", "split_under", "write_timestamp14"]


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
