"""Semantic Scholar: what a DOI, arXiv id or PMID stands for.

Why this endpoint: it knows works under several identifiers at once. Its title search is not used: it is sent words.

Limits: without a key one pool for everybody, 429 often; 1/s with a free key. Off by default. Known as of 22 November 2026.
"""

from __future__ import annotations

from typing import Any

from provenance.model.answer import AnswerOutcome, Gap, Scheme, Work, WorkAnswer
from provenance.net import Client, Response

from .identifier import bare_identifier, date_of_text, in_path
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import Speaker, as_text, dig, rows_of

_BASE = "https://api.semanticscholar.org"
_FIELDS = "title,year,externalIds,publicationDate,venue,authors,url"
_NAMES: dict[Scheme, str] = {"doi": "DOI", "arxiv": "ARXIV", "pmid": "PMID"}


class SemanticScholar:
    """See the head of this module."""

    id = "semanticscholar"
    title = "Semantic Scholar"
    sends_words = False
    schemes: tuple[Scheme, ...] = ("doi", "arxiv", "pmid")

    def __init__(self, settings: ArchiveSettings, client: Client) -> None:
        self._base = (settings.base_url or _BASE).rstrip("/")
        client.allow(self._base)
        self._headers = {"x-api-key": settings.key} if settings.key else {}
        self._speaker = Speaker(client, settings.rate, settings.timeout)

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def describe(self, scheme: Scheme, value: str) -> WorkAnswer:
        """What an identifier stands for."""
        ledger = Ledger(self.id)
        bare = bare_identifier(scheme, value)
        if bare is None:
            ledger.note_local(f"{scheme} {value[:200]}", "bad_query", "the identifier is malformed")
            return ledger.gap("bad_query", "the identifier is malformed")
        request = f"{self._base}/graph/v1/paper/{_NAMES[scheme]}:{in_path(bare)}?fields={_FIELDS}"
        return self.read(request, ledger, scheme, bare)

    def read(self, request: str, ledger: Ledger, scheme: Scheme, bare: str) -> WorkAnswer:
        """Ask one address and read its answer."""
        read = self._speaker.ask_json(request, ledger, rule=_said, headers=self._headers, cache="past")
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
