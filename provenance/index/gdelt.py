"""Rows of GDELT's tables: on which day which addresses were seen. They are no captures, and are marked as listings.

Versions are told by the number of columns (archives.md, section 12c, and the recorded files): GKG 1.0 has 11, GKG 2.x 27,
mentions 16, events 1.0 58, events 2.0 61 or 62.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Columns = Sequence[str]


def _last_but_one(columns: Columns) -> str:
    return columns[-2]


def _last(columns: Columns) -> list[str]:
    return [columns[-1]]


#: Number of columns -> (date or time as digits, addresses).
_TABLES: dict[int, tuple[Callable[[Columns], str], Callable[[Columns], list[str]]]] = {
    11: (lambda columns: columns[0], lambda columns: columns[10].split("<UDIV>")),
    16: (lambda columns: columns[2], lambda columns: [columns[5]]),
    27: (lambda columns: columns[1], lambda columns: [columns[4]]),
    58: (_last_but_one, _last),
    61: (_last_but_one, _last),
    62: (_last_but_one, _last),
}
WIDTHS = tuple(sorted(_TABLES))


def read_table_row(line: str) -> tuple[str, list[str]] | None:
    """(14 digits of the time, addresses) of a row; None for one that makes no sense. A heading has no addresses."""
    columns = line.rstrip("\r").split("\t")
    table = _TABLES.get(len(columns))
    if table is None:
        return None
    digits_of, addresses_of = table
    digits = digits_of(columns).strip()
    if columns[0] == "DATE":
        return "", []
    if len(digits) not in (8, 14) or not digits.isdigit() or not digits.isascii():
        return None
    addresses = [address.strip() for address in addresses_of(columns)]
    return digits.ljust(14, "0"), [one for one in addresses if one.lower().startswith(("http://", "https://"))]
