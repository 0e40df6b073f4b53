"""Where results go: standard output or a file, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from provenance.errors import OutputError


class ReaderGone(Exception):
    """Whoever read our standard output went away (`| head`): nothing is wrong, and nobody is left to tell."""


def write_result(text: str, path: Path | None) -> None:
    """Writes to standard output, or to `path` in one step, so that a full disk leaves no half report.

    Raises:
        OutputError: the file can't be written.
        ReaderGone: the pipe behind standard output was closed.
    """
    if path is None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise ReaderGone from None
        return
    import tempfile  # brings much that standard output does not need

    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or Path("."))
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(name, 0o666 & ~umask)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise OutputError(
            "write the result to",
            str(path),
            error.strerror or str(error),
            "check the folder, its permissions and the free space",
        ) from None


def note(text: str, *, quiet: bool) -> None:
    """A line on standard error, unless silence was asked for."""
    if not quiet:
        print(f"provenance: {' '.join(text.split())}", file=sys.stderr)


def exit_code(failed: Iterable[str], total: int) -> int:
    """0 where all was read, 2 where nothing was, 3 where some of several could not be read."""
    count = len(list(failed))
    if not count:
        return 0
    return 2 if count == total else 3


def color_wanted(path: Path | None) -> bool:
    """Whether standard output is a terminal that shows colours (https://no-color.org)."""
    return path is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns to draw in: the terminal's, between 60 and 120; 100 where there is none."""
    try:
        return max(60, min(120, os.get_terminal_size(sys.stdout.fileno()).columns))
    except (OSError, ValueError):
        return 100
