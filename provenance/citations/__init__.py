"""`Document` -> `Reading`: references with what they cite, claims with what they need, and the links between them."""

from __future__ import annotations

from ..catalog.needs import NeedRules
from ..model.dates import PartialDate
from ..model.document import Document
from ..model.reading import Reading
from ..outlets import Registry
from .claims import find_claims
from .found import Found
from .references import find_references

__all__ = ["Found", "find_claims", "find_references", "read_citations"]


def read_citations(
    document: Document, registry: Registry, *, rules: NeedRules | None = None, as_of: PartialDate | None = None
) -> Reading:
    """Everything that an article tells before any archive is asked. Pure: no clock, no network, the same answer twice.

    Args:
        document: the article.
        registry: the outlets.
        rules: the need rules; None takes the shipped ones.
        as_of: today, for the check on articles dated in the future (T22); None leaves it out.

    Returns:
        References, citations, claims and findings in document order.
    """
    found = find_references(document, registry)
    claims, findings = find_claims(document, found, registry, rules, as_of=as_of)
    merged = sorted((*found.findings, *findings), key=lambda finding: (finding.start, finding.end, finding.code))
    return Reading(
        document=document,
        references=found.references,
        citations=found.citations,
        doubtful=found.doubtful,
        passed_over=found.passed_over,
        claims=claims,
        findings=tuple(merged),
    )
