"""Index lines read by the column and line by line: the same rows, whatever stands in them. All rows here are synthetic."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.warc.cdx import CdxLayout, CdxRow, layout_of, make_row, make_rows, read_rows

SOUND = ["example,news)/a", "20131022101500", "http://www.news.example:80/a", "text/html", "200", "AAAA"]
TIME = datetime(2013, 10, 22, 10, 15, tzinfo=UTC)
ROW = CdxRow(SOUND[0], SOUND[1], TIME, SOUND[2], "text/html", 200, "AAAA")

odd_rows = st.sampled_from(
    [
        ["example,news)/a", "20131322101500", *SOUND[2:]],  # no such month
        ["example,news)/a", "20130022101500", *SOUND[2:]],  # a 00 put in before the day
        ["example,news)/a", "2013102210", *SOUND[2:]],
        ["-", *SOUND[1:]],
        ["example,news)/a", SOUND[1], "mailto:a@news.example", *SOUND[3:]],
        ["example,news)/a", SOUND[1], "HTTP://news.example/A", *SOUND[3:]],
        ["example,news)/a", SOUND[1], "http://news.example/" + "x" * 2100, *SOUND[3:]],
        [*SOUND[:3], "warc/revisit", "-", "-"],
        [*SOUND[:3], "Text/HTML;charset=utf-8", "1000", "-"],
        [*SOUND, "one", "more"],
        SOUND[:4],
        ["org.archive.Exception:", "no", "such", "thing"],
        ["{", "}"],
        [""],
    ]
)
sound_rows = st.builds(
    lambda path, day, second: [f"example,news)/{path}", f"201310{day:02}1015{second:02}", f"http://a.b/{path}", *SOUND[3:]],
    st.text("abc0-", max_size=6), st.integers(1, 31), st.integers(0, 59),
)  # fmt: skip


def one_by_one(lines):
    """What the reader makes of each line alone."""
    return [row for line in lines for row in read_rows(line, CdxLayout())]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(sound_rows, sound_rows, sound_rows, odd_rows), max_size=30))
def test_a_block_is_read_as_its_lines_are(rows):
    lines = [" ".join(row) for row in rows]
    assert read_rows("\n".join(lines), CdxLayout()) == one_by_one(lines)
    assert read_rows("".join(line + "\r\n" for line in lines), CdxLayout()) == one_by_one(lines)


odd_lines = st.sampled_from(
    [
        "",
        "!meta",
        "{broken",
        "example,news)/a 20131022101500 {}",
        "example,news)/a 20131022101500 {},{}",
        "example,news)/a 20131022101500 {},5",
        "example,news)/a 20131322101500 " + json.dumps({"url": SOUND[2], "mime": "-", "status": "-", "digest": "-"}),
        "- 20131022101500 " + json.dumps({"url": SOUND[2], "mime": "text/html", "status": 200, "digest": None}),
        "example,news)/a 20131022101500 "
        + json.dumps({"url": SOUND[2], "mime": "", "status": "", "digest": "", "is_fuzzy": "1"}),
        json.dumps({"urlkey": SOUND[0], "timestamp": SOUND[1], "url": SOUND[2]}),
        "example,news)/a 20131022101500 http://news.example/{a} text/html 200 AAAA",
    ]
)


def as_object(row, file):
    tree = dict(zip(("url", "mime", "status", "digest"), row[2:], strict=True)) | (
        {"filename": file, "offset": "9"} if file else {}
    )
    return f"{row[0]} {row[1]} {json.dumps(tree)}"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(*[st.builds(as_object, sound_rows, st.sampled_from(["", "x.gz"]))] * 3, odd_lines), max_size=30),
)
def test_a_block_of_objects_is_read_as_its_lines_are(lines):
    assert read_rows("\n".join(lines), CdxLayout()) == one_by_one(lines)
    assert read_rows("".join(line + "\r\n" for line in lines), CdxLayout()) == one_by_one(lines)


def test_a_line_with_more_than_its_object_is_odd():
    line = as_object(SOUND, "")
    assert read_rows(f"{line}\n{line},5", CdxLayout()) == [ROW, None]


@settings(max_examples=100, deadline=None)
@given(st.lists(sound_rows, min_size=1, max_size=20))
def test_columns_give_what_single_rows_give(rows):
    made = make_rows(list(zip(*rows, strict=True)))
    assert made is not None
    assert made == [make_row(*row) for row in rows]


def test_one_odd_row_among_many_costs_only_itself():
    line = " ".join(SOUND)
    lines = [line] * 5000
    lines[2500] = "what is this"
    rows = read_rows("\n".join(lines), CdxLayout())
    assert rows == [ROW] * 2500 + [None] + [ROW] * 2499


@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param([*SOUND, "123"], "", id="seven columns"),
        pytest.param([*SOUND, "-", "99", "x.warc.gz"], "x.warc.gz#99#", id="nine columns"),
        pytest.param([*SOUND, "-", "-", "99", "x.warc.gz"], "x.warc.gz#99#", id="ten columns"),
        pytest.param([*SOUND, "-", "-", "123", "99", "x.warc.gz"], "x.warc.gz#99#123", id="eleven columns"),
        pytest.param([*SOUND, "-", "-", "-", "99", "x.warc.gz"], "x.warc.gz#99#", id="eleven columns, length unknown"),
        pytest.param([*SOUND, "-", "-", "-", "-", "-"], "", id="eleven columns, no place"),
    ],
)
def test_the_place_of_the_record_is_kept(line, place):
    text = " ".join(line)
    layout = layout_of(text)
    assert read_rows(text, layout) == [ROW._replace(place=place)]
    assert read_rows(f"{text}\nrubbish", layout) == [ROW._replace(place=place), None]


def test_a_header_names_the_columns():
    layout = layout_of(" CDX b a m s k g V N")
    text = " ".join([SOUND[1], SOUND[2], *SOUND[3:], "x.warc.gz", "99", SOUND[0]])
    assert read_rows(f" CDX b a m s k g V N\n{text}\n", layout) == [ROW._replace(place="x.warc.gz#99#")]


def test_a_header_without_a_key_has_keys_made():
    layout = layout_of(" CDX b a m s k")
    assert read_rows(" ".join(SOUND[1:]), layout) == [ROW]


def test_json_lines_name_their_fields():
    tree = {"url": SOUND[2], "mime": "text/html", "status": "200", "digest": "AAAA"}
    placed = {**tree, "filename": "x.warc.gz", "offset": "99", "length": "123"}
    text = "".join(f"{SOUND[0]} {SOUND[1]} {json.dumps(one)}\n" for one in (tree, placed, {**tree, "is_fuzzy": "1"}))
    assert read_rows(f"!meta\n{text}\n{{broken", CdxLayout()) == [ROW, ROW._replace(place="x.warc.gz#99#123"), None]
