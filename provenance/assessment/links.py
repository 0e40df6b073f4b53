"""What each cited item shows about each claim that it covers: the pages judged, and whether a failure may count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.catalog.rules import ModelRules, Rules
from provenance.matching import PageTerms, Terms, read_page_terms, read_terms
from provenance.model.assessment import CitationSupport, Support, Together
from provenance.model.claim import CitationLink, Claim, Coverage
from provenance.model.dates import Window, parse_date
from provenance.model.evidence import Candidate, Identity, Outcome, Page, Resolved
from provenance.model.opinion import ModelAnswer
from provenance.model.reading import Reading

from .confidence import say_confidence
from .opinions import weigh_answers
from .support import judge_terms
from .wording import Wording

#: Candidate pages that are judged for one citation.
_MOST_PAGES = 5
#: Page kinds that can show something; lists, fronts and error pages cannot.
_READABLE = frozenset({"article", "other"})


@dataclass(frozen=True, slots=True)
class Link:
    """One citation of one claim, looked at.

    `support` is None where nothing could be judged, and `reason` then says why. `negative` is whether not finding the claim
    may count: matched, identity high, readable, in a handled language (rules.md, 6.1). `text` is the page's.
    """

    citation: str
    coverage: Coverage
    outcome: Outcome
    identity: Identity | None
    support: CitationSupport | None
    negative: bool
    reason: str
    page: Page | None = None
    language: str | None = None

    @property
    def level(self) -> str | None:
        """The support level, None where nothing could be judged."""
        return self.support.level if self.support else None


class Reader:
    """Reads claims and pages of one article, each once. Holds no state that changes an answer."""

    def __init__(self, reading: Reading, rules: Rules) -> None:
        self._reading, self._rules = reading, rules
        self.wording = Wording(reading)
        self._pages: dict[str, PageTerms] = {}
        self._claims: dict[str, Terms] = {}

    def claim_text(self, claim: Claim) -> str:
        """The claim's words without its references, so that no outlet's name or date takes part in the judgement."""
        return self.wording.of(claim)

    def _terms(self, claim: Claim) -> Terms:
        terms = self._claims.get(claim.id)
        if terms is None:
            terms = self._claims[claim.id] = read_terms(self.claim_text(claim), likely=self._reading.document.language)
        return terms

    def judge_text(self, claim: Claim, sentences: Sequence[str]) -> Support:
        """What a few sentences show about the claim."""
        language = self._reading.document.language
        return judge_terms(self._terms(claim), read_page_terms(sentences), self._rules.support, claim_language=language)

    def judge(self, claim: Claim, page: Page) -> Support:
        """What the page shows about the claim."""
        terms = self._terms(claim)
        held = self._pages.get(page.sha256)
        if held is None:
            held = self._pages[page.sha256] = read_page_terms(page.text, likely=page.language)
        language = self._reading.document.language
        return judge_terms(terms, held, self._rules.support, claim_language=language, page_language=page.language)


def look_at(claim: Claim, resolved: Mapping[str, Resolved], reader: Reader, rules: Rules) -> tuple[Link, ...]:
    """Every citation that covers the claim, in the claim's order."""
    return tuple(_link(claim, cited, resolved.get(cited.id), reader, rules) for cited in claim.citations)


def _link(claim: Claim, cited: CitationLink, found: Resolved | None, reader: Reader, rules: Rules) -> Link:
    citation, coverage = cited.id, cited.coverage
    if found is None:
        return Link(citation, coverage, "not_tried", None, None, negative=False, reason="nothing was looked for")
    resolution = found.resolution
    outcome = resolution.outcome
    if outcome not in {"matched", "candidates"}:
        return Link(citation, coverage, outcome, None, None, negative=False, reason=_OUTCOMES[outcome])
    if "needs_context" in claim.traits and claim.context is None:
        reason = "the sentence can't be understood without what it refers to"
        return Link(citation, coverage, outcome, resolution.identity, None, negative=False, reason=reason)
    pages = {page.sha256: page for page in found.pages}
    best: tuple[int, float, int] | None = None
    chosen: tuple[Candidate, Page, Support] | None = None
    reasons: list[str] = []
    for index, candidate in enumerate(_asked(resolution.candidates, outcome)):
        page = pages.get(candidate.sha256)
        if page is None:
            reasons.append("its page was not kept")
            continue
        if page.kind not in _READABLE:
            reasons.append(f"the capture is no article ({page.kind} page)")
            continue
        if _before_event(claim, page, rules):
            reasons.append("the page was captured before the event")
            continue
        support = reader.judge(claim, page)
        if support.level == "EU":
            reasons.append(support.reason)
            continue
        rank = (_ORDER.index(support.level), support.score, -index)
        if best is None or rank > best:
            best, chosen = rank, (candidate, page, support)
    if chosen is None:
        reason = reasons[0] if reasons else "no page could be read"
        return Link(citation, coverage, outcome, resolution.identity, None, negative=False, reason=reason)
    candidate, page, support = chosen
    identity: Identity = candidate.identity if outcome == "candidates" else resolution.identity or candidate.identity
    negative = (
        outcome == "matched"
        and identity == "high"
        and page.kind == "article"
        and not page.problems
        and support.signals["page_language"] in rules.support.languages
    )
    made = CitationSupport(
        citation=citation,
        sha256=candidate.sha256,
        level=support.level,
        score=support.score,
        reason=support.reason,
        confidence=say_confidence(
            support.level,
            support.score,
            rules.confidence,
            other_language=support.signals["cross_script"] or support.signals["page_language"] != "en",
        ),
        counts=support.level not in {"E0", "E1"} or negative,
        passages=support.passages,
    )
    if support.level in {"E0", "E1"} and not negative:
        reason = _why_not_negative(outcome, identity, page)
        return Link(citation, coverage, outcome, identity, made, negative=False, reason=reason, page=page)
    return Link(
        citation, coverage, outcome, identity, made, negative=negative, reason=support.reason, page=page,
        language=support.signals["page_language"],
    )  # fmt: skip


def read_together(claim: Claim, links: Sequence[Link], reader: Reader) -> Together | None:
    """The claim against the best passages of all its pages as one text; None where fewer than two pages bear on it.

    One page may state who, another how many: apart, each is a part. Three sentences at most, so that they make one window.
    """
    bearing = [
        link for link in links if link.support is not None and link.level in {"E2", "E3", "E4"} and link.page is not None
    ]
    texts = list(dict.fromkeys(link.page.sha256 for link in bearing if link.page is not None))
    if len(texts) < 2:
        return None
    best = sorted(bearing, key=lambda link: -(link.support.score if link.support else 0.0))[:_WINDOW]
    passages = [passage.text for link in best if link.support for passage in link.support.passages[:1]]
    extra = [passage.text for link in best[:1] if link.support for passage in link.support.passages[1:2]]
    support = reader.judge_text(claim, [*passages, *extra][:_WINDOW])
    if support.level == "EU":
        return None
    return Together(
        citations=tuple(link.citation for link in links if link in best),
        level=support.level,
        score=support.score,
        reason=support.reason,
    )


def take_advice(link: Link, answers: Sequence[ModelAnswer], claim: str, rules: ModelRules) -> Link:
    """The link after what models said of its page; unchanged where none was asked, or nothing could be judged."""
    if not answers or link.support is None or link.page is None:
        return link
    level, opinions = weigh_answers(answers, claim, link.page.text, link.support.level, rules)
    moved = level != link.support.level
    support = link.support.model_copy(
        update={
            "level": level,
            "opinions": opinions,
            "confidence": None if moved else link.support.confidence,  # no model was measured
            "counts": link.support.counts or level not in {"E0", "E1"},
        }
    )
    return replace(link, support=support)


#: Sentences in a window.
_WINDOW = 3
_ORDER = ("E0", "E1", "E2", "E3", "E4")

_OUTCOMES: dict[Outcome, str] = {
    "copies_only": "only others that quote the outlet were found",
    "no_match": "no page of that day fits",
    "not_archived": "not archived",
    "refused": "the archive refused",
    "unreachable": "the archive could not be reached",
    "not_tried": "it was not looked for",
}


def _asked(candidates: tuple[Candidate, ...], outcome: Outcome) -> list[Candidate]:
    """The pages to judge: of a match all captures of its page, else every candidate; copies show nothing of the original."""
    items = [candidate for candidate in candidates if candidate.role == "item"]
    if outcome == "matched" and items:
        items = [candidate for candidate in items if candidate.url == items[0].url]
    return items[:_MOST_PAGES]


def _before_event(claim: Claim, page: Page, rules: Rules) -> bool:
    """T15: a page captured before something happened is no support for it. Zones are unknown, so only beyond doubt."""
    if claim.event is None:
        return False
    try:
        event = parse_date(claim.event).window
    except ValueError:
        return False
    captured = page.captured_at.date()
    return Window(captured, captured).widened(-(-rules.time.zone_hours // 24)).surely_before(event)


def _why_not_negative(outcome: Outcome, identity: Identity, page: Page) -> str:
    if outcome == "candidates":
        return "several pages are possible, and none of them settles it"
    if identity != "high":
        return "it is not certain that this is the cited page"
    if page.problems:
        return f"the page could not be read well: {page.problems[0]}"
    return "not finding words on this page shows nothing"
