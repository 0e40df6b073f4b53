"""Is this a page on the matter of the claim at all? Evidence for the right page against any other, in natural logarithms.

A word that is on every page says nothing, a rare name much, and the more so on a short page. Each word of the claim adds
log(q/p) where the page has it, and log((1-q)/(1-p)) where not: p is the chance that a page of that length has it anyway, q the
chance that the right page has it.
"""

from __future__ import annotations

from math import exp, log

from .comparing import Match, number_places
from .terms import PageTerms, Terms, number_weight, weight_of

#: Occurrences a word of text by weight band (`terms.WEIGHTS`): what is common in news, in round figures.
_FREQUENCY = {0.4: 1.2e-3, 0.5: 4e-4, 0.6: 5e-4, 0.7: 1.5e-4, 1.0: 1.2e-5}
_COMMON, _RARE_LIMIT = 1e-3, 1e-4
#: The same for numbers: large ones, years, small ones and words.
_LARGE, _YEAR, _SMALL = 8e-5, 6e-4, 1.5e-3
#: Chance that the right page has a rare word of the claim, a common one, a number: claims retell, and carry more than one page.
_HAS_RARE, _HAS_COMMON, _HAS_NUMBER = 0.55, 0.70, 0.50
#: What is missing counts less than what is there: a claim may rest on several pages.
_MISSING = 0.7
#: What standing close together adds: by the share of the claim in one window, and of its neighbouring words.
_TOGETHER, _NEIGHBOURS = 20.0, 10.0
_SHORTEST = 60


def kinship(claim: Terms, page: PageTerms, match: Match) -> float:
    """How much likelier the page's words are if it is the claim's page than if it is any other; 0 is even.

    Args:
        claim, page: in one script; across scripts only the window counts.
        match: the two compared.
    """
    size = max(_SHORTEST, page.size)
    total = _TOGETHER * match.window + _NEIGHBOURS * match.pairs
    if match.cross_script:
        return total
    held = {stem for hits in page.hits_of(claim.terms).values() for _, stem in hits}
    for term in claim.terms:
        often = _FREQUENCY.get(weight_of(term.word), _COMMON)
        total += _says(term.stem in held, often, size, _HAS_RARE if often < _RARE_LIMIT else _HAS_COMMON)
    for number in claim.numbers:
        digits = number_weight(number) >= 1.0
        often = _SMALL if not digits or number.low < 100 else _YEAR if number.kind == "year" else _LARGE
        total += _says(bool(number_places(number, page)), often, size, _HAS_NUMBER)
    return total


def _says(there: bool, often: float, size: int, chance: float) -> float:
    anyway = min(0.97, max(1e-4, 1 - exp(-size * often)))
    right = max(anyway, chance)
    return log(right / anyway) if there else _MISSING * log((1 - right) / (1 - anyway))
