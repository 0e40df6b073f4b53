"""The rules file holds what was measured: its fitted tables and those of docs/evaluation.md are one."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from provenance.assessment.confidence import LEAST, bucket_of, say_confidence, word_of
from provenance.catalog.rules import ConfidenceRules, load_rules

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
FITTED = tomllib.loads(re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL).group(1))


FITTED_LIMITS = ("none_window", "none_any")


def tables_of(rules):
    return {
        "support": {
            **{name: getattr(rules.support, name) for name in FITTED_LIMITS},
            **{name: getattr(rules.support, name).model_dump(mode="json") for name in ("any", "full")},
        },
        "confidence": rules.confidence.model_dump(mode="json"),
    }


def test_the_fitted_tables_of_the_rules_are_those_that_were_measured():
    assert FITTED["confidence"]["buckets"]
    assert tables_of(load_rules()) == FITTED


def test_rules_with_another_coefficient_or_bucket_are_refused():
    shipped = (ROOT / "provenance" / "catalog" / "rules.toml").read_text(encoding="utf-8")
    changes = 0
    for old in (
        f"intercept = {FITTED['support']['any']['intercept']:.4f}",
        f"n = {FITTED['confidence']['buckets'][0]['n']} }}",
        f"none_window = {FITTED['support']['none_window']:.2f}",
        f"none_any = {FITTED['support']['none_any']:.2f}",
    ):
        assert shipped.count(old) >= 1
        digit = max(place for place, ch in enumerate(old) if ch.isdigit())
        changed = old[:digit] + ("9" if old[digit] != "9" else "8") + old[digit + 1 :]
        other = tomllib.loads(shipped.replace(old, changed, 1))
        rest = {"support": {name: other["support"][name] for name in FITTED["support"]}, "confidence": other["confidence"]}
        assert rest != FITTED
        changes += 1
    assert changes == 4


def test_the_operating_points_that_the_page_names_are_those_of_the_rules():
    rules = load_rules().support
    for words in (f"at least {rules.full_window:.2f}", f"at least {rules.main_window:.2f}", f"below {rules.none_window:.2f}"):
        assert f"| window {words}" in PAGE


@pytest.mark.skipif(not os.environ.get("PROVENANCE_SHARED"), reason="PROVENANCE_SHARED is not set: the data is not here")
def test_the_command_gives_the_committed_page_again():
    made = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "fit_support.py")], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert made.stdout == PAGE + "\n"


@pytest.mark.parametrize(
    ("right", "n", "word"),
    [(90, 100, "high"), (29, 29, "moderate"), (27, 30, "high"), (26, 30, "moderate"), (74, 100, "low"), (0, 0, "low")],
)
def test_a_word_is_said_by_the_share_that_was_right(right, n, word):
    assert LEAST == 30
    assert word_of(right, n) == word


def test_what_was_not_measured_has_no_word():
    rules = load_rules().confidence
    assert say_confidence("E3", 0.99, rules, other_language=False) == "high"
    assert say_confidence("E3", 0.99, rules, other_language=True) is None
    assert say_confidence("EU", 0.99, rules, other_language=False) is None
    assert say_confidence("E3", 0.99, ConfidenceRules(), other_language=False) is None
    assert {bucket_of(level, score) for level in ("E0", "E1", "E2", "E3", "E4") for score in (0.1, 0.85, 0.99)} == {
        row.bucket for row in rules.buckets
    }


def test_the_report_says_the_word_beside_the_judgement(case, pages):
    assert case().cite(pages["main"]).grade().support[0].confidence == "high"
    assert case().cite(pages["full"]).grade().support[0].confidence == "moderate"
    assert case().cite(pages["none"]).grade().support[0].confidence == "moderate"
