"""A question to the rules and what a rule answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .index import Claim, Index

#: The name of the rule where an alias is known but its context (a country, the citing publication) is not given.
NEEDS = "needs-context"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked. `years` is the first and last year of the day; `publication` an outlet's id; `language` the article's."""

    name: str
    years: tuple[int, int] | None = None
    country: str | None = None
    publication: str | None = None
    language: str | None = None

    def asking(self, name: str, country: str | None = None) -> Query:
        """The same question for another name, in another country if one is given."""
        return Query(name, self.years, country or self.country, self.publication, self.language)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is meant: `ids` are one (certain), several (ambiguous) or none; `maybe` are suggestions with their reasons."""

    ids: tuple[str, ...]
    rule: str
    maybe: tuple[tuple[str, str], ...] = ()
    host: str | None = None
    path: str = ""
    language: str | None = None
    why: str = ""

    @property
    def certain(self) -> bool:
        """Whether the name itself allows its outlets: nothing is missing that it needs, nothing was only a suggestion."""
        return bool(self.ids) and self.rule != NEEDS and not self.maybe

    def by(self, rule: str, ids: tuple[str, ...] | None = None) -> Decision:
        """The same answer under another rule's name, for some of its outlets if they are given."""
        return Decision(self.ids if ids is None else ids, rule, self.maybe, self.host, self.path, self.language, self.why)


UNKNOWN = Decision((), "none")


def kind_of(index: Index, id: str) -> str:
    """The kind of an outlet."""
    return str(index.rows[id]["kind"])


def country_of(index: Index, id: str) -> str | None:
    """The country of an outlet, or None."""
    country = index.rows[id].get("country")
    return None if country is None else str(country)


def ids_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Outlets of claims, each once, in their order."""
    return tuple(dict.fromkeys(str(claim[0]) for claim in claims))


def house(index: Index, id: str) -> frozenset[str]:
    """Ids and publishers' names that an outlet belongs to: itself, its parents, their publishers."""
    found: set[str] = set()
    while id and id not in found:
        found.add(id)
        row = index.rows.get(id, {})
        if row.get("publisher"):
            found.add(str(row["publisher"]))
        id = row.get("parent", "")
    return frozenset(found)
