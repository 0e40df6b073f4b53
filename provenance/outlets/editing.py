"""Makes the row of an outlet that a user names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.catalog.registry import RawRow, outlet_of
from provenance.errors import CatalogError

from .hosts import split_host
from .keys import key_of
from .translit import romanised


def new_row(
    name: str, addresses: Sequence[str], *, kind: str, country: str | None = None, id: str | None = None
) -> dict[str, object]:
    """A row for a name and its hosts or addresses.

    Raises:
        CatalogError: an address is none, or a field is wrong; the message names it.
    """
    row: dict[str, object] = {"id": id or id_of(name), "name": name}
    domains = []
    for address in addresses:
        found = split_host(address)
        if found is None:
            raise CatalogError("use the domain", repr(address), "it is not a host", "write it as in example.com")
        domains.append({"host": found[0], "path": found[1]} if found[1] else {"host": found[0]})
    row |= {"domains": domains} if domains else {"web": "no"}
    row |= {"kind": kind} | ({"country": country.upper()} if country else {}) | {"refs": ["added by hand"]}
    outlet_of(RawRow("the new row", 1, row, frozenset(row)))
    return row


def id_of(name: str) -> str:
    """An id made of a name: its letters in ASCII, words joined by hyphens; "outlet" where none is left."""
    key = key_of(name)
    key = (romanised(key) or (key,))[0]
    return "-".join(re.findall(r"[a-z0-9]+", key)) or "outlet"
