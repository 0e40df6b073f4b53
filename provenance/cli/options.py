"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from provenance.config import Settings
    from provenance.model.dates import PartialDate

_F = TypeVar("_F", bound=Callable[..., Any])


class DayType(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    """A date: 2014-12-16, 2014-12 or 2014."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """Reads the date; a usage error says what to write."""
        from provenance.model.dates import PartialDate

        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            self.fail(f"{value!r} is no date ({error}); write 2014-12-16", param, ctx)


def common(function: _F) -> _F:
    """--config, --debug, -q: every command has them."""
    function = click.option("-q", "--quiet", is_flag=True, help="No progress and no notes on standard error.")(function)
    function = click.option("--debug", is_flag=True, help="Show a traceback when something breaks.")(function)
    return click.option(
        "--config",
        "config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Options (default: ./config.yaml, if there is one).",
    )(function)


_ASKING = (
    click.option(
        "--archive",
        "archives",
        multiple=True,
        metavar="SPEC",
        help="Use this archive alone (repeatable): wayback, warc:PATH, index:PATH, cdx+http://..., memento+http://...",
    ),
    click.option("--offline", is_flag=True, help="Make no request; local files and stored answers are still read."),
    click.option("--as-of", "as_of", type=DayType(), help="The day for which the audit is made (default: today)."),
    click.option("--max-requests", type=click.IntRange(min=0), metavar="N", help="Make at most N requests."),
    click.option("--refresh", is_flag=True, help="Ask again what the cache already knows."),
    click.option(
        "--outlets",
        "outlets",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your own outlets (repeatable).",
    ),
    click.option("--wikidata", is_flag=True, help="Ask Wikidata for names of outlets that no row knows (not with --private)."),
    click.option(
        "--fail-on",
        "fail_on",
        multiple=True,
        metavar="RULE",
        help="Exit 1 when this holds: D, U>3, unreachable>0, cited_share<0.8, error (repeatable).",
    ),
    click.option("--no-observed", is_flag=True, help="Leave out what differs from run to run (times, request counts)."),
    click.option(
        "--bundle",
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="Keep every capture that a verdict rests on in a WACZ file; for several articles, a folder.",
    ),
    click.option(
        "--timestamp",
        "authority",
        metavar="URL",
        help="Have this authority (RFC 3161) stamp the digest of each bundle; its answer is kept beside it.",
    ),
    click.option("--private", is_flag=True, help="Send no word of the article to anyone."),
)


def asking(function: _F) -> _F:
    """What `audit` and `batch` share."""
    for option in reversed(_ASKING):
        function = option(function)
    return function


def settings_from(config: Path | None, flags: dict[str, Any] | None = None) -> Settings:
    """The settings that hold for this call. Raises SettingsError."""
    from platformdirs import user_config_path

    from provenance.config import find_config, load_settings

    named = config or (Path(os.environ["PROVENANCE_CONFIG"]) if os.environ.get("PROVENANCE_CONFIG") else None)
    path = named or find_config(Path.cwd(), user_config_path("provenance"))
    return load_settings(path, environment=os.environ, flags=flags, required=named is not None)


def cache_folder() -> Path:
    """Where answers and indexes are kept: PROVENANCE_CACHE, else the system's cache folder for this user."""
    from platformdirs import user_cache_path

    return Path(os.environ["PROVENANCE_CACHE"]) if os.environ.get("PROVENANCE_CACHE") else user_cache_path("provenance")


def asking_flags(
    *, max_requests: int | None, refresh: bool, outlets: tuple[Path, ...], wikidata: bool = False
) -> dict[str, Any]:
    """Flags of `asking` in the shape of the config file."""
    flags: dict[str, Any] = {"net": {"trust_env": True}}  # proxies: the environment is read here and nowhere below
    if max_requests is not None:
        flags["net"]["max_requests"] = max_requests
    if refresh:
        flags["net"]["refresh"] = True
    if outlets:
        flags["outlets"] = {"files": [str(path) for path in outlets]}
    if wikidata:
        flags.setdefault("outlets", {})["wikidata"] = True
    return flags
