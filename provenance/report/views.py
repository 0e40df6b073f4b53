"""The parts of a report for people, in words and numbers, before it is drawn. All texts in them are harmless to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ..catalog.words import Tone
from .summary import Gap, ProfileView

if TYPE_CHECKING:
    from ..model.audit import Audit
    from ..model.reading import Reading


def audit_of(reading: Reading) -> Audit | None:
    """The reading as an audit, where it is one; told by its parts, so that a reading is drawn without an audit's records."""
    return cast("Audit", reading) if hasattr(reading, "assessments") else None


@dataclass(frozen=True, slots=True)
class PassageView:
    """Words of a page, on one line, with their place in its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageView:
    """A page that may be the cited one. `link` is None where the archive's address is no web address."""

    title: str
    identity: str
    is_copy: bool
    published: str | None
    captured: str
    archive: str
    url: str
    place: str
    link: str | None
    sha256: str
    language: str | None
    level: str | None
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation with what became of it. Outcome fields are None for a reading that was not audited."""

    id: str
    number: int
    start: int
    end: int
    text: str
    source: str
    lost: bool
    outlet: str | None
    outlet_from: str | None
    date: str | None
    date_note: str | None
    signal: str | None
    carrier: bool
    outcome: str | None
    short: str | None
    sentence: str | None
    tone: Tone | None
    explanation: str | None
    pages: tuple[PageView, ...]
    more_pages: int
    answers: tuple[tuple[str, str, str], ...]
    queries: tuple[tuple[str, str, str, str], ...]
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CitedView:
    """A citation as one claim uses it: how it covers the claim, and what its page shows about this claim."""

    citation: CitationView
    coverage_note: str | None
    level: str | None
    why: str | None
    tags: tuple[str, ...]
    pages: tuple[PageView, ...]
    confidence: str | None = None
    opinions: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """How it covers the claim, where not directly, and what its source is to the claim."""
        return (*((self.coverage_note,) if self.coverage_note else ()), *self.tags)


@dataclass(frozen=True, slots=True)
class FindingView:
    """A remark. `tone` follows its severity."""

    code: str
    words: str
    severity: str
    severity_words: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its grade in words; grade fields are None for a reading that was not audited."""

    id: str
    number: int
    start: int
    end: int
    text: str
    need: str
    needs_source: bool
    speakers: tuple[str, ...]
    grade: str | None
    mark: str | None
    short: str | None
    sentence: str | None
    tone: Tone
    reason: str | None
    origins: str | None
    cited: tuple[CitedView, ...]
    codes: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    trace: tuple[str, ...]
    override: str | None
    findings: tuple[FindingView, ...]
    together: str | None = None
    graph: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report. `profile` and `run` are None for a reading that was not audited."""

    title: str
    source: str
    source_link: str | None
    language: str | None
    published: str
    publisher: str | None
    text: str
    claims: tuple[ClaimView, ...]
    citations: tuple[CitationView, ...]
    findings: tuple[FindingView, ...]
    doubtful: tuple[tuple[str, str], ...]
    profile: ProfileView | None
    attention: tuple[ClaimView, ...]
    gaps: tuple[Gap, ...]
    run: tuple[tuple[str, str], ...]
    provisional: str
    corrections: tuple[str, ...] = ()
