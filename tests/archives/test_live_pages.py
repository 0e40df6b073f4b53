"""The live web: robots.txt first, one user agent, and only while the day asked for is still open. All answers are synthetic."""

from datetime import timedelta

import pytest
from support_faults import Answer, closed_port, html

from provenance.archives import ArchivesSettings, open_archive
from provenance.model.answer import CaptureQuery, Found, Replayed

ROBOTS = "/robots.txt"


@pytest.fixture
def live(server, client, tmp_path):
    client.allow(server.url)
    return open_archive("live", ArchivesSettings.read({"live": {"rate": 1000}}), client, index_dir=tmp_path)


def query(server, path="/a", **more):
    return CaptureQuery(url=f"{server.url}{path}", **more)


def test_it_is_off_by_default():
    assert not ArchivesSettings.read().of("live").enabled


def test_a_page_is_fetched_after_robots_and_once(server, live, client):
    server.answers[ROBOTS] = [Answer(200, b"User-agent: *\nDisallow: /private\n")]
    server.answers["/a"] = [html("now")]
    found = live.look_up(query(server, since=client.now() - timedelta(days=1)))
    assert isinstance(found, Found)
    (capture,) = found.captures
    assert (capture.url, capture.captured_at) == (f"{server.url}/a", client.now().replace(microsecond=0))
    got = live.replay(capture)
    assert isinstance(got, Replayed)
    assert b"now" in got.content.body
    assert server.asked == [ROBOTS, "/a"]
    assert {headers["user-agent"] for headers in server.headers} == {client.user_agent}


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        pytest.param(Answer(200, b"User-agent: *\nDisallow: /\n"), "refused", id="disallowed for all"),
        pytest.param(Answer(200, b"User-agent: provenance\nDisallow: /a\n"), "refused", id="disallowed for us"),
        pytest.param(Answer(200, b"User-agent: other\nDisallow: /\n"), "found", id="disallowed for another"),
        pytest.param(Answer(403), "refused", id="403"),
        pytest.param(Answer(404), "found", id="404"),
        pytest.param(Answer(500), "unreachable", id="500"),
        pytest.param(Answer(429), "unreachable", id="429"),
        pytest.param(Answer(kind="reset"), "unreachable", id="reset"),
        pytest.param(html("Please wait while we check your browser"), "unreachable", id="a page where rules are due"),
        pytest.param(Answer(302, b"", (("Location", "/elsewhere"),)), "found", id="moved to a 404"),
    ],
)
def test_robots_is_obeyed_and_unreadable_robots_is_a_no(robots, outcome, server, live):
    server.answers[ROBOTS] = [robots]
    server.answers["/a"] = [html("now")]
    answer = live.look_up(query(server))
    assert answer.outcome == outcome
    assert ("/a" in server.asked) == (outcome == "found")


def test_robots_of_a_redirects_target_is_asked_too(server, live):
    server.answers[ROBOTS] = [Answer(200, b"User-agent: *\nDisallow: /b\n")]
    server.answers["/a"] = [Answer(302, b"", (("Location", "/b"),))]
    assert live.look_up(query(server)).outcome == "refused"
    assert "/b" not in server.asked


def test_a_redirect_to_a_neighbour_is_not_followed(server, live):
    server.answers[ROBOTS] = [Answer(404)]
    server.answers["/a"] = [Answer(302, b"", (("Location", "http://10.0.0.1/admin"),))]
    answer = live.look_up(query(server))
    assert answer.outcome == "skipped"
    assert "not a public address" in answer.reason


@pytest.mark.parametrize(("status", "outcome"), [(404, "empty"), (410, "empty"), (403, "refused"), (500, "unreachable")])
def test_what_the_site_says(status, outcome, server, live):
    server.answers[ROBOTS] = [Answer(404)]
    server.answers["/a"] = [html("x", status)]
    assert live.look_up(query(server)).outcome == outcome


def test_nobody_there(live):
    assert live.look_up(CaptureQuery(url=f"http://127.0.0.1:{closed_port()}/a")).outcome == "unreachable"


def test_today_says_nothing_about_another_day(server, live, client):
    closed = query(server, until=client.now() - timedelta(hours=1))
    later = query(server, since=client.now() + timedelta(hours=1))
    host = query(server, match="host")
    assert [live.look_up(one).outcome for one in (closed, later, host)] == ["skipped"] * 3
    assert server.asked == []
