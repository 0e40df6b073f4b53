"""DataCite: what a DOI of a data set, report or thesis stands for.

Why this endpoint: DOIs of Zenodo, universities and archives are DataCite's, and `/dois/{doi}` is one small answer.

Limits: 1,000 requests in 5 minutes with a mail address, fewer without (ours: 2/s). No key. Known as of 22 November 2026.
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

_BASE = "https://api.datacite.org"


class DataCite:
    """See the head of this module."""

    id = "datacite"
    title = "DataCite"
    sends_words = False
    schemes: tuple[Scheme, ...] = ("doi",)

    def __init__(self, settings: ArchiveSettings, client: Client) -> None:
        self._base = (settings.base_url or _BASE).rstrip("/")
        client.allow(self._base)
        self._speaker = Speaker(client, settings.rate, settings.timeout)

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def describe(self, scheme: Scheme, value: str) -> WorkAnswer:
        """What a DOI stands for."""
        ledger = Ledger(self.id)
        doi = bare_identifier(scheme, value) if scheme in self.schemes else None
        if doi is None:
            ledger.note_local(f"{scheme} {value[:200]}", "bad_query", "this is no DOI")
            return ledger.gap("bad_query", "this is no DOI")
        read = self._speaker.ask_json(f"{self._base}/dois/{in_path(doi)}", ledger, rule=_said, cache="past")
        if isinstance(read, Gap):
            return read
        answer, tree = read
        attributes = dig(tree, "data", "attributes")
        if not isinstance(attributes, dict):
            return self._speaker.end(answer, ledger, "unreachable", "the answer describes no work")
        ledger.note(answer, "found")
        return ledger.described(work_of_datacite(doi, attributes))


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
)
