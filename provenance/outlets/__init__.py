"""A name and a day -> the outlet that is meant and its domains then (`load_registry`, `Registry.look_up`)."""

from .hosts import is_host, registrable_domain, split_host
from .registry import Registry, load_registry, read_registry
from .spotting import NameHit

__all__ = ["NameHit", "Registry", "is_host", "load_registry", "read_registry", "registrable_domain", "split_host"]
