"""Citations -> planned questions (and why) -> candidate pages, ranked without loading them.

Names are loaded when they are asked for: the settings are read at every start, the rest only where something is looked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .questions import Step, plan_address, plan_questions
    from .ranking import headlines, rank_captures, rank_links
    from .settings import FindSettings

_HOMES = {
    "FindSettings": "settings",
    "Step": "questions",
    "headlines": "ranking",
    "plan_address": "questions",
    "plan_questions": "questions",
    "rank_captures": "ranking",
    "rank_links": "ranking",
}

__all__ = ["FindSettings", "Step", "headlines", "plan_address", "plan_questions", "rank_captures", "rank_links"]


def __getattr__(name: str) -> object:
    """The public name, loaded now. Raises AttributeError for any other."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
