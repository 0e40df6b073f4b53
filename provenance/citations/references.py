"""`Document` -> references and their citations: every reader in order, overlaps settled, years inferred, outlets asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from provenance.catalog.attribution import load_attribution
from provenance.dates import infer_year
from provenance.model.citation import Citation, CitedDate, CitedSource, Doubtful, PassedOver, Reference
from provenance.model.dates import DateValue
from provenance.model.document import Document
from provenance.model.finding import Finding

from .authordate import read_entries, read_narrative, read_second_hand
from .bracketed import read_brackets
from .brackets import find_brackets
from .credits import read_credits
from .drafts import Draft, Item
from .found import Found
from .identifiers import read_identifiers
from .links import read_links
from .naming import Namer, RegistryLike
from .notes import read_markers, read_notes
from .prose import read_prose
from .wiki import read_wiki

#: Month-first slash dates are American; elsewhere the day stands first.
_MONTH_FIRST_LANGUAGES = ("en",)


def find_references(document: Document, registry: RegistryLike) -> Found:
    """Every reference of a document with its citations, in document order.

    Args:
        document: the article; its date decides the years that are not printed.
        registry: the outlets.

    Returns:
        References `r1`, `r2` ... and citations `c1`, `c2` ... in document order, doubtful brackets, brackets that cite nothing,
        and findings on dates that can't be, lost names and years with two readings (rules T01, T08 to T11).
    """
    namer = Namer(registry)
    day_first = None if document.language is None else not document.language.startswith(_MONTH_FIRST_LANGUAGES)
    taken = _Taken()
    others: list[Doubtful | PassedOver] = []
    for drafts, not_taken in _readers(document, namer, day_first, taken):
        taken.add(drafts)
        others += not_taken
    drafts = taken.in_order()
    found = _Assembly(document, registry, namer).build(drafts)
    left = [other for other in sorted(others, key=lambda other: other.start) if taken.free(other.start, other.end)]
    return found.model_copy(
        update={
            "findings": (*_unread(document), *found.findings),
            "doubtful": tuple(other for other in left if isinstance(other, Doubtful)),
            "passed_over": tuple(other for other in left if isinstance(other, PassedOver)),
        }
    )


def _unread(document: Document) -> tuple[Finding, ...]:
    """A remark on a language whose prose is not read: there only brackets, links and notes are, and nothing is guessed."""
    language = document.language
    if language is None or language in ("en", "tr", "ar", "zh") or any(row.code == language for row in load_attribution()):
        return ()
    said = f"attribution in running text is not read in this language ({language}); brackets, links and notes are"
    return (Finding(code="language-unread", severity="info", start=0, end=0, message=said),)


def _readers(
    document: Document, namer: Namer, day_first: bool | None, taken: _Taken
) -> Iterable[tuple[list[Draft], Sequence[Doubtful | PassedOver]]]:
    """The readers, surest first: what one has taken the next can't take again."""
    text = document.text
    yield read_wiki(text, namer), []
    yield read_notes(document, namer), []
    yield read_entries(text, namer), []
    yield read_second_hand(text, namer), []
    pairs = find_brackets(text)
    brackets, unsure = read_brackets(text, namer, pairs, day_first=day_first, skip=taken.free)
    links, unsure_links = read_links(document, namer)
    # A link inside a bracket of its own is the link; a bracket with more in it is the bracket.
    yield [draft for draft in links if text[draft.start] == "("], unsure_links
    yield brackets, unsure
    yield read_identifiers(text), []
    yield links, []
    yield read_markers(document), []
    yield read_narrative(text, namer), []
    yield read_credits(text, namer), []
    yield read_prose(text, namer, taken.in_order(), [(bracket.start, bracket.end) for bracket in pairs], document.language), []


@dataclass(slots=True)
class _Taken:
    """Drafts that do not overlap, kept sorted by start."""

    starts: list[int] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        index = bisect_right(self.starts, start) - 1
        if index >= 0 and self.drafts[index].end > start:
            return False
        return index + 1 >= len(self.drafts) or self.drafts[index + 1].start >= end

    def add(self, drafts: Iterable[Draft]) -> None:
        fresh = []
        last_end = -1
        for draft in sorted(drafts, key=lambda d: (d.start, -d.end)):
            if draft.start >= last_end and self.free(draft.start, draft.end):
                fresh.append(draft)
                last_end = draft.end
        self.drafts = sorted([*self.drafts, *fresh], key=lambda d: d.start)
        self.starts = [draft.start for draft in self.drafts]

    def in_order(self) -> list[Draft]:
        return self.drafts


def _month_first(text: str, value: DateValue) -> bool:
    """Whether `value` reads a numeric date with its month first."""
    number = re.match(r"\d{1,2}", text)
    return number is not None and int(number[0]) == value.window.first.month


class _Assembly:
    """Drafts -> records with ids."""

    def __init__(self, document: Document, registry: RegistryLike, namer: Namer) -> None:
        self.document, self.registry, self.namer = document, registry, namer
        self.references: list[Reference] = []
        self.citations: list[Citation] = []
        self.findings: list[Finding] = []
        self.labels: dict[str, str] = {}
        # Of a raised number or a <cite> the reference is the element, tags and all; of a note what stands inside it.
        self.elements: dict[tuple[int, int], tuple[int, int]] = {}
        for mark in document.marks:
            if mark.source is not None and mark.kind in ("superscript", "cite", "note-marker"):
                before = self.elements.get((mark.start, mark.end), mark.source)
                widest = (min(before[0], mark.source[0]), max(before[1], mark.source[1]))
                self.elements[mark.start, mark.end] = widest
            elif mark.source is not None and mark.kind == "note":
                self.elements[mark.inner_start, mark.inner_end] = mark.source

    def build(self, drafts: list[Draft]) -> Found:
        number = 1
        numbered: list[tuple[Draft, list[str]]] = []
        for draft in drafts:
            ids = [f"c{number + index}" for index in range(len(draft.items))]
            number += len(ids)
            if draft.defines is not None and ids:
                self.labels.setdefault(draft.defines, ids[0])
            numbered.append((draft, ids))
        before: str | None = None
        for index, (draft, ids) in enumerate(numbered, start=1):
            for item, id in zip(draft.items, ids, strict=True):
                self.citations.append(self._citation(draft, item, id, f"r{index}", ids, before))
                if not item.back and item.label is None:
                    before = id
            self.references.append(
                Reference(
                    id=f"r{index}",
                    start=draft.start,
                    end=draft.end,
                    text=self.document.text[draft.start : draft.end],
                    style=draft.style,
                    citations=tuple(ids),
                    source_span=self.elements.get((draft.start, draft.end))
                    or self.document.source_span(draft.start, draft.end),
                )
            )
        findings = sorted(self.findings, key=lambda finding: (finding.start, finding.end, finding.code))
        return Found(references=tuple(self.references), citations=tuple(self.citations), findings=tuple(findings))

    def _citation(self, draft: Draft, item: Item, id: str, reference: str, ids: list[str], before: str | None) -> Citation:  # noqa: PLR0917
        text = self.document.text
        date = self._date(item, id)
        outlet = self._outlet(item, date.value if date else None)
        if date is not None and len(date.readings) == 2 and item.date is not None and item.date.value is not None:
            date = self._ordered(date, outlet)
        kind = item.kind
        if outlet and kind in ("unknown", "outlet"):
            kind = self.namer.kind_of(outlet)
        if item.lost:
            self._note(
                "source-lost", "warning", item.start, item.end, "the name of the source is lost; only its date stands here", id
            )
        refers_to = self.labels.get(item.label) if item.label is not None else before if item.back else None
        return Citation(
            id=id,
            reference=reference,
            start=item.start,
            end=item.end,
            text=text[item.start : item.end],
            signal=item.signal,
            role=item.role,
            confidence=draft.confidence,
            date=date,
            title=item.title,
            author=item.author,
            url=item.url,
            pages=item.pages,
            issue=item.issue,
            source=CitedSource(
                name=item.name, start=item.name_start, end=item.name_end, kind=kind, outlet=outlet, lost=item.lost
            ),
            identifiers=item.identifiers,
            tags=tuple(item.tags),
            via=ids[item.via] if item.via is not None else None,
            refers_to=refers_to if refers_to != id else None,
            source_span=self.document.source_span(item.start, item.end),
            why=draft.why,
        )

    def _outlet(self, item: Item, day: DateValue | None) -> str | None:
        if item.name is None or not item.known or item.kind == "person":
            return None
        document = self.document
        answer = self.registry.look_up(
            item.name, on=day, country=document.country, publication=document.publisher, language=document.language
        )
        return answer.outlet if answer.answer in ("outlet", "no_web") else None

    def _date(self, item: Item, id: str) -> CitedDate | None:
        hit = item.date
        if hit is None:
            return None
        readings, reason = infer_year(hit, self.document.published)
        code = reason[:3]
        if hit.impossible:
            self._note("T01", "error", hit.start, hit.end, f"{reason.removeprefix('T01: ')}: {hit.text!r} can't be a date", id)
        if not readings:
            if not hit.impossible:
                self._note(
                    "T08", "warning", hit.start, hit.end, f"{hit.text!r} has no year, and the article's date is not known", id
                )
            return None
        if "T10" in reason:
            self._note("T10", "warning", hit.start, hit.end, reason, id)
        elif code in ("T08", "T09", "T11"):
            severity = "warning" if len(readings) > 1 and code == "T08" else "info"
            self._note(code, severity, hit.start, hit.end, reason, id)
        inferred = hit.value is None
        return CitedDate(
            text=hit.text,
            value=readings[0],
            precision=readings[0].precision,
            readings=readings,
            year_inferred=inferred,
            reason=reason,
            start=hit.start if hit.start >= 0 else None,
            end=hit.end if hit.start >= 0 else None,
        )

    def _ordered(self, date: CitedDate, outlet: str | None) -> CitedDate:
        """A slash date with two readings: the outlet's country, and the article's day, may tell which comes first (T11).

        Month first is American usage; the other reading stays beside it.
        """
        row = self.registry.outlet(outlet) if outlet else None
        first, other = date.readings
        published = self.document.published
        last = published.window.last if published is not None else None
        late = last is not None and first.window.first > last >= other.window.first
        abroad = row is not None and row.country not in (None, "", "US") and first.window.first.day != other.window.first.day
        early = last is not None and other.window.first > last >= first.window.first
        month_first = _month_first(date.text, first)
        if late or (abroad and month_first and not early):
            why = "the other order lies after the article" if late else "the outlet's country puts the day first"
            return date.model_copy(
                update={"value": other, "readings": (other, first), "reason": f"{date.reason}; {other}: {why}"}
            )
        return date

    def _note(self, code: str, severity: str, start: int, end: int, message: str, id: str) -> None:  # noqa: PLR0917
        length = len(self.document.text)
        self.findings.append(
            Finding.model_validate(
                {
                    "code": code,
                    "severity": severity,
                    "start": max(0, min(start, length)),
                    "end": max(0, min(end, length)),
                    "message": message,
                    "about": (id,),
                }
            )
        )
