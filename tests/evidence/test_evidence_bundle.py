"""What a verdict rests on is kept, once, and replays in a real web archive."""

import hashlib
import http.client
import zipfile
from datetime import UTC, datetime

import pytest

from provenance.evidence import EvidenceKeeper
from provenance.model.answer import Capture, Content, Gap, QueryRecord, Replayed
from provenance.model.evidence import Candidate, Resolution, ResolutionQuery
from provenance.warc import check_wacz, read_captures

DAY = datetime(2013, 10, 22, 10, 15, tzinfo=UTC)


def capture(name):
    url = f"http://news.example/{name}"
    return Capture(
        archive="paper", url=url, urlkey=f"example,news)/{name}", captured_at=DAY, archive_url=f"http://a.example/web/1/{url}"
    )


class Paper:
    """An archive that has every page but "gone"."""

    id, title, sends_words = "paper", "Paper archive", False
    warnings = ("one record can't be read",)
    closed = False

    def look_up(self, query):
        return Gap(outcome="empty", reason="nothing", records=())

    def replay(self, capture):
        record = QueryRecord(archive=self.id, request=f"GET {capture.url}", outcome="found")
        if capture.url.endswith("gone"):
            return Gap(outcome="empty", reason="gone", records=(record,))
        body = f"<html><title>t</title>{capture.url}".encode()
        content = Content(
            archive=self.id,
            asked_url=capture.url,
            url=capture.url,
            captured_at=capture.captured_at,
            archive_url=capture.archive_url,
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"),),
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
        )
        return Replayed(content=content, records=(record,))

    def close(self):
        self.closed = True


def candidate(answer):
    content = answer.content
    return Candidate(
        url=content.url,
        archive=content.archive,
        archive_url=content.archive_url,
        captured_at=content.captured_at,
        sha256=content.sha256,
        title="Title",
        published=None,
        published_from=None,
        language=None,
        identity="high",
    )


def query(answer):
    (record,) = answer.records
    return ResolutionQuery(id="q-1", archive=record.archive, request=record.request, outcome=record.outcome)


def urls_in(path):
    return [row.url.rpartition("/")[2] for row in read_captures(path)]


@pytest.fixture
def keeper():
    return EvidenceKeeper()


def write(keeper, path, *resolutions):
    return keeper.write(path, resolutions, created_at=DAY, software="provenance test")


def test_candidates_are_kept_once_and_the_rest_is_not(keeper, tmp_path):
    archive = keeper.watch(Paper())
    front, item, other, _ = [archive.replay(capture(name)) for name in ("front", "item", "other", "gone")]
    one = Resolution(citation="c1", outcome="matched", candidates=(candidate(item),), queries=(query(front), query(item)))
    two = Resolution(citation="c2", outcome="candidates", candidates=(candidate(item), candidate(other)))
    bundle = write(keeper, tmp_path / "a.wacz", one, two)
    assert urls_in(tmp_path / "a.wacz") == ["item", "other"]
    assert (bundle.file, bundle.pages) == ("a.wacz", 2)
    assert bundle.sha256 == hashlib.sha256((tmp_path / "a.wacz").read_bytes()).hexdigest()
    found = check_wacz(tmp_path / "a.wacz")
    assert (found.problems, found.sha256) == ((), {item.content.sha256, other.content.sha256})


def test_that_nothing_fits_rests_on_all_that_was_read(keeper, tmp_path):
    archive = keeper.watch(Paper())
    front, item, other = [archive.replay(capture(name)) for name in ("front", "item", "other")]
    one = Resolution(citation="c1", outcome="no_match", queries=(query(front), query(item)))
    assert write(keeper, tmp_path / "a.wacz", one).pages == 2
    assert urls_in(tmp_path / "a.wacz") == ["front", "item"]
    assert other.content.sha256 not in check_wacz(tmp_path / "a.wacz").sha256


def test_the_next_article_begins_anew(keeper, tmp_path):
    archive = keeper.watch(Paper())
    item = archive.replay(capture("item"))
    resolution = Resolution(citation="c1", outcome="matched", candidates=(candidate(item),))
    assert write(keeper, tmp_path / "a.wacz", resolution).pages == 1
    assert write(keeper, tmp_path / "b.wacz").pages == 0
    archive.replay(capture("item"))
    write(keeper, tmp_path / "c.wacz", resolution)
    assert (tmp_path / "c.wacz").read_bytes() == (tmp_path / "a.wacz").read_bytes()


def test_a_watched_archive_is_the_archive(keeper):
    paper = Paper()
    archive = keeper.watch(paper)
    assert (archive.id, archive.title, archive.sends_words, archive.warnings) == (
        "paper",
        "Paper archive",
        False,
        paper.warnings,
    )
    assert archive.look_up(None).outcome == "empty"
    assert archive.replay(capture("gone")).outcome == "empty"
    archive.close()
    assert paper.closed


def test_a_bundle_replays_in_pywb(keeper, tmp_path, pywb_server):
    archive = keeper.watch(Paper())
    item = archive.replay(capture("item"))
    write(keeper, tmp_path / "a.wacz", Resolution(citation="c1", outcome="matched", candidates=(candidate(item),)))
    assert zipfile.is_zipfile(tmp_path / "a.wacz")
    server = pywb_server(tmp_path / "a.wacz")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/web/20131022101500id_/http://news.example/item", headers={"Connection": "close"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert (answer.status, body) == (200, item.content.body)
    assert answer.headers["Memento-Datetime"] == "Tue, 22 Oct 2013 10:15:00 GMT"
