"""synthetic: every way in which an answer can be no answer."""

from __future__ import annotations

from email.utils import formatdate

from support_faults import Answer, gzipped, html

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
