"""What must hold of any reading of any bytes. Each fault is a line; no fault is an empty list."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.document.formats import utf16_without_mark
from provenance.errors import SourceError
from provenance.markup import read_encoding
from provenance.model.dates import PartialDate
from provenance.model.document import Document
from provenance.model.reading import Reading
from provenance.report import render_reading

PUBLISHED = PartialDate(2014, 12, 16)


def faults(data: bytes, name: str, registry) -> list[str]:
    """What is wrong with the reading of these bytes; a source that is refused with a plain word has no faults."""
    try:
        document = read_bytes(data, source=name)
    except SourceError:
        return []
    reading = read_citations(document, registry, as_of=PUBLISHED)
    found = [*_document(document, data), *_reading(reading)]
    again = read_citations(read_bytes(data, source=name), registry, as_of=PUBLISHED)
    drawn = render_reading(reading, "json")
    if drawn != render_reading(again, "json"):
        found.append("two readings of the same bytes differ")
    drawn.encode("utf-8")
    render_reading(reading, "text")
    return found


def _document(document: Document, data: bytes) -> Iterator[str]:
    text = document.text
    end = 0
    for block in document.blocks:
        if not end <= block.start <= block.end <= len(text):
            yield f"block {block} begins before {end} or ends behind the text"
        end = block.end
    for mark in document.marks:
        if not 0 <= mark.start <= mark.inner_start <= mark.inner_end <= mark.end <= len(text):
            yield f"mark {mark} is not in order"
    if document.dateline is not None and not 0 <= document.dateline[0] <= document.dateline[1] <= len(text):
        yield "the dateline is outside of the text"
    decoded = read_encoding(data, charset=utf16_without_mark(data)).text
    if document.offsets is None:
        if decoded != text:
            yield "the text is not the source, and there is no map"
        return
    at = source = 0
    for segment in document.offsets.segments:
        if segment.start < at or segment.source < source:
            yield f"segment {segment} goes back"
        at, source = segment.start + segment.length, segment.source + segment.source_length
        if at > len(text) or source > len(decoded):
            yield f"segment {segment} ends behind the text or the source"
        if segment.length == segment.source_length > 1:
            said, stands = text[segment.start : at], decoded[segment.source : source]
            if said != stands and said.split() != stands.split():
                yield f"segment {segment} maps {said!r} to {stands!r}"


def _reading(reading: Reading) -> Iterator[str]:
    text = reading.document.text
    references = {reference.id: reference for reference in reading.references}
    citations = {citation.id: citation for citation in reading.citations}
    claims = {claim.id: claim for claim in reading.claims}
    if len(references) + len(citations) + len(claims) != len({*references, *citations, *claims}) or (
        len(references),
        len(citations),
        len(claims),
    ) != (len(reading.references), len(reading.citations), len(reading.claims)):
        yield "ids are not unique"
    end = 0
    for reference in reading.references:
        if not end <= reference.start < reference.end <= len(text):
            yield f"{reference.id} begins before {end} or ends behind the text"
        end = reference.end
        yield from _same(text, reference.id, reference.start, reference.end, reference.text)
        if not reference.citations:
            yield f"{reference.id} cites nothing"
        for id in reference.citations:
            if id not in citations or citations[id].reference != reference.id:
                yield f"{reference.id} names {id}, which is not its own"
    for citation in reading.citations:
        owner = references.get(citation.reference)
        if owner is None or citation.id not in owner.citations:
            yield f"{citation.id} belongs to no reference"
        yield from _same(text, citation.id, citation.start, citation.end, citation.text)
        source, date = citation.source, citation.date
        if (source.start is None) != (source.end is None) or (source.name is None and source.start is not None):
            yield f"{citation.id}: half a place for its name"
        if source.start is not None and source.end is not None and source.name is not None:
            yield from _same(text, f"{citation.id} source", source.start, source.end, source.name)
        if date is not None:
            if not date.readings or date.readings[0] != date.value:
                yield f"{citation.id}: the date is not its first reading"
            if date.start is not None and date.end is not None:
                yield from _same(text, f"{citation.id} date", date.start, date.end, date.text)
        for other in (citation.via, citation.refers_to):
            if other is not None and (other not in citations or other == citation.id):
                yield f"{citation.id} points to {other}"
        if not 0 <= citation.confidence <= 1:
            yield f"{citation.id}: confidence {citation.confidence}"
        if not citation.why:
            yield f"{citation.id} has no ground"
    taken = [(reference.start, reference.end) for reference in reading.references]
    for doubt in reading.doubtful:
        yield from _same(text, "doubtful", doubt.start, doubt.end, doubt.text)
        if not doubt.why:
            yield "doubtful without a reason"
        if any(start < doubt.end and doubt.start < end for start, end in taken):
            yield f"doubtful {doubt.text!r} is a reference too"
    end = 0
    for claim in reading.claims:
        if not end <= claim.start:
            yield f"{claim.id} begins before {end}"
        end = claim.end
        yield from _same(text, claim.id, claim.start, claim.end, claim.text)
        if not claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]:
            yield f"{claim.id} leaves its sentence"
        for link in claim.citations:
            if link.id not in citations:
                yield f"{claim.id} links {link.id}"
        if len({link.id for link in claim.citations}) != len(claim.citations):
            yield f"{claim.id} links a citation twice"
        for named in claim.named_sources:
            yield from _same(text, f"{claim.id} named source", named.start, named.end, named.name)
        for quotation in claim.quotations:
            yield from _same(text, f"{claim.id} quotation", quotation.start, quotation.end, quotation.text)
        if not claim.need_reasons:
            yield f"{claim.id} has no reason for its need"
    known = {*references, *citations, *claims}
    for finding in reading.findings:
        if not 0 <= finding.start <= finding.end <= len(text):
            yield f"finding {finding.code} is outside of the text"
        for id in finding.about:
            if id not in known:
                yield f"finding {finding.code} is about {id}"
        if not finding.message:
            yield f"finding {finding.code} says nothing"


def _same(text: str, what: str, start: int, end: int, said: str) -> Iterator[str]:
    if not 0 <= start <= end <= len(text):
        yield f"{what}: [{start}, {end}) is outside of the text"
    elif text[start:end] != said:
        yield f"{what}: {said!r} is reported, and {text[start:end]!r} stands at [{start}, {end})"
