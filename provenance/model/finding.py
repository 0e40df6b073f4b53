"""What a careful reader would note, each with the rule that says so."""

from __future__ import annotations

from typing import Literal

from .record import Record

Severity = Literal["info", "warning", "error"]


class Finding(Record):
    """One remark. `code` names the rule (T01 to T23 of rules.md, or a word); `about` holds ids of citations and claims."""

    code: str
    severity: Severity
    start: int
    end: int
    message: str
    about: tuple[str, ...] = ()
