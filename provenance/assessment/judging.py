"""From a reading and what was found for it to grades, remarks and a profile. Pure: no clock, no network, no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from provenance.catalog.rules import Rules
from provenance.model.assessment import Assessment, Profile, TagSource
from provenance.model.citation import Citation
from provenance.model.claim import Claim
from provenance.model.evidence import Resolved
from provenance.model.finding import Finding
from provenance.model.opinion import ModelAnswer
from provenance.model.outlet import Outlet
from provenance.model.override import OverrideRecord
from provenance.model.reading import Reading
from provenance.model.record import Record

from .amending import (
    Placed,
    amend_citation,
    amend_claim,
    amend_link,
    amend_tags,
    check_event,
    has_conflict,
    is_confirmed,
    is_withheld,
    show,
    tell,
)
from .anchors import place_records
from .grades import CitationFacts, ClaimFacts, Graded, grade_claim
from .links import Link, Reader, look_at, read_together, take_advice
from .origins import Node, Origins, Shingles, count_origins
from .overrides import active_records
from .profile import make_profile
from .tags import cite_tags, tag_citation
from .timing import check_times

#: Date errors that make a citation unable to support a claim (rules.md, 6.2).
_TIME_ERRORS = frozenset({"T01", "T02", "T03"})
#: How far apart the presets may grade before the claim is called fragile.
_FRAGILE_STEPS = 2
_ORDER = ("A", "B", "C", "D")


class Judgement(Record):
    """What the assessment adds to a reading: a grade for each claim, the article's profile, and remarks on dates.

    `fallen` are a person's corrections whose claim or citation the article no longer has.
    """

    assessments: tuple[Assessment, ...]
    profile: Profile
    findings: tuple[Finding, ...]
    fallen: tuple[OverrideRecord, ...] = ()


def assess(
    reading: Reading,
    resolved: Sequence[Resolved],
    outlets: Mapping[str, Outlet],
    rules: Rules,
    as_of: date,
    *,
    sensitivity: Sequence[Rules] = (),
    overrides: Sequence[OverrideRecord] = (),
    answers: Mapping[tuple[str, str], Sequence[ModelAnswer]] | None = None,
) -> Judgement:
    """Judges every claim of an article.

    Args:
        reading: the article's references, citations, claims and remarks.
        resolved: what was found for its citations, with the pages read.
        outlets: the registry's rows for the outlets cited and for the article's own, by id.
        rules: thresholds and the grade table.
        as_of: the day that counts as today (kept in the report's `run`; no rule here asks for it yet).
        sensitivity: other presets; a claim whose grade they move by two steps or more is tagged `fragile`.
        overrides: the log of a person's corrections; those in force change what they correct, and the grade follows.
        answers: what models said, by claim and citation; code checks them (see `opinions`), and a person's word comes after.
    """
    placed, fallen = place_records(active_records(overrides), reading)
    found = {item.resolution.citation: item for item in resolved}
    findings = _time_findings(reading, found, outlets, rules)
    given = {claim.id: claim for claim in reading.claims}
    for id, records in placed.items():
        claim = amend_claim(given[id], records)
        cited = [citation for citation in reading.citations if any(link.id == citation.id for link in claim.citations)]
        findings = (*findings, *check_event(claim, cited, records))
    case = _Case(reading, found, outlets, rules, findings=(*reading.findings, *findings), placed=placed, answers=answers)
    others = [
        _Case(reading, found, outlets, other, findings=case.findings, placed=placed, answers=answers) for other in sensitivity
    ]
    assessments = []
    for claim in reading.claims:
        assessment = case.assess(claim)
        grades = [assessment.grade, *(other.assess(claim).grade for other in others)]
        steps = [_ORDER.index(grade) for grade in grades if grade in _ORDER]
        if steps and max(steps) - min(steps) >= _FRAGILE_STEPS:
            assessment = assessment.model_copy(update={"tags": (*assessment.tags, "fragile")})
        assessments.append(assessment)
    amended = tuple(amend_claim(claim, placed.get(claim.id, ())) for claim in reading.claims)
    profile = make_profile(reading.model_copy(update={"claims": amended}), [item.resolution for item in resolved], assessments)
    return Judgement(assessments=tuple(assessments), profile=profile, findings=findings, fallen=fallen)


class _Case:
    """One article under one set of rules."""

    def __init__(
        self,
        reading: Reading,
        found: Mapping[str, Resolved],
        outlets: Mapping[str, Outlet],
        rules: Rules,
        *,
        findings: Sequence[Finding],
        placed: Mapping[str, Placed],
        answers: Mapping[tuple[str, str], Sequence[ModelAnswer]] | None = None,
    ) -> None:
        self.placed = placed
        self.answers = answers or {}
        self.reading, self.outlets, self.rules = reading, outlets, rules
        self.citations = {citation.id: citation for citation in reading.citations}
        self.found = found
        self.findings = tuple(findings)
        self.reader = Reader(reading, rules)
        self.shingles = Shingles(rules.origins)
        self.claim_ids = frozenset(claim.id for claim in reading.claims)
        own = reading.document.publisher
        self.own = outlets.get(own) if own else None

    def outlet(self, citation: Citation) -> Outlet | None:
        """The registry's row of a citation's outlet."""
        return self.outlets.get(citation.source.outlet) if citation.source.outlet else None

    def assess(self, claim: Claim) -> Assessment:
        """Judges one claim, a person's corrections first."""
        placed = self.placed.get(claim.id, ())
        claim = amend_claim(claim, placed)
        looked = [
            take_advice(link, self.answers.get((claim.id, link.citation), ()), self.reader.claim_text(claim), self.rules.models)
            for link in look_at(claim, self.found, self.reader, self.rules)
        ]
        links = tuple(amend_link(link, placed) for link in looked if link.citation in self.citations)
        cited = {link.citation: amend_citation(self.citations[link.citation], placed) for link in links}
        tags = {id: amend_tags(id, self._tags(claim, link, cited[id]), placed) for link in links for id in (link.citation,)}
        origins = self._origins(links, cited)
        facts = ClaimFacts(
            need=claim.need,
            traits=frozenset(claim.traits),
            named_source=bool(claim.named_sources) or "in_text_primary" in claim.traits,
            citations=tuple(self._facts(claim, link, tags[link.citation]) for link in links),
            origins=origins.range,
            strong_origins=origins.strong,
            conflict=has_conflict(placed),
            withheld=is_withheld(placed),
        )
        graded = grade_claim(facts, self.rules.grades)
        joined = tuple(
            f"{edge.one} and {edge.two} {'count as one origin' if edge.joined else 'still count as two'}: {edge.reason}"
            for edge in origins.edges
        )
        if origins.graph is not None and origins.graph.circular:
            joined += (f"{', '.join(origins.graph.circular)} credit each other in a ring",)
        confirmed = is_confirmed(placed, graded.grade)
        # What may harm is for review until a person stands by it (rules.md, 6.4).
        review = ("for-review",) if graded.grade in {"D", "R"} and not confirmed else ()
        return Assessment(
            claim=claim.id,
            grade=graded.grade,
            provisional=not confirmed,
            support=tuple(link.support for link in links if link.support is not None),
            independent_origins=origins.range,
            strong_origins=origins.strong,
            codes=(*graded.codes, *self._codes(claim)),
            tags=(*(f"{tag}:{link.citation}" for link in links for tag in tags[link.citation]), *review),
            reason=graded.reason,
            trace=(*tell(placed), *graded.trace, *(joined if _has_grade(graded) else ())),
            override=show(placed),
            together=read_together(claim, links, self.reader),
            origins=origins.graph,
            tag_sources=tuple(row for link in links for row in self._tag_sources(cited[link.citation], tags[link.citation])),
        )

    def _tags(self, claim: Claim, link: Link, citation: Citation) -> tuple[str, ...]:
        passages = [passage.text for passage in link.support.passages] if link.support else []
        return tag_citation(
            citation,
            self.outlet(citation),
            text=self.reader.claim_text(claim),
            spoken=bool(claim.named_sources),
            relayed=any(not self.reader.wording.is_cited(named.start, named.end) for named in claim.named_sources),
            document=self.reading.document,
            publisher=self.own,
            page=link.page,
            passages=passages,
            rules=self.rules.tags,
        )

    def _tag_sources(self, citation: Citation, tags: Sequence[str]) -> tuple[TagSource, ...]:
        return cite_tags(citation, self.outlet(citation), tags, self.rules.tags)

    def _facts(self, claim: Claim, link: Link, tags: Sequence[str]) -> CitationFacts:
        return CitationFacts(
            citation=link.citation,
            coverage=link.coverage,
            outcome=link.outcome,
            identity=link.identity,
            level=link.support.level if link.support else None,
            negative=link.negative,
            reason=link.reason,
            passage=1 if link.support and link.support.passages else None,
            time_error=any(
                finding.severity == "error" and finding.code in _TIME_ERRORS and self._concerns(finding, claim, link.citation)
                for finding in self.findings
            ),
            party="party" in tags,
            unnamed="unnamed" in tags,
            same_publisher="same-publisher" in tags,
        )

    def _concerns(self, finding: Finding, claim: Claim, citation: str) -> bool:
        """Whether a remark is about this citation and, where it names claims, about this one."""
        named = self.claim_ids.intersection(finding.about)
        return citation in finding.about and (not named or claim.id in named)

    def _codes(self, claim: Claim) -> tuple[str, ...]:
        """The codes of the remarks on dates that are about the claim or its citations."""
        ids = [link.id for link in claim.citations]
        codes = [
            finding.code
            for finding in self.findings
            if finding.code.startswith("T")
            and (claim.id in finding.about or any(self._concerns(finding, claim, id) for id in ids))
        ]
        return tuple(sorted(set(codes)))

    def _origins(self, links: Sequence[Link], cited: Mapping[str, Citation]) -> Origins:
        nodes = [
            Node(
                citation=cited[link.citation],
                level=link.level,
                page=link.page,
                passages=tuple(passage.text for passage in link.support.passages[:3]) if link.support else (),
                outlet=self.outlet(cited[link.citation]),
            )
            for link in links
        ]
        publisher = self.own.publisher or self.own.id if self.own else self.reading.document.publisher
        return count_origins(nodes, self.rules.origins, self.shingles, publisher=publisher)


def _has_grade(graded: Graded) -> bool:
    return graded.grade in {"A", "B", "C"}


def _time_findings(
    reading: Reading, found: Mapping[str, Resolved], outlets: Mapping[str, Outlet], rules: Rules
) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for citation in reading.citations:
        item = found.get(citation.id)
        if item is None or item.resolution.outcome != "matched":
            continue
        pages = {page.sha256: page for page in item.pages}
        chosen = [
            pages[candidate.sha256]
            for candidate in item.resolution.candidates
            if candidate.role == "item" and candidate.sha256 in pages
        ]
        outlet = outlets.get(citation.source.outlet) if citation.source.outlet else None
        findings.extend(check_times(citation, chosen, rules.time, outlet=outlet, published=reading.document.published))
    return tuple(findings)
