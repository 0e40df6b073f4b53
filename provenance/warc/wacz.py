"""Bundles of captures out: WACZ 1.1.1, byte-identical at every run for equal input.

A WACZ is a zip of a WARC, its index, a list of pages, and a description with the digest of each file; the digest of that
description stands beside it. Nothing in it is compressed by the zip itself, so that players can read it in pieces.
https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import os
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from provenance.errors import OutputError

from .writing import WarcFile

WACZ_VERSION = "1.1.1"
_WARC = "archive/data.warc.gz"
#: Lines of the index that share a gzip member, as the specification's own tools have it.
_BLOCK = 3000
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/provenance-checker/provenance/wacz")
#: Of the headers that a site sent these describe the wire, and the bytes in the bundle are decoded.
_WIRE_ONLY = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture for a bundle.

    `url` is the address that was captured, `urlkey` its SURT key, `body` what the site sent with encodings undone. `notes` are
    written beside it as they stand (where it comes from, its SHA-256); `truncated` where a size limit cut it.
    """

    url: str
    urlkey: str
    captured_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    title: str | None = None
    truncated: bool = False
    notes: tuple[tuple[str, str], ...] = ()


class WaczFile:
    """A WACZ being written; use it in a `with` statement. It appears under its name when it is whole, and not before.

    Args:
        path: the file.
        created_at: written into it as the time of its making, UTC.
        title: for people.
        software: the program that makes it.

    Raises:
        OutputError: the file can't be written.
    """

    def __init__(self, path: str | Path, *, created_at: datetime, title: str, software: str) -> None:
        self._path, self._created, self._title, self._software = Path(path), created_at, title, software
        self._lines: list[str] = []
        self._pages: list[dict[str, Any]] = []
        self.sha256 = ""
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="provenance-")
        except OSError as error:
            raise OutputError("write the bundle", str(path), error.strerror or str(error), "free some space") from error
        self._warc_path = Path(self._folder.name) / Path(_WARC).name
        self._warc = WarcFile(self._warc_path, created_at=created_at, software=software, info=(("isPartOf", title),))

    def add(self, kept: Kept) -> None:
        """Append a capture. Raises OutputError when the disk is full."""
        url = quote(kept.url, safe="%/:=&?~#+!$,;'@()*[]|")
        headers = [(name, " ".join(value.split())) for name, value in kept.headers if name.lower() not in _WIRE_ONLY]
        place = self._warc.add(
            url,
            kept.captured_at,
            kept.body,
            status=kept.status,
            headers=headers,
            truncated=kept.truncated,
            notes=kept.notes,
        )
        mime = next((value for name, value in headers if name.lower() == "content-type"), "").partition(";")[0].strip()
        row = {
            "url": url,
            "mime": mime or "unk",
            "status": str(kept.status),
            "digest": place.digest,
            "length": str(place.length),
            "offset": str(place.offset),
            "filename": Path(_WARC).name,
        }
        moment = kept.captured_at.astimezone(UTC)
        self._lines.append(f"{kept.urlkey} {moment:%Y%m%d%H%M%S} {json.dumps(row, ensure_ascii=True)}\n")
        page = {"id": uuid.uuid5(_NAMESPACE, f"{url} {moment}").hex[:22], "url": url, "ts": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
        self._pages.append(page | ({"title": kept.title} if kept.title else {}))

    def close(self, *, keep: bool = True) -> None:
        """Finish the file; `keep` False leaves nothing behind."""
        self._warc.close()
        try:
            if keep:
                self._finish()
        finally:
            self._folder.cleanup()

    def _finish(self) -> None:
        index, blocks = _zip_numbered(sorted(self._lines))
        pages = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}, *self._pages]
        files: list[tuple[str, bytes | Path]] = [
            (_WARC, self._warc_path),
            ("indexes/index.cdx.gz", index),
            ("indexes/index.idx", blocks),
            ("pages/pages.jsonl", "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages).encode()),
        ]
        name = ""
        try:
            number, name = tempfile.mkstemp(dir=self._path.parent, prefix=".bundle-")
            with os.fdopen(number, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as bundle:
                resources = [_store(bundle, path, content) for path, content in files]
                described = _description(self._title, self._created, self._software, resources)
                _store(bundle, "datapackage.json", described)
                digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
                _store(bundle, "datapackage-digest.json", json.dumps(digest, indent=2).encode())
            with open(name, "rb") as whole:
                self.sha256 = hashlib.file_digest(whole, "sha256").hexdigest()
            os.chmod(name, 0o644)
            os.replace(name, self._path)
        except OSError as error:
            if name:
                with contextlib.suppress(OSError):
                    os.unlink(name)
            why = error.strerror or str(error)
            todo = "free some space or choose another folder"
            raise OutputError("write the bundle", str(self._path), why, todo) from error

    def __enter__(self) -> WaczFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close(keep=kind is None)


def _zip_numbered(lines: Sequence[str]) -> tuple[bytes, bytes]:
    """The sorted index in gzip members of some lines each, and the table that says where each member begins."""
    packed = io.BytesIO()
    table = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for start in range(0, len(lines), _BLOCK):
        block = gzip.compress("".join(lines[start : start + _BLOCK]).encode(), mtime=0)
        key = " ".join(lines[start].split(" ", 2)[:2])
        table.append(f'{key} {{"offset": {packed.tell()}, "length": {len(block)}}}\n')
        packed.write(block)
    if not lines:
        packed.write(gzip.compress(b"", mtime=0))
    return packed.getvalue(), "".join(table).encode()


def _store(bundle: zipfile.ZipFile, path: str, content: bytes | Path) -> dict[str, Any]:
    """Put a file into the zip; its row of the description."""
    info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # the zip's own clock says nothing: equal input, equal bytes
    info.create_system, info.external_attr = 3, 0o644 << 16
    size, digest = 0, hashlib.sha256()
    source = open(content, "rb") if isinstance(content, Path) else io.BytesIO(content)  # noqa: SIM115 - closed below
    with source, bundle.open(info, "w") as target:
        while piece := source.read(1 << 20):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}


def _description(title: str, created: datetime, software: str, resources: Iterable[dict[str, Any]]) -> bytes:
    described = {
        "profile": "data-package",
        "title": title,
        "resources": list(resources),
        "created": f"{created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "wacz_version": WACZ_VERSION,
        "software": software,
    }
    return json.dumps(described, indent=2, ensure_ascii=False).encode()
