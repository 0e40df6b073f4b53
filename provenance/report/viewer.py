"""What a report for people shows, in words, before it is drawn: text and HTML draw the same views.

Nothing here judges. Codes become words by the table in `catalog/words.toml`, ids become numbers in document order, and
everything that comes from strangers is made harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.words import Words, load_words
from ..model.dates import PartialDate
from .judgements import confidence_words, correction_lines, opinion_lines, origin_lines, together_line
from .plain import day_words, harmless, language_tag, one_line, time_words, web_address
from .summary import gaps_of, grade_mark, profile_view
from .views import CitationView, CitedView, ClaimView, FindingView, PageView, PassageView, ReportView, audit_of

if TYPE_CHECKING:
    from ..model.assessment import Assessment, CitationSupport, Override
    from ..model.citation import Citation
    from ..model.claim import Claim
    from ..model.evidence import Candidate, Resolution
    from ..model.finding import Finding
    from ..model.reading import Reading

#: Pages shown for one citation, and passages for one page: best first, the JSON holds them all.
MOST_PAGES = 3
MOST_PASSAGES = 3


def view_of(reading: Reading) -> ReportView:
    """The views of a reading, or of an audit where it is one."""
    return _Viewer(reading).report()


class _Viewer:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.audit = audit_of(reading)
        self.words: Words = load_words()
        self.citations = {citation.id: citation for citation in reading.citations}
        self.numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
        self.resolutions = {r.citation: r for r in self.audit.resolutions} if self.audit else {}
        self.assessments = {a.claim: a for a in self.audit.assessments} if self.audit else {}
        self.claims_of: dict[str, list[int]] = {}
        for claim in reading.claims:
            for link in claim.citations:
                self.claims_of.setdefault(link.id, []).append(self.numbers[claim.id])
        known = set(self.numbers)
        self.findings_of: dict[str, list[Finding]] = {}
        for finding in reading.findings:
            for claim_id in self._claims_about(finding, known):
                self.findings_of.setdefault(claim_id, []).append(finding)

    def _claims_about(self, finding: Finding, known: set[str]) -> list[str]:
        """The claims that a finding is shown with: those it names, else those that its citations cover."""
        named = [id for id in finding.about if id in known]
        if named:
            return named
        numbers = {number for id in finding.about for number in self.claims_of.get(id, ())}
        return [self.reading.claims[number - 1].id for number in sorted(numbers)]

    def report(self) -> ReportView:
        document = self.reading.document
        citations = {c.id: self._citation(c, number) for number, c in enumerate(self.reading.citations, 1)}
        claims = tuple(self._claim(claim, citations) for claim in self.reading.claims)
        by_id = {claim.id: claim for claim in claims}
        shown = {id(finding) for findings in self.findings_of.values() for finding in findings}
        rest = [finding for finding in self.reading.findings if id(finding) not in shown]
        published = day_words(document.published) or "date not stated"
        if document.published and document.published_time:
            published += f", {harmless(document.published_time)}"
            published += f" {harmless(document.published_zone)}" if document.published_zone else ""
        attention = self.audit.profile.attention if self.audit else ()
        return ReportView(
            title=self._title(),
            source=one_line(document.source),
            source_link=web_address(document.url) or web_address(document.source),
            language=language_tag(document.language),
            published=published,
            publisher=one_line(document.publisher_name or document.publisher or "") or None,
            text=harmless(document.text),
            claims=claims,
            citations=tuple(citations.values()),
            findings=tuple(self._finding(finding) for finding in rest),
            doubtful=tuple((one_line(doubt.text, 120), one_line(doubt.why)) for doubt in self.reading.doubtful),
            profile=profile_view(self.audit, self.words) if self.audit else None,
            attention=tuple(by_id[id] for id in attention if id in by_id),
            gaps=gaps_of(self.audit, self.words) if self.audit else (),
            run=self._run(),
            provisional=self.words.provisional,
            corrections=correction_lines(self.audit) if self.audit else (),
        )

    def _title(self) -> str:
        document = self.reading.document
        first = next((line for line in document.text[:2000].splitlines() if line.strip()), "")
        return one_line(document.title or first or document.source, 200)

    def _run(self) -> tuple[tuple[str, str], ...]:
        if not self.audit:
            return ()
        run = self.audit.run
        bundle = self.audit.bundle
        kept = (("Evidence", f"{one_line(bundle.file)} (sha256 {bundle.sha256[:16]}, {bundle.pages} pages)"),) if bundle else ()
        return (
            ("Program", f"provenance {run.version}"),
            ("Rules", f"{one_line(run.rules_version)} ({run.rules_sha256[:12]})"),
            ("Settings", run.settings_sha256[:12]),
            ("As of", day_words(PartialDate.of(run.as_of)) or ""),
            ("Archives", ", ".join(one_line(archive) for archive in run.archives) or "none was asked"),
            ("Words sent to", ", ".join(one_line(service) for service in run.words_sent_to) or "nobody"),
            ("Article", f"sha256 {self.reading.document.sha256[:16]}"),
            *kept,
        )

    def _citation(self, citation: Citation, number: int) -> CitationView:
        resolution = self.resolutions.get(citation.id)
        words = self.words.outcomes[resolution.outcome] if resolution else None
        day = citation.date
        note = None
        if day and (day.year_inferred or len(day.readings) > 1):
            others = [day_words(value) for value in day.readings[1:]]
            note = "year inferred" if day.year_inferred else ""
            if others:
                note += (", " if note else "") + "could also be " + " or ".join(str(other) for other in others)
        pages = resolution.candidates if resolution else ()
        return CitationView(
            id=citation.id,
            number=number,
            start=citation.start,
            end=citation.end,
            text=one_line(citation.text, 200),
            source=self._source(citation),
            lost=citation.source.lost,
            outlet=one_line(citation.source.outlet) if citation.source.outlet else None,
            outlet_from=one_line(resolution.outlet_from, 200) if resolution and resolution.outlet_from else None,
            date=day_words(day.value) if day else None,
            date_note=note,
            signal=one_line(citation.signal) if citation.signal else None,
            carrier=citation.role == "carrier",
            outcome=resolution.outcome if resolution else None,
            short=words.short if words else None,
            sentence=words.sentence if words else None,
            tone=words.tone if words else None,
            explanation=(one_line(resolution.explanation) or None) if resolution else None,
            pages=tuple(self._page(page, None) for page in pages[:MOST_PAGES]),
            more_pages=max(0, len(pages) - MOST_PAGES),
            answers=self._answers(resolution),
            queries=self._queries(resolution),
            claims=tuple(self.claims_of.get(citation.id, ())),
        )

    def _source(self, citation: Citation) -> str:
        if citation.source.name:
            return one_line(citation.source.name, 120)
        if citation.source.lost:
            return "source name lost from the text"
        target = self.citations.get(citation.refers_to or "")
        if target is not None and target.source.name:
            return one_line(target.source.name, 120)
        return one_line(citation.text, 120) or "source without a name"

    def _answers(self, resolution: Resolution | None) -> tuple[tuple[str, str, str], ...]:
        if resolution is None:
            return ()
        return tuple(
            (one_line(answer.archive), self.words.answers[answer.outcome], one_line(answer.reason, 300))
            for answer in resolution.outcome_reason
        )

    def _queries(self, resolution: Resolution | None) -> tuple[tuple[str, str, str, str], ...]:
        if resolution is None:
            return ()
        return tuple(
            (one_line(query.archive), one_line(query.request, 300), self.words.answers[query.outcome], one_line(query.why, 200))
            for query in resolution.queries
        )

    def _page(self, page: Candidate, support: CitationSupport | None) -> PageView:
        passages = support.passages if support and support.passages else page.passages
        # A page's headline is often its best sentence too: once is enough.
        title = one_line(page.title or "").casefold()
        passages = tuple(passage for passage in passages if one_line(passage.text).casefold() != title) or passages
        link = web_address(page.archive_url)
        return PageView(
            title=one_line(page.title or "", 200) or "page without a title",
            identity=self.words.identity[page.identity],
            is_copy=page.role == "copy",
            published=day_words(page.published),
            captured=time_words(page.captured_at),
            archive=one_line(page.archive),
            url=one_line(page.url),
            place=one_line(page.archive_url),
            link=link,
            sha256=page.sha256,
            language=language_tag(page.language),
            level=self.words.levels[support.level].short if support else None,
            passages=tuple(
                PassageView(one_line(passage.text, 600), passage.start, passage.end) for passage in passages[:MOST_PASSAGES]
            ),
        )

    def _cited(self, claim: Claim, assessment: Assessment | None, citations: dict[str, CitationView]) -> tuple[CitedView, ...]:
        cited = []
        for link in claim.citations:
            view = citations.get(link.id)
            if view is None:
                continue
            supports = [s for s in assessment.support if s.citation == link.id] if assessment else []
            by_page = {support.sha256: support for support in supports}
            resolution = self.resolutions.get(link.id)
            candidates = list(resolution.candidates) if resolution else []
            # The page that the judgement was made on comes first, whatever its rank.
            candidates.sort(key=lambda page: page.sha256 not in by_page)
            best = supports[0] if supports else None
            cited.append(
                CitedView(
                    citation=view,
                    coverage_note=None if link.coverage == "direct" else self.words.coverage[link.coverage],
                    level=self.words.levels[best.level].short if best else None,
                    why=one_line(best.reason, 300) if best and best.reason else None,
                    tags=self._tags(assessment, link.id),
                    pages=tuple(self._page(page, by_page.get(page.sha256)) for page in candidates[:MOST_PAGES]),
                    confidence=confidence_words(best) if best else None,
                    opinions=opinion_lines(best) if best else (),
                )
            )
        return tuple(cited)

    def _claim(self, claim: Claim, citations: dict[str, CitationView]) -> ClaimView:
        assessment = self.assessments.get(claim.id)
        row = self.words.grades[assessment.grade] if assessment else None
        sentence = row.sentence if row else None
        if assessment and assessment.grade == "NC" and sentence:
            sentence = sentence.format(state=self._state(claim, assessment))
        origins = assessment.independent_origins if assessment else None
        override = assessment.override if assessment else None
        return ClaimView(
            id=claim.id,
            number=self.numbers[claim.id],
            start=claim.start,
            end=claim.end,
            text=one_line(claim.text),
            need=self.words.needs[claim.need],
            needs_source=claim.need in ("must", "should"),
            speakers=tuple(one_line(named.name, 80) for named in claim.named_sources),
            grade=assessment.grade if assessment else None,
            mark=grade_mark(assessment, self.words) if assessment else None,
            short=row.short if row else None,
            sentence=sentence,
            tone=row.tone if row else ("open" if claim.citations else "quiet"),
            reason=self._reason(claim, assessment) if assessment else None,
            origins=_origins(origins) if origins else None,
            cited=self._cited(claim, assessment, citations),
            codes=self._codes(claim, assessment) if assessment else (),
            tags=self._tags(assessment, None),
            trace=tuple(one_line(step) for step in assessment.trace) if assessment else (),
            override=_override(override) if override else None,
            findings=tuple(self._finding(finding) for finding in self.findings_of.get(claim.id, ())),
            together=together_line(assessment, self.words) if assessment else None,
            graph=origin_lines(assessment, self._named) if assessment else (),
        )

    def _named(self, id: str) -> str:
        """A citation's source and id, for lines about several of them."""
        citation = self.citations.get(id)
        return f"{self._source(citation)} ({id})" if citation else id

    def _reason(self, claim: Claim, assessment: Assessment) -> str | None:
        """The judgement's own reason, where neither the grade's words nor those of a citation say it."""
        reached = {self.resolutions[link.id].outcome for link in claim.citations if link.id in self.resolutions}
        if assessment.grade == "NC" and not reached & {"matched", "candidates"}:
            return None
        if assessment.grade == "NA" or assessment.reason in [support.reason for support in assessment.support]:
            return None
        return one_line(assessment.reason, 400) or None

    def _codes(self, claim: Claim, assessment: Assessment) -> tuple[tuple[str, str], ...]:
        """Codes that no remark beside the claim explains already."""
        told = {finding.code for finding in self.findings_of.get(claim.id, ())}
        return tuple((one_line(code), one_line(self.words.code(code))) for code in assessment.codes if code not in told)

    def _tags(self, assessment: Assessment | None, citation: str | None) -> tuple[str, ...]:
        """Words of the tags of one citation (`tag:citation`), or with None of those that belong to the claim as a whole."""
        shown = []
        for tag in assessment.tags if assessment else ():
            name, _, owner = tag.rpartition(":")
            if (owner if name and owner in self.citations else None) == citation:
                shown.append(one_line(self.words.tag(name if name and owner in self.citations else tag)))
        return tuple(shown)

    def _state(self, claim: Claim, assessment: Assessment) -> str:
        """Why a claim could not be checked: the states of its citations, in the order of the citations, each once."""
        states: list[str] = []
        judged = {support.citation: support.level for support in assessment.support}
        for link in claim.citations:
            resolution = self.resolutions.get(link.id)
            outcome = resolution.outcome if resolution else "not_tried"
            row = self.words.outcomes[outcome]
            level = self.words.levels[judged[link.id]] if link.id in judged else None
            state = level.state if outcome == "matched" and level and level.state else row.state
            if state not in states:
                states.append(state)
        return "; ".join(states) or "no source of it was looked up"

    def _finding(self, finding: Finding) -> FindingView:
        return FindingView(
            code=one_line(finding.code),
            words=one_line(self.words.code(finding.code)),
            severity=finding.severity,
            severity_words=self.words.severity[finding.severity],
            message=one_line(finding.message.removeprefix(f"{finding.code}: "), 600),
            start=finding.start,
            end=finding.end,
        )


def _override(override: Override) -> str:
    changed = f"A person changed {override.layer} from {override.from_} to {override.to}"
    return one_line(f"{changed}: {override.reason} ({override.by}, {override.at})")


def _origins(origins: tuple[int, int]) -> str:
    low, high = origins
    count = str(low) if low == high else f"{low} to {high}"
    return f"{count} independent {'origin' if count == '1' else 'origins'}"
