"""`--archive index:PATH`: the answers of the files it was made of, whoever holds the bytes, and asked before anyone else."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from support_faults import Answer, FakeTime, FaultServer, running

from provenance.archives import ArchivesSettings, open_archive
from provenance.cli.main import run
from provenance.errors import ArchiveFileError, SettingsError
from provenance.index import build_catalogue
from provenance.model.answer import CaptureQuery, Found, Gap, PageQuery, PagesFound, Replayed
from provenance.net import Client, NetSettings

ROOT = Path(__file__).resolve().parents[2]
ROW = "example,news)/a 20131022101500 http://www.news.example:80/a text/html 200 AAAA"
MEMENTO = (("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT"), ("Content-Type", "text/html"))


@pytest.fixture
def server():
    with running(FaultServer()) as faults:
        yield faults


@pytest.fixture
def open_index(tmp_path, server):
    fake = FakeTime()
    client = Client(NetSettings(rate=1000.0), cache_dir=None, clock=fake.clock, sleep=fake.sleep)
    opened = []

    def build(path, **settings):
        own = ArchivesSettings.read({name: {"base_url": server.url, **row} for name, row in settings.items()})
        opened.append(open_archive(f"index:{path}", own, client, index_dir=tmp_path / "indexes"))
        return opened[-1]

    yield build
    for archive in opened:
        archive.close()
    client.close()


def questions():
    urls = ["http://www.news.example/", "news.example/2013/10/22/item-03", "http://news.example/gone", "nothing.example"]
    for url in urls:
        for match in ("exact", "prefix", "host", "domain"):
            for more in ({}, {"one_per_page": True}, {"html_only": False}, {"successful_only": False}, {"limit": 3}):
                yield CaptureQuery(url=url, match=match, **more)


def test_it_answers_as_the_files_do_that_it_was_made_of(open_index, news_warc, tmp_path):
    build_catalogue(tmp_path / "cat", [news_warc], threads=1)
    index = open_index(tmp_path / "cat")
    fake = FakeTime()
    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep)
    files = open_archive(f"warc:{news_warc}", ArchivesSettings.read(), client, index_dir=tmp_path / "indexes")
    asked = found = 0
    for query in questions():
        ours, theirs = index.look_up(query), files.look_up(query)
        assert ours.outcome == theirs.outcome, query
        asked += 1
        if isinstance(ours, Found) and isinstance(theirs, Found):
            found += 1
            same = [(one.url, one.captured_at, one.status, one.digest, one.archive_url) for one in ours.captures]
            assert same == [(one.url, one.captured_at, one.status, one.digest, one.archive_url) for one in theirs.captures]
            assert ours.complete == theirs.complete
            for one, other in zip(ours.captures[:2], theirs.captures[:2], strict=True):
                assert index.replay(one).content.body == files.replay(other).content.body
    files.close()
    client.close()
    assert asked == 80
    assert found > 30


def test_bytes_come_from_the_archive_that_the_rows_name(open_index, write, tmp_path, server):
    server.answers["/web/20131022101500id_/http://www.news.example:80/a"] = [Answer(200, b"<html>a", MEMENTO)]
    build_catalogue(tmp_path / "cat", [write("a.cdx", ROW)], threads=1)
    index = open_index(tmp_path / "cat", wayback={})
    (capture,) = index.look_up(CaptureQuery(url="news.example/a")).captures
    assert capture.archive == "index:cat"
    assert capture.archive_url == f"{server.url}/web/20131022101500/http://www.news.example:80/a"
    assert server.asked == []
    replayed = index.replay(capture)
    assert isinstance(replayed, Replayed)
    assert replayed.content.body == b"<html>a"
    assert [record.archive for record in replayed.records] == ["wayback"]


def test_a_holder_that_is_not_there_is_no_absence(open_index, write, news_warc, tmp_path):
    moved = write("moved.warc.gz", news_warc.read_bytes())
    build_catalogue(tmp_path / "cat", [moved, write("a.cdx", ROW.replace("/a", "/own"))], archive="nobody", threads=1)
    moved.unlink()
    index = open_index(tmp_path / "cat")
    for url, says in (("news.example/2013/10/22/item-03", "moved.warc.gz"), ("news.example/own", "there is no such archive")):
        (capture,) = index.look_up(CaptureQuery(url=url)).captures
        answer = index.replay(capture)
        assert isinstance(answer, Gap)
        assert answer.outcome == "unreachable"
        assert says in answer.reason


def test_what_could_not_be_read_stays_open(open_index, write, news_warc, tmp_path):
    broken = write("broken.warc.gz", news_warc.read_bytes()[:-40])
    build_catalogue(tmp_path / "cat", [broken], threads=1)
    index = open_index(tmp_path / "cat")
    assert isinstance(index.look_up(CaptureQuery(url="news.example", match="host")), Found)
    answer = index.look_up(CaptureQuery(url="nothing.example"))
    assert answer.outcome == "unreachable"
    assert len(index.warnings) == 1


def test_pages_that_gdelt_saw_are_listed(open_index, write, tmp_path):
    line = "\t".join(["20131022", *["x"] * 8, "news.example", "http://news.example/a<UDIV>http://news.example/b"])
    build_catalogue(tmp_path / "cat", [write("20131022.gkg.csv", line)], threads=1)
    index = open_index(tmp_path / "cat")
    day = date(2013, 10, 22)
    listed = index.list_pages(PageQuery(host="news.example", first=day, last=day))
    assert isinstance(listed, PagesFound)
    assert [(page.url, page.seen_on) for page in listed.pages] == [(f"http://news.example/{name}", day) for name in "ab"]
    assert not index.list_pages(PageQuery(host="news.example", first=day, last=day, limit=1)).complete
    assert index.list_pages(PageQuery(host="other.example", first=day, last=day)).outcome == "empty"
    assert index.list_pages(PageQuery(first=day, last=day)).outcome == "skipped"
    assert index.look_up(CaptureQuery(url="news.example", match="host")).outcome == "empty"


@pytest.mark.parametrize(("spec", "fault"), [("index:", SettingsError), ("index:/no/such/folder", ArchiveFileError)])
def test_a_spec_that_can_not_be_opened_is_one_clear_line(spec, fault, tmp_path, server):
    fake = FakeTime()
    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep)
    with pytest.raises(fault) as caught:
        open_archive(spec, ArchivesSettings.read(), client, index_dir=tmp_path)
    client.close()
    assert "\n" not in caught.value.line


# ---- in an audit ----


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A cache for all audits of this file: the index of the outlets is made once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "cat"
    build_catalogue(folder, [ROOT / "examples" / "archive"], threads=1)
    return folder


@pytest.fixture
def audit(kept, tmp_path, monkeypatch, capsys):
    """Audits the example with these archives; gives the report."""
    monkeypatch.setenv("PROVENANCE_CACHE", str(kept))
    monkeypatch.setenv("PROVENANCE_ARCHIVES__CDX__RATE", "1000")
    monkeypatch.chdir(tmp_path)

    def call(*specs):
        archives = [word for spec in specs for word in ("--archive", spec)]
        place = ROOT / "examples"
        capsys.readouterr()
        arguments = ["audit", str(place / "article.txt"), "--outlets", str(place / "outlets.toml"), "--as-of", "2019-03-20"]
        assert run([*arguments, "--format", "json", *archives]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_an_audit_from_a_catalogue(audit, example, server):
    """It comes out as from the files; and beside it others are asked only for what it does not hold.

    The archive beside it refuses everything, so that no word of its own can help.
    """
    alone, files = audit(f"index:{example}"), audit(f"warc:{ROOT / 'examples' / 'archive'}")
    outcomes = {one["citation"]: one["outcome"] for one in alone["resolutions"]}
    assert outcomes == {one["citation"]: one["outcome"] for one in files["resolutions"]}
    assert {"matched", "no_match", "not_archived"} <= set(outcomes.values())
    assert [one["grade"] for one in alone["assessments"]] == [one["grade"] for one in files["assessments"]]
    assert alone["observed"]["requests"] == {}

    server.default = Answer(403, b"")
    both = audit(f"cdx+{server.url}/coll/cdx", f"index:{example}")
    matched = {citation for citation, outcome in outcomes.items() if outcome == "matched"}
    assert len(matched) >= 3
    for one in both["resolutions"]:
        if one["citation"] in matched:
            assert one["outcome"] == "matched"
            assert {query["archive"] for query in one["queries"]} <= {"index:cat", "warc:archive"}
    asked = [one for one in both["resolutions"] if any(query["archive"].startswith("cdx+") for query in one["queries"])]
    assert asked, "what is not identified is asked of everyone"
    assert not {one["outcome"] for one in asked} & {"no_match", "not_archived"}, "and a refusal is no absence"
    assert both["observed"]["requests"] == {server.host: len(server.asked)}


def test_a_window_of_hours_is_kept(open_index, write, tmp_path):
    build_catalogue(tmp_path / "cat", [write("a.cdx", ROW)], threads=1)
    index = open_index(tmp_path / "cat")
    query = CaptureQuery(url="news.example/a")
    time = index.look_up(query).captures[0].captured_at
    near = timedelta(seconds=1)
    assert index.look_up(query.model_copy(update={"since": time, "until": time})).outcome == "found"
    assert index.look_up(query.model_copy(update={"since": time + near})).outcome == "empty"
    assert index.look_up(query.model_copy(update={"until": time - near})).outcome == "empty"
