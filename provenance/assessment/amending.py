"""What a person's corrections change before a claim is graded. The grade itself is never set: it follows by the rules.

| layer | on | `to` |
| --- | --- | --- |
| reading | a citation | direct, partial, carried, or none (it does not cover the claim) |
| reading | the claim | must, should, may or none |
| outlet | a citation | the registry's id |
| page | a citation | high, medium, low (identity), or none (not the cited page) |
| passage | a citation | the number of the passage that counts |
| support | a citation | E0 to E4, EU, or EX (the page conflicts with the claim) |
| tag | a citation | +name or -name |
| event | the claim | the day of the event, EDTF |
| safety | the claim | withheld (a source exists and is not named for its safety) |
| confirm | the claim | the grade that a person confirms |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast, get_args

from provenance.model.assessment import CitationSupport, Level, Override
from provenance.model.citation import Citation
from provenance.model.claim import CitationLink, Claim, Coverage, Need
from provenance.model.dates import parse_date
from provenance.model.evidence import Identity
from provenance.model.finding import Finding
from provenance.model.override import OverrideRecord

from .links import Link

Placed = Sequence[tuple[OverrideRecord, str | None]]


def amend_claim(claim: Claim, placed: Placed) -> Claim:
    """The claim with its need, its event and its links as a person has them."""
    links = list(claim.citations)
    changes: dict[str, object] = {}
    for record, citation in placed:
        if record.layer == "event":
            changes["event"] = record.to
        elif record.layer == "reading" and citation is None and record.to in get_args(Need):
            changes["need"] = record.to
        elif record.layer == "reading" and citation is not None:
            links = [
                link if link.id != citation else _covered(link, record.to)
                for link in links
                if link.id != citation or record.to != "none"
            ]
    return claim.model_copy(update={**changes, "citations": tuple(links)})


def _covered(link: CitationLink, to: str | None) -> CitationLink:
    return link.model_copy(update={"coverage": cast(Coverage, to)}) if to in get_args(Coverage) else link


def amend_link(link: Link, placed: Placed) -> Link:
    """One citation's judgement with its page, its level and its passage as a person has them."""
    for record, citation in placed:
        if citation != link.citation:
            continue
        if record.layer == "page":
            link = _paged(link, record)
        elif record.layer == "support":
            link = _levelled(link, record)
        elif record.layer == "passage" and link.support is not None and (record.to or "").isdigit():
            rank = int(record.to or "1") - 1
            passages = link.support.passages
            if 0 < rank < len(passages):
                passages = (passages[rank], *passages[:rank], *passages[rank + 1 :])
                link = replace(link, support=link.support.model_copy(update={"passages": passages}))
    return link


def _paged(link: Link, record: OverrideRecord) -> Link:
    if record.to == "none":
        reason = "a person found that it is not the cited page"
        return replace(link, outcome="no_match", identity=None, support=None, negative=False, reason=reason, page=None)
    if record.to not in get_args(Identity):
        return link
    return replace(link, outcome="matched", identity=cast(Identity, record.to))


def _levelled(link: Link, record: OverrideRecord) -> Link:
    level = "E1" if record.to == "EX" else record.to
    if level not in get_args(Level) or level == "EU":
        return replace(link, support=None, negative=False, reason="a person found that it cannot be assessed")
    support = link.support or CitationSupport(
        citation=link.citation, sha256=str(record.evidence.get("sha256", "")), level="EU", score=0.0, reason=""
    )
    said = support.model_copy(
        update={
            "level": level,
            "counts": True,
            "confidence": None,
            "reason": f"read by a person ({record.by}): {record.reason}",
        }
    )
    outcome = link.outcome if link.outcome in {"matched", "candidates"} else "matched"
    return replace(
        link,
        outcome=outcome,
        identity=link.identity or "high",
        support=said,
        negative=level in {"E0", "E1"},
        reason=said.reason,
    )


def amend_tags(citation: str, tags: Sequence[str], placed: Placed) -> tuple[str, ...]:
    """The tags of a citation with those that a person adds or takes away."""
    kept = list(tags)
    for record, owner in placed:
        if owner == citation and record.layer == "tag" and record.to:
            name = record.to[1:] if record.to[0] in "+-" else record.to
            kept = [tag for tag in kept if tag != name]
            if not record.to.startswith("-"):
                kept.append(name)
    return tuple(kept)


def amend_citation(citation: Citation, placed: Placed) -> Citation:
    """A citation with the outlet that a person names."""
    for record, owner in placed:
        if owner == citation.id and record.layer == "outlet":
            return citation.model_copy(update={"source": citation.source.model_copy(update={"outlet": record.to})})
    return citation


def has_conflict(placed: Placed) -> bool:
    """Whether a person confirmed that a page conflicts with the claim (EX: people only)."""
    return any(record.layer == "support" and record.to == "EX" for record, _ in placed)


def is_withheld(placed: Placed) -> bool:
    """Whether a source is withheld for safety: it counts as given."""
    return any(record.layer == "safety" and record.to == "withheld" for record, _ in placed)


def is_confirmed(placed: Placed, grade: str) -> bool:
    """Whether a person confirmed this very grade: a confirmation of another one does not carry over."""
    return any(record.layer == "confirm" and record.to == grade for record, _ in placed)


def check_event(claim: Claim, citations: Sequence[Citation], placed: Placed) -> tuple[Finding, ...]:
    """T03 for an event whose day a person gave: a cited item that is surely older than what it is cited for."""
    if claim.event is None or not any(record.layer == "event" for record, _ in placed):
        return ()
    try:
        event = parse_date(claim.event)
    except ValueError:
        return ()
    found = []
    for citation in citations:
        if citation.date is not None and citation.date.value.window.widened(1).surely_before(event.window):
            message = f"the cited item of {citation.date.value} is older than the event of {event}"
            found.append(
                Finding(
                    code="T03",
                    severity="error",
                    start=citation.start,
                    end=citation.end,
                    message=message,
                    about=(citation.id, claim.id),
                )
            )
    return tuple(found)


def tell(placed: Placed) -> tuple[str, ...]:
    """The corrections as steps of a trace."""
    return tuple(
        f"{record.by} set {record.layer}{f' of {citation}' if citation else ''} from {record.from_ or 'nothing'} to "
        f"{record.to or 'nothing'} ({record.reason})"
        for record, citation in placed
    )


def show(placed: Placed) -> Override | None:
    """The last correction, as the report shows it beside the grade."""
    if not placed:
        return None
    record = placed[-1][0]
    return Override(
        layer=record.layer, from_=record.from_ or "", to=record.to or "", reason=record.reason, by=record.by, at=record.at
    )
