"""One self-contained HTML page: the article with its citations marked, and for each claim the grade, evidence and why.

No script, nothing fetched: the Content-Security-Policy allows only the page's own style sheet, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..model.reading import Reading
from .plain import plural
from .spans import paragraphs
from .summary import GradeCount
from .viewer import view_of

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_ATTENTION = 5


def draw_page(reading: Reading) -> str:
    """The page of an audit, or of a reading that was not audited."""
    view = view_of(reading)
    style = _file("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    claims = {claim.id: claim for claim in view.claims}
    citations = {citation.id: citation for citation in view.citations}
    page = (
        _environment()
        .get_template("report.html")
        .render(
            view=view,
            paragraphs=paragraphs(reading),
            claims=claims,
            citations=citations,
            # Beside the text stand only claims that a reader may want to follow up.
            graded_in=lambda paragraph: [claims[id] for id in paragraph.claims if claims[id].grade != "NA"],
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            segments=_segments(view.profile.grades) if view.profile else (),
            most_attention=MOST_ATTENTION,
        )
    )
    return page.rstrip("\n") + "\n"


def _segments(grades: tuple[GradeCount, ...]) -> tuple[tuple[GradeCount, float, float], ...]:
    """The profile's bar in 1000 units: (grade, offset, length), with a gap of 4 between neighbours."""
    offset = 0.0
    bars = []
    for row in grades:
        length = row.share * 1000
        bars.append((row, round(offset, 1), round(max(length - 4, 2), 1)))
        offset += length
    return tuple(bars)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_file), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["plural"] = plural
    return environment


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
