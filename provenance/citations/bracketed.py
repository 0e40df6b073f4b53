"""References between brackets: parenthetical and square-bracketed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from provenance.catalog.patterns import late
from provenance.model.citation import Doubtful, PassedOver, Style

from .authordate import read_author_date
from .brackets import Bracket
from .decision import decide_bracket
from .drafts import Draft, Item
from .links import address_day
from .naming import Namer
from .newsroom import read_contents

_BACK = late(
    r"(?:see\s+|cf\.?\s+)?(?:ibid(?:em)?\.?|loc\.\s?cit\.?|id\.|op\.\s?cit\.?|там же|там само|ebd\.|ebenda|ídem|"
    r"ibíd(?:em)?\.?|a\.\s?a\.\s?O\.|a\.g\.e\.|同上|المرجع نفسه|المصدر نفسه|"
    r"supra)(?:,?\s*(?P<pages>pp?\.?\s?\d[\d–, -]{0,12}|\d{1,4}))?\s*\Z",
    re.I,
)
#: Neither letters nor digits to read, or too much, or a markup's own bracket.
_CANDIDATE = late(r"[^\W_]|,\s")


def read_brackets(
    text: str,
    namer: Namer,
    pairs: Iterable[Bracket],
    *,
    day_first: bool | None = None,
    skip: Callable[[int, int], bool] | None = None,
) -> tuple[list[Draft], list[Doubtful | PassedOver]]:
    """Of `pairs`, the brackets that cite, and the others with the reason why not or why perhaps.

    `skip` says of a span whether it is still free to read.
    """
    drafts: list[Draft] = []
    others: list[Doubtful | PassedOver] = []
    inside = -1
    for bracket in pairs:
        if bracket.start < inside or (skip is not None and not skip(bracket.start, bracket.end)):
            continue
        if _of_a_link(text, bracket):
            continue
        made = _read(text, bracket, namer, day_first)
        if isinstance(made, Draft):
            drafts.append(made)
            inside = bracket.end
        else:
            others.append(made)
    return drafts, others


def _of_a_link(text: str, bracket: Bracket) -> bool:
    """Whether a bracket is one half of a Markdown link, which has its own reader."""
    if bracket.opening == "[":
        return text[bracket.end : bracket.end + 1] == "("
    return text[bracket.start - 1 : bracket.start] == "]" and text[bracket.start + 1 : bracket.start + 5].lower() in (
        "http",
        "/",
        "www.",
    )


def _read(text: str, bracket: Bracket, namer: Namer, day_first: bool | None) -> Draft | Doubtful | PassedOver:
    a, b = bracket.start + 1, bracket.end - 1
    said = text[bracket.start : bracket.end]
    if a >= b or not _CANDIDATE.search(text, a, b) or "\n\n" in text[a:b]:
        return PassedOver(start=bracket.start, end=bracket.end, text=said, why="no words to read stand in it")
    style: Style = "bracket" if bracket.opening in "[【" else "parenthetical"
    back = _BACK.match(text[a:b].strip())
    if back:
        item = Item(start=a, end=b, pages=back["pages"], back=True)
        return Draft(bracket.start, bracket.end, style, [item], 0.95, ("points to the reference before",))
    contents = read_contents(text, a, b, namer, day_first=day_first)
    for item in contents.items:
        if item.date is None and item.url and not item.lost:
            item.date = address_day(item.url)
    decision = decide_bracket(text, bracket, contents, namer)
    if decision.verdict == "citation":
        return Draft(bracket.start, bracket.end, style, contents.items, round(decision.confidence, 2), decision.why)
    authors = read_author_date(text, bracket, namer) if bracket.opening in "(（" else None
    if authors is not None:
        return authors
    if decision.verdict == "doubtful":
        return Doubtful(start=bracket.start, end=bracket.end, text=said, why=decision.why[0], confidence=decision.confidence)
    return PassedOver(start=bracket.start, end=bracket.end, text=said, why=decision.why[0])
