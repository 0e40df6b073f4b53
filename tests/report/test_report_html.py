"""The HTML page: self-contained, well formed, safe with hostile text, all of the article in it once."""

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from audit_factory import SENTENCES, TITLE, UNASKED, make_audit, make_reading
from hostile import make_hostile

from provenance.report import render, render_reading
from provenance.report.plain import web_address

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Reads a page strictly: every element closed in its order."""

    def __init__(self, source):
        super().__init__()
        self.open, self.elements, self.texts, self.errors = [], [], [], []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> out of order"

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


PAGES = {
    "audit": lambda: render(make_audit(), "html"),
    "nobody asked": lambda: render(make_audit(UNASKED), "html"),
    "reading": lambda: render_reading(make_reading(), "html"),
    "hostile": lambda: render(make_hostile(), "html"),
    "hostile reading": lambda: render_reading(make_hostile(), "html"),
    "empty": lambda: render(make_audit(()), "html"),
}


@pytest.fixture(scope="module", params=PAGES, ids=list(PAGES))
def source(request):
    return PAGES[request.param]()


@pytest.fixture(scope="module")
def page(source):
    return Page(source)


def test_every_element_is_closed_and_every_id_is_its_own(page):
    ids = page.ids()
    assert len(ids) >= 2
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(page):
    targets = [link["href"][1:] for link in page.all("a") if link["href"].startswith("#")]
    assert targets
    assert set(targets) - set(page.ids()) == set()


def test_labels_name_what_is_there(page):
    named = [attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes]
    assert set(named) <= set(page.ids())


def test_it_fetches_and_runs_nothing(source, page):
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc", "action")], tag
    style = source.split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_allows_its_own_style_sheet_alone(source, page):
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    style = source.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_links_to_outside_are_web_addresses(page):
    outside = [link["href"] for link in page.all("a") if not link["href"].startswith("#")]
    assert [address for address in outside if not re.match(r"https?://[^\s\"'<>]+\Z", address)] == []


def test_headings_descend_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_has_its_landmarks_its_language_and_fits_a_phone(page):
    tags = [tag for tag, _ in page.elements]
    assert tags.count("main") == 1
    assert tags.count("nav") == 1
    assert page.all("html")[0]["lang"] == "en"
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    for attributes in (attributes for _, attributes in page.elements if "lang" in attributes):
        assert re.fullmatch(r"[A-Za-z-]+", attributes["lang"])


def test_hostile_text_stays_text():
    source = render(make_hostile(), "html")
    assert "<script" not in source.casefold()
    assert "{{7*7}}" in html.unescape(source)
    assert "49" not in re.findall(r"\}\}(49)", source)
    assert not re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", source)
    assert "javascript:" not in " ".join(link["href"] for link in Page(source).all("a"))


def test_the_article_stands_in_it_once_word_for_word():
    reading = make_reading()
    source = render_reading(reading, "html")
    article = source.split('<div class="text">')[1].split("</section>")[0]
    shown = "".join(Page(f"<div>{article}").texts)
    assert shown.split() == reading.document.text.split()


def test_each_claim_has_its_grade_evidence_and_trace():
    text = Page(render(make_audit(), "html")).text
    for sentence, _, _, _ in SENTENCES:
        assert text.count(sentence.split(" (")[0]) >= 2
    for words in (
        "The cited page says all of this.",
        "Two of the five gates were closed on Sunday after a diver reported cracks in the eastern pier.",
        "Open the capture · wayback, 14 November 2019, 12:00 UTC",
        "warc:/data/valley.warc.gz#48213",
        "start A (E4 c1 passage 1)",
        "An archive declined to answer, so nothing is known about this source.",
        "captures of host news.example, 2019-11-12",
        TITLE,
    ):
        assert words in text, words


def test_captures_are_linked_and_local_archives_are_not():
    links = [link["href"] for link in Page(render(make_audit(), "html")).all("a")]
    assert "https://web.archive.example/web/20191114120000/https://news.example/2019-11-04/0.html" in links
    assert not [link for link in links if "warc" in link]


def test_it_is_the_same_twice():
    assert render(make_audit(), "html") == render(make_audit(), "html")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x?y=1#z", True),
        ("http://a.example", True),
        ("HTTPS://a.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("warc:/a.warc#1", False),
        ("//a.example/", False),
        ("https:///x", False),
        ("http://[::1", False),
        ("https://a.example/ x", False),
        ("java\nscript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address, kept):
    assert web_address(address) == (address if kept else None)


def contrast(one, two):
    def light(color):
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_meets_wcag_aa_on_every_paper(scheme):
    style = render(make_audit(()), "html").split("<style>")[1]
    block = style.split("}")[0] if scheme == "light" else style.split("prefers-color-scheme:dark")[1].split("}")[0]
    short = re.compile(r"#(\w)(\w)(\w)")
    colors = {
        name: short.sub(r"#\1\1\2\2\3\3", color) if len(color) == 4 else color
        for name, color in re.findall(r"--(\w+):(#\w+)", block)
    }
    tones = ("good", "part", "weak", "conflict", "named", "none", "open", "quiet")
    pairs = [(ink, paper) for ink in ("ink", "soft", "link", *tones) for paper in ("paper", "card", "wash", "mark")]
    pairs += [("on", tone) for tone in tones]
    assert len(pairs) == 52
    assert [(ink, paper) for ink, paper in pairs if contrast(colors[ink], colors[paper]) < 4.5] == []
