"""Claims that need a source and have none."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.claim import Claim
from ..model.finding import Finding

#: Need rule -> the word of the code and what the reader is told, most telling first.
_KINDS = (
    ("quotation", "quotation", "Words are quoted"),
    ("statistic", "statistic", "A rate or an estimate is given"),
    ("percent-sign", "statistic", "A rate is given"),
    ("ratio", "statistic", "A rate is given"),
    ("accusation", "accusation", "Something grave is said of somebody named"),
    ("number", "number", "A number is given"),
    ("vague-count", "number", "A number is given"),
    ("hearsay", "hearsay", "Something is said to be reported"),
    ("superlative", "superlative", "Something is said to be the first, the only or the most"),
    ("universal", "superlative", "Something is said of all or of none"),
    ("quoted-words", "quotation", "Words are quoted"),
    ("event", "event", "An event is told"),
    ("reported-speech", "speech", "Somebody's words are reported"),
)


def find_uncited(claims: Sequence[Claim]) -> list[Finding]:
    """A finding for each claim that needs a source and has no citation: a warning for must, a remark for should."""
    findings: list[Finding] = []
    for claim in claims:
        if claim.need not in ("must", "should") or any(link.coverage != "carried" for link in claim.citations):
            continue
        kind, told = next(
            ((kind, told) for rule, kind, told in _KINDS if rule in claim.need_reasons),
            ("claim", "Something that can be checked is said"),
        )
        message = f"{told}, and no source is cited in the sentence."
        severity = "warning" if claim.need == "must" else "info"
        if claim.citations:
            message += " The citation of a neighbouring sentence may cover it."
            severity = "info"
        elif "doubtful_citation" in claim.traits:
            message += " A bracket in it may be one: it was too uncertain to be taken for a citation."
            severity = "info"
        elif claim.named_sources:
            message += f" It names {claim.named_sources[0].name} but nothing that can be looked up."
        elif "in_text_primary" in claim.traits:
            message += " It names the thing that it describes, but not where to find it."
        findings.append(
            Finding(
                code=f"uncited-{kind}",
                severity="warning" if severity == "warning" else "info",
                start=claim.start,
                end=claim.end,
                message=message,
                about=(claim.id,),
            )
        )
    return findings
