"""The fold of contract.md, every combination of it."""

from itertools import combinations, product

import pytest

from provenance.pipeline.outcomes import explain, fold

OUTCOMES = ("matched", "candidates", "copies_only", "no_match", "not_archived", "refused", "unreachable", "not_tried")
GAPS = ("unreachable", "bad_query", "refused", "skipped")
GAP_SETS = [set(some) for size in range(len(GAPS) + 1) for some in combinations(GAPS, size)]


def expected(*, matched, candidates, copies, gaps, asked, captured, uncaptured):
    """The same fold, written as the contract's list of what holds first."""
    rules = [
        ("matched", matched),
        ("candidates", candidates),
        ("copies_only", copies),
        ("unreachable", bool(gaps & {"unreachable", "bad_query"})),
        ("refused", "refused" in gaps),
        ("not_tried", "skipped" in gaps or not asked),
        ("no_match", captured and not uncaptured),
        ("not_archived", True),
    ]
    return next(name for name, holds in rules if holds)


def test_the_fold_is_the_contracts_in_every_combination():
    both = (True, False)
    cases = list(product(both, both, both, GAP_SETS, both, both, both))
    assert len(cases) == 1024
    for matched, candidates, copies, gaps, asked, captured, uncaptured in cases:
        case = {
            "matched": matched, "candidates": candidates, "copies": copies, "gaps": gaps, "asked": asked, "captured": captured,
            "uncaptured": uncaptured,
        }  # fmt: skip
        assert fold(**case) == expected(**case)


@pytest.mark.parametrize("gaps", [gaps for gaps in GAP_SETS if gaps], ids=lambda gaps: "+".join(sorted(gaps)))
def test_an_open_question_is_never_absence(gaps):
    for asked, captured in product((True, False), (True, False)):
        got = fold(matched=False, candidates=False, copies=False, gaps=gaps, asked=asked, captured=captured)
        assert got not in ("no_match", "not_archived")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_a_sentence_that_names_the_outlet_or_the_reason(outcome):
    text = explain(outcome, outlet="Daily Sample", reason="the site is excluded", pages_seen=2, candidates=1)
    assert text.endswith(".")
    assert "Daily Sample" in text or "the site is excluded" in text


@pytest.mark.parametrize("outcome", ["not_archived", "refused", "unreachable"])
def test_what_could_not_be_seen_says_nothing_about_the_article(outcome):
    assert "says nothing about the article" in explain(outcome, outlet="X", reason="", pages_seen=0, candidates=0)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_sentence_says_that_something_is_missing_or_was_not_found(outcome):
    for headline in ("", "Bridge collapse"):
        text = explain(outcome, outlet="X", reason="time-out", pages_seen=3, candidates=2, headline=headline).casefold()
        assert [
            word for word in ("not found", "missing", "fake", "invented", "no such", "does not exist") if word in text
        ] == []


def test_a_headline_whose_page_is_not_captured_is_quoted():
    text = explain("not_archived", outlet="X", reason="", pages_seen=1, candidates=0, headline="Bridge collapse kills 14")
    assert "“Bridge collapse kills 14”" in text
