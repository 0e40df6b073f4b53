"""The rules that decide who is meant by a name, in their measured order. Exact keys decide; what is looser may only suggest.

Each rule answers with a `Decision` or with None, "not my business". docs/outlets.md explains them for readers.
"""

from __future__ import annotations

from collections.abc import Callable

from .addressed import account, host
from .composed import carrier, place, service
from .described import affix, described, nationality, similar
from .exact import exact
from .index import Index
from .query import UNKNOWN, Decision, Query

_RULES: tuple[Callable[[Index, Query], Decision | None], ...] = (
    host, exact, account, place, service, carrier, described, nationality, affix,
)  # fmt: skip


def decide(index: Index, query: Query, *, suggest: bool = True) -> Decision:
    """Runs the rules in order; the first that answers wins. Never raises for what a name holds.

    The last rule, `similar`, can only suggest and compares with every name there is: it is run where `suggest` holds.
    """
    for rule in _RULES:
        decision = rule(index, query)
        if decision is not None:
            return decision
    return (similar(index, query) if suggest else None) or UNKNOWN
