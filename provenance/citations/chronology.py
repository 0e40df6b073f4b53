"""The order of dates: every code of rules.md, section 3, that needs no archive.

Windows are compared, never points, and widened by 26 hours where a zone is unknown (it always is for a citation). What
can't be decided is said to be so; an error is only what can't be otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from ..catalog.patterns import late
from ..dates import DateHit
from ..model.citation import Citation
from ..model.claim import Claim
from ..model.dates import DateRange, PartialDate, Window, parse_date
from ..model.document import Document
from ..model.finding import Finding, Severity
from .found import Found
from .misdates import check_dates, of_rule

#: UTC-12 to UTC+14: the most that two clocks may differ, in hours.
ZONES_HOURS = 26
#: The same in whole days, rounded up, for dates that are no finer than a day.
ZONES_DAYS = 2
#: T06: a citation so many days after the event -> severity, longest first.
ATTENUATION: tuple[tuple[int, Severity], ...] = ((365, "warning"), (180, "info"), (30, "info"))
#: T07: "recent" with a citation so many days before the article -> severity, longest first.
STALENESS: tuple[tuple[int, Severity], ...] = ((365, "warning"), (90, "info"))

_RECENT = late(
    r"\b(?:recent|recently|now|currently|to date|at present|nowadays|сейчас|недавно|в настоящее время)\b", re.IGNORECASE
)
#: T05: what is told lies ahead of the telling.
_AHEAD = late(
    r"\b(?:will|would|shall|(?-i:may)|might|could|plan(?:s|ned)?|scheduled|due|expected|expects?|set to|to be held|upcoming"
    r"|next|ahead of|promis\w+|intend\w*|propos\w+|forecast\w*|predict\w*|until|by (?:the end|next|\d)|deadline"
    r"|call(?:s|ed)? for|announc\w+|agreed to|vow\w*|pledg\w+|prepar\w+|будет|будут|запланирован\w*|намерен\w*)\b",
    re.IGNORECASE,
)
_LETTERS = late(r"\w")
_TITLED = late(r"[^\W_]{2,}\W+[^\W_]{2,}")
_DATED_VERBS = late(
    r"\b(released|published|signed|opened|launched|broadcast|aired|adopted|founded|uploaded|posted)\b", re.IGNORECASE
)


class Note(Protocol):
    """Writes down a finding on one citation."""

    def __call__(self, code: str, severity: Severity, message: str, *also: str) -> None:
        """Adds it unless the references' reader has it already; `also` are ids that it is about too."""


def check_chronology(
    document: Document, found: Found, claims: Sequence[Claim], hits: Sequence[DateHit], *, as_of: PartialDate | None = None
) -> list[Finding]:
    """Findings on the dates of an article, its citations and its claims.

    Args:
        document: the article.
        found: its references; what their reader has noted already is not noted twice.
        claims: the claims with their links and events.
        hits: all dates of the text, in order.
        as_of: today, for T22; None leaves that check out.
    """
    noted = {(finding.code, id) for finding in found.findings for id in finding.about}
    findings = [
        *_check_document(document, as_of),
        *check_dates(document, found, hits),
        *_check_citations(document.published, found, noted, _clock_of(document)),
        *_check_claims(document.published, found, claims),
        *_check_same_event(document.text, claims),
    ]
    return list(dict.fromkeys(findings))


def _clock_of(document: Document) -> datetime | None:
    """The latest moment, on the article's own clock, at which it can have come out."""
    published = document.published
    if published is None:
        return None
    last = published.window.last
    if document.published_time and published.day is not None:
        hours, _, minutes = document.published_time.partition(":")
        if hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60:
            return datetime(last.year, last.month, last.day, int(hours), int(minutes))  # noqa: DTZ001 - the zone is what is unknown
    if last.year == 9999:
        return None
    return datetime(last.year, last.month, last.day) + timedelta(days=1)  # noqa: DTZ001


def _check_document(document: Document, as_of: PartialDate | None) -> list[Finding]:
    findings: list[Finding] = []
    start, end = document.dateline or (0, 0)
    if document.age_hours is not None:
        moment = _clock_of(document) if document.published_time else None
        if moment is not None:
            seen = moment + timedelta(hours=document.age_hours)
            says = f"so the copy was made at about {seen:%Y-%m-%d %H:%M} on the same clock, give or take an hour"
        else:
            says = "so the copy was made that long after it came out, give or take an hour"
        findings.append(
            Finding(
                code="T18",
                severity="info",
                start=start,
                end=end,
                message=f"The dateline gives an age of {document.age_hours:g} hours, {says}.",
            )
        )
    if document.published_time and not document.published_zone:
        message = (
            f"The time {document.published_time} has no zone: it may be off by up to {ZONES_HOURS} hours, and is compared so."
        )
        findings.append(Finding(code="T19", severity="info", start=start, end=end, message=message))
    published = document.published
    if as_of is not None and published is not None and as_of.window.widened(ZONES_DAYS).surely_before(published.window):
        message = f"The article is dated {published}, later than the day of this check, {as_of}."
        findings.append(Finding(code="T22", severity="warning", start=start, end=end, message=message))
    return findings


def _check_citations(
    published: PartialDate | None, found: Found, noted: set[tuple[str, str]], clock: datetime | None
) -> list[Finding]:
    findings: list[Finding] = []
    by_id = {citation.id: citation for citation in found.citations}
    for citation in found.citations:
        start, end = _place(citation)
        date = citation.date
        if date is None:
            continue

        def note(
            code: str, severity: Severity, message: str, *also: str, of: Citation = citation, at: tuple[int, int] = (start, end)
        ) -> None:
            if (code, of.id) not in noted:
                findings.append(
                    Finding(code=code, severity=severity, start=at[0], end=at[1], message=message, about=(of.id, *also))
                )

        if date.year_inferred:
            if date.reason.startswith("T09"):
                note(
                    "T09",
                    "info",
                    f"No year is printed with {date.text!r}, and the article is of {published}: the year before, {date.value}.",
                )
            elif len(date.readings) > 1:
                two = " or ".join(str(reading) for reading in date.readings)
                note("T08", "warning", f"No year is printed with {date.text!r}; two readings: {two}. Both are searched.")
            else:
                note(
                    "T08",
                    "info",
                    f"No year is printed with {date.text!r}; the latest such date up to the article's is {date.value}.",
                )
        elif len(date.readings) > 1:
            two = " or ".join(str(reading) for reading in date.readings)
            note("T11", "info", f"{date.text!r} may be {two}: the order of day and month is open. Both are searched.")
        if "T10" in date.reason:
            note("T10", "warning", of_rule(date.reason, "T10"))
        _check_after(citation, published, clock, note)
        carrier = by_id.get(citation.via) if citation.via else None
        if carrier is not None and carrier.date is not None and carrier.date.value.window.surely_before(date.value.window):
            message = (
                f"{_name(carrier)} ({carrier.date.value}) is said to pass on {_name(citation)}, dated later ({date.value})."
            )
            note("T21", "info", message, carrier.id)
    return findings


def _check_after(citation: Citation, published: PartialDate | None, clock: datetime | None, note: Note) -> None:
    """T02: cited before it came out."""
    if citation.date is None or published is None or clock is None:
        return
    cited = citation.date.value.window
    if not published.window.surely_before(cited):
        return
    begins = datetime(cited.first.year, cited.first.month, cited.first.day)  # noqa: DTZ001 - both clocks are local and unknown
    says = f"{_name(citation)} is dated {citation.date.value}, after the article ({published})"
    if citation.date.precision == "year" and citation.date.value.window.first.year == published.year + 1:
        note("T02", "warning", f"{says}: journals and books may carry the year to come.")
    elif citation.date.year_inferred or begins < clock + timedelta(hours=ZONES_HOURS):
        note("T02", "warning", f"{says}: less than the {ZONES_HOURS} hours that time zones can make, or the date is wrong.")
    elif len(citation.date.readings) > 1 and any(
        not published.window.surely_before(other.window) for other in citation.date.readings
    ):
        note("T02", "warning", f"{says}; another reading of {citation.date.text!r} is possible.")
    else:
        note(
            "T02",
            "error",
            f"{says}. An article can't cite what came out later: one of the dates is wrong, or the text was changed later.",
        )


def _check_claims(published: PartialDate | None, found: Found, claims: Sequence[Claim]) -> list[Finding]:
    """T03 to T07: each citation against the event that its clause dates, and against "recent"."""
    findings: list[Finding] = []
    by_id = {citation.id: citation for citation in found.citations}
    for claim in claims:
        direct = [by_id[link.id] for link in claim.citations if link.coverage == "direct" and link.id in by_id]
        dated = [citation for citation in direct if citation.date is not None and citation.refers_to is None]
        if claim.event is not None:
            event = parse_date(claim.event)
            early = [
                citation
                for citation in dated
                if citation.date and citation.date.value.window.widened(ZONES_DAYS).surely_before(event.window)
            ]
            for citation in dated:
                findings.extend(_against_event(claim, event, citation, alone=len(early) == len(direct)))
        if published is not None and dated and _RECENT.search(claim.text):
            for citation in dated:
                findings.extend(_against_article(claim, citation, published))
    return findings


def _against_event(claim: Claim, event: PartialDate | DateRange, citation: Citation, *, alone: bool) -> list[Finding]:
    if citation.date is None:
        return []
    cited, window = citation.date.value.window, event.window
    start, end = _place(citation)
    about = (citation.id, claim.id)
    name = f"{_name(citation)}, {citation.date.value}"
    if cited.surely_before(window):
        if "forecast" in claim.traits or _AHEAD.search(claim.text):
            return []  # T05: news of a plan comes before the event.
        if not cited.widened(ZONES_DAYS).surely_before(window):
            message = f"{name} is dated just before the event ({event}); time zones may explain it."
            return [Finding(code="T03", severity="info", start=start, end=end, message=message, about=about)]
        sure = (
            alone
            and _closes(claim, citation)
            and not citation.date.year_inferred
            and len(citation.date.readings) == 1
            and _prints_year(claim, event)
        )
        message = f"{name} is dated before the event that the sentence puts at {event}"
        message += (
            ": it can't report it, so one of the dates is wrong."
            if sure
            else ": it may support only the rest of the sentence, or a date is wrong."
        )
        return [
            Finding(code="T03", severity="error" if sure else "warning", start=start, end=end, message=message, about=about)
        ]
    if event.precision != "day" and window.contains(cited) and window != cited:
        code = "T04b" if event.precision == "month" else "T04"
        message = f"{name} falls within {event}, all that the sentence says of the event: which came first can't be told."
        return [Finding(code=code, severity="info", start=start, end=end, message=message, about=about)]
    days = window.gap(cited)
    for limit, severity in ATTENUATION:
        if days >= limit and window.surely_before(cited):
            message = f"{name} came out {days} days after the event ({event})."
            return [Finding(code="T06", severity=severity, start=start, end=end, message=message, about=about)]
    return []


def _closes(claim: Claim, citation: Citation) -> bool:
    """Whether the citation stands at the clause's own end: inside it, it may speak for a part alone."""
    return claim.start <= citation.start < claim.end and not _LETTERS.search(claim.text, max(0, citation.end - claim.start))


def _prints_year(claim: Claim, event: PartialDate | DateRange) -> bool:
    first = event.start if isinstance(event, DateRange) else event
    return f"{first.year:04}" in claim.text


def _against_article(claim: Claim, citation: Citation, published: PartialDate) -> list[Finding]:
    if citation.date is None:
        return []
    cited, article = citation.date.value.window, published.window
    days = cited.gap(article)
    if not cited.surely_before(article):
        return []
    for limit, severity in STALENESS:
        if days >= limit:
            start, end = _place(citation)
            name = f"{_name(citation)} ({citation.date.value})"
            message = f"The sentence speaks of the present, and {name} is {days} days older than the article."
            return [
                Finding(code="T07", severity=severity, start=start, end=end, message=message, about=(citation.id, claim.id))
            ]
    return []


def _check_same_event(text: str, claims: Sequence[Claim]) -> list[Finding]:
    """T17: the same titled thing, done the same way, on two days that can't both be right."""
    findings: list[Finding] = []
    known: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.event is None:
            continue
        verb = _DATED_VERBS.search(claim.text)
        if verb is None:
            continue
        for title in _titles(claim):
            key = (title, verb.group(1).lower())
            other = known.setdefault(key, claim)
            if other.event is None or other is claim:
                continue
            one, two = parse_date(other.event).window, parse_date(claim.event).window
            if not _near(one, two):
                message = f"“{title}” is said to have been {key[1]} in or on {other.event} and also {claim.event}."
                findings.append(
                    Finding(
                        code="T17",
                        severity="warning",
                        start=claim.start,
                        end=claim.end,
                        message=message,
                        about=(other.id, claim.id),
                    )
                )
    return findings


def _titles(claim: Claim) -> list[str]:
    return [
        match.group(1).strip(" ,.").lower()
        for match in re.finditer(r"[“«]([^“”«»]{6,120})[”»]", claim.text)
        if _TITLED.search(match.group(1))
    ]


def _near(one: Window, two: Window) -> bool:
    return one.widened(ZONES_DAYS).overlaps(two)


def _place(citation: Citation) -> tuple[int, int]:
    if citation.date is not None and citation.date.start is not None and citation.date.end is not None:
        return citation.date.start, citation.date.end
    return citation.start, citation.end


def _name(citation: Citation) -> str:
    return citation.source.name or citation.text
