"""Which headline of a list fits a claim? One figure, within and across scripts."""

from __future__ import annotations

from .comparing import compare
from .terms import Terms, read_page_terms

#: A headline says less than its article: this many of the claim's telling words are as much as can be asked of it.
_ENOUGH = 4.0


def headline_score(claim: Terms, headline: str, *, language: str | None = None) -> float:
    """How well a headline, or the words of an address, fit a claim: 0 (nothing shared) to 1.

    Half of it is how much of the headline the claim explains, half how many telling words the two share.
    """
    page = read_page_terms([headline[:1000]], language=language)
    if not claim.terms or not page.size:
        return 0.0
    match = compare(claim, page)
    shared = match.coverage * match.weight
    telling = sum(1.0 for word in page.words[0] if len(word) > 3 or word[0].isdigit()) or 1.0
    explained = min(1.0, shared / telling)
    asked = max(1.0, min(_ENOUGH, match.weight))
    return round(0.5 * min(1.0, explained) + 0.5 * min(1.0, shared / asked), 4)
