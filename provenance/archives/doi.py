"""doi.org: what a DOI of any agency stands for, by content negotiation.

Why this endpoint: it answers for Crossref, DataCite, mEDRA and the rest alike, which makes it the best check whether a DOI
exists at all. It redirects to the agency; the redirect is followed here with the same Accept header and nothing else.

Limits: none stated (ours: 2/s). No key. 404 is an unknown DOI, 400 a malformed one. Known as of 22 November 2026.
"""

from __future__ import annotations

from urllib.parse import urljoin

from provenance.model.answer import AnswerOutcome, Gap, Scheme, WorkAnswer
from provenance.net import Response

from .crossref import work_of_csl
from .identifier import in_path
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, read_loose_json

_BASE = "https://doi.org"
_ACCEPT = "application/vnd.citationstyles.csl+json"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 5


class DoiOrg(IdentifierService):
    """See the head of this module."""

    id = "doi"
    title = "doi.org"
    schemes = ("doi",)
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        request = f"{self._base}/{in_path(bare)}"
        seen, rule = {request}, said_by_doi
        for _ in range(_MOST_HOPS):
            answer = self._speaker.ask(request, ledger, rule=rule, headers={"Accept": _ACCEPT}, cache="past")
            if isinstance(answer, Gap):
                return answer
            if answer.status in _REDIRECTS:
                request = urljoin(request, answer.header("location") or "")
                if request in seen:
                    return self._speaker.end(answer, ledger, "unreachable", "the redirects run in a circle")
                seen.add(request)
                ledger.note(answer, "found", "sent on to the agency")
                rule = said_by_agency
                continue
            return self._read(answer, ledger, bare)
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
    """What doi.org means by a status."""
    if answer.status == 404:
        return "empty", "no agency has registered this DOI"
    if answer.status == 400:
        return "bad_query", "the service calls the DOI malformed"
    return said_by_agency(answer)


def said_by_agency(answer: Response) -> tuple[AnswerOutcome, str] | None:
    """What the agency that doi.org sends us to means by a status: the DOI is registered, or we would not be there."""
    if answer.status in _REDIRECTS and answer.header("location"):
        return "found", ""
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
