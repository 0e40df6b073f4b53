"""`provenance index`: a catalogue of captures from archive and index files."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import common
from .output import note, write_result

if TYPE_CHECKING:
    from provenance.index import Manifest

_PATH = click.Path(path_type=Path)
_memory = click.option(
    "--memory",
    default="1GB",
    show_default=True,
    metavar="SIZE",
    help="The most that the engine may take; more goes to disk.",
)
_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group("index")
def command() -> None:
    """A catalogue of captures, made of WARC, WACZ, CDX, CDXJ, Parquet and GDELT files, and asked in bulk.

    An audit asks it with --archive index:PATH, before it asks anyone else.
    """


@command.command("build")
@click.argument("folder", type=_PATH)
@click.argument("inputs", nargs=-1, required=True, type=_PATH)
@click.option(
    "--holder",
    metavar="SPEC",
    help="Who shows what CDX and Parquet files list: an id or cdx+http://... (default: wayback; Common Crawl for its own).",
)
@_memory
@_format
@common
def build(
    folder: Path,
    inputs: tuple[Path, ...],
    holder: str | None,
    memory: str,
    form: str,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Make the catalogue FOLDER of INPUTS, or make it anew; until it is ready, what was there before stays in use.

    An input may be a folder, and a catalogue: `index build NEW OLD more.cdx.gz` adds to one. What can't be read is counted and
    said; the rest is read.
    """
    from provenance.index import build_catalogue

    built = build_catalogue(folder, inputs, archive=holder, memory=memory, watch=lambda line: note(line, quiet=quiet))
    for line in built.failed:
        note(line, quiet=False)
    for source in built.manifest.sources:
        for loss in source.losses:
            note(f"lost: {loss}", quiet=False)
    write_result(_described(folder, built.manifest, form), None)
    return 3 if built.failed else 0


@command.command("info")
@click.argument("folder", type=_PATH)
@_format
@common
def info(folder: Path, form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """What the catalogue FOLDER holds, what it was made of, and what could not be read then."""
    from provenance.index.manifest import read_manifest

    write_result(_described(folder, read_manifest(folder), form), None)
    return 0


@command.command("join")
@click.argument("folder", type=_PATH)
@click.argument("questions", type=_PATH)
@click.option("-o", "--output", required=True, type=_PATH, metavar="PATH", help="Parquet to write, a row a question.")
@_memory
@common
def join(folder: Path, questions: Path, output: Path, memory: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """Answer many QUESTIONS at once: Parquet or CSV with id, host, since and until (UTC).

    Each gets the number of captures of that host (and those below it) in that window, and the first of them.
    """
    from provenance.index import Catalogue

    with tempfile.TemporaryDirectory(prefix=".join-", dir=output.absolute().parent) as scratch:
        catalogue = Catalogue(folder, scratch=Path(scratch), memory=memory)
        try:
            found = catalogue.join(questions, output)
        finally:
            catalogue.close()
    note(f"{found} questions have a capture; the answers are in {output}", quiet=quiet)
    return 0


def _described(folder: Path, manifest: Manifest, form: str) -> str:
    if form == "json":
        return json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False) + "\n"
    days = f", {manifest.first} to {manifest.last}" if manifest.first else ""
    seen = f" and {manifest.listings:,} pages seen by GDELT" if manifest.listings else ""
    lines = [f"{folder}: {manifest.rows - manifest.listings:,} captures{seen} of {manifest.hosts:,} hosts{days}"]
    for source in manifest.sources:
        skipped = f", {source.skipped:,} rows made no sense" if source.skipped else ""
        lost = f", {len(source.losses)} stretches could not be read" if source.losses else ""
        holder = "" if source.archive in ("warc", "gdelt") else f", shown by {source.archive}"
        lines.append(f"  {source.form:<9} {source.path}: {source.rows:,} rows{holder}{skipped}{lost}")
    return "\n".join(lines) + "\n"
