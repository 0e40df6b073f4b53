"""Judgements: what a page shows about a sentence, and the grade of each claim's sourcing."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .evidence import Passage
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
    language that is handled (rules.md, 6.1). `confidence` is from measured buckets; None where none was measured.
    """

    citation: str
    sha256: str
    level: Level
    score: float
    reason: str
    counts: bool = True
    confidence: Literal["high", "moderate", "low"] | None = None
    passages: tuple[Passage, ...] = ()


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
