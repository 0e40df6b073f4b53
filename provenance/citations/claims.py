"""Claims of an article: what each needs, who is named in it and what is cited for it (rules.md 2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ..catalog.needs import NeedRules, load_need_rules
from ..catalog.patterns import late
from ..catalog.prose import Prose, load_prose
from ..dates import DateHit, find_dates
from ..model.citation import Reference
from ..model.claim import CitationLink, Claim, Quotation
from ..model.dates import PartialDate
from ..model.document import Document, Mark
from ..model.finding import Finding
from .chronology import check_chronology
from .clauses import Clause, cut_clauses
from .coverage import CutSentence, begins_deictic, link_clauses
from .events import event_of
from .found import Found
from .needs import ClauseView, NeedJudgement, collect_names, is_quotation, judge_need
from .parties import OutletRows, parties_of
from .quotations import Quote, merge_spans
from .sentences import Sentence, list_paragraphs, split_sentences
from .speakers import find_speakers
from .uncited import find_uncited

#: A run of text with references is a list entry or a credit, not a claim, where fewer words than this are left.
_FEWEST_WORDS = 2
#: What may stand in a line of its own below the text that it is the source of.
_CREDITS = frozenset({"parenthetical", "bracket", "dash-credit"})
#: Chinese and Japanese write no spaces: two signs count as a word.
_WORD = late(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]{2,}")
_LABEL = late(r"\[([^\[\]]*)\]\s*[\[(]")
#: Markdown's "[name]: https://..." says where a link leads.
_DEFINITION = late(r"\[[^\]\n]{1,80}\]:\s*<?(?:https?://|www\.|/)\S+\s*\Z")
_LETTER = late(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Article:
    """What every clause is read with."""

    text: str
    references: tuple[Reference, ...]
    masked: tuple[tuple[tuple[int, int], ...], ...]
    hits: tuple[DateHit, ...]
    hit_starts: tuple[int, ...]
    names: frozenset[str]
    published: PartialDate | None
    rules: NeedRules
    prose: Prose
    doubt_starts: tuple[int, ...]


def find_claims(
    document: Document,
    found: Found,
    registry: OutletRows | None = None,
    rules: NeedRules | None = None,
    *,
    as_of: PartialDate | None = None,
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """The claims of a document in order, and what a careful reader would note about dates and missing sources.

    Args:
        document: the article.
        found: its references.
        registry: the outlets, for whose owners speak in the sentence (coverage partial); None leaves that out.
        rules: the need rules; None takes the shipped ones.
        as_of: today, for the check on articles dated in the future (T22); None leaves it out.

    Returns:
        Claims with ids `k1`, `k2` ... and findings, both in document order.
    """
    prose = load_prose()
    text = document.text
    sentences = _read_sentences(document, found.references, prose)
    clauses: list[Clause] = []
    cuts: list[CutSentence] = []
    for sentence in sentences:
        mine = cut_clauses(text, sentence, found.references, prose)
        if mine:
            cuts.append(CutSentence(sentence, len(clauses), len(clauses) + len(mine) - 1))
            clauses.extend(mine)
    links = link_clauses(
        text,
        clauses,
        cuts,
        references=found.references,
        citations=found.citations,
        prose=prose,
        parties=parties_of(found.citations, registry) if registry is not None else {},
    )
    hits = find_dates(text)
    article = _Article(
        text=text,
        references=found.references,
        masked=tuple(_masked(text, reference, document.marks) for reference in found.references),
        hits=hits,
        hit_starts=tuple(hit.start for hit in hits),
        names=collect_names(text, prose),
        published=document.published,
        rules=rules or load_need_rules(),
        prose=prose,
        doubt_starts=tuple(doubt.start for doubt in found.doubtful),
    )
    claims: list[Claim] = []
    for index, cut in enumerate(cuts):
        antecedent = cuts[index - 1].sentence if index else None
        for place in range(cut.first, cut.last + 1):
            claims.append(_read_claim(article, clauses[place], links[place], antecedent, f"k{len(claims) + 1}"))
    findings = [
        *check_chronology(document, found, tuple(claims), hits, as_of=as_of),
        *find_uncited(tuple(claims)),
    ]
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.code))
    return tuple(claims), tuple(findings)


def _read_sentences(document: Document, references: tuple[Reference, ...], prose: Prose) -> list[Sentence]:
    """The sentences that claim something. Headings count only where a citation stands in them; list entries never."""
    sentences: list[Sentence] = []
    first = 0
    above: list[int] = []
    skipped = [span for span in (document.dateline, _title_span(document)) if span is not None]
    for paragraph in list_paragraphs(document):
        while first < len(references) and references[first].end <= paragraph.start:
            first += 1
        alone: list[int] = []
        if paragraph.kind == "heading":
            above = []
        for sentence in split_sentences(document.text, paragraph, references, first, prose):
            if any(start <= sentence.start and sentence.end <= end for start, end in skipped):
                continue
            if paragraph.kind == "heading" and not sentence.references:
                continue
            if _says_something(document.text, sentence, references):
                if not sentence.references and above:
                    sentence = sentence._replace(credits=tuple(above))  # noqa: PLW2901
                sentences.append(sentence)
            else:
                lines = [i for i in sentence.references if references[i].style == "press-list"]
                if lines and _heads(document.text, references[lines[0]]):
                    above = lines
                alone += [i for i in sentence.references if references[i].style in _CREDITS]
        if alone and sentences and sentences[-1].paragraph.number == paragraph.number - 1 and not sentences[-1].references:
            sentences[-1] = sentences[-1]._replace(credits=tuple(alone))
    return sentences


def _heads(text: str, line: Reference) -> bool:
    """Whether a line that is only a source stands above what it is the source of, as press digests print it.

    So does one below a heading; one that begins with "Source:" or "From" stands below its text.
    """
    said = text[line.start : line.end].casefold()
    return not said.startswith(("source", "sources", "from ", "quelle", "fuente", "источник", "джерело", "kaynak", "fonte"))


def _title_span(document: Document) -> tuple[int, int] | None:
    """The title where the reader made no blocks."""
    if document.blocks or not document.title:
        return None
    at = document.text.find(document.title)
    return (at, at + len(document.title)) if at >= 0 else None


def _says_something(text: str, sentence: Sentence, references: tuple[Reference, ...]) -> bool:
    if not _LETTER.search(text, sentence.start, sentence.end) or _DEFINITION.match(text, sentence.start, sentence.end):
        return False
    if not sentence.references:
        return True
    # An anchor or a statement of who said what is part of the sentence's words; a footnote entry or a credit is not.
    words = 0
    at = sentence.start
    credits = [references[i] for i in sentence.references if references[i].style not in ("link", "prose")]
    for start, end in [*merge_spans([(credit.start, credit.end) for credit in credits]), (sentence.end, sentence.end)]:
        if at < start:
            words += sum(1 for _ in islice(_WORD.finditer(text, at, start), _FEWEST_WORDS))
        at = max(at, end)
    return words >= _FEWEST_WORDS


def _masked(text: str, reference: Reference, marks: Sequence[Mark]) -> tuple[tuple[int, int], ...]:
    """The parts of a reference that say nothing of the matter: not a link's label, and not who is said to have said it."""
    if reference.style == "prose":
        return ()
    if reference.style != "link":
        return ((reference.start, reference.end),)
    if reference.text.startswith(("(", "<")) or ("](" not in reference.text and "][" not in reference.text):
        return ((reference.start, reference.end),) if reference.text.startswith(("(", "<", "http", "www.")) else ()
    label = _LABEL.match(reference.text)
    if label is None:
        return ((reference.start, reference.end),)
    return (
        (reference.start, reference.start + label.start(1)),
        (reference.start + label.end(1), reference.end),
    )


def _read_claim(article: _Article, clause: Clause, links: list[CitationLink], before: Sentence | None, id: str) -> Claim:
    text, sentence = article.text, clause.sentence
    cited = [
        i for i in sentence.references if article.references[i].start < clause.end and article.references[i].end > clause.start
    ]
    spans = [(article.references[i].start, article.references[i].end) for i in cited]
    masked = merge_spans([span for i in cited for span in article.masked[i]])
    quotes = [
        quote
        for quote in sentence.quotes
        if clause.start <= quote.outer_start
        and quote.outer_end <= clause.end
        # A title inside a reference is nobody's words.
        and not any(start <= quote.outer_start and quote.outer_end <= end for start, end in masked)
    ]
    hits = _outside(article, clause, spans)
    judged = _judge(article, clause, quotes, masked)
    real = [quote for quote in quotes if is_quotation(text, quote.start, quote.end, floor=clause.start)]
    heard = find_speakers(
        text,
        clause.start,
        clause.end,
        article.prose,
        quoted=[(quote.outer_start, quote.outer_end) for quote in quotes],
        blocked=merge_spans(spans),
        direct=bool(real),
        said=judged.words,
    )
    traits = set(judged.traits)
    if "event" in judged.held:
        traits.add("event")
    if heard.unnamed:
        traits.add("unnamed")
    if heard.in_text_primary:
        traits.add("in_text_primary")
    doubted = bisect_left(article.doubt_starts, sentence.start)
    if doubted < len(article.doubt_starts) and article.doubt_starts[doubted] < sentence.end:
        traits.add("doubtful_citation")
    context: tuple[int, int] | None = None
    if clause.number == 0 and begins_deictic(text, sentence, article.prose):
        if before is not None:
            context = (before.start, before.end)
        elif _needs_antecedent(text, sentence, article.prose):
            traits.add("needs_context")
    return Claim(
        id=id,
        start=clause.start,
        end=clause.end,
        text=text[clause.start : clause.end],
        need=judged.need,
        need_reasons=judged.reasons,
        citations=tuple(links),
        named_sources=heard.sources,
        quotations=tuple(Quotation(start=quote.start, end=quote.end, text=text[quote.start : quote.end]) for quote in real),
        traits=tuple(sorted(traits)),
        event=event_of(text, clause.start, hits, article.published),
        sentence=(sentence.start, sentence.end),
        paragraph=sentence.paragraph.number,
        context=context,
    )


def _outside(article: _Article, clause: Clause, spans: list[tuple[int, int]]) -> list[DateHit]:
    """The dates of a clause that stand in none of these spans (its references, or what of them is blanked out)."""
    low = bisect_left(article.hit_starts, clause.start)
    high = bisect_right(article.hit_starts, clause.end - 1, low)
    if low == high or not spans:
        return list(article.hits[low:high])
    merged = merge_spans(spans)
    starts = [span[0] for span in merged]
    kept: list[DateHit] = []
    for hit in article.hits[low:high]:
        around = bisect_right(starts, hit.start) - 1
        if around < 0 or hit.start >= merged[around][1]:
            kept.append(hit)
    return kept


def _judge(article: _Article, clause: Clause, quotes: list[Quote], masked: list[tuple[int, int]]) -> NeedJudgement:
    begin, finish = clause.start, clause.end
    said = article.text[begin:finish]
    if masked:
        parts: list[str] = []
        at = 0
        for start, end in masked:
            left, right = max(start - begin, at), min(end, finish) - begin
            if left < right:
                parts.append(said[at:left])
                parts.append(" " * (right - left))
                at = right
        parts.append(said[at:])
        said = "".join(parts)
    view = ClauseView(
        text=said,
        quotes=tuple([(quote.start - begin, quote.end - begin) for quote in quotes]),
        dates=tuple([(hit.start - begin, min(hit.end, finish) - begin) for hit in _outside(article, clause, masked)]),
        names=article.names,
        heading=clause.sentence.paragraph.kind == "heading",
    )
    return judge_need(view, article.rules, article.prose)


def _needs_antecedent(text: str, sentence: Sentence, prose: Prose) -> bool:
    opening = text[sentence.start : min(sentence.end, sentence.start + 40)].lower().lstrip('“"«(*_ ')
    return any(opening.startswith(word) and not opening[len(word) : len(word) + 1].isalnum() for word in prose.deictics_needing)
