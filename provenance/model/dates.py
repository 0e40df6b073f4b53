"""Dates that keep the precision they were given.

"October 2013" is a month, never quietly the 1st of it. Two dates are compared as windows of days, and an order is claimed
only where the windows leave no doubt (rules.md, section 3).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import core_schema

Precision = Literal["day", "month", "year", "range"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A closed interval of calendar days: `first` and `last` both belong to it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a window ends before it begins: {self.first} to {self.last}")

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Window) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: Window) -> bool:
        """Whether `other` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def surely_before(self, other: Window) -> bool:
        """Whether every day of this window is earlier than every day of `other`."""
        return self.last < other.first

    def widened(self, days: int) -> Window:
        """This window with `days` more on either side (for unknown zones and grace)."""
        return Window(_shift(self.first, -days), _shift(self.last, days))

    def gap(self, other: Window) -> int:
        """Days between the nearest edges; 0 where they overlap."""
        if self.overlaps(other):
            return 0
        return (other.first - self.last).days if self.last < other.first else (self.first - other.last).days


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year. Raises ValueError for a date that does not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs its month")
        elif not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        elif self.day is not None and not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            raise ValueError(f"no such day: {self.year:04}-{self.month:02}-{self.day}")

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The full date of a calendar day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads `2013`, `2013-10` or `2013-10-22`. Raises ValueError for anything else."""
        match = _ISO.match(text)
        if not match:
            raise ValueError(f"not an ISO 8601 date of a year, month or day: {text!r}")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        """day, month or year."""
        return "day" if self.day is not None else "month" if self.month is not None else "year"

    @property
    def window(self) -> Window:
        """The days that it may mean."""
        if self.month is None:
            return Window(date(self.year, 1, 1), date(self.year, 12, 31))
        if self.day is None:
            return Window(
                date(self.year, self.month, 1), date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
            )
        day = date(self.year, self.month, self.day)
        return Window(day, day)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _text_schema(cls, cls.parse)


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one date to another, both included, each in its own precision (EDTF `a/b`)."""

    start: PartialDate
    end: PartialDate

    def __post_init__(self) -> None:
        if self.end.window.last < self.start.window.first:
            raise ValueError(f"a range ends before it begins: {self.start}/{self.end}")

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Reads `a/b`. Raises ValueError for anything else."""
        start, slash, end = text.partition("/")
        if not slash:
            raise ValueError(f"not an EDTF interval: {text!r}")
        return cls(PartialDate.parse(start), PartialDate.parse(end))

    @property
    def precision(self) -> Precision:
        """Always "range"."""
        return "range"

    @property
    def window(self) -> Window:
        """The days that it covers."""
        return Window(self.start.window.first, self.end.window.last)

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _text_schema(cls, cls.parse)


def _text_schema(cls: type, parse: Any) -> core_schema.CoreSchema:
    from_text = core_schema.no_info_after_validator_function(parse, core_schema.str_schema())
    return core_schema.json_or_python_schema(
        json_schema=from_text,
        python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text], mode="left_to_right"),
        serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
    )


def parse_date(text: str) -> PartialDate | DateRange:
    """Reads an ISO 8601 / EDTF date or interval. Raises ValueError."""
    return DateRange.parse(text) if "/" in text else PartialDate.parse(text)


#: A date as a citation may give it; in JSON its EDTF text. The first kind that fits is taken: trying both for the better fit,
#: as pydantic does by default, took most of the time of making a citation's record.
DateValue = Annotated[PartialDate | DateRange, Field(union_mode="left_to_right"), PlainSerializer(str, return_type=str)]
