"""What counts as found, right, false, linked and accused: each rule on a text of three sentences."""

from __future__ import annotations

import pytest
from labelled import FIRST, LAST, PERFECT, SECOND, SENTENCES, TEXT, changed, claim, document, found, item, place, span

from provenance.evaluate import Corpus, Measure, Prediction, score_corpus
from provenance.evaluate.gold import GoldNegative, GoldReference, GoldSpeaker
from provenance.evaluate.names import plain_name, prints_year, without_year
from provenance.evaluate.prediction import FoundClaim, FoundItem, FoundReference


def score(prediction, **changes):
    corpus = Corpus("small", "0" * 64, (document(**changes),), ())
    return score_corpus(corpus, {prediction.document: prediction})


def wrong(prediction, **changes):
    return [(row.kind, row.what) for row in score(prediction, **changes)[1] if not row.right]


def test_a_perfect_reader_has_full_marks():
    result, rows = score(PERFECT)
    high = {name: value for name, value in result.values.items() if name.endswith(("_f1", "_precision", "_recall"))}
    assert {name for name, value in high.items() if value is None} == {"prose_recall", "speakers_recall"}
    assert {value for value in high.values() if value is not None} == {1.0}
    assert (result.values["spans_exact"], result.values["years_right"], result.values["need_exact"]) == (1.0, 1.0, 1.0)
    assert (result.values["false_per_1000_brackets"], result.values["negatives_taken"]) == (0.0, 0.0)
    assert result.values["uncited_false_per_article"] == 0.0
    assert rows
    assert all(row.right for row in rows)


def test_a_reader_that_finds_nothing_has_none():
    result, rows = score(Prediction(document="bridge.txt", claims=()))
    assert result.values["references_recall"] == 0.0
    assert result.values["references_precision"] is None
    assert result.values["items_f1"] == 0.0
    assert result.values["uncited_recall"] == 0.0
    assert {row.kind for row in rows if not row.right} == {"reference", "link", "uncited", "need"}


def test_a_document_without_a_prediction_counts_as_read_and_found_empty():
    corpus = Corpus("small", "0" * 64, (document(), document(name="other.txt")), ())
    result, _ = score_corpus(corpus, {"bridge.txt": PERFECT})
    assert result.values["references_recall"] == 0.5


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("(Reuters, May 3; AFP, May 4).", "span", id="one-character-more"),
        pytest.param("Reuters, May 3; AFP", "span", id="more-than-half"),
        pytest.param("(Reuters", "span", id="a-part-lies-wholly-inside"),
        pytest.param("fell in May (Reuters, May", "span", id="half-of-the-shorter"),
        pytest.param("bridge fell in May (Reu", "not found", id="less-than-half"),
    ],
)
def test_half_of_the_shorter_stretch_is_found_and_only_the_same_is_exact(given, expected):
    other = found(given, ("Reuters", "2012-05-03"), ("AFP", "2012-05-04"))
    prediction = changed(references=(other, PERFECT.references[1]), claims=None)
    rows = wrong(prediction)
    assert any(kind == "reference" and what.startswith(expected) for kind, what in rows)


def test_the_whole_page_stands_for_one_reference_at_most():
    result, _ = score(changed(references=(FoundReference(start=0, end=len(TEXT)),), claims=None))
    assert result.groups["all"]["references"] == Measure(true=1, false=0, missed=1)


def test_two_found_brackets_may_share_one_labelled_stretch():
    first, second = found("(Reuters, May 3; ", ("Reuters", "2012-05-03")), found("AFP, May 4)", ("AFP", "2012-05-04"))
    result, _ = score(changed(references=(first, second, PERFECT.references[1]), claims=None))
    assert result.values["references_f1"] == 1.0
    assert result.values["items_f1"] == 1.0
    assert result.values["spans_exact"] == 0.5


def test_what_is_no_reference_is_false_and_a_taken_negative_is_said():
    result, rows = score(changed(references=(*PERFECT.references, found("(KSU)", ("KSU", None)))))
    assert result.groups["all"]["references"] == Measure(true=2, false=1, missed=0)
    assert result.values["negatives_taken"] == 1.0
    assert result.values["false_per_1000_brackets"] == pytest.approx(1000 / 3, abs=0.001)
    assert [row.text for row in rows if row.kind == "false"] == ["(KSU)"]


def test_a_negative_inside_a_reference_is_not_the_reference():
    wide = place("mayor (KSU) fled", GoldReference, style="prose", gold=(item("KSU"),))
    kept = (*document().references, wide)
    result, _ = score(changed(references=(*PERFECT.references, found("(KSU)"))), references=kept)
    assert result.groups["all"]["references"] == Measure(true=2, false=1, missed=1)


def test_an_ambiguous_stretch_is_neither_right_nor_false():
    doubted = (place("(KSU)", GoldNegative, why="people differ"),)
    result, rows = score(changed(references=(*PERFECT.references, found("(KSU)"))), negatives=(), ambiguous=doubted)
    assert result.groups["all"]["references"] == Measure(true=2, false=0, missed=0)
    assert all(row.right for row in rows)


def test_a_doubtful_bracket_is_missed_and_never_false():
    doubts = (found(FIRST, doubtful=True), PERFECT.references[1], found("(KSU)", doubtful=True))
    assert ("reference", "only doubted") in wrong(changed(references=doubts, claims=None))
    result, _ = score(changed(references=doubts, claims=None))
    assert result.groups["all"]["references"] == Measure(true=1, false=0, missed=1)


def test_a_wrong_date_costs_the_date_and_the_item_but_not_the_source():
    first = found(FIRST, ("Reuters", "2012-05-03"), ("AFP", "2011-05-04"))
    result, _ = score(changed(references=(first, PERFECT.references[1])))
    assert result.groups["all"]["sources"] == Measure(true=3, false=0, missed=0)
    assert result.groups["all"]["dates"] == Measure(true=2, false=1, missed=1)
    assert result.groups["all"]["items"] == Measure(true=2, false=1, missed=1)
    assert result.values["years_right"] == 0.5  # the third date prints its year: nothing was inferred


def test_years_are_not_judged_without_the_day_of_the_article():
    first = found(FIRST, ("Reuters", "2012-05-03"), ("AFP", "2011-05-04"))
    result, _ = score(changed(references=(first,), claims=None), published=None)
    assert result.values["years_right"] is None


def test_a_lost_name_must_be_said_to_be_lost():
    lost = (place(SECOND, GoldReference, style="parenthetical", gold=(item(None, "2012-05-06", lost=True),)),)
    said = FoundReference(start=span(SECOND)[0], end=span(SECOND)[1], items=(FoundItem(date="2012-05-06", lost=True),))
    plain = found(SECOND, (None, "2012-05-06"))
    values = [
        score(changed(references=(one,), claims=None), references=lost)[0].values["lost_sources_found"] for one in (said, plain)
    ]
    assert values == [1.0, 0.0]


def test_a_clause_links_its_sentence():
    clause = claim("The bridge fell", "should", 0)
    result, rows = score(changed(claims=(clause, *PERFECT.claims[1:])))
    assert result.values["links_f1"] == 1.0
    assert all(row.right for row in rows)


def test_a_link_to_another_sentence_is_false_once_a_sentence():
    astray = (*PERFECT.claims[:2], claim("The mayor", "should", 0), claim("fled", "should", 0, 1))
    result, rows = score(changed(claims=astray))
    assert result.groups["all"]["links"] == Measure(true=2, false=1, missed=0)
    assert [row.kind for row in rows if not row.right] == ["false link"]


def test_what_a_pointer_points_to_may_be_linked_there():
    ibid = place(SECOND, GoldReference, style="parenthetical", gold=(item(None, refers_to="AFP"),), claims=(place(LAST),))
    both = (document().references[0], ibid)
    result, rows = score(changed(claims=(*PERFECT.claims[:2], claim(LAST, "should", 0, 1))), references=both)
    assert result.groups["all"]["links"] == Measure(true=2, false=0, missed=0)
    assert not [row for row in rows if row.kind == "false link"]


def test_an_accused_sentence_is_counted_once_and_a_covered_one_never():
    bare = (claim("The bridge fell", "should"), claim("in May", "must"), *PERFECT.claims[1:])
    result, _ = score(changed(claims=bare))
    assert result.values["uncited_false_per_article"] == 1.0
    covered = tuple(s.model_copy(update={"bare": s.bare or "covered"}) for s in document().sentences)
    assert score(changed(claims=bare), sentences=covered)[0].values["uncited_false_per_article"] == 0.0


def test_need_is_judged_by_level_and_by_side():
    claims = (claim(SENTENCES[0], "must", 0), claim(SENTENCES[1], "may"), claim(LAST, "should", 1))
    result, rows = score(changed(claims=claims))
    assert (result.values["need_exact"], result.values["need_side"]) == (0.3333, 0.6667)
    assert [row.text for row in rows if row.kind == "need"] == [SENTENCES[1]]


def test_a_tool_without_claims_is_not_scored_on_them():
    result, rows = score(changed(claims=None))
    assert result.values["references_f1"] == 1.0
    assert {result.values[name] for name in ("links_f1", "uncited_recall", "need_exact", "uncited_false_per_article")} == {None}
    assert {row.kind for row in rows} == {"reference"}


def test_a_named_speaker_is_found_where_a_claim_names_it():
    start, end = span("The mayor")
    speaker = (GoldSpeaker(start=start, end=end, name="The mayor"),)
    naming = FoundClaim(start=span(LAST)[0], end=span(LAST)[1], need="should", references=(1,), speakers=((start, end),))
    assert score(PERFECT, speakers=speaker)[0].values["speakers_recall"] == 0.0
    assert score(changed(claims=(*PERFECT.claims[:2], naming)), speakers=speaker)[0].values["speakers_recall"] == 1.0


def test_rows_of_one_text_are_told_apart_by_their_number():
    twice = changed(references=(*PERFECT.references, found("(KSU)"), found("(KSU)")))
    keys = [row.key for row in score(twice)[1]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Guardian", "guardian"),
        ("«Известия»", "известия"),
        ("https://www.site.org/", "site.org"),
        ("al-Intibaha [Khartoum]", "al intibaha"),
        ("L’Essor", "L'Essor"),
        ("See Terrorism Monitor", "Terrorism Monitor"),
    ],
)
def test_names_differ_in_nothing_that_matters(one, other):
    assert plain_name(one) == plain_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Al Jazeera", "Jazeera"), ("Theatre", "atre"), ("BBC", "BBC News"), ("Viaduct", "duct")]
)
def test_names_differ_where_they_should(one, other):
    assert plain_name(one) != plain_name(other)


@pytest.mark.parametrize(
    ("text", "date", "printed"),
    [
        ("(AP, May 3)", "2012-05-03", False),
        ("(AP, May 3, 2012)", "2012-05-03", True),
        ("(AP, 5/3/12)", "2012-05-03", True),
        ("(AP, 12 May)", "2012-05-12", False),
        ("(AP, 10 Aug 10)", "2010-08-10", False),
        ("(24.kg, May 3)", "2024-05-03", False),
        ("(الجزيرة، ٣ مايو ٢٠١٢)", "2012-05-03", True),
    ],
)
def test_a_printed_year_is_seen(text, date, printed):
    assert prints_year(text, date) is printed


@pytest.mark.parametrize(("date", "tail"), [("2012-05-03", "05-03"), ("2011-12-30/2012-01-02", "12-30/01-02"), ("2012", "")])
def test_a_date_without_its_year(date, tail):
    assert without_year(date) == tail
