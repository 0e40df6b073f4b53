"""From input files to a catalogue: rows are staged as Parquet, parted by a hash of their host, sorted, made valid in one step.

What is being made lies in a folder of its own inside the catalogue's until `catalogue.json` names it. A build that fails or is
killed leaves the catalogue that was there before, and its leftovers go with the next build.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from provenance.errors import ArchiveFileError

from .engine import explained, open_engine, quoted
from .inputs import InputFile, RowOut, archive_of, find_inputs
from .manifest import FILE_NAME, Manifest, Source, read_manifest, write_manifest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Rows that are handed to the engine at once, and rows of one part of the catalogue, about.
_STAGE, _PART = 1_000_000, 4_000_000
_MOST_PARTS = 256
#: Rows of a Parquet row group, the least that a question reads: a quarter of the usual halves the time of one.
_ROW_GROUP = 32_768
_BUILDING = ".building-"
#: Losses of one input that are named; the rest are counted.
_NAMED_LOSSES = 20

#: A row as it is handed over (`RowOut`), as a table of the engine.
_RAW = (
    "{urlkey: 'VARCHAR', captured_at: 'TIMESTAMP', url: 'VARCHAR', status: 'SMALLINT', mime: 'VARCHAR', digest: 'VARCHAR', "
    "file: 'VARCHAR', place: 'BIGINT', length: 'BIGINT', archive: 'VARCHAR'}"
)
#: What is known of a capture, in the order in which captures are sorted. `place` is an offset in `file`, bytes.
_ROW = "urlkey, captured_at, url, archive, file, place, length, status, mime, digest, listing"
#: What sorting needs beside it: the key up to its parenthesis, the day counted from 1970-01-01 (UTC), and a number to part by.
_SORTING = (
    "split_part(urlkey, ')', 1) AS host, greatest(0, epoch(captured_at)::BIGINT // 86400)::INTEGER AS day, "
    "CAST(hash(split_part(urlkey, ')', 1)) & 255 AS SMALLINT) AS spread"
)
#: Common Crawl's index (archives.md, section 11): the columns without which a row can't be placed, and those that may be there.
_CRAWL_NEEDED = ("url", "url_surtkey", "fetch_time")
_CRAWL = {
    "status": ("TRY_CAST(fetch_status AS SMALLINT)", ("fetch_status",)),
    "mime": ("lower(content_mime_detected)", ("content_mime_detected",)),
    "digest": ("CAST(content_digest AS VARCHAR)", ("content_digest",)),
    "file": ("warc_filename", ("warc_filename", "warc_record_offset")),
    "place": ("TRY_CAST(warc_record_offset AS BIGINT)", ("warc_filename", "warc_record_offset")),
    "length": ("TRY_CAST(warc_record_length AS BIGINT)", ("warc_record_length",)),
}
_BREAKS = str.maketrans(dict.fromkeys("\t\r\n\0", "%20"))


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, and inputs that could not be read at all, a line each."""

    manifest: Manifest
    failed: tuple[str, ...]


def build_catalogue(
    folder: Path,
    inputs: Sequence[Path],
    *,
    archive: str | None = None,
    memory: str = "1GB",
    threads: int | None = None,
    watch: Callable[[str], None] = lambda line: None,
) -> Built:
    """Make a catalogue, or make it anew.

    Args:
        folder: of the catalogue; made if it is not there.
        inputs: files and folders; a catalogue's own folder takes over what it holds.
        archive: the id of the archive that can show what CDX and Parquet files list; None tells by the form.
        memory: the most that the engine may take.
        threads: workers of the engine; None for as many as there are cores.
        watch: told what is being read.

    Raises:
        ArchiveFileError: no input can be read, the folder is in use or holds something else, or the disk is full.
        SettingsError: DuckDB is not installed, or `memory` is no size.
    """
    found, failed = _inputs(inputs)
    try:
        with _work_in(folder) as work:
            (work / "scratch").mkdir()
            engine = open_engine(work / "scratch", memory=memory, threads=threads)
            try:
                stage = _Stage(engine, work)
                for one in found:
                    watch(f"reading {one.path}")
                    try:
                        stage.take(one, archive_of(one.path, one.form, archive))
                    except ArchiveFileError as fault:
                        if stage.is_broken:
                            raise
                        failed.append(fault.line)
                if not stage.sources:
                    raise ArchiveFileError("build the catalogue", str(folder), failed[0], "nothing was changed")
                watch("sorting")
                return Built(stage.finish(folder), tuple(failed))
            finally:
                engine.close()
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        why = "the disk is full" if full else error.strerror or str(error)
        raise ArchiveFileError("write the catalogue", str(folder), why, "what was there before is kept") from error


def _inputs(paths: Sequence[Path]) -> tuple[list[InputFile], list[str]]:
    """The inputs behind all paths. Raises the first fault where none of them can be used."""
    found: list[InputFile] = []
    faults: list[ArchiveFileError] = []
    for path in paths:
        try:
            found += find_inputs(path)
        except ArchiveFileError as fault:
            faults.append(fault)
    if faults and not found:
        raise faults[0]
    return found, [fault.line for fault in faults]


@contextlib.contextmanager
def _work_in(folder: Path) -> Iterator[Path]:
    """A folder to build in, inside the catalogue's, which nobody else builds in meanwhile. Raises ArchiveFileError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    strange = [inner.name for inner in folder.iterdir() if not inner.name.startswith(".")]
    if strange and not (folder / FILE_NAME).is_file():
        raise ArchiveFileError(
            "build the catalogue", str(folder), "the folder holds something else", "name a new or an empty folder"
        )
    with open(folder / ".lock", "w", encoding="ascii") as lock:
        _hold(lock, folder)
        for left in folder.glob(f"{_BUILDING}*"):  # of a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(dir=folder, prefix=_BUILDING))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _hold(lock: IO[str], folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks on this system: then two builds into one folder are the user's to avoid
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ArchiveFileError(
            "build the catalogue", str(folder), "another build is under way there", "wait for it, or name another folder"
        ) from None


class _Stage:
    """Rows on their way from the inputs to the sorted parts. `is_broken`: the fault is ours and not an input's."""

    def __init__(self, engine: DuckDBPyConnection, work: Path) -> None:
        self._engine, self._work = engine, work
        self._staged = 0
        self.sources: list[Source] = []
        self.is_broken = False

    def take(self, one: InputFile, archive: str) -> None:
        """Stage all rows of an input. Raises ArchiveFileError, OSError."""
        number, before = len(self.sources), self._staged
        try:
            if one.form == "catalogue":
                self._take_catalogue(one.path)
                return
            source = Source(number=number, path=str(one.path.absolute()), form=one.form, archive=archive)
            count = self._take_parquet(one, source) if one.form == "parquet" else self._take_rows(one, source)
        except ArchiveFileError:
            for made in range(before, self._staged):  # half an input is none: it may be read again when it is whole
                self._path(made).unlink(missing_ok=True)
            raise
        losses = tuple(one.losses[:_NAMED_LOSSES])
        if len(one.losses) > _NAMED_LOSSES:
            losses = (*losses, f"{one.path.name}: {len(one.losses)} stretches could not be read")
        self.sources.append(source.model_copy(update={"rows": count, "skipped": one.skipped, "losses": losses}))

    def _take_rows(self, one: InputFile, source: Source) -> int:
        total = count = 0
        with contextlib.ExitStack() as stack:
            file: IO[str] | None = None
            for batch in filter(None, one.rows()):
                if file is None:
                    file = stack.enter_context(
                        open(self._work / "rows.tsv", "w", encoding="utf-8", errors="replace", newline="\n")
                    )
                file.writelines(map(_line, batch))
                count += len(batch)
                if count >= _STAGE:
                    file.close()
                    self._stage_rows(source)
                    total, count, file = total + count, 0, None
            if file is not None:
                file.close()
                self._stage_rows(source)
        return total + count

    def _stage_rows(self, source: Source) -> None:
        path = self._work / "rows.tsv"
        rows = f"read_csv({quoted(path)}, delim='\t', quote='', escape='', header=false, auto_detect=false, columns={_RAW})"
        listing = source.form == "gdelt"
        self._copy(
            f"SELECT * REPLACE (coalesce(archive, {quoted(source.archive)}) AS archive), {listing} AS listing, "
            f"{source.number} AS source FROM {rows}"
        )
        path.unlink()

    def _take_parquet(self, one: InputFile, source: Source) -> int:
        """Stage Common Crawl's Parquet index."""
        table = f"read_parquet({quoted(one.path)})"
        with explained("read", str(one.path)):
            described = self._engine.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
            there = {name: kind for name, kind, *_ in described}
            missing = [name for name in _CRAWL_NEEDED if name not in there]
            if missing or not there["fetch_time"].startswith("TIMESTAMP"):
                named = ", ".join(list(there)[:6]) + (" ..." if len(there) > 6 else "")
                lacking = " and ".join(missing) or "a fetch_time that is a time"
                why = f"it has other columns ({named}); {lacking} is not among them"
                raise ArchiveFileError("read", str(one.path), why, "give Common Crawl's columnar index, or CDX files")
            total = self._engine.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        values = {
            name: sql if all(column in there for column in columns) else "NULL" for name, (sql, columns) in _CRAWL.items()
        }
        sound = "url IS NOT NULL AND url_surtkey LIKE '%)%' AND fetch_time IS NOT NULL AND length(url) <= 2100"
        kept = self._copy(
            "SELECT url_surtkey AS urlkey, CAST(fetch_time AS TIMESTAMP) AS captured_at, url, "
            + ", ".join(f"{sql} AS {name}" for name, sql in values.items())
            + f", {quoted(source.archive)} AS archive, false AS listing, {source.number} AS source FROM {table} WHERE {sound}",
            on=str(one.path),
        )
        one.skipped = total - kept
        return kept

    def _take_catalogue(self, folder: Path) -> None:
        """Take over what another catalogue holds, its sources with it."""
        other = read_manifest(folder)
        shift = len(self.sources)
        if other.files:
            files = ", ".join(quoted(folder / name) for name in other.files)
            self._copy(f"SELECT {_ROW}, source + {shift} AS source FROM read_parquet([{files}])", on=str(folder))
        self.sources += [source.model_copy(update={"number": source.number + shift}) for source in other.sources]

    def _copy(self, select: str, *, on: str = "") -> int:
        """Stage what a query gives; returns how many rows."""
        target = self._path(self._staged)
        statement = f"COPY (SELECT *, {_SORTING} FROM ({select})) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
        try:
            with explained("read" if on else "build the catalogue", on or "in its folder"):
                made = self._engine.execute(statement).fetchall()
        except ArchiveFileError:
            self.is_broken = not on
            raise
        self._staged += 1
        return int(made[0][0])

    def _path(self, number: int) -> Path:
        return self._work / f"staged-{number:05}.parquet"

    def finish(self, folder: Path) -> Manifest:
        """Sort everything into parts and make it the valid catalogue. Raises ArchiveFileError, OSError."""
        if not any(source.rows for source in self.sources):
            why = next((loss for source in self.sources for loss in source.losses), "the inputs hold no capture")
            raise ArchiveFileError("build the catalogue", str(folder), why, "nothing was changed")
        data = self._work / "data"
        data.mkdir()
        with explained("build the catalogue", str(folder)):
            self._engine.execute(f"CREATE VIEW staged AS SELECT * FROM read_parquet({quoted(self._work / 'staged-*.parquet')})")
            self._engine.execute(
                "CREATE TABLE hosts AS SELECT host, row_number() OVER (ORDER BY host) - 1 AS number, count(*) AS captures, "
                "min(day) AS first, max(day) AS last, any_value(spread) AS spread FROM staged GROUP BY host"
            )
            parts = self._parts()
            self._engine.execute(
                f"COPY (SELECT host, number, captures, first, last, (spread & {parts - 1})::SMALLINT AS part FROM hosts "
                f"ORDER BY host) TO {quoted(data / 'hosts.parquet')} (FORMAT parquet)"
            )
            for part in range(parts):
                self._sort_part(data / f"part-{part:03}.parquet", part, parts)
            total = self._engine.execute(
                "SELECT count(*), count(*) FILTER (listing), CAST(CAST(min(captured_at) AS DATE) AS VARCHAR), "
                f"CAST(CAST(max(captured_at) AS DATE) AS VARCHAR) FROM read_parquet({quoted(data / 'part-*.parquet')})"
            ).fetchall()[0]
            ((hosts,),) = self._engine.execute("SELECT count(*) FROM hosts").fetchall()
        place = self._settle(folder, data)
        manifest = Manifest(
            files=tuple(f"{place}/{path.name}" for path in sorted((folder / place).glob("part-*.parquet"))),
            hosts_file=f"{place}/hosts.parquet",
            rows=total[0],
            listings=total[1],
            hosts=hosts,
            first=total[2],
            last=total[3],
            sources=tuple(self.sources),
        )
        write_manifest(folder, manifest)
        for old in folder.glob("data-*"):
            if old.name != place:
                shutil.rmtree(old, ignore_errors=True)  # where it is still being read (Windows) the next build removes it
        return manifest

    def _parts(self) -> int:
        """Into how many parts the rows go: a power of two, for the bits of `spread`."""
        ((rows,),) = self._engine.execute("SELECT coalesce(sum(captures), 0) FROM hosts").fetchall()
        parts = 1
        while parts < _MOST_PARTS and parts * _PART < rows:
            parts *= 2
        return parts

    def _sort_part(self, path: Path, part: int, parts: int) -> None:
        """Write one part, sorted. The same capture from two inputs is one."""
        rows = f"FROM staged WHERE spread & {parts - 1} = {part}"
        # Telling whether there are any costs a quarter of folding them.
        ((doubled,),) = self._engine.execute(f"SELECT count(*) > count(DISTINCT hash({_ROW})) {rows}").fetchall()
        source = "min(source)" if doubled else "source"
        fold = f" GROUP BY {_ROW}, host, day" if doubled else ""
        self._engine.execute(
            f"COPY (SELECT {part}::SMALLINT AS part, number * 65536 + day AS bucket, {_ROW}, source::SMALLINT AS source "
            f"FROM (SELECT {_ROW}, host, day, {source} AS source {rows}{fold}) JOIN hosts USING (host) "
            f"ORDER BY {_ROW}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )

    @staticmethod
    def _settle(folder: Path, data: Path) -> str:
        """Give the finished data its name beside the old; nobody reads it before the manifest says so."""
        number = 1 + max((int(old.name[5:]) for old in folder.glob("data-*") if old.name[5:].isdigit()), default=0)
        name = f"data-{number:04}"
        os.replace(data, folder / name)
        return name


def _line(row: RowOut) -> str:
    """A row as a line of the table that the engine reads; no value holds a tab or a line end."""
    urlkey, captured_at, url, status, mime, digest, file, place, length, archive = row
    time = captured_at.replace(tzinfo=None).isoformat(" ")
    numbers = ("" if number is None else number for number in (status, place, length))
    text = "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}".format
    made = text(
        urlkey, time, url, (status_text := next(numbers)), mime or "", digest or "", file, *(rest := tuple(numbers)), archive
    )
    if made.count("\t") != 9 or "\n" in made or "\r" in made or "\0" in made:
        clean = [(value or "").translate(_BREAKS) for value in (urlkey, url, mime, digest, file)]
        made = text(clean[0], time, clean[1], status_text, *clean[2:], *rest, archive)
    return f"{made}\n"
