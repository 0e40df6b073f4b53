"""The year of a date that prints none, and timestamps."""

import pytest

from provenance.dates import find_dates, find_weekdays, infer_year, read_timestamp
from provenance.model.dates import PartialDate


def inferred(text, article):
    (hit,) = find_dates(f"({text})")
    readings, reason = infer_year(hit, PartialDate.parse(article) if article else None)
    return [str(reading) for reading in readings], reason


CASES = [
    ("November 22", "2014-12-16", ["2014-11-22"], "T08"),
    ("December 17", "2014-12-16", ["2014-12-17"], "T08"),
    ("December 18", "2014-12-16", ["2013-12-18", "2014-12-18"], "two readings"),
    ("January 4", "2015-01-02", ["2014-01-04", "2015-01-04"], "two readings"),
    ("December 30", "2015-01-02", ["2014-12-30"], "T09"),
    ("February 29", "2014-03-03", ["2012-02-29", "2016-02-29"], "T08"),
    ("Tuesday, October 22", "2014-12-16", ["2013-10-22", "2014-10-22"], "T10"),
    ("Wednesday, October 22", "2014-12-16", ["2014-10-22"], "T08"),
    ("December 30 – January 2", "2015-01-05", ["2014-12-30/2015-01-02"], "T09"),
    ("July 27 - August 5", "2009-08-10", ["2009-07-27/2009-08-05"], "T08"),
    ("November 22", "2014", ["2014-11-22"], "T08"),
    ("October 22, 2013", "2014-12-16", ["2013-10-22"], ""),
    ("October 22", None, [], "T08"),
    ("February 30", "2014-12-16", [], "T01"),
]


@pytest.mark.parametrize(("text", "article", "readings", "reason"), CASES, ids=[f"{c[0]} in {c[1]}" for c in CASES])
def test_the_latest_such_date_not_after_the_article(text, article, readings, reason):
    got, why = inferred(text, article)
    assert got == readings
    assert reason in why


def test_a_lone_weekday_is_the_latest_one():
    (hit,) = find_weekdays("on Tuesday")
    assert [str(r) for r in infer_year(hit, PartialDate(2014, 11, 2))[0]] == ["2014-10-28"]
    assert [str(r) for r in infer_year(hit, PartialDate(2014, 10, 28))[0]] == ["2014-10-28", "2014-10-21"]


STAMPS = [
    ("2014-12-16T17:38:00Z", "2014-12-16", "17:38", "Z"),
    ("2014-12-16T17:38:00.000+03:00", "2014-12-16", "17:38", "+03:00"),
    ("2014-12-16 17:38", "2014-12-16", "17:38", None),
    ("Tue, 16 Dec 2014 17:38:00 GMT", "2014-12-16", "17:38", "GMT"),
    ("December 16, 2014 05:38 PM", "2014-12-16", "17:38", None),
    ("December 16, 2014 12:05 a.m. EST", "2014-12-16", "00:05", "EST"),
    ("16 декабря 2014, 17:38", "2014-12-16", "17:38", None),
    ("20141216", "2014-12-16", None, None),
    ("2014-12", "2014-12", None, None),
    ("16 grudnia 2014", "2014-12-16", None, None),
    ("04/05/2013", None, None, None),
    ("2014-02-30", None, None, None),
    ("yesterday", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize(("text", "day", "time", "zone"), STAMPS, ids=[stamp[0] or "empty" for stamp in STAMPS])
def test_timestamps(text, day, time, zone):
    got = read_timestamp(text)
    assert (str(got[0]) if got[0] else None, got[1], got[2]) == (day, time, zone)
