"""The window of the event that a clause dates: the dates of its running text, never those of its references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..catalog.patterns import late
from ..dates import DateHit, infer_year
from ..model.dates import DateRange, DateValue, PartialDate

#: A date behind one of these says when. "the July video" says which; "since May" and "until May" leave one end open.
_WHEN = late(
    r"(?:\b(?:in|on|during|early on|late on|in the (?:spring|summer|autumn|fall|winter) of)"
    r"\s+(?:(?:early|late|mid)[\s-]+|[^\W\d_]+day,?\s+(?:the\s+)?)?|\bво?\s+(?:[^\W\d_]+\s+)?|\A\W*)\Z",
    re.IGNORECASE,
)
#: "May 3 (Reuters) - The dam ...": the line that dates the report, not the event.
_DATELINE = late(r"\s*(?:\([^()]{0,40}\)\s*)?[-–—:]")
_FROM = late(r"\b(?:from|between)\s+\Z", re.IGNORECASE)
_YEAR_AFTER = late(r"\s*(?:to|until|till|and|through|[–—-])\s*([12]\d{3})\b", re.IGNORECASE)
_TO = late(r"\s*(?:to|until|till|and|through|[–—-])\s*", re.IGNORECASE)


def event_of(text: str, start: int, hits: Sequence[DateHit], published: PartialDate | None) -> str | None:
    """The event's window as EDTF; None where the clause dates nothing, or more than one thing.

    Args:
        text: the document's text.
        start: first character of the clause.
        hits: the dates of the clause outside of its references.
        published: the article's date, for dates without a year.
    """
    values: list[DateValue] = []
    spanned = -1
    for index, hit in enumerate(hits):
        if index == spanned:
            continue
        before = text[max(start, hit.start - 40) : hit.start]
        value: DateValue | None = None
        if hit.precision == "range" and _FROM.search(before):
            value = date_of(hit, published)
        elif hit.precision == "year" and _FROM.search(before) and (year := _YEAR_AFTER.match(text, hit.end, hit.end + 20)):
            value = _span(date_of(hit, published), PartialDate(int(year.group(1))))
        elif _FROM.search(before) and index + 1 < len(hits) and _TO.fullmatch(text, hit.end, hits[index + 1].start):
            value = _span(date_of(hit, published), date_of(hits[index + 1], published))
            spanned = index + 1
        elif _WHEN.search(before) and not _DATELINE.match(text, hit.end, hit.end + 60):
            value = date_of(hit, published)
        if value is not None and value not in values:
            values.append(value)
    return str(values[0]) if len(values) == 1 else None


def _span(first: DateValue | None, last: DateValue | None) -> DateRange | None:
    if not isinstance(first, PartialDate) or not isinstance(last, PartialDate) or last.window.last < first.window.first:
        return None
    return DateRange(first, last)


def date_of(hit: DateHit, published: PartialDate | None) -> DateValue | None:
    """A hit's one value; None where it is impossible, open, or without a year that can be told."""
    if hit.value is not None:
        return hit.value if len(hit.readings) <= 1 else None
    readings, _ = infer_year(hit, published)
    return readings[0] if len(readings) == 1 else None
