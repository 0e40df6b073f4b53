"""`provenance audit`: the main job."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import SettingsError, SourceError

from .bundling import Bundling
from .delivery import Delivery
from .options import DayType, asking, asking_flags, cache_folder, common, settings_from
from .output import color_wanted, exit_code, note, terminal_width
from .thresholds import crossed, read_thresholds

if TYPE_CHECKING:
    from provenance.model.dates import PartialDate

FORMATS = ("text", "json", "html", "csv")


@click.command("audit")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", type=DayType(), help="The article's publication date, if you know better than the page.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--pretty", is_flag=True, help="Indent the JSON.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Write here instead of to standard output; a folder gets one file an article.",
)
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="LOG",
    help="A log of a person's corrections (JSON lines); what it corrects is graded anew. It must be whole: see verify.",
)
@click.option("--ask-model", is_flag=True, help="Ask the language model of judge.model, too; its words are checked.")
@click.option("--send-text", is_flag=True, help="Agree that claims and passages are sent to that model's host.")
@asking
@common
def command(
    sources: tuple[str, ...],
    published: PartialDate | None,
    form: str,
    pretty: bool,
    output: Path | None,
    overrides: Path | None,
    ask_model: bool,
    send_text: bool,
    archives: tuple[str, ...],
    offline: bool,
    as_of: PartialDate | None,
    max_requests: int | None,
    refresh: bool,
    outlets: tuple[Path, ...],
    wikidata: bool,
    fail_on: tuple[str, ...],
    no_observed: bool,
    bundle: Path | None,
    authority: str | None,
    private: bool,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Audit articles: find the cited items in archives and report claim by claim what they show."""
    from provenance.pipeline import EvidenceKeeper, audit_document, open_advisor, open_desk, read_corrections, read_source
    from provenance.report import render

    from .screen import watching

    thresholds = read_thresholds(fail_on)
    if form == "html" and len(sources) > 1 and not (output and output.is_dir()):
        raise SettingsError(
            "write several HTML reports to",
            str(output or "standard output"),
            "each is a page of its own",
            "give a folder with -o",
        )
    flags = asking_flags(max_requests=max_requests, refresh=refresh, outlets=outlets, wikidata=wikidata)
    if send_text:
        flags["judge"] = {"model": {"send_text": True}}
    settings = settings_from(config, flags)
    records = read_corrections(overrides) if overrides else ()
    failed: list[str] = []
    lines: list[str] = []
    bundles = Bundling(bundle, authority, several=len(sources) > 1)
    with (
        Delivery(form, output) as delivery,
        open_desk(
            settings,
            as_of=day_of(as_of),
            cache_dir=cache_folder(),
            clock=time.time,
            sleep=time.sleep,
            specs=archives or None,
            offline=offline,
            private=private,
            keeper=EvidenceKeeper() if bundles.wanted else None,
        ) as desk,
    ):
        for problem in desk.problems:
            note(problem, quiet=quiet)
        advisors = [open_advisor(desk, private=private)] if ask_model else []
        for source in sources:
            try:
                data = sys.stdin.buffer.read(settings.read.max_bytes + 1) if source == "-" else None
                document = read_source(
                    source,
                    published=published,
                    max_bytes=settings.read.max_bytes,
                    data=data,
                    client=None if offline else desk.client,
                )
            except SourceError as error:
                failed.append(source)
                note(error.line, quiet=False)
                if form == "json":
                    delivery.add(source, json.dumps({"source": source, "error": error.line}, ensure_ascii=False) + "\n")
                continue
            for warning in document.warnings:
                note(f"{source}: {warning}", quiet=quiet)
            with watching(quiet=quiet) as watch:
                audit = bundles.keep(
                    source, audit_document(document, desk, watch=watch, overrides=records, advisors=advisors), desk
                )
            lines += [f"{source}: {line}" for line in crossed(audit, thresholds)]
            delivery.add(
                source,
                render(
                    audit, form, observed=not no_observed, pretty=pretty, color=color_wanted(output), width=terminal_width()
                ),
            )
        for warning in (*bundles.troubles, *desk.warnings()):
            note(warning, quiet=quiet)
        for bill in (desk.client.bill.line, *(advisor.bill for advisor in advisors)):
            if bill:
                note(bill, quiet=quiet)
    for line in lines:
        note(f"--fail-on: {line}", quiet=False)
    return exit_code(failed, len(sources)) or (1 if lines else 0)


def day_of(as_of: PartialDate | None) -> date:
    """The day that was asked for, else today; the only reading of the calendar."""
    if as_of is None:
        return date.today()  # noqa: DTZ011 - the user's own calendar day is what is meant
    if as_of.precision != "day":
        raise SettingsError("use --as-of", str(as_of), "a whole day is needed", "write it as 2014-12-16")
    return as_of.window.first
