"""Regular expressions compiled at their first use, and tried only near a sign that each of their matches holds.

Most texts need few of them, and start-up time is a feature; and where they are needed, a plain search for "doi" is a hundred
times faster than an expression that may begin anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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


def lowered(text: str) -> str:
    """`text` in lower case, place for place: the few letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def places_of(text: str, *signs: str) -> list[int]:
    """Where any of the signs stands in a text, in order. A plain search for each of them: linear in the text."""
    places: list[int] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + 1)
    return places if len(signs) == 1 else sorted(places)


def find_near(
    pattern: re.Pattern[str], text: str, places: Iterable[int], *, before: int, after: int
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives, where each match holds one of some signs.

    Args:
        pattern: it must not match without one of the signs.
        text: where to look.
        places: where the signs begin, in order (`places_of`).
        before: the most characters that a match has before its sign.
        after: the most characters from the sign's first on, with whatever the pattern looks ahead at.
    """
    start = end = 0
    for place in places:
        if place - before > end:
            yield from pattern.finditer(text, start, end)
            start = place - before
        end = min(len(text), place + after)
    yield from pattern.finditer(text, max(0, start), end)
