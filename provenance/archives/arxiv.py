"""arXiv: what an arXiv id stands for.

Why this endpoint: the export interface answers by id with title, authors and dates.

Limits: one request in 3 s, one connection. No key. An unknown id is 200 with no entry, a bad one 400 with an entry titled
"Error"; pages come empty at random although the count says otherwise. Known as of 22 November 2026.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from provenance.model.answer import AnswerOutcome, Gap, Scheme, Work, WorkAnswer
from provenance.net import Response

from .identifier import bare_identifier, date_of_text
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, query_string

_BASE = "https://export.arxiv.org"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


class Arxiv(IdentifierService):
    """See the head of this module."""

    id = "arxiv"
    title = "arXiv"
    schemes = ("arxiv",)
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        request = f"{self._base}/api/query?" + query_string(("id_list", bare), ("start", "0"), ("max_results", "10"))
        return self.read(request, ledger, bare)

    def read(self, request: str, ledger: Ledger, bare: str) -> WorkAnswer:
        """Ask one address and read its answer."""
        read = self._speaker.ask_xml(request, ledger, rule=_said, cache="past")
        if isinstance(read, Gap):
            return read
        answer, root = read
        if root.tag != f"{_ATOM}feed":
            return self._speaker.end(answer, ledger, "unreachable", "the answer is no feed of works")
        entries = root.findall(f"{_ATOM}entry")
        total = as_text(root.findtext(_TOTAL)) or ""
        if any("/api/errors" in (entry.findtext(f"{_ATOM}id") or "") for entry in entries):
            return self._speaker.end(answer, ledger, "bad_query", "the service calls the id malformed")
        if not entries and total != "0":
            return self._speaker.end(answer, ledger, "unreachable", "the service sent an empty page where works are due")
        if not entries:
            return self._speaker.end(answer, ledger, "empty", "the service does not know this id")
        ledger.note(answer, "found")
        return ledger.described(_work(bare, entries[0]))


def _work(bare: str, entry: ET.Element) -> Work:
    names = (as_text(author.findtext(f"{_ATOM}name")) for author in entry.findall(f"{_ATOM}author"))
    return Work(
        service=Arxiv.id,
        scheme="arxiv",
        value=bare,
        title=as_text(entry.findtext(f"{_ATOM}title")),
        authors=tuple(name for name in names if name),
        container=as_text(entry.findtext(f"{_ARXIV}journal_ref")),
        issued=date_of_text(entry.findtext(f"{_ATOM}published")),
        kind="preprint",
        doi=bare_identifier("doi", entry.findtext(f"{_ARXIV}doi") or ""),
        url=as_text(entry.findtext(f"{_ATOM}id")),
    )


def _said(answer: Response) -> tuple[AnswerOutcome, str] | None:
    if answer.status == 400 and b"<feed" in answer.body[:2000]:
        return "bad_query", "the service calls the id malformed"
    return None


def _open(opening: Opening) -> Service:
    return Arxiv(opening.settings, opening.client)


ADAPTER = Adapter(
    id=Arxiv.id,
    title=Arxiv.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=0.33, timeout=30.0),
    limits="one request in 3 s; no key",
    known="2026-11-22",
    probe=("arxiv", "1605.08386"),
)
