"""Did an archive capture the domains of an outlet at both ends of their years? What it has not may be a wrong year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from provenance.model.answer import CaptureQuery, Found

if TYPE_CHECKING:
    from provenance.archives import Archive
    from provenance.model.outlet import Domain, Outlet


@dataclass(frozen=True, slots=True)
class DomainCheck:
    """What one archive says of one domain in one year. `unasked` is never "nothing there"."""

    outlet: str
    host: str
    year: int
    end: Literal["from", "to"]
    archive: str
    result: Literal["captured", "none", "unasked"]
    reason: str = ""


def check_domains(outlets: Sequence[Outlet], archives: Sequence[Archive]) -> Iterator[DomainCheck]:
    """Asks each archive for captures in the first and the last year of every domain whose years are stated.

    One question an end and archive, so two calls a domain at most; a domain without years costs none.
    """
    for outlet in outlets:
        for domain in outlet.domains:
            for end, year in (("from", domain.since), ("to", domain.until)):
                if year is not None:
                    for archive in archives:
                        yield _asked(outlet.id, domain, year, "from" if end == "from" else "to", archive)


def _asked(outlet: str, domain: Domain, year: int, end: Literal["from", "to"], archive: Archive) -> DomainCheck:
    query = CaptureQuery(
        url=f"http://{domain.host}{domain.path}/",
        match="prefix" if domain.path else "host",
        since=datetime(year, 1, 1, tzinfo=UTC),
        until=datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC),
        html_only=False,
        successful_only=False,
        limit=1,
    )
    answer = archive.look_up(query)
    host = f"{domain.host}{domain.path}"
    if isinstance(answer, Found):
        return DomainCheck(outlet, host, year, end, archive.id, "captured")
    result: Literal["none", "unasked"] = "none" if answer.outcome == "empty" else "unasked"
    return DomainCheck(outlet, host, year, end, archive.id, result, answer.reason)
