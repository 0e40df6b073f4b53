"""The form in which a site writes days into its addresses, and addresses of editions, day lists and identifiers."""

import pytest

from provenance.candidates.patterns import learn_prefix
from provenance.candidates.questions import address_of
from provenance.candidates.ranking import may_be_item
from provenance.candidates.sequence import Counters, number_in
from provenance.catalog.addresses import date_in_list, is_day_list, is_list, is_root, page_key
from provenance.model.dates import PartialDate

DAY = PartialDate(2013, 10, 22)


@pytest.mark.parametrize(
    ("urls", "prefix"),
    [
        pytest.param(
            ["http://www.a.example/2013/10/20/x", "http://a.example:80/2013/10/23/y"], "a.example/2013/10/22/", id="slashes"
        ),
        pytest.param(
            ["http://a.example/n/2013-10-20-x", "http://a.example/n/2013-10-21-y"], "a.example/n/2013-10-22-", id="dashes"
        ),
        pytest.param(
            ["http://a.example/20131020/1.html", "http://a.example/20131019/2.html"], "a.example/20131022/", id="solid"
        ),
        pytest.param(
            ["http://a.example/world/2013/oct/20/x", "http://a.example/world/2013/oct/23/y"],
            "a.example/world/2013/oct/22/",
            id="name",
        ),
        pytest.param(
            ["http://a.example/20.10.2013/1", "http://a.example/21.10.2013/2"], "a.example/22.10.2013/", id="day first"
        ),
        pytest.param(["http://a.example/2013/10/20/x"], None, id="seen once"),
        pytest.param(["http://a.example/w/2013/10/20/x", "http://a.example/s/2013/10/20/y"], None, id="sections before it"),
        pytest.param(["http://a.example/x-1", "http://["], None, id="no days"),
    ],
)
def test_the_form_of_a_day_is_learnt(urls, prefix):
    assert learn_prefix(urls, DAY) == prefix


def test_a_month_has_no_prefix_of_a_day():
    assert learn_prefix(["http://a.example/2013/10/20/x", "http://a.example/2013/10/21/y"], PartialDate(2013, 10)) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/2013/10/22/",
        "http://a.example/?date=22.10.2013",
        "http://a.example/archive.php?y=2013&m=10&d=22",
        "http://a.example/arhiv/2013-10-22.html",
        "http://a.example/news/archive/22102013",
        "http://a.example/20131022/",
    ],
)
def test_a_list_of_a_day_is_no_item(url):
    assert date_in_list(url) == DAY
    assert not may_be_item(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/2013/10/22/bridge",
        "http://a.example/2013/10/22/4711.html",
        "http://a.example/?id=22102",
        "http://a.example/2013/10/",
        "http://a.example/99999999/",
        "http://[",
    ],
)
def test_what_has_more_than_a_day_is_no_list_of_it(url):
    assert not is_day_list(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.example/x/1?print=1",
        "http://a.example:80/x/1?version=print",
        "https://m.a.example/x/1/",
        "http://a.example/amp/x/1",
        "http://a.example/x/1/amp/",
        "http://a.example/x/1?utm_source=rss",
    ],
)
def test_an_edition_of_a_page_is_the_page(url):
    assert page_key(url) == page_key("http://a.example/x/1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/?887524", "http://a.example/?887525"),
        ("http://m.example/x", "http://a.example/x"),
        ("http://a.example/amp", "http://a.example/"),
    ],
    ids=["bare numbers", "a host called m", "a page called amp"],
)
def test_other_pages_stay_apart(one, other):
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize("url", ["http://a.example/lenta/?887524", "http://a.example/?p=10422", "http://a.example/?id=427266"])
def test_a_bare_number_is_an_item(url):
    assert may_be_item(url)
    assert not is_root(url)
    assert number_in(url) is not None


@pytest.mark.parametrize(
    "url", ["http://a.example/lenta/?page=2", "http://a.example/lenta/?2013", "http://a.example/tag/?y=2013"]
)
def test_a_page_number_or_year_makes_no_item_of_a_list(url):
    assert is_list(url)


@pytest.mark.parametrize(
    ("identifiers", "address"),
    [
        ({"doi": "10.1000/xyz<1>"}, "https://doi.org/10.1000/xyz%3C1%3E"),
        ({"arxiv": "1605.08386", "pmid": "1"}, "https://arxiv.org/abs/1605.08386"),
        ({"pmid": "123"}, "https://www.ncbi.nlm.nih.gov/pubmed/123"),
        ({"isbn": "978"}, None),
        ({}, None),
    ],
)
def test_an_identifier_has_its_registrys_address(identifiers, address):
    assert address_of(identifiers) == address


def test_a_list_of_newest_items_bounds_those_after_it():
    counters = Counters()
    counters.listing(["http://a.example/n/100", "http://a.example/n/120"], DAY.window.first)
    counters.capture("http://a.example/n/125", DAY.window.first)
    assert counters.days("http://a.example/n/123") == (DAY.window.first, DAY.window.first)
    first, last = counters.days("http://a.example/n/110")
    assert first < DAY.window.first == last
    assert counters.days("http://a.example/x") is None
