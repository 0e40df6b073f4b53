"""The built index as a file, checked against what it was built from.

The large tables are stored as two texts each, keys and values a line, and a value is decoded when it is first asked for: a
run reads some dozens of several thousand entries, and decoding all of them would cost more than everything else at start.

The version of the Public Suffix List is not part of the digest: it changes weekly, and an index built with another one differs
at most in how a name with a dot in it is folded, for endings that are new.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from provenance.catalog.registry import SourceFile

from .index import TABLES, Index

_FORMAT = 7
#: The index of the shipped rows alone, beside this module in a built package.
SHIPPED = "shipped.index"
#: What decides how rows become keys: a changed rule makes every stored index stale.
_CODE = ("index.py", "keys.py", "translit.py", "hosts.py", "registry.py", "stored.py", "twins.py")
#: Tables whose values are decoded late.
_LATE = ("rows", "keys", "hosts", "phrases", "firsts")
_EARLY = ("services", *TABLES, "users", "ignored")
#: So many indexes stay: one for each set of users' files that is in use.
_KEPT = 8
_SEPARATOR = b"\x1e"


class Late(Mapping[str, Any]):
    """A table that is taken apart when it is first used, and whose values are JSON until they are asked for.

    Args:
        keys: UTF-8, one a line.
        values: the values in the same order, one a line.
    """

    __slots__ = ("_keys", "_read", "_texts", "_values")

    def __init__(self, keys: bytes, values: bytes) -> None:
        self._keys, self._values = keys, values
        self._texts: dict[str, str] | None = None
        self._read: dict[str, Any] = {}

    def _table(self) -> dict[str, str]:
        if self._texts is None:
            keys = self._keys.decode().split("\n") if self._keys else []
            self._texts = dict(zip(keys, self._values.decode().split("\n"), strict=False))
            self._keys = self._values = b""
        return self._texts

    def __getitem__(self, key: str) -> Any:
        if key in self._read:
            return self._read[key]
        value = self._read[key] = json.loads(self._table()[key])
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping; a miss costs one look into a dict."""
        return self[key] if key in self._table() else default

    def __contains__(self, key: object) -> bool:
        return key in self._table()

    def __iter__(self) -> Iterator[str]:
        return iter(self._table())

    def __len__(self) -> int:
        return len(self._table())


def digest_of(sources: Sequence[SourceFile], extra: Sequence[SourceFile]) -> str:
    """SHA-256 over the rows' files, the tables and the code that builds the index."""
    whole = hashlib.sha256(f"outlets index {_FORMAT}".encode())
    code = [SourceFile(name, (files("provenance.outlets") / name).read_bytes()) for name in _CODE]
    for name in ("places.toml", "registry.py"):
        code.append(SourceFile(f"catalog/{name}", (files("provenance.catalog") / name).read_bytes()))
    for part in (code, sources, extra):
        for source in part:
            whole.update(f"\0{source.where}\0{len(source.data)}\0".encode())
            whole.update(source.data)
        whole.update(b"\1")
    return whole.hexdigest()


def encode(index: Index, digest: str, problems: Sequence[str]) -> bytes:
    """The index as bytes, the same for the same rows; `decode` reads them."""
    tables = {name: dict(getattr(index, name)) for name in _EARLY}
    parts: list[bytes] = []
    for name in _LATE:
        table = getattr(index, name)
        parts += ["\n".join(table).encode(), "\n".join(_json(value) for value in table.values()).encode()]
    head = {"digest": digest, "sizes": [len(one) for one in parts], "problems": list(problems), "tables": tables}
    return _SEPARATOR.join([_json(head).encode(), *parts])


def decode(data: bytes, digest: str) -> tuple[Index, tuple[str, ...]] | None:
    """The index and the problems of its rows; None if the bytes are damaged, or were built from anything but what is asked."""
    try:
        head, *parts = data.split(_SEPARATOR)
        read = json.loads(head)
        if read["digest"] != digest or read["sizes"] != [len(part) for part in parts] or len(parts) != 2 * len(_LATE):
            return None
        late = {name: Late(parts[2 * i], parts[2 * i + 1]) for i, name in enumerate(_LATE)}
        tables: dict[str, Any] = late | read["tables"]
        return Index(**tables), tuple(read["problems"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _path(cache_dir: Path, digest: str) -> Path:
    return cache_dir / f"outlets-{digest[:32]}.index"


def read_shipped(digest: str) -> tuple[Index, tuple[str, ...]] | None:
    """The index that was built with the package (hatch_build.py); None where there is none, or rows or code changed since."""
    try:
        return decode((files("provenance.outlets") / SHIPPED).read_bytes(), digest)
    except OSError:
        return None


def read_index(cache_dir: Path, digest: str) -> tuple[Index, tuple[str, ...]] | None:
    """The index that an earlier run stored; None if there is none, it is broken, or it was built from something else."""
    try:
        return decode(_path(cache_dir, digest).read_bytes(), digest)
    except OSError:
        return None


def write_index(cache_dir: Path, digest: str, index: Index, problems: Sequence[str]) -> None:
    """Stores the index whole or not at all. A folder that can't be written is no reason to stop."""
    path = _path(cache_dir, digest)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        part.write_bytes(encode(index, digest, problems))
        part.replace(path)
        for old in sorted(cache_dir.glob("outlets-*.index"), key=lambda file: file.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
