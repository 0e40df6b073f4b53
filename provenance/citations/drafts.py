"""References while they are being read: mutable, without ids and years."""

from __future__ import annotations

from dataclasses import dataclass, field

from provenance.dates import DateHit
from provenance.model.citation import Role, SourceKind, Style


@dataclass(slots=True)
class Item:
    """One cited item. Spans are `[start, end)` of the document's text.

    `via` is the index of the carrier among the reference's items; `label` the number or name of the note that is pointed to.
    `address_day` is a day that stands in the address and nowhere else. `back` points to the reference before ("ibid.").
    """

    start: int
    end: int
    name: str | None = None
    name_start: int | None = None
    name_end: int | None = None
    kind: SourceKind = "unknown"
    outlet: str | None = None
    known: bool = False
    lost: bool = False
    date: DateHit | None = None
    signal: str | None = None
    role: Role = "cited"
    title: str | None = None
    author: str | None = None
    url: str | None = None
    pages: str | None = None
    issue: str | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    via: int | None = None
    label: str | None = None
    back: bool = False


@dataclass(slots=True)
class Draft:
    """A reference with its items. `defines` is the label of the note that it is the text of."""

    start: int
    end: int
    style: Style
    items: list[Item]
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    defines: str | None = None
