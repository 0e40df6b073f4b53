"""What a run tells whoever watches it. Drawing is the command line's business."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from .record import Record


class Progress(Record):
    """`done` of `total` steps of a stage; `note` says in a few words what is under way ("asking wayback for interfax.ru")."""

    stage: Literal["read", "find", "judge", "batch"]
    done: int
    total: int
    note: str = ""


Watcher = Callable[[Progress], None]


def unwatched(progress: Progress) -> None:
    """The watcher of a run that nobody watches."""
