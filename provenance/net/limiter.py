"""Politeness to a host: a steady rate, pauses that the host asked for, and breakers.

What the host is owed (whose turn it is, how long it wants to be left alone) is kept in a ledger, which threads, processes and
machines may share. What this process alone has seen (time-outs, a name that does not resolve) stays with it: another machine's
network may do better.

A turn is a start time, handed out in the order of asking: two requests of a service never start closer together than its rate
allows, so no window of any length holds more than its share, and no worker overtakes another.

The clock gives Unix seconds and the sleep takes seconds; both are passed in, so that tests need neither.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from .ledger import Change, Clock, HostState, Ledger, LedgerFault

Sleep = Callable[[float], None]

#: A turn further off than a day is no queue but a clock that was set wrong: it is not waited for.
_UNSOUND = 86_400.0


@dataclass(slots=True)
class _Lane:
    """One service class of a host, as this process saw it: failures in a row, and until when it is left alone for them."""

    failures: int = 0
    open_until: float = 0.0


@dataclass(frozen=True, slots=True)
class _Turn:
    """`pause`: seconds for which the host wants nothing; without one, `wait`: seconds until this request may start."""

    pause: float
    wait: float
    refusals: int


class HostLimiter:
    """Hands out start times, host by host and service by service.

    Args:
        ledger: where the hosts' states are kept.
        clock: Unix seconds.
        sleep: waits that many seconds.
        breaker_after: failures in a row that close a service off.
        breaker_seconds: for how long.
    """

    def __init__(self, ledger: Ledger, clock: Clock, sleep: Sleep, *, breaker_after: int, breaker_seconds: float) -> None:
        self._ledger, self._clock, self._sleep = ledger, clock, sleep
        self._breaker_after, self._breaker_seconds = breaker_after, breaker_seconds
        self._lock = threading.Lock()
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._down: dict[str, str] = {}
        self._refused: set[str] = set()

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

        Raises:
            LedgerFault: the shared ledger can't be used.
        """
        spent = 0.0
        while True:
            turn = self._ledger.change(host, _reserve(service, 1.0 / rate))
            if not turn.pause and turn.wait > 0:
                self._sleep(turn.wait)
                # Another worker may have been refused meanwhile. Then this turn is void, and a new one is asked for after
                # the pause: else all that stood in line would start at once when it ends.
                turn = self._ledger.change(host, _look)
            self._remember(host, turn.refusals)
            if not turn.pause:
                return spent
            if spent + turn.pause > max_wait:
                return None
            self._sleep(turn.pause)
            spent += turn.pause

    def pause(self, host: str, seconds: float) -> int:
        """A 429 came: nothing goes to this host for `seconds`. Returns how many came in a row."""
        refusals = self._ledger.change(host, _pause(seconds, refused=True))
        self._remember(host, refusals)
        return refusals

    def refusals(self, host: str) -> int:
        """How many answers 429 came in a row."""
        return self._ledger.change(host, _look).refusals

    def is_paused(self, host: str, seconds: float) -> bool:
        """Whether the host's pause lasts longer than `seconds` from now."""
        return self._ledger.change(host, _look).pause > seconds

    def succeed(self, host: str, service: str) -> None:
        """An answer came: the rows of failures and refusals end."""
        with self._lock:
            self._lanes.setdefault((host, service), _Lane()).failures = 0
            refused = host in self._refused
        if refused:  # the common case writes nothing to the ledger
            with contextlib.suppress(LedgerFault):  # the answer is good all the same; the next request will say what is wrong
                self._ledger.change(host, _forgive)
                self._remember(host, 0)

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
        """Too many answers 429: the whole host is left alone for the breaker's time, by everyone who shares the ledger."""
        self._ledger.change(host, _pause(self._breaker_seconds, refused=False))

    def mark_down(self, host: str, why: str) -> None:
        """The host can't be resolved or connected to: it is left for the rest of the run."""
        with self._lock:
            self._down.setdefault(host, why)

    def down(self, host: str) -> str | None:
        """Why the host was left, None where it was not."""
        with self._lock:
            return self._down.get(host)

    def close(self) -> None:
        """Close the ledger."""
        self._ledger.close()

    def _remember(self, host: str, refusals: int) -> None:
        with self._lock:
            (self._refused.add if refusals else self._refused.discard)(host)


def _reserve(service: str, gap: float) -> Change[_Turn]:
    """Take the next turn of a service whose requests start at least `gap` seconds apart; in a pause there is none."""

    def change(state: HostState, now: float) -> tuple[HostState, _Turn]:
        if state.until > now:
            return state, _Turn(state.until - now, 0.0, state.refusals)
        start = max(now, state.next_start(service))
        if start > now + _UNSOUND:
            start = now
        return state.with_start(service, start + gap), _Turn(0.0, start - now, state.refusals)

    return change


def _look(state: HostState, now: float) -> tuple[HostState, _Turn]:
    """How long the host wants to be left alone."""
    return state, _Turn(max(0.0, state.until - now), 0.0, state.refusals)


def _pause(seconds: float, *, refused: bool) -> Change[int]:
    """Leave the host alone for so long; `refused` counts an answer 429."""

    def change(state: HostState, now: float) -> tuple[HostState, int]:
        after = replace(state, until=max(state.until, now + seconds), refusals=state.refusals + refused)
        return after, after.refusals

    return change


def _forgive(state: HostState, now: float) -> tuple[HostState, None]:
    """An answer came: the row of refusals ends."""
    return replace(state, refusals=0), None
