"""Text of strangers, made harmless to show.

Articles, pages and archives may hold terminal escapes, bidirectional overrides and broken characters. Each such character
is replaced by exactly one visible one, so that offsets into the text stay true.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from ..model.dates import DateRange, PartialDate

_REPLACEMENT = "\ufffd"

#: C0 -> control pictures; C1, surrogates, bidirectional overrides and isolates -> U+FFFD; line separators -> line break.
_VISIBLE = (
    {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    | dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), _REPLACEMENT)
    | {0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_SPACE = re.compile(r"\s+")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def harmless(text: str) -> str:
    """`text`, character for character, with nothing that a terminal or a page would act on."""
    return _SURROGATE.sub(_REPLACEMENT, text.translate(_VISIBLE))


def one_line(text: str, limit: int | None = None) -> str:
    """`text` harmless and on one line; longer than `limit` characters it is cut and ends in an ellipsis."""
    line = _SPACE.sub(" ", harmless(text)).strip()
    if limit is not None and len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line


def day_words(value: PartialDate | DateRange | None) -> str | None:
    """A date as people write it ("22 October 2013", "October 2013"), in the precision that is known."""
    if value is None:
        return None
    if isinstance(value, DateRange):
        return f"{day_words(value.start)} to {day_words(value.end)}"
    if value.month is None:
        return str(value.year)
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    return month if value.day is None else f"{value.day} {month}"


def time_words(moment: datetime) -> str:
    """A moment in UTC, to the minute."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} UTC"


def web_address(text: str | None) -> str | None:
    """`text` if it is an http or https address with a host, safe to be a link; else None (`warc:` locators, `javascript:`)."""
    if not text or any(character.isspace() or ord(character) < 0x21 for character in text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return harmless(text) if parts.scheme in ("http", "https") and host else None


def language_tag(text: str | None) -> str | None:
    """`text` if it has the form of a BCP 47 tag, which a page's own claim need not have; else None."""
    return text if text and _LANGUAGE.fullmatch(text) else None


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 claim", "2 claims"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
