"""How sure a judgement of support is: one word, from what like judgements turned out to be (docs/evaluation.md).

Nothing is computed from the score alone: a bucket that was not measured has no word.
"""

from __future__ import annotations

from typing import Literal

from provenance.catalog.rules import ConfidenceRules

Confidence = Literal["high", "moderate", "low"]

#: Shares right from which a bucket is called high or moderate, and the fewest cases for "high" (rules.md, 6.2 and 6.5).
HIGH, MODERATE, LEAST = 0.90, 0.75, 30


def bucket_of(level: str, score: float) -> str | None:
    """The bucket of a judgement: its level, with E2 parted by its score; None for a level that says nothing (EU)."""
    if level == "EU":
        return None
    if level in {"E0", "E1"}:
        return "E0-E1"
    if level != "E2":
        return level
    return "E2 from .95" if score >= 0.95 else "E2 from .80" if score >= 0.80 else "E2 below .80"


def word_of(right: int, n: int) -> Confidence:
    """The word for `right` of `n` cases."""
    share = right / n if n else 0.0
    return "high" if share >= HIGH and n >= LEAST else "moderate" if share >= MODERATE else "low"


def say_confidence(level: str, score: float, rules: ConfidenceRules, *, other_language: bool) -> Confidence | None:
    """The word for a judgement; None where its like was not measured (all that was measured is English)."""
    bucket = bucket_of(level, score)
    if bucket is None or other_language:
        return None
    return next((word_of(row.right, row.n) for row in rules.buckets if row.bucket == bucket), None)
