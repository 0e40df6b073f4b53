"""What the search for references hands to the search for claims."""

from __future__ import annotations

from provenance.model.citation import Citation, Doubtful, PassedOver, Reference
from provenance.model.finding import Finding
from provenance.model.record import Record


class Found(Record):
    """The references of a document with their citations, in document order.

    `doubtful` are brackets that may cite and are in no reference, `passed_over` those that cite nothing; `findings` are remarks
    on the references themselves.
    """

    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    findings: tuple[Finding, ...] = ()
