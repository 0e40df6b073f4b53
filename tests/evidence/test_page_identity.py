"""Is this page the cited item?"""

from datetime import UTC, datetime

import pytest

from provenance.evidence.identity import credits_outlet, fold_name, identify, match_date, match_outlet
from provenance.model.citation import Citation, CitedDate, CitedSource
from provenance.model.dates import parse_date
from provenance.model.evidence import Page
from provenance.model.outlet import DomainOn, LookupAnswer, Name, Outlet

CLAIM = "A bridge over the Tavda river collapsed near Lugovaya, killing 14 workers, governor Pyotr Sedov said."
FITTING = (
    "A bridge over the Tavda river collapsed near the town of Lugovaya on Tuesday, killing 14 workers, governor Pyotr Sedov "
    "said. Rescuers pulled 23 people from the water."
)
OTHER = (
    "The autumn book fair opened in the capital with many publishers. Visitors can meet poets and novelists during the week."
)
OUTLET = Outlet(id="sample", name="Daily Sample", names=(Name(text="Пример дня", lang="ru"),), kind="newspaper")
WEEKLY = OUTLET.model_copy(update={"weekly": True})
LOOKUP = LookupAnswer(
    name="Daily Sample",
    answer="outlet",
    outlet="sample",
    outlet_name="Daily Sample",
    rule="key",
    domains=(DomainOn(host="sample.example", on_date=True), DomainOn(host="sold.example", on_date=False)),
)


def page(**changes):
    fields = {
        "url": "http://www.sample.example/a/1",
        "archive": "paper",
        "archive_url": "https://paper.example/1",
        "captured_at": datetime(2013, 10, 25, tzinfo=UTC),
        "sha256": "0" * 64,
        "title": "Bridge falls",
        "published": parse_date("2013-10-22"),
        "published_from": "metadata",
        "language": "en",
        "kind": "article",
        "text": FITTING,
    }
    return Page(**(fields | changes))


def citation(day="2013-10-22", **changes):
    value = parse_date(day) if day else None
    date = CitedDate(text=day, value=value, precision=value.precision, readings=(value,)) if value else None
    fields = {"id": "c1", "reference": "r1", "start": 0, "end": 5, "text": "(...)", "source": CitedSource(name="Daily Sample")}
    return Citation(**(fields | {"date": date} | changes))


def judged(read, cited=None, claims=(CLAIM,), outlet=OUTLET):
    return identify(read, cited or citation(), LOOKUP, claims, outlet=outlet)


@pytest.mark.parametrize(
    ("changes", "identity"),
    [
        ({}, "high"),
        ({"published": None}, "medium"),
        ({"text": OTHER}, "medium"),
        ({"url": "http://elsewhere.example/a/1"}, "medium"),
        ({"url": "http://elsewhere.example/a/1", "site_name": "The Daily Sample"}, "high"),
        ({"url": "http://elsewhere.example/a/1", "site_name": "Пример дня"}, "high"),
        ({"url": "http://en.sample.example/a/1"}, "high"),
        ({"url": "http://sold.example/a/1"}, "medium"),
        ({"published": None, "text": OTHER}, "low"),
        ({"published": parse_date("2013-10-23")}, "high"),
        ({"published": parse_date("2013-10-24")}, "low"),
        ({"published": parse_date("2013-10")}, "medium"),
        ({"published": parse_date("2013-09")}, "low"),
        ({"kind": "front"}, "low"),
        ({"kind": "list"}, "low"),
        ({"kind": "search"}, "low"),
        ({"kind": "error"}, "low"),
        ({"kind": "soft-404"}, "low"),
        ({"kind": "empty", "text": ""}, "low"),
    ],
    ids=lambda value: (
        ",".join(f"{k}={str(v)[:20]}" for k, v in value.items()) or "all three" if isinstance(value, dict) else value
    ),
)
def test_identity_by_date_outlet_and_words(changes, identity):
    candidate = judged(page(**changes))
    assert candidate.identity == identity
    excluded = changes.get("kind", "article") != "article" or candidate.signals["date_match"] is False
    assert bool(candidate.signals["excluded"]) is excluded


@pytest.mark.parametrize(("day", "near"), [(19, True), (25, True), (18, False), (26, False)])
def test_weeklies_have_three_days(day, near):
    read = page(published=parse_date(f"2013-10-{day}"))
    assert match_date(read, [parse_date("2013-10-22").window], weekly=True) is near
    assert (judged(read, outlet=WEEKLY).identity == "high") is near
    assert judged(read).identity == "low"


def test_a_printed_address_says_which_page_is_meant():
    cited = citation(None, url="https://sample.example/a/1/")
    assert judged(page(text=OTHER), cited).identity == "high"
    assert judged(page(text=OTHER), cited).signals["url_match"] is True
    moved = page(
        text=OTHER, url="http://sample.example/b/9", redirects=("http://sample.example/a/1", "http://sample.example/b/9")
    )
    assert judged(moved, cited).identity == "high"
    assert judged(page(text=OTHER, url="http://sample.example/b/9"), cited).signals["url_match"] is False
    assert judged(page(kind="soft-404"), cited).identity == "low"


def test_a_printed_title_says_which_page_is_meant():
    cited = citation(title="“Bridge Falls.”")
    assert judged(page(text=OTHER), cited).identity == "high"
    assert judged(page(text=OTHER, title="Book fair"), cited).signals["title_match"] is False


def test_passages_are_best_first_and_stand_in_the_text():
    read = page(text=f"{OTHER} {FITTING}")
    passages = judged(read, claims=(CLAIM, "Rescuers pulled 23 people from the water.")).passages
    assert 1 <= len(passages) <= 5
    assert [read.text[passage.start : passage.end] for passage in passages] == [passage.text for passage in passages]
    assert [passage.score for passage in passages] == sorted((passage.score for passage in passages), reverse=True)


def test_without_a_claim_there_is_no_right_page():
    candidate = judged(page(), claims=())
    assert candidate.identity == "medium"
    assert candidate.passages == ()


def test_an_english_claim_fits_a_russian_page_by_names_and_numbers():
    text = "Мост через реку Тавда обрушился у города Луговая, погибли 14 рабочих, сообщил губернатор Петр Седов."
    candidate = judged(page(text=text, language="ru", title="Мост обрушился"))
    assert candidate.identity == "high"
    assert candidate.signals["cross_script"] is True
    other = judged(page(text="Книжная ярмарка открылась в столице, ее посетят 300 писателей.", language="ru", title="Ярмарка"))
    assert other.signals["content"] is False


@pytest.mark.parametrize(
    ("cited", "captured", "exact", "late"),
    [
        pytest.param("2013-10-22", 25, True, False, id="the very day"),
        pytest.param("2013-10-21", 25, False, True, id="a day after"),
        pytest.param("2013-10-23", 25, False, False, id="a day before"),
        pytest.param("2013-10-21", 21, False, False, id="captured by then: its clock runs in another zone"),
        pytest.param("2013-10", 25, True, False, id="inside the cited month"),
        pytest.param(None, 25, False, False, id="no day is cited"),
    ],
)
def test_the_very_day_and_the_day_after_are_told_apart(cited, captured, exact, late):
    signals = judged(page(captured_at=datetime(2013, 10, captured, tzinfo=UTC)), citation(cited)).signals
    assert (signals["date_exact"], signals["date_late"]) == (exact, late)


def test_the_day_after_is_nothing_to_a_weekly():
    assert judged(page(), citation("2013-10-21"), outlet=WEEKLY).signals["date_late"] is False


def test_particulars_outside_the_passage_count_half():
    near, far = page(), page(text=FITTING.replace("killing 14 workers, ", "") + f" {OTHER * 2} In 2009 it was 14.")
    signals, others = judged(near).signals, judged(far).signals
    assert signals["numbers_found"] == others["numbers_found"] == 1
    assert others["right_page"] < signals["right_page"]
    assert others["strength"] < (3 * others["right_page"] + others["names_found"] / others["names_total"] + 1) / 5


@pytest.mark.parametrize(
    ("credits", "found"),
    [
        (("Daily Sample",), "Daily Sample"),
        (("the daily sample newspaper",), "the daily sample newspaper"),
        (("sample.example",), "sample.example"),
        (("www.sample.example",), "www.sample.example"),
        (("sold.example",), None),
        (("Sample",), None),
        ((), None),
    ],
)
def test_credits_that_name_the_outlet(credits, found):
    assert credits_outlet(page(credits=credits), LOOKUP, OUTLET) == found


def test_the_outlets_host_and_its_years():
    assert match_outlet(page(), LOOKUP, OUTLET)
    assert not match_outlet(page(url="http://sold.example/a"), LOOKUP, OUTLET)
    assert not match_outlet(page(url="http://notsample.example/a"), LOOKUP, OUTLET)
    shared = LOOKUP.model_copy(update={"domains": (DomainOn(host="platform.example", path="/sample"),)})
    assert match_outlet(page(url="http://platform.example/sample/1"), shared, OUTLET)
    assert not match_outlet(page(url="http://platform.example/other/1"), shared, OUTLET)


@pytest.mark.parametrize(
    ("name", "folded"), [("The Daily “Sample”", "daily sample"), ("ИТАР-ТАСС", "итар тасс"), ("«Ёж»", "еж")]
)
def test_names_are_folded(name, folded):
    assert fold_name(name) == folded
