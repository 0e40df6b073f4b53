"""Cuts the text of a page into sentences, English or Russian, in one pass.

A full stop ends no sentence after a known abbreviation or an initial, before a small letter, or inside a number; line ends
always end one. A sentence never grows past `MAX_SENTENCE` characters, so that no later step meets an endless one.
"""

from __future__ import annotations

import re
from functools import cache

from provenance.catalog.lexicon import load_words

#: Longest sentence, in characters: beyond it the text is no prose and is cut at a blank.
MAX_SENTENCE = 1200

# begins only at the head of a run of marks: tried from within, a long run would cost its square
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n+")

_LONGEST_ABBREVIATION = 12


@cache
def _abbreviations() -> frozenset[str]:
    return load_words("english").abbreviations | load_words("russian").abbreviations


def split_sentences(text: str, *, limit: int | None = None) -> list[tuple[int, int]]:
    """The spans `[start, end)` of the sentences of `text`, in order, trimmed of blanks, none empty; the first `limit` only."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        mark = match.group()
        if mark[0] == "." and len(mark) == 1 and _goes_on(text, start, match.start(), match.end()):
            continue
        if len(mark) > 1 and mark[0] != "\n" and text[match.end() : match.end() + 3].lstrip(" ")[:1].islower():
            continue  # “Go!” he said
        _add(text, start, match.end(), spans)
        start = match.end()
        if limit is not None and len(spans) >= limit:
            return spans[:limit]
    _add(text, start, len(text), spans)
    return spans


def _goes_on(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the sentence goes on after the full stop at `stop`."""
    following = text[end : end + 3].lstrip()
    if following[:1].islower():
        return True
    start = max(start, stop - _LONGEST_ABBREVIATION)
    begin = max(start, text.rfind(" ", start, stop) + 1, text.rfind("\u00a0", start, stop) + 1)
    word = text[begin:stop].strip("(\"'“«[").lower()
    if word in _abbreviations():
        # "Oct." and "No." before a number go on; "Inc." before a capital may end, and joining costs less than cutting.
        return True
    return len(word) == 1 and word.isalpha() and text[begin:stop].strip("(\"'“«[").isupper()


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        spans.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
