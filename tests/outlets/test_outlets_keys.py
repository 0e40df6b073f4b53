"""Keys of names, hosts, transliterations, likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.outlets import is_host, registrable_domain, split_host
from provenance.outlets.keys import key_of, keys_of
from provenance.outlets.similar import edits
from provenance.outlets.translit import romanised

SAME = [
    pytest.param("Al-Jazeera", "al Jazeera", id="Arabic article with a space"),
    pytest.param("Al-Jazeera", "AlJazeera", id="Arabic article joined"),
    pytest.param("Moskovsky Komsomolets", "«Moskovsky  Komsomolets»", id="guillemets and spaces"),
    pytest.param("L’Essor", "L'Essor", id="apostrophes"),
    pytest.param("Hürriyet", "Hurriyet", id="accents"),
    pytest.param("Sabah Gazetesı", "Sabah Gazetesi", id="dotless i"),
    pytest.param("Azərtac", "Azertac", id="schwa as e"),
    pytest.param("RFE/RL", "RFE RL", id="slash"),
    pytest.param("Itar-Tass", "ITAR TASS", id="hyphen"),
    pytest.param("U.S. News & World Report", "US News and World Report", id="initials and ampersand"),
    pytest.param("S.H.A.N.", "SHAN", id="initials"),
    pytest.param("S.H.A.N", "SHAN", id="initials without the last dot"),
    pytest.param("AT&amp;T News", "AT & T News", id="entities"),
    pytest.param("Rzeczpospolita\u00ad", "Rzeczpospolita", id="soft hyphen"),
    pytest.param("新華社", "新华社", id="traditional characters"),
    pytest.param("《环球时报》", "環球時報", id="Chinese quotation marks"),
    pytest.param("الأهرام", "الاهرام", id="alef with hamza"),
    pytest.param("ﻻﻋﻼﻡ", "لاعلام", id="presentation forms"),
    pytest.param("ＲＩＡ", "RIA", id="full-width letters"),
    pytest.param("Ёж", "Еж", id="yo"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one, other):
    assert set(keys_of(one)) & set(keys_of(other))


DIFFERENT = [
    pytest.param("Ozodi", "Ozodlik", id="sister services"),
    pytest.param("Русский", "Русскии", id="short i is a letter"),
    pytest.param("The Nation", "Nation", id="article is in the first key"),
    pytest.param("Gazeta", "Gazeta.ru", id="host"),
    pytest.param("24.kg", "24 kg", id="dot inside a host"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_have_different_first_keys(one, other):
    assert key_of(one) != key_of(other)


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_itself(text):
    assert key_of(key_of(text)) == key_of(text)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўқғң -", min_size=1, max_size=40))
def test_transliterations_are_few_distinct_and_latin(text):
    ways = romanised(text)
    assert len(ways) <= 70
    assert len(set(ways)) == len(ways)
    assert not any("Ѐ" <= c <= "ӿ" for way in ways for c in way)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("российская газета", "rossiiskaya gazeta"),
        ("российская газета", "rossiyskaya gazeta"),
        ("новые известия", "novye izvestiya"),
        ("новые известия", "novye izvestia"),
        ("независимая газета", "nezavisimaia gazeta"),
        ("зеркало недели", "zerkalo nedeli"),
        ("ежедневник", "yezhednevnik"),
        ("хабар", "khabar"),
        ("хабар", "habar"),
        pytest.param("известия", "iswestija", id="German"),
        pytest.param("новая газета", "nowaja gaseta", id="German z and v"),
        pytest.param("независимая газета", "nesawissimaja gaseta", id="German s between vowels"),
        pytest.param("красная звезда", "krasnaja swesda", id="German sw"),
        pytest.param("коммерсант", "kommiersant", id="Polish"),
        pytest.param("независимая газета", "niezawisimaja gazieta", id="Polish soft e"),
        pytest.param("время новостей", "wriemia nowostiej", id="Polish soft m"),
        pytest.param("ведомости", "vedomosztyi", id="Hungarian"),
        pytest.param("независимая газета", "nyezaviszimaja gazeta", id="Hungarian ny"),
        pytest.param("российская газета", "rosszijszkaja gazeta", id="Hungarian ssz"),
        pytest.param("независимая газета", "nezavissimaia gazeta", id="French"),
        pytest.param("русская служба", "rousskaia sloujba", id="French ou and j"),
        pytest.param("взгляд", "vzgljad", id="Nordic"),
    ],
)
def test_usual_systems_are_written(name, written):
    assert written in romanised(name)


HOSTS = [
    pytest.param(text, True, id=text)
    for text in (
        "centrasia.ru",
        "idf.il",
        "tsk.tr",
        "www.tsk.tr",
        "Centrasia.RU",
        "24.kg",
        "LEMONDE.FR",
        "www.site.org",
        "fr.rian.ru",
        "beta.co.yu",
        "mil.ru",
        "www.gov.uk",
        "harbourwatch.example",
        "x.test",
        "a.invalid",
        "srv.localhost",
        "пример.рф",
        "xn--e1afmkfd.xn--p1ai",
        "news.bbc.co.uk",
    )
] + [
    pytest.param(text, False, id=text or "empty")
    for text in (
        "",
        ".",
        "U.S.",
        "e.g.",
        "3.5",
        "border.The",
        "readme.md",
        "end.In",
        "co.uk",
        "kg",
        "a..b",
        "-a.ru",
        "a_.",
        "for.Example",
        "one two.ru",
        "x" * 300 + ".ru",
    )
]


@pytest.mark.parametrize(("text", "expected"), HOSTS)
def test_what_a_host_is(text, expected):
    assert is_host(text) is expected


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("www.interfax.ru", "interfax.ru"),
        ("a.b.example", "b.example"),
        ("beta.co.yu", "beta.co.yu"),
        ("unknown", "unknown"),
        ("mil.ru", "mil.ru"),
    ],
)
def test_under_which_name_a_host_is_registered(host, domain):
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://T.me/rybolov/", ("t.me", "/rybolov")),
        ("http://user@www.site.org:8080/a/b?c#d", ("site.org", "/a/b")),
        ("site.org", ("site.org", "")),
        ("site org", None),
        ("//", None),
        ("https://", None),
    ],
)
def test_addresses_come_apart(text, expected):
    assert split_host(text) == expected


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8), st.integers(0, 4))
def test_edits_agree_with_the_plain_recurrence(a, b, most):
    def plain(i, j):
        return (
            max(i, j)
            if not i or not j
            else min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
        )

    table = {}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            table[i, j] = plain(i, j)
    assert edits(a, b, most) == min(table[len(a), len(b)], most + 1)
