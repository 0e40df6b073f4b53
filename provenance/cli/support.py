"""`provenance support`: one page against one sentence, many times."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from provenance.errors import SettingsError

from .options import common, settings_from
from .output import write_result


@click.command("support")
@click.argument("pairs", metavar="PAIRS.jsonl")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(pairs: str, form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """What does this page show about this sentence?

    PAIRS.jsonl (or -) has one object a line: {"id", "claim", "page"}; page is a text or a list of sentences.
    """
    from provenance.pipeline import PairJudge

    judge = PairJudge(settings_from(config))
    for row in _rows(pairs):
        support = judge.judge(row["claim"], row["page"])
        if form == "json":
            write_result(json.dumps({"id": row["id"], **support.model_dump(mode="json")}, ensure_ascii=False) + "\n", None)
        else:
            lines = [f"{row['id']}: {support.level} {support.reason}"]
            lines += [f'  {passage.score:.2f}  "{" ".join(passage.text.split())}"' for passage in support.passages[:3]]
            write_result("\n".join(lines) + "\n", None)
    return 0


def _rows(path: str) -> Iterator[dict[str, Any]]:
    try:
        stream = sys.stdin if path == "-" else open(path, encoding="utf-8-sig")  # noqa: SIM115 - standard input must stay open
        with stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _row(line, f"{path}, line {number}")
    except OSError as error:
        raise SettingsError("read the pairs", path, error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise SettingsError("read the pairs", path, "it is not UTF-8 text", "save it as UTF-8") from None


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SettingsError("read the pairs", where, f"no JSON ({error})", 'write {"id", "claim", "page"}') from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("claim"), str):
        raise SettingsError("read the pairs", where, "id or claim is not there", 'write {"id", "claim", "page"}')
    page = row.get("page")
    if not isinstance(page, str) and not (isinstance(page, list) and all(isinstance(sentence, str) for sentence in page)):
        raise SettingsError(
            "read the pairs", where, "page is neither a text nor a list of sentences", 'write {"id", "claim", "page"}'
        )
    return row
