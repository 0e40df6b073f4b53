"""The marking of gold articles: what each mark makes, and what a slip of the pen is told."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from conftest import GOLD

HEAD = "date: 2013-11-28\nlanguage: en\ngenre: test\n---\n"


@pytest.fixture(scope="session")
def marking():
    spec = importlib.util.spec_from_file_location("gold_marking", GOLD / "build.py")
    module = sys.modules["gold_marking"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def made(marking, tmp_path):
    """A function: marked text -> (text of the article, its labels)."""

    def make(body, head=HEAD):
        path = tmp_path / "sample.txt.mark"
        path.write_text(head + body, encoding="utf-8")
        article = marking.Article(path)
        return article.text, article.gold()

    return make


def test_lines_become_sentences_of_paragraphs(made):
    text, gold = made("| A Heading\n\nY One.\nN Two?\n\nY Three.\n| * a list\n")
    assert text == "A Heading\n\nOne. Two?\n\nThree.\n* a list\n"
    assert [(row["text"], row["need"], row["bare"]) for row in gold["sentences"]] == [
        ("One.", "may", None),
        ("Two?", "none", None),
        ("Three.", "may", None),
    ]


def test_a_label_says_what_is_cited_and_where(made):
    text, gold = made(
        "M It fell ⟦(AP, May 3; see X, p. 2)⟧{p AP /2013-05-03 | X /u /2013-05 /sig=see /pages=p. 2 /t=A Title,}.\n"
    )
    (row,) = gold["citations"]
    assert text[row["start"] : row["end"]] == row["text"] == "(AP, May 3; see X, p. 2)"
    assert (row["style"], row["id"]) == ("parenthetical", "sample-c1")
    assert row["gold"][0] == {"source": "AP", "source_kind": "outlet", "dates": ["2013-05-03"]}
    assert row["gold"][1]["source_kind"] == "publication"
    assert (row["gold"][1]["signal"], row["gold"][1]["pages"], row["gold"][1]["title"]) == ("see", "p. 2", "A Title")
    assert [claim["text"] for claim in row["claims"]] == [text.strip()]


def test_marks_may_stand_in_marks(made):
    _, gold = made(
        "S It fell, ⟦according to the Board ⟦(HB)⟧{- acronym}⟧{a Board (HB) /i}, ⟦Ana Ruiz⟧{s indirect} said ⟦(x)⟧{? odd}.\n"
    )
    assert gold["citations"][0]["text"] == "according to the Board (HB)"
    assert [(row["text"], row["why"]) for row in gold["negatives"]] == [("(HB)", "acronym")]
    assert [(row["name"], row["speech"]) for row in gold["named_sources"]] == [("Ana Ruiz", "indirect")]
    assert gold["ambiguous"][0]["text"] == "(x)"


def test_clauses_sentences_before_and_entries_share_out_what_is_supported(made):
    _, gold = made(
        "S It fell ⟦(A, 2011)⟧{y A /2011}; ‖it rose ⟦(B, 2012)⟧{y B /2012}.\n"
        "S It sank.\nS It swam ⟦(C, 2013)⟧{y C /2013 /claims=2}.⟦[1]⟧{n - /ref=1}\n"
        "| ⟦— D⟧{d D /claims=-1}\n| ⟦1. E, 2010⟧{f E /2010 /ref=1}\n"
    )
    claims = {row["text"]: [claim["text"] for claim in row["claims"]] for row in gold["citations"]}
    assert claims["(A, 2011)"] == ["It fell (A, 2011);"]
    assert claims["(B, 2012)"] == ["it rose (B, 2012)."]
    assert claims["(C, 2013)"] == ["It sank.", "It swam (C, 2013).[1]"]
    assert claims["— D"] == claims["1. E, 2010"] == claims["[1]"] == ["It swam (C, 2013).[1]"]


def test_chinese_sentences_are_joined_by_nothing(made):
    text, _ = made("- 一。\n- 二。\n", HEAD.replace("---", "join: none\n---"))
    assert text == "一。二。\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param("Z It fell.\n", "line 5: 'Z' opens no line", id="unknown-need"),
        pytest.param("Y It ⟦fell.\n", "line 5: ⟦ is never closed", id="never-closed"),
        pytest.param("Y It⟧{- x} fell.\n", "line 5: ⟧ without ⟦", id="never-opened"),
        pytest.param("Y It ⟦fell⟧.\n", "line 5: ⟧ without ⟦, or without {...}", id="no-note"),
        pytest.param("Y ⟦It⟧{q AP} fell.\n", "'q' is no style", id="unknown-style"),
        pytest.param("Y ⟦It⟧{p AP /zz} fell.\n", "/zz says nothing known", id="unknown-option"),
        pytest.param("Y ⟦⟦It⟧{- x}⟧{- y} fell.\n", "labelled twice", id="twice"),
        pytest.param("M It fell.\n", "'It fell.' needs a source and has none", id="bare"),
        pytest.param("M! It fell ⟦(AP)⟧{p AP}.\n", "is marked ! and has a source", id="not-bare"),
    ],
)
def test_a_slip_is_named(made, marking, body, told):
    with pytest.raises(marking.MarkError) as caught:
        made(body)
    assert told in str(caught.value)
    assert str(caught.value).startswith("sample.txt.mark")
