"""A server on loopback that misbehaves as told: resets, pauses, cut bodies, pages where data is due."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """One answer. `kind`: plain, reset, cut (half of the promised bytes), drip (byte by byte), silent (nothing at all)."""

    status: int = 200
    body: bytes = b""
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/plain"),)
    kind: str = "plain"


def html(text: str, status: int = 200, headers: Sequence[tuple[str, str]] = ()) -> Answer:
    return Answer(
        status, f"<!DOCTYPE html><html><body>{text}</body></html>".encode(), (("Content-Type", "text/html"), *headers)
    )


def gzipped(body: bytes, *, cut: int = 0, headers: Sequence[tuple[str, str]] = (("Content-Encoding", "gzip"),)) -> Answer:
    packed = gzip.compress(body, mtime=0)
    return Answer(200, packed[: len(packed) - cut], (("Content-Type", "text/html"), *headers))


@dataclass
class FaultServer:
    """Answers by path: a list is used up one by one, its last answer stays; a function gets the whole path and the headers."""

    answers: dict[str, list[Answer] | Callable[[str, dict[str, str]], Answer]] = field(default_factory=dict)
    default: Answer = field(default_factory=lambda: html("no such page", 404))
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def count(self) -> Counter[str]:
        return Counter(path.partition("?")[0] for path in self.asked)

    def pick(self, path: str, headers: dict[str, str]) -> Answer:
        with self.lock:
            self.asked.append(path)
            self.headers.append(headers)
            bare = path.partition("?")[0]
            chosen = self.answers.get(path, self.answers.get(bare))
            if chosen is None:
                chosen = next((v for k, v in self.answers.items() if k.endswith("*") and path.startswith(k[:-1])), None)
            if chosen is None:
                return self.default
            if callable(chosen):
                return chosen(path, headers)
            return chosen.pop(0) if len(chosen) > 1 else chosen[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faults: FaultServer

    def do_GET(self) -> None:
        answer = self.faults.pick(self.path, {k.lower(): v for k, v in self.headers.items()})
        self.close_connection = True
        if answer.kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if answer.kind == "silent":
            self.faults.stop.wait(5)
            return
        self.send_response(answer.status)
        named = {name.lower() for name, _ in answer.headers}
        for name, value in answer.headers:
            self.send_header(name, value)
        if "content-length" not in named:
            self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            if answer.kind == "cut":
                self.wfile.write(answer.body[: len(answer.body) // 2])
            elif answer.kind == "drip":
                for place in range(len(answer.body)):
                    self.wfile.write(answer.body[place : place + 1])
                    self.wfile.flush()
                    if self.faults.stop.wait(0.02):
                        return
            else:
                self.wfile.write(answer.body)
        except OSError:
            return

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            return

    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        return


class running:
    """`with running(FaultServer()) as server:`; the port is free and on loopback."""

    def __init__(self, faults: FaultServer) -> None:
        self.faults = faults
        handler = type("Handler", (_Handler,), {"faults": faults})
        self.server = _Server(("127.0.0.1", 0), handler)
        faults.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> FaultServer:
        self.thread.start()
        return self.faults

    def __exit__(self, *ended: object) -> None:
        self.faults.stop.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def closed_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class FakeTime:
    """A clock that only moves when somebody sleeps."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self.now, self.slept, self._lock = start, [], threading.Lock()
        self.slept: list[float] = []

    def clock(self) -> float:
        with self._lock:
            return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.now += seconds
            self.slept.append(seconds)
