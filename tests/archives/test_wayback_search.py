"""The CDX question as it is sent, and paging. All answers are synthetic, shaped after the documented ones."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from support_archives import DAY
from support_faults import Answer, html

from provenance.archives import ArchivesSettings, open_archive
from provenance.model.answer import CaptureQuery

FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]


def row(page, status="200", digits="20131022101500"):
    return [f"example,news)/{page}", digits, f"http://news.example/{page}", "text/html", status, page.upper()]


def table(*rows, key=None):
    return Answer(
        200,
        json.dumps(([FIELDS, *rows] if rows else []) + ([[], [key]] if key else [])).encode(),
        (("Content-Type", "application/json"),),
    )


@pytest.fixture
def wayback(server, client, tmp_path):
    return open_archive(
        "wayback", ArchivesSettings.read({"wayback": {"base_url": server.url, "rate": 1000}}), client, index_dir=tmp_path
    )


def test_the_question_says_what_is_wanted(server, wayback):
    server.answers["/*"] = [table(row("a"))]
    found = wayback.look_up(
        CaptureQuery(url="news.example", match="domain", since=DAY, until=DAY + timedelta(days=1), one_per_page=True)
    )
    (asked,) = server.asked
    assert urlsplit(asked).path == "/cdx/search/cdx"
    assert parse_qsl(urlsplit(asked).query) == [
        ("url", "news.example"),
        ("matchType", "domain"),
        ("from", "20131022101500"),
        ("to", "20131023101500"),
        ("filter", "!statuscode:[45].."),
        ("filter", "mimetype:(text/html.*|application/xhtml.xml|warc/revisit|unk)"),
        ("collapse", "urlkey"),
        ("fl", "urlkey,timestamp,original,mimetype,statuscode,digest"),
        ("output", "json"),
        ("limit", "2000"),
        ("showResumeKey", "true"),
    ]
    (capture,) = found.captures
    assert capture.archive_url == f"{server.url}/web/20131022101500/http://news.example/a"
    assert found.complete


def test_pages_are_asked_for_by_their_key_encoded_once_more(server, wayback):
    server.answers["/*"] = [
        table(row("a"), key="example%2Cnews%29%2Fb"),
        table(row("b"), key="example%2Cnews%29%2Fc"),
        table(row("c")),
    ]
    found = wayback.look_up(CaptureQuery(url="news.example", match="host"))
    assert [capture.digest for capture in found.captures] == ["A", "B", "C"]
    assert found.complete
    assert len(found.records) == 3
    assert "resumeKey=example%252Cnews%2529%252Fb" in server.asked[1]


def test_a_later_page_that_fails_leaves_an_incomplete_find(server, wayback):
    server.answers["/*"] = [table(row("a"), key="k"), Answer(503)]
    found = wayback.look_up(CaptureQuery(url="news.example", match="host"))
    assert (found.outcome, found.complete) == ("found", False)
    assert [record.outcome for record in found.records] == ["found", "unreachable"]


def test_empty_pages_with_a_key_are_no_absence(server, wayback):
    server.answers["/*"] = lambda path, headers: table(key=f"k{len(server.asked)}")
    answer = wayback.look_up(CaptureQuery(url="news.example", match="host"))
    assert answer.outcome == "unreachable"
    assert 2 <= len(server.asked) <= 10


def test_a_key_that_repeats_ends_the_paging(server, wayback):
    server.answers["/*"] = [table(row("a"), key="same")]
    found = wayback.look_up(CaptureQuery(url="news.example", match="host"))
    assert len(server.asked) == 2
    assert not found.complete


def test_the_limit_ends_the_paging(server, wayback):
    server.answers["/*"] = [table(row("a"), row("b"), row("c"), key="k")]
    found = wayback.look_up(CaptureQuery(url="news.example", match="host", limit=2))
    assert (len(found.captures), found.complete, len(server.asked)) == (2, False, 1)


def test_rows_without_sense_are_counted_in_the_record(server, wayback):
    server.answers["/*"] = [table(row("a"), [*row("b")[:2], "mailto:x@news.example", "unk", "301", "X"])]
    found = wayback.look_up(CaptureQuery(url="news.example", match="host"))
    assert len(found.captures) == 1
    assert found.records[0].reason == "1 rows make no sense"


def test_only_rows_without_sense_are_no_absence(server, wayback):
    server.answers["/*"] = [table([*row("b")[:2], "mailto:x@news.example", "unk", "301", "X"])]
    assert wayback.look_up(CaptureQuery(url="news.example", match="host")).outcome == "unreachable"


@pytest.mark.parametrize("status", [404, 301])
def test_another_server_at_this_address_is_no_absence(server, wayback, status):
    server.answers["/*"] = [html("nothing here", status)]
    assert wayback.look_up(CaptureQuery(url="news.example")).outcome == "unreachable"


def test_index_and_replay_may_live_apart(server, client, tmp_path):
    rows = {"cdx_url": f"{server.url}/my/index", "replay_url": f"{server.url}/my/pages/"}
    archive = open_archive("wayback", ArchivesSettings.read({"wayback": rows}), client, index_dir=tmp_path)
    server.answers["/my/index"] = [table(row("a"))]
    server.answers["/my/pages/*"] = [Answer(200, b"x", (("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT"),))]
    (capture,) = archive.look_up(CaptureQuery(url="news.example/a")).captures
    assert archive.replay(capture).outcome == "found"
    assert server.asked[1] == "/my/pages/20131022101500id_/http://news.example/a"


def test_the_index_gets_no_more_than_its_rate(server, make_client, fake, tmp_path):
    server.answers["/*"] = [table()]
    archive = open_archive(
        "wayback", ArchivesSettings.read({"wayback": {"base_url": server.url}}), make_client(), index_dir=tmp_path
    )
    began = fake.now
    for page in range(11):
        archive.look_up(CaptureQuery(url=f"news.example/{page}"))
    assert len(server.asked) == 11
    assert fake.now - began == pytest.approx(25.0)  # 10 intervals at 0.4 a second


def test_a_past_day_is_asked_once(server, make_client, fake, tmp_path):
    server.answers["/*"] = [table(row("a"))]
    settings = ArchivesSettings.read({"wayback": {"base_url": server.url}})
    for _ in range(3):
        archive = open_archive("wayback", settings, make_client(tmp_path), index_dir=tmp_path)
        assert archive.look_up(CaptureQuery(url="news.example", until=DAY)).outcome == "found"
        fake.now += 20 * 86_400
    assert len(server.asked) == 1
