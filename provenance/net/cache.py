"""Answers kept on disk, so that no request is made twice: the one home of SQLite in this package.

A body is written first, to a file named by its SHA-256, then its row: a killed process leaves a body without a row, which
is harmless, and never a row without a body. Rows that turn out broken are dropped. Several processes may share a folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from .answer import Response

Lifetime = Literal["immutable", "past", "volatile", "empty", "refused"]

DAY = 86_400.0
#: Seconds an answer stays good (archives.md, section 0.6): captures never change, a past window hardly does, "nothing there"
#: holds a month, "not allowed" a week, a window that is still open a day. Failures are not kept at all.
LIFETIMES: dict[Lifetime, float] = {
    "immutable": 36_500 * DAY,
    "past": 90 * DAY,
    "volatile": 1 * DAY,
    "empty": 30 * DAY,
    "refused": 7 * DAY,
}
#: Offline, an old find still says something; an old "nothing there" does not.
KEPT_OFFLINE: tuple[Lifetime, ...] = ("immutable", "past", "volatile")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, sha256 TEXT NOT NULL,
  stored_at REAL NOT NULL, lifetime TEXT NOT NULL, truncated INTEGER NOT NULL, size INTEGER NOT NULL)
"""


def cache_key(method: str, url: str, headers: dict[str, str], max_bytes: int) -> str:
    """The key of a question: method, address, those headers that change the answer, and the size limit."""
    relevant = sorted((k.lower(), v) for k, v in headers.items() if k.lower() in ("accept", "accept-datetime", "range"))
    return hashlib.sha256(json.dumps([method, url, relevant, max_bytes]).encode()).hexdigest()


class DiskCache:
    """A folder of bodies and an index of answers. Any fault of the disk switches it off, once, with a warning.

    Args:
        folder: where to keep answers; made if it is not there.
        warnings: the list that a warning for the user is added to.
        max_bytes: the most that stored bodies may take; checked when the cache is closed.
    """

    def __init__(self, folder: Path, warnings: list[str], *, max_bytes: int = 2_000_000_000) -> None:
        self._folder, self._warnings, self._max_bytes = folder, warnings, max_bytes
        self._lock = threading.RLock()
        self._index: sqlite3.Connection | None = None
        try:
            (folder / "bodies").mkdir(parents=True, exist_ok=True)
            self._index = self._open()
        except (OSError, sqlite3.Error) as error:
            self._switch_off(error)

    def _open(self) -> sqlite3.Connection:
        path = self._folder / "index.sqlite"
        try:
            return self._connect(path)
        except sqlite3.OperationalError:
            raise  # locked, read-only or full: not a damaged file
        except sqlite3.DatabaseError:
            # The bodies stay; their rows are asked again. The broken file is kept aside for whoever wants to look.
            os.replace(path, path.with_suffix(".broken"))
            for tail in ("-wal", "-shm"):
                path.with_name(path.name + tail).unlink(missing_ok=True)
            self._warnings.append("the index of stored answers was damaged and has been begun anew")
            return self._connect(path)

    @staticmethod
    def _connect(path: Path) -> sqlite3.Connection:
        index = sqlite3.connect(path, timeout=30.0, check_same_thread=False, isolation_level=None)
        try:
            index.execute("PRAGMA journal_mode=WAL")
            index.execute("PRAGMA synchronous=NORMAL")
            index.execute(_SCHEMA)
            index.execute("SELECT count(*) FROM answers WHERE key = ''").fetchone()
        except sqlite3.Error:
            index.close()
            raise
        return index

    def _switch_off(self, error: Exception) -> None:
        self._warnings.append(f"answers are not stored from here on: {error}; free space or set another cache folder")
        if self._index is not None:
            with contextlib.suppress(sqlite3.Error):
                self._index.close()
        self._index = None

    def find(self, key: str, *, now: float, not_before: float = 0.0, stale: bool = False) -> Response | None:
        """The stored answer to a question, None without a good one.

        Args:
            key: from `cache_key`.
            now: Unix seconds.
            not_before: answers stored before are not good enough (a refreshing run).
            stale: finds are good at any age (an offline run).
        """
        with self._lock:
            if self._index is None:
                return None
            try:
                row = self._index.execute(
                    "SELECT url, status, headers, sha256, stored_at, lifetime, truncated FROM answers WHERE key = ?", (key,)
                ).fetchone()
            except sqlite3.Error as error:
                self._switch_off(error)
                return None
        if row is None:
            return None
        url, status, headers, sha256, stored_at, lifetime, truncated = row
        if stored_at < not_before:
            return None
        if stored_at + LIFETIMES.get(lifetime, 0.0) < now and not (stale and lifetime in KEPT_OFFLINE):
            return None
        try:
            body = self._body(sha256).read_bytes()
            pairs = tuple((str(name), str(value)) for name, value in json.loads(headers))
            time = datetime.fromtimestamp(stored_at, UTC)
        except (OSError, ValueError, TypeError, OverflowError):
            self.drop(key)
            return None
        if hashlib.sha256(body).hexdigest() != sha256:
            self.drop(key)
            return None
        return Response(str(url), int(status), pairs, body, str(sha256), time, True, bool(truncated), key)

    def store(self, key: str, response: Response, lifetime: Lifetime) -> None:
        """Keep an answer."""
        with self._lock:
            if self._index is None:
                return
            try:
                self._write_body(response)
                self._index.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        key,
                        response.url,
                        response.status,
                        json.dumps(response.headers),
                        response.sha256,
                        response.stored_at.timestamp(),
                        lifetime,
                        int(response.truncated),
                        len(response.body),
                    ),
                )
            except (OSError, sqlite3.Error) as error:
                self._switch_off(error)

    def keep_as(self, key: str, lifetime: Lifetime) -> None:
        """Change how long a stored answer stays good, once its reader knows what it says."""
        self._change("UPDATE answers SET lifetime = ? WHERE key = ?", (lifetime, key))

    def drop(self, key: str) -> None:
        """Forget an answer."""
        self._change("DELETE FROM answers WHERE key = ?", (key,))

    def _change(self, statement: str, values: tuple[str, ...]) -> None:
        with self._lock:
            if self._index is None:
                return
            try:
                self._index.execute(statement, values)
            except sqlite3.Error as error:
                self._switch_off(error)

    def _body(self, sha256: str) -> Path:
        return self._folder / "bodies" / sha256[:2] / sha256

    def _write_body(self, response: Response) -> None:
        path = self._body(response.sha256)
        with contextlib.suppress(OSError):
            if path.stat().st_size == len(response.body):
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(response.body)
            os.replace(name, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def close(self) -> None:
        """Make room where the cache has grown too large, and close the index; later questions find nothing."""
        with self._lock:
            if self._index is None:
                return
            try:
                self._make_room(self._index)
                self._index.close()
            except (OSError, sqlite3.Error) as error:
                self._switch_off(error)
            self._index = None

    def _make_room(self, index: sqlite3.Connection) -> None:
        """Drop the oldest answers until the bodies fit. A body goes when no row names it any more."""
        (total,) = index.execute("SELECT coalesce(sum(size), 0) FROM answers").fetchone()
        if total <= self._max_bytes:
            return
        for key, sha256, size in index.execute("SELECT key, sha256, size FROM answers ORDER BY stored_at, key").fetchall():
            if total <= self._max_bytes * 0.9:
                break
            index.execute("DELETE FROM answers WHERE key = ?", (key,))
            total -= size
            if index.execute("SELECT 1 FROM answers WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone() is None:
                self._body(sha256).unlink(missing_ok=True)
