"""Wikipedia's list of perennial sources (JSON lines): what editors agreed on, with its scope and year. Off by default.

The text is CC BY-SA: the file that is made of it stays a file of its own and names the licence.
"""

from __future__ import annotations

import json
from typing import Any

from .imported import Imported, decoded, row_of

_SOURCE = "Wikipedia:Reliable sources/Perennial sources"
_STATUS = {"gr": "generally reliable", "gu": "generally unreliable", "nc": "no consensus", "d": "deprecated", "m": "mixed"}


def read_perennial(data: bytes, *, date: str) -> Imported:
    """Ratings of the list. A status without a year is left out: an undated rating is not shown.

    Args:
        data: one JSON object a line with `name`, `status`, `rsp_last`, `domain`.
        date: day of the revision, ISO 8601.

    Raises:
        CatalogError: it is a web page, or not UTF-8.
    """
    rows: dict[str, dict[str, Any]] = {}
    skipped = 0
    for line in decoded(data, _SOURCE).splitlines():
        try:
            entry = json.loads(line)
            name, status, last = str(entry["name"]), _STATUS[entry["status"]], str(entry["rsp_last"])
            domain = entry.get("domain") or ""
        except (ValueError, KeyError, TypeError, RecursionError):
            skipped += bool(line.strip())
            continue
        scope = f"last discussed {last}; {entry.get('name_qualifier') or 'whole source'}"
        rating = {"by": "English Wikipedia", "value": status, "scope": scope, "date": date, "ref": _SOURCE}
        row = row_of("rsp", name, str(domain), kind="site", ratings=[rating], ref=f"{_SOURCE}, {date}, changed by import")
        if row is None or not last.isdigit() or "domains" not in row:
            skipped += 1
            continue
        if row["id"] in rows:  # one source rated by period or subject: all are kept
            rows[row["id"]]["ratings"].append(rating)
        else:
            rows[row["id"]] = row
    return Imported(_SOURCE, "CC BY-SA 4.0", date, tuple(rows.values()), skipped)
