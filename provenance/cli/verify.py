"""`provenance verify`: was a log of corrections, or a bundle of evidence, altered?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from provenance.errors import SettingsError

from .options import common
from .output import write_result


@click.command("verify")
@click.argument("log", metavar="FILE")
@click.option("--last", metavar="HASH", help="The last record's hash, kept elsewhere: shows whether records were cut off.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="REPORT.json",
    help="A bundle's report (audit --format json): is each page that it rests on in the bundle?",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(log: str, last: str | None, report: Path | None, form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """Was this log of corrections, or this bundle of evidence, altered?

    FILE is a log (LOG.jsonl, or -), one record a line, each sealed with the hash of the one before it; or a bundle
    (BUNDLE.wacz), in which every digest is computed again. Exit code 1 says that something was altered, moved, put in or taken
    out.
    """
    if log.lower().endswith(".wacz"):
        return _verify_bundle(Path(log), report, form)
    if report is not None:
        raise SettingsError("compare with the report", log, "only a bundle (.wacz) has one", "leave out --report")
    from provenance.pipeline.verifying import check_log, read_log

    try:
        if log == "-":
            records = read_log(sys.stdin, source="standard input")
        else:
            with open(log, encoding="utf-8-sig") as stream:
                records = read_log(stream, source=log)
    except OSError as error:
        raise SettingsError("read the log", log, error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise SettingsError("read the log", log, "it is not UTF-8 text", "give a log of corrections") from None
    problems = check_log(records, last=last)
    own = records[-1].sha256 if records else None
    if form == "json":
        write_result(
            json.dumps({"records": len(records), "last": own, "whole": not problems, "problems": problems}) + "\n", None
        )
    elif problems:
        write_result("".join(f"{problem}\n" for problem in problems), None)
    else:
        write_result(
            f"{len(records)} {'record' if len(records) == 1 else 'records'}, whole; the last is {own or 'none'}\n", None
        )
    return 1 if problems else 0


def _verify_bundle(path: Path, report: Path | None, form: str) -> int:
    from provenance.pipeline import check_bundle

    found = check_bundle(path, report=report)
    if form == "json":
        tree: dict[str, object] = {
            "captures": found.captures,
            "sha256": found.sha256,
            "whole": not found.problems,
            "problems": found.problems,
        }
        if found.stamped_at is not None:
            tree["stamped_at"] = f"{found.stamped_at:%Y-%m-%dT%H:%M:%SZ}"
        write_result(json.dumps(tree) + "\n", None)
    elif found.problems:
        write_result("".join(f"{problem}\n" for problem in found.problems), None)
    else:
        noun = "capture" if found.captures == 1 else "captures"
        stamp = f"; stamped at {found.stamped_at:%Y-%m-%d %H:%M:%S} UTC" if found.stamped_at else ""
        write_result(f"{found.captures} {noun}, whole; SHA-256 {found.sha256}{stamp}\n", None)
    return 1 if found.problems else 0
