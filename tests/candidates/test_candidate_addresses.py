"""What addresses say by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.catalog.addresses import date_in_address, host_of, is_list, is_root, is_search, is_section, page_key, slug_text
from provenance.catalog.page_words import load_page_words

SITE = "http://www.sample.example"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("/world/2013/oct/22/bridge-falls", "2013-10-22"),
        ("/2013/10/22/bridge", "2013-10-22"),
        ("/news/2013-10-22-bridge.html", "2013-10-22"),
        ("/22/10/2013/bridge", "2013-10-22"),
        ("/22.10.2013.html", "2013-10-22"),
        ("/20131022/17105.html", "2013-10-22"),
        ("/politics/20131022101500.html", "2013-10-22"),
        ("/view?date=2013-10-22&id=5", "2013-10-22"),
        ("/2013/10/bridge", "2013-10"),
        ("/04/05/2013/bridge", None),
        ("/05/05/2013/bridge", "2013-05-05"),
        ("/txt.asp?id=336423", None),
        ("/20139999/1.html", None),
        ("/2013/02/30/x", "2013-02"),
        ("/art/120131022.html", None),
        ("/1066/10/14/hastings", None),
    ],
)
def test_the_day_in_an_address(url, day):
    found = date_in_address(SITE + url)
    assert (str(found) if found else None) == day


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.Sample.example:80/a/", "https://sample.example/a", True),
        ("http://sample.example/a?b=2&a=1", "http://sample.example/a?a=1&b=2", True),
        ("http://sample.example/a?utm_source=x", "http://sample.example/a", True),
        ("http://sample.example/a#top", "http://sample.example/a", True),
        ("http://sample.example/index.php", "http://sample.example/", True),
        ("http://sample.example/a?id=1", "http://sample.example/a?id=2", False),
        ("http://en.sample.example/a", "http://sample.example/a", False),
    ],
)
def test_addresses_of_one_page_have_one_key(one, other, same):
    assert (page_key(one) == page_key(other)) is same


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/", "root"),
        ("/index.html?utm_source=x", "root"),
        ("/search?q=bridge", "search"),
        ("/?s=bridge", "search"),
        ("/tag/bridges/", "list"),
        ("/news/page/3", "list"),
        ("/archive/2013/10/22/", "list"),
        ("/archives", "list"),
        ("/world", "section"),
        ("/news/politics.html", "section"),
        ("/2013/10/22/bridge", "item"),
        ("/archive/2013/10/22/bridge-falls.html", "item"),
        ("/archive/336423.html", "item"),
        ("/txt.asp?id=336423", "item"),
        ("/bridge-falls", "item"),
    ],
)
def test_what_an_address_leads_to(url, kind):
    tests = {"root": is_root, "search": is_search, "list": is_list, "section": is_section}
    assert [name for name, holds in tests.items() if holds(SITE + url)] == ([kind] if kind != "item" else [])


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/2013/10/22/bridge-collapse-tavda", "bridge collapse tavda"),
        ("/news/most_upal_v_tavde.html", "most upal tavde"),
        ("/txt.asp?id=336423", ""),
        ("/2013/10/22/bridge", ""),
        ("/%D0%BC%D0%BE%D1%81%D1%82-%D1%83%D0%BF%D0%B0%D0%BB-%D1%80%D0%B5%D0%BA%D0%B0", "мост упал река"),
    ],
)
def test_the_words_of_an_address(url, words):
    assert slug_text(SITE + url) == words


@given(st.text(max_size=200))
def test_no_address_is_too_strange(text):
    for url in (text, f"http://{text}", f"http://[{text}", f"{SITE}/{text}"):
        assert isinstance(page_key(url), str)
        date_in_address(url), slug_text(url), host_of(url), is_root(url), is_list(url), is_search(url), is_section(url)


def test_the_phrases_of_gone_pages_are_folded():
    words = load_page_words()
    assert len(words.gone) > 20
    assert [phrase for phrase in words.gone if phrase != phrase.casefold().replace("ё", "е")] == []
