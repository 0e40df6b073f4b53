"""A name and a day -> the outlet that is meant and its domains then (`load_registry`, `Registry.look_up`)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .hosts import is_host, registrable_domain, split_host
from .registry import Registry, load_registry, read_registry
from .spotting import NameHit

if TYPE_CHECKING:
    from provenance.catalog.user_rows import with_ignored, with_row

    from .editing import new_row
    from .upkeep import review_users

__all__ = [
    "NameHit",
    "Registry",
    "is_host",
    "load_registry",
    "new_row",
    "read_registry",
    "registrable_domain",
    "review_users",
    "split_host",
    "with_ignored",
    "with_row",
]

# What only `provenance outlets add | ignore | check` use is imported when they ask: a look-up needs none of it.
_HOMES = {
    "new_row": "provenance.outlets.editing",
    "review_users": "provenance.outlets.upkeep",
    "with_ignored": "provenance.catalog.user_rows",
    "with_row": "provenance.catalog.user_rows",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
