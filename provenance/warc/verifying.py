"""Is a bundle (WACZ) what it was? Every digest in it is computed again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from provenance.errors import ArchiveFileError

from .record import RecordFault, parse_record
from .segment import Loss, cut_segments

_DESCRIPTION, _DIGEST = "datapackage.json", "datapackage-digest.json"
#: A description is a few kilobytes; one so long is none.
_MAX_DESCRIPTION = 50_000_000
#: A bundle holds the pages of one article; a file that says it unfolds further is not unfolded.
_MAX_WARC = 4_000_000_000
_SHA256 = "provenance-sha256"


@dataclass(frozen=True, slots=True)
class WaczCheck:
    """What a bundle holds, and what is wrong with it, a line each.

    `sha256` are the digests of the bodies in it; `records` counts its captures.
    """

    records: int
    sha256: frozenset[str]
    problems: tuple[str, ...]


def check_wacz(path: str | Path) -> WaczCheck:
    """Compute every digest of a WACZ again: of its description, of each file, of each record's block, payload and body.

    Raises:
        ArchiveFileError: it can't be opened, or is no WACZ.
    """
    problems: list[str] = []
    bodies: set[str] = set()
    records = 0
    try:
        with zipfile.ZipFile(path) as bundle:
            names = set(bundle.namelist())
            if _DESCRIPTION not in names:
                raise ArchiveFileError("check the bundle", str(path), f"it has no {_DESCRIPTION}", "give a WACZ file")
            described = _read(bundle, _DESCRIPTION)
            problems += _check_files(bundle, described, names)
            for name in sorted(names):
                if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                    with _unpacked(bundle, name) as stream:
                        read, own, faults = _check_warc(stream, name)
                    records, bodies = records + read, bodies | own
                    problems += faults
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ArchiveFileError("check the bundle", str(path), why, "check that the file is whole") from error
    return WaczCheck(records, frozenset(bodies), tuple(problems))


@contextlib.contextmanager
def _unpacked(bundle: zipfile.ZipFile, name: str) -> Iterator[BinaryIO]:
    """A file of the bundle on disk, where it can be read forwards and backwards."""
    if bundle.getinfo(name).file_size > _MAX_WARC:
        raise ArchiveFileError("check the bundle", name, f"it is longer than {_MAX_WARC} bytes", "check its parts one by one")
    with tempfile.TemporaryFile() as copy, bundle.open(name) as packed:
        shutil.copyfileobj(packed, copy, 1 << 20)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _read(bundle: zipfile.ZipFile, name: str) -> bytes:
    if bundle.getinfo(name).file_size > _MAX_DESCRIPTION:
        raise ArchiveFileError("check the bundle", name, "it is too long to be a description", "give a WACZ file")
    return bundle.read(name)


def _check_files(bundle: zipfile.ZipFile, described: bytes, names: set[str]) -> list[str]:
    problems = []
    if _DIGEST in names:
        if _json(_read(bundle, _DIGEST)).get("hash") != f"sha256:{hashlib.sha256(described).hexdigest()}":
            problems.append(f"{_DESCRIPTION} is not the one that {_DIGEST} was made for")
    else:
        problems.append(f"there is no {_DIGEST}")
    rows = _json(described).get("resources")
    listed = {str(row.get("path")): row for row in rows if isinstance(row, dict)} if isinstance(rows, list) else {}
    for name, row in sorted(listed.items()):
        if name not in names:
            problems.append(f"{name} is described and not there")
            continue
        digest, size = hashlib.sha256(), 0
        with bundle.open(name) as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
                size += len(piece)
        if row.get("hash") != f"sha256:{digest.hexdigest()}" or row.get("bytes") != size:
            problems.append(f"{name} was altered: its digest is not the one in {_DESCRIPTION}")
    extra = sorted(name for name in names - set(listed) - {_DESCRIPTION, _DIGEST} if not name.endswith("/"))
    return problems + [f"{name} is there and not described" for name in extra]


def _check_warc(stream: BinaryIO, name: str) -> tuple[int, set[str], list[str]]:
    """How many captures a WARC holds, the digests of their bodies, and what is wrong with them."""
    problems: list[str] = []
    losses: list[Loss] = []
    found: list[str] = []
    noted: list[str] = []
    for segment in cut_segments(stream, name, losses):
        try:
            capture = parse_record(segment, max_bytes=200_000_000)
        except RecordFault as fault:
            problems.append(f"{name}: a record near byte {segment.offset} could not be read ({fault})")
            continue
        if capture is not None:
            found.append(hashlib.sha256(capture.body).hexdigest())
        elif b"WARC-Type: metadata" in segment.data[:2000]:
            lines = (line.partition(b":") for line in segment.data.splitlines())
            noted += [value.strip().decode() for key, _, value in lines if key == _SHA256.encode()]
    stream.seek(0)
    problems += [loss.line for loss in losses] or _check_digests(stream, name)
    problems += [f"{name}: no record has the SHA-256 {digest[:16]}… that is noted" for digest in noted if digest not in found]
    return len(found), set(found), problems


def _check_digests(stream: BinaryIO, name: str) -> list[str]:
    """Records whose block or payload is not what their own headers say. Only for files without damage: warcio stops at it."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    problems: list[str] = []
    try:
        for record in ArchiveIterator(stream, check_digests=True):
            record.content_stream().read()
            if record.digest_checker.passed is False:
                problems.append(f"{name}: the record of {record.rec_headers.get_header('WARC-Target-URI')} was altered")
    except ArchiveLoadFailed as error:
        problems.append(f"{name}: it can't be read ({error})")
    return problems


def _json(data: bytes) -> dict[str, Any]:
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return tree if isinstance(tree, dict) else {}
