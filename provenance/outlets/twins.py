"""Rows that tell of one outlet: they share a name and a domain in the same years (neither alone is enough)."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.model.outlet import Domain, Name, Outlet

from .hosts import registrable_domain
from .keys import key_of


def twins(outlets: Sequence[Outlet]) -> dict[str, str]:
    """Ids of rows that repeat an earlier one -> the id of that one. A row whose `parent` is the other is none."""
    same: dict[str, str] = {}
    holders: dict[tuple[str, str], list[tuple[Outlet, Domain]]] = {}
    for outlet in outlets:
        mine = _names(outlet)
        for domain in outlet.domains:
            place = (registrable_domain(domain.host), domain.path)
            for other, theirs in holders.get(place, ()):
                if outlet.id not in same and _may_be(outlet, other) and overlap(domain, theirs) and mine & _names(other):
                    same[outlet.id] = same.get(other.id, other.id)
        for domain in outlet.domains:
            holders.setdefault((registrable_domain(domain.host), domain.path), []).append((outlet, domain))
    return same


def _may_be(one: Outlet, other: Outlet) -> bool:
    return other.id not in (one.id, one.parent) and other.parent != one.id


def _names(outlet: Outlet) -> set[str]:
    return {key_of(outlet.name), *(key_of(name.text) for name in outlet.names if not name.needs)} - {""}


def united(first: Outlet, second: Outlet) -> Outlet:
    """The first row with the names and domains of the second that it lacks, and what it leaves open."""
    names = _names(first)
    hosts = {(domain.host, domain.path) for domain in first.domains}
    more = {
        field: getattr(second, field)
        for field in type(first).model_fields
        if field not in ("id", "name", "names", "domains") and getattr(first, field) in (None, ()) and getattr(second, field)
    }
    said = (Name(text=second.name), *second.names)
    return first.model_copy(
        update=more
        | {
            "names": (*first.names, *(name for name in said if key_of(name.text) not in names)),
            "domains": (*first.domains, *(domain for domain in second.domains if (domain.host, domain.path) not in hosts)),
        }
    )


def overlap(one: Domain, other: Domain) -> bool:
    """Whether two periods share more than the year in which one follows the other; what is unknown is taken for open."""
    if one.since is not None and other.until is not None and one.since >= other.until:
        return False
    return not (other.since is not None and one.until is not None and other.since >= one.until)
