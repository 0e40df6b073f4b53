"""What became of a citation: the fold of contract.md, and its sentence for the reader."""

from __future__ import annotations

from collections.abc import Collection

from provenance.model.answer import AnswerOutcome
from provenance.model.evidence import Outcome


def fold(
    *, matched: bool, candidates: bool, copies: bool, gaps: Collection[AnswerOutcome], asked: bool, captured: bool
) -> Outcome:
    """The outcome of a citation, first that holds (contract.md, `outcome`).

    Args:
        matched: one page is identified.
        candidates: pages that may be the item.
        copies: pages of others that credit the outlet and fit.
        gaps: outcomes of planned questions that could have found the item and got no answer. `bad_query` counts as a failure.
        asked: whether there was a question to ask and an archive to ask it.
        captured: whether a capture of the outlet's window is known.

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
    return "no_match" if captured else "not_archived"


def explain(outcome: Outcome, *, outlet: str, reason: str, pages_seen: int, candidates: int) -> str:
    """One plain sentence on an outcome; `reason` is the first gap's, or why nothing was tried."""
    because = f": {reason}" if reason else ""
    match outcome:
        case "matched":
            return f"One archived page of {outlet} is the cited item by its date, its outlet and its words."
        case "candidates":
            what = "One page" if candidates == 1 else f"{candidates} pages"
            return f"{what} of {outlet} may be the cited item; which one, if any, is for a reader to decide."
        case "copies_only":
            return f"The item itself was not found; another outlet of those days credits {outlet} for what the sentence says."
        case "no_match":
            read = "no page" if pages_seen == 0 else "one page" if pages_seen == 1 else f"{pages_seen} pages"
            if reason:
                return (
                    f"{outlet} is archived for that day ({read} read). A headline fits, and its page is not captured: "
                    f"“{reason}”. This says nothing about the article."
                )
            return f"{outlet} is archived for that day ({read} read), and nothing seen there fits the sentence."
        case "not_archived":
            return f"The archives answered, and have no capture of {outlet} for that time. This says nothing about the article."
        case "refused":
            return f"An archive refused to answer{because}. This says nothing about the article."
        case "unreachable":
            return f"An archive could not be asked, or its answer not used{because}. This says nothing about the article."
        case "not_tried":
            return f"Not looked for{because}."
