"""The adapters of this folder, found by looking: a new archive is one file."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path

from provenance.errors import SettingsError
from provenance.net import Client

from .protocol import Adapter, Archive, Opening
from .settings import ArchivesSettings, nearest_known


@functools.cache
def find_adapters() -> tuple[Adapter, ...]:
    """Every adapter of this package, sorted by id."""
    package = importlib.import_module(__package__)
    found = []
    for entry in pkgutil.iter_modules(package.__path__):
        adapter = getattr(importlib.import_module(f"{package.__name__}.{entry.name}"), "ADAPTER", None)
        if isinstance(adapter, Adapter):
            found.append(adapter)
    return tuple(sorted(found, key=lambda adapter: adapter.id))


def open_archive(spec: str, settings: ArchivesSettings, client: Client, *, index_dir: Path) -> Archive:
    """The archive that a spec names.

    Args:
        spec: an id (`wayback`), `warc:PATH`, `cdx+http://host/path` or `memento+http://host/path` (contract.md, Commands).
        settings: of all archives.
        client: asks the network.
        index_dir: folder for indexes of local archive files; made when it is needed.

    Raises:
        SettingsError: there is no such archive, or its spec can't be used.
        ArchiveFileError: a local archive can't be read.
    """
    adapters = find_adapters()
    for adapter in adapters:
        if adapter.prefix and spec.startswith(adapter.prefix):
            address = spec[len(adapter.prefix) :]
            if not address:
                raise SettingsError("open the archive", spec, "nothing follows the prefix", f"write {adapter.prefix}...")
            return adapter.open(Opening(spec, address, settings.of(adapter.id), client, index_dir))
        if spec == adapter.id:
            return adapter.open(Opening(spec, "", settings.of(adapter.id), client, index_dir))
    names = {adapter.prefix or adapter.id: adapter for adapter in adapters}
    raise SettingsError("open the archive", spec, "there is no such archive", nearest_known(spec, names))
