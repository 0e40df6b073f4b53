"""`--fail-on`: what the user will not accept."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.errors import SettingsError

if TYPE_CHECKING:
    from provenance.model.audit import Audit

_RULE = re.compile(r"\s*([A-Za-z_-]+)\s*(?:(>=|<=|>|<|=)\s*(\d+(?:\.\d+)?))?\s*\Z")
_COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
_GRADES = ("A", "B", "C", "D", "P", "U", "NC", "R", "NA")
_OUTCOMES = ("matched", "candidates", "copies_only", "no_match", "not_archived", "refused", "unreachable", "not_tried")
_SHARES = ("cited_share", "found_share", "supported_share")
_SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True)
class Threshold:
    """A figure of the report, a comparison and a number."""

    text: str
    name: str
    compare: str
    number: float


def read_thresholds(rules: Sequence[str]) -> tuple[Threshold, ...]:
    """Reads rules such as `D`, `U>3`, `unreachable>0`, `cited_share<0.8`, `error`. A bare name means more than none.

    Raises:
        SettingsError: the rule can't be read or names no figure of a report.
    """
    found = []
    for rule in rules:
        match = _RULE.match(rule)
        names = (*_GRADES, *_OUTCOMES, *_SHARES, *_SEVERITIES)
        if not match or match[1] not in names:
            raise SettingsError(
                "use --fail-on",
                repr(rule),
                "it names no figure of a report",
                f"known: {', '.join(names)}, alone or with > >= < <= = and a number",
            )
        found.append(Threshold(rule, match[1], match[2] or ">", float(match[3] or 0)))
    return tuple(found)


def crossed(audit: Audit, thresholds: Sequence[Threshold]) -> list[str]:
    """A line for each threshold that the audit crosses. A share of nothing (None) crosses none."""
    lines = []
    for threshold in thresholds:
        value = _figure(audit, threshold.name)
        if value is not None and _COMPARE[threshold.compare](value, threshold.number):
            lines.append(f"{threshold.text} holds: {threshold.name} is {value:g}")
    return lines


def _figure(audit: Audit, name: str) -> float | None:
    if name in _GRADES:
        return sum(assessment.grade == name for assessment in audit.assessments)
    if name in _OUTCOMES:
        return sum(resolution.outcome == name for resolution in audit.resolutions)
    if name in _SEVERITIES:
        return sum(finding.severity == name for finding in audit.findings)
    share: float | None = getattr(audit.profile, name)
    return share
