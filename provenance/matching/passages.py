"""The sentences of a page that bear most on a claim, by BM25."""

from __future__ import annotations

from math import log

from provenance.model.evidence import Passage

from .comparing import compare, number_places
from .terms import PageTerms, Terms, same_script, weight_of

#: BM25's usual constants: saturation of repeats, and how far length counts (Robertson and Zaragoza 2009).
K1, B = 1.2, 0.3
#: Share of a sentence's score that its neighbours get: what a claim joins is often said in two sentences.
_SPREAD = 0.05
#: Added for each number of the claim that the sentence states.
_NUMBER = 3.0


def find_passages(claim: Terms, page: PageTerms, *, limit: int = 10) -> tuple[Passage, ...]:
    """At most `limit` sentences of the page, best first; none where the page shares no word with the claim.

    Scores are BM25 with each word weighted by how rare it is in general; they order and are not shares.
    """
    scores = _bm25(claim, page) if same_script(claim, page) else dict(compare(claim, page).sentence_scores)
    order = sorted(scores, key=lambda index: (-scores[index], index))[:limit]
    return tuple(_passage(page, index, scores[index]) for index in order)


def _bm25(claim: Terms, page: PageTerms) -> dict[int, float]:
    count = len(page.spans)
    if not count:
        return {}
    average = max(1.0, page.size / count)
    base: dict[int, float] = {}
    places = page.places_of(claim.terms)
    for term in claim.terms:
        where = places.get(term.stem, ())
        if not where:
            continue
        rare = log(1 + (count - len(where) + 0.5) / (len(where) + 0.5)) * (0.3 + max(term.weight, weight_of(term.word)))
        for index in where:
            stems = page.stems[index]
            times = stems.count(term.stem)
            length = 1 - B + B * len(stems) / average
            base[index] = base.get(index, 0.0) + rare * times * (K1 + 1) / (times + K1 * length)
    if claim.numbers:
        for number in claim.numbers:
            for index in number_places(number, page):
                base[index] = base.get(index, 0.0) + _NUMBER
    return {index: score + _SPREAD * max(base.get(index - 1, 0.0), base.get(index + 1, 0.0)) for index, score in base.items()}


def _passage(page: PageTerms, index: int, score: float) -> Passage:
    start, end = page.spans[index]
    return Passage(start=start, end=end, text=page.text[start:end], score=round(score, 4), sentence=index)
