"""Quotations and brackets: the runs of a paragraph inside which nothing is cut."""

from __future__ import annotations

from typing import NamedTuple

from provenance.catalog.patterns import late

#: Opening mark -> the marks that may close it.
_CLOSING = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』"}
_MARKS = late('[“”„«»‹›「」『』"]')
_BRACKETS = late(r"[()\[\]]")
_PARTNER = {")": "(", "]": "["}
#: A quotation longer than this, in characters, is taken for a mark that was never closed.
_LONGEST_QUOTATION = 3_000
#: A bracket longer than this, in characters, is taken for one that was never closed.
_LONGEST_BRACKET = 1_200
_OPENS_AFTER = " \t\r\n\u00a0([—–-'‘/"


class Quote(NamedTuple):
    """A quotation: `start`, `end` of the words, `outer_start`, `outer_end` with the marks."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def find_quotes(text: str, start: int, end: int) -> list[Quote]:
    """The quotations in `text[start:end]`, outermost only, in order. Offsets count in `text`. Linear.

    Straight marks open after a space or a bracket and close elsewhere; a mark without its partner is no quotation.
    """
    quotes: list[Quote] = []
    opened: int | None = None
    closers = ""
    opener = ""
    depth = 0
    for match in _MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if opened is not None and at - opened > _LONGEST_QUOTATION:
            opened = None
        if opened is None:
            if mark in _CLOSING:
                opened, closers, opener, depth = at, _CLOSING[mark], mark, 1
            elif mark == '"' and (at == start or text[at - 1] in _OPENS_AFTER):
                opened, closers, opener, depth = at, '"', '"', 1
            continue
        if mark in closers:
            depth -= 1
            if depth == 0:
                if at > opened + 1:
                    quotes.append(Quote(opened, opened + 1, at, at + 1))
                opened = None
        elif mark == opener:
            # Writers who open every paragraph of a long quotation leave marks unclosed: the later one counts.
            if opener in "«「『":
                depth += 1
            else:
                opened = at
    return quotes


def find_brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost matched `(...)` and `[...]` in `text[start:end]`, in order. Unclosed ones protect nothing. Linear."""
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for match in _BRACKETS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if mark in "([":
            stack.append((mark, at))
        elif stack and stack[-1][0] == _PARTNER[mark]:
            _, opened = stack.pop()
            if at - opened <= _LONGEST_BRACKET:
                while spans and spans[-1][0] > opened:
                    spans.pop()
                spans.append((opened, at + 1))
    return spans


def merge_spans(*groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The union of spans as spans in order that do not overlap."""
    spans = [span for group in groups for span in group]
    if len(spans) < 2:
        return spans
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
