"""Trove: what Australian newspapers printed, by words and day, with a key.

Why this endpoint: the National Library of Australia's API v3 searches the text of digitised newspapers (1803 to 1954, a few
later) by day. It is sent words of the article and therefore off until the user allows it.

Limits: 200 requests a minute (ours: 2/s); a key is given for non-commercial use. A search of one day has the day *before* as
its lower bound. Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from provenance.model.answer import Gap, PageListing, PageQuery, PagesAnswer

from .identifier import date_of_text
from .listing import ListingService, said_of_key, words_of
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, query_string, rows_of

_BASE = "https://api.trove.nla.gov.au"
_FIRST_YEAR = 1803
_MOST = 100


class Trove(ListingService):
    """See the head of this module."""

    id = "trove"
    title = "Trove"
    sends_words = True
    base = _BASE

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Newspaper articles that hold the words."""
        ledger = Ledger(self.id)
        words = words_of(query)
        if not words or query.host:
            return self._skip(ledger, "it is asked for words, and knows papers by their titles, not by hosts")
        if query.last.year < _FIRST_YEAR:
            return self._skip(ledger, f"its newspapers begin in {_FIRST_YEAR}")
        before = query.first - timedelta(days=1)
        request = f"{self._base}/v3/result?" + query_string(
            ("category", "newspaper"),
            ("q", f"{' '.join(words)} AND date:[{before}T00:00:00Z TO {query.last}T00:00:00Z]"),
            ("n", str(min(query.limit, _MOST))),
            ("s", "*"),
            ("encoding", "json"),
            ("reclevel", "full"),
        )
        read = self._speaker.ask_json(request, ledger, rule=said_of_key, headers={"X-API-KEY": self._key}, cache="past")
        if isinstance(read, Gap):
            return read
        answer, tree = read
        found = [row["records"] for row in rows_of(dig(tree, "category")) if isinstance(row.get("records"), dict)]
        total = found[0].get("total") if found else None
        if not isinstance(total, int):
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of articles")
        articles = rows_of(found[0].get("article"))
        pages = [page for row in articles if (page := self._page(row)) is not None]
        if not total:
            return self._speaker.end(answer, ledger, "empty", "no newspaper of those days holds these words")
        if not pages:
            return self._speaker.end(answer, ledger, "unreachable", f"none of the {total} articles is described")
        ledger.note(answer, "found")
        return ledger.listed(pages[: query.limit], complete=total <= len(pages) <= query.limit)

    def _page(self, row: dict[str, Any]) -> PageListing | None:
        url, day = as_text(row.get("troveUrl")), date_of_text(row.get("date"))
        if url is None:
            return None
        seen = day.window.first if day is not None else None
        paper = as_text(dig(row, "title", "title"))
        return PageListing(service=self.id, url=url, seen_on=seen, title=as_text(row.get("heading")), note=paper)


def _open(opening: Opening) -> Service:
    return Trove(opening.settings, opening.client)


ADAPTER = Adapter(
    id=Trove.id,
    title=Trove.title,
    open=_open,
    sends_words=True,
    kind="pages",
    needs_key=True,
    defaults=ArchiveSettings(base_url=_BASE, rate=2.0, timeout=60.0),
    limits="a key for non-commercial use, 200 requests a minute (ours: 2/s); Australian newspapers 1803-1954; sends words",
    known="2026-11-22",
    probe=PageQuery(first=date(1913, 10, 22), last=date(1913, 10, 22), words=("weather",), limit=5),
)
