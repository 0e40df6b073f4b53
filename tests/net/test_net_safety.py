"""What must never happen: a request to a neighbour's machine, a key in the wrong place, an answer that fills the memory."""

import gzip
import io
import logging
import zipfile
import zlib

import pytest
from support_faults import Answer, FakeTime, FaultServer, closed_port, running

from provenance.archives import ArchivesSettings, open_service
from provenance.archives.gkg import GkgFault, read_day_file
from provenance.model.answer import CaptureQuery
from provenance.net import Client, NetSettings, NoResponse, without_keys
from provenance.net.address import AddressRule, is_public

PRIVATE = [
    "127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::",
    "no address", "", "0x7f.0.0.1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
#: Names that are addresses in disguise: a resolver or a proxy takes them for one.
DISGUISED = [
    "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.0.0.1", "127.1", "0", "127.0.0.1.", "127。0。0。1", "１２７.0.0.1", "[::1]",
    "[::ffff:127.0.0.1]", "localhost", "localhost.", "LOCALHOST", "a.localhost", "printer.local", "metadata.google.internal",
    "10.0.0.1",
]  # fmt: skip


@pytest.fixture
def server():
    with running(FaultServer()) as faults:
        yield faults


@pytest.fixture
def make():
    made = []

    def build(resolve=None, cache=None, **settings):
        time = FakeTime()
        more = {"resolve": resolve} if resolve else {}
        client = Client(NetSettings(tries=1, **settings), cache_dir=cache, clock=time.clock, sleep=time.sleep, **more)
        made.append(client)
        return client

    yield build
    for client in made:
        client.close()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_somebodys_own(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_net(address):
    assert is_public(address)


@pytest.mark.parametrize("host", DISGUISED)
def test_no_disguise_gets_through_directly(host, make):
    """However the host is written, the address that a connection would be opened to is what counts."""
    answer = make().get(f"http://{host}/latest/meta-data/")
    assert isinstance(answer, NoResponse)
    assert answer.kind in ("blocked_address", "dns"), answer


@pytest.mark.parametrize("host", DISGUISED)
def test_no_disguise_gets_through_a_proxy(host, make, monkeypatch, server):
    """A proxy resolves names itself: what a name shows must be enough."""
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    answer = make(trust_env=True).get(f"http://{host}/latest/meta-data/")
    assert isinstance(answer, NoResponse)
    assert answer.kind == "blocked_address", answer
    assert server.asked == []


def test_a_public_name_goes_through_the_proxy_of_the_environment(make, monkeypatch, server):
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.answers["/*"] = [Answer(200, b"by proxy")]
    server.answers["http://archive.example/a"] = [Answer(200, b"by proxy")]
    assert make(trust_env=True).get("http://archive.example/a").body == b"by proxy"
    assert make().get("http://archive.example/a").kind == "dns"


@pytest.mark.parametrize("name", ["2130706433", "1.0x7f", "a.b.0177", "。", ""])
def test_a_rule_for_names_alone(name):
    assert not AddressRule(()).allows_unresolved(name)


def test_a_name_is_resolved_once_and_that_address_is_used(make, server):
    """DNS rebinding: a second answer of the name server can't change where the connection goes."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolve(host, port):
        asked.append(host)
        return next(answers)

    server.answers["/a"] = [Answer(200, b"here")]
    client = make(resolve=resolve)
    client.allow("http://named.example/")
    assert client.get(f"http://named.example:{server.port}/a").body == b"here"
    assert asked == ["named.example"]
    assert server.headers[0]["host"] == f"named.example:{server.port}"


def test_of_several_addresses_only_public_ones_are_tried(make):
    client = make(resolve=lambda host, port: ["10.0.0.1", "::1"])
    answer = client.get("http://mixed.example/")
    assert (answer.kind, answer.asked) == ("blocked_address", False)
    assert "is not a public address" in answer.message


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "file:///etc/passwd"]
)
def test_a_redirect_is_checked_again(target, make, server, tmp_path):
    """The archive that is named may redirect anywhere; where it leads is asked by the same rules."""
    digits = "20131022101500"
    server.answers["/web/*"] = [Answer(302, b"", (("Location", target),))]
    server.answers["/gate/*"] = [Answer(302, b"", (("Location", target),))]
    server.answers["/10.5555/x"] = [Answer(302, b"", (("Location", target),))]
    client = make()
    settings = ArchivesSettings.read({"doi": {"base_url": server.url}})
    doi = open_service("doi", settings, client, index_dir=tmp_path).describe("doi", "10.5555/x")
    gate = open_service(f"memento+{server.url}/gate/", settings, client, index_dir=tmp_path)
    looked = gate.look_up(CaptureQuery(url=f"http://news.example/{digits}"))
    assert doi.outcome in ("skipped", "unreachable")
    assert looked.outcome in ("skipped", "unreachable")
    assert len(server.asked) == 2


# Keys.


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("https://a.example/x?api-key=s3same&q=1", "https://a.example/x?api-key=REMOVED&q=1"),
        ("https://a.example/x?q=1&mailto=me@x.example#f", "https://a.example/x?q=1&mailto=REMOVED#f"),
        ("https://user:s3same@a.example/x", "https://a.example/x"),
        ("'http://a.example/?key=s3same' can't be asked (no)", "'http://a.example/?key=REMOVED' can't be asked (no)"),
        ("monkey=3&a=b", "monkey=3&a=b"),
    ],
)
def test_secrets_are_taken_out(text, clean):
    assert without_keys(text) == clean


def test_no_key_in_a_message_a_log_or_the_cache(make, server, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    secret = "s3same"
    client = make(cache=tmp_path / "cache")
    client.allow(server.url)
    server.answers["/*"] = [Answer(500), Answer(200, b"x", (("Content-Encoding", "br"),)), Answer(200, b"fine")]
    told = [client.get(f"{server.url}/a?api-key={secret}&n={n}") for n in range(3)]
    told += [
        client.get(f"http://127.0.0.1:{closed_port()}/?key={secret}"),
        client.get(f"http://nowhere.example/?token={secret}"),
        client.get(f"http://a.example:99999/?key={secret}"),
        client.get(f"http://[broken/?key={secret}"),
        client.get(f"http://user:{secret}@nowhere.example/"),
        client.get(f"ftp://a.example/?key={secret}"),
    ]
    client.close()
    messages = [answer.message for answer in told if isinstance(answer, NoResponse)]
    assert len(messages) >= 6
    assert not any(secret in message for message in messages), messages
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("provenance")]
    assert not any(secret in line for line in ours)
    stored = [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert stored
    assert not any(secret.encode() in data for data in stored)


def test_a_key_does_not_follow_a_redirect(make, server, tmp_path):
    with running(FaultServer()) as stranger:
        server.answers["/*"] = [Answer(301, b"", (("Location", f"{stranger.url}/works/W1"),))]
        stranger.answers["/*"] = [Answer(200, b'{"id": "W1", "title": "A"}')]
        client = make()
        client.allow(stranger.url)
        for id in ("openalex", "semanticscholar", "guardian", "trove", "mediacloud"):
            settings = ArchivesSettings.read({id: {"base_url": server.url, "key": "s3same", "rate": 1000}})
            service = open_service(id, settings, client, index_dir=tmp_path)
            if hasattr(service, "describe"):
                assert service.describe("doi", "10.5555/x").outcome == "unreachable"
        assert stranger.asked == []


def test_no_cookie_of_one_answer_goes_with_the_next_request(make, server):
    server.answers["/*"] = [Answer(200, b"x", (("Set-Cookie", "id=1; Path=/"),))]
    client = make()
    client.allow(server.url)
    first = client.get(f"{server.url}/a")
    client.get(f"{server.url}/b")
    assert first.header("set-cookie") is None
    assert all("cookie" not in headers for headers in server.headers)


# Sizes.


def test_a_small_answer_does_not_unfold_into_a_huge_one(make, server):
    bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
    assert len(bomb) < 100_000
    server.answers["/gzip"] = [Answer(200, bomb, (("Content-Encoding", "gzip"),))]
    server.answers["/twice"] = [Answer(200, gzip.compress(bomb, mtime=0), (("Content-Encoding", "gzip, gzip"),))]
    server.answers["/deflate"] = [Answer(200, zlib.compress(b"\0" * 50_000_000), (("Content-Encoding", "deflate"),))]
    client = make()
    client.allow(server.url)
    for path in ("/gzip", "/twice", "/deflate"):
        assert client.get(f"{server.url}{path}", max_bytes=1_000_000).kind == "too_large"
        cut = client.get(f"{server.url}{path}?cut", max_bytes=1_000_000, keep_cut=True)
        assert (len(cut.body), cut.truncated) == (1_000_000, True)


def test_brotli_is_neither_asked_for_nor_taken(make, server):
    server.answers["/a"] = [Answer(200, b"\x0b\x02\x80x\x03", (("Content-Encoding", "br"),))]
    client = make()
    client.allow(server.url)
    assert client.get(f"{server.url}/a").kind == "bad_encoding"
    assert server.headers[0]["accept-encoding"] == "gzip, deflate"


def test_a_day_file_that_unfolds_too_far_is_not_read(monkeypatch):
    monkeypatch.setattr("provenance.archives.gkg._MAX_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("20131022.gkg.csv", b"\0" * 2_000_000)
    with pytest.raises(GkgFault, match="too much"):
        read_day_file(packed.getvalue())
