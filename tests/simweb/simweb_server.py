"""The simulated web's archive on loopback, in the Wayback protocol: CDX search and `id_` replay, with limits and faults.

Imports nothing of the project. `synthetic`: the answers are made after archives.md and recordings, none is a copy.
"""

# ruff: noqa: E501 (made-up sentences and markup are data; nothing here is a secret)

from __future__ import annotations

import html
import json
import re
import socket
import struct
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, quote_plus, unquote_plus, urlsplit

from simweb_shots import Shot

_HEADER = ' !#$%&()*+,/:;<=>?@[]{}|~^_.-"'
_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")

#: Faults: how the archive behaves towards one host. The value is the state that a citation must get.
FAULTS: dict[str, str] = {
    "blocked": "refused",
    "robots": "refused",
    "excluded-replay": "refused",
    "busy": "unreachable",
    "error": "unreachable",
    "gateway": "unreachable",
    "reset": "unreachable",
    "people-page": "unreachable",
    "java": "unreachable",
    "broken-json": "unreachable",
    "replay-error": "unreachable",
    "replay-reset": "unreachable",
}


def surt(url: str) -> str:
    """The key of an address: host reversed, www and port dropped, query sorted, lower case."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    path = parts.path.lower()
    path = path.rstrip("/") or "/"
    return f"{','.join(reversed(host.split('.')))}){path}" + (f"?{query}" if query else "")


class SimArchive:
    """Serves shots. `fault_of(host)` names the fault for a host, None for none; `on_request` is called once a request;
    with `repeats` rows come several times."""

    def __init__(
        self,
        shots: Sequence[Shot],
        *,
        faults: dict[str, str] | None = None,
        on_request: Callable[[], None] | None = None,
        repeats: bool = False,
    ):
        rows = sorted(((surt(shot.url), shot.digits, shot) for shot in shots), key=lambda row: row[:2])
        self.rows = rows
        self.keys = [row[0] for row in rows]
        self.by_key: dict[str, list[Shot]] = {}
        for key, _, shot in rows:
            self.by_key.setdefault(key, []).append(shot)
        self.faults = dict(faults or {})
        self.on_request = on_request
        self.repeats = repeats
        self.asked: list[str] = []
        self.counts: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.url = ""

    # -- index

    def cdx(self, params: dict[str, list[str]]) -> tuple[int, list[tuple[str, str]], bytes, str]:
        url, match = params["url"][0], params.get("matchType", ["exact"])[0]
        host = (urlsplit(url if "://" in url else f"http://{url}").hostname or "").removeprefix("www.")
        fault = self._fault(host)
        plain = [("Content-Type", "text/plain")]
        if fault == "blocked":
            why = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
            return 403, [*plain, ("X-Archive-Wayback-Runtime-Error", why)], (why + "\n").encode(), ""
        if fault == "robots":
            return 200, plain, b"org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots\n", ""
        if fault == "busy":
            return 429, plain, b"Too Many Requests", ""
        if fault == "error":
            return 503, [("Content-Type", "text/html")], b"<html><body>Service Unavailable</body></html>", ""
        if fault == "gateway":
            return 504, [("Content-Type", "text/html")], b"<html><body>Gateway Time-out</body></html>", ""
        if fault == "reset":
            return 0, [], b"", "reset"
        if fault == "people-page":
            return (
                200,
                [("Content-Type", "text/html")],
                b"<!DOCTYPE html><html><body>We are down for maintenance</body></html>",
                "",
            )
        if fault == "java":
            return 200, plain, b"java.lang.IllegalArgumentException: fromKey > toKey\n", ""
        rows = self._select(url, match, params)
        fields = params.get("fl", [",".join(_FIELDS)])[0].split(",")
        limit = int(params.get("limit", ["150000"])[0])
        if "resumeKey" in params:
            after = unquote_plus(params["resumeKey"][0])
            rows = [row for row in rows if f"{row[0]} {row[1]}" > after]
        shown = rows[:limit]
        table = [[self._field(name, row) for name in fields] for row in shown]
        if self.repeats:  # rows are given up to four times (archives.md, section 1)
            table = [row for place, row in enumerate(table) for _ in range(1 + (place % 3 == 0) + 2 * (place % 7 == 0))]
        out: list[list[str]] = [fields, *table] if table else []
        if len(rows) > limit and params.get("showResumeKey") and shown:
            out += [[], [quote_plus(f"{shown[-1][0]} {shown[-1][1]}")]]
        body = json.dumps(out).encode()
        if fault == "broken-json" and len(body) > 10:
            body = body[: len(body) * 2 // 3]
        elif fault == "broken-json":
            body = b"[["
        return 200, [("Content-Type", "application/json")], body, ""

    def _select(self, url: str, match: str, params: dict[str, list[str]]) -> list[tuple[str, str, Shot]]:
        key = surt(url)
        host_key = key.partition(")")[0]
        if match == "prefix":
            path = urlsplit(url if "://" in url else f"http://{url}").path
            start = key + ("/" if path.endswith("/") and not key.endswith("/") else "")
            wanted = lambda k: k.startswith(start)  # noqa: E731
            low = start
        elif match == "host":
            wanted, low = (lambda k: k.startswith(host_key + ")")), host_key + ")"
        elif match == "domain":
            wanted, low = (lambda k: k.startswith((host_key + ")", host_key + ","))), host_key
        else:
            wanted, low = (lambda k: k == key), key
        since = params.get("from", ["0"])[0].ljust(14, "0")
        until = params.get("to", ["9"])[0].ljust(14, "9")
        tests = []
        for rule in params.get("filter", []):
            name, _, pattern = rule.removeprefix("!").partition(":")
            tests.append((rule.startswith("!"), name, re.compile(pattern)))
        found, last = [], None
        for row in self.rows[bisect_left(self.keys, low) :]:
            if not row[0].startswith(low[: len(host_key)]):
                break
            if not wanted(row[0]) or not since <= row[1] <= until:
                continue
            if any(bool(test.fullmatch(self._field(name, row))) == negate for negate, name, test in tests):
                continue
            if params.get("collapse") == ["urlkey"] and row[0] == last:
                continue
            last = row[0]
            found.append(row)
        return found

    @staticmethod
    def _field(name: str, row: tuple[str, str, Shot]) -> str:
        key, digits, shot = row
        original = shot.url if shot.url.startswith("https:") else shot.url.replace(".example/", ".example:80/", 1)
        return {
            "urlkey": key, "timestamp": digits, "original": original, "mimetype": shot.mime,
            "statuscode": str(shot.status), "digest": shot.digest, "length": str(len(shot.body)),
        }[name]  # fmt: skip

    # -- replay

    def replay(self, digits: str, url: str) -> tuple[int, list[tuple[str, str]], bytes, str]:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        fault = self._fault(host)
        page = [("Content-Type", "text/html; charset=utf-8")]
        if fault == "excluded-replay":
            return 200, page, b"<html><body><p>This URL has been excluded from the Wayback Machine.</p></body></html>", ""
        if fault == "replay-error":
            return 503, page, b"<html><body>503</body></html>", ""
        if fault == "replay-reset":
            return 0, [], b"", "reset"
        shots = self.by_key.get(surt(url), [])
        if not shots:
            return 404, page, b"<html><body>Hrm. The Wayback Machine has not archived that URL.</body></html>", ""
        exact = next((shot for shot in shots if shot.digits == digits), None)
        if exact is None:
            nearest = min(shots, key=lambda shot: (abs(int(shot.digits) - int(digits.ljust(14, "0"))), shot.digits))
            where = f"{self.url}/web/{nearest.digits}id_/{nearest.url}"
            return (
                302,
                [*page, ("Location", where), ("x-archive-redirect-reason", f"found capture at {nearest.digits}")],
                b"",
                "",
            )
        headers = [
            ("Content-Type", exact.mime),
            ("Memento-Datetime", format_datetime(exact.at, usegmt=True)),
            ("Link", f'<{exact.url}>; rel="original"'),
        ]
        if exact.location:
            headers.append(("Location", f"{self.url}/web/{exact.digits}id_/{exact.location}"))
        return exact.status, headers, exact.body, ""

    def _fault(self, host: str) -> str | None:
        return self.faults.get(host) or self.faults.get("*")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    archive: SimArchive

    def do_GET(self) -> None:
        archive = self.archive
        parts = urlsplit(self.path)
        if archive.on_request:
            archive.on_request()
        with archive.lock:
            archive.asked.append(self.path)
            if parts.path == "/cdx/search/cdx":
                archive.counts["cdx"] += 1
                status, headers, body, kind = archive.cdx(parse_qs(parts.query))
            elif match := re.match(r"/web/(\d+)(?:id_)?/(.*)", self.path, re.DOTALL):
                archive.counts["replay"] += 1
                status, headers, body, kind = archive.replay(match[1], match[2])
            else:
                status, headers, body, kind = 404, [], html.escape(self.path).encode(), ""
        if kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        lines = [f"HTTP/1.1 {status} -", *(f"{name}: {quote(value, safe=_HEADER)}" for name, value in headers)]
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        self.close_connection = True
        self.wfile.write("\r\n".join(lines).encode("latin-1") + body)

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            return

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def serving(archive: SimArchive) -> Iterator[SimArchive]:
    """Serves an archive on a free port of loopback."""
    handler = type("Handler", (_Handler,), {"archive": archive})

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            return

    server = Server(("127.0.0.1", 0), handler)
    archive.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield archive
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
