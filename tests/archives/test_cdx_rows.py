"""Index rows in all their forms. Every row here is synthetic, shaped after the forms in use."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.archives.cdx import NotCdxError, first_of_each_page, fits, read_cdx
from provenance.archives.timestamp import read_http_date, read_timestamp14, split_replay_address, write_timestamp14
from provenance.model.answer import CaptureQuery

FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
ROW = ["example,news)/a", "20131022101500", "http://www.news.example:80/a", "text/html", "200", "AAAA"]
TIME = datetime(2013, 10, 22, 10, 15, tzinfo=UTC)


def table(*rows, tail=()):
    return json.dumps([FIELDS, *rows, *tail]).encode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(table(ROW), id="array of arrays"),
        pytest.param(json.dumps([ROW]).encode(), id="array of arrays without names"),
        pytest.param(" ".join([*ROW, "123"]).encode(), id="seven columns"),
        pytest.param(" ".join(ROW).encode(), id="six columns"),
        pytest.param(
            f" CDX N b a m s k r M S V g\n{' '.join([*ROW, '-', '-', '99', '0', 'x.warc.gz'])}\n".encode(), id="eleven columns"
        ),
        pytest.param(
            json.dumps(dict(zip(["urlkey", "timestamp", "url", "mime", "status", "digest"], ROW, strict=True))).encode(),
            id="object a line",
        ),
        pytest.param(
            f"{ROW[0]} {ROW[1]} {json.dumps({'url': ROW[2], 'mime': ROW[3], 'status': ROW[4], 'digest': ROW[5]})}".encode(),
            id="key, time and object",
        ),
    ],
)
def test_every_form_gives_the_same_row(body):
    page = read_cdx(body)
    assert (page.skipped, page.resume_key) == (0, None)
    (row,) = page.rows
    assert (row.urlkey, row.time, row.original, row.mime, row.status, row.digest) == (
        ROW[0],
        TIME,
        ROW[2],
        "text/html",
        200,
        "AAAA",
    )


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"[]", b"[]\n", json.dumps([FIELDS]).encode()], ids=["nothing", "line", "[]", "[] line", "names only"]
)
def test_an_empty_answer_is_empty(body):
    assert read_cdx(body).rows == ()
    assert read_cdx(body).skipped == 0


@pytest.mark.parametrize(
    "body", [table(ROW, tail=([], ["key%2C1"])), (" ".join([*ROW, "1"]) + "\n\nkey%2C1\n").encode()], ids=["JSON", "text"]
)
def test_the_resume_key_is_read(body):
    page = read_cdx(body)
    assert (len(page.rows), page.resume_key, page.skipped) == (1, "key%2C1", 0)


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param({1: "2013102210"[:3]}, id="no time"),
        pytest.param({1: "20131399999999"}, id="month 13"),
        pytest.param({2: "mailto:desk@news.example"}, id="mail"),
        pytest.param({2: "http://mailto:desk@news.example/"}, id="mail as host"),
        pytest.param({2: "some/thing"}, id="no address"),
        pytest.param({2: "http://news.example/" + "x" * 3000}, id="endless address"),
    ],
)
def test_a_row_without_sense_is_left_out_and_counted(bad):
    broken = [bad.get(place, value) for place, value in enumerate(ROW)]
    page = read_cdx(table(broken, ROW))
    assert (len(page.rows), page.skipped) == (1, 1)


def test_a_key_with_an_image_in_it_is_made_anew():
    page = read_cdx(table([f'example,news)/"data:image/jpeg;base64,{"a" * 3000}', *ROW[1:]]))
    assert page.rows[0].urlkey == "example,news)/a"


def test_repeated_rows_come_once():
    page = read_cdx(table(ROW, ROW, ROW, [*ROW[:5], "BBBB"]))
    assert [row.digest for row in page.rows] == ["AAAA", "BBBB"]


def test_unknown_status_length_and_type_are_none():
    (row,) = read_cdx(table([*ROW[:3], "warc/revisit", "-", "-"])).rows
    assert (row.mime, row.status, row.digest) == ("warc/revisit", None, None)


def test_fuzzy_rows_are_dropped_without_being_rubbish():
    line = json.dumps({"urlkey": ROW[0], "timestamp": ROW[1], "url": ROW[2], "is_fuzzy": "1"})
    page = read_cdx(line.encode())
    assert (page.rows, page.skipped) == ((), 0)


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><p>", b"  <html>", b'[["urlkey"', b'[{"a": 1}]', b'[["a", "b"], ["c", "d"]]']
)
def test_what_is_no_index_is_said(body):
    with pytest.raises(NotCdxError):
        read_cdx(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_no_index(body):
    try:
        page = read_cdx(body)
    except NotCdxError:
        return
    assert len(page.rows) + page.skipped <= body.count(b"\n") + body.count(b"\r") + body.count(b"[") + 300


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (CaptureQuery(url="x"), True),
        (CaptureQuery(url="x", since=TIME, until=TIME), True),
        (CaptureQuery(url="x", since=datetime(2013, 10, 22, 10, 16, tzinfo=UTC)), False),
        (CaptureQuery(url="x", until=datetime(2013, 10, 22, 10, 14, tzinfo=UTC)), False),
    ],
)
def test_the_window_includes_its_ends(query, kept):
    assert fits(read_cdx(table(ROW)).rows[0], query) is kept


@pytest.mark.parametrize(
    ("mime", "status", "kept"),
    [
        ("text/html", "200", True),
        ("text/html", "404", False),
        ("image/png", "200", False),
        ("warc/revisit", "-", True),
        ("unk", "301", True),
    ],
)
def test_type_and_status_are_filtered_here_too(mime, status, kept):
    (row,) = read_cdx(table([*ROW[:3], mime, status, "A"])).rows
    assert fits(row, CaptureQuery(url="x")) is kept
    assert fits(row, CaptureQuery(url="x", html_only=False, successful_only=False))


def test_the_first_capture_of_each_page_is_kept():
    later = [ROW[0], "20131023000000", *ROW[2:]]
    other = ["example,news)/b", *ROW[1:]]
    rows = first_of_each_page(read_cdx(table(later, ROW, other)).rows)
    assert [(row.urlkey, row.time) for row in rows] == [("example,news)/a", TIME), ("example,news)/b", TIME)]


@pytest.mark.parametrize(
    ("digits", "time"),
    [
        ("20131022101500", datetime(2013, 10, 22, 10, 15, tzinfo=UTC)),
        ("2013", datetime(2013, 1, 1, tzinfo=UTC)),
        ("20131022", datetime(2013, 10, 22, tzinfo=UTC)),
        ("20000012170449", datetime(2000, 12, 17, 4, 49, tzinfo=UTC)),
        ("20000800241623", datetime(2000, 8, 24, 16, 23, tzinfo=UTC)),
        ("20131322101500", None),
        ("20130231000000", None),
        ("", None),
        ("201", None),
        ("2013-10-22", None),
        ("٢٠١٣١٠٢٢", None),
    ],
)
def test_fourteen_digits(digits, time):
    assert read_timestamp14(digits) == time


@given(st.integers(700_000_000, 4_000_000_000))
def test_digits_come_back(seconds):
    time = datetime.fromtimestamp(seconds, UTC)
    assert read_timestamp14(write_timestamp14(time)) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Tue, 22 Oct 2013 10:15:00 GMT", TIME),
        ("Tue, 22 Oct 2013 14:15:00 +0400", TIME),
        ("yesterday", None),
        (None, None),
        ("x" * 999, None),
    ],
)
def test_http_dates(text, time):
    assert read_http_date(text) == time


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "https://a.example/web/20131022101500id_/http://b.example/",
            ("https://a.example/web", "20131022101500", "http://b.example/"),
        ),
        (
            "https://a.example/web/2013/http://b.example/?x=/2014/",
            ("https://a.example/web", "2013", "http://b.example/?x=/2014/"),
        ),
        ("https://a.example/page", None),
    ],
)
def test_replay_addresses_are_taken_apart(address, parts):
    assert split_replay_address(address) == parts
