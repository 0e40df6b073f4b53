"""Manners towards hosts in one place: limits, retries, cache, budgets, address rules.

The only home of requests, urllib3 and tenacity. `Client.get` never raises for what the network does: a host's answer is a
`Response`, everything else a `NoResponse` that says why.
"""

from .answer import Bill, CacheClass, NoResponse, NoResponseKind, Response
from .client import Client
from .settings import NetSettings

__all__ = ["Bill", "CacheClass", "Client", "NetSettings", "NoResponse", "NoResponseKind", "Response"]
