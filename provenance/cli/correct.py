"""`provenance correct`: a person's correction, written into a log that only grows."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from provenance.errors import SettingsError
from provenance.model.override import LAYERS

from .options import common
from .output import write_result


@click.command("correct")
@click.argument("log", type=click.Path(path_type=Path), metavar="LOG.jsonl")
@click.argument("report", type=click.Path(path_type=Path), required=False)
@click.argument("claim", required=False)
@click.option("--of", "citation", metavar="CITATION", help="The citation of the claim that is corrected, by its id.")
@click.option("--layer", type=click.Choice(LAYERS), help="What is corrected; the grade follows by the rules.")
@click.option("--to", metavar="VALUE", help="What it is: E0 to E4, EU or EX for support; high or none for a page; ...")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--reason", required=True, metavar="WORDS", help="Why, in a word or two.")
@click.option("--note", default="", metavar="TEXT", help="Anything else that should be kept.")
@click.option("--undo", metavar="HASH", help="Take this record back (the beginning of its hash), in place of a correction.")
@common
def command(
    log: Path,
    report: Path | None,
    claim: str | None,
    citation: str | None,
    layer: Any,
    to: str | None,
    by: str,
    reason: str,
    note: str,
    undo: str | None,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Write a person's correction of a report into a log, or take one back.

    REPORT is what `audit --format json` wrote, CLAIM an id in it. Nothing in LOG is ever changed: a record is added, sealed
    with the hash of the one before it. `audit --overrides LOG` grades anew, also an edited article, and `verify LOG` finds
    what was altered.
    """
    from provenance.pipeline import read_corrections
    from provenance.pipeline.correcting import correct_report, undo_correction
    from provenance.pipeline.verifying import write_log

    records = read_corrections(log) if log.exists() else ()
    at = datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if undo:
        records = undo_correction(records, undo, by=by, reason=reason, at=at)
    elif report is None or claim is None or layer is None or to is None:
        raise SettingsError(
            "correct", str(log), "it is not said what is corrected", "give REPORT, CLAIM, --layer and --to, or --undo HASH"
        )
    else:
        records = correct_report(
            records, _audit(report), claim=claim, citation=citation, layer=layer, to=to, by=by, reason=reason, note=note, at=at
        )
    write_result(write_log(records), log)
    write_result(f"{records[-1].sha256}\n", None)
    return 0


def _audit(path: Path) -> Mapping[str, Any]:
    """The one audit in a file."""
    todo = "give the output of audit --format json of one article"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except OSError as error:
        raise SettingsError("read the report", str(path), error.strerror or str(error), "check the path") from None
    except (UnicodeDecodeError, ValueError):
        raise SettingsError("read the report", str(path), "it is no report, a line an article", todo) from None
    if len(rows) != 1 or not isinstance(rows[0], dict) or not {"claims", "assessments", "run"} <= set(rows[0]):
        raise SettingsError("read the report", str(path), "it is not the audit of one article", todo)
    return rows[0]
