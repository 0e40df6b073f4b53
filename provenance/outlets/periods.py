"""Which of an outlet's domains were in use in the years that are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from provenance.model.outlet import DomainOn

from .query import Decision

_ROLES = {"main": 0, "edition": 1, "successor": 2, "mirror": 3, "archive": 4}


def _in_use(domain: Mapping[str, Any], years: tuple[int, int] | None) -> bool | None:
    """True from the first year that is known to the last; without an end, in use until further notice; unknown stays None."""
    since, until = domain.get("from"), domain.get("to")
    if years is None or (since is None and until is None):
        return None
    if (since is not None and years[1] < since) or (until is not None and years[0] > until):
        return False
    return True if since is not None else None


def _domain_on(domain: Mapping[str, Any], years: tuple[int, int] | None) -> DomainOn:
    return DomainOn(
        host=domain["host"],
        path=domain.get("path", ""),
        since=domain.get("from"),
        until=domain.get("to"),
        on_date=_in_use(domain, years),
    )


def domains_of(decision: Decision, row: Mapping[str, Any], years: tuple[int, int] | None) -> tuple[DomainOn, ...]:
    """All domains of the outlet that was decided on: in use on that day first, then unknown, then the others; among equals
    the language asked, the role, the order of the row.
    """
    if decision.rule == "platform" and decision.host is not None:
        return (DomainOn(host=decision.host, path=decision.path),)

    def rank(numbered: tuple[int, Mapping[str, Any]]) -> tuple[int, bool, int, int]:
        number, domain = numbered
        use = {True: 0, None: 1, False: 2}[_in_use(domain, years)]
        strange = decision.language is not None and domain.get("lang") != decision.language
        return use, strange, _ROLES[domain.get("role", "main")], number

    listed: Iterable[Mapping[str, Any]] = row.get("domains", ())
    domains = [_domain_on(domain, years) for _, domain in sorted(enumerate(listed), key=rank)]
    if decision.host is None:
        return tuple(domains)
    printed = literal(decision, {str(row["id"]): row}, years)
    others = [domain for domain in domains if domain.host != printed.host]
    same = [domain for domain in domains if domain.host == printed.host]
    first = [same[0] if same else printed]
    return tuple(others + first if first[0].on_date is False else first + others)


def literal(decision: Decision, rows: Mapping[str, Any], years: tuple[int, int] | None) -> DomainOn:
    """The host as it is printed, with the years of the registered domain that it lies under."""
    host = decision.host or ""
    for id in decision.ids:
        for domain in rows.get(id, {}).get("domains", ()):
            if host == domain["host"] or host.endswith("." + domain["host"]):
                return _domain_on({**domain, "host": host}, years)
    return DomainOn(host=host, path=decision.path)
