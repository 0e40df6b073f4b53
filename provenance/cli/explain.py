"""`provenance explain`: how a claim or citation of a report came out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from provenance.errors import SettingsError

from .options import common
from .output import write_result


@click.command("explain")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("id", metavar="CLAIM-OR-CITATION")
@click.option("--source", metavar="SOURCE", help="Which article, where the report holds several.")
@common
def command(report: Path, id: str, source: str | None, config: Path | None, debug: bool, quiet: bool) -> int:
    """How this claim or citation came out, step by step, down to characters and bytes.

    REPORT is what `audit --format json` or `parse --format json` wrote. Ids are those in the report: c3, k5 ... With @693 it
    tells what was made of the bracket at character 693 of the article, and why.
    """
    from provenance.report.explanation import explain

    try:
        text = report.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError("read the report", str(report), error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise SettingsError(
            "read the report", str(report), "it is not UTF-8 text", "give the output of audit --format json"
        ) from None
    rows = _rows(text, report)
    named = [row for row in rows if source is None or row.get("document", {}).get("source") == source]
    if len(named) != 1:
        names = ", ".join(str(row.get("document", {}).get("source")) for row in rows)
        raise SettingsError(
            "explain", str(report), f"it holds {len(named)} such articles", f"choose one with --source: {names}"
        )
    write_result(explain(named[0], id), None)
    return 0


def _rows(text: str, path: Path) -> list[dict[str, Any]]:
    try:
        rows = (
            [json.loads(text)] if text.lstrip().startswith("{\n") else [json.loads(line) for line in text.splitlines() if line]
        )
    except ValueError as error:
        raise SettingsError(
            "read the report", str(path), f"no JSON ({error})", "give the output of audit --format json"
        ) from None
    return [row for row in rows if isinstance(row, dict) and "claims" in row]
