"""`provenance archives`: which archives are configured, and whether they answer."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import common, settings_from
from .output import write_result

if TYPE_CHECKING:
    from provenance.pipeline import ArchiveCheck, ArchiveRow

#: What the kinds of answers are called, in the order in which they are listed.
_KINDS = {
    "captures": "Archives of pages",
    "pages": "Lists of pages",
    "works": "Registries of identifiers",
    "never": "Never asked",
}
_WIDE = 16


@click.command("archives")
@click.option("--check", is_flag=True, help="Ask every service that is switched on one cheap question.")
@click.option("--private", is_flag=True, help="As an audit with --private: leave out those that are sent words of the article.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(check: bool, private: bool, form: str, config: Path | None, debug: bool, quiet: bool) -> int:
    """Which archives there are, which are switched on and why the others are not, and how gently they are asked.

    With --check, who answers and how fast. The questions are the same for everybody and hold no word of an article.
    """
    from provenance.pipeline import check_archives, describe_archives

    settings = settings_from(config, {"net": {"trust_env": True}})
    rows = (
        check_archives(settings, clock=time.time, sleep=time.sleep, private=private)
        if check
        else describe_archives(settings, private=private)
    )
    if form == "json":
        write_result("".join(json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n" for row in rows), None)
        return 0
    lines: list[str] = []
    for kind, title in _KINDS.items():
        unasked = any(row.allowed and not row.enabled for row in rows if row.kind == kind)
        remark = "asked where find.guides is true" if kind == "pages" else "understood; no audit asks them yet"
        lines += [*([""] if lines else []), f"{title} ({remark})" if unasked else title]
        for row in rows:
            if row.kind == kind:
                lines += _lines(row)
    if senders := [row.id for row in rows if row.sends_words]:
        allowed = [row.id for row in rows if row.sends_words and row.allowed]
        lines += [
            "",
            f"Sent words of the article, once allowed: {', '.join(senders)}. Allowed now: {', '.join(allowed) or 'none'}.",
        ]
    write_result("\n".join(lines) + "\n", None)
    return 0


def _lines(row: ArchiveRow) -> list[str]:
    """A service for people: its name and state, then what there is to know."""
    if row.kind == "never":
        return [f"  {row.id:<{_WIDE}} {row.title}: {row.off_because}"]
    state = "on" if row.enabled else "switched on" if row.allowed else "off"
    lines = [f"  {row.spec if row.kind == 'captures' else row.id:<{_WIDE}} {row.title} ({state})"]
    if row.check is not None:
        lines.append(_answer(row.check))
    if row.off_because:
        lines.append(f"off: {row.off_because}")
    if row.base_url:
        lines.append(f"{row.base_url}, at most {row.rate:g} index requests a second")
    if row.limits:
        lines.append(f"{row.limits}{f' (as known on {row.known})' if row.known else ''}")
    return [lines[0], *(f"  {'':<{_WIDE}} {line}" for line in lines[1:])]


def _answer(check: ArchiveCheck) -> str:
    if check.answers is None:
        return f"not asked: {check.reason}"
    took = f"{check.seconds:.2f} s, {check.requests} {'request' if check.requests == 1 else 'requests'}"
    if check.answers:
        return f"answers ({check.outcome}; {took})"
    return f"does not answer ({check.outcome}: {check.reason}; {took})"
