"""Archive files on this machine: `warc:PATH`, a WARC, ARC or WACZ file or a folder of them.

Why: it is the one archive that nobody can switch off, it needs no network, and it holds what a newsroom has kept itself. Files
are indexed once, and again when they change (path, size, time). Links to captures (`warc:name.warc.gz#offset`) hold no path
of this machine, so that a report reads the same anywhere.

Limits: the disk's. Known as of 22 November 2026.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

from provenance.errors import ArchiveFileError, SettingsError
from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Content, ReplayAnswer
from provenance.warc import MEMBER_MARK, StoredRecord, read_record
from provenance.warc.surt import key_ranges, surt_key

from .localindex import CaptureIndex, IndexRow, files_of
from .outcome import Ledger
from .protocol import Adapter, Archive, Opening
from .timestamp import write_timestamp14

MAX_PAGE = 10_000_000
_MOST_HOPS = 12
_REDIRECTS = (301, 302, 303, 307, 308)


class LocalArchive:
    """Archive files and their index.

    Args:
        archive: id for reports.
        path: a file or a folder; folders are searched through.
        index_dir: where the index is kept. Where that can't be written the index lives in memory.
        window: how far from a redirect its target's capture may lie.

    Raises:
        ArchiveFileError: there is nothing to read at `path`.
    """

    title = "Local archive files"
    sends_words = False

    def __init__(self, archive: str, path: Path, index_dir: Path, window: timedelta = timedelta(hours=24)) -> None:
        self.id = archive
        self._window = window
        if not path.exists():
            raise ArchiveFileError(
                "open the archive", str(path), "there is no such file or folder", "check the path after warc:"
            )
        self._files = dict(files_of(path))
        if not self._files:
            raise ArchiveFileError(
                "open the archive", str(path), "it holds no .warc, .warc.gz, .arc, .arc.gz or .wacz", "check the path"
            )
        self._index = CaptureIndex(path, self._files, index_dir)

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line each, for the user: records that could not be read."""
        return tuple(self._index.warnings)

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures by address, prefix, host or domain within a window."""
        ledger = Ledger(self.id)
        window = (
            f"{write_timestamp14(query.since) if query.since else ''}-{write_timestamp14(query.until) if query.until else ''}"
        )
        request = f"{self.id} {query.match} {query.url} {window}"
        try:
            ranges = key_ranges(query.url, query.match)
        except ValueError as error:
            ledger.note_local(request, "bad_query", str(error))
            return ledger.gap("bad_query", str(error))
        limit = query.limit * 50 if query.one_per_page else query.limit
        rows: list[IndexRow] = []
        for low, high in ranges:
            rows += self._index.select(low, high, query, limit + 1)
        cut = len(rows) > limit
        if query.one_per_page:
            first: dict[str, IndexRow] = {}
            for row in rows:
                first.setdefault(row[0], row)
            rows = list(first.values())
        if rows:
            complete = not cut and len(rows) <= query.limit
            ledger.note_local(request, "found")
            return ledger.found([self._capture(row) for row in rows[: query.limit]], complete=complete)
        if self._index.unread:
            # What is not in the readable part may be in the part that could not be read.
            why = f"no capture of this, but part of the files can't be read: {self._index.warnings[-1]}"
            ledger.note_local(request, "unreachable", why)
            return ledger.gap("unreachable", why)
        ledger.note_local(request, "empty")
        return ledger.gap("empty", "the files hold no capture of this in the window")

    def _capture(self, row: IndexRow) -> Capture:
        urlkey, time, url, status, mime, digest, place, offset, _ = row
        return Capture(
            archive=self.id,
            url=url,
            urlkey=urlkey,
            captured_at=_time(time),
            status=status,
            mime=mime,
            digest=digest,
            archive_url=f"warc:{place}#{offset}",
            locator=f"{place}#{offset}",
        )

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture; revisits are resolved and archived redirects followed inside the files."""
        ledger = Ledger(self.id)
        history: list[str] = []
        seen: set[str] = set()
        current = capture
        for _ in range(_MOST_HOPS):
            request = f"warc:{current.locator}"
            if current.locator in seen:
                return ledger.gap("unreachable", "the archived redirects run in a circle, so the page itself can't be read")
            seen.add(current.locator)
            try:
                record = self._read(current)
            except ArchiveFileError as error:
                ledger.note_local(request, "unreachable", error.line)
                return ledger.gap("unreachable", error.line)
            if record is None:
                why = "this capture repeats one that is not in these files"
                ledger.note_local(request, "unreachable", why)
                return ledger.gap("unreachable", why)
            if record.encoding is not None:
                why = f"the page is stored in the encoding {record.encoding!r}, which can't be read here"
                ledger.note_local(request, "unreachable", why)
                return ledger.gap("unreachable", why)
            ledger.note_local(request, "found")
            location = next((value for name, value in record.headers if name == "location"), None)
            if record.status not in _REDIRECTS or not location:
                return ledger.replayed(self._content(capture, current, record, tuple(history)))
            target = urljoin(current.url, location)
            history.append(current.url)
            following = self._nearest(target, current.captured_at, seen)
            if following is None:
                why = f"an archived redirect leads to {target[:200]}, of which there is no capture near that time"
                ledger.note_local(f"{self.id} exact {target}", "empty", why)
                return ledger.gap("unreachable" if self._index.unread else "empty", why)
            current = following
        return ledger.gap("unreachable", f"more than {_MOST_HOPS} redirects, so the page itself can't be read")

    def _content(self, asked: Capture, current: Capture, record: StoredRecord, history: tuple[str, ...]) -> Content:
        return Content(
            archive=self.id,
            asked_url=asked.url,
            url=current.url,
            captured_at=current.captured_at,
            archive_url=current.archive_url,
            status=record.status or 200,
            headers=tuple(
                (n, v) for n, v in record.headers if n not in ("content-encoding", "transfer-encoding", "set-cookie")
            ),
            body=record.body,
            sha256=hashlib.sha256(record.body).hexdigest(),
            redirects=history,
            truncated=record.truncated,
        )

    def _nearest(self, url: str, time: datetime, seen: Set[str]) -> Capture | None:
        """The capture of an address nearest to a time, within the window.

        http and https, with and without a slash at the end, have one key: captures already `seen` come last, so that a
        redirect between such twins leads on and not back to itself.
        """
        try:
            key = surt_key(url)
        except ValueError:
            return None
        low, high = write_timestamp14(time - self._window), write_timestamp14(time + self._window)
        rows = self._index.near(key, low, high)
        captures = [self._capture(row) for row in rows]
        return min(captures, key=lambda c: (c.locator in seen, abs(c.captured_at - time)), default=None)

    def _read(self, capture: Capture) -> StoredRecord | None:
        """The record of a capture; for a revisit, with the body of the capture it repeats. None where that is not here."""
        record = self._read_place(capture.locator)
        if record.kind != "revisit":
            return record
        key, time = (_key(record.refers_to[0]), write_timestamp14(record.refers_to[1])) if record.refers_to else (None, None)
        row = self._index.original_of(record.digest, key, time)
        if row is None:
            return None
        original = self._read_place(f"{row[6]}#{row[7]}")
        return StoredRecord(
            record.url,
            record.captured_at,
            record.kind,
            record.status or original.status,
            record.mime or original.mime,
            record.headers or original.headers,
            original.body,
            record.digest,
            record.refers_to,
            original.truncated,
            original.encoding,
        )

    def _read_place(self, locator: str) -> StoredRecord:
        place, _, offset = locator.rpartition("#")
        name, mark, member = place.partition(MEMBER_MARK)
        path = self._files.get(name)
        if path is None or not offset.isdigit():
            raise ArchiveFileError(
                "find the capture", locator[:200], "it is not in these files", "open the archive that listed it"
            )
        return read_record(f"{path}{mark}{member}", int(offset), max_bytes=MAX_PAGE)


def _time(digits: str) -> datetime:
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _key(url: str) -> str:
    try:
        return surt_key(url)
    except ValueError:
        return url


def _open(opening: Opening) -> Archive:
    if not opening.address:
        raise SettingsError("open the archive", opening.spec, "no path is given", "write warc:PATH")
    path = Path(opening.address).expanduser()
    name = path.name or path.resolve().name
    return LocalArchive(f"warc:{name}", path, opening.index_dir, timedelta(hours=opening.settings.window_hours))


ADAPTER = Adapter(
    id="warc",
    title=LocalArchive.title,
    open=_open,
    prefix="warc:",
    limits="none: no network is used",
    known="2026-11-22",
    probe="no network is used",
)
