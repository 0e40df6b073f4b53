"""What was read, in a terminal: the article with references, citations and claims marked, then the citations in a list."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.reading import Reading
from .plain import one_line, plural
from .sheet import Sheet
from .spans import Piece, paragraphs
from .text import draw_findings, draw_head, finding_line
from .viewer import view_of
from .views import CitationView

_REFERENCE = "magenta"
_CITATION = "bold magenta"
_CLAIM = {"must": "underline", "should": "underline", "may": "", "none": "dim"}


def draw_reading_text(reading: Reading, *, color: bool, width: int) -> str:
    """The article, marked. Marks do not hang on colour: `[3]` follows citation 3, `{5}` claim 5."""
    view = view_of(reading)
    sheet = Sheet(width=width, color=color)
    draw_head(sheet, view, "Reading")
    sheet.line(
        (
            f"{plural(len(reading.references), 'reference')}, {plural(len(reading.citations), 'citation')}, "
            f"{plural(len(reading.claims), 'claim')}, {plural(len(reading.doubtful), 'doubtful bracket')}",
            "dim",
        )
    )
    sheet.heading("The article")
    needs = {claim.id: claim.need for claim in reading.claims}
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    citations = {citation.id: number for number, citation in enumerate(reading.citations, 1)}
    for paragraph in paragraphs(reading):
        parts: list[str | tuple[str, str] | None] = []
        for piece in paragraph.pieces:
            parts.append((" ".join(piece.text.split("\n")), _style(piece, needs)))
            if piece.citation_ends:
                parts.append(("".join(f"[{citations[id]}]" for id in piece.citation_ends), "bold cyan"))
            if piece.claim_ends:
                parts.append(("".join(f"{{{numbers[id]}}}" for id in piece.claim_ends), "dim cyan"))
        sheet.line(*parts)
        sheet.gap()
    sheet.line(("[n] ends citation n, {n} ends claim n.", "dim"))
    if view.citations:
        sheet.heading("Citations")
        for citation in view.citations:
            _citation(sheet, citation)
    if any(claim.findings for claim in view.claims):
        sheet.heading("Findings")
    for claim in view.claims:
        if claim.findings:
            sheet.line((f"{{{claim.number}}} ", "dim cyan"), one_line(claim.text, 160), hang=4)
        for finding in claim.findings:
            finding_line(sheet, finding, 4)
    draw_findings(sheet, "About the article as a whole", view.findings)
    if view.doubtful:
        sheet.heading("Doubtful brackets")
        for text, why in view.doubtful:
            sheet.line((text, "bold"), f"  {why}", hang=2)
    if reading.passed_over:
        sheet.heading("Brackets that cite nothing")
        for passed in reading.passed_over:
            sheet.line((one_line(passed.text, 120), "dim"), f"  {one_line(passed.why)}", hang=2)
    return sheet.text()


def _style(piece: Piece, needs: Mapping[str, str]) -> str:
    if piece.citation:
        return _CITATION
    if piece.reference:
        return _REFERENCE
    return _CLAIM[needs[piece.claim]] if piece.claim else ""


def _citation(sheet: Sheet, citation: CitationView) -> None:
    date = f", {citation.date}" if citation.date else ", no date"
    extra = [
        part
        for part in (
            citation.date_note,
            citation.signal and f"“{citation.signal}”",
            "passes it on" if citation.carrier else None,
        )
        if part
    ]
    covers = " ".join(f"{{{number}}}" for number in citation.claims) or "no claim"
    sheet.line(
        (f"[{citation.number}] ".rjust(6), "bold cyan"),
        (f"{citation.source}{date}", "bold"),
        f" = {citation.outlet}" if citation.outlet else "",
        (f"  ({'; '.join(extra)})" if extra else "", "dim"),
        (f"  {citation.text}  → {covers}", "dim"),
        hang=6,
    )
