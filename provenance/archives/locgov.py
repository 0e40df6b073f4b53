"""The Library of Congress: what historic US newspapers printed (Chronicling America), by words and day.

Why this endpoint: loc.gov's own JSON searches the recognised text of newspaper pages from 1756 to 1963 without a key; the older
address of Chronicling America has moved there. The library's *web archive* is another service, which asked programs to stay
away, and is not asked. This one is sent words of the article and therefore off until the user allows it.

Limits: 20 searches a minute, over that an hour's block (ours: one in 6 s); an answer takes tens of seconds. No key. Known as of
22 November 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from provenance.model.answer import Gap, PageListing, PageQuery, PagesAnswer

from .identifier import date_of_text
from .listing import ListingService, words_of
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, query_string, rows_of

_BASE = "https://www.loc.gov"
_FIRST_YEAR, _LAST_YEAR = 1756, 1963
_MOST = 100


class LocGov(ListingService):
    """See the head of this module."""

    id = "locgov"
    title = "Library of Congress newspapers"
    sends_words = True
    base = _BASE

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Newspaper pages that hold the words."""
        ledger = Ledger(self.id)
        words = words_of(query)
        if not words or query.host:
            return self._skip(ledger, "it is asked for words, and knows papers by their titles, not by hosts")
        if query.last.year < _FIRST_YEAR or query.first.year > _LAST_YEAR:
            return self._skip(ledger, f"its newspapers are of {_FIRST_YEAR} to {_LAST_YEAR}")
        request = f"{self._base}/collections/chronicling-america/?" + query_string(
            ("q", " ".join(words)),
            ("start_date", str(query.first)),
            ("end_date", str(query.last)),
            ("dl", "page"),
            ("ops", "AND"),
            ("fo", "json"),
            ("at", "results,pagination"),
            ("c", str(_MOST)),
            ("sp", "1"),
        )
        read = self._speaker.ask_json(request, ledger, cache="past")
        if isinstance(read, Gap):
            return read
        answer, tree = read
        results, total = dig(tree, "results"), dig(tree, "pagination", "of")
        if not isinstance(results, list) or not isinstance(total, int):
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of pages")
        pages = [page for row in rows_of(results) if (page := self._page(row)) is not None]
        if not total and not results:
            return self._speaker.end(answer, ledger, "empty", "no newspaper of those days holds these words")
        if not pages:
            return self._speaker.end(answer, ledger, "unreachable", f"none of the {total} results is described")
        ledger.note(answer, "found")
        return ledger.listed(pages[: query.limit], complete=total <= len(pages) <= query.limit)

    def _page(self, row: dict[str, Any]) -> PageListing | None:
        url, day = as_text(row.get("url")) or as_text(row.get("id")), date_of_text(row.get("date"))
        if url is None:
            return None
        return PageListing(
            service=self.id, url=url, seen_on=day.window.first if day is not None else None, title=as_text(row.get("title"))
        )


def _open(opening: Opening) -> Service:
    return LocGov(opening.settings, opening.client)


ADAPTER = Adapter(
    id=LocGov.id,
    title=LocGov.title,
    open=_open,
    sends_words=True,
    kind="pages",
    defaults=ArchiveSettings(base_url=_BASE, rate=0.16, timeout=90.0),
    limits="20 searches a minute, over that an hour's block (ours: one in 6 s); US newspapers 1756-1963; sends words; no key",
    known="2026-11-22",
    probe=PageQuery(first=date(1913, 10, 22), last=date(1913, 10, 22), words=("weather",), limit=5),
)
