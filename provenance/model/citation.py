"""References as they stand in the text, and the items that they cite."""

from __future__ import annotations

from typing import Literal

from .dates import DateValue, Precision
from .record import Record

Style = Literal[
    "parenthetical", "bracket", "dash-credit", "prose", "author-date", "numeric", "footnote", "link", "wiki", "identifier",
    "legal", "caption-credit", "press-list",
]  # fmt: skip
SourceKind = Literal["outlet", "domain", "institution", "person", "publication", "broadcaster", "social", "unknown"]
Role = Literal["cited", "carrier"]


class Reference(Record):
    """What stands in the text: "(Centrasia.ru, November 24; Daily Mail, November 22)". `citations` are ids."""

    id: str
    start: int
    end: int
    text: str
    style: Style
    citations: tuple[str, ...]
    source_span: tuple[int, int] | None = None


class CitedSource(Record):
    """Who is cited, as printed. `outlet` is the registry's id where exactly one is meant; `lost` when the name is gone."""

    name: str | None
    start: int | None = None
    end: int | None = None
    kind: SourceKind = "unknown"
    outlet: str | None = None
    lost: bool = False


class CitedDate(Record):
    """The date of the cited item.

    `readings` holds every reading, best first, `value` being the first. `reason` says how the year or the order was
    decided. `start` and `end` are None where the text does not print it (a day in an address).
    """

    text: str
    value: DateValue
    precision: Precision
    readings: tuple[DateValue, ...]
    year_inferred: bool = False
    reason: str = ""
    start: int | None = None
    end: int | None = None


class Citation(Record):
    """One cited item: one source with one date. A source with two dates is two citations of one reference.

    `why` lists the grounds on which it was taken for a citation (shown by `provenance explain`).
    """

    id: str
    reference: str
    start: int
    end: int
    text: str
    signal: str | None = None
    role: Role = "cited"
    confidence: float = 1.0
    source: CitedSource
    date: CitedDate | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    pages: str | None = None
    issue: str | None = None
    identifiers: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    via: str | None = None
    refers_to: str | None = None
    source_span: tuple[int, int] | None = None
    why: tuple[str, ...] = ()


class PassedOver(Record):
    """A bracket that was read and cites nothing, with the reason. Never also a reference, and never counted."""

    start: int
    end: int
    text: str
    why: str


class Doubtful(Record):
    """A bracket that may cite, with the reason for the doubt. Never also a reference."""

    start: int
    end: int
    text: str
    why: str
    confidence: float
