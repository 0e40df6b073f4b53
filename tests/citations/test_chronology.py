"""The codes of rules.md, section 3, that need no archive: what is noted, how loudly, and what is left alone."""

import pytest
from claim_builder import Cited, article, mark, read
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.citations.claims import find_claims
from provenance.model.dates import PartialDate
from provenance.model.finding import Finding

TIMES = ("T01", "T02", "T03", "T04", "T04b", "T06", "T07", "T08", "T09", "T10", "T11", "T17", "T18", "T19", "T20", "T21", "T22")


def cite(day: str, *, name: str = "Interfax", inferred: bool = False) -> Cited:
    return Cited("(Interfax)", (name, day), inferred=inferred)


def times(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in findings if finding.code in TIMES]


CASES: dict[str, tuple[str, str, str, list[tuple[str, str]]]] = {
    # name: text, citation's day, article's day, findings
    "nothing to say": ("The dam broke on June 3, 2014 (Interfax).", "2014-06-04", "2014-06-10", []),
    "T02 long after": ("The dam broke (Interfax).", "2014-07-04", "2014-06-10", [("T02", "error")]),
    "T02 next day": ("The dam broke (Interfax).", "2014-06-11", "2014-06-10", [("T02", "warning")]),
    "T02 within zones": ("The dam broke (Interfax).", "2014-06-12", "2014-06-10", [("T02", "warning")]),
    "T02 beyond zones": ("The dam broke (Interfax).", "2014-06-13", "2014-06-10", [("T02", "error")]),
    "T02 month that holds the day": ("The dam broke (Interfax).", "2014-06", "2014-06-10", []),
    "T02 article of a month": ("The dam broke (Interfax).", "2014-06-30", "2014-06", []),
    "T03 before the event": ("The dam broke on June 20, 2014 (Interfax).", "2014-06-04", "2014-07-10", [("T03", "error")]),
    "T03 within zones": ("The dam broke on June 5, 2014 (Interfax).", "2014-06-04", "2014-06-10", [("T03", "info")]),
    "T03 event without a year": ("The dam broke on June 20 (Interfax).", "2014-06-04", "2014-07-10", [("T03", "warning")]),
    "T03 inside the clause": (
        "On June 20, 2014 the dam, built by Orok (Interfax), broke.", "2010-06-04", "2014-07-10", [("T03", "warning")]
    ),
    "T02 the year to come": ("The dam broke (Interfax).", "2015", "2014-06-10", [("T02", "warning")]),
    "T02 years to come": ("The dam broke (Interfax).", "2016", "2014-06-10", [("T02", "error")]),
    "T05 a plan": ("The dam will be opened on June 20, 2014 (Interfax).", "2014-06-04", "2014-06-10", []),
    "T05 announced": ("The office announced that it opens on June 20, 2014 (Interfax).", "2014-06-04", "2014-06-10", []),
    "T04b within the month": ("The dam broke in June 2014 (Interfax).", "2014-06-04", "2014-06-10", [("T04b", "info")]),
    "T04 within the year": ("The dam broke in 2014 (Interfax).", "2014-06-04", "2014-06-10", [("T04", "info")]),
    "T06 a month later": ("The dam broke on May 1, 2014 (Interfax).", "2014-06-04", "2014-06-10", [("T06", "info")]),
    "T06 half a year later": ("The dam broke on May 1, 2013 (Interfax).", "2013-12-04", "2014-01-10", [("T06", "info")]),
    "T06 a year later": ("The dam broke on May 1, 2013 (Interfax).", "2014-06-04", "2014-06-10", [("T06", "warning")]),
    "T07 recent and old": ("The dam broke recently (Interfax).", "2014-01-04", "2014-06-10", [("T07", "info")]),
    "T07 now and very old": ("The dam is now dry (Interfax).", "2013-01-04", "2014-06-10", [("T07", "warning")]),
    "T07 now and fresh": ("The dam is now dry (Interfax).", "2014-06-04", "2014-06-10", []),
    "T01 in the text": ("The dam broke on February 30, 2014 (Interfax).", "2014-06-04", "2014-06-10", [("T01", "error")]),
    "T01 an hour": ("The dam broke at 27:10 GMT (Interfax).", "2014-06-04", "2014-06-10", [("T01", "error")]),
    "a score is no hour": ("The dam won 45:30 (Interfax).", "2014-06-04", "2014-06-10", []),
    "T10 in the text": ("The dam broke on Tuesday, June 4, 2014 (Interfax).", "2014-06-04", "2014-06-10", [("T10", "warning")]),
    "T11 malformed": ("In June 4, the dam broke (Interfax).", "2014-06-04", "2014-06-10", [("T11", "info")]),
    "in May 14 men is a count": ("In May 14 men left the dam (Interfax).", "2014-06-04", "2014-06-10", []),
    "T20 another calendar": ("The dam broke on 12 Mordad 1393 (Interfax).", "2014-08-04", "2014-08-10", [("T20", "info")]),
    "T20 old style": ("The dam broke on June 4 (Old Style) in a storm.", "2014-08-04", "2014-08-10", [("T20", "info")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "day", "published", "expected"), CASES.values(), ids=CASES.keys())
def test_code(text: str, day: str, published: str, expected: list[tuple[str, str]]) -> None:
    _, findings = read(text, *([cite(day)] if "(Interfax)" in text else []), published=published)
    assert times(findings) == expected


def test_an_article_without_a_date_accuses_nobody() -> None:
    _, findings = read("The dam broke (Interfax).", cite("2099-06-04"), published=None)
    assert times(findings) == []


def test_one_citation_of_several_before_the_event_is_no_error() -> None:
    both = Cited("(Interfax; Post)", ("Interfax", "2014-06-04"), ("Post", "2014-06-21"))
    _, findings = read("The dam broke on June 20, 2014 (Interfax; Post).", both, published="2014-07-10")
    assert times(findings) == [("T03", "warning")]


def test_a_carried_citation_is_not_held_against_the_event() -> None:
    text = "The dam was weak (Interfax). It broke on June 20, 2014."
    _, findings = read(text, cite("2014-06-04"), published="2014-07-10")
    assert times(findings) == []


def test_years_inferred_are_said_to_be() -> None:
    _, findings = read("The dam broke (Interfax).", cite("2014-06-04", inferred=True), published="2014-06-10")
    assert times(findings) == [("T08", "info")]


def test_what_the_references_noted_is_not_noted_twice() -> None:
    text = "The dam broke (Interfax)."
    found = mark(text, [cite("2014-06-04", inferred=True)])
    noted = Finding(code="T08", severity="info", start=0, end=1, message="noted", about=("c1",))
    _, findings = find_claims(article(text, "2014-06-10"), found.model_copy(update={"findings": (noted,)}))
    assert times(findings) == []


def test_t17_the_same_thing_on_two_days() -> None:
    text = "The film “The Long Rain” was released on June 4, 2014. It was shown. “The Long Rain” was released on July 9, 2014."
    _, findings = read(text, published="2014-08-10")
    assert times(findings) == [("T17", "warning")]


def test_t18_and_t19_on_a_dateline() -> None:
    text = "June 10, 2014 05:38 PM Age: 7 hrs\n\nThe dam broke."
    _, findings = read(text, published="2014-06-10", dateline=(0, 33), age_hours=7.0, published_time="17:38")
    assert times(findings) == [("T18", "info"), ("T19", "info")]
    assert "2014-06-11 00:38" in findings[0].message


def test_a_zone_that_is_known_is_not_asked_for() -> None:
    _, findings = read("The dam broke.", published="2014-06-10", published_time="17:38", published_zone="GMT")
    assert times(findings) == []


def test_t21_a_carrier_older_than_what_it_carries() -> None:
    cited = Cited("(Interfax via Post)", ("Interfax", "2014-06-04"), ("Post", "2014-06-01"))
    found = mark("The dam broke (Interfax via Post).", [cited])
    citations = (found.citations[0].model_copy(update={"via": "c2"}), found.citations[1])
    _, findings = find_claims(
        article("The dam broke (Interfax via Post).", "2014-06-10"), found.model_copy(update={"citations": citations})
    )
    assert [(finding.code, finding.severity, finding.about) for finding in findings] == [("T21", "info", ("c1", "c2"))]


@pytest.mark.parametrize(("today", "expected"), [("2014-06-01", [("T22", "warning")]), ("2014-06-09", []), ("2015-01-01", [])])
def test_t22_an_article_from_the_future(today: str, expected: list[tuple[str, str]]) -> None:
    document = article("The dam broke.", "2014-06-10")
    _, findings = find_claims(document, mark(document.text, []), as_of=PartialDate.parse(today))
    assert times(findings) == expected


@settings(max_examples=120, deadline=None)
@given(
    st.dates(min_value=PartialDate(2000, 1, 1).window.first, max_value=PartialDate(2030, 1, 1).window.first), st.integers(-3, 3)
)
def test_days_that_zones_can_explain_are_never_errors(day: object, shift: int) -> None:
    first = PartialDate.parse(str(day))
    near = PartialDate.of(first.window.widened(abs(shift)).first if shift < 0 else first.window.widened(shift).last)
    text = f"The dam broke on {near.window.first:%B} {near.day}, {near.year} (Interfax)."
    _, findings = read(text, cite(str(first)), published=str(first))
    errors = [finding.code for finding in findings if finding.severity == "error"]
    assert errors == (["T03"] if shift > 2 else [])
