"""Which country an article is about, where its places leave no doubt, and what that decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.document import read_bytes
from provenance.pipeline import read_article

KZ = "Kazakhstan held a vote. Kazakh officials met in Almaty. Astana was calm. In Kazakhstan, prices rose. "


@pytest.mark.parametrize(
    ("text", "title", "country"),
    [
        pytest.param(KZ, None, "KZ", id="one country alone"),
        pytest.param(KZ + "Russia looked on. Moscow said so.", None, "KZ", id="another in passing"),
        pytest.param(KZ + "Russia, Moscow, Russian and Russia's.", None, None, id="two countries"),
        pytest.param(KZ + "Russia, Moscow, and Russian.", "A Vote in Kazakhstan", "KZ", id="the headline decides"),
        pytest.param(KZ + "Russia, Moscow, and Russian.", "Kazakhstan and Russia", None, id="the headline names two"),
        pytest.param("Kazakhstan and Almaty.", None, None, id="too few"),
        pytest.param("He cited it " + "(Kazakhstan Today, Astana Times) " * 9, None, None, id="outlets in brackets"),
        pytest.param("the north korean army, north and south " * 9, None, None, id="small letters"),
        pytest.param("North Korea's leader and South Korea. " * 3 + "North Korea. " * 9, None, "KP", id="two words"),
        pytest.param("Kyiv’s mayor, Kyiv's mayor, Kyiv. In Ukraine. Ukraine-based.", None, "UA", id="owners and full stops"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_the_country_of_an_article(world, text, title, country):
    assert world.country_of(text, title) == country


@given(text=st.text(max_size=300))
def test_any_text_can_be_asked(world, text):
    assert world.country_of(text, text) is None or len(world.country_of(text, text)) == 2


def read(world, scene):
    text = f"{scene}\n\nNine were held (Vlast, May 3, 2015).\n"
    reading = read_article(read_bytes(text.encode(), source="a.txt"), world)
    (citation,) = reading.citations
    return reading.document.country, citation.source.outlet


def test_namesakes_are_told_apart_by_the_articles_country(world):
    assert read(world, KZ) == ("KZ", "vlast-kz")


def test_where_the_country_is_open_a_shared_name_stays_open(world):
    assert read(world, KZ + "Russia, Moscow, Russian and Russia's.") == (None, None)


def test_a_country_that_none_of_the_namesakes_is_in_decides_nothing(world):
    assert read(world, "Georgia voted. Tbilisi was calm, Batumi was not. Georgian voters. Georgia again.") == ("GE", None)
