"""When two names of a source, or two dates, count as the same."""

from __future__ import annotations

import re
import unicodedata

from .gold import GoldItem
from .prediction import FoundItem

_MARKS = " .,;:\"“”«»„‟‘’'()[]（）《》*_"
_LEAD = re.compile(r"(?:the|see also|see|via)\s+")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?")
_PLACE = re.compile(r"\s*\[[^\]]*\]\Z")
_LINKS = re.compile(r"[\s\-–’'\"]+")
_YEAR = re.compile(r"\b\d{4}\b-?")

#: (name, EDTF date or None)
Item = tuple[str, str | None]


def plain_name(name: str | None) -> str:
    """A name without what readers may differ in: case, article, quotation marks, `www.`, a bracketed place behind it."""
    text = unicodedata.normalize("NFKC", name or "").casefold()
    text = _PLACE.sub("", text.rstrip(" .,;")).strip(_MARKS)
    text = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    text = text[match.end() :] if (match := _HOST.match(text)) else text
    return _LINKS.sub(" ", text.rstrip("/")).strip()


def gold_items(items: tuple[GoldItem, ...]) -> list[Item]:
    """A source with two dates is two items; a pointer (neither name nor date) is none."""
    pairs = [(plain_name(item.source), date) for item in items for date in (item.dates or (None,))]
    return [(name, date) for name, date in pairs if name or date]


def found_items(items: tuple[FoundItem, ...]) -> list[Item]:
    """The same of what was found."""
    return [(name, item.date) for item in items if (name := plain_name(item.source)) or item.date]


def prints_year(text: str, date: str) -> bool:
    """Whether a reference prints the year of its date: in four digits, or in two beside the day and the month."""
    numbers = [str(int(number)) for number in re.findall(r"\d+", text)]
    year = date[:4]
    rest = [str(int(part)) for part in re.findall(r"\d+", date[4:])]
    short = str(int(year[2:]))
    return year in numbers or (len(numbers) > len(rest) and short in numbers and short not in rest)


def without_year(date: str) -> str:
    """Month and day of a date, or of both ends of a range; empty where only a year is known."""
    return _YEAR.sub("", date)
