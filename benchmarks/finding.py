"""Measures what finding a page rests on, on development data that is read from PROVENANCE_SHARED and never copied.

    PROVENANCE_SHARED=... python benchmarks/finding.py

Right page: the page that a sentence really cites against the pages of other sentences (AUC), by kinship and by the window.
Names across scripts: a Latin name and its Cyrillic form; the threshold lets 2 % of pages with 100 other names hit.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

_SHUFFLES, _SEED = 3, 7
_NAMES, _PAGES, _ON_A_PAGE, _FALSE = 1500, 1000, 100, 0.02
_LEAST_LETTERS = 4


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The chance that a right one scores above a wrong one, ties as halves."""
    ordered = sorted(wrong)
    return sum((bisect_left(ordered, one) + bisect_right(ordered, one)) / 2 for one in right) / (len(right) * len(ordered))


def right_page(path: Path) -> dict[str, float]:
    """AUC by score."""
    from provenance.matching import Match, PageTerms, Terms, compare, kinship, read_page_terms, read_terms

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    claims = [read_terms(row["claim"]) for row in rows]
    pages = [read_page_terms(row["evidence"]) for row in rows]
    shuffled = random.Random(_SEED)  # noqa: S311
    wrong: list[tuple[int, int]] = []
    for _ in range(_SHUFFLES):
        order = list(range(len(rows)))
        shuffled.shuffle(order)
        wrong += [
            (i, j) for i, j in zip(order, [*order[1:], order[0]], strict=True) if rows[i]["evidence"] != rows[j]["evidence"]
        ]

    def score(claim: Terms, page: PageTerms) -> tuple[float, Match]:
        match = compare(claim, page)
        return kinship(claim, page, match), match

    mine = [score(claim, page) for claim, page in zip(claims, pages, strict=True)]
    others = [score(claims[i], pages[j]) for i, j in wrong]
    return {
        "kinship": auc([one[0] for one in mine], [one[0] for one in others]),
        "window": auc([one[1].window for one in mine], [one[1].window for one in others]),
    }


def names_across(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Threshold (0 to 100) at 2 % false hits a page, and the recall above it."""
    from provenance.matching import name_likeness

    drawn = random.Random(_SEED)  # noqa: S311
    rows = sorted(set(pairs))
    drawn.shuffle(rows)
    asked, pool = rows[:_NAMES], [foreign for _, foreign in rows[_NAMES:]]
    true = [name_likeness(name, foreign) for name, foreign in asked]
    false = sorted(
        (max(name_likeness(name, other) for other in drawn.sample(pool, _ON_A_PAGE)) for name, _ in asked[:_PAGES]),
        reverse=True,
    )
    threshold = false[int(_FALSE * len(false))]
    return threshold, sum(one > threshold for one in true) / len(true)


def main() -> None:
    shared = os.environ.get("PROVENANCE_SHARED")
    if not shared:
        sys.exit("set PROVENANCE_SHARED to the folder that holds datasets/")
    data = Path(shared) / "datasets"
    claims = data / "wice" / "dev" / "claim.jsonl"
    print(f"{claims.name} sha256 {hashlib.sha256(claims.read_bytes()).hexdigest()[:16]}")
    for name, figure in right_page(claims).items():
        print(f"right page against random page, AUC by {name:8} {figure:.4f}")
    names = data / "translit-en-ru" / "dev" / "wd_russian_16.tsv"
    print(f"{names.name} sha256 {hashlib.sha256(names.read_bytes()).hexdigest()[:16]}")
    rows = [line.split("\t") for line in names.read_text(encoding="utf-8").splitlines() if line]
    threshold, recall = names_across([(row[0], row[1].replace(" ", "")) for row in rows if len(row[0]) >= _LEAST_LETTERS])
    print(f"names across scripts, recall at 2 % false hits a page of 100 names {recall:.3f} (threshold {threshold:.0f})")


if __name__ == "__main__":
    main()
