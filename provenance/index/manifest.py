"""What a catalogue says about itself: `catalogue.json`, the one file whose replacement makes a new catalogue the valid one."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from provenance.errors import ArchiveFileError
from provenance.model.record import Record

FILE_NAME = "catalogue.json"
#: The shape of the tables. A catalogue of another version is made anew from its inputs, not guessed at.
VERSION = 1

Form = Literal["warc", "cdx", "parquet", "gdelt", "catalogue"]


class Source(Record):
    """One input. `archive` is the id of whoever can show the captures; `path` where the input lay when it was read.

    `rows` were taken; `skipped` made no sense; `losses` are the stretches that could not be read at all, a line each.
    """

    number: int
    path: str
    form: Form
    archive: str
    rows: int = 0
    skipped: int = 0
    losses: tuple[str, ...] = ()


class Manifest(Record):
    """A catalogue. `files` are relative to its folder; `first` and `last` are days (ISO 8601), null in an empty one."""

    version: int = VERSION
    files: tuple[str, ...]
    hosts_file: str
    rows: int
    listings: int = 0
    hosts: int
    first: str | None
    last: str | None
    sources: tuple[Source, ...]

    @property
    def unread(self) -> bool:
        """Whether part of an input could not be read: what is not here may have been there."""
        return any(source.losses for source in self.sources)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a catalogue. Raises ArchiveFileError where there is none, or one that can't be read."""
    path = folder / FILE_NAME
    try:
        return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        why = "there is no catalogue" if missing else error.strerror or str(error)
        raise _fault(folder, why, "make one with `provenance index build`") from None
    except (ValidationError, UnicodeDecodeError):
        raise _fault(folder, f"{FILE_NAME} is damaged or of another version", "build it again from its inputs") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make a catalogue the valid one, in one step. Raises OSError."""
    text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    handle, name = tempfile.mkstemp(dir=folder, prefix=".new-", suffix=".json")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, folder / FILE_NAME)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _fault(folder: Path, why: str, todo: str) -> ArchiveFileError:
    return ArchiveFileError("open the capture catalogue", str(folder), why, todo)
