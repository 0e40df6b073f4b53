"""An article's sourcing in figures (rules.md, 6.3): counts first, shares with their counts, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from provenance.model.assessment import Assessment, Grade, Profile
from provenance.model.claim import Claim
from provenance.model.evidence import Resolution
from provenance.model.reading import Reading

from .intervals import exact_rate

#: Worst first; grades that ask for no look are left out.
_ATTENTION: tuple[Grade, ...] = ("R", "D", "U", "C", "P", "NC")
_NEEDS = {"must": 0, "should": 1, "may": 2, "none": 3}


def make_profile(reading: Reading, resolutions: Sequence[Resolution], assessments: Sequence[Assessment]) -> Profile:
    """The profile of an article. Every unchecked claim (NC) stands in the bounds once as a failure, once as a pass."""
    grades: Counter[Grade] = Counter(assessment.grade for assessment in assessments)
    expected = [claim for claim in reading.claims if claim.need in {"must", "should"}]
    cited = sum(1 for claim in expected if claim.citations)
    outcomes = Counter(resolution.outcome for resolution in resolutions)
    passed = grades["A"] + grades["B"]
    checked = passed + grades["C"] + grades["D"] + grades["R"]
    supported = exact_rate(passed, checked)
    everything = checked + grades["NC"]
    return Profile(
        grades={grade: grades[grade] for grade in get_args(Grade)},
        cited_share=_share(cited, len(expected)),
        found_share=_share(outcomes["matched"], len(resolutions)),
        supported_share=supported.share,
        supported=supported,
        bounds=(round(passed / everything, 4), round((passed + grades["NC"]) / everything, 4)) if everything else None,
        outcomes=dict(sorted(outcomes.items())),
        attention=_attention(reading.claims, assessments),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _attention(claims: Sequence[Claim], assessments: Sequence[Assessment]) -> tuple[str, ...]:
    places = {claim.id: (_NEEDS[claim.need], claim.start) for claim in claims}
    asked = [assessment for assessment in assessments if assessment.grade in _ATTENTION]
    asked.sort(key=lambda assessment: (_ATTENTION.index(assessment.grade), *places[assessment.claim]))
    return tuple(assessment.claim for assessment in asked)
