"""Inputs of a catalogue: which form a file has, and its rows. Parquet is the engine's to read; everything else is read here.

Damage costs only what it hit: it is counted, said, and the rest is read.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, cast

from provenance.errors import ArchiveFileError
from provenance.warc import MEMBER_MARK, Loss, is_archive_file, read_captures
from provenance.warc.cdx import CdxRow, layout_of, make_row, read_rows
from provenance.warc.surt import surt_key

from .gdelt import WIDTHS, read_table_row
from .manifest import Form

#: Bytes that are unpacked and that are read into rows at once.
_READ, _CHUNK = 65_536, 4_000_000
#: A line without an end for so long is no line.
_LONGEST_LINE = 16_000_000
_MOST_FILES = 100_000
_INDEX_SUFFIXES = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz", ".parquet", ".csv.zip", ".csv")
#: How Common Crawl names its files: their rows are that archive's to show.
_COMMON_CRAWL = "crawl-data/CC-"


class RowOut(NamedTuple):
    """A row of the catalogue before it is sorted in. `archive` is empty where the input's own holds.

    `place` and `length` are bytes of `file`, where the input says in which file the record lies.
    """

    urlkey: str
    captured_at: datetime
    url: str
    status: int | None
    mime: str | None
    digest: str | None
    file: str = ""
    place: int | None = None
    length: int | None = None
    archive: str = ""


@dataclass(slots=True)
class InputFile:
    """One input. Reading it counts `skipped` rows that made no sense and collects `losses`."""

    path: Path
    form: Form
    skipped: int = 0
    losses: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[list[RowOut]]:
        """Its rows, in batches. Raises ArchiveFileError where it can't be read at all."""
        if self.form == "warc":
            return self._captures()
        return self._listed() if self.form == "gdelt" else self._indexed()

    def _captures(self) -> Iterator[list[RowOut]]:
        """The captures of archive files, with places that `warc:PATH` of the same path understands."""
        files = _archive_files(self.path)
        faults: list[ArchiveFileError] = []
        for name, path in files:
            losses: list[Loss] = []
            batch: list[RowOut] = []
            try:
                for row in read_captures(path, losses):
                    try:
                        key = surt_key(row.url)
                    except ValueError:
                        self.skipped += 1
                        continue
                    _, mark, member = row.file.partition(MEMBER_MARK)
                    file = f"{name}{mark}{member}"
                    mime = "warc/revisit" if row.kind == "revisit" and row.mime is None else row.mime
                    batch.append(
                        RowOut(key, row.captured_at, row.url, row.status, mime, row.digest, file, row.offset, row.length)
                    )
                    if len(batch) >= 10_000:
                        yield batch
                        batch = []
            except ArchiveFileError as fault:
                faults.append(fault)
                self.losses.append(fault.line)
            yield batch
            self.losses += [loss.line for loss in losses]
        if len(faults) == len(files):
            raise faults[0]

    def _indexed(self) -> Iterator[list[RowOut]]:
        layout = None
        for text in self._texts():
            layout = layout or layout_of(text.partition("\n")[0])
            yield [_row_out(row) for row in self._sound(read_rows(text, layout))]

    def _listed(self) -> Iterator[list[RowOut]]:
        for text in self._texts():
            batch: list[RowOut] = []
            for line in text.split("\n"):
                read = read_table_row(line) if line.strip() else ("", [])
                if read is None:
                    self.skipped += 1
                    continue
                made = [make_row("", read[0], address, None, None, None) for address in read[1]]
                batch += [_row_out(row) for row in self._sound(made)]
            yield batch

    def _sound(self, rows: list[CdxRow | None]) -> list[CdxRow]:
        kept = [row for row in rows if row is not None]
        self.skipped += len(rows) - len(kept)
        return kept

    def _texts(self) -> Iterator[str]:
        """The text in pieces of whole lines. What breaks off is a loss, and what came before it counts."""
        rest = b""
        for piece in self._pieces():
            whole, mark, after = (rest + piece).rpartition(b"\n")
            if not mark and len(after) > _LONGEST_LINE:
                self.losses.append(f"{self.path.name}: a line has no end")
                return
            if mark:
                yield whole.decode("utf-8", "replace")
            rest = after
        if rest and not self.losses:  # after a loss the last line may be half a line
            yield rest.decode("utf-8", "replace")

    def _pieces(self) -> Iterator[bytes]:
        """The bytes, unpacked, read little by little: whoever reads much at once loses it all where a gzip breaks off."""
        gathered: list[bytes] = []
        size = 0
        with _unpacked(self.path) as stream:
            while True:
                try:
                    part = stream.read1(_READ)
                except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
                    self.losses.append(f"{self.path.name}: it can't be read to its end ({error})")
                    break
                if not part:
                    break
                gathered.append(part)
                size += len(part)
                if size >= _CHUNK:
                    yield b"".join(gathered)
                    gathered, size = [], 0
        if gathered:
            yield b"".join(gathered)


def find_inputs(path: Path) -> list[InputFile]:
    """The inputs behind a path: the file itself, or what a folder holds (its archive files together, the rest one by one).

    Raises:
        ArchiveFileError: there is nothing at the path, or nothing that can be read.
    """
    if not path.exists():
        raise ArchiveFileError("read", str(path), "there is no such file or folder", "check the path")
    if not path.is_dir():
        return [InputFile(path, _form_of(path))]
    if (path / "catalogue.json").is_file():
        return [InputFile(path, "catalogue")]
    found = [InputFile(path, "warc")] if _archive_files(path) else []
    for inner in sorted(path.rglob("*"))[:_MOST_FILES]:
        if inner.is_file() and inner.name.lower().endswith(_INDEX_SUFFIXES):
            found.append(InputFile(inner, _form_of(inner)))
    if not found:
        raise ArchiveFileError(
            "read", str(path), "the folder holds no WARC, WACZ, CDX, Parquet or GDELT file", "check the path"
        )
    return found


def archive_of(path: Path, form: Form, named: str | None) -> str:
    """The id of the archive that can show an input's captures: the one that the user named, else by the input's form."""
    if form == "warc":
        return "warc"
    if form == "gdelt":
        return "gdelt"
    return named or ("commoncrawl" if form == "parquet" else "wayback")


def _archive_files(path: Path) -> list[tuple[str, Path]]:
    """(name for places, path) of each archive file, as `warc:PATH` names them."""
    if path.is_file():
        return [(path.name, path)]
    found = [inner for inner in sorted(path.rglob("*")) if is_archive_file(inner) and inner.is_file()]
    return [(inner.relative_to(path).as_posix(), inner) for inner in found[:_MOST_FILES]]


def _form_of(path: Path) -> Form:
    """What a file is, by its name and its first line. Raises ArchiveFileError."""
    if is_archive_file(path):
        return "warc"
    try:
        with open(path, "rb") as file:
            if file.read(4) == b"PAR1":
                return "parquet"
        with _unpacked(path) as stream:
            head = stream.read(65_536)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ArchiveFileError("read", str(path), why, "check that the file is whole") from None
    lines = [line for line in head.decode("utf-8", "replace").split("\n") if line.strip()]
    if any(line.count("\t") + 1 in WIDTHS for line in lines[:20]):
        return "gdelt"
    if lines and (lines[0].startswith((" CDX ", "!")) or any(read_rows("\n".join(lines[:50]), layout_of(lines[0])))):
        return "cdx"
    todo = "give WARC, WACZ, CDX, CDXJ, Common Crawl's Parquet index or GDELT's day files"
    raise ArchiveFileError(
        "read", str(path), "its first lines are none of a form that is known" if lines else "it is empty", todo
    )


@contextmanager
def _unpacked(path: Path) -> Iterator[io.BufferedIOBase]:
    """A file's bytes, out of its gzip or zip. Raises OSError, BadZipFile."""
    with open(path, "rb") as raw:
        magic = raw.read(2)
        raw.seek(0)
        if magic == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=raw) as inner:
                yield inner
        elif magic == b"PK":
            with zipfile.ZipFile(raw) as packed:
                members = [info for info in packed.infolist() if not info.is_dir()]
                with packed.open(members[0]) if members else io.BytesIO() as inside:
                    yield cast(io.BufferedIOBase, inside)
        else:
            yield raw


def _row_out(row: CdxRow) -> RowOut:
    known = (row.urlkey, row.time, row.original, row.status, row.mime, row.digest)
    if not row.place:
        return RowOut(*known)
    file, place, length = row.place.rsplit("#", 2)
    archive = "commoncrawl" if file.startswith(_COMMON_CRAWL) else ""
    return RowOut(*known, file, int(place) if place.isdigit() else None, int(length) if length.isdigit() else None, archive)
