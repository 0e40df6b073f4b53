"""Media Cloud: online news by outlet, day and words, with a key.

Why this endpoint: of all services with a key it fits best to (outlet, day, words). It is sent words of the article and
therefore off until the user allows it.

Limits: a free account; 2 requests a minute. Stories before 2022 are being filled in. Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import timedelta

from provenance.model.answer import AnswerOutcome, Gap, PageListing, PageQuery, PagesAnswer

from .identifier import date_of_text
from .listing import ListingService, said_of_key, words_of
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, query_string, rows_of

_BASE = "https://search.mediacloud.org/api"
_PAGE = 500


class MediaCloud(ListingService):
    """See the head of this module."""

    id = "mediacloud"
    title = "Media Cloud"
    sends_words = True
    base = _BASE

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Token {self._key}", "Accept": "application/json"}

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Stories that hold the words, of one outlet or of all."""
        ledger = Ledger(self.id)
        host = (query.host or "").lower().removeprefix("www.")
        words = words_of(query)
        terms = " AND ".join([*([f"canonical_domain:{host}"] if host else []), *words])
        if not terms:
            return self._skip(ledger, "there is nothing to search for")
        request = f"{self._base}/search/story-list?" + query_string(
            ("q", terms),
            ("start", str(query.first)),
            ("end", str(query.last + timedelta(days=1))),
            ("platform", "onlinenews-mediacloud"),
            ("page_size", str(_PAGE)),
        )
        read = self._speaker.ask_json(request, ledger, rule=said_of_key, headers=self._headers())
        if isinstance(read, Gap):
            return read
        answer, tree = read
        stories = tree.get("stories") if isinstance(tree, dict) else None
        if not isinstance(stories, list):
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of stories")
        pages = []
        for row in rows_of(stories):
            url, day = as_text(row.get("url")), date_of_text(row.get("publish_date"))
            seen = day.window.first if day is not None else None
            if url is not None and (seen is None or query.first <= seen <= query.last):
                title, language = as_text(row.get("title")), as_text(row.get("language"))
                pages.append(PageListing(service=self.id, url=url, seen_on=seen, title=title, language=language))
        if stories and not any(as_text(row.get("url")) for row in rows_of(stories)):
            return self._speaker.end(answer, ledger, "unreachable", "none of the stories has an address")
        more = bool(tree.get("pagination_token"))
        if not pages:
            outcome: AnswerOutcome = "unreachable" if more else "empty"
            return self._speaker.end(answer, ledger, outcome, "the service lists no story of those days")
        ledger.note(answer, "found")
        return ledger.listed(pages[: query.limit], complete=not more and len(pages) <= query.limit)


def _open(opening: Opening) -> Service:
    return MediaCloud(opening.settings, opening.client)


ADAPTER = Adapter(
    id=MediaCloud.id,
    title=MediaCloud.title,
    open=_open,
    sends_words=True,
    kind="pages",
    needs_key=True,
    defaults=ArchiveSettings(base_url=_BASE, rate=0.033, timeout=60.0),
    limits="a free account: 2 requests a minute; sends words",
    known="2026-11-22",
)
