"""The index of local archive files: which capture lies where. The one module of the package that uses SQLite.

Files are indexed once, and again when they change (path, size, time). A damaged index is made anew: the files are what counts.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from provenance.errors import ArchiveFileError
from provenance.model.answer import CaptureQuery
from provenance.warc import MEMBER_MARK, Loss, is_archive_file, read_captures
from provenance.warc.surt import surt_key

from .timestamp import write_timestamp14

_MOST_FILES = 100_000
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
#: urlkey, time (14 digits), url, status, mime, digest, place, offset, kind of record
IndexRow = tuple[str, str, str, int | None, str | None, str | None, str, int, str]


class CaptureIndex:
    """Captures of archive files, by key and time.

    Args:
        path: the file or folder, which gives the index its name.
        files: name for links to path, of every archive file.
        index_dir: where the index is kept. Where that can't be written the index lives in memory.

    Raises:
        ArchiveFileError: none of the files can be read.
    """

    def __init__(self, path: Path, files: Mapping[str, Path], index_dir: Path) -> None:
        self._lock = threading.RLock()
        self._files = dict(files)
        self.warnings: list[str] = []
        self.unread = False
        self._index = self._open_index(path, index_dir)
        self._refresh()

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
            self.warnings.append(f"the index of {path.name} is kept in memory only: {error}")
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
                    self.warnings.append(fault.line)
                except ArchiveFileError as error:
                    fault = error
                    self.warnings.append(error.line)
                except sqlite3.Error as error:
                    raise ArchiveFileError(
                        "index the archive", "the index", str(error), "free some space or set another cache folder"
                    ) from error
            if fault is not None and readable == 0:
                raise fault
            self.unread = fault is not None
            for (losses,) in self._index.execute("SELECT losses FROM files WHERE losses <> '' ORDER BY name"):
                self.unread = True
                self.warnings.extend(str(losses).split("\n"))

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

    def select(self, low: str, high: str, query: CaptureQuery, limit: int) -> list[IndexRow]:
        """Captures whose key lies in [low, high) and that fit the question, by key and time."""
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
        with self._lock:
            return self._index.execute(statement, (*values, limit)).fetchall()

    def near(self, key: str, low: str, high: str) -> list[IndexRow]:
        """Captures of one key between two times (14 digits, both included), by time."""
        statement = f"SELECT {_COLUMNS} FROM captures WHERE urlkey = ? AND time BETWEEN ? AND ? ORDER BY time, place, offset"  # noqa: S608
        with self._lock:
            return self._index.execute(statement, (key, low, high)).fetchall()

    def original_of(self, digest: str | None, key: str | None, time: str | None) -> IndexRow | None:
        """The capture that a revisit repeats: by digest, else by key and time (14 digits)."""
        statement = f"SELECT {_COLUMNS} FROM captures WHERE kind <> 'revisit' AND "  # noqa: S608
        with self._lock:
            row: IndexRow | None = None
            if digest is not None:
                row = self._index.execute(f"{statement} digest = ? ORDER BY time, place, offset LIMIT 1", (digest,)).fetchone()
            if row is None and key is not None:
                row = self._index.execute(f"{statement} urlkey = ? AND time = ? LIMIT 1", (key, time)).fetchone()
            return row


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


def files_of(path: Path) -> Iterable[tuple[str, Path]]:
    """(name for links, path) of every archive file, sorted; names are relative and use `/`."""
    if path.is_file():
        return [(path.name, path)]
    found = (inner for inner in path.rglob("*") if is_archive_file(inner) and inner.is_file())
    return [(inner.relative_to(path).as_posix(), inner) for inner in sorted(found)[:_MOST_FILES]]
