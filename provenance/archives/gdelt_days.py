"""GDELT's day files (Global Knowledge Graph 1.0): the addresses that each outlet was seen with on a day.

Why this endpoint: it is the only part of GDELT that reaches back to 2013, one file of some tens of megabytes answers for all
outlets of its day, and nothing about the article is sent. It knows addresses, not captures: what it lists is asked of an
archive next. In 2013 it watched mostly outlets in English.

Limits: none stated; one file a day asked for, kept on disk. From 1 April 2013. Free with citation. Known as of
22 November 2026.
"""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta

from provenance.model.answer import Gap, PageListing, PageQuery, PagesAnswer
from provenance.net import Client

from .gkg import GkgFault, read_day_file
from .listing import ListingService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings

_BASE = "http://data.gdeltproject.org"
_FIRST = date(2013, 4, 1)
_MAX_FILE = 300_000_000
#: Days that one question may ask for, and days kept in memory.
_MOST_DAYS, _KEPT = 7, 2


class GdeltDays(ListingService):
    """See the head of this module."""

    id = "gdelt_days"
    title = "GDELT day files"
    base = _BASE
    lane = "gkg"

    def __init__(self, settings: ArchiveSettings, client: Client) -> None:
        super().__init__(settings, client)
        self._days: dict[date, Mapping[str, tuple[str, ...]]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Forget the days."""
        self._days.clear()

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """The addresses of a host that were seen on the days asked for."""
        ledger = Ledger(self.id)
        if not query.host:
            return self._skip(ledger, "the day files are asked by outlet")
        span = (query.last - query.first).days + 1
        days = [query.first + timedelta(days=number) for number in range(max(0, min(span, _MOST_DAYS)))]
        if not days or days[-1] < _FIRST or span > _MOST_DAYS:
            why = "the day files begin on 2013-04-01" if days and days[-1] < _FIRST else f"at most {_MOST_DAYS} days at once"
            ledger.note_local(f"{self._base}/gkg {query.host} {query.first}..{query.last}", "skipped", why)
            return ledger.gap("skipped", why)
        pages: dict[str, PageListing] = {}
        for day in days:
            urls = self._day(day, ledger)
            if isinstance(urls, Gap):
                if pages:
                    break
                return urls
            for url in _of_host(urls, query.host):
                pages.setdefault(url, PageListing(service=self.id, url=url, seen_on=day))
        whole = not any(record.outcome not in ("found", "empty") for record in ledger.records)
        if pages:
            return ledger.listed(list(pages.values())[: query.limit], complete=whole and len(pages) <= query.limit)
        return ledger.gap("empty", "the day files list no page of this outlet")

    def _day(self, day: date, ledger: Ledger) -> Mapping[str, tuple[str, ...]] | Gap:
        with self._lock:
            if day in self._days:
                ledger.note_local(f"{self._base}/gkg/{day:%Y%m%d}.gkg.csv.zip", "found", "read before in this run")
                return self._days[day]
        request = f"{self._base}/gkg/{day:%Y%m%d}.gkg.csv.zip"
        answer = self._speaker.ask(request, ledger, cache="past", max_bytes=_MAX_FILE)
        if isinstance(answer, Gap):
            return answer
        try:
            read = read_day_file(answer.body)
        except (GkgFault, zipfile.BadZipFile) as error:
            return self._speaker.end(answer, ledger, "unreachable", f"the day file can't be read: {error}")
        ledger.note(answer, "found", f"{read.skipped} rows make no sense" if read.skipped else "")
        with self._lock:
            if len(self._days) >= _KEPT:
                self._days.pop(next(iter(self._days)))
            self._days[day] = read.by_host
        return read.by_host


def _of_host(urls: Mapping[str, tuple[str, ...]], host: str) -> list[str]:
    """The addresses under a host and its subdomains, in order of the host's name."""
    bare = host.lower().removeprefix("www.")
    return [url for name in sorted(urls) if name == bare or name.endswith(f".{bare}") for url in urls[name]]


def _open(opening: Opening) -> Service:
    return GdeltDays(opening.settings, opening.client)


ADAPTER = Adapter(
    id=GdeltDays.id,
    title=GdeltDays.title,
    open=_open,
    kind="pages",
    probe="its smallest answer is a file of tens of megabytes",
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=0.2, timeout=120.0),
    limits="one file of tens of megabytes a day, kept; from 2013-04-01; no key",
    known="2026-11-22",
)
