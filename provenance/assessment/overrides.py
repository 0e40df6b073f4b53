"""The log of a person's corrections: append-only, each record sealed with the hash of the one before it.

Nothing is ever changed or taken out: undoing is a new record. A log that was altered no longer verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from provenance.model.override import Anchor, Layer, OverrideRecord


def hash_record(record: OverrideRecord) -> str:
    """SHA-256 of a record's canonical JSON (keys sorted, no blanks, UTF-8), without its own hash."""
    values = record.model_dump(mode="json", by_alias=True, exclude={"sha256"})
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add_record(
    log: Sequence[OverrideRecord],
    *,
    at: str,
    by: str,
    layer: Layer,
    anchor: Anchor,
    machine: str | None,
    to: str | None,
    reason: str,
    rules_sha256: str,
    note: str = "",
    evidence: dict[str, object] | None = None,
) -> tuple[OverrideRecord, ...]:
    """The log with one correction more.

    Args:
        log: the records so far.
        at: UTC, ISO 8601; the clock is the caller's.
        by: the person.
        layer: what is corrected.
        anchor: the claim and what is cited for it.
        machine: the machine's value.
        to: the person's value; its form hangs on the layer (see `provenance.assessment.amending`).
        reason: a reason code in a word or two; `note` is free text.
        rules_sha256: of the rules under which the machine's value came out.
        note: free text.
        evidence: capture hash and offsets.

    Raises:
        ValueError: no person or no reason is given.
    """
    record = OverrideRecord(
        number=len(log) + 1, at=at, by=by, layer=layer, anchor=anchor, from_=machine, to=to, reason=reason, note=note,
        evidence=dict(evidence or {}), rules_sha256=rules_sha256, previous=log[-1].sha256 if log else "",
    )  # fmt: skip
    return (*log, _sealed(record))


def undo_record(log: Sequence[OverrideRecord], sha256: str, *, at: str, by: str, reason: str) -> tuple[OverrideRecord, ...]:
    """The log with a record that takes another back.

    Raises:
        ValueError: the log has no such record, or it was taken back already.
    """
    found = next((record for record in log if record.sha256 == sha256 and record.undoes is None), None)
    if found is None:
        raise ValueError(f"the log has no correction {sha256[:12]}")
    if any(record.undoes == sha256 for record in log):
        raise ValueError(f"correction {sha256[:12]} was taken back already")
    record = found.model_copy(
        update={
            "number": len(log) + 1, "at": at, "by": by, "from_": found.to, "to": found.from_, "reason": reason, "note": "",
            "undoes": sha256, "previous": log[-1].sha256, "sha256": "",
        }
    )  # fmt: skip
    return (*log, _sealed(record))


def _sealed(record: OverrideRecord) -> OverrideRecord:
    return record.model_copy(update={"sha256": hash_record(record)})


def verify_log(log: Sequence[OverrideRecord]) -> tuple[str, ...]:
    """What is wrong with a log, a line each; () for one that is whole.

    An altered, inserted, dropped or moved record shows. Records cut off at the end do not: keep the last hash elsewhere,
    and give it to `provenance verify --last`.
    """
    problems: list[str] = []
    previous, seen = "", set[str]()
    for place, record in enumerate(log, start=1):
        if record.number != place:
            problems.append(f"record {place} is numbered {record.number}")
        if record.previous != previous:
            problems.append(f"record {place} does not follow from the one before it")
        if hash_record(record) != record.sha256:
            problems.append(f"record {place} was altered after it was sealed")
        if record.undoes is not None and record.undoes not in seen:
            problems.append(f"record {place} takes back a record that does not stand before it")
        seen.add(record.sha256)
        previous = record.sha256
    return tuple(problems)


def active_records(log: Sequence[OverrideRecord]) -> tuple[OverrideRecord, ...]:
    """The corrections in force: not taken back, and of several on one layer of one thing the last."""
    undone = {record.undoes for record in log if record.undoes}
    held: dict[tuple[object, ...], OverrideRecord] = {}
    for record in log:
        if record.undoes is not None or record.sha256 in undone:
            continue
        key: tuple[object, ...] = (record.anchor, record.layer)
        if record.layer == "tag":  # each tag by itself
            key = (*key, (record.to or "").lstrip("+-"))
        held.pop(key, None)
        held[key] = record
    return tuple(held.values())
