"""Every form of input, sound and broken: what can be read is read, what can't is counted and said. All inputs are synthetic."""

import gzip
import io
import json
import zipfile
from datetime import date

import duckdb
import pytest

from provenance.errors import ArchiveFileError
from provenance.index import build_catalogue
from provenance.index.gdelt import read_table_row
from provenance.index.manifest import read_manifest
from provenance.model.answer import CaptureQuery

EVERYTHING = CaptureQuery(url="news.example", match="domain", html_only=False, successful_only=False)
ROW = "example,news)/a 20131022101500 http://www.news.example:80/a text/html 200 AAAA"
OTHER = ROW.replace("/a", "/b").replace("AAAA", "BBBB")


A, TIME, X = "http://news.example/a", "20170701234500", ["x"] * 59


def zipped(name, text):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(name, text)
    return packed.getvalue()


def crawl(path, columns, *rows):
    """A Parquet file in the columns of Common Crawl's index."""
    values = ", ".join("(" + ", ".join(row) + ")" for row in rows)
    duckdb.connect().execute(f"COPY (SELECT * FROM (VALUES {values}) AS t({columns})) TO '{path}' (FORMAT parquet)")
    return path


CRAWL = (
    "url_surtkey, url, fetch_time, fetch_status, content_mime_detected, content_digest, "
    "warc_filename, warc_record_offset, warc_record_length"
)
CRAWLED = (
    "'example,news)/a'",
    "'http://news.example/a'",
    "TIMESTAMP '2013-10-22 10:15:00'",
    "200",
    "'text/html'",
    "'AAAA'",
    "'crawl-data/CC-MAIN-2013-48/x.warc.gz'",
    "99",
    "123",
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.cdx", f"{ROW} 1\n{OTHER} 9", id="seven columns"),
        pytest.param("a.cdx.gz", gzip.compress(f"{ROW} 123\n{OTHER} 99".encode()), id="gzipped, no last line end"),
        pytest.param("a.cdx", f" CDX N b a m s k r M S V g\n{ROW} - - 1 5 x.gz\n{OTHER} - - 1 2 x.gz\n", id="eleven"),
        pytest.param(
            "a.cdxj",
            "".join(
                f"{line.split()[0]} 20131022101500 "
                + json.dumps({"url": line.split()[2], "mime": "text/html", "status": "200", "digest": line.split()[5]})
                + "\n"
                for line in (ROW, OTHER)
            ),
            id="CDXJ",
        ),
        pytest.param("rows", f"{ROW} 123\n{OTHER} 99\n", id="no ending that says what it is"),
    ],
)  # fmt: skip
def test_index_files_in_every_form(open_catalogue, write, name, data):
    catalogue = open_catalogue(write(name, data))
    rows = catalogue.select(EVERYTHING, 10)
    assert [(row.urlkey, row.url, row.status, row.mime, row.digest, row.archive) for row in rows] == [
        ("example,news)/a", "http://www.news.example:80/a", 200, "text/html", "AAAA", "wayback"),
        ("example,news)/b", "http://www.news.example:80/b", 200, "text/html", "BBBB", "wayback"),
    ]
    assert f"{rows[0].captured_at:%Y%m%d%H%M%S%z}" == "20131022101500+0000"
    assert catalogue.manifest.sources[0].rows == 2
    assert not catalogue.manifest.unread


def test_archive_files_and_their_folders(open_catalogue, news_warc):
    for path in (news_warc, news_warc.parent):
        catalogue = open_catalogue(path)
        assert catalogue.manifest.rows == 18
        assert catalogue.manifest.hosts == 3
        row = catalogue.select(CaptureQuery(url="news.example/2013/10/22/item-03"), 5)[0]
        assert (row.archive, row.file, row.source) == ("warc", "news.warc.gz", 0)


def test_common_crawl_s_parquet(open_catalogue, tmp_path):
    rows = [CRAWLED, ("NULL", *CRAWLED[1:]), (*CRAWLED[:2], "NULL", *CRAWLED[3:])]
    catalogue = open_catalogue(crawl(tmp_path / "cc.parquet", CRAWL, *rows))
    (row,) = catalogue.select(EVERYTHING, 10)
    assert (row.archive, row.file, row.place, row.length) == ("commoncrawl", "crawl-data/CC-MAIN-2013-48/x.warc.gz", 99, 123)
    assert catalogue.manifest.sources[0].skipped == 2


def test_common_crawl_s_parquet_without_the_columns_that_may_lack(open_catalogue, tmp_path):
    names = "url_surtkey, url, fetch_time"
    (row,) = open_catalogue(crawl(tmp_path / "cc.parquet", names, CRAWLED[:3])).select(EVERYTHING, 10)
    assert (row.status, row.mime, row.file, row.place) == (None, None, None, None)


@pytest.mark.parametrize(
    ("name", "line", "day"),
    [
        pytest.param(
            "20131022.gkg.csv.zip", ["20131022", *X[:8], "news.example", f"{A}<UDIV>{A}b"], "2013-10-22", id="GKG 1.0"
        ),
        pytest.param("1.gkg.csv.zip", ["id", TIME, "1", "news.example", A, *X[:22]], "2017-07-01", id="GKG 2"),
        pytest.param("1.mentions.CSV.zip", ["1", TIME, TIME, "1", "news.example", A, *X[:10]], "2017-07-01", id="mentions"),
        pytest.param("20131022.export.CSV.zip", [*X[:56], "20131022", A], "2013-10-22", id="events 1.0"),
        pytest.param("1.export.CSV.zip", [*X[:59], TIME, A], "2017-07-01", id="events 2.0"),
    ],
)
def test_gdelt_s_files_are_listings_and_no_captures(open_catalogue, write, name, line, day):
    text = "\t".join(line)
    catalogue = open_catalogue(write(name, zipped(name[:-4], f"{text}\nbroken\trow\n{text}\n")))
    listed = catalogue.listings("news.example", date.fromisoformat(day), date.fromisoformat(day), 10)
    assert (A, date.fromisoformat(day)) in listed
    assert catalogue.select(EVERYTHING, 10) == []
    assert catalogue.manifest.listings == catalogue.manifest.rows == len(listed)
    assert catalogue.manifest.sources[0].skipped == 1
    assert catalogue.listings("news.example", date(2001, 1, 1), date(2001, 1, 2), 10) == []
    assert catalogue.listings("sport.news.example", date.fromisoformat(day), date.fromisoformat(day), 10) == []


@pytest.mark.parametrize("line", ["", "a\tb", "\t" * 10, "no day\t" + "\t".join(["x"] * 9) + "\thttp://a.example/"])
def test_rows_of_gdelt_that_make_no_sense(line):
    assert read_table_row(line) is None


def test_a_heading_of_gdelt_is_no_loss():
    assert read_table_row("\t".join(["DATE", *["x"] * 9, "SOURCEURLS"])) == ("", [])


# ---- damage ----


def test_a_broken_record_in_the_middle_costs_only_itself(open_catalogue, news_warc, write):
    data = bytearray(news_warc.read_bytes())
    members = [at for at in range(len(data) - 3) if data[at : at + 3] == b"\x1f\x8b\x08"]
    middle = members[len(members) // 2]
    data[middle + 20 : middle + 40] = b"\xff" * 20
    catalogue = open_catalogue(write("broken.warc.gz", bytes(data)))
    source = catalogue.manifest.sources[0]
    assert 16 <= source.rows < 18
    assert len(source.losses) == 1
    assert "broken.warc.gz" in source.losses[0]
    assert catalogue.manifest.unread


def test_a_gzip_that_breaks_off_gives_what_came_before(open_catalogue, write):
    text = "".join(
        ROW.replace("/a", f"/{number:05}").replace("AAAA", f"{number * 7919 % 99991:020}") + " 9\n" for number in range(20_000)
    )
    packed = gzip.compress(text.encode())
    catalogue = open_catalogue(write("a.cdx.gz", packed[: len(packed) // 2]))
    source = catalogue.manifest.sources[0]
    assert 5_000 < source.rows < 20_000
    assert source.skipped == 0
    assert "can't be read to its end" in source.losses[0]


def test_rows_that_make_no_sense_are_counted(open_catalogue, write):
    catalogue = open_catalogue(write("a.cdx", f"{ROW} 9\nwhat is this\n{OTHER} 9\n{ROW.replace('20131022', '20139922')} 9\n"))
    assert (catalogue.manifest.sources[0].rows, catalogue.manifest.sources[0].skipped) == (2, 2)


def test_values_that_could_break_the_table_do_not(open_catalogue, write):
    url = "http://news.example/a\tb\nc\"d'e,f"
    line = f"example,news)/odd 20131022101500 {json.dumps({'url': url, 'status': '200', 'digest': chr(0xD800)})}"
    (row,) = open_catalogue(write("a.cdxj", line)).select(EVERYTHING, 10)
    assert row.url == "http://news.example/a%20b%20c\"d'e,f"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("gone.cdx", None, "there is no such file or folder", id="missing"),
        pytest.param("empty.cdx", "", "it is empty", id="empty"),
        pytest.param("page.cdx", "<html>Not found</html>", "none of a form that is known", id="a page"),
        pytest.param("a.cdx.gz", b"\x1f\x8b\x08rubbish", "check that the file is whole", id="a gzip that is none"),
        pytest.param("a.csv.zip", b"PK\x03\x04rubbish", "check that the file is whole", id="a zip that is none"),
        pytest.param("a.warc.gz", b"rubbish" * 99, "holds no record that can be read", id="a WARC that is none"),
        pytest.param("a.parquet", b"PAR1rubbishPAR1", "a.parquet", id="a Parquet that is none"),
    ],
)
def test_an_input_that_can_not_be_read_is_one_clear_line(tmp_path, write, name, data, says):
    path = tmp_path / name if data is None else write(name, data)
    with pytest.raises(ArchiveFileError) as caught:
        build_catalogue(tmp_path / "out", [path])
    assert says in caught.value.line
    assert name in caught.value.line
    assert "\n" not in caught.value.line


def test_parquet_with_other_columns_says_which(tmp_path):
    path = crawl(tmp_path / "x.parquet", "id, name", ("1", "'a'"))
    with pytest.raises(ArchiveFileError, match=r"it has other columns \(id, name\); url and url_surtkey and fetch_time"):
        build_catalogue(tmp_path / "out", [path])
    path = crawl(tmp_path / "y.parquet", "url_surtkey, url, fetch_time", ("'a)/'", "'http://a/'", "'yesterday'"))
    with pytest.raises(ArchiveFileError, match="a fetch_time that is a time is not among them"):
        build_catalogue(tmp_path / "out", [path])


def test_one_input_of_several_that_can_not_be_read_leaves_the_others(open_catalogue, write, tmp_path):
    catalogue = open_catalogue(write("a.cdx", f"{ROW} 9\n"), tmp_path / "gone.cdx", write("b.parquet", b"PAR1rubbishPAR1"))
    assert catalogue.manifest.rows == 1
    assert len(catalogue.built.failed) == 2


def test_inputs_without_a_capture_change_nothing(open_catalogue, write, tmp_path):
    catalogue = open_catalogue(write("a.cdx", f"{ROW} 9"))
    with pytest.raises(ArchiveFileError, match="the inputs hold no capture"):
        build_catalogue(catalogue.folder, [write("b.cdx", " CDX N b a m s k\n")])
    assert read_manifest(catalogue.folder) == catalogue.manifest


def test_a_folder_with_nothing_in_it(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(ArchiveFileError, match="the folder holds no WARC"):
        build_catalogue(tmp_path / "out", [tmp_path / "in"])
