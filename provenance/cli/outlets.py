"""`provenance outlets`: who is meant, where they published, and rows of your own."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import SettingsError

from .options import DayType, asking_flags, cache_folder, common, settings_from
from .output import note, write_result

if TYPE_CHECKING:
    from provenance.config import Settings
    from provenance.model.dates import DateRange, PartialDate
    from provenance.model.outlet import LookupAnswer
    from provenance.outlets import Registry
    from provenance.pipeline.unknown import UnknownNames


@click.group("outlets")
def command() -> None:
    """Look outlets up in the registry, and add your own."""


@command.command("lookup")
@click.argument("names", nargs=-1, required=True, metavar="NAME... | -")
@click.option("--on", type=DayType(), help="The day of publication: which domains were in use then?")
@click.option("--country", metavar="CODE", help="The article's country, which can decide between namesakes.")
@click.option("--publication", metavar="NAME", help="Who carries the article (a name, host or id).")
@click.option("--wikidata", is_flag=True, help="Ask Wikidata for what no row knows.")
@click.option("--language", metavar="CODE", help="The article's language, in which Wikidata is asked first.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--outlets",
    "outlets",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own outlets (repeatable).",
)
@common
def lookup(
    names: tuple[str, ...],
    on: PartialDate | None,
    country: str | None,
    publication: str | None,
    wikidata: bool,
    language: str | None,
    form: str,
    outlets: tuple[Path, ...],
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Who is meant by NAME, with which domains on that day.

    With -, one name a line is read from standard input, or one JSON object {"name", "on", "country"} a line.
    """
    settings = settings_from(config, asking_flags(max_requests=None, refresh=False, outlets=outlets, wikidata=wikidata))
    with contextlib.ExitStack() as stack:
        registry, unknown = _opened(settings, stack)
        for problem in registry.problems:
            note(problem, quiet=quiet)
        for name, day, place in _questions(names, on, country):
            answer = registry.look_up(name, on=day, country=place, publication=publication)
            if unknown is not None:
                answer = unknown.ask(answer, country=place, language=language)
            write_result(_json(answer) if form == "json" else _text(answer), None)
    return 0


def _opened(settings: Settings, stack: contextlib.ExitStack) -> tuple[Registry, UnknownNames | None]:
    """The registry, and who is asked for what it does not know; nothing of the network is set up where nobody is."""
    from provenance.pipeline import open_desk, open_registry

    if not settings.outlets.wikidata:
        return open_registry(settings, cache_dir=cache_folder()), None
    today = datetime.now(tz=UTC).date()
    desk = open_desk(settings, as_of=today, cache_dir=cache_folder(), clock=time.time, sleep=time.sleep, specs=())
    opened = stack.enter_context(desk)
    return opened.registry, opened.unknown


_FILE = click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your outlets (TOML); default: the first of config.yaml, else ./outlets.toml.",
)


@command.command("add")
@click.argument("name")
@click.argument("domains", nargs=-1, metavar="[DOMAIN]...")
@click.option(
    "--kind", default="site", show_default=True, metavar="KIND", help="wire, newspaper, broadcaster, site, magazine, ..."
)
@click.option("--country", metavar="CODE", help="Of the editors, two letters.")
@click.option("--id", "id", metavar="ID", help="Default: made of the name.")
@_FILE
@common
def add(
    name: str,
    domains: tuple[str, ...],
    kind: str,
    country: str | None,
    id: str | None,
    file: Path | None,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Add an outlet of your own: NAME, and the hosts where it publishes (none: it has no web presence)."""
    from provenance.outlets import new_row, with_row

    path, listed = _own_file(file, config)
    row = new_row(name, domains, kind=kind, country=country, id=id)
    write_result(with_row(_own_text(path), row, str(path)), path)
    note(f"added {row['id']} to {path}{'' if listed else _UNLISTED.format(path)}", quiet=quiet)
    return 0


@command.command("ignore")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_FILE
@common
def ignore(names: tuple[str, ...], file: Path | None, config: Path | None, debug: bool, quiet: bool) -> int:
    """Say that NAME is no outlet: it is answered `unknown`, and is not looked for in texts."""
    from provenance.outlets import with_ignored

    path, listed = _own_file(file, config)
    write_result(with_ignored(_own_text(path), names, str(path)), path)
    note(f"{', '.join(names)}: ignored in {path}{'' if listed else _UNLISTED.format(path)}", quiet=quiet)
    return 0


@command.command("check")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All outlets, two questions a domain: this takes hours.")
@click.option("--offline", is_flag=True, help="Look at the rows alone; ask no archive.")
@click.option("--archive", "archives", multiple=True, metavar="SPEC", help="Ask this archive (repeatable).")
@click.option("--max-requests", type=click.IntRange(min=0), metavar="N", help="Make at most N requests.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--outlets",
    "outlets",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own outlets (repeatable).",
)
@common
def check(
    ids: tuple[str, ...],
    everything: bool,
    offline: bool,
    archives: tuple[str, ...],
    max_requests: int | None,
    form: str,
    outlets: tuple[Path, ...],
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Check rows: what is wrong with your files? Were the domains captured in the first and last year that is stated?

    Without ID, the outlets of your own files. A year without captures is a hint at a wrong year; a question that got no answer
    is none. Exit code 1 where something was found.
    """
    from provenance.outlets import review_users
    from provenance.pipeline import check_domains, open_desk

    settings = settings_from(config, asking_flags(max_requests=max_requests, refresh=False, outlets=outlets))
    as_of = datetime.now(tz=UTC).date()
    with open_desk(
        settings,
        as_of=as_of,
        cache_dir=cache_folder(),
        clock=time.time,
        sleep=time.sleep,
        specs=archives or None,
        offline=offline,
    ) as desk:
        files = settings.outlets.files
        remarks = [line for line in desk.problems if any(name in line for name in files)]
        remarks += review_users([Path(name) for name in files])
        for line in remarks:
            write_result(_row({"remark": line}) if form == "json" else f"{line}\n", None)
        rows = []
        for id in desk.registry.ids if everything else ids or tuple(desk.registry.user_rows):
            row = desk.registry.outlet(id) or desk.registry.outlet(desk.registry.look_up(id).outlet or "")
            if row is None:
                raise SettingsError(
                    "check the outlet", repr(id), "there is none of this id or name", "see `provenance outlets lookup`"
                )
            rows.append(row)
        missing = 0
        for result in check_domains(rows, () if offline else desk.archives):
            missing += result.result == "none"
            if form == "json":
                write_result(_row(asdict(result)), None)
            elif result.result != "captured":
                said = f"no captures in {result.year}" if result.result == "none" else f"could not be asked for {result.year}"
                why = f" ({result.reason})" if result.reason and result.result == "unasked" else ""
                write_result(f"{result.outlet}: {result.host}: {said}, its field {result.end!r}, {result.archive}{why}\n", None)
    return 1 if remarks or missing else 0


@command.command("update")
@click.argument("kind", type=click.Choice(["wikidata", "state-media", "perennial-sources", "journals"]))
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE", help="The list as you downloaded it.")
@click.option("--country", metavar="CODE", help="Wikidata: which country's media, two letters.")
@click.option("--date", "day", type=DayType(), help="The list's day (default: today).")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: KIND.json.")
@common
def update(
    kind: str,
    source: Path | None,
    country: str | None,
    day: PartialDate | None,
    output: Path | None,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Make a file of rows from a public list. Its rows rank below the shipped ones; each keeps its source and licence.

    Only Wikidata is asked over the network, and only without --from. Then list the file in config.yaml like your own.
    """
    from provenance.outlets import updates

    if kind == "wikidata" and country is None:
        raise SettingsError("update from", "Wikidata", "no country is given", "add --country KZ")
    if kind != "wikidata" and source is None:
        raise SettingsError("update from", kind, "no file is given", "download the list and add --from FILE")
    settings = settings_from(config, asking_flags(max_requests=None, refresh=False, outlets=()))
    date = str(day or datetime.now(tz=UTC).date())
    land = (country or "").upper()
    data = _downloaded(source) if source else _fetched(updates.query_address(land), settings)
    if kind == "wikidata":
        imported = updates.read_wikidata(data, country=land, date=date)
    elif kind == "state-media":
        imported = updates.read_state_media(data, date=date)
    elif kind == "perennial-sources":
        imported = updates.read_perennial(data, date=date)
    else:
        imported = updates.read_journals(data, date=date)
    path = output or Path(f"{kind}.json")
    write_result(updates.as_file(imported), path)
    said = f"{len(imported.rows)} rows of {imported.source} ({imported.licence}), {imported.skipped} skipped"
    note(f"{said}, in {path}{_UNLISTED.format(path)}", quiet=quiet)
    return 0


def _downloaded(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError("read the list", str(path), error.strerror or str(error), "check the path") from None


def _fetched(address: str, settings: Settings) -> bytes:
    from provenance.pipeline import open_desk

    today = datetime.now(tz=UTC).date()
    with open_desk(settings, as_of=today, cache_dir=cache_folder(), clock=time.time, sleep=time.sleep, specs=()) as desk:
        answer = desk.client.get(address, cache="none", timeout=70)
    body = getattr(answer, "body", None)
    if body is None or getattr(answer, "status", None) != 200:
        why = getattr(answer, "message", "") or f"HTTP status {getattr(answer, 'status', None)}"
        raise SettingsError("fetch", "Wikidata's answer", why, "nothing is known about the outlets from that; try again later")
    return bytes(body)


_UNLISTED = "; list it in config.yaml (outlets: files: [{0}]) or pass --outlets {0}"


def _own_file(named: Path | None, config: Path | None) -> tuple[Path, bool]:
    """The user's file to write to, and whether the settings list it. Raises SettingsError for one that can't be added to."""
    listed = [Path(name) for name in settings_from(config).outlets.files]
    path = named or next((one for one in listed if one.suffix == ".toml"), Path("outlets.toml"))
    if path.suffix.lower() in (".json", ".csv"):
        raise SettingsError("add to", str(path), "only TOML files can be added to", "name another --file, or edit it")
    return path, path.resolve() in [one.resolve() for one in listed]


def _own_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("read the outlets file", str(path), str(error), "check the path") from None


def _row(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _questions(
    names: tuple[str, ...], on: PartialDate | None, country: str | None
) -> Iterator[tuple[str, PartialDate | DateRange | None, str | None]]:
    from provenance.model.dates import parse_date

    for name in names:
        if name != "-":
            yield name, on, country
            continue
        for number, raw in enumerate(sys.stdin, start=1):
            line = raw.rstrip("\r\n")
            if not line.lstrip().startswith("{"):
                yield line, on, country
                continue
            try:
                row = json.loads(line)
                day = parse_date(row["on"]) if row.get("on") else on
                yield str(row["name"]), day, row.get("country") or country
            except (ValueError, KeyError, TypeError) as error:
                why = f"no {error}" if isinstance(error, KeyError) else str(error)
                raise SettingsError(
                    "read standard input,", f"line {number}", why, 'write {"name": "...", "on": "2013-10-22"} or a bare name'
                ) from None


def _json(answer: LookupAnswer) -> str:
    keys = (
        "name", "on", "answer", "outlet", "outlet_name", "rule", "domains", "candidates", "user_file", "unverified", "remark",
    )  # fmt: skip
    row = answer.model_dump(mode="json")
    for domain in row["domains"]:
        domain.pop("path", None) if not domain.get("path") else None
    return json.dumps({key: row[key] for key in keys}, ensure_ascii=False) + "\n"


def _text(answer: LookupAnswer) -> str:
    head = {
        "outlet": answer.outlet_name or "an outlet known only by its host",
        "ambiguous": "several outlets may be meant",
        "unknown": "not in the registry",
        "no_web": f"{answer.outlet_name or 'it'}: has no web presence to look in",
    }[answer.answer]
    own = f", from your {answer.user_file}" if answer.user_file else ""
    own += f", {answer.unverified}, unverified" if answer.unverified else ""
    lines = [f"{answer.name}: {head} ({answer.rule}{own})"]
    lines += [f"  {answer.remark}"] if answer.remark else []
    for domain in answer.domains:
        years = f"{domain.since or '?'}-{domain.until or ''}" if domain.since or domain.until else "years unknown"
        then = {True: ", in use that day", False: ", not in use that day", None: ""}[domain.on_date]
        lines.append(f"  {domain.host}{domain.path} ({years}{then})")
    lines += [f"  perhaps {candidate.outlet_name} [{candidate.outlet}]: {candidate.why}" for candidate in answer.candidates]
    return "\n".join(lines) + "\n"
