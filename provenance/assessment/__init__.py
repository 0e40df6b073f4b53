"""Claims and evidence -> what the page shows, grades with their traces, an article's profile. Pure.

Names are loaded when they are asked for: judging one page needs nothing of what grades a whole article.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .judging import Judgement, assess
    from .support import judge_support

__all__ = ["Judgement", "assess", "judge_support"]

_HOMES = {"Judgement": "judging", "assess": "judging", "judge_support": "support"}


def __getattr__(name: str) -> object:
    """The public name, loaded now. Raises AttributeError for any other."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
