"""The article cut into paragraphs, and these into pieces that lie wholly inside or outside of every mark."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal

from ..model.reading import Reading
from .plain import harmless

ParagraphKind = Literal["title", "heading", "dateline", "item", "quote", "paragraph"]

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_KINDS: dict[str, ParagraphKind] = {
    "title": "title",
    "heading": "heading",
    "dateline": "dateline",
    "item": "item",
    "quote": "quote",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks: ids, None where no such mark lies over it.

    `citation_starts` and the like hold the ids of the marks that begin or end with this piece.
    """

    text: str
    claim: str | None
    reference: str | None
    citation: str | None
    reference_starts: tuple[str, ...]
    citation_starts: tuple[str, ...]
    citation_ends: tuple[str, ...]
    claim_starts: tuple[str, ...]
    claim_ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article and the ids of the claims that begin in it."""

    kind: ParagraphKind
    pieces: tuple[Piece, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    id: str
    start: int
    end: int


class _Layer:
    """Marks of one sort; where two overlap the shorter one is shown. Built in n log n, asked in log n."""

    def __init__(self, spans: Iterable[_Span]) -> None:
        kept = [span for span in spans if span.end > span.start]
        self._by_start = sorted(kept, key=lambda span: (span.start, span.end))
        self._by_end = sorted(kept, key=lambda span: (span.end, span.start))
        self._starts = [span.start for span in self._by_start]
        self._ends = [span.end for span in self._by_end]
        self._edges = sorted({*self._starts, *self._ends})
        self._covers = self._flattened()

    def _flattened(self) -> list[str | None]:
        """For each edge, the shortest mark that lies over what follows it."""
        covers: list[str | None] = []
        open_marks: list[tuple[int, int, int, str]] = []
        waiting = 0
        for edge in self._edges:
            while waiting < len(self._by_start) and self._by_start[waiting].start == edge:
                span = self._by_start[waiting]
                heappush(open_marks, (span.end - span.start, span.start, span.end, span.id))
                waiting += 1
            while open_marks and open_marks[0][2] <= edge:
                heappop(open_marks)
            covers.append(open_marks[0][3] if open_marks else None)
        return covers

    def over(self, start: int) -> str | None:
        """The shortest mark that lies over the piece that begins at `start`; pieces are cut at every edge."""
        index = bisect_right(self._edges, start) - 1
        return self._covers[index] if index >= 0 else None

    def edges(self, start: int, end: int) -> list[int]:
        """Where marks begin or end strictly inside `[start, end)`."""
        return self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]

    def begin(self, start: int, end: int) -> tuple[str, ...]:
        """Marks that begin in `[start, end)`."""
        return tuple(span.id for span in self._by_start[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def finish(self, start: int, end: int) -> tuple[str, ...]:
        """Marks whose last character lies in `[start, end)`."""
        return tuple(span.id for span in self._by_end[bisect_right(self._ends, start) : bisect_right(self._ends, end)])


def paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The article's paragraphs with their pieces, harmless to show; together they hold all its words once, in order."""
    text = harmless(reading.document.text)
    claims = _Layer(_Span(claim.id, claim.start, claim.end) for claim in reading.claims)
    references = _Layer(_Span(reference.id, reference.start, reference.end) for reference in reading.references)
    citations = _Layer(_Span(citation.id, citation.start, citation.end) for citation in reading.citations)
    shown = []
    for kind, start, end in _blocks(reading, text):
        cuts = sorted({start, end, *claims.edges(start, end), *references.edges(start, end), *citations.edges(start, end)})
        pieces = tuple(
            Piece(
                text=text[left:right],
                claim=claims.over(left),
                reference=references.over(left),
                citation=citations.over(left),
                reference_starts=references.begin(left, right),
                citation_starts=citations.begin(left, right),
                citation_ends=citations.finish(left, right),
                claim_starts=claims.begin(left, right),
                claim_ends=claims.finish(left, right),
            )
            for left, right in pairwise(cuts)
        )
        shown.append(Paragraph(kind, pieces, tuple(id for piece in pieces for id in piece.claim_starts)))
    return tuple(shown)


def _blocks(reading: Reading, text: str) -> Iterable[tuple[ParagraphKind, int, int]]:
    """The document's blocks and, between them, whatever else holds words; without blocks, what blank lines part."""
    position = 0
    for block in sorted(reading.document.blocks, key=lambda block: block.start):
        if block.start < position or block.end > len(text):
            continue
        yield from _by_blank_lines(text, position, block.start)
        start, end = _stripped(text, block.start, block.end)
        if start < end:
            yield _KINDS.get(block.kind, "paragraph"), start, end
        position = block.end
    yield from _by_blank_lines(text, position, len(text))


def _by_blank_lines(text: str, start: int, end: int) -> Iterable[tuple[ParagraphKind, int, int]]:
    position = start
    for match in _BLANK_LINE.finditer(text, start, end):
        left, right = _stripped(text, position, match.start())
        if left < right:
            yield "paragraph", left, right
        position = match.end()
    left, right = _stripped(text, position, end)
    if left < right:
        yield "paragraph", left, right


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    chunk = text[start:end]
    lead = len(chunk) - len(chunk.lstrip())
    return start + lead, start + max(lead, len(chunk.rstrip()))
