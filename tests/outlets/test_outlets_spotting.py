"""Names of the registry in running text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

FOUND = [
    pytest.param("as Orvinform reported", [("Orvinform", "orvinform")], id="one word"),
    pytest.param("The Harbour Daily wrote", [("The Harbour Daily", "harbour-daily")], id="with its article"),
    pytest.param("in the Harbour Daily today", [("Harbour Daily", "harbour-daily")], id="small article left out"),
    pytest.param("Far Radio's Tajik desk", [("Far Radio", "far-radio")], id="possessive of the last word"),
    pytest.param("Orvinform-Ukraine said", [("Orvinform-Ukraine", "orvinform-ukraine")], id="longest wins"),
    pytest.param("сообщил «Орвинформ» вчера", [("Орвинформ", "orvinform")], id="Cyrillic"),
    pytest.param("the Orvinform,Wave and", [("Orvinform", "orvinform"), ("Wave", "wave")], id="comma without a space"),
    pytest.param("it ended.Orvinform said", [("Orvinform", "orvinform")], id="lost space"),
    pytest.param("see orvinform.example/a", [("orvinform.example", "orvinform")], id="host"),
    pytest.param("see svet-msk.example.", [("svet-msk.example", "svet-new")], id="host with a hyphen"),
    pytest.param("Steppe\nDaily Monitor", [("Steppe\nDaily Monitor", "steppe-daily-monitor")], id="over a line break"),
    pytest.param("the Nation said", [("Nation", "nation-pk")], id="without its capital article"),
    pytest.param("(Nation, May 3)", [("Nation", "nation-pk")], id="without its article in a reference"),
    pytest.param("OIA said", [("OIA", "orvinform")], id="abbreviation in capitals"),
    pytest.param(
        "al-Hayatna and Al Hayatna", [("al-Hayatna", "al-hayatna"), ("Al Hayatna", "al-hayatna")], id="Arabic article"
    ),
    pytest.param("الحياتنا", [("الحياتنا", "al-hayatna")], id="Arabic"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found(world, text, expected):
    hits = world.names_in(text)
    assert [text[hit.start : hit.end] for hit in hits] == [said for said, _ in expected]
    assert all(outlet in hit.outlets for hit, (_, outlet) in zip(hits, expected, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "a wave of heat",
        "oia",
        "Apa said",
        "Waves",
        "Orvinformation",
        "preOrvinform",
        "Steppe\n\nDaily Monitor",
        "SDM said",
        "KP said",
        "mid-wave",
        "a Nation at war",
        "the Nation State",
        "Nation building",
        "",
        "   ",
        "12345",
    ],
)
def test_other_words_are_not(world, text):
    assert world.names_in(text) == ()


def test_common_words_are_marked(world):
    vlast, orvinform = world.names_in("Vlast and Orvinform")
    assert (vlast.common, orvinform.common) == (True, False)
    assert set(vlast.outlets) == {"vlast-kz", "vlast-ru", "vlast-ua"}


def test_offsets_count_in_the_whole_text(world):
    text = "Orvinform. Orvinform. Orvinform."
    (hit,) = world.names_in(text, 5, 25)
    assert (hit.start, text[hit.start : hit.end]) == (11, "Orvinform")


_PIECES = st.sampled_from(
    [
        "Orvinform",
        "The Harbour Daily",
        "Far Radio's",
        "al-Hayatna",
        "Vlast",
        "vlast",
        "орвинформ",
        "Орвинформ",
        ".",
        ",",
        " ",
        "\n",
        "'s",
        "orvinform.example",
        "Steppe",
        "Daily",
        "Monitor",
        "x",
        "(",
        "«",
        "-",
        "’",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_hits_are_in_order_whole_words_and_known(world, text):
    hits = world.names_in(text)
    assert all(before.end <= after.start for before, after in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.outlets
        assert all(world.outlet(id) is not None for id in hit.outlets)
        assert hit.start == 0 or not (text[hit.start - 1].isalnum() and text[hit.start].isalnum())


@pytest.mark.parametrize("piece", ["Far ", "Steppe Daily ", "a.", "al-", "orvinform.", "Far’s", "А", "("])
def test_long_texts_are_read(world, piece):
    assert len(world.names_in(piece * 20_000)) <= 20_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("He told Tortoise that the bridge fell.", True, id="amid small letters"),
        pytest.param("It fell (Tortoise, May 3, 2016).", True, id="in brackets"),
        pytest.param("The Tortoise reported on Monday that it fell.", True, id="after its article"),
        pytest.param("As “Tortoise” wrote, it fell.", True, id="in quotation marks"),
        pytest.param("Tortoise reports were few.", False, id="at the head of a sentence"),
        pytest.param("It fell. Tortoise said so.", False, id="after a full stop"),
        pytest.param("He owns a Tortoise Island boat.", False, id="before another capital"),
        pytest.param("The Giant Tortoise Society met.", False, id="after another capital"),
        pytest.param("a tortoise said", False, id="in small letters"),
    ],
)
def test_an_everyday_word_names_a_paper_only_where_it_is_written_as_a_name(registry_with, text, found):
    row = '[[outlet]]\nid = "tortoise-x"\nname = "Tortoise"\nkind = "site"\ndomains = ["tortoise.example"]\n'
    registry = registry_with("mine.toml", row)
    hits = [hit.outlets for hit in registry.names_in(text)]
    assert (("tortoise-x",) in hits) is found
    assert registry.look_up("Tortoise").outlet == "tortoise-x"
