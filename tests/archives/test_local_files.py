"""Local archive files: the index, its questions, links without paths, and replay."""

import json
import os
import shutil
import sqlite3
import threading
import zipfile
from datetime import timedelta

import pytest
from support_archives import DAY

from provenance.archives import ArchivesSettings, open_archive
from provenance.errors import ArchiveFileError
from provenance.model.answer import Capture, CaptureQuery
from provenance.warc import WarcFile


@pytest.fixture
def open_local(client, tmp_path):
    opened = []

    def build(path, index="index"):
        archive = open_archive(f"warc:{path}", ArchivesSettings.read(), client, index_dir=tmp_path / index)
        opened.append(archive)
        return archive

    yield build
    for archive in opened:
        archive.close()


@pytest.fixture
def local(open_local, news_warc):
    return open_local(news_warc)


@pytest.mark.parametrize(
    ("url", "match", "more", "count"),
    [
        ("news.example/2013/10/22/item-03", "exact", {}, 1),
        ("http://www.news.example/", "exact", {}, 2),
        ("http://www.news.example/", "exact", {"one_per_page": True}, 1),
        ("http://www.news.example/", "exact", {"since": DAY + timedelta(seconds=1)}, 1),
        ("http://www.news.example/", "exact", {"until": DAY}, 1),
        ("news.example/2013/10/22/", "prefix", {}, 30),
        ("news.example", "host", {}, 35),
        ("news.example", "domain", {}, 36),
        ("news.example", "domain", {"one_per_page": True}, 35),
        ("news.example", "domain", {"successful_only": False}, 37),
        ("news.example", "domain", {"html_only": False}, 37),
        ("news.example/gone", "exact", {"successful_only": False}, 1),
    ],
)
def test_questions_are_answered(local, url, match, more, count):
    found = local.look_up(CaptureQuery(url=url, match=match, **more))
    assert len(found.captures) == count
    assert found.complete
    assert all(capture.archive == "warc:news.warc.gz" for capture in found.captures)


@pytest.mark.parametrize(
    ("url", "more", "outcome"),
    [
        ("news.example/gone", {}, "empty"),
        ("news.example/nothing", {}, "empty"),
        ("news.example/", {"until": DAY - timedelta(seconds=1)}, "empty"),
        ("http://", {}, "bad_query"),
    ],
)
def test_what_is_not_there_is_empty(local, url, more, outcome):
    answer = local.look_up(CaptureQuery(url=url, **more))
    assert answer.outcome == outcome
    assert [record.outcome for record in answer.records] == [outcome]


def test_a_limit_is_said(local):
    found = local.look_up(CaptureQuery(url="news.example", match="domain", limit=10))
    assert (len(found.captures), found.complete) == (10, False)
    found = local.look_up(CaptureQuery(url="news.example", match="domain", limit=10, one_per_page=True))
    assert (len(found.captures), found.complete) == (10, False)


def test_a_page_is_replayed(local):
    (capture,) = local.look_up(CaptureQuery(url="news.example/2013/10/22/item-03")).captures
    content = local.replay(capture).content
    assert (content.body, content.status, content.url) == (b"<html>item 3", 200, capture.url)
    assert content.archive_url == capture.archive_url
    assert dict(content.headers)["content-type"].startswith("text/html")


def test_a_revisit_has_the_body_of_what_it_repeats(local):
    _, revisit = local.look_up(CaptureQuery(url="http://www.news.example/")).captures
    assert (revisit.status, revisit.mime) == (200, "text/html")
    content = local.replay(revisit).content
    assert (content.body, content.captured_at) == (b"<html>front", DAY + timedelta(days=1))


def test_a_revisit_of_another_file_is_resolved(open_local, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    with WarcFile(folder / "b.warc.gz", created_at=DAY) as file:
        file.add("http://a.example/", DAY, b"<html>same")
    with WarcFile(folder / "a.warc.gz", created_at=DAY) as file:
        file.add("http://a.example/", DAY + timedelta(days=1), b"<html>same", revisit_of=("http://a.example/", DAY))
    archive = open_local(folder)
    captures = archive.look_up(CaptureQuery(url="a.example")).captures
    assert [archive.replay(capture).content.body for capture in captures] == [b"<html>same"] * 2
    (folder / "b.warc.gz").unlink()
    (capture,) = open_local(folder).look_up(CaptureQuery(url="a.example")).captures
    assert open_local(folder).replay(capture).outcome == "unreachable"


def test_an_archived_redirect_is_followed(local):
    (capture,) = local.look_up(CaptureQuery(url="news.example/old")).captures
    content = local.replay(capture).content
    assert (content.body, content.redirects) == (b"<html>item 7", ("http://news.example/old",))
    assert content.url == "http://www.news.example/2013/10/22/item-07"
    assert content.asked_url == "http://news.example/old"


def test_a_circle_of_redirects_is_no_absence(local):
    (capture,) = local.look_up(CaptureQuery(url="news.example/a")).captures
    answer = local.replay(capture)
    assert (answer.outcome, "circle" in answer.reason) == ("unreachable", True)


def test_a_redirect_between_twins_leads_on(open_local, tmp_path):
    with WarcFile(tmp_path / "t.warc.gz", created_at=DAY) as file:
        file.add("http://a.example/x", DAY, b"", status=301, headers=(("Location", "https://a.example/x/"),))
        file.add("https://a.example/x/", DAY, b"<html>there")
    archive = open_local(tmp_path / "t.warc.gz")
    captures = archive.look_up(CaptureQuery(url="a.example/x")).captures
    assert [archive.replay(capture).content.body for capture in captures] == [b"<html>there"] * 2


def test_a_redirect_to_what_is_not_there_is_empty(open_local, tmp_path):
    with WarcFile(tmp_path / "t.warc.gz", created_at=DAY) as file:
        file.add("http://a.example/x", DAY, b"", status=301, headers=(("Location", "/login"),))
    archive = open_local(tmp_path / "t.warc.gz")
    (capture,) = archive.look_up(CaptureQuery(url="a.example/x")).captures
    assert archive.replay(capture).outcome == "empty"


def test_answers_name_no_path_of_this_machine(open_local, news_warc, tmp_path):
    said = []
    for place in ("one", "two/deeper"):
        folder = tmp_path / place / "files"
        folder.mkdir(parents=True)
        shutil.copy(news_warc, folder / "news.warc.gz")
        archive = open_local(folder, index=f"index-{len(said)}")
        found = archive.look_up(CaptureQuery(url="news.example", match="domain"))
        replayed = archive.replay(found.captures[0])
        said.append(json.dumps([json.loads(found.model_dump_json()), json.loads(replayed.model_dump_json())]))
    assert said[0] == said[1]
    assert str(tmp_path) not in said[0]
    assert "warc:news.warc.gz#" in said[0]


def test_a_changed_file_is_indexed_again_and_a_lost_one_forgotten(open_local, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "a.warc.gz"

    def write(page):
        with WarcFile(path, created_at=DAY) as file:
            file.add(f"http://a.example/{page}", DAY, b"<html>" + page.encode())

    write("one")
    assert open_local(folder).look_up(CaptureQuery(url="a.example/one")).outcome == "found"
    write("three")
    archive = open_local(folder)
    assert archive.look_up(CaptureQuery(url="a.example/one")).outcome == "empty"
    assert archive.look_up(CaptureQuery(url="a.example/three")).outcome == "found"
    path.rename(folder / "b.warc.gz")
    (capture,) = open_local(folder).look_up(CaptureQuery(url="a.example/three")).captures
    assert capture.archive_url.startswith("warc:b.warc.gz#")


def test_an_unchanged_file_is_not_read_again(open_local, tmp_path, news_warc):
    path = tmp_path / "a.warc.gz"
    shutil.copy(news_warc, path)
    open_local(path)
    state = path.stat()
    path.write_bytes(b"\0" * state.st_size)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert open_local(path).look_up(CaptureQuery(url="news.example", match="domain")).outcome == "found"


def test_a_damaged_index_is_made_anew(open_local, tmp_path, news_warc):
    open_local(news_warc).close()
    (index,) = (tmp_path / "index").glob("*.sqlite")
    index.write_bytes(b"no database " * 1000)
    assert open_local(news_warc).look_up(CaptureQuery(url="news.example", match="domain")).outcome == "found"


def test_an_index_that_can_not_be_written_lives_in_memory(client, tmp_path, news_warc):
    (tmp_path / "file").write_text("no folder")
    archive = open_archive(f"warc:{news_warc}", ArchivesSettings.read(), client, index_dir=tmp_path / "file")
    assert archive.look_up(CaptureQuery(url="news.example", match="domain")).outcome == "found"
    assert "memory" in archive.warnings[0]
    archive.close()


def test_two_threads_index_the_same_folder(open_local, news_warc):
    counts = []

    def work():
        counts.append(len(open_local(news_warc).look_up(CaptureQuery(url="news.example", match="domain")).captures))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [36, 36, 36]


def test_a_folder_of_all_kinds_is_read(open_local, tmp_path, news_warc):
    folder = tmp_path / "files"
    (folder / "deep").mkdir(parents=True)
    with zipfile.ZipFile(folder / "deep" / "a.wacz", "w") as bundle:
        bundle.write(news_warc, "archive/data.warc.gz")
    (folder / "notes.txt").write_text("no archive")
    (capture,) = open_local(folder).look_up(CaptureQuery(url="news.example/2013/10/22/item-03")).captures
    assert capture.archive_url.startswith("warc:deep/a.wacz!/archive/data.warc.gz#")
    assert open_local(folder).replay(capture).content.body == b"<html>item 3"


def test_one_bad_file_does_not_stop_the_others(open_local, tmp_path, news_warc):
    folder = tmp_path / "files"
    folder.mkdir()
    shutil.copy(news_warc, folder / "good.warc.gz")
    (folder / "bad.warc.gz").write_bytes(b"\x1f\x8b\x08rubbish")
    archive = open_local(folder)
    assert archive.look_up(CaptureQuery(url="news.example", match="domain")).outcome == "found"
    assert archive.look_up(CaptureQuery(url="unknown.example")).outcome == "unreachable"
    assert "bad.warc.gz" in archive.warnings[0]


@pytest.mark.parametrize("name", ["none.warc.gz", "empty"])
def test_nothing_to_read_is_said(open_local, tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveFileError, match=name):
        open_local(tmp_path / name)


def test_a_capture_of_another_archive_is_no_absence(local):
    capture = Capture(
        archive="x", url="http://a.example/", urlkey="example,a)/", captured_at=DAY, archive_url="x", locator="../x.warc#0"
    )
    assert local.replay(capture).outcome == "unreachable"


def test_the_index_holds_names_and_no_bodies(open_local, tmp_path, news_warc):
    open_local(news_warc).close()
    (index,) = (tmp_path / "index").glob("*.sqlite")
    with sqlite3.connect(index) as opened:
        assert opened.execute("SELECT count(*) FROM captures").fetchone() == (39,)
    opened.close()
