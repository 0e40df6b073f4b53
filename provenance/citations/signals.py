"""Words that lead to a cited item, or from one to the next: "see also", "cf.", "via", "as cited in"."""

from __future__ import annotations

import re
from functools import cache

from provenance.catalog.forms import load_forms
from provenance.catalog.patterns import late, lowered

#: "for background, see", "on the cost, see": what the item is cited for, and the signal.
_ABOUT = late(r"(?P<signal>(?:for|on)\s[^,;()\[\]\n]{3,60},?\ssee(?:\salso)?)[ \t\r\n\u00a0,:]+", re.I)
_AFTER_SEE = ("for example", "for instance", "inter alia", "i.a.", "e.g.", "e.g.,")


def strip_signal(text: str, start: int, end: int) -> tuple[int, str | None]:
    """Where the cited item begins, and the signal as printed ("see", "cf.") or None."""
    if (about := _ABOUT.match(text, start, end)) and about.end() < end:
        return about.end(), about["signal"]
    match = _signals().match(text, start, end)
    # "see, for example,", "see inter alia": signals in a row are one.
    while match is not None and (more := _signals().match(text, match.end(), end)) and more["signal"] in _AFTER_SEE:
        if more.end() >= end:
            break
        return more.end(), text[start : more.end()].rstrip(" ,:")
    # "By", "In" and "From" also begin titles and names; they are signals only in small letters.
    if match is None or (match["signal"] in ("By", "In", "From") or match.end() >= end):
        return start, None
    return match.end(), match["signal"].rstrip()


@cache
def _signals() -> re.Pattern[str]:
    words = sorted(load_forms().signals, key=len, reverse=True)
    return re.compile(rf"(?P<signal>{'|'.join(map(re.escape, words))})(?:(?<=[:：])|(?![^\W_]))[ \t\r\n\u00a0,:–—-]*", re.I)


def split_carriers(text: str, a: int, b: int) -> list[tuple[int, int, str | None]]:
    """ "Reuters via IOL" in two; the first part has no word."""
    said = lowered(text[a:b])
    cuts: list[tuple[int, int]] = []
    for word in load_forms().carriers:
        at = said.find(f" {word} ")
        if at > 0 and not any(c <= at < d for c, d in cuts):
            cuts.append((at, at + len(word) + 2))
    cuts.sort()
    parts: list[tuple[int, int, str | None]] = []
    position, label = 0, None
    for start, end in cuts:
        if start < position:
            continue
        parts.append((a + position, a + start, label))
        position, label = end, text[a + start + 1 : a + end - 1]
    parts.append((a + position, b, label))
    return parts
