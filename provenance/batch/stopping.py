"""Stopping a run in order: SIGINT and SIGTERM end it between two steps, never inside a write to the store."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """A signal came. Like KeyboardInterrupt it passes every `except Exception`."""


class Brake:
    """Turns signals into `Stopped`, at once or, inside `held`, at its end."""

    def __init__(self) -> None:
        self._held = False
        self._pulled = False

    def pull(self, _signal: int, _frame: FrameType | None) -> None:
        """The signal handler."""
        if self._held:
            self._pulled = True
        else:
            raise Stopped

    @contextmanager
    def held(self) -> Iterator[None]:
        """A block that a signal does not cut short."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._pulled:
            raise Stopped


@contextmanager
def braking() -> Iterator[Brake]:
    """A brake that is on while the block runs; the handlers from before come back after it.

    Only the main thread gets signals: elsewhere the brake does nothing.
    """
    brake = Brake()
    if threading.current_thread() is not threading.main_thread():
        yield brake
        return
    before = {number: signal.signal(number, brake.pull) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield brake
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
