"""What an importer gives: rows, where they come from, and what could not be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from provenance.catalog.registry import RawRow, outlet_of, read_table
from provenance.errors import CatalogError

from ..hosts import registrable_domain, split_host
from ..keys import key_of


@dataclass(frozen=True, slots=True)
class Imported:
    """Rows as they stand in a file of outlets; `skipped` rows of the source gave none.

    `licence` and `source` go into the file and into every rating and control: no value is shown without them.
    """

    source: str
    licence: str
    date: str
    rows: tuple[Mapping[str, Any], ...]
    skipped: int = 0


def as_file(imported: Imported) -> str:
    """A JSON file of rows that ranks below the shipped ones, as its first key says."""
    head = {"source": imported.source, "licence": imported.licence, "date": imported.date, "skipped": imported.skipped}
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in imported.rows)
    return f'{{"imported": {json.dumps(head, ensure_ascii=False)},\n"outlet": [\n{rows}\n]}}\n'


def row_of(prefix: str, name: str, address: str, **fields: Any) -> dict[str, Any] | None:
    """A row, or None where there is no name or a field can't be read. An address that can be nobody's gives no domain."""
    name = " ".join(name.split())
    if not key_of(name):
        return None
    domain = host_of(address)
    row = {"id": f"{prefix}-{_short(name, domain)}", "name": name, "refs": [fields.pop("ref")]} | fields
    if domain:
        row["domains"] = [{"host": domain, "ref": row["refs"][0]}]
    try:
        outlet_of(RawRow(prefix, 0, row, frozenset(row)))
    except CatalogError:
        return None
    return row


def host_of(address: str) -> str | None:
    """The host of a site's address, or None for none, a platform's, or one that carries other people's pages."""
    found = split_host(address)
    if found is None or registrable_domain(found[0]) in _foreign() or found[0] in _foreign():
        return None
    return found[0]


@cache
def _foreign() -> frozenset[str]:
    hosts = read_table("places.toml")["hosts"]
    return frozenset((*hosts["accounts"], *hosts["subdomains"], *hosts["generic"]))


def _short(name: str, domain: str | None) -> str:
    return hashlib.sha256(f"{key_of(name)} {domain}".encode()).hexdigest()[:12]


def decoded(data: bytes, what: str) -> str:
    """Text of a downloaded file. Raises CatalogError for what is no text, or an error page in its place."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError("read", what, "it is not UTF-8", "download it again") from error
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise CatalogError("read", what, "it is a web page, not data (an error page?)", "try again later")
    return text
