"""Outlets: who they are, where they published in which years, and what a look-up answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .dates import DateValue
from .record import Record

NameKind = Literal["native", "translit", "translation", "abbreviation", "short", "former", "variant"]
OutletKind = Literal[
    "wire", "newspaper", "broadcaster", "site", "magazine", "journal", "government", "ngo", "party", "militant", "blog",
    "platform", "aggregator", "monitor", "think-tank",
]  # fmt: skip
DomainRole = Literal["main", "edition", "mirror", "successor", "archive"]
ControlValue = Literal["state", "public", "private", "party", "church", "military", "militant", "foreign-government", "unknown"]


class Name(Record):
    """Something that may be printed for the outlet. With `needs`, it counts only where that context is present."""

    text: str
    kind: NameKind = "variant"
    lang: str | None = None
    needs: tuple[Literal["country", "publication", "language"], ...] = ()
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")


class Domain(Record):
    """A host (with a path where many share it) and the years, both included, in which the outlet published there.

    None is unknown, not open. `sure` is False for a year that is only believed; `ref` is what the row rests on.
    """

    host: str
    path: str = ""
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")
    lang: str | None = None
    role: DomainRole = "main"
    sure: bool = True
    ref: str | None = None


class Pages(Record):
    """Where the outlet's items of a day can be found. Patterns use strftime codes and are paths or whole addresses."""

    article: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


class Control(Record):
    """Who controls the outlet, from when to when, by which source of which year."""

    value: ControlValue
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")
    source: str
    date: int | None = None


class Owner(Record):
    """An owner, with dates."""

    name: str
    qid: str | None = None
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")
    source: str | None = None


class Rating(Record):
    """What a third party says about the outlet: always dated, scoped and attributed; never computed here."""

    by: str
    value: str
    scope: str | None = None
    date: str
    ref: str


class Outlet(Record):
    """One row of the registry."""

    id: str
    name: str
    names: tuple[Name, ...] = ()
    domains: tuple[Domain, ...] = ()
    pages: Pages = Pages()
    kind: OutletKind
    country: str | None = None
    seat: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    control: tuple[Control, ...] = ()
    owner: tuple[Owner, ...] = ()
    ratings: tuple[Rating, ...] = ()
    publisher: str | None = None
    born: int | None = None
    ended: int | None = None
    successor: str | None = None
    parent: str | None = None
    monitors: tuple[str, ...] = ()
    qid: str | None = None
    web: Literal["yes", "no", "platform"] = "yes"
    weekly: bool = False
    refs: tuple[str, ...] = ()
    override: bool = False


class DomainOn(Record):
    """A domain as a look-up gives it. `on_date` is None where no day was asked or the years are unknown."""

    host: str
    path: str = ""
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")
    on_date: bool | None = None


class OutletCandidate(Record):
    """An outlet that may be meant, and why."""

    outlet: str
    outlet_name: str
    why: str


class LookupAnswer(Record):
    """Who is meant by a name on a day. `rule` names the rule that decided; see docs/outlets.md.

    Attributes:
        user_file: the user's file that made or changed the row that was taken.
        unverified: what an answer rests on that no row gave ("Wikidata Q42"), for people.
        remark: why another service had no answer, for people. "Could not be asked" is not "there is none".
    """

    name: str
    on: DateValue | None = None
    answer: Literal["outlet", "ambiguous", "unknown", "no_web"]
    outlet: str | None = None
    outlet_name: str | None = None
    rule: str
    domains: tuple[DomainOn, ...] = ()
    candidates: tuple[OutletCandidate, ...] = ()
    user_file: str | None = None
    unverified: str | None = None
    remark: str | None = None
