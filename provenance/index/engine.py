"""DuckDB, opened so that it stays within its memory and off the network, and its faults in one line each."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import ArchiveFileError, SettingsError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SIZE = re.compile(r"\d{1,6}(?:\.\d+)? ?[KMGT]i?B", re.IGNORECASE)


def open_engine(scratch: Path, *, memory: str, threads: int | None) -> DuckDBPyConnection:
    """An engine of its own, in memory.

    Args:
        scratch: folder for what does not fit into memory.
        memory: the most that the engine may take ("2GB").
        threads: workers; None for as many as there are cores.

    Raises:
        SettingsError: DuckDB is not installed, or `memory` is no size.
    """
    try:
        import duckdb
    except ImportError:
        raise SettingsError(
            "use", "the capture catalogue", "DuckDB is not installed", "pip install 'provenance[index]'"
        ) from None
    if not _SIZE.fullmatch(memory):
        raise SettingsError("use the memory limit", memory, "it is no size", "write it as 500MB or 2GB")
    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(scratch),
        # The order is asked for where it counts; keeping it elsewhere costs memory.
        "preserve_insertion_order": False,
        # Nothing is fetched: what is not in the library is not there.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads is not None:
        options["threads"] = threads
    return duckdb.connect(":memory:", config=options)


@contextlib.contextmanager
def explained(tried: str, on: str) -> Iterator[None]:
    """Turns the engine's faults into one line. Raises ArchiveFileError."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        full = "disk" in str(error).lower() or "temp" in str(error).lower()
        why = "the engine ran out of memory" + (" and of room for what did not fit" if full else "")
        raise ArchiveFileError(tried, on, why, "give it more with --memory, or free some disk space") from error
    except duckdb.Error as error:
        why = " ".join(str(error).split("\n", 1)[0].split())[:300]
        if "No space left" in why:
            raise ArchiveFileError(tried, on, "the disk is full", "free some space; what was there before is kept") from error
        raise ArchiveFileError(tried, on, why, "check the file and the free disk space") from error


def quoted(path: Path | str) -> str:
    """A path as a literal of SQL, where no parameter may stand."""
    return "'" + str(path).replace("'", "''") + "'"
