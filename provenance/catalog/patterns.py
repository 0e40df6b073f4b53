"""Regular expressions compiled at their first use: most texts need few of them, and start-up time is a feature."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern until a method of it is asked for; from then on its methods are the pattern's own."""

    def __init__(self, expression: str, flags: int) -> None:
        self._source = (expression, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = re.compile(*self._source)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def late(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled at its first use. A mistake in the expression shows only then: tests use each."""
    return cast("re.Pattern[str]", _Late(expression, flags))
