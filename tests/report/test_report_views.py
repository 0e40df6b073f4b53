"""What a report shows of an audit before it is drawn: each thing once, at its place, in words."""

import pytest
from audit_factory import UNASKED, make_audit, make_reading

from provenance.model.finding import Finding
from provenance.report import render
from provenance.report.viewer import view_of


def with_assessment(index=0, sentences=None, **changes):
    audit = make_audit(*([sentences] if sentences else []))
    changed = audit.assessments[index].model_copy(update=changes)
    return audit.model_copy(update={"assessments": (*audit.assessments[:index], changed, *audit.assessments[index + 1 :])})


def test_tags_stand_with_the_citation_that_they_are_about():
    view = view_of(with_assessment(1, tags=("state-run:c2", "aggregator:c3", "fragile", "brand-new:c3", "odd:thing")))
    claim = view.claims[1]
    assert [cited.tags for cited in claim.cited] == [("state-run at the time",), ("collects from other outlets", "brand new")]
    assert claim.tags == ("grade depends on how strict the rules are", "odd:thing")


def test_a_code_that_a_remark_explains_is_not_said_twice():
    view = view_of(with_assessment(1, codes=("T08", "I4", "X99")))
    assert [finding.code for finding in view.claims[1].findings] == ["T08", "T08"]
    assert view.claims[1].codes == (("I4", "one origin for an accusation, statistic or superlative"), ("X99", "X99"))


@pytest.mark.parametrize(
    ("index", "reason", "shown"),
    [
        (0, "", None),
        (0, "all numbers and names of the claim stand in one window", None),
        (0, "one origin for a statistic", "one origin for a statistic"),
        (2, "identity of the page not high", "identity of the page not high"),
        (5, "", None),
        (6, "not archived", None),
        (10, "the date can't be right", "the date can't be right"),
    ],
)
def test_a_reason_is_shown_where_it_says_more_than_the_grade(index, reason, shown):
    assert view_of(with_assessment(index, reason=reason)).claims[index].reason == shown


def test_a_page_that_was_found_but_not_compared_says_why():
    rows = (
        ("Two men left (Courier, May 1, 2019).", "must", "NC", (("Courier, May 1, 2019", "Courier", "2019-05-01", "matched"),)),
    )
    claim = view_of(with_assessment(sentences=rows, reason="the page is in another language")).claims[0]
    assert claim.reason == "the page is in another language"
    assert "its text could not be compared with the claim" in claim.sentence


def test_a_remark_does_not_repeat_its_code():
    audit = make_audit()
    finding = Finding(code="T08", severity="info", start=0, end=1, message="T08: no year is printed", about=("c1",))
    claim = view_of(audit.model_copy(update={"findings": (finding,)})).claims[0]
    assert [(row.code, row.message) for row in claim.findings] == [("T08", "no year is printed")]


def test_remarks_are_with_the_claims_that_they_name_or_that_their_citations_cover():
    audit = make_audit()
    rows = {"k5": ("k5",), "c3": ("k2",), "nobody": (), "": ()}
    for about, claims in rows.items():
        finding = Finding(code="T17", severity="warning", start=0, end=1, message="x", about=(about,) if about else ())
        view = view_of(audit.model_copy(update={"findings": (finding,)}))
        assert tuple(claim.id for claim in view.claims if claim.findings) == claims
        assert len(view.findings) == (0 if claims else 1)


def test_a_headline_is_not_also_a_passage():
    audit = make_audit()
    made = audit.resolutions[0]
    page = made.candidates[0]
    headline = page.passages[0].model_copy(update={"text": f" {page.title.upper()} "})
    page = page.model_copy(update={"passages": (headline, *page.passages)})
    support = audit.assessments[0].support[0].model_copy(update={"passages": page.passages})
    audit = with_assessment(support=(support,)).model_copy(
        update={"resolutions": (made.model_copy(update={"candidates": (page,)}), *audit.resolutions[1:])}
    )
    assert [passage.text[:3] for passage in view_of(audit).claims[0].cited[0].pages[0].passages] == ["Two"]


def test_the_text_gives_each_remark_once_and_shared_reasons_at_the_end():
    audit = make_audit(UNASKED)
    why = "Not looked for: no archive was to be asked."
    audit = audit.model_copy(
        update={
            "resolutions": tuple(
                made.model_copy(update={"explanation": why, "outcome": "not_tried", "outcome_reason": ()})
                for made in audit.resolutions
            )
        }
    )
    finding = Finding(code="T21", severity="warning", start=0, end=1, message="an odd order", about=("k1", "k2", "k3"))
    text = " ".join(render(audit.model_copy(update={"findings": (finding,)}), "text", width=200).split())
    assert text.count("an odd order") == 1
    assert text.count("no archive was to be asked") == 1
    assert "11 citations were not looked up: no archive was to be asked" in text


def test_other_readings_of_a_date_are_named():
    reading = make_reading()
    citation = reading.citations[0]
    date = citation.date.model_copy(
        update={"readings": (citation.date.value, reading.citations[1].date.value), "year_inferred": True}
    )
    view = view_of(
        reading.model_copy(update={"citations": (citation.model_copy(update={"date": date}), *reading.citations[1:])})
    )
    assert view.citations[0].date_note == "year inferred, could also be 6 November 2019"


def test_archives_are_listed_in_the_order_of_the_run():
    audit = make_audit(UNASKED)
    moved = tuple(
        made.model_copy(
            update={"outcome_reason": tuple(a.model_copy(update={"archive": "arquivo"}) for a in made.outcome_reason)}
        )
        if number % 2
        else made
        for number, made in enumerate(audit.resolutions)
    )
    gaps = view_of(audit.model_copy(update={"resolutions": moved})).gaps
    assert [gap.archive for gap in gaps] == ["wayback", "arquivo"]
    assert all(gap.lines for gap in gaps)
