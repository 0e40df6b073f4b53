"""Month and weekday names as data (`months.toml`), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from provenance.errors import CatalogError

_FILE = "months.toml"


@dataclass(frozen=True, slots=True)
class CalendarName:
    """What a printed word names: a month 1..12 or a weekday 0..6 (0 is Monday), by language.

    `capital` is true where every language that has the word writes it with a capital; `stop` where it must be followed by a
    full stop; `month_first` where a day may follow.
    """

    number: int
    languages: tuple[str, ...]
    capital: bool
    stop: bool
    month_first: bool


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """All names, by case-folded word."""

    languages: tuple[str, ...]
    months: Mapping[str, CalendarName]
    weekdays: Mapping[str, CalendarName]


@cache
def load_months() -> CalendarNames:
    """Reads `months.toml`.

    Raises:
        CatalogError: a row does not have twelve months or seven weekdays, or a word names two months.
    """
    rows = tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))["language"]
    months: dict[str, CalendarName] = {}
    weekdays: dict[str, CalendarName] = {}
    for row in rows:
        code = row["code"]
        for field, size in (("months", 12), ("short", 12), ("weekdays", 7)):
            if len(row[field]) != size:
                raise CatalogError("read", f"{_FILE}, language {code}, field {field}", f"{len(row[field])} rows, not {size}")
        for number, words in enumerate(row["months"], start=1):
            for word in words:
                _add(months, word, number, row, stop=False)
        for number, words in enumerate(row["short"], start=1):
            for word in words:
                _add(months, word, number, row, stop=bool(row.get("short_needs_stop")))
        for number, words in enumerate(row["weekdays"]):
            for word in words:
                _add(weekdays, word, number, row, stop=False)
    return CalendarNames(tuple(row["code"] for row in rows), months, weekdays)


def _add(table: dict[str, CalendarName], word: str, number: int, row: Mapping[str, Any], *, stop: bool) -> None:
    code, capital, first = str(row["code"]), bool(row.get("capital")), bool(row.get("month_first"))
    old = table.get(word)
    if old is None:
        table[word] = CalendarName(number, (code,), capital, stop, first)
    elif old.number != number:
        raise CatalogError("read", f"{_FILE}, language {code}", f"{word!r} names {old.number} and {number}")
    else:
        table[word] = CalendarName(
            number, (*old.languages, code), old.capital and capital, old.stop and stop, old.month_first or first
        )
