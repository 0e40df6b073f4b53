"""`provenance batch`: many articles into a store, resumable."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import SettingsError

from .audit import day_of
from .bundling import Bundling
from .options import asking, asking_flags, cache_folder, common, settings_from
from .output import note, write_result
from .thresholds import crossed, read_thresholds

if TYPE_CHECKING:
    from provenance.model.audit import Audit
    from provenance.model.dates import PartialDate


@click.command("batch")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--list", "list_file", type=click.Path(path_type=Path), metavar="FILE", help="A path or address a line; # begins a note."
)
@click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path),
    default="audits.sqlite",
    show_default=True,
    help="Where audits are kept.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the summary."
)
@click.option(
    "--export", type=click.Path(path_type=Path), metavar="PATH", help="Write every audit of this run as JSON, one a line."
)
@asking
@common
def command(
    sources: tuple[str, ...],
    list_file: Path | None,
    store_path: Path,
    form: str,
    export: Path | None,
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
    """Audit many articles into a store; stopped or killed and started again, it goes on where it stopped.

    SOURCE is a path, an address or a folder. An article that has not changed since it was audited with the same
    settings and rules is not audited again (--refresh does), unless an archive could not be reached for it.
    """
    from provenance.batch import SourceList, list_sources, read_list, run_batch
    from provenance.pipeline import EvidenceKeeper, audit_document, open_desk, read_source
    from provenance.report import render
    from provenance.store import open_store

    from .screen import watching

    if not sources and list_file is None:
        raise SettingsError(
            "begin the batch with", "no source", "nothing was named", "name files or folders, or give --list FILE"
        )
    thresholds = read_thresholds(fail_on)
    settings = settings_from(
        config, asking_flags(max_requests=max_requests, refresh=refresh, outlets=outlets, wikidata=wikidata)
    )
    named = list_sources(sources)
    listed = read_list(list_file) if list_file is not None else SourceList(sources=())
    lines: list[str] = []
    bundles = Bundling(bundle, authority, several=True)
    with (
        open_store(store_path) as store,
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
        watching(quiet=quiet) as watch,
    ):
        for problem in desk.problems:
            note(problem, quiet=quiet)

        def audit(source: str) -> Audit:
            document = read_source(source, max_bytes=settings.read.max_bytes, client=None if offline else desk.client)
            made = bundles.keep(source, audit_document(document, desk), desk)
            lines.extend(f"{source}: {line}" for line in crossed(made, thresholds))
            return made

        # The day is no part of the key: a nightly run must know what last night's did.
        key = hashlib.sha256(
            f"{settings.sha256} {desk.rules.sha256} {' '.join(desk.archive_names)} {offline}".encode()
        ).hexdigest()[:16]
        summary = run_batch(
            (*named.sources, *listed.sources),
            store,
            audit,
            run_key=key,
            watch=watch,
            problems=(*named.problems, *listed.problems),
            refresh=refresh,
            ask_again=not offline,
        )
        if export is not None:
            write_result("".join(render(made, "json", observed=not no_observed) for made in store.audits(key)), export)
        for warning in (*bundles.troubles, *desk.warnings()):
            note(warning, quiet=quiet)
        if bill := desk.client.bill.line:
            note(bill, quiet=quiet)
    write_result(summary.as_json() if form == "json" else summary.as_text(), None)
    for line in lines:
        note(f"--fail-on: {line}", quiet=False)
    return summary.exit_code or (1 if lines else 0)
