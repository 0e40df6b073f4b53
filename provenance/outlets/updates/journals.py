"""Journals' titles and abbreviations (CSV: title, abbreviation, ...). Without a domain, such a row only names a journal."""

from __future__ import annotations

import csv
import io

from provenance.errors import CatalogError

from .imported import Imported, decoded, row_of

_SOURCE = "JabRef journal abbreviations"


def read_journals(data: bytes, *, date: str, licence: str = "CC0 1.0") -> Imported:
    """Rows of kind `journal`. Raises CatalogError: not CSV, not UTF-8, or a web page."""
    rows, skipped = {}, 0
    try:
        for line in csv.reader(io.StringIO(decoded(data, _SOURCE), newline="")):
            names = [cell.strip() for cell in line if cell.strip()]
            row = (
                row_of("jab", names[0], "", kind="journal", names=names[1:2], ref=f"{_SOURCE}, {date}")
                if len(names) > 1
                else None
            )
            if row is None:
                skipped += 1
            else:
                rows[row["id"]] = row
    except csv.Error as error:
        raise CatalogError("read", _SOURCE, f"it is not CSV: {error}", "was the right file given?") from error
    return Imported(_SOURCE, licence, date, tuple(rows.values()), skipped)
