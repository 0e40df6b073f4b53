"""Each row of the replay table of a Wayback-like archive. All answers are synthetic, shaped after the documented ones."""

from datetime import timedelta

import pytest
from support_archives import DAY
from support_faults import Answer, gzipped, html

from provenance.archives import ArchivesSettings, open_archive
from provenance.model.answer import Capture, Gap, Replayed
from provenance.warc.surt import surt_key

PAGE = "http://news.example/a"
MEMENTO = ("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT")
ASKED = f"/web/20131022101500id_/{PAGE}"


@pytest.fixture
def wayback(server, client, tmp_path):
    return open_archive(
        "wayback", ArchivesSettings.read({"wayback": {"base_url": server.url, "rate": 1000}}), client, index_dir=tmp_path
    )


def capture(url=PAGE, time=DAY, locator="20131022101500"):
    return Capture(archive="wayback", url=url, urlkey=surt_key(url), captured_at=time, archive_url="x", locator=locator)


def test_a_capture_is_asked_for_as_captured(server, wayback):
    link = f'<http://news.example:80/a>; rel="original", <{server.url}/web/timemap/link/{PAGE}>; rel="timemap"'
    server.answers[ASKED] = [Answer(200, b"<html>", (MEMENTO, ("Link", link), ("x-archive-orig-last-modified", "then")))]
    content = wayback.replay(capture()).content
    assert (content.url, content.asked_url, content.redirects) == ("http://news.example:80/a", PAGE, ())
    assert content.archive_url == f"{server.url}/web/20131022101500/http://news.example:80/a"
    assert dict(content.headers)["last-modified"] == "then"


def test_a_gzipped_body_under_an_empty_encoding_is_read(server, wayback):
    server.answers[ASKED] = [gzipped(b"<html>text", headers=(("content-encoding", ""), ("Content-Encoding", "gzip"), MEMENTO))]
    assert wayback.replay(capture()).content.body == b"<html>text"


@pytest.mark.parametrize(
    ("hours", "outcome"),
    [(0.5, "found"), (23.9, "found"), (-23, "found"), (24.2, "empty"), (-30, "empty"), (24 * 365, "empty")],
)
def test_a_capture_that_the_archive_offers_must_lie_near(server, wayback, hours, outcome):
    time = DAY + timedelta(hours=hours)
    digits = time.strftime("%Y%m%d%H%M%S")
    place = f"{server.url}/web/{digits}/{PAGE}"  # links of archives lack the flag
    server.answers[ASKED] = [
        Answer(302, b"", (("Location", place), ("x-archive-redirect-reason", f"found capture at {digits}")))
    ]
    server.answers[f"/web/{digits}id_/{PAGE}"] = [
        Answer(200, b"x", (("Memento-Datetime", time.strftime("%a, %d %b %Y %H:%M:%S GMT")),))
    ]
    answer = wayback.replay(capture())
    assert answer.outcome == outcome
    if isinstance(answer, Replayed):
        assert (answer.content.captured_at, answer.content.redirects) == (time.replace(microsecond=0), ())
    else:
        assert "nearest capture" in answer.reason
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("{url}/web/20131022101500id_/http://news.example/b", id="rewritten"),
        pytest.param("/web/20131022101500/http://news.example/b", id="rewritten without host and flag"),
        pytest.param("http://news.example/b", id="as the site sent it"),
        pytest.param("/b", id="as the site sent it, relative"),
    ],
)
def test_an_archived_redirect_is_followed_inside_the_archive(server, wayback, location):
    server.answers[ASKED] = [Answer(301, b"", (MEMENTO, ("Location", location.format(url=server.url))))]
    server.answers["/web/20131022101500id_/http://news.example/b"] = [Answer(200, b"<html>b", (MEMENTO,))]
    content = wayback.replay(capture()).content
    assert (content.body, content.url, content.asked_url, content.redirects) == (
        b"<html>b",
        "http://news.example/b",
        PAGE,
        (PAGE,),
    )


def test_a_circle_of_redirects_ends_and_is_no_absence(server, wayback):
    server.answers[ASKED] = [Answer(302, b"", (MEMENTO, ("Location", "/b")))]
    server.answers["/web/20131022101500id_/http://news.example/b"] = [Answer(302, b"", (MEMENTO, ("Location", "/a")))]
    answer = wayback.replay(capture())
    assert isinstance(answer, Gap)
    assert answer.outcome == "unreachable"
    assert "circle" in answer.reason
    assert len(server.asked) == 2


def test_an_endless_chain_of_redirects_ends(server, wayback):
    def onward(path, headers):
        number = int(path.rpartition("/")[2][1:] or 0)
        return Answer(302, b"", (MEMENTO, ("Location", f"/p{number + 1}")))

    server.answers["/web/*"] = onward
    answer = wayback.replay(capture("http://news.example/p0"))
    assert (answer.outcome, len(server.asked)) == ("unreachable", 12)


def test_a_redirect_out_of_the_archive_is_not_followed(server, wayback):
    server.answers[ASKED] = [Answer(302, b"", (("Location", "http://10.0.0.1/secret"),))]
    assert wayback.replay(capture()).outcome == "unreachable"
    assert len(server.asked) == 1


def test_an_archived_redirect_never_leaves_the_archive(server, wayback):
    server.answers[ASKED] = [Answer(301, b"", (MEMENTO, ("Location", "http://169.254.169.254/secret")))]
    answer = wayback.replay(capture())
    assert answer.outcome == "empty"
    assert server.asked == [ASKED, "/web/20131022101500id_/http://169.254.169.254/secret"]


def test_an_old_robots_answer_is_a_refusal(server, wayback):
    server.answers[ASKED] = [
        html("no", 403, (("X-Archive-Wayback-Runtime-Error", "RobotAccessControlException: Blocked By Robots"),))
    ]
    assert wayback.replay(capture()).outcome == "refused"


def test_an_old_not_in_archive_answer_is_empty(server, wayback):
    server.answers[ASKED] = [
        html("no", 404, (("X-Archive-Wayback-Runtime-Error", "ResourceNotInArchiveException: x was not found"),))
    ]
    assert wayback.replay(capture()).outcome == "empty"


def test_a_capture_is_fetched_once_and_for_ever(server, make_client, fake, tmp_path):
    server.answers[ASKED] = [Answer(200, b"<html>", (MEMENTO,))]
    settings = ArchivesSettings.read({"wayback": {"base_url": server.url}})
    first = open_archive("wayback", settings, make_client(tmp_path), index_dir=tmp_path).replay(capture())
    fake.now += 1000 * 86_400
    again = open_archive("wayback", settings, make_client(tmp_path), index_dir=tmp_path).replay(capture())
    assert first.content == again.content
    assert [record.from_cache for record in again.records] == [True]
    assert again.records[0].answered_at == first.records[0].answered_at
    assert len(server.asked) == 1


def test_a_refusal_is_asked_again_after_a_week(server, make_client, fake, tmp_path):
    server.answers[ASKED] = [html("This URL has been excluded from the Wayback Machine.")]
    archive = open_archive(
        "wayback", ArchivesSettings.read({"wayback": {"base_url": server.url}}), make_client(tmp_path), index_dir=tmp_path
    )
    outcomes = []
    for days in (0, 6, 2):
        fake.now += days * 86_400
        outcomes.append((archive.replay(capture()).outcome, len(server.asked)))
    assert outcomes == [("refused", 1), ("refused", 1), ("refused", 2)]


def test_a_page_that_is_no_capture_is_not_kept(server, make_client, tmp_path):
    server.answers[ASKED] = [html("Wait a moment"), Answer(200, b"<html>", (MEMENTO,))]
    archive = open_archive(
        "wayback", ArchivesSettings.read({"wayback": {"base_url": server.url}}), make_client(tmp_path), index_dir=tmp_path
    )
    assert [archive.replay(capture()).outcome for _ in range(2)] == ["unreachable", "found"]


def test_a_very_long_page_is_cut_and_marked(server, wayback):
    server.answers[ASKED] = [Answer(200, b"x" * 10_000_100, (MEMENTO,))]
    content = wayback.replay(capture()).content
    assert (len(content.body), content.truncated) == (10_000_000, True)
