import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.matching import compare, read_page_terms, read_terms
from provenance.matching.quantities import read_quantities, states

READ = [
    ("85%", [(85, 85, "percent")]),
    ("between 80% and 90%", [(80, 90, "percent"), (90, 90, "percent")]),
    ("80-90 per cent", [(80, 90, "percent"), (90, 90, "percent")]),
    ("from 80 to 90 percent", [(80, 90, "percent"), (90, 90, "percent")]),
    ("150 тыс. человек", [(150_000, 150_000, None)]),
    ("80 процентов", [(80, 80, "percent")]),
    ("3,5 млн рублей", [(3_500_000, 3_500_000, "rub")]),
    ("150 000 refugees", [(150_000, 150_000, None)]),
    ("150,000 refugees", [(150_000, 150_000, None)]),
    ("1.234,5 kg", [(1234.5, 1234.5, None)]),
    ("1,234.5 kg", [(1234.5, 1234.5, None)]),
    ("$5m", [(5_000_000, 5_000_000, "usd")]),
    ("108 m", [(108, 108, None)]),
    ("twenty-five barges", [(25, 25, None)]),
    ("one hundred and twenty barges", [(120, 120, None)]),
    ("двадцать пять барж", [(25, 25, None)]),
    ("the 20th barge", [(20, 20, None)]),
    ("2.5 million euros", [(2_500_000, 2_500_000, "eur")]),
    ("in 2013", [(2013, 2013, None)]),
    ("1996-2001", [(1996, 1996, None), (2001, 2001, None)]),
    ("nothing to count", []),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[row[0] for row in READ])
def test_numbers_are_read_with_units_scales_and_ranges(text, expected):
    assert [(quantity.low, quantity.high, quantity.unit) for quantity in read_quantities(text)] == expected


FOUND = [
    ("85% of the barges sank", "Between 80% and 90% of the barges sank.", True),
    ("85% of the barges sank", "Between 60% and 70% of the barges sank.", False),
    ("80 percent of the barges", "Затонули 80 процентов барж.", True),
    ("150,000 people", "Там живут 150 тыс. человек.", True),
    ("3.5 percent", "Рост составил 3,5 процента.", True),
    ("85% of the barges", "In all 85 barges sank.", False),
    ("85 barges sank", "Some 85% of the barges sank.", False),
    ("$40 million was spent", "The dam cost 40 million dollars.", True),
    ("$40 million was spent", "The dam cost 40 million euros.", False),
    ("3 million people", "Some 2.98 million people live there.", True),
    ("3 million people", "Some 2.4 million people live there.", False),
    ("about 100 barges", "They counted 102 barges.", True),
    ("about 100 barges", "They counted 140 barges.", False),
    ("at least 100 barges", "They counted 104 barges.", True),
    ("at least 100 barges", "They counted 96 barges.", False),
    ("seven barges", "The storm took 7 barges.", True),
    ("between 80 and 90 barges", "The storm took 85 barges.", True),
]


@pytest.mark.parametrize(("claim", "page", "found"), FOUND, ids=[f"{row[0]} / {row[1]}" for row in FOUND])
def test_a_number_of_the_claim_is_found_by_value_and_unit(claim, page, found):
    match = compare(read_terms(claim), read_page_terms(page))
    assert match.numbers_total == 1
    assert match.numbers_all is found


@given(st.integers(min_value=11, max_value=10**9))
def test_any_whole_number_is_found_in_its_own_text(value):
    wanted = read_quantities(f"they counted {value} barges")
    assert len(wanted) == 1
    assert any(states(got, wanted[0]) for got in read_quantities(f"In all {value} barges were counted."))


@given(st.text(max_size=300))
def test_reading_numbers_never_raises_and_stays_inside_the_text(text):
    for quantity in read_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.low <= quantity.high


COMMAS = [
    ("en", "3,000", (3000.0, None)), ("zh", "3,000", (3000.0, None)), ("ru", "3,000", (3.0, None)),
    ("de", "3,000", (3.0, None)),
    ("fr", "3,000", (3.0, None)), ("es", "3,000", (3.0, None)), (None, "3,000", (3000.0, 3.0)), ("xx", "3,000", (3000.0, 3.0)),
    ("en", "3.000", (3.0, None)), ("de", "3.000", (3000.0, None)), (None, "3.000", (3.0, 3000.0)),
    ("en", "3,5", (3.5, None)), ("de", "3,5", (3.5, None)), ("en", "0,500", (0.5, None)), ("de", "0.500", (0.5, None)),
    ("en", "1,234,567", (1234567.0, None)), ("ru", "1,234.5", (1234.5, None)), ("en", "1.234,5", (1234.5, None)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), COMMAS, ids=[f"{row[0]} {row[1]}" for row in COMMAS])
def test_the_language_says_which_mark_parts_thousands(language, text, expected):
    (quantity,) = read_quantities(f"{text} jobs", language=language)
    assert (quantity.low, quantity.other) == expected


ENGLISH_PAGE = "The frigates will stay in the port for three days, the navy said. It is the first visit of the year."


@pytest.mark.parametrize(
    ("claim", "page", "found"),
    [
        ("The lease will create 3,000 jobs, as the ministry has said.", ENGLISH_PAGE, False),
        ("The lease will create 3,000 jobs, as the ministry has said.", ENGLISH_PAGE.replace("three", "3000"), True),
        (
            "Рост составил 3,125 процента, как это было и в прошлом году.",
            "Growth was 3.125 percent, as it was in the past.",
            True,
        ),
        ("Рост составил 3,125 процента, как это было и в прошлом году.", "It was 3,125 percent, as it was in the past.", False),
    ],
    ids=["thousands are no units", "thousands are thousands", "a decimal is a decimal", "a decimal is no thousand"],
)
def test_thousands_of_an_english_claim_are_not_found_among_units(claim, page, found):
    match = compare(read_terms(claim), read_page_terms(page))
    assert match.numbers_total == 1
    assert match.numbers_all is found


def test_numbers_of_a_text_that_does_not_tell_its_language_are_read_as_its_article_is_written():
    assert read_terms("Velmora cut 3,000 jobs").language is None
    assert [number.other for number in read_terms("Velmora cut 3,000 jobs").numbers] == [3.0]
    assert [number.other for number in read_terms("Velmora cut 3,000 jobs", likely="en-GB").numbers] == [None]
    page = read_page_terms("Velmora 3,000", likely="de")
    assert [(quantity.low, quantity.other) for _, quantity in page.quantities(weak=True)] == [(3.0, None)]


def test_a_flood_of_digits_is_read_in_one_pass():
    assert len(read_quantities("12 345 " * 20_000)) > 1000
