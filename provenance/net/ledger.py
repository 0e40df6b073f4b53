"""What a host's patience stands at, and where that is kept: the one interface behind threads, processes and machines.

A ledger holds one small state a host and changes it under a lock of its own. All rules (whose turn it is, how long a pause
lasts) are functions from state to state in `limiter`, so that every place to keep it keeps it alike. Only differences of times
leave a ledger: machines whose clocks disagree share one all the same, because they use the ledger's clock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

Clock = Callable[[], float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HostState:
    """One host. Times are Unix seconds of the ledger's clock.

    `lanes` are (service class, earliest start of its next request), sorted. Nothing is asked before `until`; `refusals` counts
    the answers 429 in a row.
    """

    lanes: tuple[tuple[str, float], ...] = ()
    until: float = 0.0
    refusals: int = 0

    def next_start(self, service: str) -> float:
        """When the next request of a service class may start, 0 where it was never asked."""
        return dict(self.lanes).get(service, 0.0)

    def with_start(self, service: str, start: float) -> HostState:
        """The state in which that service class is asked next at `start`."""
        return replace(self, lanes=tuple(sorted({**dict(self.lanes), service: start}.items())))


#: From the state and the ledger's time to the new state and what the caller wants to know. It is pure: it may run twice.
Change = Callable[[HostState, float], tuple[HostState, T]]


class LedgerFault(Exception):
    """The ledger can't be read or written (a server that is gone, a full disk): nothing may be asked on its account."""


class Ledger(Protocol):
    """Keeps the states of hosts."""

    def change(self, host: str, change: Change[T]) -> T:
        """Change a host's state, alone. Raises LedgerFault."""

    def close(self) -> None:
        """Let go of files and connections."""


class MemoryLedger:
    """States of one process, shared by its threads.

    Args:
        clock: Unix seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._states: dict[str, HostState] = {}

    def change(self, host: str, change: Change[T]) -> T:
        """Change a host's state, alone."""
        with self._lock:
            self._states[host], told = change(self._states.get(host, HostState()), self._clock())
            return told

    def close(self) -> None:
        """Nothing to let go of."""


def open_ledger(address: str, clock: Clock) -> Ledger:
    """The ledger at an address.

    Args:
        address: empty for this process alone, a path or `sqlite:///PATH` for all processes of a machine,
            `postgresql://USER@HOST/NAME` for machines.
        clock: Unix seconds; PostgreSQL uses its server's instead.

    Raises:
        SettingsError: it can't be opened, or the driver for it is not installed.
    """
    if not address:
        return MemoryLedger(clock)
    from .database import open_database

    return open_database(address, clock)
