"""The built index as a file, checked against what it was built from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from provenance.catalog.registry import SourceFile

from .index import Index

_FORMAT = 1
#: What decides how rows become keys: a changed rule makes every stored index stale.
_CODE = ("index.py", "keys.py", "translit.py", "hosts.py")


def digest_of(sources: Sequence[SourceFile], extra: Sequence[SourceFile]) -> str:
    """SHA-256 over the rows' files, the tables and the code that builds the index."""
    whole = hashlib.sha256(f"outlets index {_FORMAT}".encode())
    code = [SourceFile(name, (files("provenance.outlets") / name).read_bytes()) for name in _CODE]
    code.append(SourceFile("places.toml", (files("provenance.catalog") / "places.toml").read_bytes()))
    for part in (code, sources, extra):
        for source in part:
            whole.update(f"\0{source.where}\0{len(source.data)}\0".encode())
            whole.update(source.data)
        whole.update(b"\1")
    return whole.hexdigest()


def _path(cache_dir: Path, digest: str) -> Path:
    return cache_dir / f"outlets-{digest[:32]}.json"


def read_index(cache_dir: Path, digest: str) -> tuple[Index, tuple[str, ...]] | None:
    """The stored index with the problems of its rows, or None if there is none, it is broken, or it was built from something else."""
    try:
        data = json.loads(_path(cache_dir, digest).read_bytes())
        if data["digest"] != digest:
            return None
        return Index(**data["index"]), tuple(data["problems"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_index(cache_dir: Path, digest: str, index: Index, problems: Sequence[str]) -> None:
    """Stores the index whole or not at all. A folder that can't be written is no reason to stop."""
    path = _path(cache_dir, digest)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        data = {"digest": digest, "problems": list(problems), "index": index.as_data()}
        part.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
