"""The Internet Archive's dialect in front of pywb: its CDX server, and its redirects to other captures.

A stand-in for tests: array JSON and 7-column text, `fl`, regex filters over the whole value, `limit`, `collapse`, resume keys
that are sent encoded and accepted encoded once more, rows repeated as the real one repeats them, 302 with
`x-archive-redirect-reason` where pywb says 307, archived redirects rewritten to stay inside the archive.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from support_pywb import PywbServer

_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_PYWB = {"original": "url", "mimetype": "mime", "statuscode": "status"}


def _ask(port: int, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


class _Handler(BaseHTTPRequestHandler):
    pywb: PywbServer
    asked: list[str]
    most_rows: int

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/cdx/search/cdx?"):
            self._cdx()
        elif self.path.startswith("/web/"):
            self._replay()
        else:
            self._send(404, [("Content-Type", "text/html")], b"<html>no such page</html>")

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def _cdx(self) -> None:
        pairs = parse_qsl(urlsplit(self.path).query, keep_blank_values=True)
        one = dict(pairs)
        asked = [f"{name}={quote(value, safe='')}" for name, value in pairs if name in ("url", "matchType", "from", "to")]
        _, _, body = _ask(self.pywb.port, f"/web/cdx?{'&'.join(asked)}&output=json")
        rows = [json.loads(line) for line in body.decode().splitlines() if line]
        named = [{field: str(row.get(_PYWB.get(field, field)) or "-") for field in _FIELDS} for row in rows]
        for name, value in pairs:
            if name == "filter":
                wanted, (field, _, pattern) = not value.startswith("!"), value.lstrip("!").partition(":")
                named = [row for row in named if bool(re.fullmatch(pattern, row[field])) is wanted]
        if one.get("collapse") == "urlkey":
            named = [row for place, row in enumerate(named) if place == 0 or named[place - 1]["urlkey"] != row["urlkey"]]
        key = unquote(one["resumeKey"]).replace("+", " ") if "resumeKey" in one else ""
        if key:
            named = [row for row in named if f"{row['urlkey']} {row['timestamp']}" >= key]
        limit = min(int(one.get("limit", "100000")), self.most_rows)
        rest, named = named[limit:], named[:limit]
        fields = one.get("fl", ",".join(_FIELDS)).split(",")
        listed = [[row[field] for field in fields] for row in named]
        if listed:
            listed.insert(1, listed[0])  # the real one repeats rows
        following = quote(f"{rest[0]['urlkey']} {rest[0]['timestamp']}", safe="") if rest else None
        if one.get("output") == "json":
            table: list[list[str]] = [fields, *listed] if listed else []
            if following and "showResumeKey" in one:
                table += [[], [following]]
            self._send(200, [("Content-Type", "application/json")], json.dumps(table).encode())
            return
        text = "".join(" ".join(row) + "\n" for row in listed)
        if following and "showResumeKey" in one:
            text += f"\n{following}\n"
        self._send(200, [("Content-Type", "text/plain")], text.encode())

    def _replay(self) -> None:
        status, headers, body = _ask(self.pywb.port, self.path)
        names = {name.lower() for name, _ in headers}
        kept = [(n, v) for n, v in headers if n.lower() not in ("content-length", "connection", "date", "server")]
        location = next((value for name, value in kept if name.lower() == "location"), None)
        here = f"http://127.0.0.1:{self.server.server_address[1]}/web/"
        if location is not None:
            kept = [(n, v) for n, v in kept if n.lower() != "location"]
            if "memento-datetime" in names and not location.startswith(self.pywb.collection):
                _, _, digits, url = self.path.split("/", 3)
                kept.append(("Location", f"{here}{digits[:14]}/{urljoin(url, location)}"))  # without the flag, as the real one
            else:
                target = location.replace(f"{self.pywb.collection}/", here)
                found = re.search(r"/web/(\d{14})", target)
                kept.append(("Location", target))
                if found:
                    status = 302
                    kept.append(("x-archive-redirect-reason", f"found capture at {found[1]}"))
        self._send(status, kept, body)

    def log_message(self, format: str, *args: object) -> None:
        return


class WaybackShim:
    """`with WaybackShim(pywb) as shim:`; `shim.url` stands in for https://web.archive.org."""

    def __init__(self, pywb: PywbServer, *, most_rows: int = 150_000) -> None:
        self.asked: list[str] = []
        handler = type("Handler", (_Handler,), {"pywb": pywb, "asked": self.asked, "most_rows": most_rows})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> WaybackShim:
        self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
