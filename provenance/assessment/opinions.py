"""What a model's answer is worth: every quotation must stand in the page, and bear on the claim, else the verdict falls.

Pure: the answers were got elsewhere. A model moves a level by one step at most, never to E4, never down to a failure, and never
to a conflict: "contradicts" is a note for a person (rules.md, 5.2).
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.catalog.rules import ModelRules
from provenance.matching import compare, read_page_terms, read_terms
from provenance.matching.quotations import LEAST_WORDS, locate_words
from provenance.model.assessment import Level
from provenance.model.opinion import ModelAnswer, Opinion, QuotedSpan

_ORDER: tuple[Level, ...] = ("E0", "E1", "E2", "E3", "E4")
_MEANT: dict[str, Level] = {"full": "E4", "main": "E3", "part": "E2"}


def weigh_answer(answer: ModelAnswer, claim: str, page: str, level: Level, rules: ModelRules) -> tuple[Level, Opinion]:
    """The level after one model's answer, and the answer as the report shows it.

    Args:
        answer: what the model said.
        claim: the claim's words.
        page: the page's text, in which quotations are looked for.
        level: what the words alone showed.
        rules: how much of the claim a quotation must have, and how pages are known that speak to models.
    """
    found, fault = _check_quotes(answer, claim, page, rules)
    fault = answer.problem or fault
    opinion = Opinion(
        model=answer.model, tier=answer.tier, said=answer.verdict, stands=not fault, why=fault, quotes=found, score=answer.score
    )  # fmt: skip
    if answer.verdict == "contradicts":
        why = "no program settles a contradiction: a person must look" + (f"; {fault}" if fault else "")
        return level, opinion.model_copy(update={"stands": False, "why": why, "for_person": True})
    if fault:
        return level, opinion
    meant = _MEANT.get(answer.verdict)
    if meant is None or level == "EU":
        why = "it saw no support; not seeing it shows nothing" if answer.verdict == "none" else "it settles nothing"
        return level, opinion.model_copy(update={"why": why})
    moved = _step(level, meant)
    why = "its quotations stand in the page" if found else "a score over the passages shown"
    return moved, opinion.model_copy(update={"why": why, "effect": f"{level} -> {moved}" if moved != level else ""})


def weigh_answers(
    answers: Sequence[ModelAnswer], claim: str, page: str, level: Level, rules: ModelRules
) -> tuple[Level, tuple[Opinion, ...]]:
    """The same for several answers, each against the level that the words alone showed; the lowest outcome holds."""
    made = [weigh_answer(answer, claim, page, level, rules) for answer in answers]
    moved = [after for after, opinion in made if opinion.effect]
    return (min(moved, key=_ORDER.index) if moved else level), tuple(opinion for _, opinion in made)


def _step(level: Level, meant: Level) -> Level:
    """One step towards what was meant: up to E3 at most, down to E2 at least."""
    at, to = _ORDER.index(level), _ORDER.index(meant)
    if to > at:
        return level if level == "E3" else "E2" if level in {"E0", "E1"} else _ORDER[at + 1]
    return _ORDER[at - 1] if to < at and level in {"E3", "E4"} else level


def _check_quotes(answer: ModelAnswer, claim: str, page: str, rules: ModelRules) -> tuple[tuple[QuotedSpan, ...], str]:
    """The quotations that stand in the page, and why the verdict falls ("" where it does not)."""
    spans = [locate_words(page, quote) for quote in answer.quotes]
    found = tuple(QuotedSpan(start=span[0], end=span[1], text=page[span[0] : span[1]]) for span in spans if span is not None)
    lower = " ".join(page.lower().split())
    if any(phrase in lower for phrase in rules.addressed):
        return found, "the page speaks to models, so what one says of it is not used"
    if len(found) < len(answer.quotes):
        return found, f"{len(answer.quotes) - len(found)} of {len(answer.quotes)} quotations do not stand in the page"
    if answer.tier == 3 and answer.verdict in _MEANT:
        if not any(len(span.text.split()) >= LEAST_WORDS for span in found):
            return found, f"it quotes no {LEAST_WORDS} words of the page in a row"
        shared = compare(read_terms(claim), read_page_terms([span.text for span in found])).coverage
        if shared < rules.least_shared:
            return found, "what it quotes has next to nothing of the claim"
    return found, ""
