"""How much of a claim stands in a page, and where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log

from provenance.catalog.lexicon import load_glossary

from .folding import best_ratio, fold_name
from .quantities import MOST_WEAK, Quantity, states
from .quotations import QuoteResult, find_quotation, normal_words
from .terms import PageTerms, Term, Terms, number_weight, same_script

#: Sentences in a window (rules.md, section 5.2).
WINDOW = 3
#: Sentences in a stretch: a short article's paragraphs on one matter.
STRETCH = 12
#: Weight from which a word is rare.
RARE = 0.9
#: Likeness of folded keys (0 to 100) at which one name, or each of two names, is taken to be found (rules.md, section 5.4).
ONE_NAME, TWO_NAMES = 85.0, 80.0


@dataclass(frozen=True, slots=True)
class Match:
    """A claim compared with a page. Shares are weighted by how rare each word is, and lie in 0..1.

    `window` is the best share inside three neighbouring sentences, `sentence` inside one, `coverage` on the whole page;
    `stretch` is the best share inside twelve neighbouring sentences; `subject` how often the page says the claim's most
    frequent name, 1 from twenty times on. `best` is the index of the first sentence of the window and `best_span` its
    characters in the page's text (None on an empty page). `numbers_*` and `names_*` count distinct numbers and name words:
    of the claim, on the page, in the window.
    `rare_near` counts the rare words of the claim in the window. `pairs` is the share of neighbouring content words of the
    claim that are neighbours on the page, too; `pairs_near` the same in the window. `missing` is the weight of the heaviest
    absent word. `quotations` are the results for the claim's quotations, in order; `sentence_scores` the share of each
    sentence that has any of the claim's words.
    """

    window: float
    sentence: float
    coverage: float
    best: int | None
    best_span: tuple[int, int] | None
    numbers_total: int
    numbers_found: int
    numbers_near: int
    names_total: int
    names_found: int
    names_near: int
    pairs: float
    pairs_near: float
    missing: float
    stretch: float
    subject: float
    rare_near: int
    weight: float
    page_words: int
    cross_script: bool
    quotations: tuple[QuoteResult, ...]
    sentence_scores: tuple[tuple[int, float], ...]

    @property
    def numbers_all(self) -> bool:
        """Whether every number of the claim stands on the page."""
        return self.numbers_found == self.numbers_total

    @property
    def names_all(self) -> bool:
        """Whether every name word of the claim stands on the page."""
        return self.names_found == self.names_total


Hits = Mapping[int, list[tuple[int, str]]]


def compare(claim: Terms, page: PageTerms, hits: Hits | None = None) -> Match:
    """Compares a claim with a page. Linear in the page for a given claim; never raises.

    `hits` is `page.hits_of(claim.terms)`, where the caller has it already.
    """
    cross = not same_script(claim, page)
    if cross:
        hits, places = {}, _places_across(claim.terms, page)
    else:
        hits = page.hits_of(claim.terms) if hits is None else hits
        places = _places(claim.terms, hits)
    stated = [number_places(number, page) for number in claim.numbers]
    weights = [term.weight for term in claim.terms] + [number_weight(number) for number in claim.numbers]
    total = sum(weights)
    masks: dict[int, int] = {}
    present = 0
    for bit, where in enumerate([*places, *stated]):
        flag = 1 << bit
        if where:
            present |= flag
        for index in where:
            masks[index] = masks.get(index, 0) | flag
    cache: dict[int, float] = {0: 0.0}

    def weigh(mask: int) -> float:
        held = cache.get(mask)
        if held is None:
            held, rest = 0.0, mask
            while rest:
                low = rest & -rest
                held += weights[low.bit_length() - 1]
                rest ^= low
            cache[mask] = held
        return held

    best_weight, best, best_mask, best_single = 0.0, None, 0, 0.0
    last = len(page.spans) - 1
    scores: list[tuple[int, float]] = []
    held = [0] * (last + 2 * STRETCH)  # the mask of each sentence, and empty ones beyond the end
    for index, mask in masks.items():
        held[index] = mask
    for index in sorted(masks):
        single = weigh(held[index])
        scores.append((index, single / total if total else 0.0))
        best_single = max(best_single, single)
    for begin in sorted({max(0, index - back) for index in masks for back in range(WINDOW)}):
        mask = held[begin] | held[begin + 1] | held[begin + 2]
        weight = weigh(mask)
        if weight > best_weight + 1e-9:
            best_weight, best, best_mask = weight, begin, mask
    span = None
    if best is not None:
        span = (page.spans[best][0], page.spans[min(last, best + WINDOW - 1)][1])
    names = [bit for bit, term in enumerate(claim.terms) if term.name]
    offset = len(claim.terms)
    numbers = range(offset, offset + len(claim.numbers))
    pairs, pairs_near = (0.0, 0.0) if cross else _pairs(claim, hits, best)
    missing = max((weight for bit, weight in enumerate(weights) if not present >> bit & 1), default=0.0)
    return Match(
        window=best_weight / total if total else 0.0,
        sentence=best_single / total if total else 0.0,
        coverage=weigh(present) / total if total else 0.0,
        best=best,
        best_span=span,
        numbers_total=len(claim.numbers),
        numbers_found=sum(present >> bit & 1 for bit in numbers),
        numbers_near=sum(best_mask >> bit & 1 for bit in numbers),
        names_total=len(names),
        names_found=sum(present >> bit & 1 for bit in names),
        names_near=sum(best_mask >> bit & 1 for bit in names),
        pairs=pairs,
        pairs_near=pairs_near,
        missing=missing,
        stretch=_stretch(masks, held, weigh) / total if total else 0.0,
        rare_near=sum(1 for bit, term in enumerate(claim.terms) if term.weight >= RARE and best_mask >> bit & 1),
        subject=max((log(1 + len(places[bit])) for bit in names), default=0.0) / log(21),
        weight=total,
        page_words=page.size,
        cross_script=cross,
        quotations=_quotations(claim, page, cross),
        sentence_scores=tuple(scores),
    )


def _stretch(masks: Mapping[int, int], held: list[int], weigh: Callable[[int], float]) -> float:
    """The heaviest run of `STRETCH` sentences that begins with a sentence that has a word of the claim."""
    two = [one | other for one, other in pairwise(held)]
    four = [one | other for one, other in zip(two, two[2:], strict=False)]
    return max((weigh(four[begin] | four[begin + 4] | four[begin + 8]) for begin in masks), default=0.0)


def number_places(number: Quantity, page: PageTerms) -> list[int]:
    """The indexes of the sentences that state a number of the claim, in order."""
    # most numbers are far off: compared in full are those within a fifth, and those with a second reading
    low, high = 0.8 * number.low, 1.25 * number.high
    second = number.other is not None
    return sorted(
        {
            index
            for index, quantity in page.quantities(weak=low <= MOST_WEAK)
            if (second or quantity.other is not None or (quantity.low <= high and quantity.high >= low))
            and states(quantity, number)
        }
    )


def _pairs(claim: Terms, hits: Hits, best: int | None) -> tuple[float, float]:
    wanted = set(claim.pairs)
    if not wanted:
        return 0.0, 0.0
    everywhere: set[tuple[str, str]] = set()
    near: set[tuple[str, str]] = set()
    for index, kept in hits.items():
        # neighbours among the claim's own words, at most two words apart on the page
        found = {(one, two) for (i, one), (j, two) in pairwise(kept) if j - i <= 3} & wanted
        if found:
            everywhere |= found
            if best is not None and best <= index < best + WINDOW:
                near |= found
    return len(everywhere) / len(wanted), len(near) / len(wanted)


def _quotations(claim: Terms, page: PageTerms, cross: bool) -> tuple[QuoteResult, ...]:
    if not claim.quotations:
        return ()
    if cross or (claim.language and page.language and claim.language != page.language):
        return tuple("translated" for _ in claim.quotations)
    names = frozenset(word for term in claim.names for word in normal_words(term.word))
    return tuple(
        find_quotation(quote, page.normal, page.joined, lambda: page.normal_places, names) for quote in claim.quotations
    )


def _places(terms: tuple[Term, ...], hits: Hits) -> list[list[int]]:
    """The sentences of each term on a page in the same script."""
    places: dict[str, list[int]] = {term.stem: [] for term in terms}
    for index, kept in hits.items():
        for stem in {stem for _, stem in kept}:
            places[stem].append(index)
    return [places[term.stem] for term in terms]


def _places_across(terms: tuple[Term, ...], page: PageTerms) -> list[list[int]]:
    """The sentences of each term on a page in another script: by the glossary, then by folded names."""
    vocabulary, raw = page.raw_places
    glossary = load_glossary()
    places: list[list[int]] = []
    close: list[tuple[int, int]] = []
    keys, key_places = page.name_keys
    sure = 0
    for bit, term in enumerate(terms):
        found: set[int] = set(raw.get(term.word, ()))
        for entry in glossary.get(term.word) or glossary.get(term.stem) or glossary.get(term.word.removesuffix("s")) or ():
            if entry.endswith("-"):
                stem = entry[:-1]
                at = bisect_left(vocabulary, stem)
                while at < len(vocabulary) and vocabulary[at].startswith(stem):
                    found.update(raw[vocabulary[at]])
                    at += 1
            else:
                found.update(raw.get(entry, ()))
        if not found and term.name and len(key := fold_name(term.word.split("'")[0].split("’")[0])) >= 3:
            ratio, where = best_ratio(key, keys, floor=TWO_NAMES)
            if ratio >= ONE_NAME:
                found.update(key_places[where])
                sure += 1
            elif where >= 0:
                close.append((bit, where))
        places.append(sorted(found))
    if len(close) + sure >= 2:
        for bit, where in close:
            places[bit] = list(key_places[where])
    return places
