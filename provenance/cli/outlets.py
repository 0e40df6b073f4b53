"""`provenance outlets`: who is meant, and where they published."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import SettingsError

from .options import DayType, cache_folder, common, settings_from
from .output import note, write_result

if TYPE_CHECKING:
    from provenance.model.dates import DateRange, PartialDate
    from provenance.model.outlet import LookupAnswer


@click.group("outlets")
def command() -> None:
    """Look outlets up in the registry."""


@command.command("lookup")
@click.argument("names", nargs=-1, required=True, metavar="NAME... | -")
@click.option("--on", type=DayType(), help="The day of publication: which domains were in use then?")
@click.option("--country", metavar="CODE", help="The article's country, which can decide between namesakes.")
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
    form: str,
    outlets: tuple[Path, ...],
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Who is meant by NAME, with which domains on that day.

    With -, one name a line is read from standard input, or one JSON object {"name", "on", "country"} a line.
    """
    from provenance.pipeline import open_registry

    settings = settings_from(config, {"outlets": {"files": [str(path) for path in outlets]}} if outlets else None)
    registry = open_registry(settings, cache_dir=cache_folder())
    for problem in registry.problems:
        note(problem, quiet=quiet)
    for name, day, place in _questions(names, on, country):
        answer = registry.look_up(name, on=day, country=place)
        write_result(_json(answer) if form == "json" else _text(answer), None)
    return 0


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
    keys = ("name", "on", "answer", "outlet", "outlet_name", "rule", "domains", "candidates")
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
    lines = [f"{answer.name}: {head} ({answer.rule})"]
    for domain in answer.domains:
        years = f"{domain.since or '?'}-{domain.until or ''}" if domain.since or domain.until else "years unknown"
        then = {True: ", in use that day", False: ", not in use that day", None: ""}[domain.on_date]
        lines.append(f"  {domain.host}{domain.path} ({years}{then})")
    lines += [f"  perhaps {candidate.outlet_name} [{candidate.outlet}]: {candidate.why}" for candidate in answer.candidates]
    return "\n".join(lines) + "\n"
