"""Reads the outlet rows: TOML (also JSON and CSV for users' own files) -> raw rows -> `Outlet`.

A file may open with a `[defaults]` table: `refs`, `sure` (for the years of its domains), `country`, `languages`, `timezone` and
`kind` of every row that does not say otherwise. In `names` and `domains` a plain string stands for a table with only `text`
or `host`.
"""

from __future__ import annotations

import csv
import difflib
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
from provenance.model.outlet import Control, Domain, Name, Outlet, Owner, Pages, Rating

#: Files that are not lists of outlets.
_SHARED = "shared-names.toml"
_MAX_BYTES = 20_000_000
_DEFAULTS = ("refs", "sure", "country", "languages", "timezone", "kind")
_LISTS = ("names", "domains", "languages", "refs", "monitors")
#: Fields that are tables, for which a cell of CSV has no room.
_TABLES = ("pages", "control", "owner", "ratings")
_FROM_CSV = {"domain": "domains", "domains": "domains", "names": "names", "languages": "languages", "refs": "refs"}
#: Every field that a row or a part of it may have, as it is written in a file.
FIELDS = tuple(
    sorted(
        {
            field.alias or name
            for part in (Outlet, Name, Domain, Pages, Control, Owner, Rating)
            for name, field in part.model_fields.items()
        }
    )
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was written.

    Attributes:
        where: the file.
        number: the row in it, counted from 1.
        fields: what it gives, the file's defaults included.
        given: the fields that the row itself gives; only these replace those of an outlet that is known already.
    """

    where: str
    number: int
    fields: Mapping[str, Any]
    given: frozenset[str] = frozenset()

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


def read_rows(source: SourceFile) -> tuple[tuple[RawRow, ...], tuple[CatalogError, ...]]:
    """The rows of one file, by the ending of its name: .json, .csv, else TOML; and what is wrong with rows that can't be read.

    Raises:
        CatalogError: the file as a whole can't be read. A wrong value in a row is found by `outlet_of`.
    """
    name = source.where.lower()
    if name.endswith(_SHARED):
        return (), ()
    if name.endswith(".csv"):
        return _csv_rows(source)
    data = _json(source) if name.endswith(".json") else _toml(source)
    problems: list[CatalogError] = []
    for table in sorted(set(data) - {"outlet", "defaults", "ignore", "imported"}):
        problems.append(
            CatalogError("use the table", f"{table!r} of {source.where}", "it is unknown", "use [[outlet]] and [defaults]")
        )
    defaults, rows = data.get("defaults", {}), data.get("outlet", [])
    if not isinstance(defaults, dict) or not isinstance(rows, list):
        raise CatalogError("read the outlets file", source.where, "[[outlet]] must be a list of tables", "see docs/outlets.md")
    for field in sorted(set(defaults) - set(_DEFAULTS)):
        why = f"no default can be given for {field!r}"
        problems.append(
            CatalogError("use the defaults of", source.where, why, f"write it in each row; defaults: {', '.join(_DEFAULTS)}")
        )
    defaults = {field: value for field, value in defaults.items() if field in _DEFAULTS}
    read = []
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            read.append(RawRow(source.where, number, _with_defaults(row, defaults), frozenset(row)))
        else:
            problems.append(
                CatalogError("read the outlet", f"{source.where}, row {number}", "it is not a table", "see docs/outlets.md")
            )
    return tuple(read), tuple(problems)


def is_import(source: SourceFile) -> bool:
    """Whether a file was made by an importer: its rows rank below the shipped ones."""
    return source.where.lower().endswith(".json") and source.data[:14].startswith(b'{"imported":')


def ignored_names(source: SourceFile) -> tuple[str, ...]:
    """Names that a user's file says are no outlets (`ignore = ["...", ...]`). Raises CatalogError as `read_rows` does."""
    name = source.where.lower()
    if name.endswith(".csv"):
        return ()
    names = (_json(source) if name.endswith(".json") else _toml(source)).get("ignore", [])
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise CatalogError("read the field", f"'ignore' of {source.where}", "it must be a list of names", "see docs/outlets.md")
    return tuple(names)


def overlaid(known: RawRow, row: RawRow) -> RawRow:
    """A known row with the fields that another row of the same id gives; it stands where the other stands."""
    given = {field: value for field, value in row.fields.items() if field in row.given}
    return RawRow(row.where, row.number, {**known.fields, **given}, known.given | row.given)


def outlet_of(row: RawRow) -> Outlet:
    """The record of a row. Raises CatalogError naming file, row and field."""
    try:
        outlet = Outlet.model_validate(_widened(row.fields))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CatalogError(
            "read the outlet", f"{row.label}, field {field!r}", *_said(first["type"], first["msg"], field)
        ) from None
    problem = _nonsense(outlet)
    if problem:
        raise CatalogError("read the outlet", f"{row.label}, field {problem[0]!r}", problem[1], "see docs/outlets.md")
    return outlet


def _said(type: str, message: str, field: str) -> tuple[str, str]:
    """What is wrong and what to do, in words for someone who has never seen the code."""
    if type == "missing":
        return "it is missing", "give it"
    if type == "extra_forbidden":
        near = difflib.get_close_matches(field.rpartition(".")[2], FIELDS, 1)
        return "there is no such field", f"did you mean {near[0]!r}?" if near else "see docs/outlets.md"
    return message[:1].lower() + message[1:], "see docs/outlets.md"


def _nonsense(outlet: Outlet) -> tuple[str, str] | None:
    if not outlet.id.isascii() or outlet.id != outlet.id.lower() or any(c.isspace() for c in outlet.id) or not outlet.id:
        return "id", "it must be lower-case ASCII without spaces"
    periods: tuple[tuple[str, tuple[Name | Domain | Control, ...]], ...] = (
        ("names", outlet.names),
        ("domains", outlet.domains),
        ("control", outlet.control),
    )
    for field, parts in periods:
        for number, period in enumerate(parts):
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


def _csv_rows(source: SourceFile) -> tuple[tuple[RawRow, ...], tuple[CatalogError, ...]]:
    """CSV with a header of field names; several names, domains, languages or refs in a cell are parted by `|`."""
    try:
        reader = csv.DictReader(io.StringIO(source.data.decode("utf-8-sig"), newline=""), strict=True)
        rows = list(reader)
    except (csv.Error, UnicodeDecodeError) as error:
        raise CatalogError(
            "read the outlets file", source.where, f"it is not CSV in UTF-8: {error}", "mend the file"
        ) from error
    columns = {name: _FROM_CSV.get(name.strip().lower(), name.strip().lower()) for name in reader.fieldnames or ()}
    problems = []
    for name, field in columns.items():
        if field not in Outlet.model_fields or field in _TABLES:
            near = difflib.get_close_matches(field, Outlet.model_fields, 1)
            todo = f"did you mean {near[0]!r}?" if near else "it is left out; see docs/outlets.md"
            problems.append(
                CatalogError("use the column", f"{name!r} of {source.where}", "a row of CSV has no such field", todo)
            )
    read = []
    for number, row in enumerate(rows, 1):
        if None in row or None in row.values():
            many = "many" if None in row else "few"
            problems.append(
                CatalogError(
                    "read the outlet", f"{source.where}, row {number}", f"it has too {many} cells", "quote cells with commas"
                )
            )
            continue
        fields: dict[str, Any] = {}
        for name, cell in row.items():
            field = columns[name]
            if cell.strip() and field in Outlet.model_fields and field not in _TABLES:
                parts = [part.strip() for part in cell.split("|") if part.strip()]
                fields[field] = parts if field in _LISTS else _plain(cell.strip())
        read.append(RawRow(source.where, number, fields, frozenset(fields)))
    return tuple(read), tuple(problems)


def _plain(cell: str) -> Any:
    return {"true": True, "false": False}.get(
        cell.lower(), int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 5 else cell
    )
