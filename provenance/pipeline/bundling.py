"""The bundle of an audit: written beside the report, and checked against it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from provenance.errors import OutputError, SettingsError
from provenance.model.audit import Audit
from provenance.model.record import Record
from provenance.version import VERSION

from .desk import Desk

#: A report is read whole; one that is longer is none.
_MAX_REPORT = 500_000_000
#: A time stamp with its certificates is some kilobytes.
_MAX_STAMP = 1_000_000


class BundleReport(Record):
    """What a bundle holds, and what is wrong with it, a line each. `sha256` is the file's own digest.

    `stamped_at` is the UTC time that a time stamp beside it names for that digest; whose signature it bears is not checked.
    """

    file: str
    sha256: str
    captures: int
    problems: tuple[str, ...] = ()
    stamped_at: datetime | None = None


def keep_evidence(audit: Audit, desk: Desk, path: Path, *, authority: str | None = None) -> tuple[Audit, str | None]:
    """Writes the captures that an audit's verdicts rest on to a WACZ, and says so in the audit.

    Its time of making is the day that the audit is made for, so that equal audits give equal bytes.

    Args:
        audit: what the desk has just made.
        desk: opened with a keeper.
        path: the WACZ.
        authority: the address of a time stamping authority (RFC 3161), which is sent the bundle's digest; its answer is kept
            beside the bundle, as `.tsr`.

    Returns:
        The audit, which names its bundle, and why there is no time stamp where one was wanted.

    Raises:
        OutputError: it can't be written.
        SettingsError: the desk keeps nothing.
    """
    if desk.keeper is None:
        raise SettingsError("write the bundle", str(path), "nothing was kept during this audit", "open the desk with a keeper")
    made = datetime.combine(audit.run.as_of, time(), UTC)
    bundle = desk.keeper.write(path, audit.resolutions, created_at=made, software=f"provenance {VERSION}")
    trouble = None
    if authority is not None:
        from provenance.archives.timestamping import StampFault, ask_stamp

        try:
            stamp = ask_stamp(desk.client, authority, bundle.sha256)
            stamp_path(path).write_bytes(stamp.reply)
            bundle = bundle.model_copy(update={"stamp": stamp_path(path).name})
        except StampFault as fault:
            trouble = f"{path.name} has no time stamp: {fault}"
        except OSError as error:
            todo = "free some space or choose another folder"
            raise OutputError("write the time stamp", str(stamp_path(path)), error.strerror or str(error), todo) from error
    return audit.model_copy(update={"bundle": bundle}), trouble


def stamp_path(bundle: Path) -> Path:
    """Where a bundle's time stamp is kept."""
    return bundle.with_name(f"{bundle.name}.tsr")


def check_bundle(path: Path, *, report: Path | None = None) -> BundleReport:
    """Computes every digest of a bundle again; with a report, also whether it holds each page that the report rests on.

    Args:
        path: the WACZ.
        report: a report of `audit --format json`, whose first article is meant.

    Raises:
        ArchiveFileError: the bundle can't be opened, or is none.
        SettingsError: the report can't be read.
    """
    import hashlib

    from provenance.warc import check_wacz

    found = check_wacz(path)
    with path.open("rb") as stream:
        own = hashlib.file_digest(stream, "sha256").hexdigest()
    problems = list(found.problems)
    if report is not None:
        problems += _missing(_read_report(report), own, found.sha256)
    stamped_at = None
    if stamp_path(path).is_file():
        from provenance.archives.timestamping import StampFault, read_stamp

        try:
            stamped_at = read_stamp(stamp_path(path).read_bytes()[:_MAX_STAMP], own).at
        except (StampFault, OSError) as fault:
            problems.append(f"{stamp_path(path).name}: {fault}")
    return BundleReport(file=path.name, sha256=own, captures=found.records, problems=tuple(problems), stamped_at=stamped_at)


def _missing(report: Mapping[str, Any], own: str, held: frozenset[str]) -> list[str]:
    problems = []
    named = report.get("bundle")
    if not isinstance(named, dict):
        problems.append("the report names no bundle")
    elif named.get("sha256") != own:
        problems.append(
            f"the report names a bundle with SHA-256 {str(named.get('sha256'))[:16]}…, and this one has {own[:16]}…"
        )
    for resolution in _rows(report.get("resolutions")):
        for one in _rows(resolution.get("candidates")):
            if one.get("sha256") not in held:
                problems.append(f"the page {one.get('archive_url')} of {resolution.get('citation')} is not in the bundle")
    return problems


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _read_report(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MAX_REPORT:
            raise SettingsError("read the report", str(path), "it is too long", "give the report of one article")
        tree, _ = json.JSONDecoder().raw_decode(path.read_text(encoding="utf-8-sig").lstrip())
    except OSError as error:
        raise SettingsError("read the report", str(path), error.strerror or str(error), "check the path") from None
    except (ValueError, RecursionError):
        raise SettingsError("read the report", str(path), "it is no JSON", "give what audit --format json wrote") from None
    if not isinstance(tree, dict) or "resolutions" not in tree:
        raise SettingsError("read the report", str(path), "it is no report", "give what audit --format json wrote")
    return tree
