"""read_html: text, exact places, blocks, marks, metadata. All pages are made up."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.markup import read_html
from provenance.markup.tokens import unescape

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset=utf-8><title>Ferry Stops at Noon - The Kelvar Post</title>
<meta property="og:site_name" content="The Kelvar Post"><link rel="canonical" href="https://kelvar.example/2016/03/04/ferry">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Site"},
 {"@type": "NewsArticle", "headline": "Ferry stops", "datePublished": "2016-03-04T10:30:00+02:00",
  "publisher": {"@type": "Organization", "name": "Kelvar Post"},
  "author": [{"name": "Ida Holm"}, {"name": "Per Sund"}]}]}</script>
<style>p { color: red }</style></head>
<body><header><p>Site header</p></header><nav><a href="/">Home</a></nav>
<main><article><h1>Ferry   Stops
 at Noon</h1><p class="by">By Ida Holm</p>
<p>The <b>ferry</b> to <a href="/isle" id=k>the isle</a> stopped (Kelvar&nbsp;Post, March&#160;3)<!-- a comment -->.</p>
<aside>Read also: nothing</aside><script>var text = "<p>no</p>";</script>
<blockquote><p>&laquo;No boat.&raquo; <cite>Harbour log</cite></p></blockquote>
<ul><li>one<li>two</ul><pre>a  b
c</pre><figure><img src=x><figcaption>The pier. Photo: Kelvar Post</figcaption></figure>
<p>Nobody knows why.<sup id="m1"><a href="#f1">1</a></sup> Line one<br>line two</p>
<p hidden>secret</p><p style="display: none">hidden too</p><noscript>enable</noscript>
<ol><li id="f1"><a href="#m1">^</a> Holm, I. <i>Boats</i>, 2014.</li></ol></article></main>
<footer>Imprint</footer></body></html>"""


@pytest.fixture(scope="module")
def page():
    return read_html(PAGE)


def spans(reading, kind):
    return [reading.text[m.start : m.end] for m in reading.marks if m.kind == kind]


def test_the_text_is_the_article_alone(page):
    assert page.text == (
        "Ferry Stops at Noon\n\nBy Ida Holm\n\nThe ferry to the isle stopped (Kelvar\xa0Post, March\xa03).\n\n"
        "«No boat.» Harbour log\n\none\n\ntwo\n\na  b\nc\n\nThe pier. Photo: Kelvar Post\n\n"
        "Nobody knows why.1 Line one\nline two\n\n^ Holm, I. Boats, 2014."
    )


def test_blocks_have_their_kinds_in_order(page):
    kinds = [block.kind for block in page.blocks]
    assert kinds == [
        "title",
        "paragraph",
        "paragraph",
        "quote",
        "item",
        "item",
        "code",
        "caption",
        "paragraph",
        "note",
    ]
    assert all(a.end < b.start for a, b in zip(page.blocks, page.blocks[1:], strict=False))


def test_marks_lead_back_to_their_elements(page):
    found = {(m.kind, page.text[m.start : m.end]): (m.target, m.name, PAGE[slice(*m.source)]) for m in page.marks}
    assert found[("link", "the isle")] == ("/isle", "k", '<a href="/isle" id=k>the isle</a>')
    assert found[("superscript", "1")] == (None, "m1", '<sup id="m1"><a href="#f1">1</a></sup>')
    assert found[("note-marker", "1")] == ("#f1", None, '<a href="#f1">1</a>')
    assert found[("cite", "Harbour log")][2] == "<cite>Harbour log</cite>"
    note = next(m for m in page.marks if m.kind == "note")
    assert note.name == "f1"
    assert PAGE[slice(*note.source)] == '<a href="#m1">^</a> Holm, I. <i>Boats</i>, 2014.'
    assert page.text[note.inner_start : note.inner_end] == "Holm, I. Boats, 2014."


def test_offsets_take_in_whole_entities(page):
    at = page.text.index("(Kelvar")
    start, end = page.offsets.source_span(at, page.text.index(")", at) + 1)
    assert PAGE[start:end] == "(Kelvar&nbsp;Post, March&#160;3)"


def test_metadata_title_language(page):
    assert page.title == "Ferry Stops at Noon"
    assert page.language == "en-GB"
    assert page.metadata["title"] == ("Ferry Stops at Noon - The Kelvar Post",)
    assert page.metadata["canonical"] == ("https://kelvar.example/2016/03/04/ferry",)
    assert page.metadata["jsonld:datepublished"] == ("2016-03-04T10:30:00+02:00",)
    assert page.metadata["jsonld:publisher"] == ("Kelvar Post",)
    assert page.metadata["jsonld:author"] == ("Ida Holm", "Per Sund")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("no markup < at all & none", "no markup < at all & none", id="bare text"),
        pytest.param("<p>a<p>b</p>c", "a\n\nb\n\nc", id="unclosed paragraph"),
        pytest.param("a <b", "a <b", id="unfinished tag is text"),
        pytest.param("<p title='x>y'>a</p>", "a", id="bracket in a value"),
        pytest.param('<p>a <a href="x>b</a> c</p>', "a b c", id="unclosed quote"),
        pytest.param("a<!-- b", "a<!-- b", id="unfinished comment is text"),
        pytest.param("<!-- x --!> --><p>a", "a", id="comment"),
        pytest.param("<script>a</script>b<script>c", "b", id="unclosed script"),
        pytest.param("<title>T<p>a", "a", id="unclosed title"),
        pytest.param("a<br><br>b<br>c", "a\n\nb\nc", id="two breaks part blocks"),
        pytest.param("<p>&nbsp;</p><p>a</p>", "a", id="empty paragraph of a no-break space"),
        pytest.param("a &amp b &lt;i&gt; &#150; &#x41; &nosuch;", "a & b <i> – A &nosuch;", id="references"),
        pytest.param("<table><tr><td>a<td>b<tr><td>c</table>", "a\n\nb\n\nc", id="cells"),
        pytest.param("<i>a<div>b</i></div> c", "a\n\nb\n\nc", id="misnested"),
        pytest.param("<body><form><p>a</p><p>b</p><p>c</p></form>", "a\n\nb\n\nc", id="page wrapped in a form"),
        pytest.param("<b>one</b> <i>two</i>\n\tthree", "one two three", id="white space across tags"),
        pytest.param("<svg><title>x</title></svg>a", "a", id="title of a picture"),
        pytest.param("<p>a</p><div class='comments'>nice</div><p>a longer text</p>", "a\n\na longer text", id="comments"),
    ],
)
def test_odd_markup(source, text):
    assert read_html(source).text == text


def test_the_largest_article_of_several_is_the_page_and_teasers_are_left_out():
    teaser = "<article><h2>Other</h2><p>A short teaser.</p></article>"
    main = "<article><h1>Main</h1><p>" + "The council met again on Monday. " * 10 + "</p></article>"
    assert "teaser" not in read_html(f"<body>{teaser}{main}{teaser}</body>").text


def test_a_heading_that_is_the_name_of_the_site_is_no_title():
    source = "<title>Wall Cracks - Kelvar Post</title><body><h1>Kelvar Post</h1><h2>Wall Cracks</h2><p>It did.</p>"
    reading = read_html(source)
    assert reading.title == "Wall Cracks"
    assert [block.kind for block in reading.blocks] == ["other", "title", "paragraph"]


def test_notes_outside_the_article_are_read_after_it():
    source = (
        "<body><article><h1>T</h1><p>" + "Words of the article. " * 8 + '<a href="#n">[1]</a></p></article>'
        '<aside><ol><li id="n">A note.</li></ol></aside><footer>Imprint</footer></body>'
    )
    reading = read_html(source)
    assert reading.text.endswith("[1]\n\nA note.")
    assert [(m.kind, m.name) for m in reading.marks if m.kind == "note"] == [("note", "n")]


def test_an_anchor_at_the_head_of_a_paragraph_names_a_note():
    source = '<p>Fact.<a href="#n7" name="r7">[7]</a></p><p><a name="n7"></a><a href="#r7">7</a>. The source.</p>'
    notes = [m for m in read_html(source).marks if m.kind == "note"]
    assert [(m.name, source[slice(*m.source)].endswith("The source.")) for m in notes] == [("n7", True)]


@pytest.mark.parametrize("content", ["{", '{"@type": [', "[" * 100_000, '"x"', "null", '{"@type": "NewsArticle", "author": 5}'])
def test_broken_linked_data_says_nothing(content):
    source = f'<script type="application/ld+json">{content}</script><p>a</p>'
    assert not [name for name in read_html(source).metadata if name.startswith("jsonld")]


SIZE = 4_000


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<b>",
        "<p>x",
        "<li>x",
        "<a href=#n1>1",
        "<sup>1",
        '<a x=">" ',
        "<a x='",
        "<!--",
        "<script>",
        "<title>",
        "<time>",
        "<table><tr><td>",
        "<article><h1>",
        "<aside>",
        "&nbsp;<p>",
        "<br>",
        "&amp",
        "</div>",
        "<i><div></i>",
        "<li id=n1><a href=#n1>1",
    ],
)
def test_hostile_markup_is_read_without_recursion(unit):
    reading = read_html(unit * SIZE)
    assert len(reading.text) <= 12 * SIZE
    assert all(0 <= m.start < m.end <= len(reading.text) for m in reading.marks)


WORDS = st.text(st.sampled_from("abcЖяñ日🚢 \n\t\xa0<&>;\"'-()"), max_size=12)
ENTITIES = ["&amp;", "&lt;", "&nbsp;", "&eacute;", "&#8211;", "&#x416;", "&ldquo;", "&copy", "&#150;", "&zzz;"]
TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div class='x>y'>",
    "</div>",
    "<br>",
    "<a href='/x?a=1&copy=2'>",
    "</a>",
    "<sup>",
    "</sup>",
    "<li id=n1>",
    "<a href='#n1'>1</a>",
    "<!-- c -->",
    "<script>s</script>",
    "<pre>",
    "</pre>",
    "<h1>",
    "</h1>",
    "<cite>",
]
PIECES = st.lists(
    st.one_of(WORDS.map(lambda t: t.replace("<", "&lt;")), st.sampled_from(ENTITIES), st.sampled_from(TAGS)), max_size=25
)


def check_places(source):
    reading = read_html(source)
    mapped = 0
    for segment in reading.offsets.segments:
        for offset in range(segment.start, segment.start + segment.length):
            character = reading.text[offset]
            start, end = reading.offsets.source_span(offset, offset + 1)
            written = source[start:end]
            if character in " \n" and written != character:
                assert written.isspace() or unescape(written).isspace()
            else:
                assert character in unescape(written + (";" if written.startswith("&") and written[-1] != ";" else ""))
            mapped += 1
    unmapped = len(reading.text) - mapped
    assert unmapped == sum(1 for c in reading.text if c == "\n") - sum(
        reading.text[s.start : s.start + s.length].count("\n") for s in reading.offsets.segments
    )
    assert all(0 <= b.start < b.end <= len(reading.text) for b in reading.blocks)
    assert all(a.end <= b.start for a, b in zip(reading.blocks, reading.blocks[1:], strict=False))
    for mark in reading.marks:
        assert 0 <= mark.start <= mark.inner_start < mark.inner_end <= mark.end <= len(reading.text)
        assert mark.source is not None
        assert 0 <= mark.source[0] <= mark.source[1] <= len(source)
    return reading


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_every_character_leads_back_to_what_it_was_read_from(pieces):
    source = "".join(pieces)
    assert check_places(source) == read_html(source)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/=\"'&;!-ab1#xp \n[]?"), max_size=60))
def test_any_text_at_all_can_be_read(source):
    check_places(source)


@pytest.mark.skipif(not os.environ.get("PROVENANCE_SHARED"), reason="PROVENANCE_SHARED is not set")
def test_the_gold_spans_of_the_shared_page_can_be_produced():
    folder = Path(os.environ["PROVENANCE_SHARED"]) / "corpus" / "articles"
    source = (folder / "a09-page.html").read_text(encoding="utf-8")
    gold = json.loads((folder / "a09-page.gold.json").read_text(encoding="utf-8"))
    reading = read_html(source)
    found = {mark.source for mark in reading.marks} | {reading.offsets.source_span(m.start, m.end) for m in reading.marks}
    for start, character in enumerate(reading.text):
        if character == "(":
            found.add(reading.offsets.source_span(start, reading.text.index(")", start) + 1))
    missed = [citation["id"] for citation in gold["citations"] if (citation["start"], citation["end"]) not in found]
    assert len(gold["citations"]) == 13
    assert missed == []
