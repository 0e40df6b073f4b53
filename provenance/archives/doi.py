"""doi.org: what a DOI of any agency stands for, by content negotiation.

Why this endpoint: it answers for Crossref, DataCite, mEDRA and the rest alike, which makes it the best check whether a DOI
exists at all. It redirects to the agency; the redirect is followed here with the same Accept header and nothing else.

Limits: none stated (ours: 2/s). No key. 404 is an unknown DOI, 400 a malformed one. Known as of 22 November 2026.
"""

from __future__ import annotations

from urllib.parse import urljoin

from provenance.model.answer import AnswerOutcome, Gap, Scheme, WorkAnswer
from provenance.net import Client, Response

from .crossref import work_of_csl
from .identifier import bare_identifier, in_path
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import Speaker, as_text, read_loose_json

_BASE = "https://doi.org"
_ACCEPT = "application/vnd.citationstyles.csl+json"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 5


class DoiOrg:
    """See the head of this module."""

    id = "doi"
    title = "doi.org"
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
        request = f"{self._base}/{in_path(doi)}"
        seen = {request}
        for _ in range(_MOST_HOPS):
            answer = self._speaker.ask(request, ledger, rule=said_by_doi, headers={"Accept": _ACCEPT}, cache="past")
            if isinstance(answer, Gap):
                return answer
            if answer.status in _REDIRECTS:
                request = urljoin(request, answer.header("location") or "")
                if request in seen:
                    return self._speaker.end(answer, ledger, "unreachable", "the redirects run in a circle")
                seen.add(request)
                ledger.note(answer, "found", "sent on to the agency")
                continue
            return self._read(answer, ledger, doi)
        return ledger.gap("unreachable", f"more than {_MOST_HOPS} redirects")

    def _read(self, answer: Response, ledger: Ledger, doi: str) -> WorkAnswer:
        try:
            item = read_loose_json(answer.body)
        except ValueError:
            return self._speaker.end(answer, ledger, "unreachable", "the agency's answer is no JSON")
        if not isinstance(item, dict) or not (as_text(item.get("DOI")) or item.get("title")):
            return self._speaker.end(answer, ledger, "unreachable", "the agency's answer describes no work")
        ledger.note(answer, "found")
        return ledger.described(work_of_csl(self.id, doi, item))


def said_by_doi(answer: Response) -> tuple[AnswerOutcome, str] | None:
    """What doi.org and the agencies behind it mean by a status."""
    if answer.status in _REDIRECTS and answer.header("location"):
        return "found", ""
    if answer.status == 404:
        return "empty", "no agency has registered this DOI"
    if answer.status == 400:
        return "bad_query", "the service calls the DOI malformed"
    if answer.status in (204, 406):
        return "refused", "the DOI is registered, and its agency describes it in no form that can be read here"
    return None


def _open(opening: Opening) -> Service:
    return DoiOrg(opening.settings, opening.client)


ADAPTER = Adapter(
    id=DoiOrg.id,
    title=DoiOrg.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=2.0, timeout=30.0),
    limits="none stated (ours: 2/s); no key",
    known="2026-11-22",
)
