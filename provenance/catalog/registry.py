"""Reads the outlet rows: TOML (also JSON and CSV for users' own files) -> raw rows -> `Outlet`.

A file may open with a `[defaults]` table: `refs`, `sure` (for the years of its domains), `country`, `languages`, `timezone` and
`kind` of every row that does not say otherwise. In `names` and `domains` a plain string stands for a table with only `text` or `host`.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from provenance.errors import CatalogError
from provenance.model.outlet import Outlet

#: Files that are not lists of outlets.
_SHARED = "shared-names.toml"
_MAX_BYTES = 20_000_000
_DEFAULTS = ("refs", "sure", "country", "languages", "timezone", "kind")
_LISTS = ("names", "domains", "languages", "refs", "monitors")
_FROM_CSV = {"domain": "domains", "domains": "domains", "names": "names", "languages": "languages", "refs": "refs"}


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was written: `where` is the file, `number` the row in it counted from 1, `fields` what it gives."""

    where: str
    number: int
    fields: Mapping[str, Any]

    @property
    def label(self) -> str:
        """File, row number and id, as every message names it."""
        return f"{self.where}, row {self.number} ({self.fields.get('id', 'no id')})"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of rows that has been fetched but not read: name and bytes."""

    where: str
    data: bytes


def core_files() -> tuple[SourceFile, ...]:
    """The shipped files of outlet rows, sorted by name."""
    folder = files("provenance.catalog") / "outlets"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(SourceFile(entry.name, entry.read_bytes()) for entry in sorted(found, key=lambda entry: entry.name))


def user_file(path: Path) -> SourceFile:
    """A user's own file. Raises CatalogError if it can't be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError("read the outlets file", str(path), error.strerror or str(error), "check the path") from error
    if len(data) > _MAX_BYTES:
        raise CatalogError("read the outlets file", str(path), f"it is larger than {_MAX_BYTES} bytes", "split it")
    return SourceFile(str(path), data)


def shared_names(sources: Sequence[SourceFile]) -> frozenset[str]:
    """Names that several outlets of the core are known to bear, as they are written in `shared-names.toml`."""
    for source in sources:
        if source.where == _SHARED:
            return frozenset(_toml(source)["shared"])
    return frozenset()


def read_table(name: str) -> dict[str, Any]:
    """A shipped TOML file of `provenance/catalog` by name, as plain data. Raises CatalogError if it is malformed."""
    return _toml(SourceFile(name, (files("provenance.catalog") / name).read_bytes()))


def read_rows(source: SourceFile) -> tuple[RawRow, ...]:
    """The rows of one file, by the ending of its name: .json, .csv, else TOML.

    Raises:
        CatalogError: the file as a whole can't be read. A single bad row is found by `outlet_of`.
    """
    name = source.where.lower()
    if name.endswith(_SHARED):
        return ()
    if name.endswith(".csv"):
        return _csv_rows(source)
    data = _json(source) if name.endswith(".json") else _toml(source)
    unknown = sorted(set(data) - {"outlet", "defaults"})
    if unknown:
        raise CatalogError("read the outlets file", source.where, f"unknown table {unknown[0]!r}", "use [[outlet]] and [defaults]")
    defaults, rows = data.get("defaults", {}), data.get("outlet", [])
    if not isinstance(defaults, dict) or not isinstance(rows, list):
        raise CatalogError("read the outlets file", source.where, "[[outlet]] must be a list of tables", "see docs/outlets.md")
    for field in defaults:
        if field not in _DEFAULTS:
            raise CatalogError("read the outlets file", f"{source.where}, defaults", f"unknown field {field!r}", "see docs/outlets.md")
    read = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise CatalogError("read the outlets file", f"{source.where}, row {number}", "it is not a table", "see docs/outlets.md")
        read.append(RawRow(source.where, number, _with_defaults(row, defaults)))
    return tuple(read)


def outlet_of(row: RawRow) -> Outlet:
    """The record of a row. Raises CatalogError naming file, row and field."""
    try:
        outlet = Outlet.model_validate(_widened(row.fields))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CatalogError("read the outlet", f"{row.label}, field {field!r}", first["msg"], "see docs/outlets.md") from error
    problem = _nonsense(outlet)
    if problem:
        raise CatalogError("read the outlet", f"{row.label}, field {problem[0]!r}", problem[1], "see docs/outlets.md")
    return outlet


def _nonsense(outlet: Outlet) -> tuple[str, str] | None:
    if not outlet.id.isascii() or outlet.id != outlet.id.lower() or any(c.isspace() for c in outlet.id) or not outlet.id:
        return "id", "it must be lower-case ASCII without spaces"
    for field, periods in (("names", outlet.names), ("domains", outlet.domains), ("control", outlet.control)):
        for number, period in enumerate(periods):
            if period.since is not None and period.until is not None and period.until < period.since:
                return f"{field}.{number}", f"the period ends ({period.until}) before it begins ({period.since})"
    if outlet.born is not None and outlet.ended is not None and outlet.ended < outlet.born:
        return "ended", f"it ends ({outlet.ended}) before it begins ({outlet.born})"
    for number, domain in enumerate(outlet.domains):
        if domain.host != domain.host.lower() or "/" in domain.host or "." not in domain.host or " " in domain.host:
            return f"domains.{number}.host", f"{domain.host!r} is not a host: write it in lower case, without https:// or path"
    if outlet.country is not None and not (len(outlet.country) == 2 and outlet.country.isupper()):
        return "country", "it must be two capital letters (ISO 3166-1)"
    return None


def _with_defaults(row: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in defaults.items() if name != "sure"} | dict(row)
    if "sure" in defaults and isinstance(fields.get("domains"), list):
        fields["domains"] = [_unsure(entry, defaults["sure"]) for entry in fields["domains"]]
    return fields


def _unsure(entry: Any, sure: Any) -> Any:
    return {"sure": sure} | entry if isinstance(entry, dict) and ("from" in entry or "to" in entry) else entry


def _widened(fields: Mapping[str, Any]) -> dict[str, Any]:
    wide = dict(fields)
    for field, key in (("names", "text"), ("domains", "host")):
        if isinstance(wide.get(field), list):
            wide[field] = [{key: entry} if isinstance(entry, str) else entry for entry in wide[field]]
    return wide


def _toml(source: SourceFile) -> dict[str, Any]:
    try:
        return tomllib.loads(source.data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogError("read the outlets file", source.where, f"it is not TOML: {error}", "mend the line named") from error


def _json(source: SourceFile) -> dict[str, Any]:
    try:
        data = json.loads(source.data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CatalogError("read the outlets file", source.where, f"it is not JSON: {error}", "mend the line named") from error
    if isinstance(data, list):
        return {"outlet": data}
    if not isinstance(data, dict):
        raise CatalogError("read the outlets file", source.where, "it holds neither a list nor a table", "see docs/outlets.md")
    return data


def _csv_rows(source: SourceFile) -> tuple[RawRow, ...]:
    """CSV with a header of field names; several names, domains, languages or refs in a cell are parted by `|`."""
    try:
        reader = csv.DictReader(io.StringIO(source.data.decode("utf-8-sig"), newline=""), strict=True)
        rows = list(reader)
    except (csv.Error, UnicodeDecodeError) as error:
        raise CatalogError("read the outlets file", source.where, f"it is not CSV in UTF-8: {error}", "mend the file") from error
    read = []
    for number, row in enumerate(rows, 1):
        fields: dict[str, Any] = {}
        for name, cell in row.items():
            if name is None or cell is None:
                raise CatalogError("read the outlet", f"{source.where}, row {number}", "it has too many or too few cells", "mend it")
            if cell.strip():
                field = _FROM_CSV.get(name, name)
                parts = [part.strip() for part in cell.split("|") if part.strip()]
                fields[field] = parts if field in _LISTS else _plain(cell.strip())
        read.append(RawRow(source.where, number, fields))
    return tuple(read)


def _plain(cell: str) -> Any:
    return {"true": True, "false": False}.get(cell.lower(), int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 5 else cell)
