"""Trouble on the way: each gets one clear line and its exit code, and costs no result of another source."""

import errno
import http.server
import json
import os
import resource
import shutil
import signal
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support_faults import FaultServer, closed_port, html, running

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
NOTE = "The mayor of Lodz resigned on Friday (Reuters, May 2, 2014). At least 40 people were killed in the fire.\n"


@pytest.fixture
def note(folder):
    (folder / "note.txt").write_text(NOTE)
    return "note.txt"


def reasons(outcome):
    (report,) = outcome.rows
    return [(r["outcome"], a["reason"]) for r in report["resolutions"] for a in r["outcome_reason"]]


def test_a_truncated_warc_is_read_up_to_the_damage_and_the_loss_is_said(call, folder):
    whole = (EXAMPLES / "archive" / "orvenia-2019.warc").read_bytes()
    (folder / "cut.warc").write_bytes(whole[: len(whole) - 5000])
    outcome = call(
        "audit",
        EXAMPLES / "article.txt",
        "--archive",
        "warc:cut.warc",
        "--outlets",
        EXAMPLES / "outlets.toml",
        "--format",
        "json",
    )
    assert outcome.code == 0
    assert "cut.warc" in outcome.err
    found = [resolution["outcome"] for resolution in outcome.rows[0]["resolutions"]]
    assert "matched" in found
    assert "not_archived" not in found, "part of the files can't be read, so nothing is known to be absent"


def test_a_file_that_is_no_archive(call, folder, note):
    (folder / "notes.warc").write_text("just words\n")
    outcome = call("audit", note, "--archive", "warc:notes.warc", "--format", "json")
    assert "notes.warc" in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.code in (0, 2)


def test_a_host_that_refuses_connections_is_unreachable(call, note, monkeypatch):
    port = closed_port()
    monkeypatch.setenv("PROVENANCE_ARCHIVES__WAYBACK__BASE_URL", f"http://127.0.0.1:{port}")
    outcome = call("audit", note, "--format", "json")
    assert outcome.code == 0
    assert [state for state, _ in reasons(outcome)] == ["unreachable"]
    assert f"127.0.0.1:{port}" in reasons(outcome)[0][1] or "127.0.0.1" in reasons(outcome)[0][1]


def test_a_certificate_that_cannot_be_trusted(call, folder, note, monkeypatch):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes the certificate of this test")
    subject = ["-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject], cwd=folder, check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            return

    server = Server(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        monkeypatch.setenv("PROVENANCE_ARCHIVES__WAYBACK__BASE_URL", f"https://127.0.0.1:{server.server_address[1]}")
        outcome = call("audit", note, "--format", "json")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert outcome.code == 0
    ((state, reason),) = reasons(outcome)
    assert state == "unreachable"
    assert "certificate" in reason


def test_a_proxy_that_is_not_there(call, note, monkeypatch):
    monkeypatch.setenv("https_proxy", f"http://user:secret@127.0.0.1:{closed_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    outcome = call("audit", note, "--format", "json")
    assert outcome.code == 0
    ((state, reason),) = reasons(outcome)
    assert state == "unreachable"
    assert "proxy" in reason
    assert "secret" not in outcome.out + outcome.err


def test_an_archive_that_answers_with_a_page_where_data_is_due(call, note, monkeypatch):
    with running(FaultServer(default=html("Welcome to the hotel's network", 200))) as server:
        monkeypatch.setenv("PROVENANCE_ARCHIVES__WAYBACK__BASE_URL", server.url)
        monkeypatch.setenv("PROVENANCE_NET__TRIES", "1")  # no second try, so no wait before it
        outcome = call("audit", note, "--format", "json")
    assert outcome.code == 0
    assert [state for state, _ in reasons(outcome)] == ["unreachable"]


def run_small(folder, *arguments, limit):
    """The program in a process of its own that may not write files larger than `limit` bytes: a disk that is full."""

    def full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "provenance", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=full,
        env=os.environ,
    )


def test_a_full_disk_leaves_no_half_report(folder, note):
    done = run_small(folder, "audit", note, "--offline", "--format", "html", "-o", "report.html", limit=2000)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "report.html" in done.stderr.splitlines()[-1]
    assert not (folder / "report.html").exists()
    assert [path.name for path in folder.iterdir() if "report" in path.name] == []


def test_a_full_disk_does_not_spoil_an_audit_to_standard_output(folder, note):
    done = run_small(folder, "audit", note, "--offline", "--format", "json", limit=100)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["citations"]


def opened_by(pipe, process):
    """The writing end of a pipe, once the process has opened the other one: it is reading now."""
    tick = threading.Event()
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:  # that one says that nobody reads yet
                raise
            tick.wait(0.01)
    raise AssertionError(f"the program ended before it read: {process.stderr.read()}")


def test_stopped_by_a_signal(folder):
    pipe = folder / "pipe.txt"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "provenance", "parse", str(pipe)], stderr=subprocess.PIPE, text=True, env=os.environ
    )
    writer = opened_by(pipe, process)
    process.send_signal(signal.SIGTERM)
    os.close(writer)  # a signal that came just before the read began is seen when the read ends
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines() == ["provenance: stopped; what was finished is kept"]


def test_a_reader_that_goes_away_is_no_error(folder):
    (folder / "note.txt").write_text(NOTE * 200)
    process = subprocess.Popen(
        [sys.executable, "-m", "provenance", "parse", "note.txt", "--format", "json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_standard_input_is_read(folder, call, monkeypatch):
    import io

    stream = io.TextIOWrapper(io.BytesIO(NOTE.encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    outcome = call("parse", "-", "--format", "json", "--published", "2014-05-04")
    assert outcome.code == 0
    assert outcome.rows[0]["document"]["source"] == "-"
    assert outcome.rows[0]["document"]["published"] == "2014-05-04"
    assert [c["date"]["value"] for c in outcome.rows[0]["citations"]] == ["2014-05-02"]
