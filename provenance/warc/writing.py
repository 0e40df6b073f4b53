"""Archive files out: WARC 1.1, byte-identical at every run for equal input.

Record ids are derived from their content, dates are given, no host name and no software version is looked up.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from provenance.errors import OutputError

#: Name space of the record ids, so that the same capture always has the same id (RFC 9562, version 5).
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/provenance-checker/provenance/warc")


def _iso(time: datetime) -> str:
    """WARC-Date of a time (UTC if it has no zone)."""
    aware = time if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record_id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join(parts))}>"


def write_record(
    stream: BinaryIO,
    url: str,
    captured_at: datetime,
    body: bytes,
    *,
    status: int = 200,
    reason: str = "",
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    gzip: bool = True,
    record_id: str | None = None,
    revisit_of: tuple[str, datetime] | None = None,
    truncated: bool = False,
) -> str:
    """Append one response (or revisit) record; returns its payload digest (`sha1:` and base32).

    Args:
        stream: where to write, binary.
        url: the address that was captured.
        captured_at: when, UTC.
        body: the payload as it goes after the HTTP headers. A revisit keeps only its digest.
        status: HTTP status.
        reason: HTTP reason phrase; a usual one by default.
        headers: HTTP headers, in order. `Content-Length` is added where it is missing.
        gzip: compress the record as a gzip member of its own.
        record_id: `<urn:uuid:...>`; derived from url, time and body by default.
        revisit_of: (url, time) of the capture that this one repeats: a revisit record is written.
        truncated: a size limit cut the body (WARC 1.1, 5.13).
    """
    from http import HTTPStatus

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    if not reason:
        reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    sent = list(headers)
    if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in sent):
        sent.append(("Content-Length", str(len(body))))
    writer = WARCWriter(stream, gzip=gzip, warc_version="1.1")
    date = _iso(captured_at)
    kind = "response" if revisit_of is None else "revisit"
    fields = {"WARC-Record-ID": record_id or _record_id(kind, url, date, str(status), body.hex()), "WARC-Date": date}
    if truncated:
        fields["WARC-Truncated"] = "length"
    if revisit_of is not None:
        fields["WARC-Profile"] = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
        fields["WARC-Refers-To-Target-URI"] = revisit_of[0]
        fields["WARC-Refers-To-Date"] = _iso(revisit_of[1])
        from warcio.utils import Digester

        digester = Digester("sha1")
        digester.update(body)
        fields["WARC-Payload-Digest"] = str(digester)
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body if revisit_of is None else b""),
        length=len(body) if revisit_of is None else 0,  # without it warcio buffers in a file that it never closes
        http_headers=StatusAndHeaders(f"{status} {reason}", sent, protocol="HTTP/1.1"),
        warc_headers_dict=fields,
    )
    writer.write_record(record)
    return str(record.rec_headers.get_header("WARC-Payload-Digest"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in its file (bytes of the file as it lies on disk), and its payload digest."""

    offset: int
    length: int
    digest: str


class WarcFile:
    """A WARC file being written; use it in a `with` statement.

    Args:
        path: the file; `.gz` at its end compresses record by record.
        created_at: WARC-Date of the warcinfo record, UTC.
        software: the warcinfo field of that name.
        info: further warcinfo fields, in order.

    Raises:
        OutputError: the file can't be written.
    """

    def __init__(
        self, path: str | Path, *, created_at: datetime, software: str = "provenance", info: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._path = Path(path)
        self._gzip = self._path.name.endswith(".gz")
        try:
            self._stream: BinaryIO = open(self._path, "wb")  # noqa: SIM115 - closed by close()
        except OSError as error:
            raise OutputError(
                "write the archive file", str(path), error.strerror or str(error), "choose another folder"
            ) from error
        fields = (("software", software), ("format", "WARC File Format 1.1"), *info)
        self._write_fields("warcinfo", "", created_at, fields)

    def _write_fields(self, kind: str, url: str, at: datetime, fields: Sequence[tuple[str, str]]) -> None:
        """A record of named fields: what the file is (warcinfo), or where the record before it comes from (metadata)."""
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(self._stream, gzip=self._gzip, warc_version="1.1")
        text = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields).encode()
        named = {"WARC-Filename": self._path.name} if kind == "warcinfo" else {}
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(text),
            length=len(text),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                "WARC-Record-ID": _record_id(kind, url or self._path.name, _iso(at), text.decode()),
                **named,
                "WARC-Date": _iso(at),
            },
        )
        if not url:
            record.rec_headers.remove_header("WARC-Target-URI")
        writer.write_record(record)

    def add(
        self,
        url: str,
        captured_at: datetime,
        body: bytes,
        *,
        status: int = 200,
        headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
        revisit_of: tuple[str, datetime] | None = None,
        truncated: bool = False,
        notes: Sequence[tuple[str, str]] = (),
    ) -> Place:
        """Append a capture; see `write_record`. `notes` are written behind it as a metadata record.

        Raises:
            OutputError: the disk is full.
        """
        try:
            offset = self._stream.tell()
            digest = write_record(
                self._stream,
                url,
                captured_at,
                body,
                status=status,
                headers=headers,
                gzip=self._gzip,
                revisit_of=revisit_of,
                truncated=truncated,
            )
            place = Place(offset, self._stream.tell() - offset, digest)
            if notes:
                self._write_fields("metadata", url, captured_at, notes)
            return place
        except OSError as error:
            raise OutputError(
                "write the archive file", str(self._path), error.strerror or str(error), "free some space"
            ) from error

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()

    def __enter__(self) -> WarcFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
