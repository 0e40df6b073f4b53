"""TimeGates and TimeMaps. All answers are synthetic, shaped after RFC 7089."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_archives import DAY
from support_faults import Answer, html

from provenance.archives import ArchivesSettings, open_archive
from provenance.archives.linkformat import read_links
from provenance.model.answer import CaptureQuery

PAGE = "http://news.example/a"
DATE = "Tue, 22 Oct 2013 10:15:00 GMT"
QUERY = CaptureQuery(url=PAGE, since=DAY - timedelta(hours=6), until=DAY + timedelta(hours=72))


@pytest.fixture
def gate(server, client, tmp_path):
    return open_archive(f"memento+{server.url}/gate/", ArchivesSettings.read(), client, index_dir=tmp_path)


def timemap(server, *times, more=""):
    lines = [f'<{PAGE}>; rel="original"', f'<{server.url}/map>; rel="self"; type="application/link-format"']
    lines += [
        f'<{server.url}/web/{time:%Y%m%d%H%M%S}/{PAGE}>; rel="memento"; datetime="{time:%a, %d %b %Y %H:%M:%S} GMT"'
        for time in times
    ]
    if more:
        lines.append(f'<{server.url}{more}>; rel="timemap"')
    return Answer(200, ",\n".join(lines).encode(), (("Content-Type", "application/link-format"),))


def redirect(server, digits="20131022101500"):
    link = f'<{PAGE}>; rel="original", <{server.url}/map>; rel="timemap"; type="application/link-format"'
    return Answer(302, b"", (("Location", f"{server.url}/web/{digits}/{PAGE}"), ("Link", link), ("Vary", "accept-datetime")))


def test_one_capture_is_found_in_one_request(server, gate):
    server.answers[f"/gate/{PAGE}"] = [redirect(server)]
    found = gate.look_up(QUERY.model_copy(update={"one_per_page": True}))
    assert [capture.captured_at for capture in found.captures] == [DAY]
    assert server.headers[0]["accept-datetime"] == "Wed, 23 Oct 2013 19:15:00 GMT"
    assert len(server.asked) == 1


def test_all_captures_of_the_window_come_from_the_timemap(server, gate):
    server.answers[f"/gate/{PAGE}"] = [redirect(server)]
    server.answers["/map"] = [timemap(server, DAY, DAY + timedelta(days=1), DAY + timedelta(days=30), more="/map2")]
    server.answers["/map2"] = [timemap(server, DAY + timedelta(days=2))]
    found = gate.look_up(QUERY)
    assert [capture.captured_at for capture in found.captures] == [DAY + timedelta(days=n) for n in range(3)]
    assert found.complete
    assert found.captures[0].url == PAGE


def test_a_careless_gate_is_checked_before_anything_is_called_empty(server, gate):
    server.answers[f"/gate/{PAGE}"] = [redirect(server, "20200101000000")]
    server.answers["/map"] = [timemap(server, DAY)]
    assert gate.look_up(QUERY).outcome == "found"
    server.answers["/map"] = [timemap(server, DAY + timedelta(days=300))]
    assert gate.look_up(QUERY).outcome == "empty"


def test_a_timemap_that_fails_is_no_absence(server, gate):
    server.answers[f"/gate/{PAGE}"] = [redirect(server, "20200101000000")]
    for fault in (Answer(503), html("wait"), Answer(200, b""), Answer(kind="reset")):
        server.answers["/map"] = [fault]
        assert gate.look_up(QUERY).outcome == "unreachable"


PLACE = f"/web/20131022101500/{PAGE}"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(("Content-Location", PLACE), id="with its place"),
        pytest.param(("Link", f'<{PLACE}>; rel="memento first last"; datetime="{DATE}"'), id="with a link"),
    ],
)
def test_a_gate_may_answer_with_the_capture_itself(server, gate, header):
    server.answers[f"/gate/{PAGE}"] = [Answer(200, b"<html>", (("Memento-Datetime", DATE), header))]
    found = gate.look_up(QUERY)
    assert [(c.captured_at, c.archive_url) for c in found.captures] == [(DAY, f"{server.url}/web/20131022101500/{PAGE}")]
    server.answers[f"/web/20131022101500id_/{PAGE}"] = [Answer(200, b"<html>raw", (("Memento-Datetime", DATE),))]
    assert gate.replay(found.captures[0]).content.body == b"<html>raw"


def test_a_gate_that_has_moved_is_followed_once(server, gate):
    server.answers[f"/gate/{PAGE}"] = [Answer(301, b"", (("Location", f"/new/{PAGE}"),))]
    server.answers[f"/new/{PAGE}"] = [redirect(server)]
    assert gate.look_up(QUERY.model_copy(update={"one_per_page": True})).outcome == "found"


@pytest.mark.parametrize("match", ["prefix", "host", "domain"])
def test_wider_questions_are_not_put(server, gate, match):
    assert gate.look_up(CaptureQuery(url=PAGE, match=match)).outcome == "skipped"
    assert server.asked == []


def test_an_unknown_page_is_empty(server, gate):
    assert gate.look_up(QUERY).outcome == "empty"


def test_commas_in_addresses_and_dates_part_nothing():
    text = (
        '<http://a.example/x,y>; rel="original", '
        '<http://m.example/web/20131022101500/http://a.example/x,y>; rel="first last memento"; '
        f'datetime="{DATE}"; license="a, b" , <http://m.example/map>; rel=timemap'
    )
    original, memento, timemap = read_links(text)
    assert (original.url, original.rels) == ("http://a.example/x,y", {"original"})
    assert (memento.is_memento, memento.time, memento.rels) == (True, DAY, {"first", "last", "memento"})
    assert "timemap" in timemap.rels


@pytest.mark.parametrize(
    ("digits", "date", "kept"),
    [
        ("20131022101500", "garbage", True),
        ("20131022101500", "Tue, 22 Oct 2113 10:15:00 GMT", True),
        ("x", "garbage", False),
        ("21131022101500", "garbage", False),
    ],
)
def test_a_bad_date_falls_back_to_the_digits(digits, date, kept):
    links = read_links(
        f'<http://m.example/web/{digits}/http://a.example/>; rel="memento"; datetime="{date}"', now=DAY + timedelta(days=3650)
    )
    assert [link.time for link in links] == ([DAY] if kept else [])


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert all(link.url is not None for link in read_links(text))
