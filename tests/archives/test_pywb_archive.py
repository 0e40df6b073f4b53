"""The adapters against a real web archive: pywb on loopback, bare and behind the Internet Archive's dialect."""

from datetime import timedelta

import pytest
from support_archives import DAY
from support_shim import WaybackShim

from provenance.archives import ArchivesSettings, open_archive
from provenance.model.answer import CaptureQuery, Replayed
from provenance.net import Client, NetSettings
from provenance.net.address import AddressRule
from provenance.net.transport import open_session
from provenance.warc.surt import surt_key

ITEM = "http://www.news.example/2013/10/22/item-07"


@pytest.fixture(scope="module")
def pywb(pywb_server, news_warc):
    return pywb_server(news_warc)


@pytest.fixture
def polite(fake):
    """A client that closes each connection: pywb answers kept ones 45 ms late."""
    session = open_session(AddressRule(("127.0.0.1",)))
    session.headers["Connection"] = "close"
    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep, session=session)
    yield client
    client.close()


@pytest.fixture(params=["wayback", "cdx", "memento", "warc"])
def archive(request, pywb, polite, news_warc, tmp_path):
    if request.param == "wayback":
        with WaybackShim(pywb, most_rows=7) as shim:
            settings = ArchivesSettings.read({"wayback": {"base_url": shim.url, "rate": 1000}})
            yield open_archive("wayback", settings, polite, index_dir=tmp_path)
        return
    spec = {"cdx": f"cdx+{pywb.cdx_url}", "memento": f"memento+{pywb.collection}/", "warc": f"warc:{news_warc}"}[request.param]
    opened = open_archive(
        spec, ArchivesSettings.read({"memento": {"rate": 1000}, "cdx": {"rate": 1000}}), polite, index_dir=tmp_path
    )
    yield opened
    opened.close()


def window(url, match="exact", days=1, **more):
    return CaptureQuery(url=url, match=match, since=DAY - timedelta(hours=6), until=DAY + timedelta(days=days), **more)


def test_a_page_is_found_and_replayed(archive):
    found = archive.look_up(window(ITEM, days=0.5))
    assert found.outcome == "found"
    (capture,) = found.captures
    assert (capture.captured_at, surt_key(capture.url)) == (DAY + timedelta(minutes=7), surt_key(ITEM))
    replayed = archive.replay(capture)
    assert isinstance(replayed, Replayed)
    content = replayed.content
    assert (content.body, content.status, content.captured_at) == (b"<html>item 7", 200, capture.captured_at)
    assert dict(content.headers)["content-type"] == "text/html; charset=utf-8"


def test_what_was_never_captured_is_empty(archive):
    assert archive.look_up(window("http://www.news.example/nothing")).outcome == "empty"
    assert (
        archive.look_up(CaptureQuery(url=ITEM, since=DAY + timedelta(days=30), until=DAY + timedelta(days=40))).outcome
        == "empty"
    )


def test_a_days_pages_are_listed_once_each(archive):
    found = archive.look_up(window("www.news.example", "host", one_per_page=True, limit=100))
    if archive.id.startswith("memento"):
        assert found.outcome == "skipped"
        return
    keys = [capture.urlkey for capture in found.captures]
    assert len(keys) == len(set(keys))
    assert len([key for key in keys if "item-" in key]) == 30
    assert "example,news)/gone" not in keys
    assert "example,news)/logo.png" not in keys
    assert found.complete


def test_a_revisit_is_replayed_with_its_body(archive):
    found = archive.look_up(window("http://www.news.example/", days=3))
    assert [capture.captured_at for capture in found.captures] == [DAY, DAY + timedelta(days=1)]
    content = archive.replay(found.captures[1]).content
    assert (content.body, content.captured_at) == (b"<html>front", DAY + timedelta(days=1))


def test_an_archived_redirect_is_followed_to_its_page(archive):
    (capture,) = archive.look_up(window("http://news.example/old")).captures
    content = archive.replay(capture).content
    assert (content.body, content.redirects) == (b"<html>item 7", ("http://news.example/old",))
    assert surt_key(content.url) == surt_key(ITEM)


def test_a_circle_of_redirects_ends(archive):
    (capture,) = archive.look_up(window("http://news.example/a")).captures
    assert archive.replay(capture).outcome == "unreachable"


@pytest.mark.parametrize(("hours", "outcome"), [(20, "found"), (60, "empty")])
def test_the_archives_own_redirect_counts_within_a_day(archive, hours, outcome):
    if archive.id.startswith("warc"):
        pytest.skip("a local file is asked by place, not by time")
    (capture,) = archive.look_up(window(ITEM, days=0.5)).captures
    other = capture.captured_at + timedelta(hours=hours)
    digits = other.strftime("%Y%m%d%H%M%S")
    moved = capture.model_copy(update={"captured_at": other, "locator": capture.locator.replace("20131022102200", digits)})
    answer = archive.replay(moved)
    assert answer.outcome == outcome
    if isinstance(answer, Replayed):
        assert answer.content.captured_at == capture.captured_at


def test_an_archived_404_is_a_capture(archive):
    found = archive.look_up(window("http://news.example/gone", successful_only=False))
    content = archive.replay(found.captures[0]).content
    assert (content.status, content.body) == (404, b"<html>gone")


def test_the_shim_pages_and_repeats_as_the_real_one_does(pywb, polite, tmp_path):
    with WaybackShim(pywb, most_rows=10) as shim:
        settings = ArchivesSettings.read({"wayback": {"base_url": shim.url, "rate": 1000}})
        found = open_archive("wayback", settings, polite, index_dir=tmp_path).look_up(window("news.example", "domain", days=3))
        assert len(found.captures) == 36
        assert len(found.records) == len(shim.asked) == 4
