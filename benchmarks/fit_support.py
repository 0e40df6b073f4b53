# ruff: noqa: E501 - the lines of a page are written as they stand
"""Fits the support scores on the WiCE development part and measures what they are worth out of fold.

    PROVENANCE_SHARED=... python benchmarks/fit_support.py [--write]

Reads datasets/wice/dev/claim.jsonl below the folder that PROVENANCE_SHARED names, and prints docs/evaluation.md. With --write
the file is written, and the coefficients and the measured buckets go into [support.any], [support.full] and [confidence] of
provenance/catalog/rules.toml; nothing else of the data does. Random folds and the shuffled (wrong) pages come from fixed seeds,
so every run gives the same.
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

from provenance.assessment.confidence import bucket_of, word_of
from provenance.assessment.intervals import exact_rate
from provenance.assessment.signals import read_signals
from provenance.assessment.support import judge_terms
from provenance.catalog.rules import ScoreModel, load_rules
from provenance.matching import compare, read_page_terms, read_terms

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "provenance" / "catalog" / "rules.toml"
PAGE = ROOT / "docs" / "evaluation.md"

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
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    return rows, hashlib.sha256(data).hexdigest()


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
    scores, elsewhere, betas = [0.0] * len(labels), [0.0] * len(labels), [None] * len(labels)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        beta = train(model, right, wrong, labels, [i for i in range(len(labels)) if i not in held])
        for i in held:
            scores[i], elsewhere[i], betas[i] = predict(beta, right[i], names), predict(beta, wrong[i], names), beta
    return scores, elsewhere, betas


def best_cut(scores, labels):
    """The threshold with the best F1."""

    def value(cut):
        hits = sum(y for s, y in zip(scores, labels, strict=True) if s >= cut)
        return 2 * hits / (sum(s >= cut for s in scores) + sum(labels))

    return max(sorted(set(scores)), key=value)


def f1_out_of_fold(scores, labels, seed):
    """F1 where each fold is cut at the threshold that was best on the other folds' scores."""
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)  # noqa: S311
    said = [False] * len(labels)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        rest = [i for i in order if i not in held]
        cut = best_cut([scores[i] for i in rest], [labels[i] for i in rest])
        for i in held:
            said[i] = scores[i] >= cut
    hits = sum(1 for one, y in zip(said, labels, strict=True) if one and y)
    return 2 * hits / (sum(said) + sum(labels))


def pick_window(windows, names, most=0.009):
    """The largest limit of the window, in steps of .01, that accuses at most a share `most` of the supported sentences."""
    supported = [window for window, name in zip(windows, names, strict=True) if name == "supported"]
    limits = [step / 100 for step in range(5, 40) if sum(w < step / 100 for w in supported) <= most * len(supported)]
    return max(limits)


def accused_out_of_fold(windows, names, seed):
    """Supported and unsupported sentences below a limit that was picked without them."""
    order = list(range(len(names)))
    random.Random(seed).shuffle(order)  # noqa: S311
    accused = {"supported": 0, "partially_supported": 0, "not_supported": 0}
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        rest = [i for i in order if i not in held]
        limit = pick_window([windows[i] for i in rest], [names[i] for i in rest])
        for i in held:
            accused[names[i]] += windows[i] < limit
    return accused


def model_of(beta, model):
    weights = {name: round(value, 4) for name, value in zip(MODELS[model][0], beta[1:], strict=True)}
    return ScoreModel(intercept=round(beta[0], 4), weights=weights)


def share(hits, n):
    rate = exact_rate(hits, n)
    return f"{hits} of {n} ({100 * rate.share:.1f} %, exact 95 % interval {100 * rate.low:.1f} to {100 * rate.high:.1f} %)"


def span(values):
    return f"{min(values):.3f} to {max(values):.3f}".replace("0.", ".")


def main() -> None:
    rows, sha = read_data()
    rules = load_rules().support
    claims = [read_terms(row["claim"]) for row in rows]
    pages = [read_page_terms(row["evidence"]) for row in rows]
    order = list(range(len(rows)))
    random.Random(7).shuffle(order)  # noqa: S311
    other = dict(zip(order, order[1:] + order[:1], strict=True))
    right = [read_signals(compare(claim, page)) for claim, page in zip(claims, pages, strict=True)]
    wrong = [read_signals(compare(claims[i], pages[other[i]])) for i in range(len(rows))]
    names = [row["label"] for row in rows]
    truth = {
        "any": [int(name != "not_supported") for name in names],
        "full": [int(name == "supported") for name in names],
    }
    blocks, held, elsewhere, fitted = {}, {}, {}, {}
    for model, labels in truth.items():
        runs = [out_of_fold(model, right, wrong, labels, seed) for seed in (1, 2, 3)]
        held[model] = [
            auc([s for s, y in zip(r[0], labels, strict=True) if y], [s for s, y in zip(r[0], labels, strict=True) if not y])
            for r in runs
        ]
        elsewhere[model] = [auc(run[0], run[1]) for run in runs]
        fitted[model] = runs
        made = model_of(train(model, right, wrong, labels, list(range(len(rows)))), model)
        weights = ", ".join(f"{name} = {value:.4f}" for name, value in made.weights.items())
        blocks[f"support.{model}"] = f"[support.{model}]\nintercept = {made.intercept:.4f}\nweights = {{ {weights} }}\n"
    # Levels as they come out where no sentence was scored by coefficients that had seen it.
    judged = []
    for i in range(len(rows)):
        models = {model: model_of(fitted[model][0][2][i], model) for model in MODELS}
        judged.append(judge_terms(claims[i], pages[i], rules.model_copy(update=models)))
    buckets: dict[str, list[bool]] = {}
    for support, name in zip(judged, names, strict=True):
        bucket = bucket_of(support.level, support.scores.any)
        if bucket is not None:
            good = {"E4": name == "supported", "E0-E1": name == "not_supported"}.get(bucket, name != "not_supported")
            buckets.setdefault(bucket, []).append(good)
    lines = [
        f'  {{ bucket = "{bucket}", right = {sum(buckets[bucket])}, n = {len(buckets[bucket])} }},'
        for bucket in sorted(buckets)
    ]
    blocks["confidence"] = "[confidence]\nbuckets = [\n" + "\n".join(lines) + "\n]\n"
    seen = [(i, row["supporting_sentences"]) for i, row in enumerate(rows) if any(row["supporting_sentences"])]
    shown = {
        limit: sum(any(set(want) & {p.sentence for p in judged[i].passages[:limit]} for want in sets) for i, sets in seen)
        for limit in (3, 5, 10)
    }
    low = {"E0", "E1"}
    said = {name: sum(s.level in low for s, n in zip(judged, names, strict=True) if n == name) for name in set(names)}
    windows = [signals["window"] for signals in right]
    picked = [accused_out_of_fold(windows, names, seed) for seed in (1, 2, 3)]
    f1 = [f1_out_of_fold(run[0], truth["full"], seed) for seed, run in zip((1, 2, 3), fitted["full"], strict=True)]
    supported, unsupported = names.count("supported"), names.count("not_supported")
    page = [
        "# What the judgement of support is worth",
        "",
        "Made by `PROVENANCE_SHARED=... python benchmarks/fit_support.py --write`; do not edit by hand. Measured on the development part of WiCE",
        f"({len(rows)} English sentences, each with the page that Wikipedia cites for it; `claim.jsonl`, SHA-256 {sha[:8]}...{sha[-6:]}).",
        f"Out of fold means that no sentence was scored by coefficients or cut by a limit that had seen it ({FOLDS} folds; a range is over three",
        "seeds). Expect some shrinkage on other pages.",
        "",
        "| question | figure | how |",
        "| --- | --- | --- |",
        f"| any support against none, AUC | {span(held['any'])} | `scores.any`, out of fold |",
        f"| full support against the rest, AUC | {span(held['full'])} | `scores.full`, out of fold |",
        f"| full support against the rest, F1 | {span(f1)} | `scores.full`, scores and cut out of fold |",
        f"| right page against another sentence's page, AUC | {span(elsewhere['any'])} | `scores.any`, out of fold |",
        *(
            f"| a supporting sentence among the first {limit} passages | {shown[limit]} of {len(seen)} ({100 * shown[limit] / len(seen):.1f} %) | where the data names any |"
            for limit in (3, 5, 10)
        ),
        f"| E0 or E1 on a supported sentence | {share(said['supported'], supported)} | the shipped limit, which was picked on these sentences |",
        f"| E0 or E1 on an unsupported sentence | {share(said['not_supported'], unsupported)} | the same |",
        *(
            f"| the same two with the limit picked out of fold, seed {seed} | {share(p['supported'], supported)}; {share(p['not_supported'], unsupported)} | window only |"
            for seed, p in zip((1, 2, 3), picked, strict=True)
        ),
        f"| undecided (EU) | {sum(s.level == 'EU' for s in judged)} of {len(rows)} | all English and readable |",
        "",
        "| operating point | n | supported | partly | not |",
        "| --- | --- | --- | --- | --- |",
        *points(rules, names, right),
        "",
        "## Confidence words",
        "",
        "The word beside a judgement is the share of like judgements that were right here (out of fold): high from .90 on, moderate from .75,",
        "low below; no bucket of fewer than 30 is called high. Right means: E4, full support; E3 and E2, some support; E0 and E1, none.",
        "",
        "| bucket | right | n | share | exact 95 % interval | word |",
        "| --- | --- | --- | --- | --- | --- |",
        *(bucket_row(bucket, sum(buckets[bucket]), len(buckets[bucket])) for bucket in sorted(buckets)),
        "",
        "## The fitted tables",
        "",
        "A test refuses a rules file whose tables are not these.",
        "",
        "```toml",
        "\n".join(blocks[name] for name in ("support.any", "support.full", "confidence")).rstrip("\n"),
        "```",
        "",
        "Names across scripts, 1,500 pairs of the development part of the transliteration data: 83 % are found at a likeness of 80 (1.5 % chance",
        "of a wrong find on a page of 100 names), 73 % at 85 (0.3 %); held by tests/assessment/test_assessment_measured.py.",
        "",
    ]
    text = "\n".join(page)
    if "--write" not in sys.argv[1:]:
        print(text)
        return
    shipped = RULES.read_text(encoding="utf-8")
    for name, block in blocks.items():
        shipped, count = re.subn(rf"\[{re.escape(name)}\]\n(?:(?!\n).+\n)+", lambda _, block=block: block, shipped)
        assert count == 1, f"[{name}] stands {count} times in {RULES.name}"
    RULES.write_text(shipped, encoding="utf-8")
    PAGE.write_text(text, encoding="utf-8")
    print(f"written to {RULES.name} and {PAGE.name}")


def bucket_row(bucket, right, n):
    rate = exact_rate(right, n)
    return f"| {bucket} | {right} | {n} | {rate.share:.3f} | {rate.low:.3f} to {rate.high:.3f} | {word_of(right, n)} |"


def points(rules, names, right):
    """What the operating points do: how many of each label lie above or below them."""
    tests = {
        f"window at least {limit:.2f}, all numbers and names": (
            lambda s, limit=limit: s["window"] >= limit and s["numbers"] == 1 and s["names"] == 1
        )
        for limit in (rules.full_window, rules.main_window)
    }
    tests["a number of the sentence absent from the page"] = lambda s: s["numbers"] < 1
    for limit in (0.15, rules.none_window, 0.30):
        tests[f"window below {limit:.2f}"] = lambda s, limit=limit: s["window"] < limit
    for test, holds in tests.items():
        hits = [name for name, signals in zip(names, right, strict=True) if holds(signals)]
        counts = " | ".join(str(hits.count(label)) for label in ("supported", "partially_supported", "not_supported"))
        yield f"| {test} | {len(hits)} | {counts} |"


if __name__ == "__main__":
    main()
