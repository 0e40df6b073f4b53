"""The Guardian's Open Platform: what the Guardian published on a day, with a key.

Why this endpoint: it lists every item of the Guardian since 1999 by day, without a word of the article being sent.

Limits: a free key, 1/s and 500 a day; a day is up to three answers. Texts may be kept for a day only, so none is asked for.
Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from provenance.model.answer import Gap, PageListing, PageQuery, PagesAnswer

from .identifier import date_of_text
from .listing import ListingService, is_of, said_of_key
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, query_string, rows_of

_BASE = "https://content.guardianapis.com"
_HOSTS = ("theguardian.com", "guardian.co.uk", "guardiannews.com")
_PAGE, _MOST_PAGES = 200, 4


class Guardian(ListingService):
    """See the head of this module."""

    id = "guardian"
    title = "The Guardian"
    base = _BASE

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """What the Guardian published between the two days."""
        ledger = Ledger(self.id)
        if not is_of(query.host, _HOSTS):
            return self._skip(ledger, "it knows its own outlet only")
        pages: list[PageListing] = []
        number = total = 1
        while number <= min(total, _MOST_PAGES):
            read = self._speaker.ask_json(
                self._request(query, number), ledger, rule=said_of_key, headers={"api-key": self._key}, cache="past"
            )
            if isinstance(read, Gap):
                return ledger.listed(pages, complete=False) if pages else read
            answer, tree = read
            found = dig(tree, "response")
            if dig(found, "status") != "ok" or not isinstance(dig(found, "results"), list):
                return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of items")
            listed = [page for row in rows_of(found["results"]) if (page := self._page(row)) is not None]
            if found["results"] and not listed:
                return self._speaker.end(answer, ledger, "unreachable", "none of the items has an address")
            if not listed and not pages:
                return self._speaker.end(answer, ledger, "empty", "nothing was published on those days")
            ledger.note(answer, "found")
            pages += listed
            total = found["pages"] if isinstance(found.get("pages"), int) else 1
            number += 1
        return ledger.listed(pages[: query.limit], complete=total <= _MOST_PAGES and len(pages) <= query.limit)

    def _request(self, query: PageQuery, number: int) -> str:
        return f"{self._base}/search?" + query_string(
            ("from-date", str(query.first)),
            ("to-date", str(query.last)),
            ("use-date", "published"),
            ("order-by", "oldest"),
            ("page-size", str(_PAGE)),
            ("page", str(number)),
        )

    def _page(self, row: dict[str, Any]) -> PageListing | None:
        url, day = as_text(row.get("webUrl")), date_of_text(row.get("webPublicationDate"))
        if url is None:
            return None
        seen = day.window.first if day is not None else None
        return PageListing(service=self.id, url=url, seen_on=seen, title=as_text(row.get("webTitle")))


def _open(opening: Opening) -> Service:
    return Guardian(opening.settings, opening.client)


ADAPTER = Adapter(
    id=Guardian.id,
    title=Guardian.title,
    open=_open,
    kind="pages",
    needs_key=True,
    defaults=ArchiveSettings(base_url=_BASE, rate=1.0, timeout=30.0),
    limits="a free key: 1/s, 500 a day; its own outlet since 1999",
    known="2026-11-22",
    probe=PageQuery(host="theguardian.com", first=date(2018, 10, 22), last=date(2018, 10, 22), limit=5),
)
