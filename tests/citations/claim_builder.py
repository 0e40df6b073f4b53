"""Articles for the tests of claims: the references are marked by hand, so that only claims are under test."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.citations.claims import find_claims
from provenance.citations.found import Found
from provenance.model.citation import Citation, CitedDate, CitedSource, Reference, Style
from provenance.model.claim import Claim
from provenance.model.dates import PartialDate, parse_date
from provenance.model.document import Block, Document
from provenance.model.finding import Finding


class Cited:
    """One reference: the text that stands in the article, its style, and a source with a date for each citation."""

    def __init__(
        self,
        text: str,
        *items: tuple[str, str | None],
        style: Style = "parenthetical",
        inferred: bool = False,
        refers_to: str | None = None,
    ) -> None:
        self.text, self.items, self.style = text, items, style
        self.inferred, self.refers_to = inferred, refers_to


def article(text: str, published: str | None = "2014-12-18", blocks: Sequence[Block] = (), **rest: object) -> Document:
    return Document.model_validate(
        {
            "source": "test",
            "format": "text",
            "title": None,
            "published": PartialDate.parse(published) if published else None,
            "text": text,
            "sha256": "0" * 64,
            "blocks": tuple(blocks),
            **rest,
        }
    )


def mark(text: str, cited: Sequence[Cited]) -> Found:
    references: list[Reference] = []
    citations: list[Citation] = []
    at = 0
    for number, one in enumerate(cited, start=1):
        start = text.index(one.text, at)
        at = end = start + len(one.text)
        ids = []
        for name, day in one.items or ((one.text.strip("()"), None),):
            date = None
            if day is not None:
                value = parse_date(day)
                date = CitedDate(
                    text=day, value=value, precision=value.precision, readings=(value,), year_inferred=one.inferred
                )
            id = f"c{len(citations) + 1}"
            ids.append(id)
            citations.append(
                Citation(
                    id=id, reference=f"r{number}", start=start, end=end, text=one.text, source=CitedSource(name=name),
                    date=date, refers_to=one.refers_to,
                )
            )  # fmt: skip
        references.append(
            Reference(id=f"r{number}", start=start, end=end, text=one.text, style=one.style, citations=tuple(ids))
        )
    return Found(references=tuple(references), citations=tuple(citations))


Read = tuple[tuple[Claim, ...], tuple[Finding, ...]]


def read(text: str, *cited: Cited, published: str | None = "2014-12-18", **rest: object) -> Read:
    document = article(text, published, **rest)  # type: ignore[arg-type]
    return find_claims(document, mark(text, cited))


def links(claims: Sequence[Claim]) -> list[tuple[str, dict[str, str]]]:
    """Each claim's first words with its citations and their coverage."""
    return [(claim.text, {link.id: link.coverage for link in claim.citations}) for claim in claims]
