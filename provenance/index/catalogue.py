"""A catalogue that is open: single questions by key and window, and the join that answers a million at once."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.errors import ArchiveFileError
from provenance.model.answer import CaptureQuery
from provenance.warc.surt import key_ranges

from .engine import explained, open_engine, quoted
from .joining import join
from .manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COLUMNS = "urlkey, captured_at, url, archive, file, place, length, status, mime, digest, source"
#: Captures of one time are told apart by the rest, so that an answer is the same each time.
_ORDER = "urlkey, captured_at, url, archive, file, place"
_HTML = "(mime IS NULL OR mime IN ('text/html', 'application/xhtml+xml', 'warc/revisit'))"
#: Buckets of one host: its number times this, plus the day.
_DAYS = 65_536
_SUCCESSFUL = "(status IS NULL OR status < 400)"


class CatalogueRow(NamedTuple):
    """One capture. `captured_at` is UTC; `source` is the number of the input in the manifest.

    The record lies at byte `place` of `file`, `length` bytes long, where the input said so.
    """

    urlkey: str
    captured_at: datetime
    url: str
    archive: str
    file: str | None
    place: int | None
    length: int | None
    status: int | None
    mime: str | None
    digest: str | None
    source: int


class Catalogue:
    """An open catalogue. Threads may share it.

    Args:
        folder: of the catalogue.
        scratch: folder for what does not fit into memory; made when it is needed.
        memory: the most that the engine may take.
        threads: workers; None for as many as there are cores.

    Raises:
        ArchiveFileError: there is no catalogue, or its files are not all there.
        SettingsError: DuckDB is not installed, or `memory` is no size.
    """

    def __init__(self, folder: Path, *, scratch: Path, memory: str = "1GB", threads: int | None = None) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        gone = [name for name in (*self.manifest.files, self.manifest.hosts_file) if not (folder / name).is_file()]
        if gone:
            raise ArchiveFileError("open the capture catalogue", str(folder), f"{gone[0]} is missing", "build it again")
        self._lock = threading.Lock()
        self._engine: DuckDBPyConnection = open_engine(scratch, memory=memory, threads=threads)
        files = ", ".join(quoted(folder / name) for name in self.manifest.files)
        with explained("open the capture catalogue", str(folder)):
            # Footers are read once: most of the time of a small question is theirs.
            self._engine.execute("SET parquet_metadata_cache = true")
            self._engine.execute(
                f"CREATE VIEW captures AS SELECT *, (part::BIGINT << 40) | file_row_number AS number "
                f"FROM read_parquet([{files}], file_row_number=true)"
            )
            self._engine.execute(
                f"CREATE VIEW hosts AS SELECT * FROM read_parquet({quoted(folder / self.manifest.hosts_file)})"
            )

    def close(self) -> None:
        """Let go of memory and files."""
        with self._lock:
            self._engine.close()

    def select(self, query: CaptureQuery, limit: int) -> list[CatalogueRow]:
        """Captures that a question asks for, by key and time, `limit` of them at most; the first of each page where asked.

        Raises:
            ValueError: the question holds no address.
            ArchiveFileError: a file of the catalogue can't be read.
        """
        ranges = key_ranges(query.url, query.match)
        hosts = self._hosts(ranges[0][0].partition(")")[0], below=query.match == "domain")
        if not hosts:
            return []
        where, values = ["NOT listing", "bucket BETWEEN ? AND ?"], list[object](_buckets(hosts, query))
        if query.match == "exact":
            where.append("urlkey = ?")
            values.append(ranges[0][0])
        elif query.match == "prefix":
            where.append("urlkey >= ? AND urlkey < ?")
            values += ranges[0]
        elif max(hosts)[0] - min(hosts)[0] >= len(
            hosts
        ):  # an odd name in between: `exa mple` sorts behind `exa`, before `exa,b`
            where.append("bucket >> 16 IN (" + ", ".join(str(number) for number, _ in hosts) + ")")
        if query.since is not None:
            where.append("captured_at >= ?")
            values.append(_naive(query.since))
        if query.until is not None:
            where.append("captured_at <= ?")
            values.append(_naive(query.until))
        if query.successful_only:
            where.append(_SUCCESSFUL)
        if query.html_only:
            where.append(_HTML)
        first = " QUALIFY row_number() OVER (PARTITION BY urlkey ORDER BY captured_at, url, archive, file, place) = 1"
        files = ", ".join(quoted(self.folder / self.manifest.files[part]) for part in sorted({part for _, part in hosts}))
        rows = self._ask(
            f"SELECT {_COLUMNS} FROM read_parquet([{files}]) WHERE {' AND '.join(where)}"
            f"{first if query.one_per_page else ''} ORDER BY {_ORDER} LIMIT ?",
            *values,
            limit,
        )
        return [CatalogueRow(row[0], row[1].replace(tzinfo=UTC), *row[2:]) for row in rows]

    def listings(self, host: str, first: date, last: date, limit: int) -> list[tuple[str, date]]:
        """(address, day) of pages that were seen, not captured, on these days (UTC) at a host or below it, sorted."""
        (low, high), (below, behind) = key_ranges(host, "domain")
        statement = (
            "SELECT url, CAST(min(captured_at) AS DATE) FROM captures "
            "WHERE listing AND CAST(captured_at AS DATE) BETWEEN ? AND ? "
            "AND ((urlkey >= ? AND urlkey < ?) OR (urlkey >= ? AND urlkey < ?)) GROUP BY url ORDER BY url LIMIT ?"
        )
        return self._ask(statement, first, last, low, high, below, behind, limit)

    def _hosts(self, host: str, *, below: bool) -> list[tuple[int, int]]:
        """(number, part) of a host by its key, and of those below it; empty where the catalogue has none."""
        more = " OR (host >= ? AND host < ?)" if below else ""  # '-' comes after ','
        return self._ask(
            f"SELECT number, part FROM hosts WHERE host = ?{more}", host, *([f"{host},", f"{host}-"] if below else [])
        )

    def _ask(self, statement: str, *values: object) -> list[Any]:
        with self._lock, explained("ask the capture catalogue", str(self.folder)):
            return self._engine.execute(statement, list(values)).fetchall()

    def join(self, questions: Path, answers: Path) -> int:
        """Answers many questions at once; see `joining.join`."""
        with self._lock:
            return join(self._engine, self.folder, questions, answers)


def _buckets(hosts: Sequence[tuple[int, int]], query: CaptureQuery) -> tuple[int, int]:
    """The first and the last bucket that can hold an answer: what lies outside is not even read.

    For one host the days count, too; for several only the hosts, which are numbered in order of their keys.
    """
    first, last = min(hosts)[0] * _DAYS, max(hosts)[0] * _DAYS + _DAYS - 1
    if len(hosts) == 1:
        since, until = (_day(time) for time in (query.since, query.until))
        return first + (since or 0), last if until is None else first + until
    return first, last


def _day(time: datetime | None) -> int | None:
    """The day (UTC) counted from 1970-01-01, between the first and the last that a bucket can have."""
    return None if time is None else max(0, min(_DAYS - 1, (_naive(time) - datetime(1970, 1, 1)).days))  # noqa: DTZ001 - both are UTC


def _naive(time: datetime) -> datetime:
    """UTC without the mark, as the catalogue stores it; a time without a zone is taken as UTC."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo is not None else time
