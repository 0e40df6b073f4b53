"""Every adapter of the folder under every fault: a request that failed is never an absence, and nothing is ever raised."""

import random
from email.utils import formatdate

import pytest
from conftest import DAY
from support_faults import Answer, FaultServer, closed_port, gzipped, html, running

from provenance.archives import ArchivesSettings, find_adapters, open_archive
from provenance.archives.surt import surt_key
from provenance.model.answer import Capture, CaptureQuery, Found, Gap, Replayed

ADAPTERS = find_adapters()
NETWORK = [adapter for adapter in ADAPTERS if adapter.kind == "captures" and adapter.prefix not in ("warc:", "index:")]
PAGE = "http://news.example/2013/10/22/a"
QUERY = CaptureQuery(url=PAGE, since=DAY, until=DAY)


def open_on(adapter, url, client, tmp_path):
    """The adapter with everything it asks at `url`."""
    settings = ArchivesSettings.read({adapter.id: {"base_url": url, "rate": 1000}})
    spec = {"cdx+": f"cdx+{url}/web/cdx", "memento+": f"memento+{url}/web/"}.get(adapter.prefix, adapter.id)
    return open_archive(spec, settings, client, index_dir=tmp_path)


def capture_on(adapter, url):
    return Capture(
        archive=adapter.id,
        url=PAGE,
        urlkey=surt_key(PAGE),
        captured_at=DAY,
        archive_url=f"{url}/web/20131022101500/{PAGE}",
        locator={
            "memento": f"{url}/web/20131022101500/{PAGE}",
            "memgator": f"{url}/web/20131022101500/{PAGE}",
            "commoncrawl": "crawl-data/a.warc.gz#0#100",
        }.get(adapter.id, "20131022101500"),
    )


FAULTS = {
    "429": [Answer(429)],
    "429 with seconds": [Answer(429, b"", (("Retry-After", "5"),))],
    "429 with a date": [Answer(429, b"", (("Retry-After", formatdate(1_700_000_005, usegmt=True)),))],
    "429 for a day": [Answer(429, b"", (("Retry-After", "86400"),))],
    "500": [Answer(500)],
    "502 with a page": [html("Bad gateway", 502)],
    "503": [Answer(503)],
    "504": [Answer(504)],
    "reset": [Answer(kind="reset")],
    "cut": [Answer(200, b"x" * 2000, kind="cut")],
    "truncated gzip": [gzipped(b"[]" * 2000, cut=6)],
    "a page where data is due": [html("Please wait while we check your browser")],
    "a page that calls itself JSON": [Answer(200, b"<html>sorry</html>", (("Content-Type", "application/json"),))],
    "JSON broken off": [Answer(200, b'[["urlkey","timestamp","orig', (("Content-Type", "application/json"),))],
    "a Java exception": [Answer(200, b"java.lang.IllegalArgumentException: fromKey > toKey\n")],
    "rubbish": [Answer(200, b"\xff\xfe\x00\x01 nothing \x00 of sense")],
    "a redirect to nowhere": [Answer(302, b"", (("Location", "/login"),))],
    "a redirect without a place": [Answer(302, b"", ())],
}  # fmt: skip


def test_adapters_are_found_by_looking():
    assert {adapter.id for adapter in ADAPTERS} >= {"wayback", "cdx", "memento", "warc"}
    for adapter in ADAPTERS:
        assert adapter.title
        assert adapter.limits
        assert adapter.known


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_a_failure_is_never_an_absence(adapter, fault, server, client, tmp_path):
    server.answers["/*"] = list(FAULTS[fault])
    archive = open_on(adapter, server.url, client, tmp_path)
    for answer in (archive.look_up(QUERY), archive.replay(capture_on(adapter, server.url))):
        assert isinstance(answer, Gap)
        assert answer.outcome == "unreachable", answer.reason
        assert answer.reason
        assert answer.records
        assert answer.records[-1].outcome == "unreachable"


@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_nobody_there(adapter, client, tmp_path):
    url = f"http://127.0.0.1:{closed_port()}"
    archive = open_on(adapter, url, client, tmp_path)
    first, second = archive.look_up(QUERY), archive.replay(capture_on(adapter, url))
    assert (first.outcome, second.outcome) == ("unreachable", "unreachable")
    assert client.bill.total == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(html("This URL has been excluded from the Wayback Machine."), id="exclusion page with 200"),
        pytest.param(
            Answer(
                403,
                b"Blocked",
                (("X-Archive-Wayback-Runtime-Error", "AdministrativeAccessControlException: Blocked Site Error"),),
            ),
            id="403 blocked site",
        ),
        pytest.param(Answer(200, b"RobotAccessControlException: Blocked By Robots\n"), id="robots with 200"),
        pytest.param(
            Answer(404, b"", (("X-Archive-Wayback-Runtime-Error", "RobotAccessControlException: x"),)), id="robots with 404"
        ),
        pytest.param(Answer(401, b""), id="401"),
        pytest.param(Answer(451, b""), id="451"),
    ],
)
@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_a_refusal_is_a_refusal(adapter, answer, server, client, tmp_path):
    server.answers["/*"] = [answer]
    archive = open_on(adapter, server.url, client, tmp_path)
    assert archive.look_up(QUERY).outcome == "refused"
    assert archive.replay(capture_on(adapter, server.url)).outcome == "refused"


@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_our_own_fault_is_called_so(adapter, server, client, tmp_path):
    server.answers["/*"] = [Answer(400, b'{"message": "bad"}')]
    assert open_on(adapter, server.url, client, tmp_path).look_up(QUERY).outcome == "bad_query"


@pytest.mark.parametrize("settings", [{"offline": True}, {"max_requests": 0}], ids=["offline", "budget"])
@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_what_was_not_asked_is_skipped(adapter, settings, server, make_client, tmp_path):
    archive = open_on(adapter, server.url, make_client(**settings), tmp_path)
    answers = [archive.look_up(QUERY), archive.replay(capture_on(adapter, server.url))]
    assert [answer.outcome for answer in answers] == ["skipped"] * 2
    assert server.asked == []


@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_never_archived_is_empty(adapter, server, client, tmp_path):
    server.answers["/cdx/search/cdx"] = [Answer(200, b"[]\n", (("Content-Type", "application/json"),))]
    for path in ("/web/cdx", "/wayback/cdx"):
        server.answers[path] = [Answer(200, b"", (("Content-Type", "text/x-ndjson"),))]
    crawls = b'[{"id": "CC-MAIN-2013-48", "from": "2013-10-01T00:00:00", "to": "2013-12-20T00:00:00"}]'
    server.answers["/collinfo.json"] = [Answer(200, crawls, (("Content-Type", "application/json"),))]
    server.answers["/CC-MAIN-2013-48-index"] = [Answer(404, b'{"message": "No Captures found for: x"}')]
    archive = open_on(adapter, server.url, client, tmp_path)
    assert archive.look_up(QUERY).outcome == "empty"
    if adapter.id != "commoncrawl":  # its captures are pieces of files: a piece that is not there is a fault
        assert archive.replay(capture_on(adapter, server.url)).outcome == "empty"


@pytest.mark.parametrize("status", [200, 404, 429, 500])
@pytest.mark.parametrize("adapter", [one for one in NETWORK if one.id != "commoncrawl"], ids=lambda adapter: adapter.id)
def test_a_capture_keeps_its_archived_status(adapter, status, server, client, tmp_path):
    headers = (
        ("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT"),
        ("x-archive-orig-server", "old"),
        ("Content-Type", "text/html"),
    )
    server.answers["/*"] = [Answer(status, "<html>день".encode("cp1251"), headers)]
    answer = open_on(adapter, server.url, client, tmp_path).replay(capture_on(adapter, server.url))
    assert isinstance(answer, Replayed)
    content = answer.content
    assert (content.status, content.captured_at, content.url) == (status, DAY, PAGE)
    assert content.body.decode("cp1251") == "<html>день"
    assert dict(content.headers)["server"] == "old"
    assert len(server.asked) == 1


@pytest.mark.parametrize("adapter", NETWORK, ids=lambda adapter: adapter.id)
def test_records_show_the_request_and_the_time_of_the_answer(adapter, server, client, fake, tmp_path):
    server.answers["/*"] = [Answer(503)]
    (record,) = open_on(adapter, server.url, client, tmp_path).look_up(QUERY).records
    assert record.request.startswith(server.url)
    assert (record.status, record.from_cache) == (503, False)
    assert record.answered_at is not None
    assert record.answered_at.timestamp() <= fake.now


def test_a_thousand_random_faults_give_no_absence(make_client, tmp_path):
    """Every answer is one of the faults above, in any order, for index and replay alike."""
    chance = random.Random(20131022)  # noqa: S311 - chosen to be the same at every run
    kinds = [answer for name, answers in sorted(FAULTS.items()) for answer in answers if answer.kind != "reset"]
    outcomes = []
    with running(FaultServer()) as server:
        server.answers["/*"] = lambda path, headers: chance.choice(kinds)
        for adapter in NETWORK:
            for _ in range(1000 // (2 * len(NETWORK)) + 1):
                archive = open_on(adapter, server.url, make_client(tries=1, max_wait=0.0), tmp_path)
                outcomes += [archive.look_up(QUERY).outcome, archive.replay(capture_on(adapter, server.url)).outcome]
    assert len(outcomes) >= 1000
    assert set(outcomes) == {"unreachable"}


# Local files have other faults.


@pytest.fixture
def local(client, tmp_path):
    def build(path):
        return open_archive(f"warc:{path}", ArchivesSettings.read(), client, index_dir=tmp_path / "index")

    return build


def test_a_damaged_file_gives_no_absence(news_warc, local, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    data = bytearray(news_warc.read_bytes())
    whole = local(news_warc).look_up(CaptureQuery(url="http://www.news.example/2013/10/22/item-07"))
    place = int(whole.captures[0].archive_url.rpartition("#")[2])
    data[place + 60 : place + 70] = b"\0" * 10
    (folder / "news.warc.gz").write_bytes(data)
    archive = local(folder)
    assert len(archive.warnings) == 1
    assert f"near byte {place}" in archive.warnings[0]
    assert archive.look_up(CaptureQuery(url="http://www.news.example/2013/10/22/item-07")).outcome == "unreachable"
    assert isinstance(archive.look_up(CaptureQuery(url="http://www.news.example/2013/10/22/item-08")), Found)
    archive.close()


def test_a_file_that_vanishes_gives_no_absence(news_warc, local, tmp_path):
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(news_warc.read_bytes())
    archive = local(copy)
    found = archive.look_up(CaptureQuery(url="http://www.news.example/"))
    copy.unlink()
    assert archive.replay(found.captures[0]).outcome == "unreachable"
    archive.close()
