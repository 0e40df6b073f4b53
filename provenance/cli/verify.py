"""`provenance verify`: was a log of corrections altered?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from provenance.errors import SettingsError

from .options import common
from .output import write_result


@click.command("verify")
@click.argument("log", metavar="LOG.jsonl")
@click.option("--last", metavar="HASH", help="The last record's hash, kept elsewhere: shows whether records were cut off.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(log: str, last: str | None, form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """Was this log of corrections altered?

    LOG.jsonl (or -) has one record a line, each sealed with the hash of the one before it. Exit code 1 says that a record
    was altered, moved, put in or taken out.
    """
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
