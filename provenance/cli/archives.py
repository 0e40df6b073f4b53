"""`provenance archives`: which archives are configured."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .options import common, settings_from
from .output import write_result


@click.command("archives")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """Which archives there are, which are switched on, and how gently they are asked."""
    from provenance.pipeline import describe_archives

    rows = describe_archives(settings_from(config))
    if form == "json":
        write_result("".join(json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n" for row in rows), None)
        return 0
    lines = []
    for row in rows:
        state = (
            "on" if row.enabled else "asked when named with --archive" if row.kind == "captures" else "not part of an audit yet"
        )
        lines.append(f"{row.spec:<12} {row.title} ({state})")
        if row.base_url:
            lines.append(f"{'':<12} {row.base_url}, at most {row.rate:g} index requests a second")
        if row.limits:
            lines.append(f"{'':<12} {row.limits}{f' (as known on {row.known})' if row.known else ''}")
    write_result("\n".join(lines) + "\n", None)
    return 0
