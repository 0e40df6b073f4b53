"""A date as it stands in a text."""

from __future__ import annotations

from provenance.model.dates import DateValue, Precision
from provenance.model.record import Record


class DateHit(Record):
    """A date in a text, `[start, end)` in code points.

    `value` is the date where the text gives it whole (with a year); None where the year is missing or the date can't exist.
    `readings` are all values that the text allows, best first, empty where `value` is None. `year`, `month`, `day` and, for
    ranges, `end_month`, `end_day` are what is printed (or shared with a neighbour: "October 18, 28"). `weekday` is 0 for
    Monday. `reason` says what is out of the ordinary, with the rule's code (T01 impossible, T10 wrong weekday, T11 order open).
    """

    start: int
    end: int
    text: str
    value: DateValue | None = None
    readings: tuple[DateValue, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    weekday: int | None = None
    precision: Precision
    reason: str = ""

    @property
    def impossible(self) -> bool:
        """Whether no such date exists (30 February)."""
        return self.reason.startswith("T01")
