"""Ranking captures and headlines without loading them."""

from datetime import UTC, datetime, timedelta

import pytest

from provenance.candidates.feeds import links_of_feed
from provenance.candidates.ranking import belongs, headlines, may_be_item, nearest_first, rank_captures, rank_links
from provenance.catalog.addresses import page_key
from provenance.markup import PageLink
from provenance.matching import read_terms
from provenance.model.answer import Capture
from provenance.model.dates import parse_date

DAY = datetime(2013, 10, 22, tzinfo=UTC)
WINDOW = parse_date("2013-10-22").window
CLAIM = (read_terms("A bridge over the Tavda river collapsed near Lugovaya, killing 14 workers."),)
HOST = "http://sample.example"


def capture(path, hours=5, archive="paper"):
    url, moment = HOST + path, DAY + timedelta(hours=hours)
    return Capture(
        archive=archive,
        url=url,
        urlkey=page_key(url),
        captured_at=moment,
        archive_url=f"https://{archive}.example/{moment:%H}/{url}",
    )


def ranked(*paths, labels=None):
    pages = rank_captures([capture(path) for path in paths], CLAIM, window=WINDOW, day=DAY, labels=labels)
    return [page.captures[0].url.removeprefix(HOST) for page in pages]


def test_fitting_names_come_before_unknown_ones_and_unknown_ones_before_nothing():
    item, other, number = "/a/tavda-bridge-collapse-lugovaya", "/a/book-fair-opens-today", "/a/1.html"
    assert ranked(other, number, item) == [item, number, other]


def test_headlines_name_numbered_pages():
    labels = {page_key(HOST + "/a/2.html"): "Мост через Тавду обрушился в Луговой: 14 погибших"}
    pages = rank_captures([capture("/a/1.html"), capture("/a/2.html")], CLAIM, window=WINDOW, day=DAY, labels=labels)
    assert [page.captures[0].url for page in pages] == [HOST + "/a/2.html", HOST + "/a/1.html"]
    assert pages[0].label.startswith("Мост")
    assert pages[0].fit is not None
    assert pages[0].fit > 0.15
    assert pages[1].fit is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/world",
        "/search?q=tavda",
        "/tag/tavda/",
        "/archive/2013/10/22",
        "/a/photo.jpg",
        "/2013/10/02/tavda-bridge-collapse",
        "/2012/10/",
    ],
)
def test_what_can_not_be_the_item_is_left_out(path):
    assert ranked(path, "/a/1.html") == ["/a/1.html"]


def test_a_day_in_the_address_decides_between_equals():
    assert ranked("/b/1.html", "/2013/10/22/1.html")[0] == "/2013/10/22/1.html"
    assert ranked("/2013/10/23/1.html", "/2013/10/25/1.html") == ["/2013/10/23/1.html"]


def test_ties_are_the_same_whatever_the_order():
    paths = [f"/a/{number}.html" for number in range(9)]
    assert ranked(*paths) == ranked(*reversed(paths)) == paths


def test_captures_after_the_day_come_first():
    captures = [capture("/a/1.html", hours) for hours in (-3, 50, -1, 5)]
    assert [(c.captured_at - DAY).total_seconds() / 3600 for c in nearest_first(captures, DAY)] == [5, 50, -1, -3]
    twice = [capture("/a/1.html"), capture("/a/1.html"), capture("/a/1.html", archive="other")]
    assert [c.archive for c in nearest_first(twice, DAY)] == ["other", "paper"]


def test_headlines_that_fit_are_followed_best_first():
    links = [
        PageLink(url=f"{HOST}/1", text="Book fair opens in the capital"),
        PageLink(url=f"{HOST}/2", text="Tavda ferry to return next week"),
        PageLink(url=f"{HOST}/3", text="Bridge over Tavda collapses, 14 workers killed"),
        PageLink(url=f"{HOST}/3#comments", text="12 comments on this"),
        PageLink(url="http://elsewhere.example/3", text="Bridge over Tavda collapses, 14 workers killed"),
        PageLink(url=f"{HOST}/world", text="Bridge over Tavda collapses, 14 workers killed"),
        PageLink(url="javascript:void(0)", text="Bridge over Tavda collapses, 14 workers killed"),
        PageLink(url=f"{HOST}/4", text="Bridge"),
    ]
    found = rank_links(links, CLAIM, hosts=["www.sample.example"], window=WINDOW, floor=0.1)
    assert [link.url for link in found] == [f"{HOST}/3", f"{HOST}/2"]
    assert set(headlines(links, hosts=["sample.example"])) == {page_key(f"{HOST}/{number}") for number in (1, 2, 3)}


@pytest.mark.parametrize(
    ("host", "mine"), [("sample.example", True), ("en.sample.example", True), ("notsample.example", False), ("example", False)]
)
def test_hosts_and_their_subdomains(host, mine):
    assert belongs(host, ["www.Sample.example"]) is mine


def test_only_web_addresses_may_be_items():
    assert not may_be_item("mailto:desk@sample.example")
    assert may_be_item("https://sample.example/txt.asp?id=1")


@pytest.mark.parametrize(
    "item",
    [
        b"<item><title><![CDATA[Bridge falls]]></title><link>http://sample.example/1</link></item>",
        b"<item><title>Bridge falls</title><link>\nhttp://sample.example/1</link></item>",
        b"<entry><title>Bridge falls</title><link rel='alternate' href='/1'/></entry>",
    ],
    ids=["cdata", "plain", "atom"],
)
def test_feeds_are_headlines(item):
    feed = b"<?xml version='1.0'?><rss><channel><title>Sample</title>" + item + b"</channel></rss>"
    assert [(link.url, link.text) for link in links_of_feed(feed, HOST + "/rss")] == [(HOST + "/1", "Bridge falls")]


def test_what_is_no_feed_has_no_items():
    assert links_of_feed(b"<html><item><title>x</title><link>http://sample.example/1</link></item>", HOST) == []
    assert links_of_feed(b"<rss>" + b"<item>" * 50_000, HOST) == []


def test_a_list_is_ranked_the_same_with_and_without_former_fits():
    captures = [capture(f"/news/bridge-falls-in-place-{number}.html") for number in range(30)]
    known: dict[str, float] = {}
    first = rank_captures(captures, CLAIM, window=WINDOW, day=DAY, fits=known)
    assert len(first) == 30
    assert known
    assert rank_captures(captures, CLAIM, window=WINDOW, day=DAY, fits=known) == first
    assert rank_captures(captures, CLAIM, window=WINDOW, day=DAY) == first
