"""Writes a person's correction of a JSON report into a log, and takes one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.assessment.anchors import AROUND, cited_words
from provenance.assessment.overrides import add_record, undo_record
from provenance.errors import SettingsError
from provenance.model.dates import parse_date
from provenance.model.override import Anchor, Layer, OverrideRecord

#: layer -> what it stands on ("citation", "claim", "either"), and a person's values; None for a form of its own.
VALUES: dict[Layer, tuple[str, tuple[str, ...] | None]] = {
    "reading": ("either", None),
    "outlet": ("citation", None),
    "page": ("citation", ("high", "medium", "low", "none")),
    "passage": ("citation", None),
    "support": ("citation", ("E0", "E1", "E2", "E3", "E4", "EU", "EX")),
    "tag": ("citation", None),
    "event": ("claim", None),
    "safety": ("claim", ("withheld",)),
    "confirm": ("claim", ("A", "B", "C", "D", "P", "U", "NC", "R", "NA")),
}


def check_value(layer: Layer, to: str, *, citation: bool) -> None:
    """Refuses a value that would change nothing. Raises SettingsError with what to give instead."""
    stands_on, values = VALUES[layer]
    if stands_on != "either" and (stands_on == "citation") != citation:
        todo = "name one with --of" if stands_on == "citation" else "leave out --of"
        raise SettingsError("correct", layer, f"it is a correction of a {stands_on}", todo)
    if layer == "reading":
        values = ("direct", "partial", "carried", "none") if citation else ("must", "should", "may", "none")
    fits = to in values if values is not None else bool(to.strip())
    if layer == "passage":
        fits, values = to.isascii() and to.isdigit() and int(to) > 0, ("the number of a passage, from 1",)
    elif layer == "tag":
        fits, values = to[:1] in {"+", "-"} and len(to) > 1, ("+name", "-name")
    elif layer == "event":
        fits, values = is_date(to), ("a day, month or year such as 2014-12-16",)
    if not fits:
        raise SettingsError("correct", f"{layer} to {to!r}", "no such value", f"give {', '.join(values or ('a value',))}")


def is_date(text: str) -> bool:
    """Whether a text is a date or a range as the reports write them."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def correct_report(
    log: Sequence[OverrideRecord],
    report: Mapping[str, Any],
    *,
    claim: str,
    citation: str | None,
    layer: Layer,
    to: str,
    by: str,
    reason: str,
    note: str,
    at: str,
) -> tuple[OverrideRecord, ...]:
    """The log with one correction more.

    Args:
        log: the records so far.
        report: one object of `audit --format json`.
        claim: id of the claim in it; `citation` of one of its citations, None for the claim itself.
        layer: what is corrected; `to` is the person's value (docs/corrections.md).
        by: the person; `reason` a word or two, `note` free text.
        at: UTC, ISO 8601.

    Raises:
        SettingsError: the report has no such claim or citation, is no audit, or the value is none of its layer.
    """
    check_value(layer, to, citation=citation is not None)
    claims = {row["id"]: row for row in report.get("claims", ())}
    row = claims.get(claim)
    judged = next((item for item in report.get("assessments", ()) if item["claim"] == claim), None)
    if row is None or judged is None:
        known = ", ".join(list(claims)[:12]) or "none"
        raise SettingsError("correct", claim, "the report has no graded claim of that id", f"it has {known}")
    cited = None
    if citation is not None:
        cited = next((item for item in report["citations"] if item["id"] == citation), None)
        if cited is None or citation not in [link["id"] for link in row["citations"]]:
            known = ", ".join(link["id"] for link in row["citations"]) or "none"
            raise SettingsError("correct", citation, f"claim {claim} has no citation of that id", f"it has {known}")
    text = report["document"]["text"]
    anchor = Anchor(
        exact=row["text"],
        prefix=text[max(0, row["start"] - AROUND) : row["start"]],
        suffix=text[row["end"] : row["end"] + AROUND],
        cited=_cited(cited) if cited else None,
    )
    support = next((item for item in judged["support"] if item["citation"] == citation), None)
    machine = support["level"] if support and layer == "support" else judged["grade"]
    evidence: dict[str, object] = {}
    if support:
        evidence["sha256"] = support["sha256"]
        if support["passages"]:
            evidence |= {"start": support["passages"][0]["start"], "end": support["passages"][0]["end"]}
    return add_record(
        log, at=at, by=by, layer=layer, anchor=anchor, machine=machine, to=to, reason=reason, note=note, evidence=evidence,
        rules_sha256=report["run"]["rules_sha256"],
    )  # fmt: skip


def undo_correction(log: Sequence[OverrideRecord], sha256: str, *, by: str, reason: str, at: str) -> tuple[OverrideRecord, ...]:
    """The log with a record that takes another back, named by its hash or the beginning of it. Raises SettingsError."""
    fits = [record.sha256 for record in log if sha256 and record.sha256.startswith(sha256.lower())]
    if len(fits) != 1:
        why = "several records begin so" if fits else "the log has no such record"
        raise SettingsError("take back", sha256, why, "give more of its hash; the log has it")
    try:
        return undo_record(log, fits[0], at=at, by=by, reason=reason)
    except ValueError as error:
        raise SettingsError("take back", sha256, str(error), "look at the log") from None


def _cited(citation: Mapping[str, Any]) -> str:
    day = citation["date"]["value"] if citation["date"] else ""
    return cited_words(citation["source"]["name"], day, citation["url"])
