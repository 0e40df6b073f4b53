"""Draws what was found: text, JSON, HTML and CSV from one `Audit` or `Reading`. Draws only: nothing is judged here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from ..errors import SettingsError

if TYPE_CHECKING:
    from ..model.audit import Audit
    from ..model.reading import Reading

Format = Literal["text", "json", "html", "csv"]
FORMATS: tuple[str, ...] = get_args(Format)


def render(
    audit: Audit, format: str, *, observed: bool = True, pretty: bool = False, color: bool = False, width: int = 100
) -> str:
    """The report of an audit, ended by a line break.

    Args:
        audit: the whole result for one article.
        format: one of `FORMATS`.
        observed: for JSON, whether to write the part that may differ between two runs.
        pretty: for JSON, whether to indent it.
        color: for text, whether to write terminal colours.
        width: for text, columns to draw in (40 at least).

    Raises:
        SettingsError: there is no such format.
    """
    match format:
        case "json":
            from .json import draw_audit

            return draw_audit(audit, observed=observed, pretty=pretty)
        case "text":
            from .text import draw_audit_text

            return draw_audit_text(audit, color=color, width=width)
        case "html":
            from .html import draw_page

            return draw_page(audit)
        case "csv":
            from .csv import draw_table

            return draw_table(audit)
        case _:
            raise _unknown(format)


def render_reading(reading: Reading, format: str, *, pretty: bool = False, color: bool = False, width: int = 100) -> str:
    """What was read of an article before any archive is asked; arguments and errors as in `render`."""
    match format:
        case "json":
            from .json import draw_reading

            return draw_reading(reading, pretty=pretty)
        case "text":
            from .reading_text import draw_reading_text

            return draw_reading_text(reading, color=color, width=width)
        case "html":
            from .html import draw_page

            return draw_page(reading)
        case "csv":
            from .csv import draw_table

            return draw_table(reading)
        case _:
            raise _unknown(format)


def render_error(source: str, line: str) -> str:
    """The JSON line of a source that can't be read: `{"source", "error"}` (contract)."""
    from .json import draw_error

    return draw_error(source, line)


def tally_words(grades: Mapping[str, int], outcomes: Mapping[str, int]) -> list[str]:
    """Claims by grade and citations by outcome, each on one line of words; no line where there are none."""
    from .summary import tally_lines

    return tally_lines(grades, outcomes)


def _unknown(format: str) -> SettingsError:
    return SettingsError("draw the report as", repr(format), "there is no such format", f"choose one of {', '.join(FORMATS)}")


__all__ = ["FORMATS", "Format", "render", "render_error", "render_reading", "tally_words"]
