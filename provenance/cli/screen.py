"""Progress on standard error while a run works."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from provenance.model.progress import Progress, Watcher, unwatched

_WORDS = {"read": "Reading", "find": "Looking for sources", "judge": "Judging", "batch": "Articles"}


@contextlib.contextmanager
def watching(*, quiet: bool) -> Iterator[Watcher]:
    """A watcher that draws a bar on a terminal, and nothing elsewhere: logs need no bars."""
    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<20}"),
        BarColumn(24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[note]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=None, note="")

        def watch(progress: Progress) -> None:
            bar.update(
                task,
                description=_WORDS[progress.stage],
                completed=progress.done,
                total=progress.total,
                note=escape(progress.note)[:60],
            )

        yield watch
