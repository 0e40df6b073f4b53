"""Time stamps from a real authority: openssl's, answering on loopback. Its own tool checks what was asked and what was kept."""

import hashlib
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.archives.timestamping import StampFault, ask_stamp, read_stamp, stamp_request
from provenance.net import Client, NetSettings

DATA = b"what a verdict rests on"
DIGEST = hashlib.sha256(DATA).hexdigest()
CONFIG = """
[tsa]
default_tsa = authority
[authority]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
[extensions]
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = name
[name]
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """`reply(query)` as openssl's time stamping authority gives it."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    home = tmp_path_factory.mktemp("authority")
    (home / "tsa.cnf").write_text(CONFIG)
    (home / "serial").write_text("01\n")

    def run(*arguments):
        made = subprocess.run(["openssl", *arguments], cwd=home, capture_output=True, text=True, timeout=60, check=False)
        assert made.returncode == 0, made.stderr
        return made.stdout

    run(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj",
        "/CN=Authority", "-config", "tsa.cnf", "-extensions", "extensions",
    )  # fmt: skip

    def reply(query):
        (home / "query").write_bytes(query)
        run(
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            "query",
            "-signer",
            "cert.pem",
            "-inkey",
            "key.pem",
            "-out",
            "tsr",
        )
        return (home / "tsr").read_bytes()

    return home, run, reply


@pytest.fixture
def serve():
    """`serve(answer)`: a server whose answer to a POST is `answer(body)` as (status, media type, body); gives its address."""
    started = []

    def build(answer):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append(self.headers["Content-Type"])
                status, kind, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                return

        asked = []
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        started.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}/tsa", asked

    yield build
    for server, thread in started:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_stamp_is_asked_for_read_and_checked_by_openssl(authority, serve, client):
    home, run, reply = authority
    url, asked = serve(lambda query: (200, "application/timestamp-reply", reply(query)))
    stamp = ask_stamp(client, url, DIGEST)
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(hours=1)
    assert asked == ["application/timestamp-query"]
    (home / "data").write_bytes(DATA)
    (home / "kept.tsr").write_bytes(stamp.reply)
    said = run("ts", "-verify", "-data", "data", "-in", "kept.tsr", "-CAfile", "cert.pem")
    assert "Verification: OK" in said


def test_the_request_is_what_openssl_reads(authority):
    home, run, _ = authority
    (home / "ours").write_bytes(stamp_request(DIGEST))
    said = run("ts", "-query", "-in", "ours", "-text")
    assert "Hash Algorithm: sha256" in said
    assert "Certificate required: yes" in said
    assert "Version: 1" in said


def test_a_stamp_of_another_digest_is_none(authority):
    _, _, reply = authority
    other = hashlib.sha256(b"something else").hexdigest()
    with pytest.raises(StampFault, match="stamped another digest"):
        read_stamp(reply(stamp_request(other)), DIGEST)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((500, "text/plain", b"down"), "answered 500"),
        ((200, "text/html", b"<html>Please log in"), "answered 200 and no time stamp"),
        ((200, "application/timestamp-reply", b"<html>"), "is no time stamp"),
        ((200, "application/timestamp-reply", bytes.fromhex("30053003020102")), "refused to stamp"),
        ((200, "application/timestamp-reply", bytes.fromhex("30053003020100")), "holds no time stamp"),
        ((200, "application/timestamp-reply", b""), "is no time stamp"),
    ],
)
def test_what_is_no_stamp_is_said(answer, says, serve, client):
    url, asked = serve(lambda query: answer)
    with pytest.raises(StampFault, match=says):
        ask_stamp(client, url, DIGEST)
    assert len(asked) == (2 if answer[0] == 500 else 1)  # a stamp may be asked for again: the request is the same


def test_nobody_is_asked_offline(make_client):
    with pytest.raises(StampFault, match="was not asked: offline"):
        ask_stamp(make_client(offline=True), "http://127.0.0.1:9/tsa", DIGEST)


def test_an_authority_that_leads_to_a_neighbour_is_not_asked(fake):
    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep, resolve=lambda host, port: ["10.0.0.1"])
    answer = client.post("http://public.example/tsa", b"x")
    client.close()
    assert (answer.kind, answer.asked) == ("blocked_address", False)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    try:
        read_stamp(data, DIGEST)
    except StampFault:
        return
    raise AssertionError("rubbish is no time stamp")
