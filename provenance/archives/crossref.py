"""Crossref: what a DOI stands for, retractions included.

Why this endpoint: most DOIs of articles are Crossref's, `/works/{doi}` is one small answer, and Retraction Watch's data is in
it. Journal searches by words are not used: they would send words of the article.

Limits: 5/s without a mail address, 10/s with one in the user agent (`net.contact`); ours is 2/s. No key. An unknown DOI is
404 as plain text; 404 as JSON is a fault of ours. Known as of 22 November 2026.
"""

from __future__ import annotations

from typing import Any

from provenance.model.answer import AnswerOutcome, Gap, Scheme, Work, WorkAnswer
from provenance.net import Response

from .identifier import date_of_parts, in_path
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, rows_of

_BASE = "https://api.crossref.org"


class Crossref(IdentifierService):
    """See the head of this module."""

    id = "crossref"
    title = "Crossref"
    schemes = ("doi",)
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        return self.read(f"{self._base}/works/{in_path(bare)}", ledger, bare)

    def read(self, request: str, ledger: Ledger, doi: str) -> WorkAnswer:
        """Ask one address and read its answer."""
        read = self._speaker.ask_json(request, ledger, rule=said_by_crossref, cache="past")
        if isinstance(read, Gap):
            return read
        answer, tree = read
        message = dig(tree, "message")
        if (
            dig(tree, "status") != "ok"
            or dig(tree, "message-type") != "work"
            or not isinstance(message, dict)
            or not as_text(message.get("DOI"))
        ):
            return self._speaker.end(answer, ledger, "unreachable", "the answer describes no work")
        ledger.note(answer, "found")
        return ledger.described(work_of_csl(self.id, doi, message))


def said_by_crossref(answer: Response) -> tuple[AnswerOutcome, str] | None:
    """Crossref's own meanings of 404."""
    if answer.status != 404:
        return None
    # Sent as text/plain, and from some paths as the same words called JSON.
    if answer.body.strip().lower().rstrip(b".") == b"resource not found":
        return "empty", "the registry does not know this DOI"
    if answer.media_type == "application/json" and answer.body.lstrip().startswith(b"{"):
        return "bad_query", "the service did not take our question"
    return None


def work_of_csl(service: str, doi: str, item: dict[str, Any]) -> Work:
    """A work from Crossref's JSON, or from CSL JSON, where a title is one text and not a list."""
    # `updated-by` names the notices that concern this work; `update-to` stands on a notice itself, which is not retracted.
    retracted = any(as_text(row.get("type")) == "retraction" for row in rows_of(item.get("updated-by")))
    return Work(
        service=service,
        scheme="doi",
        value=doi,
        title=_first(item.get("title")),
        authors=tuple(name for row in rows_of(item.get("author")) if (name := _person(row))),
        container=_first(item.get("container-title")) or as_text(item.get("publisher")),
        issued=date_of_parts(dig(item, "issued", "date-parts", 0)),
        kind=as_text(item.get("type")),
        doi=(as_text(item.get("DOI")) or doi).lower(),
        url=as_text(item.get("URL")),
        retracted=retracted if retracted or service == "crossref" else None,
    )


def _first(value: object) -> str | None:
    return as_text(value[0]) if isinstance(value, list) and value else as_text(value)


def _person(row: dict[str, Any]) -> str | None:
    parts = [as_text(row.get("given")), as_text(row.get("family"))]
    return " ".join(part for part in parts if part) or as_text(row.get("name")) or as_text(row.get("literal"))


def _open(opening: Opening) -> Service:
    return Crossref(opening.settings, opening.client)


ADAPTER = Adapter(
    id=Crossref.id,
    title=Crossref.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=2.0, timeout=30.0),
    limits="5/s, 10/s with a mail address in net.contact (ours: 2/s); no key",
    known="2026-11-22",
)
