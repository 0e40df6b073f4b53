"""Across scripts and spellings: the glossary, names as languages write them, sums with hyphens, kinship."""

import pytest

from provenance.catalog.lexicon import load_glossary
from provenance.matching import compare, headline_score, kinship, name_likeness, read_page_terms, read_terms
from provenance.matching.folding import name_keys
from provenance.matching.quantities import read_quantities

CLAIM = read_terms("Miners in Vorkuta began a hunger strike over unpaid wages")


def test_the_glossary_is_large_and_well_formed():
    glossary = load_glossary()
    assert len(glossary) > 1500
    for english, foreign in glossary.items():
        assert english == english.lower().strip()
        assert foreign
        assert all(word.strip("-'") and " " not in word for word in foreign), english


@pytest.mark.parametrize(
    ("claim", "right", "wrong"),
    [
        (
            "Miners began a hunger strike over unpaid wages",
            "Шахтеры объявили голодовку из-за зарплаты",
            "Мэр открыл новую школу",
        ),
        ("Parliament approved the budget", "Депутаты приняли бюджет", "Река вышла из берегов"),
        ("Border guards were wounded", "Ранены пограничники", "Суд арестовал чиновника"),
        ("The hostages were released", "Заручників звільнили", "Ціни на хліб зросли"),
        ("Prices of bread rose", "Ціни на хліб зросли", "Заручників звільнили"),
    ],
    ids=["strike", "budget", "border", "ukrainian hostages", "ukrainian prices"],
)
def test_headlines_in_another_language_are_ranked_by_their_sense(claim, right, wrong):
    terms = read_terms(claim)
    assert headline_score(terms, right) > headline_score(terms, wrong)


@pytest.mark.parametrize("word", ["accused", "accuses", "accusing", "accusation", "accusations"])
def test_inflections_find_their_row(word):
    assert headline_score(read_terms(f"He {word} them"), "Обвинение") > 0


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Kojima", "Кодзима"), ("Gajdoš", "Гайдош"), ("Wilkes", "Уилкс"), ("Načić", "Начич"), ("Rader", "Рейдер"),
        ("Yevkurov", "Евкуров"), ("Shcherbin", "Щербин"), ("Beust", "Бойст"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_the_spelling_of_its_language(latin, cyrillic):
    assert name_likeness(latin, cyrillic) >= 80


@pytest.mark.parametrize(("one", "other"), [("Tavda", "Лугов"), ("Sedov", "Мартынов"), ("", "Седов")])
def test_other_names_are_not(one, other):
    assert name_likeness(one, other) < 80


def test_the_spellings_of_a_name_are_few_whatever_it_is():
    assert len(name_keys("cz" * 500 + "sz" * 500)) <= 24


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a 74-million-ruble bribe", 74_000_000, "rub"),
        ("a $5-billion deal", 5_000_000_000, "usd"),
        ("a 3-thousand-strong crowd", 3000, None),
        ("a 20-year-old", 20, None),
    ],
)
def test_hyphens_join_a_number_to_its_scale(text, value, unit):
    (found,) = read_quantities(text, language="en")
    assert (found.low, found.unit) == (value, unit)


def test_the_right_page_is_kin_and_another_is_not():
    right = read_page_terms("Coal miners in Vorkuta declared a hunger strike. Their wages have been unpaid since spring.")
    wrong = read_page_terms("The mayor opened a new school. Its roof was mended in the spring, and pupils came in September.")
    mine, other = (kinship(CLAIM, page, compare(CLAIM, page)) for page in (right, wrong))
    assert mine > 5
    assert other < 0


def test_an_empty_page_is_no_kin():
    page = read_page_terms("")
    assert kinship(CLAIM, page, compare(CLAIM, page)) < 0
