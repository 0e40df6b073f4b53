"""Every row of `[needs]` holds on its examples and on none of its counterexamples."""

import pytest

from provenance.catalog.needs import NeedRule, load_need_rules, read_need_rules
from provenance.catalog.prose import load_prose
from provenance.citations.needs import ClauseView, judge_need
from provenance.citations.quotations import find_quotes
from provenance.dates import find_dates
from provenance.errors import CatalogError

RULES = load_need_rules()
ROWS = [(rule, text, True) for rule in RULES.rules for text in rule.examples]
ROWS += [(rule, text, False) for rule in RULES.rules for text in rule.counterexamples]


def view(text: str) -> ClauseView:
    return ClauseView(
        text=text,
        quotes=tuple((quote.start, quote.end) for quote in find_quotes(text, 0, len(text))),
        dates=tuple((hit.start, hit.end) for hit in find_dates(text)),
        heading=text.startswith("# "),
    )


@pytest.mark.parametrize(
    ("rule", "text", "holds"),
    ROWS,
    ids=[f"{rule.name}-{'holds' if holds else 'not'}-{text[:30]}" for rule, text, holds in ROWS],
)
def test_row(rule: NeedRule, text: str, holds: bool) -> None:
    judged = judge_need(view(text), RULES, load_prose())
    assert (rule.name in judged.held) is holds, judged


@pytest.mark.parametrize(
    ("text", "need", "reason"),
    [
        ("The flood took 312 houses.", "must", "number"),
        ("Storage stands at 61 percent.", "must", "statistic"),
        ("The Bank of Velmora closed its doors in 2011.", "should", "event"),
        ("The Bank of Velmora will close its doors.", "none", "forecast"),
        ("The Bank of Velmora will close 14 branches.", "must", "number"),
        ("This suggests that Said Orok died in the raid.", "none", "inference"),
        ("Who burnt the 40 boats?", "none", "question"),
        ("The sea is calm.", "may", "background"),
        ("I counted 412 buses.", "may", "own-account"),
        ("He reportedly will leave.", "none", "forecast"),
    ],
)
def test_decision(text: str, need: str, reason: str) -> None:
    judged = judge_need(view(text), RULES, load_prose())
    assert judged.need == need
    assert reason in judged.reasons


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"name": "x", "level": "must", "examples": ["a"], "counterexamples": ["b"]}, "needs a feature"),
        ({"name": "x", "level": "must", "pattern": "(", "examples": ["a"], "counterexamples": ["b"]}, "no regular expression"),
        ({"name": "x", "level": "must", "cues": ["Two"], "examples": ["a"], "counterexamples": ["b"]}, "single lower-case"),
        ({"name": "x", "level": "must", "cues": ["two"]}, "examples"),
        ({"name": "x", "level": "much", "cues": ["two"], "examples": ["a"], "counterexamples": ["b"]}, "must"),
        (
            {"name": "x", "level": "must", "cues": ["two"], "beats": ["y"], "examples": ["a"], "counterexamples": ["b"]},
            "no rule",
        ),
    ],
    ids=["empty", "pattern", "case", "examples", "level", "beats"],
)
def test_wrong_rows_are_named(row: dict[str, object], says: str) -> None:
    with pytest.raises(CatalogError, match=says):
        read_need_rules({"rules": [row]})
