"""Fits the support scores on the WiCE development part and prints what they are worth out of fold.

    PROVENANCE_SHARED=... python benchmarks/fit_support.py [--write]

Reads datasets/wice/dev/claim.jsonl below the folder that PROVENANCE_SHARED names, and prints its SHA-256. With --write the
coefficients go into [support.any] and [support.full] of provenance/catalog/rules.toml; nothing else of the data does.
Random folds and the shuffled (wrong) pages come from fixed seeds, so every run prints the same.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import random
import re
import sys
from bisect import bisect_left, bisect_right
from pathlib import Path

from provenance.assessment.signals import read_signals
from provenance.catalog.rules import load_rules
from provenance.matching import compare, read_page_terms, read_terms

RULES = Path(__file__).resolve().parent.parent / "provenance" / "catalog" / "rules.toml"

#: Signals, ridge penalty, and weight of a wrong page beside a labelled one.
MODELS = {
    "any": (("coverage", "stretch", "window", "pairs", "rare", "quotes", "quotes_absent", "page", "size"), 0.1, 1.0),
    "full": (("window", "numbers_absent", "names_absent", "missing", "size"), 0.3, 0.0),
}
FOLDS = 10


def auc(positive, negative):
    ordered = sorted(negative)
    wins = sum((bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in positive)
    return wins / (len(positive) * len(ordered))


def solve(matrix, vector):
    size = len(vector)
    rows = [[*row, vector[i]] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows[i][size] - sum(rows[i][j] * out[j] for j in range(i + 1, size))) / rows[i][i]
    return out


def fit(rows, labels, weights, names, ridge):
    """Logistic regression with a ridge on all but the intercept, by Newton's method."""
    size = len(names) + 1
    beta = [0.0] * size
    design = [[1.0, *(row[name] for name in names)] for row in rows]
    for _ in range(25):
        gradient = [0.0] * size
        hessian = [[0.0] * size for _ in range(size)]
        for values, label, weight in zip(design, labels, weights, strict=True):
            z = max(-30.0, min(30.0, sum(a * b for a, b in zip(values, beta, strict=True))))
            chance = 1 / (1 + math.exp(-z))
            error, curve = weight * (chance - label), weight * chance * (1 - chance)
            for i in range(size):
                gradient[i] += error * values[i]
                for j in range(size):
                    hessian[i][j] += curve * values[i] * values[j]
        for i in range(size):
            penalty = ridge if i else 0.0
            gradient[i] += penalty * beta[i]
            hessian[i][i] += penalty or 1e-9
        step = solve(hessian, gradient)
        beta = [b - s for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-8:
            break
    return beta


def predict(beta, row, names):
    return beta[0] + sum(b * row[name] for b, name in zip(beta[1:], names, strict=True))


def read_data():
    shared = os.environ.get("PROVENANCE_SHARED")
    if not shared:
        raise SystemExit("set PROVENANCE_SHARED to the folder that holds datasets/wice/dev/claim.jsonl")
    path = Path(shared) / "datasets" / "wice" / "dev" / "claim.jsonl"
    data = path.read_bytes()
    print(f"wice/dev/claim.jsonl sha256 {hashlib.sha256(data).hexdigest()}")
    return [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]


def train(model, right, wrong, labels, picked):
    names, ridge, wrong_weight = MODELS[model]
    rows = [right[i] for i in picked]
    wanted = [labels[i] for i in picked]
    weights = [1.0] * len(picked)
    if wrong_weight:
        rows += [wrong[i] for i in picked]
        wanted += [0] * len(picked)
        weights += [wrong_weight] * len(picked)
    return fit(rows, wanted, weights, names, ridge)


def out_of_fold(model, right, wrong, labels, seed):
    names = MODELS[model][0]
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)  # noqa: S311 - folds, no secret
    scores, elsewhere = [0.0] * len(labels), [0.0] * len(labels)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        beta = train(model, right, wrong, labels, [i for i in range(len(labels)) if i not in held])
        for i in held:
            scores[i], elsewhere[i] = predict(beta, right[i], names), predict(beta, wrong[i], names)
    return scores, elsewhere


def main() -> None:
    rows = read_data()
    claims = [read_terms(row["claim"]) for row in rows]
    pages = [read_page_terms(row["evidence"]) for row in rows]
    order = list(range(len(rows)))
    random.Random(7).shuffle(order)  # noqa: S311
    other = dict(zip(order, order[1:] + order[:1], strict=True))
    right = [read_signals(compare(claim, page)) for claim, page in zip(claims, pages, strict=True)]
    wrong = [read_signals(compare(claims[i], pages[other[i]])) for i in range(len(rows))]
    truth = {
        "any": [int(row["label"] != "not_supported") for row in rows],
        "full": [int(row["label"] == "supported") for row in rows],
    }
    blocks = {}
    for model, labels in truth.items():
        figures = []
        for seed in (1, 2, 3):
            scores, elsewhere = out_of_fold(model, right, wrong, labels, seed)
            found = auc(
                [s for s, y in zip(scores, labels, strict=True) if y], [s for s, y in zip(scores, labels, strict=True) if not y]
            )
            figures.append((found, auc(scores, elsewhere)))
        shown = ", ".join(f"{a:.3f} (right page {b:.4f})" for a, b in figures)
        print(f"{model}: out-of-fold AUC, {FOLDS} folds, seeds 1 to 3: {shown}")
        names = MODELS[model][0]
        beta = train(model, right, wrong, labels, list(range(len(rows))))
        weights = ", ".join(f"{name} = {value:.4f}" for name, value in zip(names, beta[1:], strict=True))
        blocks[model] = f"[support.{model}]\nintercept = {beta[0]:.4f}\nweights = {{ {weights} }}\n"
        print(blocks[model])
    points(rows, right)
    if "--write" in sys.argv[1:]:
        text = RULES.read_text(encoding="utf-8")
        for model, block in blocks.items():
            text, count = re.subn(rf"\[support\.{model}\]\n(?:[a-z]+ = .*\n)+", lambda _, block=block: block, text)
            assert count == 1, f"[support.{model}] stands {count} times in {RULES.name}"
        RULES.write_text(text, encoding="utf-8")
        print(f"written to {RULES.name}")


def points(rows, right) -> None:
    """What the operating points do: how many of each label lie above or below them."""
    rules = load_rules().support
    tests = {
        f"window >= {rules.full_window}, all numbers and names": lambda s: (
            s["window"] >= rules.full_window and s["numbers"] == 1 and s["names"] == 1
        ),
        f"window >= {rules.main_window}, all numbers and names": lambda s: (
            s["window"] >= rules.main_window and s["numbers"] == 1 and s["names"] == 1
        ),
        "a number absent": lambda s: s["numbers"] < 1,
        **{f"window < {limit}": (lambda s, limit=limit: s["window"] < limit) for limit in (0.15, rules.none_window, 0.30)},
    }
    for name, test in tests.items():
        hits = [row["label"] for row, signals in zip(rows, right, strict=True) if test(signals)]
        counts = {label: hits.count(label) for label in ("supported", "partially_supported", "not_supported")}
        print(f"{name}: n = {len(hits)}, {counts}")


if __name__ == "__main__":
    main()
