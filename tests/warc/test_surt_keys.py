"""SURT keys against what indexes of real archives hold, and by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.warc.surt import is_covered, key_ranges, surt_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.Interfax.ru:80/a?b=2&a=1", "ru,interfax)/a?a=1&b=2"),
        ("https://interfax.ru", "ru,interfax)/"),
        ("interfax.ru", "ru,interfax)/"),
        ("http://www2.site.example/Page/", "example,site)/page"),
        ("http://site.example:8080/", "example,site:8080)/"),
        ("https://site.example:443/x", "example,site)/x"),
        ("http://user:pw@site.example/x", "example,site)/x"),
        ("http://site.example/x#part", "example,site)/x"),
        ("http://site.example/x?", "example,site)/x"),
        ("http://site.example//a//", "example,site)//a"),
        ("http://127.0.0.1/x", "127.0.0.1)/x"),
        ("http://www.com/", "com,www)/"),
        ("http://site.example/%41b%2f", "example,site)/ab"),
        ("http://site.example/новости", "example,site)/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8"),
        ("http://пример.рф/", "xn--p1ai,xn--e1afmkfd)/"),
        ("http://site.example/a;jsessionid=0123456789abcdef0123456789abcdef", "example,site)/a"),
    ],
)
def test_a_key_folds_what_does_not_count(url, key):
    assert surt_key(url) == key


@pytest.mark.parametrize("url", ["", "http://", "/path", "http://[", "mailto:a@b.example?x://y"])
def test_what_has_no_host_has_no_key(url):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words differ
        surt_key(url)


@pytest.mark.parametrize(
    ("url", "match", "inside", "outside"),
    [
        ("site.example/a", "exact", "http://www.site.example/A/", "http://site.example/ab"),
        ("site.example/2013/10/22/", "prefix", "http://site.example/2013/10/22/x", "http://site.example/2013/10/220"),
        ("site.example/2013", "prefix", "http://site.example/2013-review", "http://site.example/201"),
        ("site.example", "host", "http://www.site.example/x", "http://sport.site.example/x"),
        ("site.example", "domain", "http://sport.site.example/x", "http://mysite.example/x"),
        ("site.example", "domain", "http://site.example/", "http://site.example.org/"),
    ],
)
def test_a_range_covers_what_it_should(url, match, inside, outside):
    assert is_covered(surt_key(inside), url, match)
    assert not is_covered(surt_key(outside), url, match)


HOSTS = st.from_regex(r"[a-z]{1,8}(\.[a-z]{2,8}){1,3}", fullmatch=True).filter(lambda host: not host.startswith("www"))
PATHS = st.from_regex(r"(/[A-Za-z0-9_.~-]{1,8}){0,4}", fullmatch=True)
QUERIES = st.lists(st.from_regex(r"[a-z]{1,4}=[A-Za-z0-9]{0,4}", fullmatch=True), max_size=4)


@given(host=HOSTS, path=PATHS, query=QUERIES)
def test_scheme_case_port_www_and_order_do_not_count(host, path, query):
    plain = f"http://{host}{path or '/'}" + (f"?{'&'.join(query)}" if query else "")
    other = f"https://www.{host.upper()}:443{path or '/'}" + (f"?{'&'.join(reversed(query))}" if query else "")
    assert surt_key(plain) == surt_key(other)


@given(host=HOSTS, path=PATHS, query=QUERIES)
def test_every_page_lies_in_its_own_ranges(host, path, query):
    url = f"http://{host}{path}" + (f"?{'&'.join(query)}" if query else "")
    for match in ("exact", "prefix", "host", "domain"):
        assert is_covered(surt_key(url), url, match)
    for low, high in key_ranges(url, "domain"):
        assert low < high


@given(st.text(max_size=60))
def test_any_text_has_a_key_or_a_value_error(text):
    try:
        key = surt_key(text)
    except ValueError:
        return
    assert ")/" in key
    assert key == key.lower()
