"""Arquivo.pt's TextSearch: the only free full-text search of a web archive.

Why this endpoint: it finds an item whose address nobody knows, by its words. It is sent words of the article and therefore
off until the user allows it. `dedupValue` is raised because the default shows two pages a site.

Limits: 250 requests a minute, over that blocked for good (ours: 1/s); 500 results; an embargo of about a year; an address in
the words gives 400. No key. Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from provenance.model.answer import AnswerOutcome, Gap, PageListing, PageQuery, PagesAnswer
from provenance.net import Response

from .listing import ListingService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, query_string, rows_of
from .timestamp import read_timestamp14

_BASE = "https://arquivo.pt"
_MOST = 500
#: Titles of captured redirects, which are no pages.
_REDIRECT_TITLES = ("302 found", "301 moved permanently", "object moved", "302 moved temporarily", "document moved")


class ArquivoText(ListingService):
    """See the head of this module."""

    id = "arquivo_text"
    title = "Arquivo.pt full text"
    sends_words = True
    base = _BASE
    lane = "textsearch"

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Captured pages that hold the words."""
        ledger = Ledger(self.id)
        # An address or a host among the words is answered with 400: only its letters and digits are sent.
        words = " ".join(part for word in query.words for part in word.replace("://", " ").replace("/", " ").split())
        if not words:
            ledger.note_local(self._base, "skipped", "a full-text search wants words")
            return ledger.gap("skipped", "a full-text search wants words")
        request = f"{self._base}/textsearch?" + query_string(
            ("q", words),
            ("from", f"{query.first:%Y%m%d}000000"),
            ("to", f"{query.last:%Y%m%d}235959"),
            ("siteSearch", query.host or ""),
            ("maxItems", str(min(query.limit, _MOST))),
            ("dedupValue", str(_MOST)),
            ("dedupField", "site"),
        )
        return self.read(request, ledger, limit=query.limit)

    def read(self, request: str, ledger: Ledger, *, limit: int = _MOST) -> PagesAnswer:
        """Ask one search (or `versionHistory`) and read its answer."""
        read = self._speaker.ask_json(request, ledger, rule=_empty_body)
        if isinstance(read, Gap):
            return read
        answer, tree = read
        items = tree.get("response_items") if isinstance(tree, dict) else None
        if not isinstance(items, list):
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of results")
        pages = [page for item in rows_of(items) if (page := self._page(item)) is not None]
        if not items:
            return self._speaker.end(answer, ledger, "empty", "no captured page holds these words")
        if not pages:
            return self._speaker.end(answer, ledger, "unreachable", f"none of the {len(items)} results makes sense")
        ledger.note(answer, "found")
        total = tree.get("estimated_nr_results")
        return ledger.listed(pages[:limit], complete=isinstance(total, int) and total <= len(pages) <= limit)

    def _page(self, item: dict[str, Any]) -> PageListing | None:
        url, time = as_text(item.get("originalURL")), read_timestamp14(str(item.get("tstamp") or ""))
        title = as_text(item.get("title"))
        if url is None or time is None or (title or "").lower() in _REDIRECT_TITLES:
            return None
        return PageListing(
            service=self.id,
            url=url,
            seen_on=time.date(),
            title=title,
            archive_url=as_text(item.get("linkToNoFrame")) or as_text(item.get("linkToArchive")),
            note=as_text(item.get("snippet")),
        )


def captured_at(page: PageListing) -> datetime | None:
    """The UTC time of the capture that a result links to."""
    digits = next((part[:14] for part in (page.archive_url or "").split("/") if part[:14].isdigit()), "")
    time = read_timestamp14(digits) if digits else None
    return time.astimezone(UTC) if time else None


def _empty_body(answer: Response) -> tuple[AnswerOutcome, str] | None:
    if answer.status == 200 and not answer.body.strip():
        return "bad_query", "the service answered with nothing at all, as it does to a question it can't read"
    return None


def _open(opening: Opening) -> Service:
    return ArquivoText(opening.settings, opening.client)


ADAPTER = Adapter(
    id=ArquivoText.id,
    title=ArquivoText.title,
    open=_open,
    sends_words=True,
    kind="pages",
    defaults=ArchiveSettings(base_url=_BASE, rate=1.0),
    limits="250 requests a minute, over that blocked for good (ours: 1/s); sends words; no key",
    known="2026-11-22",
)
