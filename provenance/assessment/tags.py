"""What a source is to a claim, and who controls it: tags by rule, alike for all countries, dated (rules.md, 4.2).

Tags say nothing about truth. Only `party`, `same-publisher` and `unnamed` enter a grade, through named downgrades.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.catalog.rules import TagRules
from provenance.matching.quotations import normal_words
from provenance.model.assessment import TagSource
from provenance.model.citation import Citation
from provenance.model.document import Document
from provenance.model.evidence import Page
from provenance.model.outlet import Control, Outlet

_PARTY_KINDS = frozenset({"party", "militant", "government"})


def tag_citation(
    citation: Citation,
    outlet: Outlet | None,
    *,
    text: str,
    spoken: bool,
    relayed: bool,
    document: Document,
    publisher: Outlet | None,
    page: Page | None,
    passages: Sequence[str],
    rules: TagRules,
) -> tuple[str, ...]:
    """The tags of one citation for one claim, in a fixed order. No outlet in the registry means no tag about it.

    `text` is the claim without its references: an outlet that is only cited is not named in the claim. `spoken` is
    whether the claim names who says so, `relayed` whether it names one beside its sources.
    """
    words = f" {' '.join(normal_words(text))} "
    tags: list[str] = []
    if outlet is not None:
        tags += _relation(outlet, _own_ids(document, publisher), words, rules, spoken=spoken)
        tags += _control(outlet, citation, rules)
        if outlet.kind == "aggregator":
            tags.append("aggregator")
    if relayed and not {"self-description", "party"} & set(tags):
        tags.append("relayed")
    if page is not None and page.credits:
        tags.append("credits-another")
    if passages and _unnamed(passages[0], rules):
        tags.append("unnamed")
    return tuple(dict.fromkeys(tags))


def _relation(outlet: Outlet, own_ids: set[str | None], words: str, rules: TagRules, *, spoken: bool) -> list[str]:
    tags = []
    if {outlet.id, outlet.publisher, outlet.parent} & own_ids:
        tags.append("same-publisher")
    named = _named(outlet, words)
    if outlet.kind in _PARTY_KINDS or any(row.value in {"party", "militant"} for row in outlet.control):
        released = any(f" {word} " in words for word in rules.releases)
        tags.append("self-description" if released and (named or spoken) else "party")
    elif named:
        tags.append("actor")
    return tags


def _own_ids(document: Document, publisher: Outlet | None) -> set[str | None]:
    """The article's own outlet, its publisher and its parent."""
    own = {document.publisher}
    if publisher is not None:
        own |= {publisher.id, publisher.publisher, publisher.parent}
    return own - {None}


def _named(outlet: Outlet, words: str) -> bool:
    names = [outlet.name, *(name.text for name in outlet.names if name.kind in {"native", "translit", "translation"})]
    return any(f" {plain} " in words for name in names if (plain := " ".join(normal_words(name))))


def _control(outlet: Outlet, citation: Citation, rules: TagRules) -> list[str]:
    return [rules.control[row.value] for row in _control_then(outlet, citation) if row.value in rules.control]


def _control_then(outlet: Outlet, citation: Citation) -> list[Control]:
    """Who controlled the outlet in the year of the citation. Without that year only rows without end are said."""
    year = citation.date.value.window.first.year if citation.date else None
    if year is None:
        return [row for row in outlet.control if row.until is None]
    return [
        row for row in outlet.control if (row.since is None or row.since <= year) and (row.until is None or year <= row.until)
    ]


def cite_tags(citation: Citation, outlet: Outlet | None, tags: Sequence[str], rules: TagRules) -> tuple[TagSource, ...]:
    """What the tags on an outlet's control rest on, with years and source: nobody is tagged without saying who says so."""
    if outlet is None:
        return ()
    return tuple(
        TagSource(
            tag=tag, citation=citation.id, outlet=outlet.id, value=row.value, since=row.since, until=row.until,
            source=row.source, date=row.date,
        )
        for row in _control_then(outlet, citation)
        if (tag := rules.control.get(row.value)) is not None and tag in tags
    )  # fmt: skip


def _unnamed(passage: str, rules: TagRules) -> bool:
    words = f" {' '.join(normal_words(passage))} "
    return any(f" {phrase} " in words for phrase in rules.unnamed)
