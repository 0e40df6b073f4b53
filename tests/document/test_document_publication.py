"""When it was published, and where that is said. All texts are made up."""

import pytest

from provenance.document import read_bytes
from provenance.document.dateline import read_dateline
from provenance.document.publication import date_in_url
from provenance.model.dates import PartialDate

BODY = "The wall cracked on Friday (Kelvar Post, March 3, 2015). It will be mended, the harbour office said."


def read(text, name="a.txt", **options):
    return read_bytes(text.encode(), source=name, **options)


@pytest.mark.parametrize(
    ("line", "published", "time", "zone", "age"),
    [
        ("December 16, 2014 05:38 PM Age: 7 hrs", "2014-12-16", "17:38", None, 7.0),
        ("14 May 2018", "2018-05-14", None, None, None),
        ("*10 February 2025*", "2025-02-10", None, None, None),
        ("Published: 3 March 2015, 09:15 GMT", "2015-03-03", "09:15", "GMT", None),
        ("Posted on Tuesday, March 3, 2015 at 10:05 am", "2015-03-03", "10:05", None, None),
        ("By Ida Holm, March 3, 2015", "2015-03-03", None, None, None),
        ("By Ida Holm | March 3, 2015", "2015-03-03", None, None, None),
        ("Published March 3, 2015. Updated March 5, 2015", "2015-03-03", None, None, None),
        ("Updated: March 5, 2015 | Published: March 3, 2015", "2015-03-03", None, None, None),
        ("3 марта 2015 года, 14:20", "2015-03-03", "14:20", None, None),
        ("Опубликовано: 3 марта 2015", "2015-03-03", None, None, None),
        ("2015-03-03", "2015-03-03", None, None, None),
        ("March 2015", "2015-03", None, None, None),
        ("2 days ago", None, None, None, 48.0),
    ],
)
def test_datelines(line, published, time, zone, age):
    document = read(f"Wall Cracks\n\n{line}\n\n{BODY}\n")
    assert document.dateline is not None
    assert document.text[slice(*document.dateline)] == line
    assert (str(document.published) if document.published else None) == published
    assert (document.published_time, document.published_zone, document.age_hours) == (time, zone, age)
    assert document.published_from == ("dateline" if published else None)
    assert [block.kind for block in document.blocks] == ["title", "dateline", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "The wall fell on March 3, 2015.",
        "(Kelvar Post, March 3, 2015)",
        "Kelvar Post, March 3, 2015",
        "Updated: March 5, 2015",
        "Accessed 3 March 2015",
        "In 2015 the wall fell",
        "1920–1925",
        "Room 5, 7 p.m.",
        "kelvarpost.example | 2015-03-03",
        "Wall plan no. 3 (released 3 March 2015)",
        "",
        "March",
    ],
)
def test_lines_that_are_no_datelines(line):
    assert read_dateline(line) is None


def test_a_byline_gives_the_author():
    assert read(f"Wall Cracks\n\nBy Ida Holm, March 3, 2015\n\n{BODY}\n").author == "Ida Holm"


@pytest.mark.parametrize(
    ("head", "dateline", "published"),
    [
        ("KELVAR, Oct 3 (Wire) - ", "KELVAR, Oct 3 (Wire)", None),
        ("NEW KELVAR, October 3, 2014 (Wire) — ", "NEW KELVAR, October 3, 2014 (Wire)", "2014-10-03"),
        ("МОСКВА, 3 окт — ", "МОСКВА, 3 окт", None),
        ("On October 3, 2014 (Friday) - ", None, None),
    ],
)
def test_wire_datelines(head, dateline, published):
    document = read(f"Wall Cracks\n\n{head}{BODY}\n")
    assert (document.text[slice(*document.dateline)] if document.dateline else None) == dateline
    assert (str(document.published) if document.published else None) == published


def test_a_date_in_the_body_is_no_dateline():
    document = read(f"Wall Cracks\n\n{BODY}\n" + f"\n{BODY}\n" * 12 + "\nMarch 5, 2015\n")
    assert (document.published, document.dateline) == (None, None)


def test_a_date_that_can_be_read_two_ways_is_not_used():
    document = read(f"Wall Cracks\n\n04/05/2015\n\n{BODY}\n")
    assert document.published is None
    assert document.warnings == ("the date 04/05/2015 can be read in two ways and is not used: give the date of publication",)


PAGE = "<html><head>{head}</head><body><article><h1>Wall Cracks</h1>{line}<p>" + BODY + "</p></article></body></html>"


@pytest.mark.parametrize(
    ("head", "line", "name", "expected"),
    [
        ('<meta name="date" content="2015-03-03">', "<p>4 March 2015</p>", "a.html", ("2015-03-03", None, None, "metadata")),
        (
            '<meta property="article:published_time" content="2015-03-03T17:38:00+02:00">',
            "",
            "a.html",
            ("2015-03-03", "17:38", "+02:00", "metadata"),
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2015-03-03"}</script>'
            '<meta name="date" content="2015-03-09">',
            "",
            "a.html",
            ("2015-03-03", None, None, "metadata"),
        ),
        ('<meta name="date" content="soon">', "<p>4 March 2015</p>", "a.html", ("2015-03-04", None, None, "dateline")),
        ("", '<time datetime="2015-03-05T08:00Z">Thursday</time>', "a.html", ("2015-03-05", "08:00", "Z", "metadata")),
        (
            "",
            "<p>4 March 2015</p><p>see <time datetime='2001-01-01'>then</time></p>",
            "a.html",
            ("2015-03-04", None, None, "dateline"),
        ),
        (
            '<link rel="canonical" href="https://kelvar.example/2015/03/06/wall">',
            "",
            "a.html",
            ("2015-03-06", None, None, "url"),
        ),
        ("", "", "https://kelvar.example/2015/03/wall", ("2015-03", None, None, "url")),
        ("", "", "a.html", (None, None, None, None)),
        (
            '<meta name="date" content="2015-03-04">',
            "<p>4 March 2015, 10:15</p>",
            "a.html",
            ("2015-03-04", "10:15", None, "metadata"),
        ),
    ],
    ids=[
        "meta first",
        "with time and zone",
        "JSON-LD first",
        "unreadable meta",
        "time element",
        "dateline before a stray time",
        "canonical address",
        "own address",
        "nothing",
        "time from the dateline",
    ],
)
def test_where_a_page_says_it(head, line, name, expected):
    document = read(PAGE.replace("{head}", head).replace("{line}", line), name, media_type="text/html")
    published = str(document.published) if document.published else None
    assert (published, document.published_time, document.published_zone, document.published_from) == expected


def test_the_user_wins():
    document = read(f"Wall Cracks\n\n14 May 2018\n\n{BODY}\n", published=PartialDate(2018, 5, 15))
    assert (str(document.published), document.published_from) == ("2018-05-15", "option")
    assert document.dateline is not None


def test_metadata_and_dateline_that_disagree_are_said():
    source = PAGE.replace("{head}", '<meta name="date" content="2015-03-03">').replace("{line}", "<p>14 May 2018</p>")
    assert read(source, "a.html").warnings == (
        "the metadata gives 2015-03-03 as the date of publication, the dateline 2018-05-14",
    )


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2014/12/16/title", "2014-12-16"),
        ("https://a.example/news/2014-12-16-title.html", "2014-12-16"),
        ("https://a.example/20141216/title", "2014-12-16"),
        ("https://a.example/2014/12/title", "2014-12"),
        ("https://a.example/2014/13/45/title", None),
        ("https://2014-12-16.example/", None),
        ("https://a.example/id/201412167", None),
    ],
)
def test_dates_in_addresses(url, day):
    found = date_in_url(url)
    assert (str(found) if found else None) == day
