"""A name and a day -> the outlet that is meant and its domains then (`load_registry`, `Registry.look_up`)."""

from provenance.catalog.user_rows import with_ignored, with_row

from .editing import new_row
from .hosts import is_host, registrable_domain, split_host
from .registry import Registry, load_registry, read_registry
from .spotting import NameHit
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
