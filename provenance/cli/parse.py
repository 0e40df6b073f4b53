"""`provenance parse`: read only, no network, no clock."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import SourceError

from .options import DayType, cache_folder, common, settings_from
from .output import color_wanted, exit_code, note, terminal_width, write_result

if TYPE_CHECKING:
    from provenance.model.dates import PartialDate


@click.command("parse")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", type=DayType(), help="The article's publication date, if you know better than the page.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--pretty", is_flag=True, help="Indent the JSON.")
@click.option(
    "--outlets",
    "outlets",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own outlets (repeatable).",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Write here instead of to standard output."
)
@common
def command(
    sources: tuple[str, ...],
    published: PartialDate | None,
    form: str,
    pretty: bool,
    outlets: tuple[Path, ...],
    output: Path | None,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Read articles: references, citations, claims and findings. No network.

    An address among the SOURCEs is not fetched: save the page, or use `audit`.
    """
    from provenance.pipeline import open_registry, read_article, read_source
    from provenance.report import render_reading

    settings = settings_from(config, {"outlets": {"files": [str(path) for path in outlets]}} if outlets else None)
    registry = open_registry(settings, cache_dir=cache_folder())
    for problem in registry.problems:
        note(problem, quiet=quiet)
    parts, failed = [], []
    for source in sources:
        try:
            data = sys.stdin.buffer.read(settings.read.max_bytes + 1) if source == "-" else None
            document = read_source(source, published=published, max_bytes=settings.read.max_bytes, data=data)
        except SourceError as error:
            failed.append(source)
            note(error.line, quiet=False)
            if form == "json":
                parts.append(json.dumps({"source": source, "error": error.line}, ensure_ascii=False) + "\n")
            continue
        for warning in document.warnings:
            note(f"{source}: {warning}", quiet=quiet)
        reading = read_article(document, registry)
        parts.append(render_reading(reading, form, pretty=pretty, color=color_wanted(output), width=terminal_width()))
    write_result("".join(parts), output)
    return exit_code(failed, len(sources))
