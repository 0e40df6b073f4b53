"""What became of a citation: the fold of contract.md, and its sentence for the reader."""

from __future__ import annotations

from collections.abc import Collection

from provenance.model.answer import AnswerOutcome
from provenance.model.evidence import Outcome


def fold(
    *,
    matched: bool,
    candidates: bool,
    copies: bool,
    gaps: Collection[AnswerOutcome],
    asked: bool,
    captured: bool,
    uncaptured: bool = False,
) -> Outcome:
    """The outcome of a citation, first that holds (contract.md, `outcome`).

    Args:
        matched: one page is identified.
        candidates: pages that may be the item.
        copies: pages of others that credit the outlet and fit.
        gaps: outcomes of planned questions that could have found the item and got no answer. `bad_query` counts as a failure.
        asked: whether there was a question to ask and an archive to ask it.
        captured: whether a capture of the outlet's window is known.
        uncaptured: whether a headline of that day fits and leads to a page of which there is no usable capture. Then it is
            not so that nothing fits: the item itself is what is not archived.

    A request that failed never becomes `no_match` or `not_archived`.
    """
    if matched:
        return "matched"
    if candidates:
        return "candidates"
    if copies:
        return "copies_only"
    if "unreachable" in gaps or "bad_query" in gaps:
        return "unreachable"
    if "refused" in gaps:
        return "refused"
    if gaps or not asked:
        return "not_tried"
    return "no_match" if captured and not uncaptured else "not_archived"


def explain(outcome: Outcome, *, outlet: str, reason: str, pages_seen: int, candidates: int, headline: str = "") -> str:
    """One plain sentence on an outcome, in words that accuse nobody.

    Args:
        outcome: what became of the citation.
        outlet: the outlet's name.
        reason: the first gap's, or why nothing was tried.
        pages_seen: pages of the outlet that were read.
        candidates: pages that may be the item.
        headline: a headline of that day that fits and whose page is not captured, "" where there is none.
    """
    because = f": {reason}" if reason else ""
    match outcome:
        case "matched":
            return f"One archived page of {outlet} is the cited item by its date, its outlet and its words."
        case "candidates":
            what = "One page" if candidates == 1 else f"{candidates} pages"
            return f"{what} of {outlet} may be the cited item; which one, if any, is for a reader to decide."
        case "copies_only":
            copied = f"another outlet of those days credits {outlet} for what the sentence says"
            return f"No capture of the item itself was seen; {copied}."
        case "no_match":
            read = "no page" if pages_seen == 0 else "one page" if pages_seen == 1 else f"{pages_seen} pages"
            return f"{outlet} is archived for that day ({read} read), and nothing seen there fits the sentence."
        case "not_archived":
            if headline:
                return (
                    f"{outlet} is archived for that day, and a headline there fits the sentence: “{headline}”. "
                    "The archives answered, and have no usable capture of the page it leads to. "
                    "This says nothing about the article."
                )
            return f"The archives answered, and have no capture of {outlet} for that time. This says nothing about the article."
        case "refused":
            return f"An archive refused to answer{because}. This says nothing about the article."
        case "unreachable":
            return f"An archive could not be asked, or its answer not used{because}. This says nothing about the article."
        case "not_tried":
            return f"Not looked for{because}."
