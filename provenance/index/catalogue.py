"""A catalogue that is open: single questions by key and window, and the join that answers a million at once."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.errors import ArchiveFileError
from provenance.model.answer import CaptureQuery
from provenance.warc.surt import key_ranges

from .engine import explained, open_engine, quoted
from .joining import gather, join
from .manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COLUMNS = "urlkey, captured_at, url, archive, file, place, length, status, mime, digest, source"
#: Captures of one time are told apart by the rest, so that an answer is the same each time.
_ORDER = "urlkey, captured_at, url, archive, file, place"
_HTML = "(mime IS NULL OR mime IN ('text/html', 'application/xhtml+xml', 'warc/revisit'))"
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
        where, values = ["NOT listing"], list[object]()
        ranges = key_ranges(query.url, query.match)
        if query.match == "exact":
            where.append("urlkey = ?")
            values.append(ranges[0][0])
        else:
            where.append("(" + " OR ".join("(urlkey >= ? AND urlkey < ?)" for _ in ranges) + ")")
            values += [end for both in ranges for end in both]
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
        return self._rows(
            f"SELECT {_COLUMNS} FROM captures WHERE {' AND '.join(where)}"
            f"{first if query.one_per_page else ''} ORDER BY {_ORDER} LIMIT ?",
            [*values, limit],
        )

    def near(self, urlkey: str, since: datetime, until: datetime) -> list[CatalogueRow]:
        """Captures of one key in a window, by time."""
        statement = (
            f"SELECT {_COLUMNS} FROM captures WHERE urlkey = ? AND captured_at BETWEEN ? AND ? AND NOT listing ORDER BY ALL"
        )
        return self._rows(statement, [urlkey, _naive(since), _naive(until)])

    def listings(self, host: str, first: date, last: date, limit: int) -> list[tuple[str, date]]:
        """(address, day) of pages that were seen, not captured, on these days (UTC) at a host or below it, sorted."""
        (low, high), (below, behind) = key_ranges(host, "domain")
        statement = (
            "SELECT url, CAST(min(captured_at) AS DATE) FROM captures "
            "WHERE listing AND CAST(captured_at AS DATE) BETWEEN ? AND ? "
            "AND ((urlkey >= ? AND urlkey < ?) OR (urlkey >= ? AND urlkey < ?)) GROUP BY url ORDER BY url LIMIT ?"
        )
        with self._lock, explained("ask the capture catalogue", str(self.folder)):
            return self._engine.execute(statement, [first, last, low, high, below, behind, limit]).fetchall()

    def _rows(self, statement: str, values: Sequence[object]) -> list[CatalogueRow]:
        with self._lock, explained("ask the capture catalogue", str(self.folder)):
            rows = self._engine.execute(statement, list(values)).fetchall()
        return [_row(values) for values in rows]

    def join(self, questions: Path, answers: Path) -> int:
        """Answers many questions at once; see `joining.join`."""
        with self._lock:
            return join(self._engine, self.folder, questions, answers)

    def gather(self, windows: Iterable[tuple[str, datetime, datetime]]) -> list[CatalogueRow]:
        """All captures of many (host, since, until), sorted and each once: what a batch will ask for, in one pass.

        Raises:
            ValueError: a host is none.
            ArchiveFileError: a file of the catalogue can't be read.
        """
        rows = [(_key(host), _naive(since), _naive(until)) for host, since, until in windows]
        with self._lock:
            found = gather(self._engine, self.folder, rows, _COLUMNS) if rows else []
        return [_row(values) for values in found]


def _row(values: tuple[Any, ...]) -> CatalogueRow:
    return CatalogueRow(values[0], values[1].replace(tzinfo=UTC), *values[2:])


def _key(host: str) -> str:
    """The host part of a SURT key. Raises ValueError for what is no host."""
    return key_ranges(host, "host")[0][0].removesuffix(")/")


def _naive(time: datetime) -> datetime:
    """UTC without the mark, as the catalogue stores it; a time without a zone is taken as UTC."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo is not None else time
