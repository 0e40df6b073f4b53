"""Bundles: valid by the specification's own tool, the same bytes at every run, and every change shows."""

import errno
import gzip
import json
import shutil
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance.errors import ArchiveFileError, OutputError
from provenance.warc import Kept, WaczFile, check_wacz, read_captures, read_record

DAY = datetime(2013, 10, 22, 10, 15, tzinfo=UTC)
PAGE = Kept(
    url="http://news.example/2013/10/22/день?a=1|2",
    urlkey="example,news)/2013/10/22/день?a=1|2",
    captured_at=DAY,
    status=200,
    headers=(
        ("content-type", "text/html; charset=windows-1251"),
        ("content-encoding", "gzip"),
        ("content-length", "7"),
        ("set-cookie", "id=1"),
        ("x-odd", "one\r\ntwo"),
    ),
    body="<html>день</html>".encode("cp1251"),
    title="День",
    notes=(("provenance-sha256", "bc3b5ab1c1ee0a4ce9d1d8d0ff7dbbe56cc9c3e0a1ffb2b9f7a4c1d0c2e5f6a7"),),
)


def kept(number, **more):
    import hashlib

    body = f"<html>item {number}".encode()
    return Kept(
        url=f"http://news.example/item-{number:04}",
        urlkey=f"example,news)/item-{number:04}",
        captured_at=DAY + timedelta(minutes=number),
        status=200,
        headers=(("content-type", "text/html"),),
        body=body,
        notes=(("provenance-sha256", hashlib.sha256(body).hexdigest()),),
        **more,
    )


def write(path, *captures):
    with WaczFile(path, created_at=DAY, title="Evidence", software="provenance test") as file:
        for capture in captures:
            file.add(capture)
    return file.sha256


def wacz_tool():
    beside = Path(sys.executable).parent / "wacz"
    return str(beside) if beside.exists() else shutil.which("wacz")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_specifications_own_tool_calls_it_valid(count, tmp_path):
    if wacz_tool() is None:
        pytest.skip("py-wacz is not installed: pip install -e .[dev]")
    write(tmp_path / "a.wacz", *map(kept, range(count)))
    made = subprocess.run(
        [wacz_tool(), "validate", "-f", str(tmp_path / "a.wacz")], check=False, capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "the passed WACZ is valid" in made.stdout


def test_equal_captures_make_equal_bytes(tmp_path):
    digests = {write(tmp_path / f"{name}.wacz", PAGE, kept(1), kept(2)) for name in ("a", "b")}
    assert len(digests) == 1
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()


def test_what_was_kept_is_read_back(tmp_path):
    write(tmp_path / "a.wacz", PAGE, replace(kept(1), status=404), kept(2, truncated=True))
    rows = list(read_captures(tmp_path / "a.wacz"))
    assert [row.status for row in rows] == [200, 404, 200]
    first = read_record(rows[0].file, rows[0].offset)
    assert (first.body, first.captured_at) == (PAGE.body, DAY)
    assert dict(first.headers)["content-length"] == str(len(PAGE.body))
    assert dict(first.headers)["x-odd"] == "one two"
    assert not {"content-encoding", "set-cookie"} & set(dict(first.headers))
    assert read_record(rows[2].file, rows[2].offset).truncated


def test_the_index_leads_to_each_record(tmp_path):
    write(tmp_path / "a.wacz", *map(kept, range(7)))
    with zipfile.ZipFile(tmp_path / "a.wacz") as bundle:
        assert {info.compress_type for info in bundle.infolist()} == {zipfile.ZIP_STORED}
        lines = gzip.decompress(bundle.read("indexes/index.cdx.gz")).decode().splitlines()
        table = bundle.read("indexes/index.idx").decode().splitlines()
        pages = [json.loads(line) for line in bundle.read("pages/pages.jsonl").splitlines()]
    assert lines == sorted(lines)
    assert len(lines) == 7
    assert table[0] == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert table[1].startswith("example,news)/item-0000 20131022101500 {")
    assert len(pages) == 8
    for line in lines:
        key, digits, row = line.split(" ", 2)
        place = json.loads(row)
        record = read_record(f"{tmp_path / 'a.wacz'}!/archive/data.warc.gz", int(place["offset"]))
        assert record.url == place["url"]
        assert f"sha1:{record.digest}" == place["digest"]
        assert (key, digits) == (f"example,news)/{record.url[-9:]}", f"{record.captured_at:%Y%m%d%H%M%S}")


def test_a_long_index_has_several_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.warc.wacz._BLOCK", 3)
    write(tmp_path / "a.wacz", *map(kept, range(7)))
    with zipfile.ZipFile(tmp_path / "a.wacz") as bundle:
        packed = bundle.read("indexes/index.cdx.gz")
        table = bundle.read("indexes/index.idx").decode().splitlines()[1:]
    assert len(table) == 3
    for row in table:
        place = json.loads(row.split(" ", 2)[2])
        block = gzip.decompress(packed[place["offset"] : place["offset"] + place["length"]]).decode()
        assert block.startswith(" ".join(row.split(" ", 2)[:2]))


def test_a_whole_bundle_is_called_whole(tmp_path):
    write(tmp_path / "a.wacz", kept(1), kept(2))
    found = check_wacz(tmp_path / "a.wacz")
    assert (found.records, found.problems, len(found.sha256)) == (2, (), 2)


def rewritten(path, **changes):
    """The bundle with some of its files replaced: {path with __ for /: bytes, None leaves it out}."""
    with zipfile.ZipFile(path) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    for name, change in changes.items():
        own = name.replace("__", "/").replace("_DOT_", ".")
        files[own] = change(files.get(own, b"")) if change is not None else None
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in files.items():
            if data is not None:
                bundle.writestr(name, data)


def flip(data):
    return data[:-30] + bytes([data[-30] ^ 1]) + data[-29:]


def reworded(data):
    """The WARC with another word in a page, its members packed anew."""
    members = []
    while data:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        members.append(gzip.compress(member.decompress(data).replace(b"<html>item 1", b"<html>item 9")))
        data = member.unused_data
    return b"".join(members)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"archive__data_DOT_warc_DOT_gz": flip}, "data.warc.gz was altered", id="a bit of the WARC"),
        pytest.param({"archive__data_DOT_warc_DOT_gz": reworded}, "item-0001 was altered", id="a word of a page"),
        pytest.param({"pages__pages_DOT_jsonl": flip}, "pages/pages.jsonl was altered", id="the list of pages"),
        pytest.param({"datapackage_DOT_json": lambda data: data + b" "}, "is not the one that", id="the description"),
        pytest.param({"datapackage-digest_DOT_json": None}, "there is no datapackage-digest.json", id="no digest"),
        pytest.param({"indexes__index_DOT_idx": None}, "is described and not there", id="a file left out"),
        pytest.param({"extra_DOT_txt": lambda _: b"x"}, "is there and not described", id="a file put in"),
    ],
)
def test_every_change_shows(changes, says, tmp_path):
    write(tmp_path / "a.wacz", kept(1), kept(2))
    rewritten(tmp_path / "a.wacz", **changes)
    problems = check_wacz(tmp_path / "a.wacz").problems
    assert any(says in problem for problem in problems), problems


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken off"])
def test_what_is_no_bundle_is_said(content, tmp_path):
    (tmp_path / "a.wacz").write_bytes(content)
    with pytest.raises(ArchiveFileError, match="could not check the bundle"):
        check_wacz(tmp_path / "a.wacz")
    with pytest.raises(ArchiveFileError, match="No such file"):
        check_wacz(tmp_path / "none.wacz")


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("call", ["os.replace", "tempfile.mkstemp"])
def test_a_full_disk_leaves_the_old_bundle_and_no_rest(call, tmp_path, monkeypatch):
    path = tmp_path / "a.wacz"
    path.write_bytes(b"what was there before")
    file = WaczFile(path, created_at=DAY, title="Evidence", software="provenance test")
    file.add(kept(1))
    monkeypatch.setattr(f"provenance.warc.wacz.{call}", full)
    with pytest.raises(OutputError) as caught:
        file.close()
    assert caught.value.line == (
        f"could not write the bundle {path}: No space left on device; free some space or choose another folder"
    )
    assert [one.name for one in tmp_path.iterdir()] == ["a.wacz"]
    assert path.read_bytes() == b"what was there before"


def test_an_audit_that_breaks_off_leaves_no_bundle(tmp_path):
    def broken_off():
        with WaczFile(tmp_path / "a.wacz", created_at=DAY, title="E", software="s") as file:
            file.add(kept(1))
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        broken_off()
    assert list(tmp_path.iterdir()) == []
