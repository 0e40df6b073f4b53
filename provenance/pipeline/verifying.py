"""Reads a log of a person's corrections from JSON lines, and says whether it is whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from provenance.errors import SettingsError
from provenance.model.override import OverrideRecord

#: Longer lines are no records.
_MAX_LINE = 1_000_000


def read_log(lines: Iterable[str], *, source: str) -> tuple[OverrideRecord, ...]:
    """The records of a log, one JSON object a line.

    Args:
        lines: the file's lines.
        source: its name, for messages.

    Raises:
        SettingsError: a line is no record; the message names it.
    """
    records = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if len(line) > _MAX_LINE:
                raise SettingsError("read the log", f"{source}, line {number}", "the line is too long to be a record")
            records.append(OverrideRecord.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "the line"
            todo = "give a log of corrections, one JSON object a line"
            raise SettingsError("read the log", f"{source}, line {number}", f"{place}: {first['msg']}", todo) from None
    return tuple(records)


def read_corrections(path: Path) -> tuple[OverrideRecord, ...]:
    """The records of a log that is whole. Raises SettingsError: no such file, no log, or a record of it was altered."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            records = read_log(stream, source=str(path))
    except OSError as error:
        raise SettingsError("read the log", str(path), error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise SettingsError("read the log", str(path), "it is not UTF-8 text", "give a log of corrections") from None
    problems = check_log(records)
    if problems:
        raise SettingsError("use the log", str(path), problems[0], "use a whole copy of it; `provenance verify` says more")
    return records


def write_log(records: Iterable[OverrideRecord]) -> str:
    """The records as JSON lines."""
    return "".join(record.model_dump_json(by_alias=True) + "\n" for record in records)


def check_log(records: tuple[OverrideRecord, ...], *, last: str | None = None) -> tuple[str, ...]:
    """What is wrong with a log, a line each; () where it is whole.

    Args:
        records: the log.
        last: the hash of its last record, or the beginning of it, where it was kept elsewhere: only so does it show that
            records were cut off at the end.
    """
    from provenance.assessment.overrides import verify_log

    problems = list(verify_log(records))
    own = records[-1].sha256 if records else ""
    if last and not own.startswith(last.lower()):
        problems.append(f"the last record is {own[:16] or 'none'}, and {last[:16]} was expected: records were cut off or added")
    return tuple(problems)
