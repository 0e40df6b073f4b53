"""Dates keep their precision, in Python and in JSON; windows claim an order only where there is one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.dates import DateRange, DateValue, PartialDate, Window, parse_date
from provenance.model.record import Record

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIAL = st.builds(lambda day, keep: PartialDate(*(day.year, day.month, day.day)[:keep]), DAYS, st.integers(1, 3))


class Dated(Record):
    value: DateValue


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2013-10-22", "day", date(2013, 10, 22), date(2013, 10, 22)),
        ("2013-10", "month", date(2013, 10, 1), date(2013, 10, 31)),
        ("2012-02", "month", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013", "year", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013-10-21/2013-10-23", "range", date(2013, 10, 21), date(2013, 10, 23)),
        ("2013-09/2014", "range", date(2013, 9, 1), date(2014, 12, 31)),
    ],
)
def test_a_date_is_the_window_of_its_precision(text, precision, first, last):
    value = parse_date(text)
    assert (value.precision, value.window) == (precision, Window(first, last))
    assert str(value) == text


@pytest.mark.parametrize(
    "text", ["", "13-10-22", "2013-13", "2013-02-30", "2013-1-1", "2013-10-22T00:00", "2014/2013", "/", "20131022"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_date(text)


@given(PARTIAL)
def test_a_date_survives_json(value):
    record = Dated(value=value)
    assert Dated.model_validate_json(record.model_dump_json()) == record
    assert Dated.model_validate(record.model_dump(mode="json")) == record


@given(PARTIAL, PARTIAL)
def test_a_range_survives_json(one, other):
    start, end = sorted((one, other), key=lambda value: value.window.last)
    if end.window.last < start.window.first:
        start, end = end, start
    record = Dated(value=DateRange(start, end))
    assert Dated.model_validate_json(record.model_dump_json()) == record


@given(PARTIAL, PARTIAL)
def test_an_order_is_claimed_only_where_no_day_is_shared(one, other):
    a, b = one.window, other.window
    assert a.surely_before(b) + b.surely_before(a) + a.overlaps(b) == 1
    assert (a.gap(b) == 0) == a.overlaps(b)


def test_december_2011_is_not_before_15_december_2011():
    month, day = PartialDate(2011, 12).window, PartialDate(2011, 12, 15).window
    assert not month.surely_before(day)
    assert not day.surely_before(month)


def test_a_window_at_the_end_of_time_can_be_widened():
    assert Window(date.min, date.max).widened(3) == Window(date.min, date.max)
