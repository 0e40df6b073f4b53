"""Content encodings undone by hand, because archives send oddities that libraries pass through.

The Internet Archive answers with both `content-encoding:` (empty) and `Content-Encoding: gzip` when the original body was
gzipped (archives.md, section 3), and a recorded body may be plain although its header says gzip.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

GZIP_MAGIC = b"\x1f\x8b"


class EncodingFault(Exception):
    """The body can't be decoded. `truncated`: it ended too early; otherwise it is damaged or of an unknown encoding."""

    def __init__(self, message: str, *, truncated: bool) -> None:
        super().__init__(message)
        self.truncated = truncated


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body with its encodings undone; `cut` where `max_bytes` ended it."""

    body: bytes
    cut: bool


def decode_body(body: bytes, encodings: list[str], *, max_bytes: int, incomplete: bool = False) -> Decoded:
    """Undo content encodings.

    Args:
        body: the bytes as received.
        encodings: all values of all Content-Encoding headers, in order; they may be empty.
        max_bytes: the most bytes to return, so that a small body can't unfold into a huge one.
        incomplete: the received bytes were cut by our own limit: an early end is then no fault.

    Raises:
        EncodingFault: unknown encoding, damaged or truncated data.
    """
    names = [name for value in encodings for name in (part.strip().lower() for part in value.split(",")) if name]
    names = [name for name in names if name != "identity"]
    if not names and encodings and body.startswith(GZIP_MAGIC):
        names = ["gzip"]  # an empty header over a gzipped body
    cut = False
    for name in reversed(names):
        if name in ("gzip", "x-gzip"):
            if not body.startswith(GZIP_MAGIC):
                continue  # declared twice, or already decoded on the way
            body, was_cut = _gunzip(body, max_bytes, incomplete)
        elif name == "deflate":
            if not body:
                continue
            body, was_cut = _inflate(body, max_bytes, incomplete)
        else:
            raise EncodingFault(f"the content encoding {name[:40]!r} was not asked for and is not known", truncated=False)
        cut = cut or was_cut
        incomplete = incomplete or was_cut
    if len(body) > max_bytes:
        return Decoded(body[:max_bytes], True)
    return Decoded(body, cut)


def _gunzip(data: bytes, max_bytes: int, incomplete: bool) -> tuple[bytes, bool]:
    """All gzip members of `data`; what follows the last one and is no member is dropped, as gzip itself does."""
    parts: list[bytes] = []
    size = 0
    while data.startswith(GZIP_MAGIC):
        decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            part = decoder.decompress(data, max_bytes - size + 1)
        except zlib.error as error:
            if parts:
                break  # rubbish after a whole member
            raise EncodingFault(f"the gzipped body is damaged ({error})", truncated=False) from error
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            return b"".join(parts)[:max_bytes], True
        if not decoder.eof:
            if incomplete:
                return b"".join(parts), True
            raise EncodingFault("the gzipped body ends too early", truncated=True)
        data = decoder.unused_data
    return b"".join(parts), False


def _inflate(data: bytes, max_bytes: int, incomplete: bool) -> tuple[bytes, bool]:
    """A deflated body, with the zlib header that RFC 9110 asks for or without it, as many servers send."""
    fault: zlib.error | None = None
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        decoder = zlib.decompressobj(window)
        try:
            body = decoder.decompress(data, max_bytes + 1)
        except zlib.error as error:
            fault = error
            continue
        if len(body) > max_bytes:
            return body[:max_bytes], True
        if not decoder.eof:
            if incomplete:
                return body, True
            raise EncodingFault("the deflated body ends too early", truncated=True)
        return body, False
    raise EncodingFault(f"the deflated body is damaged ({fault})", truncated=False)
