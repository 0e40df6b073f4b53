"""Adds to a user's file of outlets without touching what stands in it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from provenance.errors import CatalogError

_IGNORE = re.compile(r"^ignore\s*=\s*\[[^\]]*\][^\n]*\n?", re.MULTILINE)


def with_row(text: str, row: Mapping[str, object], where: str) -> str:
    """A TOML file of outlets with one row more.

    Raises:
        CatalogError: the file is not TOML, or has a row of this id.
    """
    known = _read(text, where)
    if any(isinstance(old, dict) and old.get("id") == row["id"] for old in known.get("outlet", ())):
        raise CatalogError(
            "add the outlet", f"{row['id']!r} to {where}", "there is a row of this id", "give another --id, or edit the row"
        )
    lines = ["[[outlet]]", *(f"{field} = {_toml(value)}" for field, value in row.items())]
    longer = f"{text.rstrip()}\n\n" if text.strip() else ""
    return _checked(longer + "\n".join(lines) + "\n", where)


def with_ignored(text: str, names: Sequence[str], where: str) -> str:
    """A TOML file of outlets that says of more names that they are no outlets. Raises CatalogError as `with_row` does."""
    known = [str(name) for name in _read(text, where).get("ignore", ())]
    keys = {name.casefold() for name in known}
    known += [name for name in dict.fromkeys(names) if name.casefold() not in keys]
    line = f"ignore = {_toml(known)}\n"
    first_table = re.search(r"^\[", text, re.MULTILINE)
    head, tail = (text[: first_table.start()], text[first_table.start() :]) if first_table else (text, "")
    head = _IGNORE.sub(lambda _: line, head, count=1) if _IGNORE.search(head) else f"{head.rstrip()}\n\n{line}\n".lstrip()
    return _checked(head + tail, where)


def _read(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogError("add to the outlets file", where, f"it is not TOML: {error}", "mend the line named") from None


def _checked(text: str, where: str) -> str:
    _read(text, where)
    return text


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_toml(part) for part in value)}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{field} = {_toml(part)}" for field, part in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
