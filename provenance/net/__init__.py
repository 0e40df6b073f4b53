"""Manners towards hosts in one place: limits, retries, cache, budgets, address rules.

The only home of requests, urllib3 and tenacity. `Client.get` never raises for what the network does: a host's answer is a
`Response`, everything else a `NoResponse` that says why.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from .settings import NetSettings

if TYPE_CHECKING:
    from .answer import Bill, CacheClass, NoResponse, NoResponseKind, Response
    from .client import Client
    from .keyless import without_keys

__all__ = ["Bill", "CacheClass", "Client", "NetSettings", "NoResponse", "NoResponseKind", "Response", "without_keys"]


_HOMES = {
    "Bill": "answer",
    "CacheClass": "answer",
    "Client": "client",
    "NoResponse": "answer",
    "NoResponseKind": "answer",
    "Response": "answer",
    "without_keys": "keyless",
}


def __getattr__(name: str) -> object:
    """Load the client and its answers only when they are used: whoever reads settings alone starts sooner."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
