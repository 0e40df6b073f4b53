"""An article's sourcing in a few lines, and what could not be asked: figures and their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..catalog.words import Tone, Words, load_words
from .json import GRADES, OUTCOMES
from .plain import one_line, plural

if TYPE_CHECKING:
    from ..model.assessment import Assessment
    from ..model.audit import Audit

#: Outcomes and answers that say nothing about a source: it could not be asked.
UNASKED = ("refused", "unreachable", "not_tried")
_NO_ANSWER = ("refused", "unreachable", "skipped", "bad_query")
#: Reasons quoted for one archive; the JSON holds them all.
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many claims have a grade. `share` is of all claims, 0 to 1, for drawing only."""

    grade: str
    label: str
    short: str
    tone: Tone
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many citations came out so."""

    outcome: str
    short: str
    tone: Tone
    count: int


@dataclass(frozen=True, slots=True)
class ProfileView:
    """The figures in words: `facts` are (label, sentence) lines."""

    claims: int
    grades: tuple[GradeCount, ...]
    outcomes: tuple[OutcomeCount, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What one archive could not be asked: `lines` say for how many citations and why. `archive` is None for no archive."""

    archive: str | None
    lines: tuple[str, ...]


def grade_mark(assessment: Assessment, words: Words) -> str:
    """The grade as readers see it: "B?", "n/a"."""
    label = words.grades[assessment.grade].label
    return f"{label}?" if assessment.provisional and assessment.grade != "NA" else label


def profile_view(audit: Audit, words: Words) -> ProfileView:
    """The profile of an audit in words."""
    profile = audit.profile
    counts: dict[str, int] = {str(grade): count for grade, count in profile.grades.items()}
    total = sum(counts.values())
    provisional = {a.grade for a in audit.assessments if a.provisional and a.grade != "NA"}
    grades = tuple(
        GradeCount(
            grade,
            words.grades[grade].label + ("?" if grade in provisional else ""),
            words.grades[grade].short,
            words.grades[grade].tone,
            counts.get(grade, 0),
            counts.get(grade, 0) / total,
        )
        for grade in GRADES
        if counts.get(grade)
    )
    tallied = dict(profile.outcomes)
    if not tallied:
        for resolution in audit.resolutions:
            tallied[resolution.outcome] = tallied.get(resolution.outcome, 0) + 1
    outcomes = tuple(
        OutcomeCount(outcome, words.outcomes[outcome].short, words.outcomes[outcome].tone, tallied[outcome])
        for outcome in OUTCOMES
        if tallied.get(outcome)
    )
    return ProfileView(total, grades, outcomes, _facts(audit, outcomes))


def _facts(audit: Audit, outcomes: tuple[OutcomeCount, ...]) -> tuple[tuple[str, str], ...]:
    profile = audit.profile
    facts: list[tuple[str, str]] = []
    expecting = sum(claim.need in ("must", "should") for claim in audit.claims)
    if profile.cited_share is not None:
        facts.append(
            ("Sources given", f"for {_percent(profile.cited_share)} of the {plural(expecting, 'claim')} where one is expected")
        )
    else:
        facts.append(("Sources given", "no claim here expects one"))
    total = sum(row.count for row in outcomes)
    matched = sum(row.count for row in outcomes if row.outcome == "matched")
    unasked = sum(row.count for row in outcomes if row.outcome in UNASKED)
    if total:
        line = f"the cited page was identified for {matched} of {plural(total, 'citation')}"
        if unasked == total:
            line = f"nobody could be asked about the {plural(total, 'citation')}, so nothing is known of their sources"
        elif unasked:
            line += f"; nobody could be asked about {unasked}"
        facts.append(("Pages identified", line))
    rate = profile.supported
    if rate.n and rate.share is not None:
        line = (
            f"{_percent(rate.share)} of {plural(rate.n, 'checked claim')} stated in full or in the main point by the cited page"
        )
        if rate.low is not None and rate.high is not None:
            line += f" (95\u00a0% interval {_percent(rate.low)} to {_percent(rate.high)})"
        facts.append(("Support", line))
    else:
        facts.append(("Support", "no claim could be checked against its source, so no share is given"))
    if profile.bounds is not None:
        low, high = profile.bounds
        if rate.n or (low, high) != (0.0, 1.0):
            facts.append(("Bounds", f"{_percent(low)} if every unchecked claim failed, {_percent(high)} if every one passed"))
        else:
            facts.append(("Bounds", "open: anything from none to all, until the sources can be asked"))
    return tuple(facts)


def _percent(share: float) -> str:
    return f"{round(share * 100)}\u00a0%"


def tally_lines(grades: Mapping[str, int], outcomes: Mapping[str, int]) -> list[str]:
    """Counts over many articles, in words."""
    words = load_words()
    lines = []
    claims = [f"{grades[grade]} {words.grades[grade].short.lower()}" for grade in GRADES if grades.get(grade)]
    if claims:
        lines.append(f"{plural(sum(grades.values()), 'claim')}: {'; '.join(claims)}")
    cited = [f"{outcomes[outcome]} {words.outcomes[outcome].short}" for outcome in OUTCOMES if outcomes.get(outcome)]
    if cited:
        lines.append(f"{plural(sum(outcomes.values()), 'citation')}: {'; '.join(cited)}")
    return lines


def gaps_of(audit: Audit, words: Words) -> tuple[Gap, ...]:
    """What could not be asked, archive by archive in the order of the run, then what was not looked up at all."""
    asked: dict[str, dict[str, int]] = {archive: {} for archive in audit.run.archives}
    reasons: dict[tuple[str, str], list[str]] = {}
    without = 0
    notes: list[str] = []
    for resolution in audit.resolutions:
        silent = [answer for answer in resolution.outcome_reason if answer.outcome in _NO_ANSWER]
        for answer in silent:
            row = asked.setdefault(answer.archive, {})
            row[answer.outcome] = row.get(answer.outcome, 0) + 1
            said = reasons.setdefault((answer.archive, answer.outcome), [])
            reason = one_line(answer.reason, 200)
            if reason and reason not in said:
                said.append(reason)
        if resolution.outcome == "not_tried" and not silent:
            without += 1
            # The line itself says that it was not looked up.
            note = one_line(resolution.explanation, 200).removeprefix("Not looked for: ").rstrip(".")
            if note and note not in notes:
                notes.append(note)
    gaps = []
    for archive, row in asked.items():
        lines = []
        for outcome in _NO_ANSWER:
            if outcome not in row:
                continue
            line = f"{words.answers[outcome]} for {plural(row[outcome], 'citation')}"
            lines.append(line + _because(reasons[archive, outcome]))
        if lines:
            gaps.append(Gap(one_line(archive), tuple(lines)))
    if without:
        gaps.append(
            Gap(None, (f"{plural(without, 'citation')} {'was' if without == 1 else 'were'} not looked up{_because(notes)}",))
        )
    return tuple(gaps)


def _because(reasons: list[str]) -> str:
    if not reasons:
        return ""
    more = len(reasons) - _MOST_REASONS
    return ": " + "; ".join(reasons[:_MOST_REASONS]) + (f"; and {plural(more, 'more reason')}" if more > 0 else "")
