"""The New York Times' Archive API: what the Times published in a month, with a key.

Why this endpoint: one answer of some 20 MB holds every item of a month since 1851, so that all citations of that month cost
one request, and no word of the article is sent.

Limits: a free key, 5 requests a minute and 500 a day; not for trade. Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import date

from provenance.model.answer import Gap, PageListing, PageQuery, PagesAnswer

from .identifier import date_of_text
from .listing import ListingService, is_of, said_of_key
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, query_string, rows_of

_BASE = "https://api.nytimes.com"
_HOSTS = ("nytimes.com",)
_MAX_MONTH, _MOST_MONTHS = 80_000_000, 3


class NewYorkTimes(ListingService):
    """See the head of this module."""

    id = "nyt"
    title = "The New York Times"
    base = _BASE

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """What the Times published between the two days."""
        ledger = Ledger(self.id)
        months = _months(query.first, query.last)
        if not is_of(query.host, _HOSTS) or not 0 < len(months) <= _MOST_MONTHS:
            why = f"it knows its own outlet only, at most {_MOST_MONTHS} months at once"
            return self._skip(ledger, why)
        pages: list[PageListing] = []
        for year, month in months:
            request = f"{self._base}/svc/archive/v1/{year}/{month}.json?" + query_string(("api-key", self._key))
            read = self._speaker.ask_json(request, ledger, rule=said_of_key, cache="past", max_bytes=_MAX_MONTH)
            if isinstance(read, Gap):
                return ledger.listed(pages, complete=False) if pages else read
            answer, tree = read
            documents = dig(tree, "response", "docs")
            if not isinstance(documents, list):
                return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of items")
            rows = [row for row in rows_of(documents) if as_text(row.get("web_url")) and date_of_text(row.get("pub_date"))]
            if documents and not rows:
                return self._speaker.end(answer, ledger, "unreachable", "none of the items has an address and a day")
            ledger.note(answer, "found" if rows else "empty")
            for row in rows:
                url, day = as_text(row.get("web_url")), date_of_text(row.get("pub_date"))
                if url is not None and day is not None and query.first <= day.window.first <= query.last:
                    title = as_text(dig(row, "headline", "main"))
                    pages.append(PageListing(service=self.id, url=url, seen_on=day.window.first, title=title))
        if not pages:
            return ledger.gap("empty", "nothing was published on those days")
        return ledger.listed(pages[: query.limit], complete=len(pages) <= query.limit)


def _months(first: date, last: date) -> list[tuple[int, int]]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [((start + number) // 12, (start + number) % 12 + 1) for number in range(max(0, count))]


def _open(opening: Opening) -> Service:
    return NewYorkTimes(opening.settings, opening.client)


ADAPTER = Adapter(
    id=NewYorkTimes.id,
    title=NewYorkTimes.title,
    open=_open,
    kind="pages",
    needs_key=True,
    defaults=ArchiveSettings(base_url=_BASE, rate=0.08, timeout=90.0),
    limits="a free key: 5 requests a minute, 500 a day; its own outlet since 1851",
    known="2026-11-22",
    probe=PageQuery(host="nytimes.com", first=date(2018, 10, 22), last=date(2018, 10, 22), limit=5),
)
