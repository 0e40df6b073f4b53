"""A person's corrections, one record each, in a log that only grows: who, when, why, and what the machine had said."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .record import Record

#: What a person may correct; the lowest layer possible, so that the grade follows by the rules.
Layer = Literal["reading", "outlet", "page", "passage", "support", "tag", "event", "safety", "confirm"]
LAYERS: tuple[Layer, ...] = ("reading", "outlet", "page", "passage", "support", "tag", "event", "safety", "confirm")


class Anchor(Record):
    """Which claim is meant, so that it is found again in an edited article: its words and what stands around them.

    A TextQuoteSelector of the W3C Web Annotation model. `cited` is what is cited, "name|date|address" in lower case; None
    for a correction of the claim itself.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    cited: str | None = None


class OverrideRecord(Record):
    """One correction. `from_` is the machine's value, `to` the person's; `undoes` the hash of a record that it takes back.

    `at` is UTC in ISO 8601. `evidence` names the capture (sha256) and characters that it rests on. `previous` is the hash of
    the record before it ("" for the first), `sha256` that of this record's other fields: see `provenance.assessment.overrides`.
    """

    number: int = Field(ge=1)
    at: str
    by: str = Field(min_length=1)
    layer: Layer
    anchor: Anchor
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    reason: str = Field(min_length=1)
    note: str = ""
    evidence: dict[str, Any] = {}
    rules_sha256: str
    undoes: str | None = None
    previous: str = ""
    sha256: str = ""
