"""Reading a corpus: both shapes, its digest, and a line for each row that can't be used."""

from __future__ import annotations

import json

import pytest
from labelled import FIRST, TEXT, span

from provenance.errors import SettingsError
from provenance.evaluate import read_corpus

ARTICLE = {
    "file": "bridge.txt",
    "article_date": "2012-05-08",
    "citations": [
        {
            "start": span(FIRST)[0],
            "end": span(FIRST)[1],
            "text": FIRST,
            "style": "parenthetical-news",
            "gold": [{"source": "Reuters", "dates": ["2012-05-03"]}],
            "claims": [{"start": 11, "end": 40}],
        }
    ],
    "uncited_checkworthy": [],
}
ROW = {
    "id": "x-1",
    "style": "prose-attribution",
    "text": "Reuters said",
    "context": "It fell, Reuters said.",
    "span": [9, 21],
    "article_date": "2012-05-08",
    "gold": [{"source": "Reuters", "dates": []}],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    write(tmp_path / "articles" / "bridge.gold.json", ARTICLE)
    rows(tmp_path, ROW)
    return tmp_path


def write(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")


def rows(folder, *values):
    (folder / "references.jsonl").write_text("\n".join(json.dumps(value) for value in values) + "\n", encoding="utf-8")


def test_articles_and_rows_stand_side_by_side(folder):
    corpus = read_corpus(folder)
    assert corpus.problems == ()
    article, row = sorted(corpus.documents, key=lambda document: document.name)
    assert (article.name, article.references[0].style, article.whole, article.judges_claims) == (
        "bridge.txt",
        "parenthetical",
        True,
        True,
    )
    assert (row.name, row.references[0].style, row.whole) == ("x-1", "prose", False)
    place = row.references[0]
    assert row.text[place.start : place.end] == "Reuters said"


def test_a_row_that_cites_nothing_is_a_negative_and_a_doubted_one_is_left_out(folder):
    rows(folder, ROW | {"style": "negative", "gold": []}, ROW | {"id": "x-2", "ambiguous": "people differ"})
    document = next(document for document in read_corpus(folder).documents if not document.whole)
    assert (document.references, document.negatives[0].text) == ((), "Reuters said")
    assert len(read_corpus(folder).documents) == 2


def test_a_doubted_reference_of_an_article_is_ambiguous(folder):
    doubted = ARTICLE["citations"][0] | {"ambiguous": "people differ"}
    write(folder / "articles" / "bridge.gold.json", ARTICLE | {"citations": [doubted]})
    document = next(document for document in read_corpus(folder).documents if document.whole)
    assert (document.references, document.ambiguous[0].span) == ((), span(FIRST))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"span": [0, 5]}, "references.jsonl, row 2: row: Value error, context[span] is not text", id="span"),
        pytest.param({"gold": None}, "references.jsonl, row 2: gold: ", id="no-labels"),
        pytest.param({"gold": [{}]}, "references.jsonl, row 2: gold.0.source: ", id="no-source"),
        pytest.param({"article_date": "May"}, "references.jsonl, row 2: article_date: 'May' is no date", id="no-date"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_read(folder, change, expected):
    rows(folder, ROW, ROW | {"id": "x-2"} | change)
    corpus = read_corpus(folder)
    assert len(corpus.problems) == 1
    assert corpus.problems[0].startswith(expected)
    assert {document.name for document in corpus.documents} == {"bridge.txt", "x-1"}


def test_a_line_that_is_no_json_is_named(folder):
    path = folder / "references.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{\n" + "[" * 100_000 + "\n", encoding="utf-8")
    problems = read_corpus(folder).problems
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["references.jsonl, row 2", "no JSON"],
        ["references.jsonl, row 3", "no JSON"],
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"citations": None}, "bridge.gold.json: citations: ", id="no-labels"),
        pytest.param(
            {"file": "../bridge.txt"}, "bridge.gold.json: row: Value error, file is not the name", id="file-elsewhere"
        ),
        pytest.param({"file": "gone.txt"}, "bridge.gold.json: file: gone.txt does not lie beside it", id="file-gone"),
        pytest.param({"article_date": "2012-13"}, "bridge.gold.json: article_date: ", id="no-date"),
    ],
)
def test_a_bad_article_is_named_and_the_rest_is_read(folder, change, expected):
    write(folder / "articles" / "bridge.gold.json", ARTICLE | change)
    corpus = read_corpus(folder)
    assert len(corpus.problems) == 1
    assert corpus.problems[0].startswith(expected)
    assert [document.name for document in corpus.documents] == ["x-1"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"start": 12}, "bridge.gold.json, citations 0: text: the file has something else at 12", id="text"),
        pytest.param({"end": 9999}, "bridge.gold.json, citations 0: end: 9999 lies behind the end", id="end"),
    ],
)
def test_a_label_that_does_not_stand_in_the_text_is_named_and_the_rest_is_read(folder, change, expected):
    write(folder / "articles" / "bridge.gold.json", ARTICLE | {"citations": [ARTICLE["citations"][0] | change]})
    corpus = read_corpus(folder)
    assert corpus.problems[0].startswith(expected)
    assert len(corpus.documents) == 2


def test_two_documents_of_one_name_are_not_scored_as_one(folder):
    rows(folder, ROW, ROW)
    corpus = read_corpus(folder)
    assert corpus.problems == ("x-1: named twice; the second is left out",)
    assert len(corpus.documents) == 2


def test_the_digest_is_of_all_that_takes_part(folder):
    before = read_corpus(folder).sha256
    (folder / "README.md").write_text("about", encoding="utf-8")
    assert read_corpus(folder).sha256 == before
    (folder / "articles" / "bridge.txt").write_text(TEXT + "\n", encoding="utf-8")
    assert read_corpus(folder).sha256 != before


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(SettingsError, match=r"no \*\.jsonl and no \*\.gold\.json"):
        read_corpus(tmp_path)
    with pytest.raises(SettingsError, match="it is no folder"):
        read_corpus(tmp_path / "gone")
