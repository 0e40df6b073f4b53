"""The words of a claim that are compared with pages: what the article says, without whom it cites for it.

Support is judged blind to outlets (rules.md, principle 1). So references are cut out with their signals and dates, and so are
the addresses of links and the names of outlets in sentences such as "Reuters reported on October 22 that ...".
"""

from __future__ import annotations

import re
from bisect import bisect_right

from provenance.model.citation import Citation, Reference
from provenance.model.claim import Claim
from provenance.model.reading import Reading

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
#: Sources whose name in running text says where something was published, not what happened.
_OUTLETS = frozenset({"outlet", "domain", "publication", "broadcaster", "social"})

Span = tuple[int, int]


class Wording:
    """Gives the claims of one article without their references. Holes are found once; never raises."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        self._text = document.text
        citations = {citation.id: citation for citation in reading.citations}
        holes: list[Span] = []
        for reference in reading.references:
            cited = [citations[id] for id in reference.citations if id in citations]
            holes += _holes_of(reference, cited)
        for mark in document.marks:
            if mark.kind == "link":  # the label stays: its words are words of the sentence
                holes += [(mark.start, mark.inner_start), (mark.inner_end, mark.end)]
        self._holes = _merged(holes)
        self._ends = [end for _, end in self._holes]
        self._printed = [reference.text for reference in reading.references if reference.style not in {"prose", "link"}]

    def of(self, claim: Claim) -> str:
        """The claim's own words, on one line."""
        if self._text[claim.start : claim.end] != claim.text:  # a claim put together from several places
            text = claim.text
            for printed in self._printed:
                text = text.replace(printed, " ") if printed else text
            return " ".join(_ADDRESS.sub(" ", text).split())
        parts, at = [], claim.start
        for index in range(bisect_right(self._ends, claim.start), len(self._holes)):
            start, end = self._holes[index]
            if start >= claim.end:
                break
            parts.append(self._text[at : max(at, start)])
            at = max(at, end)
        parts.append(self._text[at : max(at, claim.end)])
        return " ".join(_ADDRESS.sub(" ", " ".join(parts)).split())

    def is_cited(self, start: int, end: int) -> bool:
        """Whether a place in the article lies in what was cut out: a name there is of a source cited, not of a speaker."""
        index = bisect_right(self._ends, start)
        return index < len(self._holes) and self._holes[index][0] <= start and end <= self._holes[index][1]


def _holes_of(reference: Reference, cited: list[Citation]) -> list[Span]:
    if reference.style == "link":
        return []  # its address is cut as an address, its label is kept
    if reference.style != "prose":
        return [(reference.start, reference.end)]
    holes: list[Span] = []
    for citation in cited:
        source, day = citation.source, citation.date
        if source.kind in _OUTLETS and source.start is not None and source.end is not None:
            holes.append((source.start, source.end))
            if day is not None and day.start is not None and day.end is not None:
                holes.append((day.start, day.end))
    return holes


def _merged(holes: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(span for span in holes if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
