"""Archive files on this machine: `warc:PATH`, a WARC, ARC or WACZ file or a folder of them.

Why: it is the one archive that nobody can switch off, it needs no network, and it holds what a newsroom has kept itself. Files
are indexed once, and again when they change (path, size, time). Links to captures (`warc:name.warc.gz#offset`) hold no path
of this machine, so that a report reads the same anywhere. This is the one module of the package that uses SQLite.

Limits: the disk's. Known as of 22 November 2026.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Set
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

from provenance.errors import ArchiveFileError, SettingsError
from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Content, ReplayAnswer
from provenance.warc import MEMBER_MARK, Loss, StoredRecord, is_archive_file, read_captures, read_record

from .outcome import Ledger
from .protocol import Adapter, Archive, Opening
from .surt import key_ranges, surt_key
from .timestamp import write_timestamp14

MAX_PAGE = 10_000_000
_MOST_FILES = 100_000
_MOST_HOPS = 12
_REDIRECTS = (301, 302, 303, 307, 308)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
  name TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL, losses TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS captures (
  file TEXT NOT NULL, urlkey TEXT NOT NULL, time TEXT NOT NULL, url TEXT NOT NULL, status INTEGER, mime TEXT, digest TEXT,
  place TEXT NOT NULL, offset INTEGER NOT NULL, kind TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_key ON captures (urlkey, time);
CREATE INDEX IF NOT EXISTS by_digest ON captures (digest);
CREATE INDEX IF NOT EXISTS by_file ON captures (file);
"""
#: Part of the index's file name: another shape of the tables is another file.
_VERSION = 1
_COLUMNS = "urlkey, time, url, status, mime, digest, place, offset, kind"
_Row = tuple[str, str, str, int | None, str | None, str | None, str, int, str]


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
        self._lock = threading.RLock()
        self._warnings: list[str] = []
        if not path.exists():
            raise ArchiveFileError(
                "open the archive", str(path), "there is no such file or folder", "check the path after warc:"
            )
        self._files = dict(_files_of(path))
        if not self._files:
            raise ArchiveFileError(
                "open the archive", str(path), "it holds no .warc, .warc.gz, .arc, .arc.gz or .wacz", "check the path"
            )
        self._index = self._open_index(path, index_dir)
        self._refresh()

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line each, for the user: records that could not be read."""
        return tuple(self._warnings)

    def close(self) -> None:
        """Close the index."""
        with self._lock:
            self._index.close()

    def _open_index(self, path: Path, index_dir: Path) -> sqlite3.Connection:
        name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
        place = index_dir / f"captures-{_VERSION}-{name}.sqlite"
        try:
            index_dir.mkdir(parents=True, exist_ok=True)
            try:
                return _connect(str(place))
            except sqlite3.OperationalError:
                raise  # locked or read-only: not damaged
            except sqlite3.DatabaseError:
                for tail in ("", "-wal", "-shm"):  # a damaged index is made anew: the files are what counts
                    place.with_name(place.name + tail).unlink(missing_ok=True)
                return _connect(str(place))
        except (OSError, sqlite3.Error) as error:
            self._warnings.append(f"the index of {path.name} is kept in memory only: {error}")
            return _connect(":memory:")

    def _refresh(self) -> None:
        """Index what is new or has changed, forget what is gone."""
        with self._lock:
            known = {row[0]: (row[1], row[2]) for row in self._index.execute("SELECT name, size, changed FROM files")}
            for name in known.keys() - self._files.keys():
                with self._transaction():
                    self._drop(name)
            readable = 0
            fault: ArchiveFileError | None = None
            for name, path in sorted(self._files.items()):
                try:
                    state = path.stat()
                    if known.get(name) != (state.st_size, state.st_mtime_ns):
                        with self._transaction():
                            self._add(name, path, state)
                    readable += 1
                except OSError as error:
                    fault = ArchiveFileError(
                        "read the archive file", name, error.strerror or str(error), "check its permissions"
                    )
                    self._warnings.append(fault.line)
                except ArchiveFileError as error:
                    fault = error
                    self._warnings.append(error.line)
                except sqlite3.Error as error:
                    raise ArchiveFileError(
                        "index the archive", self.id, str(error), "free some space or set another cache folder"
                    ) from error
            if fault is not None and readable == 0:
                raise fault
            self._unread = fault is not None
            for (losses,) in self._index.execute("SELECT losses FROM files WHERE losses <> '' ORDER BY name"):
                self._unread = True
                self._warnings.extend(str(losses).split("\n"))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._index.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._index.execute("ROLLBACK")
            raise
        self._index.execute("COMMIT")

    def _drop(self, name: str) -> None:
        self._index.execute("DELETE FROM captures WHERE file = ?", (name,))
        self._index.execute("DELETE FROM files WHERE name = ?", (name,))

    def _add(self, name: str, path: Path, state: os.stat_result) -> None:
        self._drop(name)
        losses: list[Loss] = []
        self._index.executemany("INSERT INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._rows(name, path, losses))
        lines = [loss.line for loss in losses[:20]]
        if len(losses) > 20:
            lines.append(f"{name}: {len(losses)} records could not be read")
        self._index.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (name, state.st_size, state.st_mtime_ns, "\n".join(lines)))

    @staticmethod
    def _rows(name: str, path: Path, losses: list[Loss]) -> Iterator[tuple[object, ...]]:
        for row in read_captures(path, losses):
            try:
                key = surt_key(row.url)
            except ValueError:
                continue
            _, _, member = row.file.partition(MEMBER_MARK)
            place = f"{name}{MEMBER_MARK}{member}" if member else name
            time = write_timestamp14(row.captured_at)
            yield (name, key, time, row.url, row.status, row.mime, row.digest, place, row.offset, row.kind)

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
        rows: list[_Row] = []
        with self._lock:
            for low, high in ranges:
                rows += self._select(low, high, query, limit + 1)
        cut = len(rows) > limit
        if query.one_per_page:
            first: dict[str, _Row] = {}
            for row in rows:
                first.setdefault(row[0], row)
            rows = list(first.values())
        if rows:
            complete = not cut and len(rows) <= query.limit
            ledger.note_local(request, "found")
            return ledger.found([self._capture(row) for row in rows[: query.limit]], complete=complete)
        if self._unread:
            # What is not in the readable part may be in the part that could not be read.
            why = f"no capture of this, but part of the files can't be read: {self._warnings[-1]}"
            ledger.note_local(request, "unreachable", why)
            return ledger.gap("unreachable", why)
        ledger.note_local(request, "empty")
        return ledger.gap("empty", "the files hold no capture of this in the window")

    def _select(self, low: str, high: str, query: CaptureQuery, limit: int) -> list[_Row]:
        where, values = ["urlkey >= ?", "urlkey < ?"], [low, high]
        if query.since is not None:
            where.append("time >= ?")
            values.append(write_timestamp14(query.since))
        if query.until is not None:
            where.append("time <= ?")
            values.append(write_timestamp14(query.until))
        if query.successful_only:
            where.append("(status IS NULL OR status < 400)")
        if query.html_only:
            where.append("(mime IS NULL OR mime IN ('text/html', 'application/xhtml+xml'))")
        statement = f"SELECT {_COLUMNS} FROM captures WHERE {' AND '.join(where)} ORDER BY urlkey, time, place, offset LIMIT ?"  # noqa: S608
        return self._index.execute(statement, (*values, limit)).fetchall()

    def _capture(self, row: _Row) -> Capture:
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
                return ledger.gap("unreachable" if self._unread else "empty", why)
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
        with self._lock:
            rows = self._index.execute(
                f"SELECT {_COLUMNS} FROM captures WHERE urlkey = ? AND time BETWEEN ? AND ? ORDER BY time, place, offset",  # noqa: S608
                (key, low, high),
            ).fetchall()
        captures = [self._capture(row) for row in rows]
        return min(captures, key=lambda c: (c.locator in seen, abs(c.captured_at - time)), default=None)

    def _read(self, capture: Capture) -> StoredRecord | None:
        """The record of a capture; for a revisit, with the body of the capture it repeats. None where that is not here."""
        record = self._read_place(capture.locator)
        if record.kind != "revisit":
            return record
        statement = f"SELECT {_COLUMNS} FROM captures WHERE kind <> 'revisit' AND "  # noqa: S608
        with self._lock:
            rows: list[_Row] = []
            if record.digest is not None:
                rows = self._index.execute(
                    f"{statement} digest = ? ORDER BY time, place, offset LIMIT 1", (record.digest,)
                ).fetchall()
            if not rows and record.refers_to is not None:
                key, time = _key(record.refers_to[0]), write_timestamp14(record.refers_to[1])
                rows = self._index.execute(f"{statement} urlkey = ? AND time = ? LIMIT 1", (key, time)).fetchall()
        if not rows:
            return None
        original = self._read_place(f"{rows[0][6]}#{rows[0][7]}")
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


def _connect(place: str) -> sqlite3.Connection:
    index = sqlite3.connect(place, timeout=60.0, check_same_thread=False, isolation_level=None)
    try:
        index.execute("PRAGMA journal_mode=WAL")
        index.execute("PRAGMA synchronous=NORMAL")
        index.executescript(_SCHEMA)
        index.execute("SELECT count(*) FROM captures WHERE urlkey = ''").fetchone()
    except sqlite3.Error:
        index.close()
        raise
    return index


def _files_of(path: Path) -> Iterable[tuple[str, Path]]:
    """(name for links, path) of every archive file, sorted; names are relative and use `/`."""
    if path.is_file():
        return [(path.name, path)]
    found = (inner for inner in path.rglob("*") if is_archive_file(inner) and inner.is_file())
    return [(inner.relative_to(path).as_posix(), inner) for inner in sorted(found)[:_MOST_FILES]]


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
)
