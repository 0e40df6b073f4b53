"""The adapters of this folder, found by looking: a new archive is one file."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path
from typing import cast

from provenance.errors import SettingsError
from provenance.net import Client

from .never import NEVER_ASKED, NeverAsked, never_asked
from .protocol import Adapter, Archive, Kind, Opening, Service
from .scoping import Scoped
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
        spec: an id (`wayback`), `warc:PATH`, `index:PATH`, `cdx+http://host/path` or `memento+http://host/path` (contract.md,
            Commands).
        settings: of all archives.
        client: asks the network.
        index_dir: folder for indexes of local archive files; made when it is needed.

    Raises:
        SettingsError: there is no such archive, or its spec can't be used.
        ArchiveFileError: a local archive can't be read.
    """
    adapter, service = _open(spec, settings, client, index_dir)
    if adapter.kind != "captures":
        raise SettingsError(
            "ask the archive", spec, "it holds no captures of pages", "see `provenance archives` for what it answers"
        )
    archive = cast(Archive, service)
    hosts = settings.of(adapter.id).hosts
    return Scoped(archive, hosts) if hosts else archive


def open_service(spec: str, settings: ArchivesSettings, client: Client, *, index_dir: Path) -> Service:
    """Any service that a spec names: an archive, a lister of pages or a registry of identifiers.

    Raises:
        SettingsError, ArchiveFileError: as `open_archive`.
    """
    return _open(spec, settings, client, index_dir)[1]


def open_enabled(
    kind: Kind, settings: ArchivesSettings, client: Client, *, index_dir: Path, private: bool = False
) -> tuple[Service, ...]:
    """The services of a kind that the settings switch on, in the order of their ids.

    Args:
        kind: of what they answer.
        settings: of all archives.
        client: asks the network.
        index_dir: as in `open_archive`.
        private: leave out those that are sent words of the article.

    Raises:
        SettingsError, ArchiveFileError: as `open_archive`.
    """
    senders = {one.id for one in find_adapters() if one.sends_words}
    names = [name for name in settings.enabled(kind) if not (private and name in senders)]
    return tuple(open_service(name, settings, client, index_dir=index_dir) for name in names)


def _open(spec: str, settings: ArchivesSettings, client: Client, index_dir: Path) -> tuple[Adapter, Service]:
    adapters = find_adapters()
    for adapter in adapters:
        address = ""
        if adapter.prefix and spec.startswith(adapter.prefix):
            address = spec[len(adapter.prefix) :]
            if not address:
                raise SettingsError("open the archive", spec, "nothing follows the prefix", f"write {adapter.prefix}...")
            never = never_asked(address) if adapter.prefix.endswith("+") else None
            if never is not None:
                raise _refused(spec, never)
        elif spec != adapter.id:
            continue
        own = settings.of(adapter.id)
        if adapter.needs_key and not own.key:
            name = f"PROVENANCE_ARCHIVES__{adapter.id.upper()}__KEY"
            raise SettingsError("ask the service", spec, "it wants a key and none is set", f"put yours into {name}")
        others = functools.partial(open_archive, settings=settings, client=client, index_dir=index_dir)
        return adapter, adapter.open(Opening(spec, address, own, client, index_dir, others))
    for never in NEVER_ASKED:
        if spec in (never.id, *never.hosts):
            raise _refused(spec, never)
    names = {adapter.prefix or adapter.id: adapter for adapter in adapters}
    raise SettingsError("open the archive", spec, "there is no such archive", nearest_known(spec, names))


def _refused(spec: str, never: NeverAsked) -> SettingsError:
    return SettingsError("open the archive", spec, f"it is switched off for good: {never.why}", "name another archive")
