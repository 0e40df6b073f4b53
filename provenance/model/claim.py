"""The clauses of an article, what each needs and what is cited for it."""

from __future__ import annotations

from typing import Literal

from .record import Record

Need = Literal["must", "should", "may", "none"]
Coverage = Literal["direct", "partial", "carried"]
Speech = Literal["direct", "indirect"]


class CitationLink(Record):
    """A citation that covers a claim, and how."""

    id: str
    coverage: Coverage


class NamedSource(Record):
    """A speaker or document that the clause names: a source named, but not by itself a reference."""

    name: str
    start: int
    end: int
    speech: Speech | None = None


class Quotation(Record):
    """Words between quotation marks inside a claim (offsets of the words, without the marks)."""

    start: int
    end: int
    text: str


class Claim(Record):
    """A clause cut by the fixed rules of rules.md, section 2.1.

    `need` is N3 must, N2 should, N1 may, N0 none. `need_reasons` are the rule names that decided it. `traits` are the
    words that grading asks about: `quotation`, `number`, `statistic`, `superlative`, `accusation`, `hearsay`, `forecast`,
    `event`, `needs_context`, `in_text_primary`, `unnamed` (a speaker with neither name nor office), `doubtful_citation` (a
    bracket in the sentence may cite, and was too uncertain to be taken for a citation). `event` is
    the window of the event that the clause dates, as an EDTF text.
    """

    id: str
    start: int
    end: int
    text: str
    need: Need
    need_reasons: tuple[str, ...] = ()
    citations: tuple[CitationLink, ...] = ()
    named_sources: tuple[NamedSource, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    traits: tuple[str, ...] = ()
    event: str | None = None
    sentence: tuple[int, int]
    paragraph: int = 0
    context: tuple[int, int] | None = None
