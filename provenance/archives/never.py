"""Services that are known and never asked, each with the reason, so that nobody has to wonder."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class NeverAsked:
    """A service without an adapter. `hosts` are its addresses; `why` is one clause for people."""

    id: str
    title: str
    hosts: tuple[str, ...]
    why: str


_TODAY = ("archive.today", "archive.ph", "archive.is", "archive.md", "archive.li", "archive.vn", "archive.fo")


#: Known as of 22 November 2026 (archives.md, sections 2, 5, 7, 8, 10, 16, 19 and 31).
NEVER_ASKED: tuple[NeverAsked, ...] = (
    NeverAsked(
        "archive.today",
        "archive.today",
        _TODAY,
        "it answers programs with 429 and a test for humans, its pages are re-rendered, and its operator is unknown",
    ),
    NeverAsked("ghostarchive", "Ghostarchive", ("ghostarchive.org",), "it has no interface for programs"),
    NeverAsked("timetravel", "Time Travel", ("timetravel.mementoweb.org",), "it was shut down on 5 September 2025"),
    NeverAsked("availability", "Wayback Availability API", (), "it gives empty answers for archived pages"),
    NeverAsked("conifer", "Conifer", ("conifer.rhizome.org",), "it closed in June 2026"),
    NeverAsked("locwebarchive", "Library of Congress web archive", ("webarchive.loc.gov",), "it asked for restraint"),
    NeverAsked("newsapi", "NewsAPI.org", ("newsapi.org",), "it has no history, and its terms do not fit"),
    NeverAsked("europeana", "Europeana", ("api.europeana.eu",), "it holds historic papers only"),
)


def never_asked(url: str) -> NeverAsked | None:
    """The service that an address belongs to, if it is one that is never asked."""
    try:
        host = (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return next(
        (one for one in NEVER_ASKED if host and any(host == own or host.endswith(f".{own}") for own in one.hosts)), None
    )
