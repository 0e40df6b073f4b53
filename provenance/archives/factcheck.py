"""Google's Fact Check Tools: what fact-checkers have said about a claim, with a key.

Why this endpoint: it searches ClaimReview marks of all publishers at once. It is sent words of the article and therefore off
until the user allows it. What it lists are others' verdicts: pointers for the reader, never evidence here.

Limits: a free key, a quota per project (ours: 1/s). Known as of 22 November 2026.
"""

from __future__ import annotations

from provenance.model.answer import AnswerOutcome, Gap, PageListing, PageQuery, PagesAnswer
from provenance.net import Response

from .identifier import date_of_text
from .listing import ListingService, said_of_key
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, query_string, rows_of

_BASE = "https://factchecktools.googleapis.com"


class FactCheck(ListingService):
    """See the head of this module."""

    id = "factcheck"
    title = "Fact Check Tools"
    sends_words = True
    base = _BASE

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Fact checks of claims that hold the words, of one publisher or of all; days are not asked for."""
        ledger = Ledger(self.id)
        words = " ".join(query.words)
        if not words and not query.host:
            return self._skip(ledger, "there is nothing to search for")
        request = f"{self._base}/v1alpha1/claims:search?" + query_string(
            ("query", words),
            ("reviewPublisherSiteFilter", query.host or ""),
            ("languageCode", query.language or ""),
            ("pageSize", "50"),
        )
        read = self._speaker.ask_json(request, ledger, rule=said_of_key, headers={"X-Goog-Api-Key": self._key})
        if isinstance(read, Gap):
            return read
        answer, tree = read
        if tree == {}:
            return self._speaker.end(answer, ledger, "empty", "the service knows no such claim")
        pages = []
        for claim in rows_of(tree.get("claims")) if isinstance(tree, dict) else []:
            for review in rows_of(claim.get("claimReview")):
                url, day = as_text(review.get("url")), date_of_text(review.get("reviewDate"))
                if url is not None:
                    pages.append(
                        PageListing(
                            service=self.id,
                            url=url,
                            seen_on=day.window.first if day is not None else None,
                            title=as_text(review.get("title")) or as_text(claim.get("text")),
                            language=as_text(review.get("languageCode")),
                            note=as_text(review.get("textualRating")),
                        )
                    )
        if not pages:
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of claims")
        ledger.note(answer, "found")
        complete = not tree.get("nextPageToken") and len(pages) <= query.limit
        return ledger.listed(pages[: query.limit], complete=complete)


def _said(answer: Response) -> tuple[AnswerOutcome, str] | None:
    if answer.status in (401, 403) or (answer.status == 400 and b"API key" in answer.body):
        return "refused", "the service does not take the key"
    return None


def _open(opening: Opening) -> Service:
    return FactCheck(opening.settings, opening.client)


ADAPTER = Adapter(
    id=FactCheck.id,
    title=FactCheck.title,
    open=_open,
    sends_words=True,
    kind="pages",
    needs_key=True,
    defaults=ArchiveSettings(base_url=_BASE, rate=1.0, timeout=30.0),
    limits="a free key, a quota per project (ours: 1/s); sends words",
    known="2026-11-22",
)
