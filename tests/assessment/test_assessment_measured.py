"""Floors on the development data; skipped where PROVENANCE_SHARED does not lead to it."""

import json
import os
import random
from bisect import bisect_left, bisect_right
from itertools import pairwise
from pathlib import Path

import pytest

from provenance.assessment import judge_support
from provenance.assessment.intervals import exact_rate
from provenance.catalog.rules import load_rules
from provenance.matching.folding import best_ratio, fold_name, key_ratio

SHARED = os.environ.get("PROVENANCE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROVENANCE_SHARED is not set: the development data is not here")


def rows(*parts):
    path = Path(SHARED, "datasets", *parts)
    if not path.is_file():
        pytest.skip(f"no {'/'.join(parts)} below PROVENANCE_SHARED")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def auc(positive, negative):
    ordered = sorted(negative)
    return sum((bisect_left(ordered, v) + bisect_right(ordered, v)) / 2 for v in positive) / (len(positive) * len(ordered))


@pytest.fixture(scope="module")
def wice():
    rules = load_rules().support
    return [(row, judge_support(row["claim"], row["evidence"], rules)) for row in rows("wice", "dev", "claim.jsonl")]


def test_support_ranks_real_pages(wice):
    assert len(wice) > 300
    some = {want: [s.scores.any for row, s in wice if (row["label"] != "not_supported") is want] for want in (True, False)}
    full = {want: [s.scores.full for row, s in wice if (row["label"] == "supported") is want] for want in (True, False)}
    assert auc(some[True], some[False]) >= 0.89
    assert auc(full[True], full[False]) >= 0.82


def test_failures_are_rarely_said_of_supported_sentences(wice):
    supported = [s.level for row, s in wice if row["label"] == "supported"]
    unsupported = [s.level for row, s in wice if row["label"] == "not_supported"]
    accused = exact_rate(sum(level in {"E0", "E1"} for level in supported), len(supported))
    assert accused.share <= 0.018
    assert sum(level in {"E0", "E1"} for level in unsupported) >= 0.20 * len(unsupported)
    assert sum(s.level == "EU" for _, s in wice) <= 0.05 * len(wice)


def test_the_supporting_sentence_is_among_five(wice):
    asked = [(row["supporting_sentences"], s) for row, s in wice if any(row["supporting_sentences"])]
    assert len(asked) > 300
    hits = sum(any(set(want) & {p.sentence for p in s.passages[:5]} for want in sets) for sets, s in asked)
    assert hits >= 0.97 * len(asked)


def test_the_right_page_ranks_above_another(wice):
    rules = load_rules().support
    order = list(range(len(wice)))
    random.Random(7).shuffle(order)  # noqa: S311 - a fixed draw, no secret
    other = [judge_support(wice[i][0]["claim"], wice[j][0]["evidence"], rules).scores.any for i, j in pairwise(order[:151])]
    assert auc([s.scores.any for _, s in wice], other) >= 0.985


def test_overlap_claims_no_contradiction():
    pairs = rows("fever-symmetric", "dev", "dev.jsonl")
    assert len(pairs) > 600
    rules = load_rules().support
    levels = {judge_support(row["claim"], row["evidence"], rules).level for row in pairs}
    assert levels <= {"E0", "E1", "E2", "E3", "E4", "EU"}


def test_names_meet_across_scripts():
    path = Path(SHARED, "datasets", "translit-en-ru", "dev", "wd_russian_16.tsv")
    if not path.is_file():
        pytest.skip("no translit-en-ru below PROVENANCE_SHARED")
    pairs = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(latin, cyrillic.replace(" ", "")) for latin, cyrillic in pairs if len(latin) > 3]
    draw = random.Random(1)  # noqa: S311
    sample = draw.sample(pairs, 1000)
    assert sum(key_ratio(fold_name(one), fold_name(two)) >= 80 for one, two in sample) >= 0.80 * len(sample)
    pool = [fold_name(two) for _, two in draw.sample(pairs, 3000)]
    false = 0
    for one, two in sample[:200]:
        page = tuple(key for key in draw.sample(pool, 100) if key != fold_name(two))
        false += best_ratio(fold_name(one), page, floor=85)[1] >= 0
    assert false <= 0.02 * 200
