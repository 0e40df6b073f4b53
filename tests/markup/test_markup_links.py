"""links_of and original_url: front pages as archives keep them. All pages are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.markup import links_of, original_url
from provenance.markup.links import LINK_LIMIT

BASE = "http://kelvar.example/news/"


def urls(source, base=BASE):
    return [(link.url, link.text) for link in links_of(source, base)]


@pytest.mark.parametrize(
    ("url", "original"),
    [
        ("https://web.archive.org/web/20141216053800/http://kelvar.example/a", "http://kelvar.example/a"),
        ("https://web.archive.org/web/20141216053800id_/http://kelvar.example/a", "http://kelvar.example/a"),
        ("/web/20141216053800im_/https://kelvar.example/", "https://kelvar.example/"),
        ("http://web.archive.org/web/2014/http:/kelvar.example/a", "http://kelvar.example/a"),
        ("https://arquivo.example/wayback/20141216053800/http://kelvar.example/a", "http://kelvar.example/a"),
        ("https://arquivo.example/noFrame/replay/20141216053800/http://kelvar.example/a", "http://kelvar.example/a"),
        ("//web.archive.org/web/20141216053800/www.kelvar.example/a", "http://www.kelvar.example/a"),
        ("http://a.example/web/20150101000000/http://b.example/web/20140101000000/http://c.example/", "http://c.example/"),
        ("http://kelvar.example/2014/12/16/title", "http://kelvar.example/2014/12/16/title"),
        ("http://kelvar.example/20141216/title", "http://kelvar.example/20141216/title"),
    ],
)
def test_archive_prefixes_are_taken_off(url, original):
    assert original_url(url) == original


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('<a href="1.html">One</a>', [("http://kelvar.example/news/1.html", "One")], id="relative"),
        pytest.param("<a href=/1>One\n <b>bold</b></a>", [("http://kelvar.example/1", "One bold")], id="unquoted, inner tags"),
        pytest.param('<a href="#top">x</a><a href="javascript:y()">y</a><a href="mailto:a@b">z</a>', [], id="not pages"),
        pytest.param('<a href="1#c">One</a>', [("http://kelvar.example/news/1", "One")], id="fragment off"),
        pytest.param(
            '<a href="http://[">bad</a><a href=2>Two</a>', [("http://kelvar.example/news/2", "Two")], id="bad address"
        ),
        pytest.param('<a href=3><img alt="Three"></a>', [("http://kelvar.example/news/3", "Three")], id="picture"),
        pytest.param('<base href="http://other.example/x/"><a href=4>F</a>', [("http://other.example/x/4", "F")], id="base"),
        pytest.param(
            '<?xml version="1.0" encoding="koi8-r"?><a href=5>V</a>', [("http://kelvar.example/news/5", "V")], id="xml head"
        ),
        pytest.param(
            "<table><tr><td><a href=6>Six<td><a href=7>Seven",
            [("http://kelvar.example/news/6", "Six"), ("http://kelvar.example/news/7", "Seven")],
            id="unclosed",
        ),
        pytest.param("", [], id="empty"),
    ],
)
def test_links(source, expected):
    assert urls(source) == expected


def test_old_pages_in_old_encodings_seen_through_an_archive():
    source = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body>'
        '<h2>Новости порта</h2><font><a href="/web/20031010000000/http://kelvar.example/a.html">Паром стоит</a>'
        '<h3><a href="b.html">Мост закрыт</a></h3></body>'
    ).encode("cp1251")
    links = links_of(source, "https://web.archive.org/web/20031010000000/http://kelvar.example/")
    assert [(link.url, link.text, link.section) for link in links] == [
        ("http://kelvar.example/a.html", "Паром стоит", "Новости порта"),
        ("http://kelvar.example/b.html", "Мост закрыт", "Новости порта"),
    ]


def test_without_a_heading_the_class_is_the_hint():
    links = links_of('<div id="hot"><ul><li><a href="/1">One</a></ul></div>', BASE)
    assert [link.section for link in links] == ["hot"]


def test_the_number_of_links_is_limited():
    assert len(links_of("<a href=x>y</a>" * (LINK_LIMIT + 5), BASE)) == LINK_LIMIT


def test_deep_nesting_is_no_error():
    assert isinstance(links_of("<div>" * 5_000 + "<a href=1>x</a>", BASE), tuple)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>a href=\"'/#:.1h[]tp\n&;"), max_size=80))
def test_never_raises(source):
    assert links_of(source, BASE) == links_of(source, BASE)


def test_what_an_archive_puts_into_the_page_is_left_out():
    source = '<a href="/web/">Archive</a><a href="/web/2014/http://kelvar.example/a">A</a><a href="/about">B</a>'
    links = links_of(source, "https://web.archive.org/web/20141216000000/http://kelvar.example/")
    assert [link.url for link in links] == ["http://kelvar.example/a", "http://kelvar.example/about"]
