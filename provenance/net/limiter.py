"""Politeness to a host: a steady rate, pauses that the host asked for, and a breaker. Shared by all threads of a run.

The clock gives Unix seconds and the sleep takes seconds; both are passed in, so that tests need neither.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]
Sleep = Callable[[float], None]


@dataclass(slots=True)
class _Lane:
    """One service class of a host: when its next request may start, and how many failures came in a row."""

    next_start: float = 0.0
    failures: int = 0
    open_until: float = 0.0


@dataclass(slots=True)
class _Patience:
    """What a whole host asked for: no request before `until`, after `refusals` answers 429 in a row."""

    until: float = 0.0
    refusals: int = 0


class HostLimiter:
    """Hands out start times, host by host and service by service.

    Args:
        clock: Unix seconds.
        sleep: waits that many seconds.
        breaker_after: failures in a row that close a service off.
        breaker_seconds: for how long.
    """

    def __init__(self, clock: Clock, sleep: Sleep, *, breaker_after: int, breaker_seconds: float) -> None:
        self._clock, self._sleep = clock, sleep
        self._breaker_after, self._breaker_seconds = breaker_after, breaker_seconds
        self._lock = threading.Lock()
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._patience: dict[str, _Patience] = {}
        self._down: dict[str, str] = {}

    def acquire(self, host: str, service: str, rate: float, *, max_wait: float) -> float | None:
        """Wait for this request's turn.

        Args:
            host: host with port.
            service: service class of the host, each with a rate of its own.
            rate: requests a second.
            max_wait: the longest pause (seconds) asked for by the host that this request may wait out. Its place in the
                queue of our own rate is always waited for.

        Returns:
            The seconds spent in the host's pause, or None where that pause is longer than `max_wait`.
        """
        spent = 0.0
        while True:
            with self._lock:
                now = self._clock()
                pause = self._patience.setdefault(host, _Patience()).until - now
                if pause > 0 and spent + pause > max_wait:
                    return None
                if pause <= 0:
                    lane = self._lanes.setdefault((host, service), _Lane())
                    start = max(now, lane.next_start)
                    lane.next_start = start + 1.0 / rate
                    turn = start - now
                    break
            self._sleep(pause)
            spent += pause
        if turn > 0:
            self._sleep(turn)
        with self._lock:
            late = self._patience[host].until - self._clock()
        if late > 0:  # another thread was refused while this one stood in the queue
            if spent + late > max_wait:
                return None
            self._sleep(late)
            spent += late
        return spent

    def pause(self, host: str, seconds: float) -> int:
        """A 429 came: nothing goes to this host for `seconds`. Returns how many came in a row."""
        with self._lock:
            patience = self._patience.setdefault(host, _Patience())
            patience.until = max(patience.until, self._clock() + seconds)
            patience.refusals += 1
            return patience.refusals

    def refusals(self, host: str) -> int:
        """How many answers 429 came in a row."""
        with self._lock:
            return self._patience.setdefault(host, _Patience()).refusals

    def is_paused(self, host: str, seconds: float) -> bool:
        """Whether the host's pause lasts longer than `seconds` from now."""
        with self._lock:
            return self._patience.setdefault(host, _Patience()).until - self._clock() > seconds

    def succeed(self, host: str, service: str) -> None:
        """An answer came: the rows of failures and refusals end."""
        with self._lock:
            self._lanes.setdefault((host, service), _Lane()).failures = 0
            self._patience.setdefault(host, _Patience()).refusals = 0

    def fail(self, host: str, service: str) -> None:
        """A question failed after all its tries; enough of them in a row open the breaker of this service."""
        with self._lock:
            lane = self._lanes.setdefault((host, service), _Lane())
            lane.failures += 1
            if lane.failures >= self._breaker_after:
                lane.open_until = self._clock() + self._breaker_seconds
                lane.failures = 0

    def is_open(self, host: str, service: str) -> bool:
        """Whether the breaker of this service is open: then it is not asked."""
        with self._lock:
            lane = self._lanes.get((host, service))
            return lane is not None and lane.open_until > self._clock()

    def shut(self, host: str) -> None:
        """Too many answers 429: the whole host is left alone for the breaker's time."""
        with self._lock:
            patience = self._patience.setdefault(host, _Patience())
            patience.until = max(patience.until, self._clock() + self._breaker_seconds)

    def mark_down(self, host: str, why: str) -> None:
        """The host can't be resolved or connected to: it is left for the rest of the run."""
        with self._lock:
            self._down.setdefault(host, why)

    def down(self, host: str) -> str | None:
        """Why the host was left, None where it was not."""
        with self._lock:
            return self._down.get(host)
