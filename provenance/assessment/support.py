"""Does the page say it? Tier 1: words, numbers, names and quotations only (rules.md, section 5).

Nothing here knows which outlet a page belongs to, and no level says that a page contradicts a sentence: likeness of words
cannot tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.catalog.rules import SupportRules
from provenance.matching import Match, PageTerms, Terms, compare, find_passages, read_page_terms, read_terms
from provenance.model.assessment import Level, Support, SupportScores

from .signals import read_signals, score


def judge_support(
    claim: str,
    page: str | Sequence[str],
    rules: SupportRules,
    *,
    claim_language: str | None = None,
    page_language: str | None = None,
) -> Support:
    """What a page shows about a sentence.

    Args:
        claim: the sentence or clause, without its references.
        page: the page's own text, or the list of its sentences, which is joined by line ends.
        rules: operating points and coefficients.
        claim_language: ISO 639-1 code where known; guessed otherwise.
        page_language: the same for the page. What the words themselves tell is preferred to what a page says of itself.

    Returns:
        The level with its reason, scores in 0..1 and at most `rules.passages` sentences, best first. EU says that it could
        not be judged; it is never a failure. Never raises for what the texts contain.
    """
    return judge_terms(
        read_terms(claim, likely=claim_language),
        read_page_terms(page, likely=page_language),
        rules,
        claim_language=claim_language,
        page_language=page_language,
    )


def judge_terms(
    claim: Terms, page: PageTerms, rules: SupportRules, *, claim_language: str | None = None, page_language: str | None = None
) -> Support:
    """The same for texts that were read before (one page with many claims)."""
    mine = claim.language or (claim_language or "")[:2].lower() or None
    theirs = page.language or (page_language or "")[:2].lower() or None
    hits = page.hits_of(claim.terms)
    match = compare(claim, page, hits)
    other_language = match.cross_script or (mine is not None and theirs is not None and mine != theirs)
    handled = page.language in rules.languages  # by its own words: what a page says of its language is often wrong
    signals = read_signals(match)
    some = score(rules.any, signals) if match.coverage > 0 else 0.0
    full = min(some, score(rules.full, signals)) if match.coverage > 0 else 0.0
    level, reason = _level(
        claim, page, match, rules, some=some, other_language=other_language, handled=handled, language=page.language
    )
    return Support(
        level=level,
        score=round(some, 4),
        scores=SupportScores(any=round(some, 4), full=round(full, 4)),
        reason=reason,
        signals=_shown(match, mine, theirs),
        passages=find_passages(claim, page, limit=rules.passages, hits=hits),
    )


def _level(
    claim: Terms,
    page: PageTerms,
    match: Match,
    rules: SupportRules,
    *,
    some: float,
    other_language: bool,
    handled: bool,
    language: str | None,
) -> tuple[Level, str]:
    if not page.size:
        return "EU", "the page has no text that could be read"
    if not match.weight:
        return "EU", "the sentence has no words that could be looked for"
    whole = match.numbers_all and match.names_all
    found = f"{_percent(match.window)} of its telling words stand within three sentences"
    quoted = "Q3" in match.quotations and _quoted_share(claim, match) >= rules.quote_share
    unfound_quote = "absent" in match.quotations
    if other_language:
        if whole and match.window >= rules.main_window and _anchored(match):
            return "E3", f"{found}, with every number and name; the page is in another language, so no more can be said"
        if match.window >= rules.none_window and _anchored(match):
            return "E2", f"{found}; the page is in another language: please read"
        return "EU", "the page is in another language, where not finding words shows nothing"
    if whole and not unfound_quote and (match.window >= rules.full_window or (quoted and match.window >= rules.main_window)):
        return "E4", f"{found}, with every number and name" + (", and the quotation word for word" if quoted else "")
    if whole and match.window >= rules.main_window and not unfound_quote:
        return "E3", f"{found}, with every number and name"
    if match.window < rules.none_window and some <= rules.none_any:
        if not handled:
            return (
                "EU",
                f"the page's language is not handled ({language or 'could not be told'}), so not finding words shows nothing",
            )
        if page.size < rules.least_words:
            return "EU", f"the page has only {page.size} words"
        if match.window < rules.topic_window and not match.names_found:
            return "E0", "next to none of its telling words stand on the page"
        return "E1", f"only {_percent(match.window)} of its telling words stand within three sentences"
    weak = []
    if match.numbers_found < match.numbers_total:
        weak.append(f"{match.numbers_total - match.numbers_found} of {match.numbers_total} numbers not found")
    if match.names_found < match.names_total:
        weak.append(f"{match.names_total - match.names_found} of {match.names_total} name words not found")
    if unfound_quote:
        weak.append("a quotation not found word for word")
    return "E2", "; ".join([found, *weak, "please read the passages"])


def _anchored(match: Match) -> bool:
    """Whether a page in another language holds on to more than loose words: two names, or one name and one number."""
    return match.names_near >= 2 or (match.names_near >= 1 and (match.numbers_near >= 1 or not match.cross_script))


def _quoted_share(claim: Terms, match: Match) -> float:
    quoted = sum(quote.size for quote, result in zip(claim.quotations, match.quotations, strict=True) if result == "Q3")
    return quoted / len(claim.words) if claim.words else 0.0


def _percent(share: float) -> str:
    return f"{int(100 * share)} %"


def _shown(match: Match, mine: str | None, theirs: str | None) -> dict[str, object]:
    return {
        "window": round(match.window, 4),
        "coverage": round(match.coverage, 4),
        "numbers": [match.numbers_found, match.numbers_total],
        "names": [match.names_found, match.names_total],
        "pairs": round(match.pairs, 4),
        "quotations": list(match.quotations),
        "window_span": list(match.best_span) if match.best_span else None,
        "claim_language": mine,
        "page_language": theirs,
        "cross_script": match.cross_script,
    }
