"""Every adapter of the folder under every fault: a request that failed is never an absence, and nothing is ever raised."""

import pytest
from support_archives import ADAPTERS, DAY, NETWORK, PAGE, QUERY, capture_on, open_on
from support_contract import FAULTS
from support_faults import Answer, closed_port, html

from provenance.archives import ArchivesSettings, open_archive
from provenance.model.answer import CaptureQuery, Found, Gap, Replayed


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
