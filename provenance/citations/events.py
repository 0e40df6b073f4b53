"""The window of the event that a clause dates: the dates of its running text, never those of its references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dates import DateHit, infer_year
from ..model.dates import DateValue, PartialDate

#: A date behind one of these says when. "the July video" says which, "since May" and "until May" leave one end open.
_WHEN = re.compile(
    r"(?:\b(?:in|on|during|early on|late on|between|in the (?:spring|summer|autumn|fall|winter) of|from)"
    r"\s+(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?|\bво?\s+(?:\w+\s+)?|\A\W*)\Z",
    re.IGNORECASE,
)
#: ", 27 December" and a date right behind a verb also say when; a determiner before a date makes it a name.
_WHICH = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|since|until|till|by|before|after|for|of|to|from|next|last)\s+(?:early\s+|late\s+|mid-?\s*)?\Z",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"\s+(?:and\s+[^\W_]+\s+\d{4}\s+)?(?!(?:in|on|at|by|to|for|and|when|with|after|as|the|a|during|near)\b)[a-zа-я]{3,}"
)


def event_of(text: str, start: int, hits: Sequence[DateHit], published: PartialDate | None) -> str | None:
    """The event's window as EDTF; None where the clause dates nothing, or more than one thing.

    Args:
        text: the document's text.
        start: first character of the clause.
        hits: the dates of the clause outside of its references.
        published: the article's date, for dates without a year.
    """
    values: list[DateValue] = []
    for hit in hits:
        before = text[max(start, hit.start - 40) : hit.start]
        if not _WHEN.search(before) and (
            _WHICH.search(before) or not hit.day or _NOUN_AFTER.match(text, hit.end, hit.end + 40)
        ):
            continue
        value = date_of(hit, published)
        if value is not None and value not in values:
            values.append(value)
    return str(values[0]) if len(values) == 1 else None


def date_of(hit: DateHit, published: PartialDate | None) -> DateValue | None:
    """A hit's one value; None where it is impossible, open, or without a year that can be told."""
    if hit.value is not None:
        return hit.value if len(hit.readings) <= 1 else None
    readings, _ = infer_year(hit, published)
    return readings[0] if len(readings) == 1 else None
