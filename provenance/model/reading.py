"""All that is known of an article before any archive is asked."""

from __future__ import annotations

from typing import Literal

from .citation import Citation, Doubtful, PassedOver, Reference
from .claim import Claim
from .document import Document
from .finding import Finding
from .record import Record

SCHEMA_VERSION: Literal[1] = 1


class Reading(Record):
    """References, citations and claims in document order."""

    schema_version: Literal[1] = SCHEMA_VERSION
    document: Document
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()

    def citation(self, id: str) -> Citation:
        """The citation with that id. Raises KeyError."""
        for citation in self.citations:
            if citation.id == id:
                return citation
        raise KeyError(id)

    def claims_of(self, citation: str) -> tuple[Claim, ...]:
        """The claims that a citation covers, in document order."""
        return tuple(claim for claim in self.claims if any(link.id == citation for link in claim.citations))
