"""PubMed: what a PMID stands for, retractions included.

Why these endpoints: `esummary` describes a PMID in one answer; an id that it can't describe is looked for with `esearch`, whose
count tells "there is none" from a failure. Errors come inside a normal XML body.

Limits: 3/s without a key (ours: 2/s). Known as of 22 November 2026.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from provenance.model.answer import Gap, Scheme, Work, WorkAnswer
from provenance.net import Response

from .identifier import bare_identifier, date_of_text
from .identifying import IdentifierService
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import as_text, query_string

_BASE = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class PubMed(IdentifierService):
    """See the head of this module."""

    id = "pubmed"
    title = "PubMed"
    schemes = ("pmid",)
    base = _BASE

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        summary = self._tool("esummary", ("id", bare), ledger)
        if isinstance(summary, Gap):
            return summary
        answer, root = summary
        work = read_summary(root, bare)
        if work is not None:
            ledger.note(answer, "found")
            return ledger.described(work)
        if read_error(root) is None:
            return self._speaker.end(answer, ledger, "unreachable", "the answer describes no work")
        self._speaker.client.forget(answer)
        ledger.note(answer, "empty", "no summary of this id")
        return self._count(bare, ledger)

    def _count(self, bare: str, ledger: Ledger) -> Gap:
        found = self._tool("esearch", ("term", f"{bare}[uid]"), ledger)
        if isinstance(found, Gap):
            return found
        answer, root = found
        error, count = read_error(root), as_text(root.findtext("Count"))
        if error is not None or count is None:
            return self._speaker.end(answer, ledger, "unreachable", f"the service reports {error or 'no count'}")
        if count == "0":
            return self._speaker.end(answer, ledger, "empty", "the service does not know this id")
        return self._speaker.end(answer, ledger, "unreachable", "the service knows the id and does not describe it")

    def _tool(self, tool: str, param: tuple[str, str], ledger: Ledger) -> tuple[Response, ET.Element] | Gap:
        query = query_string(("db", "pubmed"), param, ("tool", "provenance"), ("api_key", self._key))
        return self._speaker.ask_xml(f"{self._base}/{tool}.fcgi?{query}", ledger, cache="past")


def read_error(root: ET.Element) -> str | None:
    """What the service says went wrong, None where nothing did. `ERROR` is a failure; "No items found." is none."""
    return next((said for element in root.iter("ERROR") if (said := as_text(element.text))), None)


def read_summary(root: ET.Element, pmid: str) -> Work | None:
    """The work that an `esummary` answer describes, None where it has none."""
    document = next((one for one in root.iter("DocSum") if as_text(one.findtext("Id")) == pmid), None)
    if document is None:
        return None
    items = {item.get("Name") or "": item for item in document.findall("Item")}
    texts = {name: as_text(item.text) for name, item in items.items()}
    if texts.get("Title") is None:
        return None
    kinds = [as_text(item.text) or "" for item in items["PubTypeList"].findall("Item")] if "PubTypeList" in items else []
    authors = [as_text(item.text) for item in items["AuthorList"].findall("Item")] if "AuthorList" in items else []
    return Work(
        service=PubMed.id,
        scheme="pmid",
        value=pmid,
        title=texts["Title"],
        authors=tuple(name for name in authors if name),
        container=texts.get("FullJournalName") or texts.get("Source"),
        issued=date_of_text(_numbered(texts.get("PubDate") or "")),
        kind=kinds[0] if kinds else None,
        doi=bare_identifier("doi", texts.get("DOI") or ""),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        retracted=any(kind.lower() == "retracted publication" for kind in kinds),
    )


def _numbered(text: str) -> str:
    """`2000 Feb 1` as `2000-02-01`; what is no month (`2000 Spring`, `2000 Jan-Feb`) ends the date."""
    parts = text.split()
    if len(parts) < 2 or parts[1].lower() not in _MONTHS:
        return parts[0] if parts else ""
    month = f"{parts[0]}-{_MONTHS.index(parts[1].lower()) + 1:02}"
    return f"{month}-{int(parts[2]):02}" if len(parts) > 2 and parts[2].isdigit() else month


def _open(opening: Opening) -> Service:
    return PubMed(opening.settings, opening.client)


ADAPTER = Adapter(
    id=PubMed.id,
    title=PubMed.title,
    open=_open,
    kind="works",
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=2.0, timeout=30.0),
    limits="3/s without a key (ours: 2/s)",
    known="2026-11-22",
    probe=("pmid", "11748933"),
)
