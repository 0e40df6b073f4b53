"""The sentences of a page that bear most on a claim, by BM25."""

from __future__ import annotations

from math import log

from provenance.model.evidence import Passage

from .comparing import Hits, compare, number_places
from .terms import PageTerms, Terms, same_script, weight_of

#: BM25's usual constants: saturation of repeats, and how far length counts (Robertson and Zaragoza 2009).
K1, B = 1.2, 0.3
#: Share of a sentence's score that its neighbours get: what a claim joins is often said in two sentences.
_SPREAD = 0.05
#: Added for each number of the claim that the sentence states.
_NUMBER = 3.0


def find_passages(claim: Terms, page: PageTerms, *, limit: int = 10, hits: Hits | None = None) -> tuple[Passage, ...]:
    """At most `limit` sentences of the page, best first; none where the page shares no word with the claim.

    Scores are BM25 with each word weighted by how rare it is in general; they order and are not shares.
    `hits` is `page.hits_of(claim.terms)`, where the caller has it already.
    """
    scores = _bm25(claim, page, hits) if same_script(claim, page) else dict(compare(claim, page).sentence_scores)
    order = sorted(scores, key=lambda index: (-scores[index], index))[:limit]
    return tuple(_passage(page, index, scores[index]) for index in order)


def _bm25(claim: Terms, page: PageTerms, hits: Hits | None) -> dict[int, float]:
    count = len(page.spans)
    if not count:
        return {}
    average = max(1.0, page.size / count)
    base: dict[int, float] = {}
    places: dict[str, dict[int, int]] = {}
    for index, kept in (page.hits_of(claim.terms) if hits is None else hits).items():
        for _, stem in kept:
            times_in = places.setdefault(stem, {})
            times_in[index] = times_in.get(index, 0) + 1
    bounds = page.bounds
    for term in claim.terms:
        where = places.get(term.stem)
        if not where:
            continue
        rare = log(1 + (count - len(where) + 0.5) / (len(where) + 0.5)) * (0.3 + max(term.weight, weight_of(term.word)))
        for index, times in where.items():
            length = 1 - B + B * (bounds[index + 1] - bounds[index]) / average
            base[index] = base.get(index, 0.0) + rare * times * (K1 + 1) / (times + K1 * length)
    if claim.numbers:
        for number in claim.numbers:
            for index in number_places(number, page):
                base[index] = base.get(index, 0.0) + _NUMBER
    return {index: score + _SPREAD * max(base.get(index - 1, 0.0), base.get(index + 1, 0.0)) for index, score in base.items()}


def _passage(page: PageTerms, index: int, score: float) -> Passage:
    start, end = page.spans[index]
    return Passage(start=start, end=end, text=page.text[start:end], score=round(score, 4), sentence=index)
