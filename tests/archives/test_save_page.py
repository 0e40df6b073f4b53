"""Save Page Now on loopback: an order that was taken is no capture. All answers are synthetic, in the published form."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from provenance.config import load_settings
from provenance.errors import SettingsError
from provenance.pipeline import preserve_pages

PAGE = "https://news.example/2018/10/22/a?b=1&c=2"


class Saver:
    """A stand-in: `order` answers the order, `looks` the questions for its state one by one, the last one stays."""

    def __init__(self, order, *looks):
        self.order, self.looks, self.bodies, self.headers, self.paths = order, list(looks), [], [], []
        saver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                saver.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.say(saver.order)

            def do_GET(self):
                self.say(saver.looks.pop(0) if len(saver.looks) > 1 else saver.looks[0])

            def say(self, answer):
                saver.paths.append(self.path)
                saver.headers.append(self.headers["Authorization"])
                status, body = answer
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def preserve(saver, fake, *urls, key="access:s3same"):
    wayback = {"base_url": saver.url if saver else None, "key": key}
    settings = load_settings(None, environment={}, flags={"archives": {"wayback": wayback}, "net": {"tries": 1, "max_wait": 0}})
    return list(preserve_pages(urls or (PAGE,), settings, clock=fake.clock, sleep=fake.sleep))


TAKEN = (200, {"url": PAGE, "job_id": "spn2-1"})
PENDING = (200, {"status": "pending", "job_id": "spn2-1"})
DONE = (200, {"status": "success", "timestamp": "20181023101500", "original_url": PAGE, "job_id": "spn2-1"})


def test_a_capture_is_confirmed_when_the_archive_says_when(fake):
    with Saver(TAKEN, PENDING, PENDING, DONE) as saver:
        (row,) = preserve(saver, fake)
    assert (row.state, row.at) == ("confirmed", datetime(2018, 10, 23, 10, 15, tzinfo=UTC))
    assert row.archive_url == f"{saver.url}/web/20181023101500/{PAGE}"
    assert saver.bodies == ["url=https%3A%2F%2Fnews.example%2F2018%2F10%2F22%2Fa%3Fb%3D1%26c%3D2&if_not_archived_within=1d"]
    assert saver.paths == ["/save", *["/save/status/spn2-1"] * 3]
    assert set(saver.headers) == {"LOW access:s3same"}


@pytest.mark.parametrize(
    ("order", "looks", "state", "says"),
    [
        pytest.param(TAKEN, [PENDING], "asked", "is not done after 120 s", id="still pending"),
        pytest.param(TAKEN, [(502, b"<html>Bad gateway")], "asked", "what became of it can't be seen", id="no look"),
        pytest.param(TAKEN, [(200, {"status": "success"})], "asked", "and not when", id="done without a time"),
        pytest.param(
            TAKEN,
            [(200, {"status": "error", "status_ext": "error:too-many-requests"})],
            "failed",
            "too-many-requests",
            id="error",
        ),
        pytest.param((200, {"message": "You need to be logged in."}), [PENDING], "failed", "logged in", id="no number"),
        pytest.param((401, {"message": "no"}), [PENDING], "failed", "does not take the key", id="401"),
        pytest.param((429, b""), [PENDING], "failed", "answered 429", id="429"),
        pytest.param((200, b"<html>Please wait"), [PENDING], "failed", "no JSON", id="a page for people"),
    ],
)
def test_asked_confirmed_and_failed_are_kept_apart(order, looks, state, says, fake):
    with Saver(order, *looks) as saver:
        (row,) = preserve(saver, fake)
    assert (row.state, row.at, row.archive_url) == (state, None, None)
    assert says in row.reason
    assert "s3same" not in row.model_dump_json()
    assert saver.bodies
    assert len(saver.bodies) == 1


def test_without_a_key_nobody_is_asked(fake):
    with pytest.raises(SettingsError, match="PROVENANCE_ARCHIVES__WAYBACK__KEY"):
        preserve(None, fake, key="")


def test_what_is_no_address_is_said_before_anybody_is_asked(fake):
    with Saver(TAKEN, DONE) as saver:
        with pytest.raises(SettingsError, match="it is no http address"):
            preserve(saver, fake, PAGE, "news.example")
        assert saver.bodies == []
