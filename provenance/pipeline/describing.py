"""Which archives there are, for people who ask before they audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.record import Record

if TYPE_CHECKING:
    from provenance.config import Settings


class ArchiveRow(Record):
    """An archive as `provenance archives` lists it. `spec` is what `--archive` takes; `rate` is index requests a second.

    Only the kind `captures` is asked by an audit; listings of pages and registries of identifiers are understood, and not yet
    part of the search.
    """

    id: str
    title: str
    spec: str
    kind: str
    enabled: bool
    base_url: str | None
    rate: float
    sends_words: bool
    limits: str
    known: str


def describe_archives(settings: Settings) -> tuple[ArchiveRow, ...]:
    """Every archive that there is an adapter for, sorted by id."""
    from provenance.archives import find_adapters

    rows = []
    for adapter in find_adapters():
        own = settings.archives.of(adapter.id)
        rows.append(
            ArchiveRow(
                id=adapter.id,
                title=adapter.title,
                spec=f"{adapter.prefix}..." if adapter.prefix else adapter.id,
                kind=adapter.kind,
                enabled=own.enabled and adapter.kind == "captures",
                base_url=own.base_url,
                rate=own.rate,
                sends_words=adapter.sends_words,
                limits=adapter.limits,
                known=adapter.known,
            )
        )
    return tuple(rows)
