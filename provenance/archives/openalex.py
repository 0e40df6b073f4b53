"""OpenAlex: what a DOI or PMID stands for, with a retraction flag.

Why this endpoint: single look-ups are free with a (free) key and cover works that other registries describe thinly.

Limits: a free key since 13 February 2026; without one a few cents' worth a day. 403 and 429 are the quota. Off by default.
Known as of 22 November 2026.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from provenance.model.answer import AnswerOutcome, Gap, Scheme, Work, WorkAnswer
from provenance.net import Response

from .identifier import bare_identifier, date_of_text, in_path
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, query_string, read_loose_json, rows_of

_BASE = "https://api.openalex.org"
_FIELDS = "id,doi,title,publication_date,primary_location,is_retracted,type,authorships"


class OpenAlex(IdentifierService):
    """See the head of this module."""

    id = "openalex"
    title = "OpenAlex"
    schemes = ("doi", "pmid")
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        query = query_string(("select", _FIELDS), ("api_key", self._key))
        request = f"{self._base}/works/{scheme}:{in_path(bare)}?{query}"
        answer = self._speaker.ask(request, ledger, rule=_said, cache="past")
        if isinstance(answer, Gap):
            return answer
        if answer.status == 301:
            moved = urljoin(request, answer.header("location") or "")
            if not moved.startswith(f"{self._base}/works/"):  # never with our key to somebody else, and to no login page
                return self._speaker.end(answer, ledger, "unreachable", "the service sends us to another place")
            ledger.note(answer, "found", "the work was merged into another")
            answer = self._speaker.ask(moved, ledger, rule=_said_of_merged, cache="past")
            if isinstance(answer, Gap):
                return answer
        return self._read(answer, ledger, scheme, bare)

    def _read(self, answer: Response, ledger: Ledger, scheme: Scheme, bare: str) -> WorkAnswer:
        try:
            item = read_loose_json(answer.body)
        except ValueError:
            return self._speaker.end(answer, ledger, "unreachable", "the answer is no JSON, or is broken off")
        if not isinstance(item, dict) or not as_text(item.get("id")):
            return self._speaker.end(answer, ledger, "unreachable", "the answer describes no work")
        ledger.note(answer, "found")
        return ledger.described(_work(scheme, bare, item))


def _work(scheme: Scheme, bare: str, item: dict[str, Any]) -> Work:
    names = (as_text(dig(row, "author", "display_name")) for row in rows_of(item.get("authorships")))
    return Work(
        service=OpenAlex.id,
        scheme=scheme,
        value=bare,
        title=as_text(item.get("title")),
        authors=tuple(name for name in names if name),
        container=as_text(dig(item, "primary_location", "source", "display_name")),
        issued=date_of_text(item.get("publication_date")),
        kind=as_text(item.get("type")),
        doi=bare_identifier("doi", as_text(item.get("doi")) or ""),
        url=as_text(dig(item, "primary_location", "landing_page_url")),
        retracted=item.get("is_retracted") if isinstance(item.get("is_retracted"), bool) else None,
    )


def _said(answer: Response) -> tuple[AnswerOutcome, str] | None:
    if answer.status == 301 and answer.header("location"):
        return "found", ""
    if answer.status in (403, 429):
        return "unreachable", "the quota of the service is used up"
    if answer.status == 404 and not answer.looks_like_html:
        return "empty", "the service does not know this identifier"
    return None


def _said_of_merged(answer: Response) -> tuple[AnswerOutcome, str] | None:
    """The same of the work that another was merged into: it is there, or we would not have been sent to it."""
    return None if answer.status in (301, 404) else _said(answer)


def _open(opening: Opening) -> Service:
    return OpenAlex(opening.settings, opening.client)


ADAPTER = Adapter(
    id=OpenAlex.id,
    title=OpenAlex.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(base_url=_BASE, rate=2.0, timeout=30.0),
    limits="single look-ups are free with a free key; without one a few a day",
    known="2026-11-22",
)
