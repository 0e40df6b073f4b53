"""Rows of the ledger as the rest of the program sees them."""

from __future__ import annotations

from typing import Literal

from ..model.record import Record

State = Literal["todo", "doing", "done", "failed"]


class LedgerItem(Record):
    """One source of one run.

    `sha256` is of the source's bytes where they were known. `tries` counts starts since the last success or failure.
    `error` is one line for the user and `trace` the traceback, both only where the state is `failed`. `lease` is the id of
    the process that is at it, only where the state is `doing`.
    """

    run: str
    item: str
    state: State
    sha256: str | None = None
    tries: int = 0
    error: str | None = None
    trace: str | None = None
    lease: int | None = None
