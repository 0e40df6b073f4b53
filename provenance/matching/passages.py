"""The sentences of a page that bear most on a claim: by BM25, and so that what the first ones leave out is shown, too."""

from __future__ import annotations

from math import log

from provenance.model.evidence import Passage

from .comparing import Hits, compare, number_places
from .terms import PageTerms, Terms, same_script, weight_of

#: BM25's usual constants: saturation of repeats, and how far length counts (Robertson and Zaragoza 2009).
K1, B = 1.2, 0.3
#: Share of a sentence's score that its neighbours get: what a claim joins is often said in two sentences.
_SPREAD = 0.2
#: Added for each number of the claim that the sentence states.
_NUMBER = 3.0
#: Passages that are taken by their score alone; of the next ones, words that were shown already count this much.
_LEADING, _COVERING, _SHOWN_BEFORE = 3, 2, 0.4


def find_passages(claim: Terms, page: PageTerms, *, limit: int = 10, hits: Hits | None = None) -> tuple[Passage, ...]:
    """At most `limit` sentences of the page, best first; none where the page shares no word with the claim.

    Scores are BM25 with each word weighted by how rare it is in general; they order and are not shares. The first three are
    the best by themselves, the next two those that add most to them, so that each part of a claim may be seen. `hits` is
    `page.hits_of(claim.terms)`, where the caller has it.
    """
    if not same_script(claim, page):
        scores = dict(compare(claim, page).sentence_scores)
        order = sorted(scores, key=lambda index: (-scores[index], index))[:limit]
        return tuple(_passage(page, index, scores[index]) for index in order)
    return tuple(
        _passage(page, index, score)
        for index, score in _Ranking(claim, page, page.hits_of(claim.terms) if hits is None else hits).best(limit)
    )


class _Ranking:
    """The sentences of a page in the claim's own script, scored."""

    def __init__(self, claim: Terms, page: PageTerms, hits: Hits) -> None:
        count = len(page.spans)
        times: dict[int, dict[str, int]] = {}
        seen: dict[str, int] = {}
        for index, kept in hits.items():
            words: dict[str, int] = {}
            for _, stem in kept:
                if stem in words:
                    words[stem] += 1
                else:
                    words[stem] = 1
                    seen[stem] = seen.get(stem, 0) + 1
            times[index] = words
        rare = {
            term.stem: log(1 + (count - seen[term.stem] + 0.5) / (seen[term.stem] + 0.5))
            * (0.3 + max(term.weight, weight_of(term.word)))
            * (K1 + 1)
            for term in claim.terms
            if term.stem in seen
        }
        average = max(1.0, page.size / count) if count else 1.0
        bounds = page.bounds
        base, slope = K1 * (1 - B), K1 * B / average
        #: Sentence -> what each of the claim's words and numbers adds to its score.
        self.parts: dict[int, dict[str | int, float]] = {}
        for index, words in times.items():
            long = base + slope * (bounds[index + 1] - bounds[index])
            self.parts[index] = {stem: rare[stem] * n / (n + long) for stem, n in words.items()}
        for which, number in enumerate(claim.numbers):
            for index in number_places(number, page):
                self.parts.setdefault(index, {})[which] = _NUMBER
        own = {index: sum(parts.values()) for index, parts in self.parts.items()}
        self.scores = {
            index: score + _SPREAD * max(own.get(index - 1, 0.0), own.get(index + 1, 0.0)) for index, score in own.items()
        }

    def best(self, limit: int) -> list[tuple[int, float]]:
        """The sentences, best first, each with the score it was taken for."""
        order = sorted(self.scores, key=lambda index: (-self.scores[index], index))
        chosen = [(index, self.scores[index]) for index in order[:_LEADING]]
        rest = order[_LEADING:]
        shown: set[str | int] = {part for index, _ in chosen for part in self.parts.get(index, ())}
        for _ in range(min(_COVERING, len(rest))):
            gain, taken = -1.0, rest[0]
            for index in rest:
                if self.scores[index] <= gain:
                    break  # no later one can add more
                added = self._gain(index, shown)
                if added > gain:
                    gain, taken = added, index
            chosen.append((taken, gain))
            rest.remove(taken)
            shown.update(self.parts.get(taken, ()))
        last = chosen[-1][1] if chosen else 0.0
        chosen += [(index, min(last, self.scores[index])) for index in rest[: max(0, limit - len(chosen))]]
        return chosen[:limit]

    def _gain(self, index: int, shown: set[str | int]) -> float:
        """The score of a sentence where words that were shown already count less."""
        parts = self.parts.get(index, {})
        return sum(value * _SHOWN_BEFORE if part in shown else value for part, value in parts.items())


def _passage(page: PageTerms, index: int, score: float) -> Passage:
    start, end = page.spans[index]
    return Passage(start=start, end=end, text=page.text[start:end], score=round(score, 4), sentence=index)
