"""The plan: which questions, in which order, and why."""

import pytest

from provenance.candidates.questions import (
    capture_window,
    domains_to_ask,
    fill_pattern,
    outlet_day,
    plan_address,
    plan_questions,
    readings_of,
)
from provenance.candidates.settings import FindSettings
from provenance.model.citation import Citation, CitedDate, CitedSource
from provenance.model.dates import PartialDate, parse_date
from provenance.model.outlet import DomainOn, LookupAnswer, Outlet, Pages

SETTINGS = FindSettings()


def outlet(**changes):
    row = {"id": "sample", "name": "Daily Sample", "kind": "newspaper", "timezone": "Europe/Moscow"}
    return Outlet(**(row | changes))


def lookup(*domains):
    domains = domains or (DomainOn(host="sample.example", on_date=True),)
    return LookupAnswer(
        name="Daily Sample", answer="outlet", outlet="sample", outlet_name="Daily Sample", rule="key", domains=domains
    )


def citation(day="2013-10-22", *, readings=(), **changes):
    date = None
    if day:
        value = parse_date(day)
        date = CitedDate(text=day, value=value, precision=value.precision, readings=(value, *map(parse_date, readings)))
    fields = {"id": "c1", "reference": "r1", "start": 0, "end": 5, "text": "(...)", "source": CitedSource(name="Daily Sample")}
    return Citation(**(fields | {"date": date} | changes))


def plan(cited, answer, row=None, settings=SETTINGS):
    return plan_questions(cited, answer, (), settings, outlet=row)


def test_the_cheapest_question_comes_first():
    pages = Pages(article=("/world/%Y/%b/%d/",), day=("/archive/%Y-%m-%d",), sections=("/world/",))
    steps = plan(citation(url="http://sample.example/a/1"), lookup(), outlet(pages=pages))
    assert [(step.kind, step.listing) for step in steps] == [
        ("address", None),
        ("date-prefix", None),
        ("host", None),
        ("host", None),
        ("listing", "day"),
        ("listing", "front"),
        ("listing", "section"),
    ]
    assert [step.query.url for step in steps[1:]] == [
        "sample.example/world/2013/oct/22/",
        "sample.example",
        "sample.example",
        "sample.example/archive/2013-10-22",
        "sample.example/",
        "sample.example/world/",
    ]
    assert [step.only_if_empty for step in steps] == [False, False, False, True, False, False, False]
    assert all(step.why and step.cost >= 1 for step in steps)
    assert steps[1].query.until is None, "an item may be captured years later"
    assert steps[2].query.one_per_page
    assert steps[2].query.html_only


@pytest.mark.parametrize(
    ("zone", "since", "until"),
    [
        ("Europe/Moscow", "2013-10-21T14:00:00Z", "2013-10-25T19:59:59Z"),  # UTC+4 in 2013
        ("UTC", "2013-10-21T18:00:00Z", "2013-10-25T23:59:59Z"),
        (None, "2013-10-21T04:00:00Z", "2013-10-26T11:59:59Z"),
        ("Nowhere/At_All", "2013-10-21T04:00:00Z", "2013-10-26T11:59:59Z"),
    ],
    ids=["Moscow", "UTC", "no zone", "a zone that is none"],
)
def test_the_window_is_the_outlets_own_day(zone, since, until):
    window = parse_date("2013-10-22").window
    assert [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in capture_window(window, outlet(timezone=zone), SETTINGS)] == [
        since,
        until,
    ]


@pytest.mark.parametrize(
    ("pattern", "day", "text", "finest"),
    [
        ("/%Y/%m/%d/", "2013-10-02", "/2013/10/02/", "day"),
        ("/%Y/%-m/%-d/", "2013-01-02", "/2013/1/2/", "day"),
        ("/world/%Y/%b/%d/", "2013-10-22", "/world/2013/oct/22/", "day"),
        ("/%Y%m%d/", "2013-10", "/201310", "month"),
        ("/%Y/%m/%d/", "2013", "/2013/", "year"),
        ("/%Y/%m/%d/{slug}.html", "2013-10-22", "/2013/10/22/", "day"),
        ("/news/%Q/%d", "2013-10-22", "/news/", ""),
        ("/%d.%m.%Y/", "2013-10", "/", ""),
        ("/plain", "2013-10-22", "/plain", ""),
        ("/%Y/%m/%d/", "2013-10-21/2013-10-23", "/2013/", "year"),
    ],
)
def test_patterns_are_filled_as_far_as_the_date_is_known(pattern, day, text, finest):
    assert fill_pattern(pattern, parse_date(day)) == (text, finest)


def test_domains_of_that_day_come_first_and_others_only_alone():
    old, unknown, used = (
        DomainOn(host=f"{name}.example", on_date=state) for name, state in (("old", False), ("x", None), ("now", True))
    )
    assert [domain.host for domain in domains_to_ask(lookup(old, unknown, used), SETTINGS)] == ["now.example", "x.example"]
    steps = plan(citation(), lookup(old))
    assert steps
    assert "used in other years" in steps[0].why


@pytest.mark.parametrize(
    ("cited", "steps"),
    [
        (citation(None), 0),
        (citation("2013"), 0),
        (citation("2013", url="http://sample.example/a"), 1),
        (citation(None, url="http://sample.example/a"), 1),
        (citation("2013-10"), 3),
    ],
    ids=["no date", "a year", "a year and an address", "an address", "a month"],
)
def test_dates_too_wide_are_not_looked_through(cited, steps):
    assert len(plan(cited, lookup())) == steps


def test_both_readings_of_an_open_date_are_asked_for():
    steps = plan(citation("2013-04-05", readings=["2013-05-04"]), lookup())
    windows = {step.query.since for step in steps if step.kind == "host"}
    assert len(windows) == 2
    assert len(readings_of(citation("2013-04-05", readings=["2013-05-04", "2012-05-04"]), SETTINGS)) == SETTINGS.max_readings


def test_an_account_on_a_platform_is_asked_by_its_path():
    steps = plan(citation(), lookup(DomainOn(host="platform.example", path="/sample", on_date=None)))
    assert [(step.query.match, step.query.url) for step in steps if step.kind == "host"] == [
        ("prefix", "platform.example/sample")
    ]


def test_a_headlines_address_is_asked_for_ninety_days():
    step = plan_address("http://sample.example/1", parse_date("2013-10-22").window, outlet(), SETTINGS, headline="x" * 200)
    assert (step.query.until - step.query.since).days == 91
    assert len(step.why) < 150


def test_citations_of_one_outlet_and_day_share_a_key():
    assert outlet_day(lookup(), citation(id="c1")) == outlet_day(lookup(), citation(id="c2"))
    assert outlet_day(lookup(), citation()) != outlet_day(lookup(), citation("2013-10-23"))
    assert isinstance(citation().date.value, PartialDate)
