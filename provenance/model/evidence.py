"""What the archives gave for a citation: pages, how sure we are that one of them is meant, and the outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from .answer import AnswerOutcome
from .dates import PartialDate
from .record import Record

Outcome = Literal[
    "matched", "candidates", "copies_only", "no_match", "not_archived", "refused", "unreachable", "not_tried"
]  # fmt: skip
Identity = Literal["high", "medium", "low"]
PageKind = Literal["article", "front", "list", "search", "error", "soft-404", "empty", "other"]
PageDateFrom = Literal["metadata", "url", "text", "capture"]


class Passage(Record):
    """Words of a page that bear on a claim. Offsets count in the page's extracted text; `sentence` is 0-based."""

    start: int
    end: int
    text: str
    score: float
    sentence: int | None = None


class Page(Record):
    """A fetched capture, read. `text` is the article's own text, without navigation and comments.

    `published_from` says which rule gave the date; None with `published` None. `credits` are outlets' names that the page
    credits ("Interfax reports"), as printed. `problems` are reasons not to trust the extraction.
    """

    url: str
    archive: str
    archive_url: str
    captured_at: datetime
    sha256: str
    title: str | None
    published: PartialDate | None
    published_from: PageDateFrom | None
    language: str | None
    kind: PageKind
    text: str
    credits: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    byline: str | None = None
    site_name: str | None = None


class Candidate(Record):
    """A page that may be the cited one, best first in its resolution.

    `signals` holds what identity was decided on: `date_match`, `outlet_match`, `right_page` (best window, 0..1), `headline`
    and others, each a number, a truth value or a short text.
    """

    url: str
    archive: str
    archive_url: str
    captured_at: datetime
    sha256: str
    title: str | None
    published: PartialDate | None
    published_from: PageDateFrom | None
    language: str | None
    identity: Identity
    role: Literal["item", "copy"] = "item"
    signals: dict[str, Any] = {}
    passages: tuple[Passage, ...] = ()


class ArchiveAnswer(Record):
    """What one archive said about a citation, folded over its queries."""

    archive: str
    outcome: AnswerOutcome
    reason: str = ""


class DayCoverage(Record):
    """How much of the outlet's day was seen: pages looked at, and whether any capture of that day exists."""

    pages_seen: int = 0
    day_captured: bool | None = None


class ResolutionQuery(Record):
    """A query as the report lists it; `id` is the same for the same question in every run."""

    id: str
    archive: str
    request: str
    status: int | None = None
    outcome: AnswerOutcome
    why: str = ""
    reason: str = ""


class Resolution(Record):
    """What became of one citation.

    `lookup` is what the registry made of the source's name (outlet, ambiguous, unknown, no_web) and `lookup_rule` the rule that
    decided; None where no name was looked up. `outlet_from` says where the outlet's names and domains come from if not from
    the shipped registry, for people: a user's file, or Wikidata, unverified.
    """

    citation: str
    outcome: Outcome
    outcome_reason: tuple[ArchiveAnswer, ...] = ()
    explanation: str = ""
    identity: Identity | None = None
    candidates: tuple[Candidate, ...] = ()
    coverage: DayCoverage = DayCoverage()
    queries: tuple[ResolutionQuery, ...] = ()
    lookup: str | None = None
    lookup_rule: str | None = None
    outlet_from: str | None = None


class Resolved(Record):
    """A resolution together with the pages that its candidates were read from, by sha256 (not part of the report).

    `times` has the UTC time of the stored answer by query id; it goes to `observed`.
    """

    resolution: Resolution
    pages: tuple[Page, ...] = ()
    times: dict[str, datetime] = {}
