"""The signals that support scores are made of, each between 0 and 1, from one comparison of a claim with a page."""

from __future__ import annotations

from math import exp, log

from provenance.catalog.rules import ScoreModel
from provenance.matching import Match


def read_signals(match: Match) -> dict[str, float]:
    """The signals of a comparison, by name. Shares of nothing (no numbers in the claim) count as whole."""

    def share(found: int, total: int) -> float:
        return found / total if total else 1.0

    quotes = [1.0 if result == "Q3" else 0.7 if result == "Q2" else 0.0 for result in match.quotations if result != "short"]
    return {
        "window": match.window,
        "sentence": match.sentence,
        "coverage": match.coverage,
        "pairs": match.pairs,
        "numbers": share(match.numbers_found, match.numbers_total),
        "numbers_near": share(match.numbers_near, match.numbers_total),
        "numbers_absent": min(1.0, (match.numbers_total - match.numbers_found) / 2),
        "names": share(match.names_found, match.names_total),
        "names_near": share(match.names_near, match.names_total),
        "names_absent": min(1.0, (match.names_total - match.names_found) / 3),
        "stretch": match.stretch,
        "part": match.part,
        "found": min(1.0, log(1 + match.coverage * match.weight) / log(41)),
        "rare": min(1.0, match.rare_near / 6),
        "missing": match.missing,
        "size": min(1.0, log(1 + match.weight) / log(41)),
        "page": min(1.0, log(1 + match.page_words) / log(20_001)),
        "quotes": sum(quotes) / len(quotes) if quotes else 0.0,
        "quotes_absent": sum(1 for value in quotes if not value) / len(quotes) if quotes else 0.0,
    }


def score(model: ScoreModel, signals: dict[str, float]) -> float:
    """The value of a logistic model on signals, 0..1. A weight without its signal counts for nothing."""
    total = model.intercept + sum(weight * signals.get(name, 0.0) for name, weight in model.weights.items())
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, total))))
