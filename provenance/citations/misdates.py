"""Dates in running text that can't be, contradict themselves or are left unread (rules.md 3: T01, T10, T11, T20).

In references their own reader looks for these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ..catalog.patterns import late, places_of
from ..dates import DateHit
from ..model.document import Document
from ..model.finding import Finding
from .found import Found
from .quotations import merge_spans

_MALFORMED = late(r"\bin\s+\Z", re.IGNORECASE)
_MONTH_FIRST = late(r"[^\W\d_]{3,}\.?\s+\d{1,2}\Z")
_JALALI = "farvardin|ordibehesht|khordad|mordad|shahrivar|bahman|esfand"
_HIJRI = "muharram|rajab|ramadan|shawwal"
_OTHER_CALENDARS = late(
    rf"\b(?:{_JALALI})\b\W{{1,2}}\d{{2,4}}|\b\d{{1,2}} (?:{_JALALI}|{_HIJRI})\b|\b(?:{_HIJRI}) 1[34]\d\d\b"
    r"|\bAH 1[34]\d\d\b|\b1[34]\d\d AH\b"
    r"|\bB\.?E\.? ?2[45]\d\d\b|พ\.ศ\. ?\d{4}|\b(?:Old Style|O\.S\.)(?=[\s,;)])|\bст\. ?ст\.|по старому стилю"
    r"|(?:民國|昭和|平成|令和)\d+年",
    re.IGNORECASE,
)
#: One of these stands in every match of `_OTHER_CALENDARS`: most texts are done with a plain search.
_CALENDAR_SIGNS = (
    *_JALALI.split("|"), *_HIJRI.split("|"),
    "ah 1", " ah", "be 2", "b.e", "พ.ศ", "old style", "o.s.", "ст.", "старому", "年",
)  # fmt: skip
_NO_CLOCK = late(r"(?<![\d:])(?:2[5-9]|[3-9]\d):[0-5]\d(?!:?\d)\s*(?:[ap]\.?m\b|GMT\b|UTC\b|MSK\b)", re.IGNORECASE)


def check_dates(document: Document, found: Found, hits: Sequence[DateHit]) -> list[Finding]:
    """T01, T10, T11 and T20 in running text; in references their reader looks for them."""
    text = document.text
    findings: list[Finding] = []
    spans = merge_spans([(reference.start, reference.end) for reference in found.references])
    starts = [span[0] for span in spans]

    def cited(at: int) -> bool:
        around = bisect_right(starts, at) - 1
        return around >= 0 and at < spans[around][1]

    for hit in hits:
        if cited(hit.start):
            continue
        if hit.impossible:
            message = f"{hit.text!r}: {hit.reason.removeprefix('T01: ')}. It is left as it stands."
            findings.append(Finding(code="T01", severity="error", start=hit.start, end=hit.end, message=message))
            continue
        if "T10" in hit.reason:
            findings.append(
                Finding(code="T10", severity="warning", start=hit.start, end=hit.end, message=of_rule(hit.reason, "T10"))
            )
        if hit.month is not None and len(hit.readings) > 1:
            two = " or ".join(str(reading) for reading in hit.readings)
            message = f"{hit.text!r} may be {two}: the order of day and month is open."
            findings.append(Finding(code="T11", severity="info", start=hit.start, end=hit.end, message=message))
        before = _MALFORMED.search(text, max(0, hit.start - 8), hit.start)
        if (
            before
            and hit.day is not None
            and hit.end_day is None
            and _MONTH_FIRST.fullmatch(hit.text.split(",")[0])
            and not _goes_on(text, hit.end)
        ):
            message = (
                f"“{text[before.start() : hit.end]}” is malformed: a day takes “on”, a month or year “in”. Read as the day."
            )
            findings.append(Finding(code="T11", severity="info", start=before.start(), end=hit.end, message=message))
    for colon in places_of(text, ":"):
        match = _NO_CLOCK.match(text, colon - 2, colon + 18) if colon > 1 else None
        if match is None:
            continue
        message = f"{match.group()!r} is no time of day."
        findings.append(Finding(code="T01", severity="error", start=match.start(), end=match.end(), message=message))
    hit_starts = [hit.start for hit in hits]
    lowered = text.lower()
    calendars = _OTHER_CALENDARS.finditer(text) if any(sign in lowered for sign in _CALENDAR_SIGNS) else ()
    for match in calendars:
        if _read(hits, hit_starts, match.start(), match.end()):
            continue
        message = f"{match.group().strip()!r} belongs to another calendar and is left unread."
        findings.append(Finding(code="T20", severity="info", start=match.start(), end=match.end(), message=message))
    return findings


def _read(hits: Sequence[DateHit], starts: Sequence[int], start: int, end: int) -> bool:
    index = bisect_right(starts, end - 1) - 1
    return index >= 0 and hits[index].end > start


def _goes_on(text: str, at: int) -> bool:
    """Whether a noun follows ("In May 14 people died"): then the figure is a count and no day."""
    return re.match(r"\s+[^\W\d_]{3,}", text[at : at + 30]) is not None


def of_rule(reason: str, code: str) -> str:
    """What a reason says by one rule, as a sentence."""
    part = next((part for part in reason.split("; ") if part.startswith(code)), reason)
    said = part.removeprefix(f"{code}: ")
    return said[:1].upper() + said[1:] + "."
