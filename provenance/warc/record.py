"""One archived record, parsed: the only module that asks warcio to read."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from .segment import Segment

RecordKind = Literal["response", "resource", "revisit"]
_HEAD_END = re.compile(rb"\n\r*\n")
_BLOCK_DIGEST = re.compile(rb"^WARC-Block-Digest:[ \t]*([\w-]{1,20}):([\w=]{1,200})[ \t]*\r*$", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r*$", re.IGNORECASE | re.MULTILINE)
_KINDS: tuple[RecordKind, ...] = ("response", "resource", "revisit")


# warcio warns of odd addresses through a logger; without a handler that would land on the user's screen.
logging.getLogger("warcio").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """An archived answer. `captured_at` is UTC; `body` is what the site sent, transfer and content encodings undone.

    `status` is None where there was no HTTP; header names are lower case. `digest` is the payload digest as written in the
    file without its `sha1:` prefix, or the base32 SHA-1 of the payload. A revisit has no body of its own: `refers_to` says
    which (url, time) holds it, if the file says. `truncated`: the capture, or our size limit, cut the body. `encoding`: a
    content encoding that could not be undone, None if there is none.
    """

    url: str
    captured_at: datetime
    kind: RecordKind
    status: int | None
    mime: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str | None
    refers_to: tuple[str, datetime] | None = None
    truncated: bool = False
    encoding: str | None = None


class RecordFault(Exception):
    """The bytes of a record make no sense."""


def read_time(text: str | None) -> datetime | None:
    """The UTC time of a WARC-Date (ISO 8601) or an ARC date (14 digits, sometimes followed by rubbish)."""
    if not text:
        return None
    digits = re.sub(r"\D", "", text.strip()[:40])[:14]
    if len(digits) != 14:
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def parse_record(segment: Segment, *, max_bytes: int | None) -> StoredRecord | None:
    """Parse a record.

    Args:
        segment: its bytes.
        max_bytes: the longest body to decode; None leaves the body out, which is enough for an index.

    Returns:
        The record, or None for one that is no capture (warcinfo, request, metadata ...).

    Raises:
        RecordFault: the record is broken.
    """
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    _check_block(segment.data)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    try:
        record = loader.parse_record_stream(_LineStream(segment.data))
    except EOFError:
        return None
    except (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, ValueError) as error:
        # AttributeError: warcio asks a response without an address for its scheme.
        raise RecordFault(" ".join(str(error).split())[:120] or "no headers") from error
    if record.format == "arc":
        if record.rec_type == "arc_header":
            return None
        url, date = record.rec_headers.get_header("uri"), record.rec_headers.get_header("archive-date")
    else:
        url, date = record.rec_headers.get_header("WARC-Target-URI"), record.rec_headers.get_header("WARC-Date")
    kind = next((known for known in _KINDS if known == record.rec_type), None)
    if kind is None or not str(url or "").lower().startswith(("http://", "https://", "urn:", "ftp://")):
        return None
    captured_at = read_time(date)
    if captured_at is None:
        raise RecordFault(f"the date {str(date)[:40]!r} can't be read")
    return _stored(record, str(url), captured_at, kind, max_bytes)


def _check_block(data: bytes) -> None:
    """Compare a record's block with the digest that its own header notes (WARC 1.1, 5.8), where it notes one.

    The payload's digest is not compared: tools do not agree on whether transfer encodings are in it.
    """
    if not data.startswith(b"WARC/"):
        return
    head = _HEAD_END.search(data)
    noted = _BLOCK_DIGEST.search(data, 0, head.end()) if head else None
    length = _LENGTH.search(data, 0, head.end()) if head else None
    if head is None or noted is None or length is None:
        return
    algorithm, value = noted[1].decode().lower().replace("-", ""), noted[2].decode()
    if algorithm not in ("sha1", "sha256", "md5"):
        return
    digest = hashlib.new(algorithm, data[head.end() : head.end() + int(length[1])], usedforsecurity=False).digest()
    if value.lower() != digest.hex() and value.upper().rstrip("=") != base64.b32encode(digest).decode().rstrip("="):
        raise RecordFault("its bytes do not have the digest that was noted when it was written")


def _stored(record: Any, url: str, captured_at: datetime, kind: RecordKind, max_bytes: int | None) -> StoredRecord:
    http = record.http_headers
    headers: tuple[tuple[str, str], ...] = ()
    status: int | None = None
    if http is not None:
        headers = tuple((str(name).lower(), str(value)) for name, value in http.headers)
        code = str(http.get_statuscode() or "")
        status = int(code) if code.isdigit() and len(code) == 3 else None
    declared = http.get_header("content-type") if http is not None else record.content_type
    mime = (declared or "").partition(";")[0].strip().lower() or None
    if http is None and kind == "resource":
        status = 200
        headers = (("content-type", declared),) if declared else ()
    if kind == "revisit" and http is None:
        mime = None
    digest = _digest_of(record)
    body, cut, encoding = b"", False, None
    if max_bytes is not None and kind != "revisit":
        body, cut, encoding = _payload(record, max_bytes)
    elif digest is None and kind != "revisit":
        digest = base64.b32encode(hashlib.sha1(record.raw_stream.read(), usedforsecurity=False).digest()).decode()
    refers_to = None
    if kind == "revisit":
        target = record.rec_headers.get_header("WARC-Refers-To-Target-URI")
        time = read_time(record.rec_headers.get_header("WARC-Refers-To-Date"))
        if target and time:
            refers_to = (target.strip("<>"), time)
    truncated = cut or (record.format == "warc" and record.rec_headers.get_header("WARC-Truncated") is not None)
    return StoredRecord(url, captured_at, kind, status, mime, headers, body, digest, refers_to, truncated, encoding)


def _digest_of(record: Any) -> str | None:
    if record.format != "warc":
        return None
    written: str | None = record.rec_headers.get_header("WARC-Payload-Digest")
    return written.rpartition(":")[2].strip() or None if written else None


def _payload(record: Any, max_bytes: int) -> tuple[bytes, bool, str | None]:
    """The body with its encodings undone, whether it was cut, and an encoding that could not be undone."""
    import zlib

    encoding: str | None = None
    if record.http_headers is not None:
        from warcio.bufferedreaders import BufferedReader

        named = (record.http_headers.get_header("content-encoding") or "").strip().lower()
        if named not in ("", "identity", "x-gzip") and named not in BufferedReader.get_supported_decompressors():
            encoding = named[:40]
    parts: list[bytes] = []
    size = 0
    try:
        stream = record.content_stream()
        while size <= max_bytes and (part := stream.read(65_536)):
            parts.append(part)
            size += len(part)
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise RecordFault(f"the body can't be decoded: {error}") from error
    body = b"".join(parts)
    return body[:max_bytes], len(body) > max_bytes, encoding


class _LineStream(io.BytesIO):
    """Bytes with the `rem_length` that warcio asks its own readers for."""

    def rem_length(self) -> int:
        return len(self.getbuffer()) - self.tell()
