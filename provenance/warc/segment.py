"""Where records lie in an archive file, found so that damage costs only what it hit.

warcio reads a sound file well, but on a damaged gzip member it writes to standard error and goes on as if the file had
ended. A checker may not do so: what could not be read must be counted, because "not in the readable part" is not "not
there". So the file is cut into records here, each gzip member checked against its own checksum, and after damage the next
record is looked for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 65_536
#: The longest record that is read, bytes after decompression. Longer ones are counted as lost: no page is so long.
MAX_RECORD = 128_000_000
_MAX_HEADER = 65_536

_WARC_START = re.compile(rb"WARC/(?:1\.[01]|0\.1[78])\r*\n")
_ARC_LINE = re.compile(
    rb"(?:https?|filedesc|ftp|dns)://?[^\s]{0,8192} [0-9a-fA-F.:]{1,45} \d{8,20} [^\s]{1,200} -?\w{1,12}\r?\n"
)
_BLANK_LINE = re.compile(rb"\n\r*\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One record's bytes, decompressed. `offset` and `length` count bytes of the file as it lies on disk."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Loss:
    """A stretch of a file that could not be read: where it begins, and why, for people."""

    file: str
    offset: int
    why: str

    @property
    def line(self) -> str:
        """The loss in one line."""
        return f"{self.file}: a record near byte {self.offset} could not be read ({self.why})"


def cut_segments(stream: BinaryIO, name: str, losses: list[Loss], *, start: int = 0) -> Iterator[Segment]:
    """Cut an archive file into its records, in order.

    Args:
        stream: the file, seekable, in binary mode.
        name: the file's name for messages.
        losses: what could not be read is added here.
        start: byte offset of the first record wanted.
    """
    stream.seek(start)
    head = stream.read(3)
    stream.seek(start)
    if head.startswith(GZIP_MAGIC[:2]):
        yield from _cut_gzip(stream, name, losses, start)
    else:
        yield from _cut_plain(stream, name, losses, start)


def _cut_gzip(stream: BinaryIO, name: str, losses: list[Loss], offset: int) -> Iterator[Segment]:
    """One gzip member a record (WARC 1.1, annex D)."""
    while True:
        stream.seek(offset)
        if not stream.read(1):
            return
        stream.seek(offset)
        data, length, why = _inflate_member(stream)
        if why is None:
            whole = _plain_length(data[:_MAX_HEADER])
            if whole is not None and data[whole : whole + 64].lstrip(b"\r\n").startswith(b"WARC/"):
                # Inner records have no place of their own on disk, so they could never be found again.
                losses.append(Loss(name, offset, "several records share one gzip member; `warcio recompress` mends the file"))
            yield Segment(offset, length, data)
            offset += length
            continue
        losses.append(Loss(name, offset, why))
        # A member that could be unfolded but is too long has a known end; a damaged one has not.
        following = offset + length if length else _find_member(stream, offset + 1)
        if following is None:
            return
        offset = following


def _inflate_member(stream: BinaryIO) -> tuple[bytes, int, str | None]:
    """The member at the stream's position: its content, its length on disk, and why it can't be read (None if it can)."""
    decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts: list[bytes] = []
    size = consumed = 0
    pending = b""
    while not decoder.eof:
        block = pending or stream.read(_CHUNK)
        try:
            part = decoder.decompress(block, 4 * _CHUNK)
        except zlib.error as error:
            return b"", 0, f"damaged gzip data: {error}"
        if not block and not part:
            return b"", 0, "the file ends in the middle of a record"
        # At the end of a member zlib shows the same left-over bytes in both places.
        pending = b"" if decoder.eof else decoder.unconsumed_tail
        consumed += len(block) - len(pending) - len(decoder.unused_data)
        size += len(part)
        if size <= MAX_RECORD:
            parts.append(part)
    if size > MAX_RECORD:
        return b"", consumed, f"it is longer than {MAX_RECORD} bytes"
    return b"".join(parts), consumed, None


def _find_member(stream: BinaryIO, offset: int) -> int | None:
    """The next offset where a gzip member unfolds into the beginning of a record, None if there is none."""
    stream.seek(offset)
    base, tail = offset, b""
    while block := stream.read(_CHUNK):
        data = tail + block
        at = data.find(GZIP_MAGIC)
        while at != -1:
            candidate = base - len(tail) + at
            here = stream.tell()
            stream.seek(candidate)
            start = _first_bytes(stream.read(8192))
            stream.seek(here)
            if _WARC_START.match(start) or _ARC_LINE.match(start):
                return candidate
            at = data.find(GZIP_MAGIC, at + 1)
        base += len(block)
        tail = data[-2:]
    return None


def _first_bytes(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 2048)
    except zlib.error:
        return b""


def _cut_plain(stream: BinaryIO, name: str, losses: list[Loss], offset: int) -> Iterator[Segment]:
    """Records one after another, each with its length in its own header."""
    while True:
        stream.seek(offset)
        head = stream.read(_MAX_HEADER)
        blank = len(head) - len(head.lstrip(b"\r\n"))
        if blank == len(head):
            return
        offset, head = offset + blank, head[blank:]
        length = _plain_length(head)
        if length is None:
            losses.append(Loss(name, offset, "no record header with a length"))
        elif length > MAX_RECORD:
            losses.append(Loss(name, offset, f"it is longer than {MAX_RECORD} bytes"))
        else:
            stream.seek(offset)
            data = stream.read(length)
            stretch = stream.read(4)
            if len(data) < length:
                losses.append(Loss(name, offset, "the file ends in the middle of a record"))
            elif stretch.strip(b"\r\n") and not stretch.startswith((b"\r\n", b"\n")) and head.startswith(b"WARC/"):
                losses.append(Loss(name, offset, "its length is wrong"))
            else:
                yield Segment(offset, length, data)
                offset += length
                continue
        following = _find_plain(stream, offset + 1)
        if following is None:
            return
        offset = following


def _plain_length(head: bytes) -> int | None:
    """The whole length of the record that starts here, header included; None where it can't be told."""
    if _WARC_START.match(head):
        blank = _BLANK_LINE.search(head)
        if blank is None:
            return None
        end = blank.end()
        found = _LENGTH.search(head, 0, end)
        return None if found is None else end + int(found[1])
    if _ARC_LINE.match(head):
        line, _, _ = head.partition(b"\n")
        last = line.split()[-1]
        return len(line) + 1 + int(last) if last.isdigit() else None
    return None


def _find_plain(stream: BinaryIO, offset: int) -> int | None:
    """The next offset where a record begins at the start of a line, None if there is none."""
    stream.seek(offset)
    base, tail = offset, b""
    while block := stream.read(_CHUNK):
        data = tail + block
        for pattern in (_WARC_START, _ARC_LINE):
            for found in pattern.finditer(data):
                at = found.start()
                if at == 0 or data[at - 1 : at] == b"\n":
                    return base - len(tail) + at
        base += len(block)
        tail = data[-(8400 if len(data) > 8400 else len(data)) :] if b"\n" in data[-8400:] else b""
    return None
