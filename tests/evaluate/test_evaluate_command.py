"""`provenance evaluate` as it is called: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import json

import pytest
from labelled import FIRST, PERFECT, SECOND, SENTENCES, TEXT, span

from provenance.evaluate import write_predictions


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    citations = [
        label(FIRST, [{"source": "Reuters", "dates": ["2012-05-03"]}, {"source": "AFP", "dates": ["2012-05-04"]}]),
        label(SECOND, [{"source": "Dovar Today", "dates": ["2012-05-06"]}]),
    ]
    gold = {
        "file": "bridge.txt",
        "article_date": "2012-05-08",
        "citations": citations,
        "uncited_checkworthy": [place(SENTENCES[1])],
        "negatives": [place("(KSU)")],
    }
    (folder / "bridge.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def place(words):
    start, end = span(words)
    return {"start": start, "end": end, "text": words}


def label(words, gold):
    return place(words) | {"style": "parenthetical", "gold": gold}


@pytest.fixture
def predictions(tmp_path):
    """A file that has everything right."""
    path = tmp_path / "tool.jsonl"
    path.write_text(write_predictions([PERFECT]), encoding="utf-8")
    return path


def test_our_reader_is_scored_in_words_and_in_json(call, corpus):
    text = call(corpus, "-v")
    assert (text.code, text.err) == (0, "")
    assert text.out.startswith("small: 1 documents, sha256 ")
    answer = call(corpus, "--format", "json").answer
    assert answer["corpus"]["documents"] == 1
    assert answer["values"]["references_f1"] == 1.0
    assert answer["groups"]["style:parenthetical"]["items"]["f1"] == 1.0


def test_two_runs_print_the_same(call, corpus):
    assert call(corpus, "-v", "--format", "json").out == call(corpus, "-v", "--format", "json").out


def test_another_tool_is_scored_by_its_file(call, corpus, predictions):
    answer = call(corpus, "--predictions", predictions, "--format", "json", "-v").answer
    assert answer["values"]["references_f1"] == 1.0
    assert answer["values"]["uncited_recall"] == 1.0
    assert answer["wrong"] == []


def test_our_findings_can_be_written_and_score_the_same(call, corpus, tmp_path):
    written = tmp_path / "ours.jsonl"
    direct = call(corpus, "--write-predictions", written, "--format", "json").answer
    assert call(corpus, "--predictions", written, "--format", "json").answer == direct


def test_a_prediction_for_no_document_is_named(call, corpus, tmp_path):
    path = tmp_path / "tool.jsonl"
    path.write_text('{"document": "gone.txt"}\n', encoding="utf-8")
    answer = call(corpus, "--predictions", path)
    assert answer.code == 0
    assert "gone.txt is no document of the corpus" in answer.err


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("{", "line 2: no JSON", id="no-json"),
        pytest.param('{"references": []}', "line 2: document: Field required", id="no-document"),
        pytest.param('{"document": "x", "references": [{"start": -1, "end": 2}]}', "references.0.start", id="start"),
        pytest.param('{"document": "x", "claims": [{"start": 1, "end": 2, "references": [0]}]}', "is not listed", id="link"),
    ],
)
def test_a_bad_prediction_is_named(call, corpus, predictions, line, expected):
    predictions.write_text(f"{predictions.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    answer = call(corpus, "--predictions", predictions)
    assert (answer.code, answer.out) == (2, "")
    assert expected in answer.err


def test_a_bad_row_of_the_corpus_is_named_and_the_rest_is_scored(call, corpus):
    (corpus / "rows.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    answer = call(corpus, "--format", "json")
    assert answer.code == 3
    assert "rows.jsonl, row 1: style: Field required" in answer.err
    assert answer.answer["corpus"]["problems"] == ["rows.jsonl, row 1: style: Field required"]
    assert answer.answer["values"]["references_f1"] == 1.0


def test_what_cannot_be_used_is_one_line_and_exit_2(call, corpus, tmp_path):
    (tmp_path / "empty").mkdir()
    for arguments in (["gone"], ["empty"], [corpus, "--floors", "gone"], [corpus, "--baseline", "gone"]):
        answer = call(*arguments)
        assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)


def test_a_missed_floor_is_exit_1_and_named(call, corpus, predictions, tmp_path):
    floors = tmp_path / "floors.json"
    assert call(corpus, "--predictions", predictions, "--pin-floors", floors).code == 0
    assert call(corpus, "--predictions", predictions, "--floors", floors).code == 0
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    answer = call(corpus, "--predictions", empty, "--floors", floors)
    assert answer.code == 1
    assert "floor missed: references_f1 is 0.0000, its floor is 1.0000" in answer.out
    assert call(corpus, "--predictions", empty, "--pin-floors", floors).code == 2
    assert call(corpus, "--predictions", empty, "--pin-floors", floors, "--lower-floors").code == 0
    assert call(corpus, "--predictions", empty, "--floors", floors).code == 0


def test_floors_of_other_labels_are_refused(call, corpus, predictions, tmp_path):
    floors = tmp_path / "floors.json"
    call(corpus, "--predictions", predictions, "--pin-floors", floors)
    (corpus / "bridge.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    answer = call(corpus, "--predictions", predictions, "--floors", floors)
    assert answer.code == 2
    assert "sha256 differs" in answer.err


def test_gained_and_lost_rows_are_shown(call, corpus, predictions, tmp_path):
    empty, baseline = tmp_path / "empty.jsonl", tmp_path / "baseline.json"
    empty.write_text("", encoding="utf-8")
    call(corpus, "--predictions", empty, "--write-baseline", baseline)
    answer = call(corpus, "--predictions", predictions, "--baseline", baseline)
    assert "against the baseline: 3 gained, 0 lost" in answer.out
    assert f"gained  bridge.txt: reference: {FIRST}" in answer.out
    change = call(corpus, "--predictions", predictions, "--baseline", baseline, "--format", "json").answer["change"]
    assert [row["kind"] for row in change["gained"]] == ["reference", "reference", "uncited"]
