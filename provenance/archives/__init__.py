"""One file an archive: questions in, outcomes out, never exceptions.

A module of this folder that has an `ADAPTER` is an archive. `open_archive` opens the one that a spec names.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from .settings import ArchiveSettings, ArchivesSettings

if TYPE_CHECKING:
    from .never import NEVER_ASKED, NeverAsked
    from .probing import probe_of, put, questions_of
    from .protocol import Adapter, Archive, Opening, PageLister, Service, WorkIndex
    from .registry import find_adapters, open_archive, open_enabled, open_service
    from .scoping import covers

__all__ = [
    "NEVER_ASKED",
    "Adapter",
    "Archive",
    "ArchiveSettings",
    "ArchivesSettings",
    "NeverAsked",
    "Opening",
    "PageLister",
    "Service",
    "WorkIndex",
    "covers",
    "find_adapters",
    "open_archive",
    "open_enabled",
    "open_service",
    "probe_of",
    "put",
    "questions_of",
]

_HOMES = {
    "NEVER_ASKED": "never",
    "NeverAsked": "never",
    "PageLister": "protocol",
    "Service": "protocol",
    "WorkIndex": "protocol",
    "covers": "scoping",
    "open_enabled": "registry",
    "open_service": "registry",
    "probe_of": "probing",
    "put": "probing",
    "questions_of": "probing",
    "Adapter": "protocol",
    "Archive": "protocol",
    "Opening": "protocol",
    "find_adapters": "registry",
    "open_archive": "registry",
}


def __getattr__(name: str) -> object:
    """Load what needs the network client only when it is used: whoever reads settings alone starts sooner."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
