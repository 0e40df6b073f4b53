"""Judgements: what a page shows about a sentence, and the grade of each claim's sourcing."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .evidence import Passage
from .opinion import Opinion
from .record import Record

Level = Literal["E4", "E3", "E2", "E1", "E0", "EU"]
Grade = Literal["A", "B", "C", "D", "P", "U", "NC", "R", "NA"]


class SupportScores(Record):
    """Rankings between 0 and 1: is there any support, and is all of it supported."""

    any: float
    full: float


class Support(Record):
    """What one page shows about one sentence, judged blind to who published it. There is no level for conflict."""

    level: Level
    score: float
    scores: SupportScores
    reason: str
    signals: dict[str, Any] = {}
    passages: tuple[Passage, ...] = ()


class CitationSupport(Record):
    """A support judgement tied to the citation and page it was made on.

    `counts` is whether it enters the grade: every positive one does, a failure only from an identified, well-read page in a
    language that is handled (rules.md, 6.1). `confidence` is from measured buckets; None where none was measured. `opinions`
    are what models said that the user asked; the level is the one after them.
    """

    citation: str
    sha256: str
    level: Level
    score: float
    reason: str
    counts: bool = True
    confidence: Literal["high", "moderate", "low"] | None = None
    passages: tuple[Passage, ...] = ()
    opinions: tuple[Opinion, ...] = ()


class OriginEdge(Record):
    """Why two citations of a claim may be one origin. One that is not `joined` is only shown: it is too weak to count.

    `towards` is the citation that the other one leans on, where a direction is known.
    """

    one: str
    two: str
    reason: str
    strength: Literal["certain", "strong", "medium", "weak"]
    joined: bool = True
    towards: str | None = None


class OriginGraph(Record):
    """The citations of a claim as origins. `groups` are ids that count as one origin; `earliest` the one seen first in each.

    `circular` holds ids that lean on each other in a ring; `unread` those that nothing is known of.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    earliest: tuple[str | None, ...] = ()
    edges: tuple[OriginEdge, ...] = ()
    circular: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


class TagSource(Record):
    """What a tag on an outlet's control rests on: the register's row with its years and its source."""

    tag: str
    citation: str
    outlet: str
    value: str
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")
    source: str
    date: int | None = None


class Together(Record):
    """What the best passages of several citations' pages show when they are read as one. Shown; no grade rests on it."""

    citations: tuple[str, ...]
    level: Level
    score: float
    reason: str


class Override(Record):
    """A person's correction, as the report shows it."""

    layer: str
    from_: str = Field(alias="from")
    to: str
    reason: str
    by: str
    at: str


class Assessment(Record):
    """The grade of one claim with the trace that re-derives it. `provisional` is the "?" that readers see.

    `independent_origins` is the range among supporting citations; `strong_origins` the fewest among those with E3 or E4.
    `tags` are about one citation each ("party:c3"), or about the claim ("fragile").
    """

    claim: str
    grade: Grade
    provisional: bool
    support: tuple[CitationSupport, ...] = ()
    independent_origins: tuple[int, int] | None = None
    strong_origins: int = 0
    codes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    reason: str = ""
    trace: tuple[str, ...] = ()
    override: Override | None = None
    together: Together | None = None
    origins: OriginGraph | None = None
    tag_sources: tuple[TagSource, ...] = ()


class Rate(Record):
    """A share with its count and exact (Clopper-Pearson) 95 % interval; all None where n is 0."""

    n: int
    share: float | None
    low: float | None
    high: float | None


class Profile(Record):
    """An article's sourcing in figures. `attention` lists claim ids, worst first; shares are None where nothing counts."""

    grades: dict[Grade, int]
    cited_share: float | None
    found_share: float | None
    supported_share: float | None
    supported: Rate
    bounds: tuple[float, float] | None
    outcomes: dict[str, int] = {}
    attention: tuple[str, ...] = ()
