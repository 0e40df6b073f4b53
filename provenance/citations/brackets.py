"""Bracket pairs in one pass."""

from __future__ import annotations

from typing import NamedTuple

from provenance.catalog.patterns import late

#: A bracket longer than this holds no reference.
MAX_LENGTH = 900
#: A bracket with more brackets inside each other than this holds no reference; it also bounds the work on hostile text.
MAX_NESTED = 2

_OPEN = {"(": ")", "[": "]", "（": "）", "【": "】"}
_CLOSE = {close: opening for opening, close in _OPEN.items()}
_ANY = late(r"[()\[\]（）【】]")
_BREAK = late(r"\n[ \t\r]*\n")


class Bracket(NamedTuple):
    """`[start, end)` with the marks; `depth` counts the pairs around it, `nested` the levels of pairs inside."""

    start: int
    end: int
    opening: str
    depth: int
    nested: int


def find_brackets(text: str) -> tuple[Bracket, ...]:
    """Pairs of brackets that may hold a reference, in order of their start.

    A closing mark without its opening is passed over; an opening mark without its closing ends with its paragraph. Time is
    linear in the text: each mark is pushed and popped at most once.
    """
    found: list[Bracket] = []
    stack: list[list[int]] = []
    breaks = [match.start() for match in _BREAK.finditer(text)]
    next_break = 0
    for match in _ANY.finditer(text):
        at, mark = match.start(), match[0]
        while next_break < len(breaks) and breaks[next_break] < at:
            stack.clear()
            next_break += 1
        if mark in _OPEN:
            stack.append([at, 0])
            continue
        if not stack:
            continue
        # An unclosed bracket of the other kind inside ("(a [b)") gives way to the pair around it.
        if text[stack[-1][0]] != _CLOSE[mark]:
            if len(stack) < 2 or text[stack[-2][0]] != _CLOSE[mark]:
                continue
            stack.pop()
        begin, nested = stack.pop()
        if stack:
            stack[-1][1] = max(stack[-1][1], nested + 1)
        if at + 1 - begin <= MAX_LENGTH and nested <= MAX_NESTED:
            found.append(Bracket(begin, at + 1, text[begin], len(stack), nested))
    return tuple(sorted(found, key=lambda bracket: bracket.start))
