"""`provenance record`: how services answer, recorded for the tests that play it back."""

from __future__ import annotations

import time
from pathlib import Path

import click

from .options import common, settings_from
from .output import note, write_result


@click.command("record")
@click.argument("services", nargs=-1, metavar="[ID...]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("cassettes"),
    show_default=True,
    metavar="FOLDER",
    help="Where cassettes go, one folder a service.",
)
@click.option(
    "--max-bytes", type=click.IntRange(min=1), default=200_000, show_default=True, help="Keep no answers longer than this."
)
@click.option("--private", is_flag=True, help="Ask no service that is sent words.")
@common
def command(
    services: tuple[str, ...], output: Path, max_bytes: int, private: bool, config: Path | None, debug: bool, quiet: bool
) -> int:
    """Record how services answer, for the tests that play it back. Needs a network.

    Each service that is switched on, or those that are named, is asked two questions that hold no word of any article: one
    that finds something, one that finds nothing. What it answered goes into FOLDER/ID/NAME.yaml, without keys, cookies and
    addresses of this machine. Whatever is neither a find nor a "nothing there" is not kept.
    """
    from provenance.pipeline import record_answers

    settings = settings_from(config, {"net": {"trust_env": True}})
    kept = 0
    for row in record_answers(
        settings, output, clock=time.time, sleep=time.sleep, only=services, private=private, max_bytes=max_bytes
    ):
        if row.path is None:
            note(f"{row.archive} {row.name}: not kept ({row.outcome}: {row.why})", quiet=quiet)
        else:
            kept += 1
            write_result(f"{row.path}  {row.outcome}\n", None)
    note(f"{kept} {'cassette' if kept == 1 else 'cassettes'} written", quiet=quiet)
    return 0
