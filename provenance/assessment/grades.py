"""The grade of a claim's sourcing, by the table of rules.md, 6.2, with a trace from which it can be derived again.

Pure: facts in, grade out. "Could not check" (NC) is a state of its own and never a low grade.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from provenance.catalog.rules import GradeRules
from provenance.model.assessment import Grade, Level
from provenance.model.claim import Coverage, Need
from provenance.model.evidence import Identity, Outcome

Trait = str

_LEVELS: tuple[Level, ...] = ("E0", "E1", "E2", "E3", "E4")
#: What could not be checked, worst first: the reader is told the state that most needs another try.
_WORST: tuple[Outcome, ...] = (
    "unreachable", "refused", "not_tried", "candidates", "copies_only", "no_match", "not_archived", "matched",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitationFacts:
    """What is known of one citation of a claim.

    `level` is None where nothing could be judged; `negative` is whether a failure may count; `time_error` a date error
    (T01 to T03) on it; `passage` the 1-based rank of the passage that counts.
    """

    citation: str
    coverage: Coverage
    outcome: Outcome
    identity: Identity | None
    level: Level | None
    negative: bool
    reason: str = ""
    passage: int | None = None
    time_error: bool = False
    party: bool = False
    unnamed: bool = False
    same_publisher: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the table asks about a claim.

    `origins` are the fewest and most independent origins among supporting citations; `strong_origins` the fewest among
    those with E3 or more. `conflict` is a conflict that a person confirmed, `withheld` a source that
    a person knows of and that is not named for its safety.
    """

    need: Need
    traits: frozenset[Trait] = frozenset()
    named_source: bool = False
    citations: tuple[CitationFacts, ...] = ()
    origins: tuple[int, int] | None = None
    strong_origins: int = 0
    conflict: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, its codes (I1 to I6), the steps that lead to it, and what the grade's own words (catalog) do not say already.

    `reason` is "" where there is nothing to add.
    """

    grade: Grade
    reason: str
    codes: tuple[str, ...] = ()
    trace: tuple[str, ...] = field(default=())


def grade_claim(facts: ClaimFacts, rules: GradeRules) -> Graded:
    """Grades one claim."""
    if facts.need == "none":
        return Graded("NA", "", trace=("NA: need none",))
    if not facts.citations:
        return _uncited(facts)
    checked = [cited for cited in facts.citations if cited.level is not None and _counts(cited)]
    if not checked:
        return _unchecked(facts)
    supporting = [cited for cited in checked if _at_least(cited, "E2")]
    if facts.conflict:
        return Graded("R", "a conflict that a person confirmed", trace=("R: conflict confirmed by a person",))
    if supporting and all(cited.time_error for cited in supporting):
        ids = ", ".join(cited.citation for cited in supporting)
        return Graded(
            "R",
            f"a date error on every citation that supports this ({ids})",
            trace=(f"R: a date error on every supporting citation ({ids})",),
        )
    best = max(checked, key=_rank)
    return _from_table(facts, checked, best, rules)


def _counts(cited: CitationFacts) -> bool:
    """Whether the judgement on a citation counts: every positive one of a page that may be meant, negatives by their rule."""
    if cited.outcome not in {"matched", "candidates"}:
        return False
    return _at_least(cited, "E2") or cited.negative


def _uncited(facts: ClaimFacts) -> Graded:
    if facts.withheld:
        return Graded("NC", "a source is withheld for its safety", trace=("NC: a source is given, and withheld for safety",))
    if facts.need == "may":
        return Graded("NA", "", trace=("NA: need may, no citation",))
    if "doubtful_citation" in facts.traits:
        # An uncertain bracket is no citation, and no proof that there is none.
        return Graded("NC", "a bracket in the sentence may cite a source", trace=("NC: only a bracket that may cite",))
    if facts.named_source:
        return Graded("P", "", trace=(f"P: need {facts.need}, a source named, none cited",))
    return Graded("U", "", trace=(f"U: need {facts.need}, no source",))


def _unchecked(facts: ClaimFacts) -> Graded:
    worst = min(facts.citations, key=lambda cited: _WORST.index(cited.outcome))
    steps = tuple(f"{cited.citation}: {cited.outcome}{_bracketed(cited.reason)}" for cited in facts.citations)
    return Graded("NC", worst.reason or worst.outcome, trace=("NC: no cited item could be checked", *steps))


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""


def _from_table(facts: ClaimFacts, checked: list[CitationFacts], best: CitationFacts, rules: GradeRules) -> Graded:
    level: Level = best.level or "E0"
    unread = [cited for cited in facts.citations if cited not in checked]
    if not _at_least(best, "E2"):
        if rules.negative_needs_all and unread:
            ids = ", ".join(cited.citation for cited in unread)
            return Graded(
                "NC",
                f"not every cited item could be read ({ids})",
                trace=(f"start D ({level} {best.citation})", f"{ids} not checked -> NC"),
            )
        trace = [f"start {rules.start[level]} ({level} {best.citation})"]
        trace += [f"{cited.citation} not checked: {cited.reason or cited.outcome}" for cited in unread]
        return Graded(rules.start[level], best.reason, trace=tuple(trace))
    grade = rules.start[level]
    passage = f" passage {best.passage}" if best.passage is not None else ""
    trace = [f"start {grade} ({level} {best.citation}{passage})"]
    codes: list[str] = []
    reasons: list[str] = []
    order = rules.order
    floor = order.index(rules.floor)
    steps = 0
    supporting = [cited for cited in checked if _at_least(cited, "E2")]
    leading = [cited for cited in supporting if cited.level == level]
    for downgrade in rules.downgrades:
        detail = _applies(downgrade.code, facts, supporting, leading, rules) if downgrade.active else None
        if detail is None:
            continue
        codes.append(downgrade.code)
        words = f"{downgrade.code} {downgrade.words}{detail}"
        reasons.append(f"{downgrade.words}{detail}")
        if steps >= rules.most_steps:
            trace.append(f"{words}: no further step")
        elif order.index(grade) >= floor:
            trace.append(f"{words}: stays {grade}")
        else:
            steps += 1
            grade = order[order.index(grade) + 1]
            trace.append(f"{words} -> {grade}")
    if rules.upgrade_origins and facts.strong_origins >= rules.upgrade_origins and order.index(grade) > 0:
        grade = order[order.index(grade) - 1]
        trace.append(f"{facts.strong_origins} independent origins, each E3 or more -> {grade}")
    trace += [f"{cited.citation} not checked: {cited.reason or cited.outcome}" for cited in unread]
    return Graded(grade, "; ".join(reasons), tuple(codes), tuple(trace))


def _applies(
    code: Literal["I1", "I2", "I3", "I4", "I5", "I6"],
    facts: ClaimFacts,
    supporting: list[CitationFacts],
    leading: list[CitationFacts],
    rules: GradeRules,
) -> str | None:
    """What to add to the downgrade's words where it applies ("" for nothing), None where it does not."""
    weighty = [trait for trait in rules.weighty if trait in facts.traits]
    contested = any(trait in facts.traits for trait in rules.contested)
    one_origin = facts.origins is not None and facts.origins[1] == 1
    article = {"a": "an"}.get(weighty[0][0], "a") if weighty else ""
    holds: dict[str, tuple[bool, str]] = {
        "I1": (all(cited.identity != "high" or cited.outcome == "candidates" for cited in leading), ""),
        "I2": (contested and all(cited.party for cited in supporting), ""),
        "I3": (facts.need == "must" and all(cited.unnamed for cited in supporting), ""),
        "I4": (facts.need == "must" and bool(weighty) and one_origin, f" for {article} {weighty[0]}" if weighty else ""),
        "I5": (facts.need in {"must", "should"} and all(cited.same_publisher for cited in supporting), ""),
        "I6": (all(cited.coverage != "direct" and cited.level != "E4" for cited in leading), ""),
    }
    held, detail = holds[code]
    return detail if held else None


def _rank(cited: CitationFacts) -> tuple[int, bool, bool]:
    """Best first among equals: higher level, then identity high, then a direct citation; the first in the text otherwise."""
    level = _LEVELS.index(cited.level) if cited.level in _LEVELS else -1
    return level, cited.identity == "high", cited.coverage == "direct"


def _at_least(cited: CitationFacts, level: Level) -> bool:
    return cited.level in _LEVELS and _LEVELS.index(cited.level) >= _LEVELS.index(level)
