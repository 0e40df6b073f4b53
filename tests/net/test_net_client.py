"""The client against a server that misbehaves, on loopback, with a clock that only moves when somebody sleeps."""

import gzip
import hashlib
import sqlite3
import threading
import time
from email.utils import formatdate

import pytest
from support_faults import Answer, FakeTime, FaultServer, closed_port, gzipped, html, running

from provenance.net import Client, NetSettings, NoResponse, Response

MEMENTO = ("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT")


@pytest.fixture
def server():
    with running(FaultServer()) as faults:
        yield faults


@pytest.fixture
def fake():
    return FakeTime()


@pytest.fixture
def make(fake, tmp_path):
    made = []

    def build(cache=None, fake=fake, **settings):
        values = {"allowed_hosts": ("127.0.0.1",), "rate": 1000.0, **settings}
        client = Client(NetSettings(**values), cache_dir=cache, clock=fake.clock, sleep=fake.sleep)
        made.append(client)
        return client

    yield build
    for client in made:
        client.close()


def test_an_answer_comes_with_its_bytes_and_its_time(server, make, fake):
    server.answers["/a"] = [Answer(200, b"hello")]
    answer = make(contact="desk@example.org").get(f"{server.url}/a")
    assert isinstance(answer, Response)
    assert (answer.status, answer.body, answer.from_cache) == (200, b"hello", False)
    assert answer.sha256 == hashlib.sha256(b"hello").hexdigest()
    assert answer.stored_at.timestamp() == fake.now
    agent = server.headers[0]["user-agent"]
    assert agent.startswith("provenance/")
    assert agent.endswith("(+https://github.com/provenance-checker/provenance; mailto:desk@example.org)")


def test_a_redirect_is_handed_back_and_not_followed(server, make):
    server.answers["/a"] = [Answer(302, b"", (("Location", "/b"),))]
    answer = make().get(f"{server.url}/a")
    assert (answer.status, answer.header("location")) == (302, "/b")
    assert server.asked == ["/a"]


def test_no_cookie_goes_back_or_is_kept(server, make):
    server.answers["/a"] = [Answer(200, b"x", (("Set-Cookie", "key=1; Path=/"),))]
    client = make()
    first = client.get(f"{server.url}/a")
    client.get(f"{server.url}/a")
    assert first.header("set-cookie") is None
    assert len(server.headers) == 2
    assert all("cookie" not in headers for headers in server.headers)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(Answer(kind="reset"), "connect", id="reset"),
        pytest.param(Answer(200, b"x" * 1000, kind="cut"), "truncated", id="half of the promised bytes"),
        pytest.param(gzipped(b"x" * 5000, cut=9), "truncated", id="truncated gzip"),
        pytest.param(
            Answer(200, b"\x1f\x8b\x08" + b"?" * 50, (("Content-Encoding", "gzip"),)), "bad_encoding", id="damaged gzip"
        ),
        pytest.param(Answer(200, b"?", (("Content-Encoding", "zstd"),)), "bad_encoding", id="unknown encoding"),
        pytest.param(Answer(200, b"x" * 2000), "too_large", id="too large"),
        pytest.param(gzipped(b"0" * 5_000_000), "too_large", id="small body that unfolds into a huge one"),
    ],
)
def test_what_the_network_does_is_a_value(server, make, answer, kind):
    server.answers["/a"] = [answer]
    got = make(max_bytes=1500 if kind == "too_large" else 100_000).get(f"{server.url}/a")
    assert isinstance(got, NoResponse)
    assert got.kind == kind
    assert "127.0.0.1" in got.message


def test_a_page_that_is_too_large_can_be_kept_cut(server, make):
    server.answers["/a"] = [gzipped(b"0123456789" * 1000)]
    answer = make().get(f"{server.url}/a", max_bytes=25, keep_cut=True)
    assert (answer.body, answer.truncated) == (b"0123456789012345678901234", True)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((("Content-Encoding", "gzip"),), id="as it should be"),
        pytest.param((("content-encoding", ""), ("Content-Encoding", "gzip")), id="empty and gzip"),
        pytest.param((("content-encoding", ""),), id="empty over a gzipped body"),
    ],
)
def test_gzip_is_undone_under_odd_headers(server, make, headers):
    server.answers["/a"] = [gzipped("страница".encode(), headers=headers)]
    assert make().get(f"{server.url}/a").body.decode() == "страница"


def test_a_plain_body_that_claims_gzip_stays(server, make):
    server.answers["/a"] = [Answer(200, b"plain", (("Content-Encoding", "gzip"),))]
    assert make().get(f"{server.url}/a").body == b"plain"


def test_a_gzip_file_without_an_encoding_stays_a_file(server, make):
    packed = gzip.compress(b"x", mtime=0)
    server.answers["/a"] = [Answer(200, packed, (("Content-Type", "application/gzip"),))]
    assert make().get(f"{server.url}/a").body == packed


def test_a_slow_drip_ends_in_time(server, make):
    server.answers["/a"] = [Answer(200, b"x" * 400, kind="drip")]
    client = Client(
        NetSettings(allowed_hosts=("127.0.0.1",), max_seconds=0.2, tries=1),
        cache_dir=None,
        clock=time.time,
        sleep=lambda _: None,
    )
    got = client.get(f"{server.url}/a")
    client.close()
    assert (got.kind, got.status) == ("timeout", 200)


def test_silence_ends_in_time_and_is_asked_again(server, make, fake):
    server.answers["/a"] = [Answer(kind="silent"), Answer(200, b"late")]
    assert make().get(f"{server.url}/a", timeout=0.15).body == b"late"
    assert fake.slept == [2.0]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failing_server_is_asked_three_times_with_growing_waits(server, make, fake, status):
    server.answers["/a"] = [Answer(status)]
    answer = make().get(f"{server.url}/a")
    assert answer.status == status
    assert len(server.asked) == 3
    assert [wait for wait in fake.slept if wait >= 1] == [2.0, 8.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_an_answer_that_will_not_change_is_asked_once(server, make, status):
    server.answers["/a"] = [Answer(status)]
    assert make().get(f"{server.url}/a").status == status
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_archived_status_is_never_retried(server, make, fake, status):
    server.answers["/a"] = [Answer(status, b"archived", (MEMENTO, ("Retry-After", "9")))]
    client = make()
    answer = client.get(f"{server.url}/a")
    assert (answer.status, answer.body, answer.is_memento) == (status, b"archived", True)
    assert len(server.asked) == 1
    assert fake.slept == []


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        pytest.param(lambda now: "7", 7.0, id="seconds"),
        pytest.param(lambda now: formatdate(now + 11, usegmt=True), 11.0, id="date"),
        pytest.param(lambda now: None, 60.0, id="none"),
        pytest.param(lambda now: "soon", 60.0, id="unreadable"),
    ],
)
def test_429_pauses_the_whole_host(server, make, fake, retry_after, waited):
    value = retry_after(fake.now)
    server.answers["/a"] = [Answer(429, b"", (("Retry-After", value),) if value else ()), Answer(200, b"ok")]
    client = make()
    began = fake.now
    assert client.get(f"{server.url}/a").status == 200
    assert fake.now - began == pytest.approx(waited, abs=0.1)
    assert len(server.asked) == 2


def test_repeated_429_opens_the_breaker_and_nothing_more_is_asked(server, make, fake):
    server.answers["/a"] = [Answer(429, b"", (("Retry-After", "1"),))]
    client = make()
    assert client.get(f"{server.url}/a").status == 429
    assert len(server.asked) == 3
    later = client.get(f"{server.url}/b")
    assert later.kind == "breaker"
    assert later.asked
    assert len(server.asked) == 3


def test_a_pause_longer_than_the_run_waits_is_not_waited_for(server, make, fake):
    server.answers["/a"] = [Answer(429, b"", (("Retry-After", "86400"),))]
    client = make()
    assert client.get(f"{server.url}/a").status == 429
    assert client.get(f"{server.url}/b").kind == "breaker"
    assert (len(server.asked), fake.slept) == (1, [])


def test_failures_in_a_row_open_the_breaker_of_that_service_only(server, make):
    server.answers["/a"] = [Answer(503)]
    server.answers["/b"] = [Answer(200, b"ok")]
    client = make(tries=1, breaker_after=2)
    assert [client.get(f"{server.url}/a", service="cdx").status for _ in range(2)] == [503, 503]
    assert client.get(f"{server.url}/a", service="cdx").kind == "breaker"
    assert client.get(f"{server.url}/b", service="replay").body == b"ok"


def test_a_host_that_refuses_connections_is_asked_once(make, fake):
    url = f"http://127.0.0.1:{closed_port()}"
    client = make()
    first, second = client.get(f"{url}/a"), client.get(f"{url}/b")
    assert (first.kind, second.kind) == ("connect", "host_down")
    assert client.bill.total == 1
    assert fake.slept == []


def test_several_workers_ask_a_host_that_refuses_connections_once(make):
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    url, client, together = f"http://127.0.0.1:{closed_port()}", make(), Barrier(6)

    def ask(number):
        together.wait(10)
        return client.get(f"{url}/{number}").kind

    with ThreadPoolExecutor(6) as workers:
        kinds = sorted(workers.map(ask, range(6)))
    assert kinds == ["connect", *["host_down"] * 5]
    assert client.bill.total == 1


def test_a_name_that_does_not_resolve_is_asked_once(fake):
    import socket

    asked = []

    def resolve(host, port):
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep, resolve=resolve)
    kinds = [client.get(f"https://archive.example/{page}").kind for page in range(3)]
    client.close()
    assert kinds == ["dns", "host_down", "host_down"]
    assert asked == ["archive.example"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fe80::1", "fd00::1", "0.0.0.0", "::ffff:127.0.0.1"],
)
def test_a_public_name_with_a_private_address_is_not_asked(fake, address):
    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep, resolve=lambda host, port: [address])
    answer = client.get("http://rebound.example/")
    client.close()
    assert answer.kind == "blocked_address"
    assert not answer.asked


def test_a_configured_host_may_be_on_this_machine(server, make):
    server.answers["/a"] = [Answer(200, b"ok")]
    client = make(allowed_hosts=())
    assert client.get(f"{server.url}/a").kind == "blocked_address"
    client.allow(f"{server.url}/cdx")
    assert client.get(f"{server.url}/a").body == b"ok"


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "http://", "javascript:1", "http://a.example:99999/", ""]
)
def test_what_is_no_http_address_is_not_asked(make, url):
    assert make().get(url).kind == "blocked_address"


def test_the_budget_of_a_run_is_kept(server, make):
    server.answers["/*"] = [Answer(200, b"ok")]
    client = make(max_requests=2)
    answers = [client.get(f"{server.url}/{page}") for page in range(4)]
    assert [getattr(answer, "kind", "answer") for answer in answers] == ["answer", "answer", "budget", "budget"]
    assert len(server.asked) == 2
    assert client.bill.requests == ((server.host, 2),)


def test_retries_count_against_the_budget(server, make):
    server.answers["/a"] = [Answer(500)]
    client = make(max_requests=2)
    client.get(f"{server.url}/a")
    assert len(server.asked) == 2


def test_a_rate_is_shared_by_all_threads(server, make, fake):
    server.answers["/*"] = [Answer(200, b"ok")]
    client = make()
    threads = [
        threading.Thread(target=client.get, args=(f"{server.url}/{page}",), kwargs={"host_rate": 2.0}) for page in range(6)
    ]
    began = fake.now
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.asked) == 6
    assert fake.now - began >= 2.5


# The cache


def test_a_question_is_asked_once_and_answered_from_the_disk_later(server, make, fake, tmp_path):
    server.answers["/a"] = [Answer(200, b"kept")]
    first = make(tmp_path).get(f"{server.url}/a")
    fake.now += 60
    client = make(tmp_path)
    second = client.get(f"{server.url}/a")
    assert (second.body, second.from_cache, second.stored_at) == (b"kept", True, first.stored_at)
    assert len(server.asked) == 1
    assert (client.bill.total, client.bill.cache_hits) == (0, 1)


@pytest.mark.parametrize(
    ("answer", "cache", "good_for"),
    [
        pytest.param(Answer(200, b"x", (MEMENTO,)), "immutable", 3000, id="capture"),
        pytest.param(Answer(200, b"x"), "immutable", 0.9, id="no capture although one was asked for"),
        pytest.param(Answer(200, b"x"), "past", 80, id="past window"),
        pytest.param(Answer(200, b"x"), "volatile", 0.9, id="open window"),
        pytest.param(Answer(404), "past", 29, id="empty"),
        pytest.param(Answer(403), "past", 6, id="refused"),
    ],
)
def test_answers_stay_good_for_as_long_as_their_kind(server, make, fake, tmp_path, *, answer, cache, good_for):
    server.answers["/a"] = [answer]
    client = make(tmp_path)
    client.get(f"{server.url}/a", cache=cache)
    fake.now += good_for * 86_400
    client.get(f"{server.url}/a", cache=cache)
    assert len(server.asked) == 1
    if good_for < 100:
        fake.now += 11 * 86_400
        client.get(f"{server.url}/a", cache=cache)
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [Answer(429, b"", (("Retry-After", "1"),)), Answer(500), Answer(400), Answer(kind="reset")],
    ids=["429", "500", "400", "reset"],
)
def test_failures_are_not_kept(server, make, tmp_path, answer):
    server.answers["/a"] = [answer]
    client = make(tmp_path, tries=1)
    client.get(f"{server.url}/a")
    client.get(f"{server.url}/a")
    assert len(server.asked) == 2


def test_refresh_asks_again_but_once_a_run(server, make, fake, tmp_path):
    server.answers["/a"] = [Answer(200, b"old"), Answer(200, b"new")]
    make(tmp_path).get(f"{server.url}/a")
    fake.now += 60
    client = make(tmp_path, refresh=True)
    assert [client.get(f"{server.url}/a").body for _ in range(2)] == [b"new", b"new"]
    assert len(server.asked) == 2


def test_offline_answers_from_the_disk_alone(server, make, fake, tmp_path):
    server.answers["/a"] = [Answer(200, b"kept")]
    server.answers["/gone"] = [Answer(404)]
    online = make(tmp_path)
    online.get(f"{server.url}/a")
    online.get(f"{server.url}/gone")
    fake.now += 400 * 86_400
    client = make(tmp_path, offline=True)
    assert client.get(f"{server.url}/a").body == b"kept"
    assert client.get(f"{server.url}/gone").kind == "offline", "an old 'nothing there' says nothing"
    assert client.get(f"{server.url}/b").kind == "offline"
    assert client.bill.total == 0


def test_a_body_that_has_changed_on_disk_is_asked_again(server, make, tmp_path):
    server.answers["/a"] = [Answer(200, b"good")]
    make(tmp_path).get(f"{server.url}/a")
    bodies = [path for path in (tmp_path / "bodies").rglob("*") if path.is_file()]
    assert len(bodies) == 1
    bodies[0].write_bytes(b"bad!")
    assert make(tmp_path).get(f"{server.url}/a").body == b"good"
    bodies[0].unlink()
    assert make(tmp_path).get(f"{server.url}/a").body == b"good"
    assert len(server.asked) == 3


def test_a_damaged_index_is_begun_anew(server, make, tmp_path):
    (tmp_path / "index.sqlite").write_bytes(b"this is no database " * 500)
    server.answers["/a"] = [Answer(200, b"ok")]
    client = make(tmp_path)
    assert client.get(f"{server.url}/a").body == b"ok"
    assert "damaged" in client.warnings[0]
    assert make(tmp_path).get(f"{server.url}/a").from_cache


def test_a_disk_that_can_not_be_written_is_said_once(server, make, tmp_path):
    place = tmp_path / "file"
    place.write_text("a file, not a folder")
    server.answers["/*"] = [Answer(200, b"ok")]
    client = make(place)
    assert [client.get(f"{server.url}/{page}").body for page in range(3)] == [b"ok"] * 3
    assert len(client.warnings) == 1
    assert "not stored" in client.warnings[0]


def test_a_cache_that_has_grown_too_large_loses_its_oldest_answers(server, make, fake, tmp_path):
    server.answers["/*"] = lambda path, headers: Answer(200, path.encode() * 100_000)
    client = make(tmp_path, cache_megabytes=1)
    for page in range(8):
        client.get(f"{server.url}/{page}")
        fake.now += 1
    client.close()
    kept = make(tmp_path, offline=True, cache_megabytes=1)
    bodies = [path for path in (tmp_path / "bodies").rglob("*") if path.is_file()]
    found = [isinstance(kept.get(f"{server.url}/{page}"), Response) for page in range(8)]
    assert found == [False] * 4 + [True] * 4
    assert len(bodies) == 4


def test_two_clients_share_a_cache(server, make, tmp_path):
    server.answers["/*"] = [Answer(200, b"ok")]
    one, two = make(tmp_path), make(tmp_path)
    for page in range(5):
        one.get(f"{server.url}/{page}")
        two.get(f"{server.url}/{page}")
    assert len(server.asked) == 5
    assert two.bill.cache_hits == 5


def test_a_killed_write_leaves_no_row_without_a_body(server, make, tmp_path, monkeypatch):
    server.answers["/a"] = [Answer(200, b"ok")]

    def killed(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("provenance.net.cache.os.replace", killed)
        client = make(tmp_path)
        assert client.get(f"{server.url}/a").body == b"ok"
        assert "No space left" in client.warnings[0]
    with sqlite3.connect(tmp_path / "index.sqlite") as index:
        assert index.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    index.close()
    assert [path for path in (tmp_path / "bodies").rglob("*") if path.is_file()] == []


def test_a_certificate_nobody_knows_has_its_own_message(server, make):
    answer = make().get(server.url.replace("http://", "https://"))
    assert answer.kind == "tls"
    assert "certificate" in answer.message


def test_a_proxy_that_is_not_there_has_its_own_message(make, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://user:secret@127.0.0.1:{closed_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    answer = make(trust_env=True).get("http://archive.example/")
    assert answer.kind == "proxy"
    assert "secret" not in answer.message
    assert "proxy" in answer.message


def test_html_is_recognised_whatever_it_calls_itself(server, make):
    page = html("sorry")
    server.answers["/a"] = [Answer(200, b"\xef\xbb\xbf\n" + page.body, (("Content-Type", "application/json"),))]
    assert make().get(f"{server.url}/a").looks_like_html
