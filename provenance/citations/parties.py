"""Which cited outlets are the mouth of a party that the sentence names (rules.md 2.1, the last row of the table of links).

A group's own channel is a source for that group, not for the other groups of the sentence: its coverage is partial. That
is said only where it can be seen: the sentence names several groups, each with its acronym, and the register names the
owner of the outlet as one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ..catalog.patterns import late
from ..model.citation import Citation
from ..model.outlet import Outlet

#: A group with its acronym: "Front of the North (FN)". At most eight words, so that the search stays linear.
_GROUP = late(
    r"\b(?P<name>[^\W\d_][\w’'-]*(?: (?:of|for|the|and|al-[\w’'-]+|[^\W\d_][\w’'-]*)){0,7}) \((?P<acronym>[A-ZА-ЯЁ]{2,8})\)"
)


class OutletRows(Protocol):
    """Whatever knows the rows of the register by their ids."""

    def outlet(self, id: str) -> Outlet | None:
        """The row with that id."""


def parties_of(citations: Sequence[Citation], rows: OutletRows) -> Mapping[str, frozenset[str]]:
    """Citation id -> the names, without case, of those who own the cited outlet; only citations that have any."""
    found: dict[str, frozenset[str]] = {}
    known: dict[str, frozenset[str]] = {}
    for citation in citations:
        id = citation.source.outlet
        if id is None:
            continue
        if id not in known:
            known[id] = _owners(id, rows)
        if known[id]:
            found[citation.id] = known[id]
    return found


def _owners(id: str, rows: OutletRows) -> frozenset[str]:
    row = rows.outlet(id)
    if row is None:
        return frozenset()
    names = {owner.name for owner in row.owner}
    if row.parent is not None and (parent := rows.outlet(row.parent)) is not None:
        names |= {parent.name, *(name.text for name in parent.names)}
    return frozenset(name.casefold() for name in names)


def speaks_for_some(text: str, owners: frozenset[str]) -> bool:
    """Whether a clause names several groups with their acronyms, and the outlet's owner is one of them but not all."""
    groups = [(match["name"].casefold(), match["acronym"].casefold()) for match in _GROUP.finditer(text)]
    own = [
        acronym in owners or any(name == owner or name.endswith(" " + owner) for owner in owners) for name, acronym in groups
    ]
    return any(own) and not all(own)
