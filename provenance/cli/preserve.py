"""`provenance preserve`: ask the Internet Archive to capture pages."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from .options import common, settings_from
from .output import write_result


@click.command("preserve")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(urls: tuple[str, ...], form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """Ask the Internet Archive to capture live pages (Save Page Now). Wants a key; no audit does this by itself.

    Each page comes out as asked (the order was taken), confirmed (there is a capture, and this is its address) or failed.
    """
    from provenance.pipeline import preserve_pages

    settings = settings_from(config, {"net": {"trust_env": True}})
    for row in preserve_pages(urls, settings, clock=time.time, sleep=time.sleep):
        if form == "json":
            write_result(json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n", None)
        else:
            write_result(f"{row.state:<10} {row.url}  {row.archive_url or row.reason}\n", None)
    return 0
