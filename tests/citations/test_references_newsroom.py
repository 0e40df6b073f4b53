"""Newsroom references: what is taken, what is made of it, and what is left alone."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_outlets import StandIn, read

REGISTRY = StandIn()

CITED = [
    ("(Interfax, March 3, 2012)", [("Interfax", "2012-03-03")]),
    ("(Interfax, March 3)", [("Interfax", "2014-03-03")]),
    ("(Interfax, Kommersant, March 3)", [("Interfax", "2014-03-03"), ("Kommersant", "2014-03-03")]),
    ("(Interfax, March 3; see Kommersant, April 4)", [("Interfax", "2014-03-03"), ("Kommersant", "2014-04-04")]),
    ("(Interfax, March 3, 9)", [("Interfax", "2014-03-03"), ("Interfax", "2014-03-09")]),
    ("(Interfax, March 3, 2011; April 5, 2011)", [("Interfax", "2011-03-03"), ("Interfax", "2011-04-05")]),
    ("(Interfax, March 30–April 2)", [("Interfax", "2014-03-30/2014-04-02")]),
    ("(Interfax, 3 March 2012)", [("Interfax", "2012-03-03")]),
    ("(Interfax, 3/25/12)", [("Interfax", "2012-03-25")]),
    ("(March 3: Interfax)", [("Interfax", "2014-03-03")]),
    ("(Interfax, May 2012)", [("Interfax", "2012-05")]),
    ("(42.kg, March 3; harbour-times.ru, March 4)", [("42.kg", "2014-03-03"), ("harbour-times.ru", "2014-03-04")]),
    ("(www.ports.example, March 3)", [("www.ports.example", "2014-03-03")]),
    ("(The Quay Gazette, March 3)", [("The Quay Gazette", "2014-03-03")]),
    ("(al-Minaa [Aden], March 3)", [("al-Minaa [Aden]", "2014-03-03")]),
    ("(Kommersant [in Russian], March 3)", [("Kommersant", "2014-03-03")]),
    ("(“Ships Held Again,” Interfax, March 3)", [("Interfax", "2014-03-03")]),
    ("(see “Harbour Newsline,” 3 March 2014)", [("Harbour Newsline", "2014-03-03")]),
    ("(Kommersant, no. 12, March 3, p. 4)", [("Kommersant", "2014-03-03")]),
    ("(Author’s interview, Batumi, March 3)", [("Author’s interview, Batumi", "2014-03-03")]),
    ("(@harbour_master, Telegram, March 3)", [("@harbour_master, Telegram", "2014-03-03")]),
    ("(Facebook page of the Pilots, March 3)", [("Facebook page of the Pilots", "2014-03-03")]),
    ("(Interfax via Reuters, March 3)", [("Interfax", "2014-03-03"), ("Reuters", "2014-03-03")]),
    ("(Interfax/Reuters, March 3)", [("Interfax", "2014-03-03"), ("Reuters", "2014-03-03")]),
    ("(Batumi, Interfax, March 3)", [("Interfax", "2014-03-03")]),
    ("(ports.example/log/7, accessed March 3, 2014)", [("ports.example", None)]),
    ("[Interfax, March 3]", [("Interfax", "2014-03-03")]),
    ("(, March 3)", [(None, "2014-03-03")]),
    ("(Интерфакс, 3 марта 2012)", [("Интерфакс", "2012-03-03")]),
]


@pytest.mark.parametrize(("text", "cited"), CITED, ids=[text for text, _ in CITED])
def test_a_bracket_that_cites(text, cited):
    found = read(f"The harbour was closed for a week {text}. It is open now.", REGISTRY)
    assert [reference.text for reference in found.references] == [text]
    assert [(c.source.name, str(c.date.value) if c.date else None) for c in found.citations] == cited
    assert found.references[0].citations == tuple(citation.id for citation in found.citations)


LEFT = [
    "(HPA)",
    "(aged 34)",
    "(March 3)",
    "(March 3–9)",
    "(2001–2010)",
    "(Georgia, Armenia, May 2010)",
    "(Harbour Party, 2002)",
    "(Tbilisi, March 3)",
    "(Pier 4, March 3)",
    "(six miles)",
    "(in Russian)",
    "(see map)",
    "(see Table 2)",
    "(Photo by A. Pilot via Reuters)",
    "(then the Reuters bureau chief)",
    "[sic]",
    "[the harbour master]",
    "(formerly the Quay Board)",
    "(104–0)",
    "(born March 3, 1970)",
    "(and a flask)",
    "(Interfax, Reuters, Kommersant)",
]


@pytest.mark.parametrize("text", LEFT)
def test_a_bracket_that_cites_nothing(text):
    assert read(f"The harbour {text} was closed for a week.", REGISTRY).references == ()


def test_names_alone_cite_only_in_the_last_place():
    assert [r.text for r in read("The harbour is closed. (Interfax) (Reuters)", REGISTRY).references] == [
        "(Interfax)",
        "(Reuters)",
    ]
    assert [r.text for r in read("The port is shut. (Reuters via Quay Live)", REGISTRY).references] == [
        "(Reuters via Quay Live)"
    ]
    assert read("The agency (Interfax) closed the harbour.", REGISTRY).references == ()
    assert read("They work at the Inter Free Axis (IFA).", REGISTRY).references == ()


def test_brackets_side_by_side_stand_after_the_same_stop():
    text = "The harbour is closed. (Interfax) (Harbour Times) (Quay TV, May 3) It was full. The (Quay) gate fell."
    found = read(text, REGISTRY)
    assert [r.text for r in found.references] == ["(Interfax)", "(Harbour Times)", "(Quay TV, May 3)"]
    assert found.doubtful == ()


def test_a_known_name_inside_a_sentence_without_a_date_is_doubtful():
    (doubt,) = read("The agency (Interfax) closed the harbour.", REGISTRY).doubtful
    assert doubt.text == "(Interfax)"
    assert 0 < doubt.confidence < 0.7
    assert doubt.why


def test_fields_of_a_citation():
    text = "It burned (see “Ships Held Again,” Kommersant, no. 12, March 3, p. 4)."
    (citation,) = read(text, REGISTRY).citations
    assert citation.signal == "see"
    assert citation.title == "Ships Held Again"
    assert (citation.issue, citation.pages) == ("no. 12", "p. 4")
    assert citation.source.kind == "outlet"
    assert text[citation.source.start : citation.source.end] == "Kommersant"
    assert text[citation.date.start : citation.date.end] == "March 3"
    assert citation.date.year_inferred
    assert citation.date.reason.startswith("T08")
    assert citation.why


def test_a_carrier_is_a_citation_of_its_own():
    first, second = read("It burned (Interfax via Reuters, March 3).", REGISTRY).citations
    assert first.via == second.id
    assert (first.role, second.role, second.signal) == ("cited", "carrier", "via")


def test_a_lost_name_and_an_impossible_date_are_findings():
    found = read("It burned (, March 3). It sank (Interfax, February 30).", REGISTRY)
    assert found.citations[0].source.lost
    assert found.citations[1].date is None
    assert {finding.code for finding in found.findings} >= {"source-lost", "T01"}


def test_without_an_article_date_no_year_is_made_up():
    found = read("It burned (Interfax, March 3).", REGISTRY, published=None)
    assert found.citations[0].date is None
    assert [finding.code for finding in found.findings] == ["T08"]


def test_ibid_points_back():
    found = read("It burned (Interfax, March 3). It sank (ibid.).", REGISTRY)
    assert found.citations[1].refers_to == found.citations[0].id
    assert found.citations[1].source.name is None


PIECES = [
    "(",
    ")",
    "[",
    "]",
    "(Interfax, March 3)",
    "Reuters reported on Tuesday",
    "; ",
    ", ",
    "“",
    "”",
    "<ref>",
    "</ref>",
    "[^1]",
    "[^1]: See Reuters.",
    "\n",
    "\n\n",
    "http://a.example/2014/03/03/x",
    "doi:10.1/x",
    "— ",
    "1. ",
    "{{cite web|url=http://a.example|title=T}}",
    "Smith (2009) argues",
    "|",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25))
def test_any_text_gives_spans_inside_it_and_the_same_answer_twice(pieces):
    text = "".join(pieces)
    found = read(text, REGISTRY)
    assert found == read(text, REGISTRY)
    end = 0
    for reference in found.references:
        assert end <= reference.start < reference.end <= len(text)
        assert text[reference.start : reference.end] == reference.text
        assert reference.citations
        end = reference.end
    ids = [citation.id for citation in found.citations]
    assert ids == [id for reference in found.references for id in reference.citations]
    for citation in found.citations:
        assert text[citation.start : citation.end] == citation.text
        if citation.source.start is not None:
            assert text[citation.source.start : citation.source.end] == citation.source.name
        assert citation.refers_to is None or citation.refers_to in ids


@pytest.mark.parametrize(
    "text", ["(" * 10_000, "(" * 5_000 + ")" * 5_000, "(a [b " * 5_000, "<ref>" * 5_000, "“" * 10_000], ids=lambda t: t[:6]
)
def test_hostile_brackets_end(text):
    assert read(text, REGISTRY).references == ()


@pytest.mark.skipif("PROVENANCE_SHARED" not in os.environ, reason="PROVENANCE_SHARED names no folder with the seed article")
def test_the_seed_article():
    seed = Path(os.environ["PROVENANCE_SHARED"]) / "corpus" / "seed"
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    found = read((seed / "article.txt").read_text(encoding="utf-8"), REGISTRY, published=gold["article_date"])
    want = {(c["start"], c["end"]): c for c in gold["citations"]}
    assert {(r.start, r.end) for r in found.references} == set(want)
    for reference in found.references:
        got = [(c.source.name, str(c.date.value) if c.date else None) for c in found.citations if c.reference == reference.id]
        assert got == [(g["source"], d) for g in want[reference.start, reference.end]["gold"] for d in (g["dates"] or [None])]
