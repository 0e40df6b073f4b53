"""Origins as a graph, sources of tags, several citations together, and notices of correction."""

from datetime import UTC, datetime

import pytest

from provenance.assessment.timing import find_notice
from provenance.catalog.rules import load_rules
from provenance.model.dates import PartialDate
from provenance.model.outlet import Control

ENGLISH = "Mayor Karim Sadykov said that 1,412 houses and 37 bridges in Karagan were lost, and that it will cost 85 million."
RUSSIAN = "Мэр Карим Садыков сказал, что в Карагане потеряны 1412 домов и 37 мостов, и это будет стоить 85 млн."


def edges(assessment):
    return [(edge.one, edge.two, edge.strength, edge.joined, edge.towards) for edge in assessment.origins.edges]


def test_a_translation_is_shown_and_not_joined(case):
    text = "Some 1,412 houses and 37 bridges were lost in Karagan, said Karim Sadykov"
    graded = case(text=text).cite(ENGLISH).cite(RUSSIAN, language="ru").grade()
    assert edges(graded) == [("c1", "c2", "weak", False, None)]
    assert graded.origins.groups == (("c1",), ("c2",))
    assert graded.independent_origins == (2, 2)
    assert any("still count as two" in step for step in graded.trace)


@pytest.mark.parametrize(
    ("second", "fields"),
    [
        (RUSSIAN.replace("37", "38"), {}),
        (RUSSIAN, {"published": PartialDate(2013, 10, 26)}),
        (RUSSIAN.replace("Карим Садыков", "глава города").replace("Карагане", "долине"), {}),
        (ENGLISH.replace("1,412 houses", "houses, 1,412 of them"), {}),
    ],
    ids=["other numbers", "days apart", "other names", "the same language"],
)
def test_what_is_no_translation(case, second, fields):
    text = "Some 1,412 houses and 37 bridges were lost in Karagan, said Karim Sadykov"
    graded = case(text=text).cite(ENGLISH).cite(second, **fields).grade()
    assert [edge for edge in edges(graded) if edge[2] == "weak"] == []


def test_sources_that_credit_each_other_are_a_ring_of_one_origin(case, pages):
    built = case().cite(pages["main"], name="Wire", credits=("Courier",)).cite(pages["full"], name="Herald", credits=("Wire",))
    built.cite(pages["part"], name="Courier", credits=("Herald",))
    graded = built.grade()
    assert {edge[4] for edge in edges(graded) if edge[4]} == {"c1", "c2", "c3"}
    assert graded.origins.circular == ("c1", "c2", "c3")
    assert graded.origins.groups == (("c1", "c2", "c3"),)
    assert graded.independent_origins == (1, 1)
    assert "c1, c2, c3 credit each other in a ring" in graded.trace


def test_a_credit_one_way_is_no_ring(case, pages):
    graded = case().cite(pages["main"], name="Wire").cite(pages["full"], name="Herald", credits=("Wire",)).grade()
    assert [edge[4] for edge in edges(graded)] == ["c1"]
    assert graded.origins.circular == ()


@pytest.mark.parametrize(("day", "earliest"), [(20, "c2"), (22, None)], ids=["a day that is surely before", "the same day"])
def test_the_earliest_seen_is_named_where_days_tell(case, pages, day, earliest):
    built = case().cite(pages["main"], outlet="one").cite(pages["full"], outlet="one", published=PartialDate(2013, 10, day))
    assert built.row("one").grade().origins.earliest == (earliest,)


def test_what_was_not_read_is_named(case, pages):
    graded = case().cite(pages["main"]).cite(outcome="unreachable").grade()
    assert graded.origins.unread == ("c2",)
    assert case().cite(pages["main"]).grade().origins is None


def test_tags_of_control_carry_years_and_source(case, pages):
    control = (
        Control(value="private", until=2009, source="old register"),
        Control(value="state", since=2010, until=2020, source="register", date=2016),
    )
    (row,) = case().row("organ", control=control).cite(pages["main"], outlet="organ").grade().tag_sources
    assert (row.tag, row.citation, row.outlet, row.since, row.until, row.source, row.date) == (
        "state-run", "c1", "organ", 2010, 2020, "register", 2016
    )  # fmt: skip


TWO_PARTS = "Three bridges in the Karagan valley collapsed, and 31% of the villagers fled"
FIRST = "Three bridges in the Karagan valley have collapsed. The mayor was on holiday, and nobody said when the road opens."
SECOND = "Some 31 percent of the villagers have fled. Tents were sent by the army, and schools will be closed until the spring."


def test_citations_are_judged_apart_and_together(case):
    graded = case(text=TWO_PARTS).cite(FIRST).cite(SECOND).grade()
    assert [support.level for support in graded.support] == ["E2", "E2"]
    assert graded.together.citations == ("c1", "c2")
    assert graded.together.level == "E4"
    assert graded.grade == "C"


def test_one_page_is_not_together_with_itself(case, pages):
    assert case().cite(pages["full"]).cite(pages["full"], url="http://c1.example/0").grade().together is not None
    assert case().cite(pages["full"]).cite(outcome="unreachable").grade().together is None
    assert case().cite(pages["full"]).cite(pages["none"]).grade().together is None


NOTICES = [
    ("Correction: an earlier version gave the wrong day.", True),
    ("Correction, March 3. The bridge is in Karagan.", True),
    ("An earlier version of this article misstated the number.", True),
    ("This study has been retracted by its authors.", True),
    ("Исправление: в новости была названа другая дата.", True),
    ("В предыдущей версии текста было сказано иначе.", True),
    ("The correction of the river bed cost 40 million.", False),
    ("Correction officers walked out on Monday.", False),
    ("Update your browser to read this page.", False),
    ("The minister retracted his words.", False),
]


@pytest.mark.parametrize(("sentence", "noted"), NOTICES, ids=[row[0] for row in NOTICES])
def test_a_notice_of_correction_is_a_remark_and_no_grade(case, pages, sentence, noted):
    built = case().cite((pages["full"], f"{pages['full']}\n{sentence}"), url="http://c1.example/a")
    judged = built.judge()
    assert ("T23" in {finding.code for finding in judged.findings}) is noted
    assert judged.assessments[0].grade == "A"
    assert ("T23" in judged.assessments[0].codes) is noted


def test_a_notice_on_another_page_is_not_on_this_one(case, pages):
    built = case().cite(f"{pages['full']}\nCorrection: the day was wrong.")
    page = built.resolved[0].pages[0]
    later = page.model_copy(update={"captured_at": datetime(2014, 3, 1, tzinfo=UTC), "sha256": "later"})
    other = page.model_copy(update={"url": "http://c1.example/other", "text": pages["full"]})
    rules = load_rules().time
    assert find_notice([later, page], rules)[0] == page
    assert find_notice([other, page], rules) is None
