"""Index rows as the archives send them, in all their forms, and the questions that ask for them.

Three forms are in use: seven or eleven columns of text, one JSON array of arrays with the names first (Internet Archive),
and one JSON object a line (pywb, Common Crawl). A row that makes no sense is left out and counted; an answer in which no
row makes sense is garbage, and never "nothing there".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from provenance.model.answer import CaptureQuery

from .surt import surt_key
from .timestamp import read_timestamp14

TEXT_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest")
_NAMES = {
    "urlkey": "urlkey", "timestamp": "timestamp", "original": "original", "url": "original", "mimetype": "mimetype",
    "mime": "mimetype", "statuscode": "statuscode", "status": "statuscode", "digest": "digest",
}  # fmt: skip
_FUZZY = re.compile(r'"is_fuzzy":\s*(?:"1"|1|true|"true")')
_HTML = ("text/html", "application/xhtml+xml")
#: The longest key or address of a row that is kept: rows with whole images inside exist (archives.md, section 1, quirks).
_LONGEST = 2100


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


class NotCdxError(Exception):
    """The body is no index answer."""


@dataclass(frozen=True, slots=True)
class CdxPage:
    """An answer: rows in the order sent without repeats, how many made no sense, and the key that asks for the rest."""

    rows: tuple[CdxRow, ...]
    skipped: int
    resume_key: str | None


def read_cdx(body: bytes, fields: Sequence[str] = TEXT_FIELDS) -> CdxPage:
    """Read an index answer in whichever form it comes.

    Args:
        body: the answer.
        fields: the names of the columns, for the text form.

    Raises:
        NotCdxError: it is no index answer (a page for people, an exception of the server, rubbish).
    """
    text = body.decode("utf-8", "replace").lstrip("\ufeff")
    start = text.lstrip()[:1]
    if not start:
        return CdxPage((), 0, None)
    if start == "<":
        raise NotCdxError("a page for people came where data was due")
    if start == "[":
        return _read_arrays(text, fields)
    return _read_lines(text, fields)


def _read_arrays(text: str, fields: Sequence[str]) -> CdxPage:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotCdxError("the JSON is broken off or damaged") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise NotCdxError("the JSON is no list of rows")
    resume_key = None
    if len(rows) >= 2 and rows[-2] == [] and len(rows[-1]) == 1:
        resume_key = str(rows[-1][0])
        rows = rows[:-2]
    if not rows:
        return CdxPage((), 0, resume_key)
    names = [_NAMES.get(str(name)) for name in rows[0]]
    if "timestamp" in names and "original" in names:
        rows = rows[1:]
    elif len(rows[0]) >= len(fields) and read_timestamp14(str(rows[0][1])) is not None:
        names = [_NAMES.get(name) for name in fields]  # some servers leave the names out
    else:
        raise NotCdxError("the first row does not name the columns")
    places = _places(names)
    read = [_row(*(row[at] if at < len(row) else "" for at in places)) for row in rows]
    return _page(read, resume_key)


def _read_lines(text: str, fields: Sequence[str]) -> CdxPage:
    lines = text.splitlines()
    resume_key = None
    if len(lines) >= 2 and not lines[-2].strip() and " " not in lines[-1].strip() and not lines[-1].startswith("{"):
        resume_key = lines[-1].strip() or None
        lines = lines[:-2]
    read: list[CdxRow | None] = []
    places = _places([_NAMES.get(name) for name in fields])
    for line in lines:
        if not line.strip() or line.startswith((" CDX ", "!context", "!meta")):
            continue
        if line.lstrip().endswith("}") and _FUZZY.search(line):
            continue  # pywb offers another page when nothing matches: that is no row, and no rubbish either
        read.append(_read_line(line, places))
    return _page(read, resume_key)


def _read_line(line: str, places: Sequence[int]) -> CdxRow | None:
    if line.startswith("{"):
        return _json_row(line, "", "")
    parts = line.split(" ", 2)
    if len(parts) == 3 and parts[2].startswith("{"):
        return _json_row(parts[2], parts[0], parts[1])
    columns = line.split()
    if len(columns) < len(places) or (")" not in columns[0] and "/" not in columns[0]):
        return None
    return _row(*[columns[at] for at in places])


def _places(names: Sequence[str | None]) -> tuple[int, ...]:
    """Where each of the six fields stands; one that is missing stands behind every column."""
    return tuple(names.index(field) if field in names else 10**6 for field in TEXT_FIELDS)


def _json_row(text: str, urlkey: str, timestamp: str) -> CdxRow | None:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    get = row.get
    read = _row(
        get("urlkey", urlkey),
        get("timestamp", timestamp),
        get("url") or get("original"),
        get("mime") or get("mimetype"),
        get("status") or get("statuscode"),
        get("digest"),
    )
    file = get("filename")
    return read._replace(place=f"{file}#{get('offset')}#{get('length')}") if read is not None and file else read


def _row(urlkey: Any, timestamp: Any, original: Any, mime: Any, status: Any, digest: Any) -> CdxRow | None:  # noqa: PLR0917
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
    status, mime, digest = str(status or ""), str(mime or ""), str(digest or "")
    return CdxRow(
        urlkey,
        timestamp,
        time,
        original,
        mime.lower().partition(";")[0] if mime and mime not in ("-", "unk") else None,
        int(status) if len(status) == 3 and status.isascii() and status.isdigit() else None,
        digest if digest and digest != "-" else None,
    )


def _page(read: Iterable[CdxRow | None], resume_key: str | None) -> CdxPage:
    rows: dict[tuple[str, str, str | None], CdxRow] = {}
    skipped = 0
    for row in read:
        if row is None:
            skipped += 1
        else:
            rows.setdefault((row.urlkey, row.timestamp, row.digest), row)
    return CdxPage(tuple(rows.values()), skipped, resume_key)


def fits(row: CdxRow, query: CaptureQuery) -> bool:
    """Whether a row is in the question's window and of the kind asked for; what the index does not know is let through."""
    if query.since is not None and row.time < query.since:
        return False
    if query.until is not None and row.time > query.until:
        return False
    if query.successful_only and row.status is not None and row.status >= 400:
        return False
    return not (query.html_only and row.mime is not None and row.mime not in (*_HTML, "warc/revisit"))


def first_of_each_page(rows: Iterable[CdxRow]) -> tuple[CdxRow, ...]:
    """The earliest row of each page, in order of the key."""
    first: dict[str, CdxRow] = {}
    for row in rows:
        known = first.get(row.urlkey)
        if known is None or row.time < known.time:
            first[row.urlkey] = row
    return tuple(first[key] for key in sorted(first))
