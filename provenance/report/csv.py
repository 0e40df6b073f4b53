"""CSV (RFC 4180): a row for each claim and citation; claims that cite nothing and citations of no claim get a row too.

Spreadsheets run cells that begin with `=`, `+`, `-` or `@` as formulas; such cells get a `'` in front (OWASP, "CSV
Injection"), also where only white space or a control character stands before the sign.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC
from typing import TYPE_CHECKING

from ..catalog.words import Words, load_words
from .plain import harmless
from .summary import grade_mark
from .views import audit_of

if TYPE_CHECKING:
    from ..model.assessment import Assessment
    from ..model.citation import Citation
    from ..model.claim import Claim
    from ..model.evidence import Resolution
    from ..model.reading import Reading

COLUMNS = (
    "source", "title", "published", "claim", "claim_start", "claim_end", "claim_text",
    "need", "grade", "grade_words", "grade_reason", "codes", "tags", "citation",
    "coverage", "citation_start", "citation_end", "citation_text", "cited_source", "outlet", "cited_date",
    "year_inferred", "outcome", "outcome_words", "identity", "support_level", "page_title", "page_published",
    "page_url", "archive", "archive_url", "captured_at", "sha256", "passage",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # the full-width signs are read as signs by East Asian spreadsheets


def draw_table(reading: Reading) -> str:
    """The table with its heading, lines ended by CR LF."""
    audit = audit_of(reading)
    words = load_words()
    citations = {citation.id: citation for citation in reading.citations}
    resolutions = {r.citation: r for r in audit.resolutions} if audit else {}
    assessments = {a.claim: a for a in audit.assessments} if audit else {}
    linked: set[str] = set()
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    document = reading.document
    head: dict[str, object] = {"source": document.source, "title": document.title, "published": document.published}

    def write(*parts: dict[str, object]) -> None:
        row = dict(head)
        for part in parts:
            row.update(part)
        writer.writerow({column: _cell(row.get(column)) for column in COLUMNS})

    for claim in reading.claims:
        assessment = assessments.get(claim.id)
        about = _claim(claim, assessment, words)
        links = [link for link in claim.citations if link.id in citations]
        for link in links:
            linked.add(link.id)
            write(
                about, _citation(citations[link.id], resolutions.get(link.id), assessment, words) | {"coverage": link.coverage}
            )
        if not links:
            write(about)
    for citation in reading.citations:
        if citation.id not in linked:
            write(_citation(citation, resolutions.get(citation.id), None, words))
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell on one line that no spreadsheet runs."""
    if value is None:
        return ""
    text = harmless(str(value))
    # Offsets count in `text` columns of the JSON, not here: a cell is for reading, so white space is folded.
    text = " ".join(text.split())
    return f"'{text}" if text.lstrip("␀␁␂␃␄␅␆␇␈␛\ufffd").startswith(_FORMULA) else text


def _claim(claim: Claim, assessment: Assessment | None, words: Words) -> dict[str, object]:
    row: dict[str, object] = {
        "claim": claim.id,
        "claim_start": claim.start,
        "claim_end": claim.end,
        "claim_text": claim.text,
        "need": claim.need,
    }
    if assessment:
        row |= {
            "grade": grade_mark(assessment, words),
            "grade_words": words.grades[assessment.grade].short,
            "grade_reason": assessment.reason or (assessment.trace[0] if assessment.trace else ""),
            "codes": " ".join(assessment.codes),
            "tags": " ".join(assessment.tags),
        }
    return row


def _citation(
    citation: Citation, resolution: Resolution | None, assessment: Assessment | None, words: Words
) -> dict[str, object]:
    row: dict[str, object] = {
        "citation": citation.id,
        "citation_start": citation.start,
        "citation_end": citation.end,
        "citation_text": citation.text,
        "cited_source": citation.source.name,
        "outlet": citation.source.outlet,
        "cited_date": citation.date.value if citation.date else None,
        "year_inferred": ("yes" if citation.date.year_inferred else "no") if citation.date else None,
    }
    if resolution is None:
        return row
    row |= {
        "outcome": resolution.outcome,
        "outcome_words": words.outcomes[resolution.outcome].short,
        "identity": resolution.identity,
    }
    support = next((s for s in assessment.support if s.citation == citation.id), None) if assessment else None
    pages = resolution.candidates
    page = next((p for p in pages if support and p.sha256 == support.sha256), pages[0] if pages else None)
    if page:
        passages = (support.passages if support else ()) or page.passages
        row |= {
            "page_title": page.title,
            "page_published": page.published,
            "page_url": page.url,
            "archive": page.archive,
            "archive_url": page.archive_url,
            "captured_at": page.captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "sha256": page.sha256,
            "passage": passages[0].text if passages else None,
        }
    if support:
        row["support_level"] = support.level
    return row
