"""What is printed of a date, before it is judged, and dates that share what is printed: ranges and lists."""

from __future__ import annotations

from typing import NamedTuple

from provenance.catalog.patterns import late

#: One space between the pieces of a date.
SPACE = r"[ \u00a0\u202f\u2009\t\n\r]"


class Parts(NamedTuple):
    """One date before it is judged: spans of the text, and what it prints."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    weekday: int | None = None
    swap: bool = False
    shared: bool = False


_BETWEEN = late(rf"{SPACE}{{0,2}}(?:[-–—−‒]|{SPACE}to|{SPACE}until|{SPACE}through|{SPACE}по|{SPACE}bis){SPACE}{{0,2}}\Z")
_AND = late(rf"{SPACE}{{0,2}}(?:,|,?{SPACE}{{1,2}}(?:and|&|и|et|und|y|ve)){SPACE}{{1,2}}\Z")


def join_ranges(text: str, parts: list[Parts]) -> list[Parts]:
    """Two dates with a dash or "to" between them are one range ("September 29–October 2")."""
    out: list[Parts] = []
    for part in parts:
        last = out[-1] if out else None
        if (
            last is not None
            and last.end_day is None
            and last.end_year is None
            and part.end_day is None
            and not (last.swap or part.swap)
            and (last.day is None) == (part.day is None)
            and last.month is not None
            and part.month is not None
            and not last.shared
            and part.start - last.end <= 12
            and _BETWEEN.match(text[last.end : part.start])
        ):
            first_year = last.year
            if first_year is None and part.year is not None:
                wraps = (last.month, last.day or 0) > (part.month, part.day or 0)
                first_year = part.year - 1 if wraps else part.year
            out[-1] = last._replace(
                end=part.end, year=first_year, end_year=part.year, end_month=part.month, end_day=part.day
            )  # fmt: skip
        else:
            out.append(part)
    return out


def share_years(text: str, parts: list[Parts]) -> list[Parts]:
    """In "18 March, 10 September, and 6 October 1999" the year belongs to all three."""
    out = list(parts)
    for index in range(len(out) - 2, -1, -1):
        here, after = out[index], out[index + 1]
        if here.year is not None or after.year is None or here.month is None or after.month is None or here.day is None:
            continue
        if after.day is None or after.start - here.end > 9 or not _AND.match(text[here.end : after.start]):
            continue
        later = (here.month, here.day) > (after.month, after.day)
        out[index] = here._replace(year=after.year - 1 if later else after.year)
    return out
