# ruff: noqa: E501 - the lines of a page are written as they stand
"""Fits the support scores on the WiCE development part and measures what they are worth out of fold.

    PROVENANCE_SHARED=... python benchmarks/fit_support.py [--write]

Reads datasets/wice/dev/claim.jsonl (and, for pages in another language, datasets/factrueval-2016/dev/dev.jsonl) below the folder
that PROVENANCE_SHARED names, and prints docs/evaluation.md. With --write the file is written, and the limits, the coefficients and
the measured buckets go into [support], [support.any], [support.full] and [confidence] of provenance/catalog/rules.toml; nothing
else of the data does. Random folds and the shuffled (wrong) pages come from fixed seeds, so every run gives the same.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from evaluation_page import write_page
from logistic import auc, calibration_error, chance, fit, predict

from provenance.assessment.confidence import bucket_of
from provenance.assessment.signals import read_signals
from provenance.assessment.support import judge_support, judge_terms
from provenance.catalog.rules import ScoreModel, load_rules
from provenance.matching import compare, read_page_terms, read_terms

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "provenance" / "catalog" / "rules.toml"
PAGE = ROOT / "docs" / "evaluation.md"

#: Signals, ridge penalty, and weight of a page that is known not to support the sentence beside a labelled one.
MODELS = {
    "any": (("stretch", "found", "rare", "part", "names", "numbers_absent", "quotes_absent"), 2.0, 1.0),
    "full": (("window", "numbers_absent", "names_absent", "missing", "size"), 0.3, 0.0),
}
FOLDS = 10
#: The limits that are fitted: see `pick_limits`.
LIMITS = ("none_window", "none_any")
#: What the data calls a sentence and its page.
LABELS = ("supported", "partially_supported", "not_supported")
#: Seeds of the folds: every figure out of fold is a range over them.
SEEDS = (1, 2, 3, 4, 5)
#: Sentences that a page must still have when its supporting ones are taken out.
LEAST_REST = 6


def read_data(name):
    """The rows of a data set below the shared folder, and the SHA-256 of its file."""
    shared = os.environ.get("PROVENANCE_SHARED")
    if not shared:
        raise SystemExit(f"set PROVENANCE_SHARED to the folder that holds datasets/{name}")
    data = Path(shared, "datasets", name).read_bytes()
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    return rows, hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Signals:
    """The signals of each sentence on its own page, on another sentence's page, and on its own without what supports it.

    The last is None where the data names no supporting sentence, or too little of the page would be left.
    """

    right: list
    wrong: list
    bare: list


def bare_signals(claim, row):
    """The signals of a sentence on its page without the sentences that any annotator named as support; None where that says nothing."""
    support = {index for named in row["supporting_sentences"] for index in named}
    rest = [sentence for index, sentence in enumerate(row["evidence"]) if index not in support]
    return read_signals(compare(claim, read_page_terms(rest))) if support and len(rest) >= LEAST_REST else None


def train(model, signals, labels, picked):
    """The coefficients from the picked sentences: fitted with pages that cannot support them, too, then set to the shares of
    the labelled pages alone, so that a score is the chance on a page that is the cited one."""
    names, ridge, weight = MODELS[model]
    rows = [signals.right[i] for i in picked]
    wanted = [labels[i] for i in picked]
    weights = [1.0] * len(picked)
    if weight:
        unsupported = [signals.wrong[i] for i in picked] + [signals.bare[i] for i in picked if signals.bare[i] is not None]
        rows += unsupported
        wanted += [0] * len(unsupported)
        weights += [weight] * len(unsupported)
    beta = fit(rows, wanted, weights, names, ridge)
    if not weight:
        return beta
    values = [{"value": predict(beta, signals.right[i], names)} for i in picked]
    base, slope = fit(values, [labels[i] for i in picked], [1.0] * len(picked), ("value",), 1.0)
    return [base + slope * beta[0], *(slope * value for value in beta[1:])]


def out_of_fold(model, signals, labels, seed):
    names = MODELS[model][0]
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)  # noqa: S311 - folds, no secret
    scores, elsewhere, betas = [0.0] * len(labels), [0.0] * len(labels), [None] * len(labels)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        beta = train(model, signals, labels, [i for i in range(len(labels)) if i not in held])
        for i in held:
            scores[i], elsewhere[i], betas[i] = (
                predict(beta, signals.right[i], names),
                predict(beta, signals.wrong[i], names),
                beta,
            )
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


def pick_limits(windows, scores, names):
    """Below which window and score a sentence is said not to be supported.

    The window: the largest limit, in steps of .01, that no supported sentence lies below, less one step for safety. The
    score: the one that as many sentences lie below as have no support, rounded up to .05; the window does most of the work.
    """
    lowest = min(window for window, name in zip(windows, names, strict=True) if name == "supported")
    window = math.floor(lowest * 100) / 100 - 0.01
    share = sorted(scores)[names.count("not_supported")]
    return round(window, 2), round(math.ceil(share * 20) / 20, 2)


def accused_out_of_fold(windows, scores, names, seed):
    """How many sentences of each label lie below limits that were picked without them, by scores that had not seen them."""
    order = list(range(len(names)))
    random.Random(seed).shuffle(order)  # noqa: S311
    accused = dict.fromkeys(LABELS, 0)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        rest = [i for i in order if i not in held]
        window, score = pick_limits([windows[i] for i in rest], [scores[i] for i in rest], [names[i] for i in rest])
        for i in held:
            accused[names[i]] += windows[i] < window and scores[i] <= score
    return accused


def model_of(beta, model):
    weights = {name: round(value, 4) for name, value in zip(MODELS[model][0], beta[1:], strict=True)}
    return ScoreModel(intercept=round(beta[0], 4), weights=weights)


@dataclass
class Measured:
    """What the page tells: see `evaluation_page.py`, which writes it."""

    rows: list
    sha: str
    names: list
    signals: Signals
    limits: tuple
    held: dict
    elsewhere: list
    f1: list
    errors: list
    judged: list
    buckets: dict
    accused: list
    russian: list
    blocks: dict


def measure() -> Measured:
    rows, sha = read_data("wice/dev/claim.jsonl")
    rules = load_rules().support
    claims = [read_terms(row["claim"]) for row in rows]
    pages = [read_page_terms(row["evidence"]) for row in rows]
    order = list(range(len(rows)))
    random.Random(7).shuffle(order)  # noqa: S311
    other = dict(zip(order, order[1:] + order[:1], strict=True))
    signals = Signals(
        right=[read_signals(compare(claim, page)) for claim, page in zip(claims, pages, strict=True)],
        wrong=[read_signals(compare(claims[i], pages[other[i]])) for i in range(len(rows))],
        bare=[bare_signals(claim, row) for claim, row in zip(claims, rows, strict=True)],
    )
    names = [row["label"] for row in rows]
    truth = {
        "any": [int(name != "not_supported") for name in names],
        "full": [int(name == "supported") for name in names],
    }
    blocks, fitted = {}, {}
    for model, labels in truth.items():
        fitted[model] = [out_of_fold(model, signals, labels, seed) for seed in SEEDS]
        made = model_of(train(model, signals, labels, list(range(len(rows)))), model)
        weights = ", ".join(f"{name} = {value:.4f}" for name, value in made.weights.items())
        blocks[f"support.{model}"] = f"[support.{model}]\nintercept = {made.intercept:.4f}\nweights = {{ {weights} }}\n"
    windows = [row["window"] for row in signals.right]
    chances = [[chance(value) for value in run[0]] for run in fitted["any"]]
    limits = pick_limits(windows, chances[0], names)
    rules = rules.model_copy(update=dict(zip(LIMITS, limits, strict=True)))
    # Levels as they come out where no sentence was scored by coefficients that had seen it.
    judged = []
    for i in range(len(rows)):
        models = {model: model_of(fitted[model][0][2][i], model) for model in MODELS}
        judged.append(judge_terms(claims[i], pages[i], rules.model_copy(update=models)))
    buckets = bucket_counts(judged, names)
    lines = [f'  {{ bucket = "{name}", right = {sum(held)}, n = {len(held)} }},' for name, held in sorted(buckets.items())]
    blocks["confidence"] = "[confidence]\nbuckets = [\n" + "\n".join(lines) + "\n]\n"
    documents, _ = read_data("factrueval-2016/dev/dev.jsonl")
    russian = [judge_support(row["claim"], documents[i % len(documents)]["text"], rules) for i, row in enumerate(rows)]
    return Measured(
        rows=rows,
        sha=sha,
        names=names,
        signals=signals,
        limits=limits,
        held={model: [auc_of(run[0], labels) for run in fitted[model]] for model, labels in truth.items()},
        elsewhere=[auc(run[0], run[1]) for run in fitted["any"]],
        f1=[f1_out_of_fold(run[0], truth["full"], seed) for seed, run in zip(SEEDS, fitted["full"], strict=True)],
        errors=[calibration_error(run, truth["any"]) for run in chances],
        judged=judged,
        buckets=buckets,
        accused=[accused_out_of_fold(windows, run, names, seed) for seed, run in zip(SEEDS, chances, strict=True)],
        russian=russian,
        blocks=blocks,
    )


def auc_of(scores, labels):
    return auc(
        [score for score, label in zip(scores, labels, strict=True) if label],
        [score for score, label in zip(scores, labels, strict=True) if not label],
    )


def bucket_counts(judged, names):
    """Bucket -> for each judgement in it whether it was right."""
    buckets: dict[str, list[bool]] = {}
    for support, name in zip(judged, names, strict=True):
        bucket = bucket_of(support.level, support.scores.any)
        if bucket is not None:
            good = {"E4": name == "supported", "E0-E1": name == "not_supported"}.get(bucket, name != "not_supported")
            buckets.setdefault(bucket, []).append(good)
    return buckets


def write_rules(measured: Measured) -> None:
    """Puts the fitted limits and tables into the rules file, each in the place of the one before."""
    text = RULES.read_text(encoding="utf-8")
    for name, block in measured.blocks.items():
        text, count = re.subn(rf"\[{re.escape(name)}\]\n(?:(?!\n).+\n)+", lambda _, block=block: block, text)
        assert count == 1, f"[{name}] stands {count} times in {RULES.name}"
    for name, value in zip(LIMITS, measured.limits, strict=True):
        text, count = re.subn(rf"^{name} = .*$", f"{name} = {value:.2f}", text, flags=re.MULTILINE)
        assert count == 1, f"{name} stands {count} times in {RULES.name}"
    RULES.write_text(text, encoding="utf-8")


def main() -> None:
    measured = measure()
    text = write_page(measured)
    if "--write" not in sys.argv[1:]:
        print(text)
        return
    write_rules(measured)
    PAGE.write_text(text, encoding="utf-8")
    print(f"written to {RULES.name} and {PAGE.name}")


if __name__ == "__main__":
    main()
