"""The State Media Matrix (CSV): who controls which outlet, as of its date."""

from __future__ import annotations

import csv
import io

from provenance.errors import CatalogError

from .imported import Imported, decoded, row_of

#: Typology of the matrix -> control. State-controlled, captured public and state-funded media; independent public media.
_CONTROL = {
    "SC": "state",
    "CaPu": "state",
    "ISM": "state",
    "ISF": "public",
    "ISFM": "public",
    "IP": "public",
    "CaPr": "private",
}
_SOURCE = "State Media Matrix"


def read_state_media(data: bytes, *, date: str, licence: str = "MIT") -> Imported:
    """Rows of the matrix.

    Args:
        data: the CSV file; columns `Media company`, `Main assets`, `URL`, `Typology` are used.
        date: day of the file, ISO 8601; its year dates every control.

    Raises:
        CatalogError: it is not that file.
    """
    reader = csv.DictReader(io.StringIO(decoded(data, _SOURCE), newline=""))
    missing = {"Main assets", "URL", "Typology"} - set(reader.fieldnames or ())
    if missing:
        raise CatalogError("read", _SOURCE, f"it has no column {sorted(missing)[0]!r}", "was the right file given?")
    rows, skipped = {}, 0
    for line in reader:
        control = _CONTROL.get((line["Typology"] or "").strip())
        said = [{"value": control, "source": _SOURCE, "date": int(date[:4])}] if control else []
        row = row_of("smm", line["Main assets"] or "", line["URL"] or "", kind="site", control=said, ref=f"{_SOURCE}, {date}")
        if row is None or not control:
            skipped += 1
            continue
        rows[row["id"]] = row
    return Imported(_SOURCE, licence, date, tuple(rows.values()), skipped)
