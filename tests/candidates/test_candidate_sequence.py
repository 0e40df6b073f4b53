"""Numbers in addresses and the days that they give away."""

from datetime import UTC, date, datetime

import pytest

from provenance.candidates.sequence import Counters, number_in, second_in
from provenance.model.dates import Window

DAY = date(2013, 10, 22)
WINDOWS = [Window(DAY, DAY)]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        pytest.param("http://www.wire.example/txt.asp?id=336423", ("wire.example id", 336423), id="query"),
        pytest.param("http://wire.example/doc/2325634", ("wire.example path", 2325634), id="path"),
        pytest.param("http://wire.example/politics/5251.html", ("wire.example path", 5251), id="section and file"),
        pytest.param("http://wire.example/news/bridge-falls-48211.html", ("wire.example path", 48211), id="behind a slug"),
        pytest.param("http://wire.example/n/n336423", ("wire.example path", 336423), id="a letter before it"),
        pytest.param("http://wire.example/news/bridge-falls-killing-150", None, id="a headline's own number"),
        pytest.param("http://wire.example/2013/10/22/336423.html", None, id="an address with a day"),
        pytest.param("http://wire.example/news/bridge", None, id="none"),
        pytest.param("http://[", None, id="no address"),
        pytest.param("http://wire.example/?id=" + "9" * 60, None, id="too long a number"),
    ],
)
def test_the_number_of_an_item(url, found):
    assert number_in(url) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://wire.example/newsA.php?st=1382449020", datetime(2013, 10, 22, 13, 37, tzinfo=UTC)),
        ("http://wire.example/newsA.php?id=1382449020", None),
        ("http://wire.example/newsA.php?st=12", None),
        ("http://wire.example/newsA.php?st=9999999999", None),
        ("http://wire.example/", None),
    ],
)
def test_seconds_in_an_address(url, found):
    assert second_in(url) == found


def address(number):
    return f"http://wire.example/doc/{number}"


@pytest.mark.parametrize(
    ("pages", "captures", "number", "outside"),
    [
        pytest.param({}, {}, 500, False, id="nothing known"),
        pytest.param({100: date(2013, 10, 23)}, {}, 500, True, id="after a page of the next day"),
        pytest.param({900: date(2013, 10, 21)}, {}, 500, True, id="before a page of the day before"),
        pytest.param({100: date(2013, 10, 21), 900: date(2013, 10, 23)}, {}, 500, False, id="between"),
        pytest.param({100: DAY, 900: DAY}, {}, 500, False, id="inside the day"),
        pytest.param({}, {600: date(2013, 10, 21)}, 500, True, id="a later number was captured the day before"),
        pytest.param({}, {400: date(2013, 10, 21)}, 500, False, id="an earlier number was captured the day before"),
        pytest.param({}, {600: date(2013, 11, 30)}, 500, False, id="captured long after"),
        pytest.param({100: date(2013, 10, 25), 400: date(2013, 10, 19)}, {}, 500, False, id="two counters in one form"),
    ],
)
def test_what_a_counter_shows(pages, captures, number, outside):
    counters = Counters()
    for other, day in pages.items():
        counters.page(address(other), day)
    for other, day in captures.items():
        counters.capture(address(other), day)
    assert counters.outside(address(number), WINDOWS) is outside


def test_what_is_learned_later_counts():
    counters = Counters()
    counters.capture(address(600), DAY)
    assert not counters.outside(address(500), WINDOWS)
    counters.page(address(550), date(2013, 10, 21))
    assert counters.outside(address(500), WINDOWS)


def test_counters_of_other_forms_and_hosts_say_nothing():
    counters = Counters()
    counters.page(address(100), date(2013, 10, 25))
    assert counters.outside(address(500), WINDOWS)
    assert not counters.outside("http://wire.example/txt?id=500", WINDOWS)
    assert not counters.outside("http://other.example/doc/500", WINDOWS)
    assert not counters.outside(address(500), [])
