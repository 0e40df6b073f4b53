"""One document's labels against what was found in it: rows that are right or wrong, and counts.

A reference counts as found where the two stretches share at least half of the shorter one. One found reference stands for one
labelled reference at most; several found ones may share a labelled one (two brackets side by side, labelled as one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from .corpus import GoldDocument
from .gold import GoldReference, GoldSentence, Place
from .names import Item, found_items, gold_items, plain_name, prints_year, without_year
from .prediction import FoundClaim, FoundReference, Prediction, Span

_T = TypeVar("_T")

#: Share of the shorter stretch from which two stretches count as the same thing.
HALF = 0.5
#: Share of their union from which a found reference is a labelled negative, whatever else it lies in.
SAME = 0.8
#: What a negative of a row must share with a found reference (of their union) to be taken for a citation.
TAKEN = 0.5

_NEEDS = ("none", "may", "should", "must")
_OPENING = "([（【［"
_CLOSING = dict(zip(")]）】］", _OPENING, strict=True))


@dataclass(frozen=True)
class Row:
    """One thing that was judged, keyed by what it is rather than where: baselines survive edits above it.

    Attributes:
        kind: reference, false, link, false link, uncited, false uncited, need.
        number: which of several with the same text in the document, from 1.
        right: whether nothing about it is wrong.
        what: what is wrong, for people.
    """

    document: str
    kind: str
    text: str
    number: int
    right: bool
    what: str = ""
    style: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Document, kind, text and number: the same in every run."""
        return self.document, self.kind, self.text, self.number


@dataclass
class Judgement:
    """The rows of one document, and counts by name: `counts[group][name]`."""

    rows: list[Row] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, groups: Iterable[str], name: str, number: int = 1) -> None:
        """Adds to a count in each of the groups."""
        for group in groups:
            self.counts.setdefault(group, Counter())[name] += number

    def add(self, document: GoldDocument, kind: str, text: str, *, right: bool, what: str = "", style: str = "") -> None:
        """Adds a row, numbered among those of the same text."""
        shown = " ".join(text.split())
        number = 1 + sum(row.kind == kind and row.text == shown for row in self.rows)
        self.rows.append(Row(document.name, kind, shown, number, right, what, style))


def judge(document: GoldDocument, found: Prediction) -> Judgement:
    """Compares; everything that the labels of the document can decide is counted."""
    judgement = Judgement()
    assigned, false, doubtful = _assign(document, found.references)
    for number, reference in enumerate(document.references):
        _judge_reference(judgement, document, reference, [found.references[i] for i in assigned[number]], number in doubtful)
    _judge_false(judgement, document, [found.references[i] for i in false])
    if found.claims is not None and document.whole:
        home = {index: number for number, indexes in assigned.items() for index in indexes}
        _judge_links(judgement, document, found.claims, home)
        if document.judges_claims:
            _judge_uncited(judgement, document, found.claims)
        _judge_needs(judgement, document, found.claims)
        for speaker in document.speakers:
            seen = any(_shared(speaker.span, place) for claim in found.claims for place in claim.speakers)
            judgement.count(("all",), "speakers_true" if seen else "speakers_missed")
    return judgement


def _assign(document: GoldDocument, found: tuple[FoundReference, ...]) -> tuple[dict[int, list[int]], list[int], set[int]]:
    """Labelled number -> found indexes; indexes of false ones; labelled numbers that were only doubted."""
    assigned: dict[int, list[int]] = {number: [] for number in range(len(document.references))}
    false, doubtful = [], set()
    for index, reference in enumerate(found):
        negative = any(
            _union_share(reference.span, row.span) >= (SAME if document.whole else TAKEN) for row in document.negatives
        )
        best = max(
            (number for number, gold in enumerate(document.references) if _same(reference.span, gold.span)),
            key=lambda number: (_shared(reference.span, document.references[number].span), -number),
            default=None,
        )
        if reference.doubtful:
            if best is not None:
                doubtful.add(best)
        elif negative:
            false.append(index)
        elif best is not None:
            assigned[best].append(index)
        elif document.whole and not any(_same(reference.span, row.span) for row in document.ambiguous):
            false.append(index)
    return assigned, false, doubtful


def _judge_reference(
    judgement: Judgement, document: GoldDocument, gold: GoldReference, found: list[FoundReference], doubted: bool
) -> None:
    dated = any(item.dates for item in gold.gold)
    groups = ["all", f"style:{gold.style}", f"language:{document.language}"]
    groups += ["dated newsroom"] if dated and gold.style in ("parenthetical", "bracket") else []
    judgement.count(groups, "references_true" if found else "references_missed")
    exact = any(reference.span == gold.span for reference in found)
    if found:
        judgement.count(groups, "exact" if exact else "inexact")
    wanted = Counter(gold_items(gold.gold)) if not document.span_only else Counter()
    given = (
        Counter(item for reference in found for item in found_items(reference.items)) if not document.span_only else Counter()
    )
    _count_items(judgement, groups, wanted, given)
    if found and document.published and not document.span_only:
        _judge_years(judgement, groups, gold, given)
    for item in gold.gold:
        if item.lost:
            seen = any(other.lost for reference in found for other in reference.items)
            judgement.count(groups, "lost_true" if seen else "lost_missed")
    what = ""
    if not found:
        what = "only doubted" if doubted else "not found"
    elif wanted != given:
        what = f"reads {_shown(given - wanted)} for {_shown(wanted - given)}"
    elif not exact:
        what = f"span {_slice(document, found[0].span)!r}"
    judgement.add(document, "reference", gold.text or "", right=not what, what=what, style=gold.style)


def _count_items(judgement: Judgement, groups: list[str], wanted: Counter[Item], given: Counter[Item]) -> None:
    _count_kind(judgement, groups, "items", wanted, given)
    _count_kind(judgement, groups, "sources", Counter({n for n, _ in wanted if n}), Counter({n for n, _ in given if n}))
    _count_kind(judgement, groups, "dates", _dates(wanted), _dates(given))


def _count_kind(judgement: Judgement, groups: list[str], name: str, wanted: Counter[_T], given: Counter[_T]) -> None:
    judgement.count(groups, f"{name}_true", (wanted & given).total())
    judgement.count(groups, f"{name}_missed", (wanted - given).total())
    judgement.count(groups, f"{name}_false", (given - wanted).total())


def _dates(items: Counter[Item]) -> Counter[str]:
    dates: Counter[str] = Counter()
    for (_, date), number in items.items():
        if date:
            dates[date] += number
    return dates


def _judge_years(judgement: Judgement, groups: list[str], gold: GoldReference, given: Counter[Item]) -> None:
    """Of dates whose month and day were read: is the year, which is not printed, the right one?"""
    read = [date for _, date in given if date]
    for date in {date for item in gold.gold for date in item.dates}:
        tail = without_year(date)
        if tail and not prints_year(gold.text or "", date) and any(without_year(other) == tail for other in read):
            judgement.count(groups, "years_right" if date in read else "years_wrong")


def _judge_false(judgement: Judgement, document: GoldDocument, false: list[FoundReference]) -> None:
    groups = ("all", f"language:{document.language}")
    for reference in false:
        judgement.count(groups, "references_false")
        text = _slice(document, reference.span)
        bracketed = text[:1] in _OPENING
        judgement.count(groups, "brackets_taken", int(bracketed))
        if not document.span_only:
            _count_items(judgement, list(groups), Counter(), Counter(found_items(reference.items)))
        judgement.add(document, "false", text, right=False, what="cites nothing")
    for negative in document.negatives:
        taken = any(_union_share(reference.span, negative.span) >= TAKEN for reference in false)
        judgement.count(groups, "negatives_taken" if taken else "negatives_left")
    brackets = _brackets(document.text) if document.whole else len(document.negatives) + len(document.references)
    judgement.count(groups, "brackets", brackets)


def _brackets(text: str) -> int:
    """Outermost bracket pairs of a text. Brackets that are not closed count for nothing."""
    count, stack = 0, []
    for char in text:
        if char in _OPENING:
            stack.append(char)
        elif char in _CLOSING and _CLOSING[char] in stack:
            while stack.pop() != _CLOSING[char]:
                pass
            count += not stack
    return count


def _judge_links(judgement: Judgement, document: GoldDocument, claims: tuple[FoundClaim, ...], home: dict[int, int]) -> None:
    """A labelled pair of reference and sentence is linked when a clause of the sentence is linked to the reference."""
    linked = [(home[index], claim) for claim in claims for index in claim.references if index in home]
    false: dict[tuple[int, Span], FoundClaim] = {}
    for number, gold in enumerate(document.references):
        if gold.claims is None:
            continue
        mine = [claim for other, claim in linked if other == number]
        for place in gold.claims:
            hit = any(_same(claim.span, place.span) for claim in mine)
            judgement.count(("all", f"style:{gold.style}"), "links_true" if hit else "links_missed")
            text = f"{gold.text} <- {place.text}"
            judgement.add(document, "link", text, right=hit, what="" if hit else "not linked", style=gold.style)
        allowed = [place.span for place in gold.claims] + _pointed_from(document, gold)
        for claim in mine:
            if not any(_shared(claim.span, span) for span in allowed):
                false[number, _sentence(document, claim)] = claim
    for (number, _), claim in false.items():
        gold = document.references[number]
        judgement.count(("all", f"style:{gold.style}"), "links_false")
        text = f"{gold.text} <- {_slice(document, claim.span)}"
        judgement.add(document, "false link", text, right=False, what="linked to a sentence that it does not support")


def _pointed_from(document: GoldDocument, gold: GoldReference) -> list[Span]:
    """Where a pointer to this reference stands ("ibid.", a marker of its list entry): what it supports there may be linked."""
    names = {plain_name(item.source) for item in gold.gold if item.source}
    refs = {item.ref for item in gold.gold if item.ref}
    return [
        place.span
        for other in document.references
        if other is not gold
        for item in other.gold
        if (item.ref and item.ref in refs) or (item.refers_to and plain_name(item.refers_to) in names)
        for place in other.claims or ()
    ]


def _judge_uncited(judgement: Judgement, document: GoldDocument, claims: tuple[FoundClaim, ...]) -> None:
    bare = [claim for claim in claims if claim.need in ("must", "should") and not claim.references]
    judgement.count(("all",), "articles")
    for place in document.uncited:
        hit = any(_same(claim.span, place.span) for claim in bare)
        judgement.count(("all",), "uncited_true" if hit else "uncited_missed")
        judgement.add(document, "uncited", place.text or "", right=hit, what="" if hit else "not said to want a source")
    allowed = [place.span for place in document.uncited] + [s.span for s in document.sentences if s.bare == "covered"]
    accused = {_sentence(document, claim): claim for claim in bare if not any(_shared(claim.span, span) for span in allowed)}
    for span in accused:
        judgement.count(("all",), "uncited_false")
        judgement.add(document, "false uncited", _slice(document, span), right=False, what="wants no source, or has one")


def _judge_needs(judgement: Judgement, document: GoldDocument, claims: tuple[FoundClaim, ...]) -> None:
    for sentence in document.sentences:
        if sentence.need is None:
            continue
        found = [claim.need for claim in claims if claim.need and _same(claim.span, sentence.span)]
        need = max(found, key=_NEEDS.index, default=None)
        sides = (sentence.need in ("must", "should"), need in ("must", "should"))
        judgement.count(("all",), "need_exact" if need == sentence.need else "need_off")
        judgement.count(("all",), "need_sided" if sides[0] == sides[1] else "need_unsided")
        if sides[0] != sides[1]:
            what = f"reads need {need}, labelled {sentence.need}"
            judgement.add(document, "need", sentence.text or "", right=False, what=what)


def _sentence(document: GoldDocument, claim: FoundClaim) -> Span:
    """The labelled sentence in which a claim lies, else the one that the tool names, else the claim itself."""
    best: GoldSentence | Place | None = max(
        (sentence for sentence in document.sentences if _same(claim.span, sentence.span)),
        key=lambda sentence: _shared(claim.span, sentence.span),
        default=None,
    )
    return best.span if best else claim.sentence or claim.span


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _same(one: Span, other: Span) -> bool:
    return _shared(one, other) >= HALF * max(1, min(one[1] - one[0], other[1] - other[0]))


def _union_share(one: Span, other: Span) -> float:
    return _shared(one, other) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def _slice(document: GoldDocument, span: Span) -> str:
    return document.text[span[0] : span[1]]


def _shown(items: Counter[Item]) -> str:
    return ", ".join(f"{name or '?'} {date or 'undated'}" for name, date in sorted(items, key=str)) or "nothing"
