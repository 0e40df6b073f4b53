"""Audits and the batch ledger, kept in one SQLite file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .records import LedgerItem, State

if TYPE_CHECKING:
    from pathlib import Path

    from .store import Store


def open_store(path: str | Path, *, read_only: bool = False) -> Store:
    """Opens the store at `path`, made if it is not there, and holds it for this process until it is closed.

    With `read_only` nothing is written or locked, so that a store can be read while a batch fills it; it must exist.

    Raises:
        StoreError: in use by another process, made by a newer version, damaged, no store, or not writable.
    """
    from .store import Store

    return Store.open(path, read_only=read_only)


__all__ = ["LedgerItem", "State", "open_store"]
