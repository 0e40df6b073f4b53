"""Semantic Scholar: what a DOI, arXiv id or PMID stands for.

Why this endpoint: it knows works under several identifiers at once. Its title search is not used: it is sent words.

Limits: without a key one pool for everybody, 429 often; 1/s with a free key. Off by default. Known as of 22 November 2026.
"""

from __future__ import annotations

from typing import Any

from provenance.model.answer import AnswerOutcome, Gap, Scheme, Work, WorkAnswer
from provenance.net import Response

from .identifier import bare_identifier, date_of_text, in_path
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, rows_of

_BASE = "https://api.semanticscholar.org"
_FIELDS = "title,year,externalIds,publicationDate,venue,authors,url"
_NAMES: dict[Scheme, str] = {"doi": "DOI", "arxiv": "ARXIV", "pmid": "PMID"}


class SemanticScholar(IdentifierService):
    """See the head of this module."""

    id = "semanticscholar"
    title = "Semantic Scholar"
    schemes = ("doi", "arxiv", "pmid")
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        request = f"{self._base}/graph/v1/paper/{_NAMES[scheme]}:{in_path(bare)}?fields={_FIELDS}"
        return self.read(request, ledger, scheme, bare)

    def read(self, request: str, ledger: Ledger, scheme: Scheme, bare: str) -> WorkAnswer:
        """Ask one address and read its answer."""
        read = self._speaker.ask_json(
            request, ledger, rule=_said, headers={"x-api-key": self._key} if self._key else None, cache="past"
        )
        if isinstance(read, Gap):
            return read
        answer, item = read
        if not isinstance(item, dict) or not as_text(item.get("paperId")):
            return self._speaker.end(answer, ledger, "unreachable", "the answer describes no work")
        ledger.note(answer, "found")
        return ledger.described(_work(scheme, bare, item))


def _work(scheme: Scheme, bare: str, item: dict[str, Any]) -> Work:
    return Work(
        service=SemanticScholar.id,
        scheme=scheme,
        value=bare,
        title=as_text(item.get("title")),
        authors=tuple(name for row in rows_of(item.get("authors")) if (name := as_text(row.get("name")))),
        container=as_text(item.get("venue")),
        issued=date_of_text(item.get("publicationDate")) or date_of_text(as_text(item.get("year"))),
        doi=bare_identifier("doi", as_text(dig(item, "externalIds", "DOI")) or ""),
        url=as_text(item.get("url")),
    )


def _said(answer: Response) -> tuple[AnswerOutcome, str] | None:
    if answer.status == 404 and answer.body.lstrip().startswith(b"{") and b'"error"' in answer.body:
        return "empty", "the service does not know this identifier"
    return None


def _open(opening: Opening) -> Service:
    return SemanticScholar(opening.settings, opening.client)


ADAPTER = Adapter(
    id=SemanticScholar.id,
    title=SemanticScholar.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(base_url=_BASE, rate=0.5, timeout=30.0),
    limits="without a key one pool for everybody; 1/s with a free key",
    known="2026-11-22",
)
