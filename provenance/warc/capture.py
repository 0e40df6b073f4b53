"""The captures of a WARC, WARC.gz, ARC, ARC.gz or WACZ file, and the record behind one of them."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from provenance.errors import ArchiveFileError

from .record import RecordFault, RecordKind, StoredRecord, parse_record
from .segment import Loss, cut_segments

#: Between the path of a WACZ and the path of the archive inside it.
MEMBER_MARK = "!/"
SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")


class CaptureRow(NamedTuple):
    """One capture. `file` is the path as given, with `!/member` for an archive inside a WACZ; `offset`, `length` in bytes.

    `status` and `mime` of a revisit are those of the capture it repeats, where that lies earlier in the same file.
    """

    url: str
    captured_at: datetime
    status: int | None
    mime: str | None
    digest: str | None
    file: str
    offset: int
    length: int
    kind: RecordKind


def is_archive_file(path: Path) -> bool:
    """Whether the name is that of an archive file."""
    return path.name.lower().endswith(SUFFIXES)


def read_captures(path: str | Path, losses: list[Loss] | None = None) -> Iterator[CaptureRow]:
    """The captures of an archive file, in file order.

    Args:
        path: a WARC, WARC.gz, ARC, ARC.gz or WACZ file.
        losses: what could not be read is added here, so that the caller can say so; everything before and behind the
            damage is still read.

    Raises:
        ArchiveFileError: the file can't be opened, or is no archive file at all.
    """
    lost = losses if losses is not None else []
    before, read = len(lost), 0
    for name in _members(str(path)):
        known: dict[str, tuple[int | None, str | None]] = {}
        with _opened(name) as stream:
            for segment in cut_segments(stream, Path(name).name, lost):
                try:
                    record = parse_record(segment, max_bytes=None)
                except RecordFault as fault:
                    lost.append(Loss(Path(name).name, segment.offset, str(fault)))
                    continue
                read += 1
                if record is None:
                    continue
                status, mime = record.status, record.mime
                if record.digest is not None:
                    if record.kind == "revisit":
                        status, mime = known.get(record.digest, (status, mime))
                    else:
                        known.setdefault(record.digest, (status, mime))
                yield CaptureRow(
                    record.url,
                    record.captured_at,
                    status,
                    mime,
                    record.digest,
                    name,
                    segment.offset,
                    segment.length,
                    record.kind,
                )
    if read == 0 and len(lost) > before:
        raise ArchiveFileError(
            "read the archive file",
            str(path),
            lost[before].why,
            "it holds no record that can be read; check that it is a WARC, ARC or WACZ",
        )


def read_record(file: str | Path, offset: int, *, max_bytes: int = 20_000_000) -> StoredRecord:
    """The record at a place.

    Args:
        file: path as in `CaptureRow.file`.
        offset: byte offset of the record in the file.
        max_bytes: the longest body; a longer one is cut and marked.

    Raises:
        ArchiveFileError: there is no readable capture at this place.
    """
    losses: list[Loss] = []
    name = str(file)
    why = "there is no record"
    with _opened(name) as stream:
        for segment in cut_segments(stream, Path(name).name, losses, start=offset):
            if segment.offset != offset:
                break
            try:
                record = parse_record(segment, max_bytes=max_bytes)
            except RecordFault as fault:
                why = str(fault)
                break
            if record is not None:
                return record
            why = "the record is no capture"
            break
    if losses:
        why = losses[0].why
    raise ArchiveFileError(
        "read the record", f"{Path(name).name} at byte {offset}", why, "the file may have changed or be damaged"
    )


def _members(name: str) -> list[str]:
    """The archive files behind a path: itself, or the `archive/` folder of a WACZ (WACZ 1.1.1, section 5.1)."""
    if not name.lower().endswith(".wacz"):
        return [name]
    try:
        with zipfile.ZipFile(name) as bundle:
            inner = sorted(
                info.filename
                for info in bundle.infolist()
                if info.filename.startswith("archive/") and info.filename.lower().endswith(SUFFIXES[:-1])
            )
    except (OSError, zipfile.BadZipFile) as error:
        raise ArchiveFileError("open the WACZ", name, str(error), "check that the file is whole") from error
    if not inner:
        raise ArchiveFileError("open the WACZ", name, "it holds no archive/*.warc.gz", "check that the file is whole")
    return [f"{name}{MEMBER_MARK}{member}" for member in inner]


@contextlib.contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    bundle, mark, member = name.partition(MEMBER_MARK)
    try:
        if not mark:
            with open(name, "rb") as plain:
                yield plain
        else:
            with zipfile.ZipFile(bundle) as opened, opened.open(member) as inner:
                yield cast(BinaryIO, inner)
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ArchiveFileError("open the archive file", name, why, "check the path and its permissions") from error


def read_member(data: bytes, name: str, *, max_bytes: int = 20_000_000) -> StoredRecord:
    """The record that a piece of an archive file begins with, as a range request brings it.

    Args:
        data: the piece: one gzip member, or an uncompressed record.
        name: where it comes from, for messages.
        max_bytes: the longest body; a longer one is cut and marked.

    Raises:
        ArchiveFileError: it does not begin with a readable capture.
    """
    losses: list[Loss] = []
    why = "there is no record"
    for segment in cut_segments(io.BytesIO(data), name, losses):
        try:
            record = parse_record(segment, max_bytes=max_bytes)
        except RecordFault as fault:
            why = str(fault)
            break
        if record is not None and segment.offset == 0:
            return record
        why = "the record is no capture"
        break
    if losses:
        why = losses[0].why
    raise ArchiveFileError("read the record", name, why, "the archive may have sent another part of the file")
