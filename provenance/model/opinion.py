"""What a model that the user configured said about a claim and a page, and what is left of it once code has checked it."""

from __future__ import annotations

from typing import Literal

from .record import Record

#: "contradicts" is kept as a note for a person: no level, and no grade, comes of it.
Verdict = Literal["full", "main", "part", "none", "contradicts", "unsure"]


class ModelAnswer(Record):
    """An answer as it came. `tier` is 2 for a small local model (a score), 3 for a language model (a verdict with quotations).

    `quotes` are words that the model says stand in the page. `tokens` are those sent and received; `cost` is in the currency
    of the prices that the user set, None without prices. `problem` says why an answer could not be read.
    """

    model: str
    tier: Literal[2, 3]
    verdict: Verdict
    quotes: tuple[str, ...] = ()
    score: float | None = None
    tokens: tuple[int, int] | None = None
    cost: float | None = None
    problem: str = ""


class QuotedSpan(Record):
    """A quotation of a model that was found in the page. Offsets count in the page's text."""

    start: int
    end: int
    text: str


class Opinion(Record):
    """A model's answer after the check. `stands` is whether its quotations were found; one that does not stand changes nothing.

    `effect` is the step that it made, such as "E2 -> E3", or empty. `for_person` marks what a person must look at.
    """

    model: str
    tier: Literal[2, 3]
    said: Verdict
    stands: bool
    why: str
    quotes: tuple[QuotedSpan, ...] = ()
    score: float | None = None
    effect: str = ""
    for_person: bool = False
