"""Reading replayed captures as pages."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.evidence import read_page

TEXT = (
    "The bridge over the Tavda river collapsed near the town of Lugovaya on Tuesday, killing 14 workers, the governor said.",
    "Rescuers pulled 23 people from the water and prosecutors opened a case against the builder, officials said in the town.",
)
RUSSIAN = (
    "Мост через реку Тавду обрушился во вторник у города Луговая, погибли 14 рабочих, сообщил губернатор Петр Седов.",
    "Спасатели вытащили из воды 23 человека, прокуратура возбудила дело против строителей, сообщили в администрации города.",
)


def article(*text, title="Bridge falls near Lugovaya", head="", before="", date="", after=""):
    body = "".join(f"<p>{line}</p>" for line in text or TEXT)
    return (
        f"<!DOCTYPE html><html><head><title>{title} | Daily Sample</title>{head}</head><body>{before}"
        f"<article><h1>{title}</h1>{date}{body}</article>{after}</body></html>"
    )


def table(*text, title="Bridge falls near Lugovaya", date="October 22, 2013", masthead="Friday, October 25, 2013"):
    return (
        f"<html><head><title>{title}</title></head><body><table><tr><td>{masthead}</td><td><a href=/>Main</a></td></tr></table>"
        f"<table><tr><td><font size=4><b>{title}</b></font><br>{date}<br><br>{'<br><br>'.join(text or TEXT)}</td></tr></table>"
        "</body></html>"
    )


LINKED_DATA = json.dumps({"@type": "NewsArticle", "datePublished": "2013-10-22T07:00:00Z"})
LINKED = f'<script type="application/ld+json">{LINKED_DATA}</script>'


@pytest.mark.parametrize(
    ("body", "more", "day", "source"),
    [
        (article(head='<meta property="article:published_time" content="2013-10-22T09:00+04">'), {}, "2013-10-22", "metadata"),
        (article(head=LINKED), {}, "2013-10-22", "metadata"),
        (article(date="<time datetime='2013-10-22' pubdate>today</time>"), {}, "2013-10-22", "metadata"),
        (article(), {"url": "http://sample.example/2013/10/22/bridge"}, "2013-10-22", "url"),
        (
            article(head='<meta name="date" content="2013-10-25">'),
            {"url": "http://sample.example/2013/10/22/bridge"},
            "2013-10-22",
            "url",
        ),
        (article(date="<div>22 October 2013, 14:05</div>"), {}, "2013-10-22", "text"),
        (article(*RUSSIAN, title="Мост обрушился у Луговой", date="<div>22 октября 2013 г.</div>"), {}, "2013-10-22", "text"),
        (table(), {}, "2013-10-22", "text"),
        (article(before="<div id=today>Friday, 25 October 2013</div>"), {}, None, None),
        (article(head='<meta property="article:published_time" content="2031-10-22">'), {}, None, None),
        (article(), {}, None, None),
        (article(), {"url": "http://sample.example/2013/10/bridge"}, "2013-10", "url"),
    ],
    ids=[
        "metadata", "json-ld", "time element", "address", "address before a build date", "dateline", "Russian dateline",
        "old table", "masthead only", "a date after the capture", "no date", "month in the address",
    ],
)  # fmt: skip
def test_the_date_and_where_it_is_from(content, body, more, day, source):
    page = read_page(content(body, **more))
    assert (str(page.published) if page.published else None, page.published_from) == (day, source)


@pytest.mark.parametrize(
    ("body", "more", "kind"),
    [
        (article(), {}, "article"),
        (table(), {}, "article"),
        (article(), {"url": "http://sample.example/"}, "front"),
        (article(), {"url": "http://sample.example/", "asked": "http://sample.example/a/1"}, "soft-404"),
        (article(), {"url": "http://sample.example/b/1", "asked": "http://sample.example/a/1"}, "article"),
        (article(), {"status": 404}, "error"),
        (article(), {"status": 503}, "error"),
        (article(), {"url": "http://sample.example/search?q=bridge"}, "search"),
        (article(), {"url": "http://sample.example/tag/bridge/"}, "list"),
        (article("Sorry, the page you requested does not exist.", title="Page not found"), {}, "soft-404"),
        (article("К сожалению, запрашиваемая страница удалена или не существовала.", title="Ошибка"), {}, "soft-404"),
        (article(*TEXT, "The report is no longer available, he said.", *TEXT * 4), {}, "article"),
        ("", {}, "empty"),
        (b"\x00\xff\xfe", {}, "empty"),
        ("plain words", {}, "empty"),
        (article("Short."), {}, "empty"),
        (
            "<html><title>World news</title><body><ul>"
            + "".join(f"<li><a href='/a/{n}'>The {n}th story of the day has a headline</a></li>" for n in range(30))
            + "</ul></body></html>",
            {"url": "http://sample.example/all-stories-today"},
            "list",
        ),
    ],
    ids=[
        "article", "old table", "front", "redirect home", "redirect elsewhere", "404", "503", "search", "tag", "soft 404",
        "Russian soft 404", "long text with the words", "nothing", "binary", "no markup", "too short", "list of links",
    ],
)  # fmt: skip
def test_the_kind_of_a_page(content, body, more, kind):
    page = read_page(content(body, **more))
    assert page.kind == kind
    assert bool(page.problems) is (kind in ("error", "soft-404", "empty"))


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("told", ["header", "meta", "nowhere"])
def test_old_charsets(content, encoding, told):
    head = f"<meta http-equiv=Content-Type content='text/html; charset={encoding}'>" if told == "meta" else ""
    body = article(*RUSSIAN, title="Мост обрушился у Луговой", head=head).encode(encoding)
    page = read_page(content(body, content_type=f"text/html; charset={encoding}" if told == "header" else "text/html"))
    assert "Спасатели вытащили из воды 23 человека" in page.text
    assert page.language == "ru"
    assert page.title == "Мост обрушился у Луговой"


@pytest.mark.parametrize("more", [{"content_type": "application/pdf"}, {}], ids=["told", "seen"])
def test_a_file_that_is_no_text_says_so(content, more):
    page = read_page(content(b"%PDF-1.4 \x00\xff stream", **more))
    assert (page.kind, page.text) == ("other", "")
    assert "application/pdf" in page.problems[0]


def test_the_text_is_the_articles_own(content):
    navigation = "<nav>" + "".join(f"<a href='/{n}'>Section number {n} of this paper</a>" for n in range(20)) + "</nav>"
    comments = "<div id='comments' class='comments'><p>What a bad bridge this was, says a reader who knows it all.</p></div>"
    page = read_page(content(article(*TEXT, *TEXT[::-1], before=navigation, after=comments)))
    assert "23 people" in page.text
    assert "Section number" not in page.text
    assert "reader" not in page.text


def test_title_site_and_byline(content):
    head = '<meta property="og:site_name" content="Daily Sample"><meta name="author" content="Ann Example">'
    page = read_page(content(article(head=head)))
    assert (page.title, page.site_name, page.byline) == ("Bridge falls near Lugovaya", "Daily Sample", "Ann Example")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Interfax reports that the bridge was old.", "Interfax"),
        ("The bridge was old, according to Kavkaz Uzel.", "Kavkaz Uzel"),
        ("The bridge was old, the Primer News Agency reported.", "Primer News Agency"),
        ("LUGOVAYA (AP) - The bridge was old.", "AP"),
        ("ЛУГОВАЯ, 22 октября. /ТАСС/. Мост был старым.", "ТАСС"),
        ("Мост был старым, сообщает «Интерфакс».", "Интерфакс"),
        ("Мост был старым, передает ТАСС.", "ТАСС"),
        ("Мост был старым, сообщает РИА Новости со слов губернатора.", "РИА Новости"),
        ("The bridge was old, stranger.example reported.", "stranger.example"),
        ("Мост был старым, сообщает stranger.example.", "stranger.example"),
        ("Об этом пишет газета, по данным Вестника.", "Вестника"),
        ("The bridge was old, he said.", None),
        ("Police said that the bridge was old.", None),
    ],
)
def test_credited_outlets(content, sentence, name):
    page = read_page(content(article(sentence, *(RUSSIAN if "о" in sentence else TEXT))))
    others = {"Петр Седов", "Primer"}  # a speaker is no outlet, and a part of a name is a name, too: others know which
    assert [credit for credit in page.credits if credit not in others] == ([name] if name else [])


def test_a_page_that_is_an_address_is_not_fetched(content):
    for body in ("http://sample.example/", "https://sample.example/a", "http://sample.example/<p>"):
        assert read_page(content(body)).kind in ("empty", "article")


def test_a_large_page_is_cut_and_says_so(content):
    page = read_page(content(article(*TEXT * 300)), max_bytes=20_000)
    assert "20000 bytes" in page.problems[0]
    assert page.text
    assert read_page(content(article(), truncated=True)).problems


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000,
        "<a href=x>" * 20_000,
        "<table><tr><td>" * 5_000 + "x",
        "<" * 50_000,
        "<!--" * 20_000,
        "&#" * 50_000,
        "(" * 50_000,
    ],
    ids=["deep", "anchors", "tables", "brackets", "comments", "references", "parentheses"],
)
def test_hostile_pages_are_read_as_something(content, body):
    assert read_page(content(f"<html><body>{body}")).kind in ("empty", "article", "list", "other")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 900), noise=st.binary(max_size=40))
def test_damaged_pages_never_raise(content, cut, noise):
    body = article(*RUSSIAN, head=LINKED, date="<div>22 октября 2013</div>").encode()
    page = read_page(content(body[:cut] + noise + body[cut + 10 :]))
    assert page.sha256
    assert page.kind in ("article", "empty", "list", "soft-404")
