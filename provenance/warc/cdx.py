"""Rows of capture indexes as text: CDX in seven to eleven columns, and CDXJ (a key, a time and a JSON object a line).

A row that makes no sense is None, so that the caller can count it. Rows are read by the block and by the column, because
indexes are long: a block in which every row is sound costs a few calls of C a column, and only a block with an odd row in it
is read line by line. Both ways give the same rows (tests/warc/test_cdx_lines.py holds them against each other).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from .surt import surt_key
from .timestamp import read_timestamp14

#: The longest key or address of a row that is kept: rows with whole images inside exist (archives.md, section 1, quirks).
_LONGEST = 2100
_FUZZY = re.compile(r'"is_fuzzy":\s*(?:"1"|1|true|"true")')
#: Fields that an object must have to be read with its block, and those that make it an odd one.
_PLAIN, _UNPLAIN = frozenset(("url", "mime", "status", "digest")), frozenset(("urlkey", "timestamp", "is_fuzzy"))
#: Characters of a block: enough rows for the columns to pay, few enough that an odd row costs little.
_BLOCK = 65_536


class CdxRow(NamedTuple):
    """One row. `timestamp` as the archive wrote it, so that its own links can be made; `time` is what it means, UTC.

    `place` is `file#offset#length` where the index says in which archive file the record lies.
    """

    urlkey: str
    timestamp: str
    time: datetime
    original: str
    mime: str | None
    status: int | None
    digest: str | None
    place: str = ""


class CdxLayout(NamedTuple):
    """Where each field stands in a line, counted from 0; -1 for one that is not there."""

    urlkey: int = 0
    timestamp: int = 1
    original: int = 2
    mime: int = 3
    status: int = 4
    digest: int = 5
    length: int = -1
    offset: int = -1
    file: int = -1

    @property
    def last(self) -> int:
        """The last column that every row must have."""
        return max(self[:6])


#: Letters of a CDX header (" CDX N b a m s k r M S V g") for the fields of `CdxLayout`, in its order.
_LETTERS = "NbamskSVg"
_BY_WIDTH = {11: CdxLayout(length=8, offset=9, file=10), 10: CdxLayout(offset=8, file=9), 9: CdxLayout(offset=7, file=8)}


def layout_of(line: str) -> CdxLayout:
    """The layout that a first line names (a header) or shows (by its number of columns)."""
    columns = line.split()
    if columns[:1] == ["CDX"]:
        letters = columns[1:]
        if {"b", "a"} <= set(letters):
            return CdxLayout(*(letters.index(letter) if letter in letters else -1 for letter in _LETTERS))
        return CdxLayout()
    return _BY_WIDTH.get(len(columns), CdxLayout())


def read_rows(text: str, layout: CdxLayout) -> list[CdxRow | None]:
    """The rows of an index, in order; None for one that makes no sense. Headers, blank lines and fuzzy rows are no rows.

    Args:
        text: whole lines.
        layout: of the text form; lines with JSON name their fields themselves.
    """
    rows: list[CdxRow | None] = []
    start, end = 0, len(text)
    while start < end:
        stop = text.find("\n", min(start + _BLOCK, end - 1)) + 1 or end
        block = text[start:stop]
        whole = _by_field(block) if "{" in block else _by_column(block, layout)
        rows += whole or [_read_line(line, layout) for line in block.split("\n") if _is_row(line)]
        start = stop
    return rows


def make_rows(columns: Sequence[Sequence[str]], places: Iterable[str] = ()) -> list[CdxRow] | None:
    """Rows of six columns (key, time, address, type, status, digest), None where any row is not plainly sound.

    Args:
        columns: of equal length, as sent; keys must be SURT keys.
        places: `file#offset#length` for each row, where the index says.
    """
    urlkeys, timestamps, originals, mimes, statuses, digests = columns
    if set(map(len, timestamps)) != {14} or not (joined := "".join(timestamps)).isdigit() or not joined.isascii():
        return None
    addresses = "\n".join(("", *originals))
    if addresses.count("\nhttp://") + addresses.count("\nhttps://") != len(originals) or "mailto:" in addresses:
        return None
    if max(map(len, originals)) > _LONGEST or max(map(len, urlkeys)) > _LONGEST or not all(")" in key for key in urlkeys):
        return None
    try:
        times = list(map(datetime.fromisoformat, [f"{digits[:8]}T{digits[8:]}Z" for digits in timestamps]))
    except ValueError:
        return None
    mime_of = {mime: _mime(mime) for mime in set(mimes)}
    status_of = {status: _status(status) for status in set(statuses)}
    return list(
        map(
            partial(tuple.__new__, CdxRow),
            zip(
                urlkeys,
                timestamps,
                times,
                originals,
                map(mime_of.__getitem__, mimes),
                map(status_of.__getitem__, statuses),
                [digest if digest and digest != "-" else None for digest in digests],
                places or repeat(""),
                strict=False,
            ),
        )
    )


def make_row(urlkey: Any, timestamp: Any, original: Any, mime: Any, status: Any, digest: Any) -> CdxRow | None:  # noqa: PLR0917
    """A row from its six fields as sent, None where they make no sense."""
    timestamp, original = str(timestamp or ""), str(original or "")
    time = read_timestamp14(timestamp)
    lower = original[:8].lower()
    if time is None or len(original) > _LONGEST or not lower.startswith(("http://", "https://")) or "mailto:" in original[:20]:
        return None
    urlkey = str(urlkey or "")
    if ")" not in urlkey or len(urlkey) > _LONGEST:
        try:
            urlkey = surt_key(original)
        except ValueError:
            return None
    digest = str(digest or "")
    row = (urlkey, timestamp, time, original, _mime(str(mime or "")), _status(str(status or "")))
    return CdxRow(*row, digest if digest and digest != "-" else None)


def _mime(text: str) -> str | None:
    return text.lower().partition(";")[0] if text and text not in ("-", "unk") else None


def _status(text: str) -> int | None:
    return int(text) if len(text) == 3 and text.isascii() and text.isdigit() else None


def _is_row(line: str) -> bool:
    """Whether a line is meant as a row. A fuzzy one (pywb's offer when nothing matches) is none, and no rubbish either."""
    if not line or line.isspace() or line.startswith((" CDX ", "!context", "!meta")):
        return False
    return not (line.rstrip().endswith("}") and _FUZZY.search(line))


def _by_column(block: str, layout: CdxLayout) -> list[CdxRow] | None:
    """The rows of a block, None where they are not all plainly sound.

    A line with a column more or less shifts every column behind it, and then the times are no digits.
    """
    if min(layout[:6]) < 0:
        return None
    first, _, _ = block.partition("\n")
    width, count = len(first.split()), block.count("\n") + (not block.endswith("\n"))
    cells = block.split()
    if width <= layout.last or len(cells) != width * count:
        return None
    columns = [cells[at::width] for at in layout[:6]]
    places: list[str] = []
    if 0 <= layout.file < width and 0 <= layout.offset < width:
        lengths = cells[layout.length :: width] if layout.length >= 0 else repeat("")
        files, offsets = cells[layout.file :: width], cells[layout.offset :: width]
        places = [_place(*parts) for parts in zip(files, offsets, lengths, strict=False)]
    return make_rows(columns, places)


def _by_field(block: str) -> list[CdxRow] | None:
    """The rows of a block of lines with a key, a time and an object, None where they are not all plainly sound.

    The objects are read as one array: a line that is no object, or more than one, breaks it or its length.
    """
    lines = block.removesuffix("\n").split("\n")
    parts = [line.split(" ", 2) for line in lines]
    if set(map(len, parts)) != {3} or not all(part[2].startswith("{") for part in parts):
        return None
    try:
        trees = json.loads(f"[{','.join([part[2] for part in parts])}]")
    except (ValueError, RecursionError):
        return None
    if len(trees) != len(lines) or set(map(type, trees)) != {dict}:
        return None
    if not all(map(_PLAIN.issubset, trees)) or not all(map(_UNPLAIN.isdisjoint, trees)):
        return None
    columns = [[part[at] for part in parts] for at in (0, 1)]
    for field in ("url", "mime", "status", "digest"):
        columns.append([tree[field] for tree in trees])
    if any(set(map(type, column)) != {str} for column in columns[2:]):
        return None
    named = [tree.get("filename") for tree in trees]
    places = [
        f"{file}#{tree.get('offset')}#{tree.get('length')}" if file else "" for file, tree in zip(named, trees, strict=True)
    ]
    return make_rows(columns, places)


def _read_line(line: str, layout: CdxLayout) -> CdxRow | None:
    if line.startswith("{"):
        return _json_row(line, "", "")
    parts = line.split(" ", 2)
    if len(parts) == 3 and parts[2].startswith("{"):
        return _json_row(parts[2], parts[0], parts[1])
    columns = line.split()
    if len(columns) <= layout.last or (layout.urlkey >= 0 and not {")", "/"} & set(columns[layout.urlkey])):
        return None
    row = make_row(*(columns[at] if at >= 0 else "" for at in layout[:6]))
    if row is None or layout.file < 0 or layout.offset < 0 or max(layout.file, layout.offset) >= len(columns):
        return row
    length = columns[layout.length] if 0 <= layout.length < len(columns) else ""
    return row._replace(place=_place(columns[layout.file], columns[layout.offset], length))


def _place(file: str, offset: str, length: str) -> str:
    return f"{file}#{offset}#{'' if length == '-' else length}" if offset.isdigit() and file != "-" else ""


def _json_row(text: str, urlkey: str, timestamp: str) -> CdxRow | None:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    get = row.get
    read = make_row(
        get("urlkey", urlkey),
        get("timestamp", timestamp),
        get("url") or get("original"),
        get("mime") or get("mimetype"),
        get("status") or get("statuscode"),
        get("digest"),
    )
    file = get("filename")
    return read._replace(place=f"{file}#{get('offset')}#{get('length')}") if read is not None and file else read
