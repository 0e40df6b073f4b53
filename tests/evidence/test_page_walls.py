"""What stands in front of a page, and the days that a page does not bear itself."""

from datetime import UTC, date, datetime

import pytest

from provenance.evidence import read_page
from provenance.model.dates import PartialDate, Window
from provenance.model.evidence import Candidate
from provenance.pipeline.sightings import Sighting, rank_sightings

STORY = (
    "The bridge over the Tavda collapsed near Lugovaya, killing 14 workers, the governor said on the radio in the morning. "
    "Rescuers pulled 23 people from the water, and a case was opened against the builder of the bridge."
)
DAY = Window(date(2013, 10, 22), date(2013, 10, 22))
END = datetime(2013, 10, 22, 23, 59, tzinfo=UTC)


def page_of(content, *text, title="Bridge falls near Lugovaya", head="", **more):
    body = "".join(f"<p>{one}</p>" for one in text)
    return read_page(
        content(f"<html><head><title>{title}</title></head><body>{head}<h1>{title}</h1>{body}</body></html>", **more)
    )


@pytest.mark.parametrize(
    "text",
    [
        "We value your privacy. To continue, please accept cookies and confirm that you have read our privacy policy.",
        "Please enable JavaScript and cookies to continue. Checking your browser before you go on to the site, please wait.",
        "Мы используем файлы cookie. Продолжая, вы соглашаетесь с политикой конфиденциальности нашего сайта, спасибо.",
    ],
    ids=["consent", "challenge", "russian"],
)
def test_a_wall_is_no_page(content, text):
    page = page_of(content, text, title="Consent")
    assert page.kind == "empty"
    assert any("wall" in problem for problem in page.problems)


def test_a_story_with_a_notice_below_it_is_a_story(content):
    assert page_of(content, STORY + " We value your privacy.").kind == "article"


def test_a_domain_for_sale_is_gone(content):
    page = page_of(content, "The domain sample.example may be for sale. Related searches: loans, travel, insurance, dating.")
    assert page.kind == "soft-404"


def test_the_day_of_the_capture_at_the_head_of_the_site_dates_nothing(content):
    menu = "<div>October 25, 2013</div><ul><li>Politics and power</li><li>Economy and work</li><li>Society and people</li></ul>"
    assert page_of(content, STORY, head=menu).published is None


def test_a_dateline_right_above_the_title_does(content):
    assert page_of(content, STORY, head="<div>October 25, 2013</div>").published == PartialDate(2013, 10, 25)


def sighting(content, *text, signals=None, **more):
    page = page_of(content, *(text or (STORY,)), **more)
    candidate = Candidate(
        url=page.url,
        archive=page.archive,
        archive_url=page.archive_url,
        captured_at=page.captured_at,
        sha256=page.sha256,
        title=page.title,
        published=page.published,
        published_from=page.published_from,
        language=page.language,
        identity="medium",
        signals={"date_match": None, "outlet_match": True, "content": True, "excluded": "", "strength": 0.9, **(signals or {})},
    )
    return Sighting(page, candidate)


@pytest.mark.parametrize(
    ("days", "match", "exact", "identity"),
    [
        ((date(2013, 10, 22), date(2013, 10, 22)), True, True, "high"),
        ((date(2013, 10, 22), date(2013, 10, 23)), True, False, "high"),
        ((date(2013, 10, 1), date(2013, 10, 22)), None, None, "medium"),
        ((date(2013, 10, 1), date(2013, 10, 9)), False, None, "low"),
    ],
    ids=["that day", "within a day", "open", "another day"],
)
def test_a_counter_dates_a_page_without_a_day(content, days, match, exact, identity):
    candidate = sighting(content).bounded(days, [DAY], END).candidate
    assert candidate.signals["date_match"] is match
    assert candidate.signals.get("date_exact") is exact
    assert candidate.identity == identity


@pytest.mark.parametrize(
    ("captured", "timely"), [(datetime(2013, 10, 22, 20, tzinfo=UTC), True), (datetime(2013, 10, 23, 20, tzinfo=UTC), False)]
)
def test_an_undated_page_must_have_been_captured_that_day(content, captured, timely):
    assert sighting(content, captured=captured).bounded(None, [DAY], END).timely is timely


def test_a_flash_and_its_full_report_are_one_item(content):
    lead = "Transvagon is laying off 657 workers at its plant in Orekhovsk, trade union leader Gleb Zakirov said in a speech."
    flash = sighting(content, lead, "(more)", url="http://sample.example/a/1")
    full = sighting(
        content, lead, "Wages have not been paid for 28 months, and the debts grow.", url="http://sample.example/a/2"
    )
    other = sighting(content, lead.replace("657", "402").replace("Zakirov", "Sedov"), url="http://sample.example/a/3")
    assert len(rank_sightings([flash, full])) == 1
    assert len(rank_sightings([flash, full, other])) == 2
