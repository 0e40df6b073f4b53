"""Where a correction belongs in an article that may have been edited since: by the claim's words and what is cited."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from provenance.matching.quotations import normal_words
from provenance.model.citation import Citation
from provenance.model.claim import Claim
from provenance.model.override import Anchor, OverrideRecord
from provenance.model.reading import Reading

#: Characters kept before and after the claim.
AROUND = 40
#: Share of its words in order that an edited claim must keep to be the same one, if its particulars are the same.
_ALIKE = 0.9
_MOST_WORDS = 200


def anchor_of(reading: Reading, claim: Claim, citation: Citation | None = None) -> Anchor:
    """The anchor of a claim, or of one citation of it."""
    text = reading.document.text
    return Anchor(
        exact=claim.text,
        prefix=text[max(0, claim.start - AROUND) : claim.start],
        suffix=text[claim.end : claim.end + AROUND],
        cited=cited_key(citation) if citation else None,
    )


def cited_key(citation: Citation) -> str:
    """What is cited, whatever its place in the text: name, date and address."""
    return cited_words(citation.source.name, str(citation.date.value) if citation.date else "", citation.url)


def cited_words(name: str | None, day: str, url: str | None) -> str:
    """The same from its parts."""
    return "|".join((" ".join(normal_words(name or "")), day, url or ""))


def find_anchor(anchor: Anchor, reading: Reading) -> tuple[Claim, Citation | None] | None:
    """The claim, and the citation if one is meant; None where the article has them no longer.

    The same words count, else nearly the same words with the same numbers. Of several the one with the same surroundings.
    """
    text = reading.document.text
    wanted = normal_words(anchor.exact)
    fits: list[tuple[float, float, Claim]] = []
    for claim in reading.claims:
        alike = _likeness(wanted, normal_words(claim.text))
        if alike < _ALIKE:
            continue
        before = text[max(0, claim.start - AROUND) : claim.start]
        after = text[claim.end : claim.end + AROUND]
        around = (
            SequenceMatcher(None, before, anchor.prefix, autojunk=False).ratio()
            + SequenceMatcher(None, after, anchor.suffix, autojunk=False).ratio()
        )
        fits.append((alike, around, claim))
    citations = {citation.id: citation for citation in reading.citations}
    for _, _, claim in sorted(fits, key=lambda fit: (-fit[0], -fit[1], fit[2].start)):
        if anchor.cited is None:
            return claim, None
        for link in claim.citations:
            if link.id in citations and cited_key(citations[link.id]) == anchor.cited:
                return claim, citations[link.id]
    return None


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    if one == other:
        return 1.0
    if [word for word in one if word[0].isdigit()] != [word for word in other if word[0].isdigit()]:
        return 0.0
    if abs(len(one) - len(other)) > 0.2 * max(len(one), len(other)):
        return 0.0
    return SequenceMatcher(None, one[:_MOST_WORDS], other[:_MOST_WORDS], autojunk=False).ratio()


def place_records(
    records: Sequence[OverrideRecord], reading: Reading
) -> tuple[dict[str, list[tuple[OverrideRecord, str | None]]], tuple[OverrideRecord, ...]]:
    """Claim id -> its corrections, each with the id of its citation; and those that fell, as their place is gone."""
    placed: dict[str, list[tuple[OverrideRecord, str | None]]] = {}
    fallen: list[OverrideRecord] = []
    for record in records:
        found = find_anchor(record.anchor, reading)
        if found is None:
            fallen.append(record)
        else:
            placed.setdefault(found[0].id, []).append((record, found[1].id if found[1] else None))
    return placed, tuple(fallen)
