"""Index rows as the archives send them, in all their forms, and the questions that ask for them.

Three forms are in use: seven or eleven columns of text, one JSON array of arrays with the names first (Internet Archive),
and one JSON object a line (pywb, Common Crawl). A row that makes no sense is left out and counted; an answer in which no
row makes sense is garbage, and never "nothing there".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from provenance.model.answer import CaptureQuery
from provenance.warc.cdx import CdxLayout, CdxRow, make_row, make_rows, read_rows
from provenance.warc.timestamp import read_timestamp14

TEXT_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest")
_NAMES = {
    "urlkey": "urlkey", "timestamp": "timestamp", "original": "original", "url": "original", "mimetype": "mimetype",
    "mime": "mimetype", "statuscode": "statuscode", "status": "statuscode", "digest": "digest",
}  # fmt: skip
_HTML = ("text/html", "application/xhtml+xml")
_SAME = itemgetter(*map(CdxRow._fields.index, ("urlkey", "timestamp", "original", "digest")))


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
    return _page(_read_table(rows, places), resume_key)


def _read_table(rows: list[list[Any]], places: tuple[int, ...]) -> Sequence[CdxRow | None]:
    """The rows of a table: by the column where all are plainly sound, else one by one."""
    width = len(names_of) if (names_of := rows[0] if rows else ()) else 0
    if width > max(places) and set(map(len, rows)) == {width} and all(set(map(type, row)) == {str} for row in rows):
        columns = list(zip(*rows, strict=True))
        made = make_rows([columns[at] for at in places])
        if made is not None:
            return made
    return [make_row(*(row[at] if at < len(row) else "" for at in places)) for row in rows]


def _read_lines(text: str, fields: Sequence[str]) -> CdxPage:
    text = text.rstrip()
    resume_key = None
    head, _, last = text.rpartition("\n")
    before, _, blank = head.rpartition("\n")
    if head and not blank.strip() and " " not in last.strip() and not last.startswith("{"):
        resume_key = last.strip() or None
        text = before
    named = [_NAMES.get(name) for name in fields]
    layout = CdxLayout(*(named.index(field) if field in named else -1 for field in TEXT_FIELDS))
    return _page(read_rows(text, layout), resume_key)


def _places(names: Sequence[str | None]) -> tuple[int, ...]:
    """Where each of the six fields stands; one that is missing stands behind every column."""
    return tuple(names.index(field) if field in names else 10**6 for field in TEXT_FIELDS)


def _page(found: Sequence[CdxRow | None], resume_key: str | None) -> CdxPage:
    kept = [row for row in found if row is not None]
    if len(set(map(_SAME, kept))) < len(kept):
        first: dict[tuple[str, str, str, str | None], CdxRow] = {}
        for row in kept:
            first.setdefault(_SAME(row), row)
        kept = list(first.values())
    return CdxPage(tuple(kept), sum(row is None for row in found), resume_key)


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
