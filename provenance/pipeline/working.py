"""Searches side by side: hosts answer slowly and at their own pace, so one search waits while another asks.

The result must not depend on which comes first: searches share answers, never budgets, and what they find is put together in
the order of the article.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar


class Stopped(Exception):
    """The run is over: another search failed, or the user stopped it."""


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Once(Generic[Key, Value]):
    """A memory in which each value is made once, whoever asks first; others wait for it. Safe for threads."""

    def __init__(self) -> None:
        self._values: dict[Key, Value] = {}
        self._locks: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if nobody did; what `make` raises is raised, and the next caller tries again."""
        with self._lock:
            if key in self._values:
                return self._values[key]
            own = self._locks.setdefault(key, threading.Lock())
        with own:
            if key not in self._values:
                self._values[key] = make()
            return self._values[key]

    def items(self) -> list[tuple[Key, Value]]:
        """All that was made so far."""
        with self._lock:
            return list(self._values.items())


def work_side_by_side(jobs: Sequence[Callable[[], None]], *, workers: int, stop: threading.Event) -> None:
    """Does every job, at most `workers` at a time; with one worker, in order and in this thread.

    Args:
        jobs: each keeps what it finds for itself.
        workers: threads.
        stop: set when a job raises or this thread is interrupted; jobs look at it and raise `Stopped`.

    Raises:
        whatever the first failing job raised; jobs not begun are dropped.
    """
    if workers <= 1 or len(jobs) <= 1:
        for job in jobs:
            job()
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(workers, len(jobs)), thread_name_prefix="search") as pool:
        futures = [pool.submit(job) for job in jobs]
        done = False
        try:
            for future in futures:
                future.result()
            done = True
        finally:
            if not done:
                stop.set()
                for future in futures:
                    future.cancel()
