"""Archive files written and read back, whole and damaged."""

import gzip
import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ArchiveFileError, OutputError
from provenance.warc import Loss, WarcFile, read_captures, read_record, write_record

DAY = datetime(2013, 10, 22, 10, 15, tzinfo=UTC)


def write(path, pages=5):
    with WarcFile(path, created_at=DAY) as file:
        for number in range(pages):
            file.add(f"http://news.example/{number}", DAY + timedelta(minutes=number), f"<html>page {number}</html>".encode())
    return path


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_what_is_written_is_read_back(tmp_path, name):
    losses: list[Loss] = []
    rows = list(read_captures(write(tmp_path / name), losses))
    assert [row.url for row in rows] == [f"http://news.example/{number}" for number in range(5)]
    assert {(row.status, row.mime, row.kind) for row in rows} == {(200, "text/html", "response")}
    assert losses == []
    record = read_record(rows[3].file, rows[3].offset)
    assert (record.body, record.status, record.captured_at) == (b"<html>page 3</html>", 200, DAY + timedelta(minutes=3))
    assert dict(record.headers)["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_the_same_captures_make_the_same_bytes(tmp_path, name):
    sums = set()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        sums.add(hashlib.sha256(write(tmp_path / folder / name).read_bytes()).hexdigest())
    assert len(sums) == 1


def test_offsets_and_lengths_are_the_files_own(tmp_path):
    path = write(tmp_path / "a.warc.gz")
    data = path.read_bytes()
    rows = list(read_captures(path))
    assert len(rows) == 5
    for row in rows:
        assert row.url.encode() in gzip.decompress(data[row.offset : row.offset + row.length])


def test_a_revisit_knows_the_status_of_what_it_repeats(tmp_path):
    path = tmp_path / "a.warc.gz"
    with WarcFile(path, created_at=DAY) as file:
        file.add("http://news.example/", DAY, b"same")
        file.add("http://news.example/", DAY + timedelta(days=1), b"same", revisit_of=("http://news.example/", DAY))
    first, second = read_captures(path)
    assert (second.kind, second.status, second.mime, second.digest) == ("revisit", 200, "text/html", first.digest)
    record = read_record(second.file, second.offset)
    assert (record.body, record.refers_to) == (b"", ("http://news.example/", DAY))


def test_damage_in_the_middle_costs_one_record(tmp_path):
    path = write(tmp_path / "a.warc.gz")
    rows = list(read_captures(path))
    data = bytearray(path.read_bytes())
    middle = rows[2].offset + rows[2].length // 2
    data[middle : middle + 8] = b"\xff" * 8
    path.write_bytes(data)
    losses: list[Loss] = []
    assert [row.url[-1] for row in read_captures(path, losses)] == ["0", "1", "3", "4"]
    assert [(loss.file, loss.offset) for loss in losses] == [("a.warc.gz", rows[2].offset)]
    assert "a.warc.gz" in losses[0].line
    with pytest.raises(ArchiveFileError, match="damaged"):
        read_record(path, rows[2].offset)


def test_damage_in_a_plain_file_costs_one_record(tmp_path):
    path = write(tmp_path / "a.warc")
    rows = list(read_captures(path))
    data = path.read_bytes().replace(b"WARC-Target-URI: http://news.example/2\r\n", b"")
    data = data[: rows[2].offset] + data[rows[2].offset :].replace(b"Content-Length", b"Content-Lenght", 1)
    path.write_bytes(data)
    losses: list[Loss] = []
    assert [row.url[-1] for row in read_captures(path, losses)] == ["0", "1", "3", "4"]
    assert len(losses) == 1


def test_a_word_altered_in_a_body_costs_one_record(tmp_path):
    """The frame is whole and the text is not what was captured: what it says is no evidence."""
    path = tmp_path / "a.warc"
    with WarcFile(path, created_at=DAY) as file:
        for number in range(3):
            file.add(f"http://news.example/{number}", DAY, f"<html>the minister said {number}".encode())
    data = path.read_bytes()
    path.write_bytes(data.replace(b"minister said 1", b"minister lied 1"))
    losses = []
    rows = list(read_captures(path, losses))
    assert [row.url[-1] for row in rows] == ["0", "2"]
    assert [loss.why for loss in losses] == ["its bytes do not have the digest that was noted when it was written"]
    place = data.index(b"WARC/1.1", data.index(b"minister said 0"))
    with pytest.raises(ArchiveFileError, match="do not have the digest"):
        read_record(path, place)


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
@pytest.mark.parametrize("cut", [1, 5, 40, 200])
def test_a_cut_file_is_read_up_to_the_cut(tmp_path, name, cut):
    path = write(tmp_path / name)
    path.write_bytes(path.read_bytes()[:-cut])
    losses: list[Loss] = []
    rows = list(read_captures(path, losses))
    # A plain file may lose the blank lines behind its last record without losing the record.
    assert len(rows) + len(losses) == 5
    assert len(rows) >= 4


@pytest.mark.parametrize(
    "content",
    [b"", b"hello, this is no archive", gzip.compress(b"hello", mtime=0), b"WARC/1.0\r\n", b"\x1f\x8b\x08rubbish"],
    ids=["empty", "text", "gzip of text", "first line only", "broken gzip"],
)
def test_what_is_no_archive_is_said(tmp_path, content):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    if not content:
        assert list(read_captures(path)) == []
        return
    with pytest.raises(ArchiveFileError, match=r"a\.warc\.gz"):
        list(read_captures(path))


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ArchiveFileError, match="No such file"):
        list(read_captures(tmp_path / "none.warc.gz"))
    with pytest.raises(OutputError, match="choose another folder"):
        WarcFile(tmp_path / "none" / "a.warc.gz", created_at=DAY)


def test_records_that_share_a_gzip_member_are_counted_as_lost(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(write(tmp_path / "a.warc").read_bytes(), mtime=0))
    losses: list[Loss] = []
    assert list(read_captures(path, losses)) == []
    assert "recompress" in losses[0].why


def test_a_wacz_is_read_through(tmp_path):
    inner = write(tmp_path / "data.warc.gz")
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.write(inner, "archive/data.warc.gz")
        bundle.writestr("datapackage.json", "{}")
    rows = list(read_captures(path))
    assert len(rows) == 5
    assert rows[4].file.endswith("a.wacz!/archive/data.warc.gz")
    assert read_record(rows[4].file, rows[4].offset).body == b"<html>page 4</html>"


@pytest.mark.parametrize("content", [b"PK\x03\x04rubbish", b"no zip"])
def test_a_broken_wacz_is_said(tmp_path, content):
    path = tmp_path / "a.wacz"
    path.write_bytes(content)
    with pytest.raises(ArchiveFileError, match="WACZ"):
        list(read_captures(path))


def arc(body=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>old</html>"):
    """synthetic: an ARC 1.0 file of one page, made after the format's description."""
    head = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    first = b"filedesc://a.arc 0.0.0.0 20131022101500 text/plain %d\n" % len(head)
    line = b"http://news.example/old 192.0.2.1 20131022101500 text/html %d\n" % len(body)
    return [first + head, line + body + b"\n"]


@pytest.mark.parametrize("name", ["a.arc", "a.arc.gz"])
def test_arc_files_are_read(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"".join(gzip.compress(part, mtime=0) if name.endswith("gz") else part for part in arc()))
    losses: list[Loss] = []
    rows = list(read_captures(path, losses))
    assert [(row.url, row.status, row.captured_at) for row in rows] == [("http://news.example/old", 200, DAY)]
    assert losses == []
    assert read_record(path, rows[0].offset).body.rstrip() == b"<html>old</html>"


@pytest.mark.parametrize(
    ("headers", "payload"),
    [
        pytest.param((("Content-Encoding", "gzip"),), gzip.compress(b"<html>text", mtime=0), id="gzip"),
        pytest.param((("Transfer-Encoding", "chunked"),), b"a\r\n<html>text\r\n0\r\n\r\n", id="chunked"),
        pytest.param((("Transfer-Encoding", "chunked"),), b"<html>text", id="claims to be chunked"),
        pytest.param((), b"<html>text", id="plain"),
    ],
)
def test_the_body_is_what_the_site_meant(tmp_path, headers, payload):
    path = tmp_path / "a.warc.gz"
    with WarcFile(path, created_at=DAY) as file:
        file.add("http://news.example/", DAY, payload, headers=(("Content-Type", "text/html"), *headers))
    (row,) = read_captures(path)
    assert read_record(path, row.offset).body == b"<html>text"


def test_a_long_body_is_cut_and_marked(tmp_path):
    path = tmp_path / "a.warc.gz"
    with WarcFile(path, created_at=DAY) as file:
        file.add("http://news.example/", DAY, b"x" * 100_000)
    (row,) = read_captures(path)
    record = read_record(path, row.offset, max_bytes=1000)
    assert (len(record.body), record.truncated) == (1000, True)


def test_an_encoding_that_can_not_be_undone_is_named(tmp_path):
    path = tmp_path / "a.warc.gz"
    with WarcFile(path, created_at=DAY) as file:
        file.add("http://news.example/", DAY, b"??", headers=(("Content-Encoding", "zstd"),))
    (row,) = read_captures(path)
    assert read_record(path, row.offset).encoding == "zstd"


@settings(max_examples=60, deadline=None)
@given(bodies=st.lists(st.binary(max_size=3000), min_size=1, max_size=6), gz=st.booleans())
def test_any_bodies_survive(tmp_path_factory, bodies, gz):
    path = tmp_path_factory.mktemp("w") / ("a.warc.gz" if gz else "a.warc")
    with WarcFile(path, created_at=DAY) as file:
        for number, body in enumerate(bodies):
            file.add(f"http://news.example/{number}", DAY, body, headers=(("Content-Type", "application/octet-stream"),))
    losses: list[Loss] = []
    rows = list(read_captures(path, losses))
    assert losses == []
    assert [read_record(path, row.offset).body for row in rows] == bodies


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=400), place=st.integers(0, 3))
def test_any_rubbish_is_survived(tmp_path_factory, data, place):
    stream = io.BytesIO()
    write_record(stream, "http://news.example/", DAY, b"<html>")
    path = tmp_path_factory.mktemp("w") / ("a.warc.gz" if place % 2 else "a.warc")
    whole = stream.getvalue()
    path.write_bytes(data + whole if place < 2 else whole + data)
    losses: list[Loss] = []
    try:
        rows = list(read_captures(path, losses))
    except ArchiveFileError:
        return
    assert len(rows) <= 1 or b"WARC/" in data
