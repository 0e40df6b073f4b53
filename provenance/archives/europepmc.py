"""Europe PMC: what a DOI or PMID of the life sciences stands for, retractions included.

Why this endpoint: one search by identifier gives title, authors and the notices that concern a paper, from PubMed and from
preprint servers alike.

Limits: none stated (ours: 2/s). No key. An unknown identifier is 200 with `hitCount` 0. Off by default: it knows little that
Crossref and PubMed do not, and each further service is a further request. Known as of 22 November 2026.
"""

from __future__ import annotations

from typing import Any

from provenance.model.answer import Gap, Scheme, Work, WorkAnswer

from .identifier import bare_identifier, date_of_text
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, query_string, rows_of

_BASE = "https://www.ebi.ac.uk/europepmc/webservices/rest"


class EuropePmc(IdentifierService):
    """See the head of this module."""

    id = "europepmc"
    title = "Europe PMC"
    schemes = ("doi", "pmid")
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        quoted = bare.replace('"', "")
        terms = f'DOI:"{quoted}"' if scheme == "doi" else f"EXT_ID:{bare} AND SRC:MED"
        request = f"{self._base}/search?" + query_string(
            ("query", terms), ("format", "json"), ("resultType", "core"), ("pageSize", "5")
        )
        read = self._speaker.ask_json(request, ledger, cache="past")
        if isinstance(read, Gap):
            return read
        answer, tree = read
        count, results = dig(tree, "hitCount"), dig(tree, "resultList", "result")
        if not isinstance(count, int) or not isinstance(results, list):
            return self._speaker.end(answer, ledger, "unreachable", "the answer has no list of works")
        if count == 0 and not results:
            return self._speaker.end(answer, ledger, "empty", "the service does not know this identifier")
        item = next((row for row in rows_of(results) if _is_asked(row, scheme, bare)), None)
        if item is None:
            return self._speaker.end(answer, ledger, "unreachable", "none of the works listed is the one asked for")
        ledger.note(answer, "found")
        return ledger.described(_work(scheme, bare, item))


def _is_asked(row: dict[str, Any], scheme: Scheme, bare: str) -> bool:
    return (as_text(row.get(scheme)) or "").lower() == bare


def _work(scheme: Scheme, bare: str, item: dict[str, Any]) -> Work:
    notices = [as_text(row.get("type")) or "" for row in rows_of(dig(item, "commentCorrectionList", "commentCorrection"))]
    kinds = dig(item, "pubTypeList", "pubType")
    named = [kind for kind in kinds if isinstance(kind, str)] if isinstance(kinds, list) else []
    marks = [mark.lower() for mark in (*notices, *named)]
    authors = (as_text(row.get("fullName")) for row in rows_of(dig(item, "authorList", "author")))
    return Work(
        service=EuropePmc.id,
        scheme=scheme,
        value=bare,
        title=as_text(item.get("title")),
        authors=tuple(name for name in authors if name),
        container=as_text(dig(item, "journalInfo", "journal", "title")),
        issued=date_of_text(item.get("firstPublicationDate")),
        kind=named[0] if named else None,
        doi=bare_identifier("doi", as_text(item.get("doi")) or ""),
        url=f"https://europepmc.org/article/{as_text(item.get('source')) or 'MED'}/{as_text(item.get('id')) or bare}",
        retracted="retraction in" in marks or "retracted publication" in marks,
    )


def _open(opening: Opening) -> Service:
    return EuropePmc(opening.settings, opening.client)


ADAPTER = Adapter(
    id=EuropePmc.id,
    title=EuropePmc.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(base_url=_BASE, rate=2.0, timeout=30.0),
    limits="none stated (ours: 2/s); no key",
    known="2026-11-22",
)
