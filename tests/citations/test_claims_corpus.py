"""Claims, links and uncited sentences on the shared corpus, with floors. Needs PROVENANCE_SHARED."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from claim_builder import article

from provenance.citations.claims import find_claims
from provenance.citations.found import Found
from provenance.model.citation import Citation, CitedSource, Reference
from provenance.model.claim import Claim

SHARED = os.environ.get("PROVENANCE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROVENANCE_SHARED is unset: the shared corpus is not here")
STYLES = {"parenthetical-news": "parenthetical", "prose-attribution": "prose"}


def golds() -> list[tuple[str, dict[str, Any]]]:
    corpus = Path(SHARED or "") / "corpus"
    found = []
    for path in [corpus / "seed" / "gold.json", *sorted((corpus / "articles").glob("*.gold.json"))]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold["file"].endswith(".html"):  # offsets there count in the markup
            found.append(((path.parent / gold["file"]).read_text(encoding="utf-8"), gold))
    return found


def claims_of(text: str, gold: dict[str, Any]) -> tuple[Claim, ...]:
    """The claims, with references as the gold gives them, so that only claims are scored."""
    references, citations = [], []
    for number, cited in enumerate(sorted(gold["citations"], key=lambda c: c["start"]), start=1):
        place = {"start": cited["start"], "end": cited["end"], "text": cited["text"]}
        style: Any = STYLES.get(cited["style"], cited["style"])
        references.append(Reference(id=f"r{number}", style=style, citations=(f"c{number}",), **place))
        citations.append(Citation(id=f"c{number}", reference=f"r{number}", source=CitedSource(name=None), **place))
    found = Found(references=tuple(references), citations=tuple(citations))
    stamps = [(row["start"], row["end"]) for row in gold["negatives"] if "time stamp" in row.get("why", "")]
    title, dateline = text.split("\n", 1)[0].lstrip("# "), stamps[0] if stamps else None
    claims, _ = find_claims(article(text, gold["article_date"], title=title, dateline=dateline), found)
    return claims


def shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def test_links() -> None:
    true = false = missed = 0
    for text, gold in golds():
        claims = claims_of(text, gold)
        wanted = {
            (f"c{number}", (sentence["start"], sentence["end"]))
            for number, cited in enumerate(sorted(gold["citations"], key=lambda c: c["start"]), start=1)
            if not cited["text"].startswith("[^") or len(cited["text"]) < 8  # a list entry's claims are its marker's
            for sentence in cited["claims"]
        }
        linked = {(link.id, (claim.start, claim.end)) for claim in claims for link in claim.citations}
        hit = {pair for pair in linked if any(pair[0] == id and shared(pair[1], span) for id, span in wanted)}
        true += sum(any(id == pair[0] and shared(pair[1], span) for pair in linked) for id, span in wanted)
        missed += sum(not any(id == pair[0] and shared(pair[1], span) for pair in linked) for id, span in wanted)
        false += len({(id, sentence_of(claims, span)) for id, span in linked - hit})
    assert true > 40
    precision, recall = true / (true + false), true / (true + missed)
    assert 2 * precision * recall / (precision + recall) >= 0.92


def sentence_of(claims: tuple[Claim, ...], span: tuple[int, int]) -> tuple[int, int]:
    return next(claim.sentence for claim in claims if (claim.start, claim.end) == span)


def test_uncited() -> None:
    wanted = hit = 0
    for text, gold in golds():
        claims = claims_of(text, gold)
        bare = [
            claim
            for claim in claims
            if claim.need in ("must", "should") and not any(link.coverage != "carried" for link in claim.citations)
        ]
        spans = [(row["start"], row["end"]) for row in gold["uncited_checkworthy"]]
        wanted += len(spans)
        hit += sum(any(shared((claim.start, claim.end), span) for claim in bare) for span in spans)
        false = {claim.sentence for claim in bare if not any(shared((claim.start, claim.end), span) for span in spans)}
        assert len(false) <= 2, gold["file"]
    assert wanted > 10
    assert hit / wanted >= 0.9
