"""How much of a claim stands in a page, and where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from provenance.catalog.lexicon import load_glossary

from .folding import best_ratio, name_keys
from .quantities import MOST_WEAK, Quantity
from .quotations import QuoteResult, find_quotation, normal_words
from .stems import STEMS
from .terms import PageTerms, Term, Terms, same_script

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
    `stretch` is the best share inside twelve neighbouring sentences; `part` the best share of one clause of the claim inside
    three. `best` is the index of the first sentence of the window and `best_span` its characters in the page's text (None on
    an empty page). `numbers_*` and `names_*` count distinct numbers and name words: of the claim, on the page, in the window.
    `rare_near` counts the rare words of the claim in the window. `pairs` is the share of neighbouring content words of the
    claim that are neighbours on the page, too. `missing` is the weight of the heaviest absent word, `weight` that of all
    words and numbers of the claim. `quotations` are the results for the claim's quotations, in order; `sentence_scores` the
    share of each sentence that has any of the claim's words. `names_absent` are the name words that are not on the page.
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
    missing: float
    stretch: float
    part: float
    rare_near: int
    weight: float
    page_words: int
    cross_script: bool
    quotations: tuple[QuoteResult, ...]
    sentence_scores: tuple[tuple[int, float], ...]
    names_absent: tuple[str, ...] = ()

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
    weights = claim.weights
    total = sum(weights)
    offset = len(claim.terms)
    if cross:
        hits = {}
        masks = _masks(_places_across(claim.terms, page))
    else:
        hits = page.hits_of(claim.terms) if hits is None else hits
        flags = {term.stem: 1 << bit for bit, term in enumerate(claim.terms)}
        masks = {}
        for index, kept in hits.items():
            mask = 0
            for _, stem in kept:
                mask |= flags[stem]
            masks[index] = mask
    # small numbers first: what a page has of them holds the others, too
    for bit, number in sorted(enumerate(claim.numbers, offset), key=lambda row: row[1].low):
        for index in number_places(number, page):
            masks[index] = masks.get(index, 0) | 1 << bit
    present = 0
    for mask in masks.values():
        present |= mask
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

    best_weight, best, best_mask = 0.0, None, 0
    last = len(page.spans) - 1
    held = [0] * (last + 2 * STRETCH)  # the mask of each sentence, and empty ones beyond the end
    for index, mask in masks.items():
        held[index] = mask
    windows = {0}
    seen = -1
    for index in sorted(masks):
        for begin in range(max(seen + 1, index - WINDOW + 1), index + 1):
            mask = held[begin] | held[begin + 1] | held[begin + 2]
            if mask not in windows:
                windows.add(mask)
                weight = weigh(mask)
                if weight > best_weight + 1e-9:
                    best_weight, best, best_mask = weight, begin, mask
        seen = index
    span = None
    if best is not None:
        span = (page.spans[best][0], page.spans[min(last, best + WINDOW - 1)][1])
    names = sum(1 << bit for bit, term in enumerate(claim.terms) if term.name)
    numbers = (1 << len(weights)) - (1 << offset)
    scores = {mask: weigh(mask) / total if total else 0.0 for mask in set(masks.values())}
    return Match(
        window=best_weight / total if total else 0.0,
        sentence=max(scores.values(), default=0.0),
        coverage=weigh(present) / total if total else 0.0,
        best=best,
        best_span=span,
        numbers_total=len(claim.numbers),
        numbers_found=(present & numbers).bit_count(),
        numbers_near=(best_mask & numbers).bit_count(),
        names_total=names.bit_count(),
        names_found=(present & names).bit_count(),
        names_near=(best_mask & names).bit_count(),
        pairs=0.0 if cross else _pairs(claim, hits),
        missing=max((weight for bit, weight in enumerate(weights) if not present >> bit & 1), default=0.0),
        stretch=_stretch(masks, held, weigh) / total if total else 0.0,
        part=max((_best_share(part, windows, weigh) for part in claim.parts), default=best_weight / total if total else 0.0),
        rare_near=sum(1 for bit, term in enumerate(claim.terms) if term.weight >= RARE and best_mask >> bit & 1),
        weight=total,
        page_words=page.size,
        cross_script=cross,
        quotations=_quotations(claim, page, cross),
        sentence_scores=tuple((index, scores[masks[index]]) for index in sorted(masks)),
        names_absent=tuple(term.word for bit, term in enumerate(claim.terms) if term.name and not present >> bit & 1),
    )


def _masks(places: Iterable[Iterable[int]]) -> dict[int, int]:
    """The sentences of each term -> for each sentence the terms in it, as bits."""
    masks: dict[int, int] = {}
    for bit, where in enumerate(places):
        for index in where:
            masks[index] = masks.get(index, 0) | 1 << bit
    return masks


def _best_share(part: int, windows: Iterable[int], weigh: Callable[[int], float]) -> float:
    """The best share of the terms in `part` (bits) that any window holds."""
    return max(map(weigh, {mask & part for mask in windows})) / weigh(part)


def _stretch(masks: Mapping[int, int], held: list[int], weigh: Callable[[int], float]) -> float:
    """The heaviest run of `STRETCH` sentences that begins with a sentence that has a word of the claim."""
    two = [one | other for one, other in pairwise(held)]
    four = [one | other for one, other in zip(two, two[2:], strict=False)]
    return max((weigh(four[begin] | four[begin + 4] | four[begin + 8]) for begin in masks), default=0.0)


def number_places(number: Quantity, page: PageTerms) -> list[int]:
    """The indexes of the sentences that state a number of the claim, in order."""
    return page.numbers(weak=0.8 * number.low <= MOST_WEAK).places(number)


def _pairs(claim: Terms, hits: Hits) -> float:
    wanted = set(claim.pairs)
    if not wanted:
        return 0.0
    # neighbours among the claim's own words, at most two words apart on the page
    found = {(one, two) for kept in hits.values() for (i, one), (j, two) in pairwise(kept) if j - i <= 3}
    return len(found & wanted) / len(wanted)


def _quotations(claim: Terms, page: PageTerms, cross: bool) -> tuple[QuoteResult, ...]:
    if not claim.quotations:
        return ()
    if cross or (claim.language and page.language and claim.language != page.language):
        return tuple("translated" for _ in claim.quotations)
    names = frozenset(word for term in claim.names for word in normal_words(term.word))
    return tuple(
        find_quotation(quote, page.normal, page.joined, lambda: page.normal_places, names) for quote in claim.quotations
    )


@cache
def _glossary_by_stem() -> dict[str, tuple[str, ...]]:
    """The glossary by the stems of its English words: "accused" and "accuses" are found under "accuse"."""
    found: dict[str, dict[str, None]] = {}
    for word, entries in load_glossary().items():
        found.setdefault(STEMS[word], {}).update(dict.fromkeys(entries))
    return {stem: tuple(entries) for stem, entries in found.items()}


def is_news_word(word: str) -> bool:
    """Whether a word in lower case is one of the glossary's, and so a name only by its place in the sentence."""
    return word in load_glossary() or STEMS[word] in _glossary_by_stem()


def _said_across(term: Term) -> tuple[str, ...]:
    """What a page in another script may say for a word."""
    return load_glossary().get(term.word) or _glossary_by_stem().get(term.stem, ())


def _places_across(terms: tuple[Term, ...], page: PageTerms) -> list[list[int]]:
    """The sentences of each term on a page in another script: by the glossary, then by folded names."""
    vocabulary, raw = page.raw_places
    places: list[list[int]] = []
    close: list[tuple[int, int]] = []
    keys, key_places = page.name_keys
    sure = 0
    for bit, term in enumerate(terms):
        found: set[int] = set(raw.get(term.word, ()))
        for entry in _said_across(term):
            if entry.endswith("-"):
                stem = entry[:-1]
                at = bisect_left(vocabulary, stem)
                while at < len(vocabulary) and vocabulary[at].startswith(stem):
                    found.update(raw[vocabulary[at]])
                    at += 1
            else:
                found.update(raw.get(entry, ()))
        if not found and term.name:
            written = [key for key in name_keys(term.word.split("'")[0].split("’")[0]) if len(key) >= 3]
            ratio, where = max((best_ratio(key, keys, floor=TWO_NAMES) for key in written), default=(0.0, -1))
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
