"""The finer parts of a judgement in words: origins as a small graph, sources together, models, corrections that fell."""

from provenance.catalog.words import load_words
from provenance.model.assessment import Assessment, CitationSupport, OriginEdge, OriginGraph, Together
from provenance.model.audit import Corrections
from provenance.model.opinion import Opinion
from provenance.model.override import Anchor, OverrideRecord
from provenance.report.judgements import (
    confidence_words,
    correction_lines,
    opinion_lines,
    origin_lines,
    together_line,
)

WORDS = load_words()


def name(id):
    return {"c1": "Interfax (c1)", "c2": "Lenta (c2)", "c3": "Dawn (c3)"}.get(id, id)


def assessed(**more):
    return Assessment(claim="k1", grade="B", provisional=True, **more)


def supported(**more):
    return CitationSupport(citation="c1", sha256="0", level="E2", score=0.5, reason="", **more)


def test_a_ring_and_who_leans_on_whom_are_drawn():
    graph = OriginGraph(
        groups=(("c1", "c2"), ("c3",)),
        earliest=("c1", "c3"),
        edges=(
            OriginEdge(one="c1", two="c2", reason="names it as its source", strength="strong", towards="c1"),
            OriginEdge(one="c1", two="c3", reason="may be a translation", strength="weak", joined=False),
        ),
        circular=("c1", "c2"),
        unread=("c4",),
    )
    lines = origin_lines(assessed(origins=graph), name)
    assert lines[0] == "circular: Interfax (c1) → Lenta (c2) → Interfax (c1) credit each other, and none of them is the origin"
    assert lines[1] == "Lenta (c2) → Interfax (c1): names it as its source (one origin)"
    assert lines[2] == "Interfax (c1) — Dawn (c3): may be a translation (shown only, still two origins)"
    assert lines[3] == "of Interfax (c1), Lenta (c2) the earliest seen is Interfax (c1)"
    assert lines[4] == "not read, so not told apart: c4"


def test_sources_that_stand_alone_draw_no_graph():
    assert origin_lines(assessed(origins=OriginGraph(groups=(("c1",), ("c2",)))), name) == ()
    assert origin_lines(assessed(), name) == ()


def test_what_sources_show_together_is_said_with_its_level():
    together = Together(citations=("c1", "c2"), level="E4", score=0.9, reason="all of it")
    line = together_line(assessed(together=together), WORDS)
    assert line.startswith("Read together, the pages of c1, c2 show: ")
    assert WORDS.levels["E4"].short in line
    assert together_line(assessed(), WORDS) is None


def test_confidence_is_said_only_where_it_was_measured():
    assert confidence_words(supported(confidence="moderate")) == "confidence moderate"
    assert confidence_words(supported()) is None


def test_a_contradiction_of_a_model_is_marked_for_a_person():
    opinion = Opinion(model="stub", tier=3, said="contradicts", stands=False, why="a person must look", for_person=True)
    (line,) = opinion_lines(supported(opinions=(opinion,)))
    assert line == "For a person to look at: the model stub says “contradicts”: changes nothing (a person must look)"
    raised = Opinion(model="stub", tier=2, said="main", stands=True, why="a score", score=0.91, effect="E2 -> E3")
    assert opinion_lines(supported(opinions=(raised,))) == ("the model stub says “main”, score 0.91: E2 -> E3 (a score)",)


def test_corrections_that_fell_are_named():
    record = OverrideRecord(
        number=1, at="2026-01-02T00:00:00Z", by="A. Reader", layer="support", anchor=Anchor(exact="The dam\nbroke"), to="E3",
        reason="read it", rules_sha256="0", sha256="ab" * 32,
    )  # fmt: skip

    class Made:
        corrections = Corrections(records=2, in_force=1, last="ab" * 32, fallen=(record,))

    lines = correction_lines(Made)
    assert lines[0] == f"1 correction in force of 2 records; the last is {'ab' * 8}"
    assert lines[1].endswith("support by A. Reader on “The dam broke”")
    Made.corrections = None
    assert correction_lines(Made) == ()
