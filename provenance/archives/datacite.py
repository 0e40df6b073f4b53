"""DataCite: what a DOI of a data set, report or thesis stands for.

Why this endpoint: DOIs of Zenodo, universities and archives are DataCite's, and `/dois/{doi}` is one small answer.

Limits: 1,000 requests in 5 minutes with a mail address, fewer without (ours: 2/s). No key. Known as of 22 November 2026.
"""

from __future__ import annotations

from typing import Any

from provenance.model.answer import AnswerOutcome, Gap, Scheme, Work, WorkAnswer
from provenance.net import Response

from .identifier import date_of_text, in_path
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, dig, rows_of

_BASE = "https://api.datacite.org"


class DataCite(IdentifierService):
    """See the head of this module."""

    id = "datacite"
    title = "DataCite"
    schemes = ("doi",)
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        read = self._speaker.ask_json(f"{self._base}/dois/{in_path(bare)}", ledger, rule=_said, cache="past")
        if isinstance(read, Gap):
            return read
        answer, tree = read
        attributes = dig(tree, "data", "attributes")
        if not isinstance(attributes, dict) or not as_text(attributes.get("doi")):
            return self._speaker.end(answer, ledger, "unreachable", "the answer describes no work")
        ledger.note(answer, "found")
        return ledger.described(work_of_datacite(bare, attributes))


def work_of_datacite(doi: str, item: dict[str, Any]) -> Work:
    """A work from the `attributes` of DataCite's JSON."""
    dates = {as_text(row.get("dateType")): as_text(row.get("date")) for row in rows_of(item.get("dates"))}
    year = as_text(item.get("publicationYear"))
    return Work(
        service=DataCite.id,
        scheme="doi",
        value=doi,
        title=as_text(dig(item, "titles", 0, "title")),
        authors=tuple(name for row in rows_of(item.get("creators")) if (name := as_text(row.get("name")))),
        container=as_text(dig(item, "container", "title"))
        or as_text(item.get("publisher"))
        or as_text(dig(item, "publisher", "name")),
        issued=date_of_text(dates.get("Issued")) or date_of_text(year),
        kind=as_text(dig(item, "types", "resourceTypeGeneral")),
        doi=(as_text(item.get("doi")) or doi).lower(),
        url=as_text(item.get("url")),
    )


def _said(answer: Response) -> tuple[AnswerOutcome, str] | None:
    if answer.status == 404 and "json" in answer.media_type and b'"errors"' in answer.body:
        return "empty", "the registry does not know this DOI"
    return None


def _open(opening: Opening) -> Service:
    return DataCite(opening.settings, opening.client)


ADAPTER = Adapter(
    id=DataCite.id,
    title=DataCite.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=2.0, timeout=30.0),
    limits="1,000 in 5 minutes with a mail address in net.contact (ours: 2/s); no key",
    known="2026-11-22",
    probe=("doi", "10.5281/zenodo.50213"),
)
