"""One file an archive: questions in, outcomes out, never exceptions.

A module of this folder that has an `ADAPTER` is an archive. `open_archive` opens the one that a spec names.
"""

from .protocol import Adapter, Archive, Opening
from .registry import find_adapters, open_archive
from .settings import ArchiveSettings, ArchivesSettings
from .surt import surt_key

__all__ = [
    "Adapter",
    "Archive",
    "ArchiveSettings",
    "ArchivesSettings",
    "Opening",
    "find_adapters",
    "open_archive",
    "surt_key",
]
