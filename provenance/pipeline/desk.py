"""All that an audit needs beside the article, opened once and used for many."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from provenance.errors import SettingsError

from .reading import open_registry

if TYPE_CHECKING:
    from provenance.archives import Archive, PageLister
    from provenance.catalog.rules import Rules
    from provenance.config import Settings
    from provenance.evidence import EvidenceKeeper
    from provenance.net import Client
    from provenance.outlets import Registry

    from .unknown import UnknownNames


#: Specs of archives that are files.
_LOCAL = ("warc:", "index:")


@dataclass(frozen=True)
class Desk:
    """Registry, rules, archives and the client behind them."""

    settings: Settings
    registry: Registry
    rules: Rules
    client: Client
    archives: tuple[Archive, ...]
    archive_names: tuple[str, ...]
    as_of: date
    clock: Callable[[], float]
    #: Who is asked for names that no row knows; None where nobody is.
    unknown: UnknownNames | None = None
    #: Remembers what archives replay, for a bundle of evidence; None where none is wanted.
    keeper: EvidenceKeeper | None = None
    #: Services that list addresses.
    guides: tuple[PageLister, ...] = ()

    @property
    def side_by_side(self) -> int:
        """Outlet-days that are looked for at a time: one where a budget would make the result hang on the order, or where
        archives are files, which answer at once."""
        files = any(name.startswith(_LOCAL) for name in self.archive_names)
        return 1 if files or self.settings.net.max_requests is not None else self.settings.find.side_by_side

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with the user's own outlets, a line each; the rest of them is in use."""
        return tuple(self.registry.problems)

    @property
    def words_sent_to(self) -> tuple[str, ...]:
        """The ids of those that may be sent words of the article."""
        services: tuple[Archive | PageLister, ...] = (*self.archives, *self.guides)
        return tuple(service.id for service in services if service.sends_words)

    def warnings(self) -> tuple[str, ...]:
        """What went wrong on the way without spoiling a result (a damaged archive file, a cache that can't be written)."""
        # Only archives that read files have anything to warn of.
        own = (line for archive in self.archives for line in getattr(archive, "warnings", ()))
        return (*self.client.warnings, *own)


@contextlib.contextmanager
def open_desk(
    settings: Settings,
    *,
    as_of: date,
    cache_dir: Path | None,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    specs: Sequence[str] | None = None,
    offline: bool = False,
    private: bool = False,
    keeper: EvidenceKeeper | None = None,
) -> Iterator[Desk]:
    """Opens a desk and closes it again.

    Args:
        settings: every option.
        as_of: the day that the audit is made for; nothing below asks the clock for it.
        cache_dir: where answers and indexes are kept; None keeps indexes in a temporary folder and answers not at all.
        clock: UTC seconds since the epoch.
        sleep: waits so many seconds.
        specs: archive specs (`wayback`, `warc:PATH` ...); None takes those that the settings switch on.
        offline: make no request; local files and stored answers are still read.
        private: leave out archives that are sent words of the article, and ask nobody for names that no row knows.
        keeper: keeps the captures that verdicts rest on.

    Raises:
        SettingsError, ArchiveFileError, CatalogError.
    """
    from provenance.archives import open_archive, open_service
    from provenance.catalog.rules import load_rules
    from provenance.net import Client

    rules = load_rules(Path(settings.judge.rules) if settings.judge.rules else None, preset=settings.judge.preset)
    registry = open_registry(settings, cache_dir=cache_dir)
    with contextlib.ExitStack() as stack:
        index_dir = cache_dir / "indexes" if cache_dir else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        names = tuple(specs) if specs is not None else settings.archives.enabled()
        manners = settings.net.model_copy(
            update={"allowed_hosts": _configured_hosts(settings, names), "offline": offline or settings.net.offline}
        )
        client = Client(manners, cache_dir=cache_dir / "answers" if cache_dir else None, clock=clock, sleep=sleep)
        stack.callback(client.close)
        archives = []
        for name in names:
            archive = open_archive(name, settings.archives, client, index_dir=index_dir)
            stack.callback(archive.close)
            if not (private and archive.sends_words):
                archives.append(archive if keeper is None else keeper.watch(archive))
            elif specs is not None:  # named on the command line: silence would be taken for an answer
                why = "it is sent words of the article, which --private forbids"
                raise SettingsError("ask the archive", name, why, "leave out one of the two")
        guides: list[PageLister] = []
        for name in settings.archives.enabled("pages") if specs is None and settings.find.guides else ():
            service = cast("PageLister", open_service(name, settings.archives, client, index_dir=index_dir))
            stack.callback(service.close)
            if not (private and service.sends_words):
                guides.append(service)
        unknown = None
        if settings.outlets.wikidata and not private:
            from .unknown import UnknownNames

            unknown = UnknownNames(registry, client)
        yield Desk(settings, registry, rules, client, tuple(archives), names, as_of, clock, unknown, keeper, tuple(guides))


def _configured_hosts(settings: Settings, specs: Sequence[str]) -> tuple[str, ...]:
    """Hosts that the user named as an archive's own: the only ones that may lie at a private or loopback address."""
    addresses = [spec.partition("+")[2] for spec in specs if "+http" in spec]
    for row in settings.archives.by_id.values():
        addresses += [url for url in (row.base_url, row.cdx_url, row.replay_url) if url]
    hosts = set()
    for address in addresses:
        with contextlib.suppress(ValueError):  # whoever opens the archive says what is wrong with its address
            hosts.add(urlsplit(address).hostname)
    return tuple(sorted({*settings.net.allowed_hosts, *(host for host in hosts if host)}))
