"""GDELT DOC 2.0: news of the last years by words and outlet.

Why this endpoint: it finds addresses by words in many languages at once. It is sent words of the article and therefore off
until the user allows it; it knows nothing before 2017.

Limits: one request in 5 s is documented, yet it sheds load with 429 at any pace: one try, then half an hour's rest (ours: one
in 6 s). 250 rows an answer, no paging. A question that it can't read is answered with 200 and a sentence. Known as of
22 November 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from provenance.model.answer import AnswerOutcome, Gap, PageListing, PageQuery, PagesAnswer
from provenance.net import Response

from .identifier import date_of_text
from .listing import ListingService, words_of
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, query_string, rows_of

_BASE = "https://api.gdeltproject.org"
_FIRST = date(2017, 1, 1)
_MOST = 250
_REST = 1800.0


class GdeltDoc(ListingService):
    """See the head of this module."""

    id = "gdelt_doc"
    title = "GDELT DOC"
    sends_words = True
    base = _BASE
    lane = "doc"

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """News that hold the words, of one outlet or of all."""
        ledger = Ledger(self.id)
        if query.last < _FIRST:
            return self._skip(ledger, "it knows nothing before 2017")
        words = words_of(query)
        host = (query.host or "").lower().removeprefix("www.")
        # A dash in the domain gives 0 rows: the part behind the last dash is asked for, and the rest sorted out here.
        domain = host.rpartition("-")[2]
        terms = " ".join([*words, *([f"domain:{domain}"] if domain else [])])
        if not terms:
            return self._skip(ledger, "there is nothing to search for")
        request = f"{self._base}/api/v2/doc/doc?" + query_string(
            ("query", terms),
            ("mode", "artlist"),
            ("format", "json"),
            ("maxrecords", str(_MOST)),
            ("sort", "datedesc"),
            ("startdatetime", f"{query.first:%Y%m%d}000000"),
            ("enddatetime", f"{query.last:%Y%m%d}235959"),
        )
        read = self._speaker.ask_json(request, ledger, rule=self._said)
        if isinstance(read, Gap):
            return read
        answer, tree = read
        if tree in ({}, {"articles": []}):
            return self._speaker.end(answer, ledger, "empty", "the service knows no such news")
        articles = rows_of(tree.get("articles")) if isinstance(tree, dict) else []
        pages = [page for row in articles if (page := self._page(row)) is not None]
        if not pages:
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of news")
        kept = [page for page in pages if not host or _is_under(page.url, host)]
        if not kept:
            if len(articles) >= _MOST:
                return self._speaker.end(answer, ledger, "unreachable", "the list is cut before this outlet's news")
            return self._speaker.end(answer, ledger, "empty", "the service knows no such news of this outlet")
        ledger.note(answer, "found")
        return ledger.listed(kept[: query.limit], complete=len(articles) < _MOST and len(kept) <= query.limit)

    def _said(self, answer: Response) -> tuple[AnswerOutcome, str] | None:
        if answer.status == 429:
            self._speaker.client.leave(answer.url, _REST)
            return "unreachable", "the service sheds load (429)"
        is_data = answer.body.lstrip().startswith(b"{") or answer.looks_like_html
        if answer.status == 200 and answer.body.strip() and not is_data and answer.media_type in ("text/html", "text/plain"):
            said = " ".join(answer.body[:200].decode("utf-8", "replace").split())
            return "bad_query", f"the service did not take our question: {said}"
        return None

    def _page(self, row: dict[str, Any]) -> PageListing | None:
        url, seen = as_text(row.get("url")), as_text(row.get("seendate")) or ""
        if url is None:
            return None
        day = date_of_text(f"{seen[:4]}-{seen[4:6]}-{seen[6:8]}")
        return PageListing(
            service=self.id,
            url=url,
            seen_on=day.window.first if day is not None else None,
            title=as_text(row.get("title")),
            language=as_text(row.get("language")),
        )


def _is_under(url: str, host: str) -> bool:
    from .gkg import host_of

    name = host_of(url)
    return name == host or name.endswith(f".{host}")


def _open(opening: Opening) -> Service:
    return GdeltDoc(opening.settings, opening.client)


ADAPTER = Adapter(
    id=GdeltDoc.id,
    title=GdeltDoc.title,
    open=_open,
    sends_words=True,
    kind="pages",
    defaults=ArchiveSettings(base_url=_BASE, rate=0.16, timeout=30.0),
    limits="one request in 5 s and 429 at any pace (ours: one in 6 s); from 2017; sends words; no key",
    known="2026-11-22",
)
