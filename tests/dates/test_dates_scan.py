"""Dates in running text: forms, values, places, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.catalog.months import load_months
from provenance.dates import find_dates, find_weekdays

WHOLE = [
    ("October 22, 2013", ["2013-10-22"]),
    ("Oct 22 2013", ["2013-10-22"]),
    ("Sept. 3, 2010", ["2010-09-03"]),
    ("the 22nd of October 2013", ["2013-10-22"]),
    ("22nd October, 2013", ["2013-10-22"]),
    ("22 окт. 2013", ["2013-10-22"]),
    ("22 октября 2013 года", ["2013-10-22"]),
    ("5 травня 2014 року", ["2014-05-05"]),
    ("1er mars 2012", ["2012-03-01"]),
    ("3. Mai 2010", ["2010-05-03"]),
    ("22 de octubre de 2013", ["2013-10-22"]),
    ("3 Mayıs 2010", ["2010-05-03"]),
    ("4 luglio 2011", ["2011-07-04"]),
    ("4 de julho de 2011", ["2011-07-04"]),
    ("22 أكتوبر 2013", ["2013-10-22"]),
    ("2013年10月22日", ["2013-10-22"]),
    ("2013-10-22", ["2013-10-22"]),
    ("2013/10/22", ["2013-10-22"]),
    ("22.10.2013", ["2013-10-22"]),
    ("10/22/13", ["2013-10-22"]),
    ("October 2013", ["2013-10"]),
    ("Nov., 2003", ["2003-11"]),
    ("in 2013", ["2013"]),
    ("(2013)", ["2013"]),
    ("2010-2013", ["2010/2013"]),
    ("October 22-23, 2013", ["2013-10-22/2013-10-23"]),
    ("22–23 October 2013", ["2013-10-22/2013-10-23"]),
    ("September 29–October 2, 2014", ["2014-09-29/2014-10-02"]),
    ("December 30 – January 2, 2015", ["2014-12-30/2015-01-02"]),
    ("from 3 to 5 May 2014", ["2014-05-03/2014-05-05"]),
    ("3 and 4 November 2004", ["2004-11-03", "2004-11-04"]),
    ("18 March, 10 September, and 6 October 1999", ["1999-03-18", "1999-09-10", "1999-10-06"]),
    ("October 18, 28, 2014", ["2014-10-18", "2014-10-28"]),
    ("Tuesday, October 22, 2013", ["2013-10-22"]),
]


@pytest.mark.parametrize(("text", "values"), WHOLE, ids=[text for text, _ in WHOLE])
def test_a_date_with_its_year(text, values):
    hits = find_dates(f"Before it. ({text}) and after.")
    assert [str(hit.value) for hit in hits] == values


PARTIAL = [
    ("Jan. 9", [(1, 9, None, None)]),
    ("October 18, 28", [(10, 18, None, None), (10, 28, None, None)]),
    ("8 and 9 July", [(7, 8, None, None), (7, 9, None, None)]),
    ("January 28–February 4", [(1, 28, 2, 4)]),
    ("July 22-23", [(7, 22, 7, 23)]),
    ("10月22日", [(10, 22, None, None)]),
]


@pytest.mark.parametrize(("text", "parts"), PARTIAL, ids=[text for text, _ in PARTIAL])
def test_a_date_without_a_year_has_no_value(text, parts):
    hits = find_dates(f"({text})")
    assert [(hit.month, hit.day, hit.end_month, hit.end_day) for hit in hits] == parts
    assert all(hit.value is None and hit.readings == () and hit.year is None for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "he may 3 times",
        "they march 20 miles",
        "10 000 people",
        "No. 2013-A",
        "$2013",
        "x2013",
        "route 66",
        "1.5.2.3",
        "10:30",
        "2013 men",
    ],
)
def test_what_is_no_date(text):
    assert find_dates(text) == ()


def test_a_count_after_a_day_is_no_second_day():
    hits = find_dates("On October 18, 28 people died.")
    assert [hit.text for hit in hits] == ["October 18"]


@pytest.mark.parametrize("text", ["30 February 2013", "February 30", "February 29, 2013", "October 32", "13/13/2013"])
def test_an_impossible_date_is_reported_and_never_mended(text):
    (hit,) = find_dates(f"({text})")
    assert hit.impossible
    assert hit.value is None
    assert hit.readings == ()


def test_a_wrong_weekday_is_noted():
    (hit,) = find_dates("Tuesday, October 22, 2014")
    assert str(hit.value) == "2014-10-22"
    assert hit.reason.startswith("T10")


def test_slash_dates_keep_two_readings_in_the_order_of_the_hint():
    month, day = (find_dates("04/05/2013", day_first=first)[0] for first in (False, True))
    assert [str(v) for v in month.readings] == ["2013-04-05", "2013-05-04"]
    assert [str(v) for v in day.readings] == ["2013-05-04", "2013-04-05"]
    assert (day.day, day.month) == (4, 5)


def test_languages_limit_the_month_names():
    assert [str(h.value) for h in find_dates("3 Mayıs 2010", languages=["tr"])] == ["2010-05-03"]
    assert all(h.month is None for h in find_dates("(3 Mayıs 2010)", languages=["en"]))


def test_start_and_end_bound_the_search():
    text = "3 May 2010, then 4 May 2011"
    assert [h.text for h in find_dates(text, start=12)] == ["4 May 2011"]
    assert [h.text for h in find_dates(text, end=11)] == ["3 May 2010"]


def test_weekdays_alone():
    hits = find_weekdays("It was said on Tuesday, and в среду again; wed and sun are words.")
    assert [(h.text, h.weekday) for h in hits] == [("Tuesday", 1), ("среду", 2)]


def test_every_language_has_its_months():
    names = load_months()
    assert len(names.languages) >= 8
    for code in names.languages:
        assert {name.number for name in names.months.values() if code in name.languages} == set(range(1, 13))


WORDS = [*"-–,./( 年月日\n3", "October", "May", "22", "2013", "29", "and", "октября", "Tuesday", "1" * 30]
PIECES = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40)


@given(PIECES)
def test_hits_lie_in_the_text_in_order_and_say_what_stands_there(pieces):
    text = "".join(pieces)
    hits = find_dates(text)
    assert hits == find_dates(text)
    position = 0
    for hit in hits:
        assert position <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.text
        assert (hit.value is None) == (not hit.readings)
        position = hit.end
