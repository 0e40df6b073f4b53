"""From what came over the wire to the contract's outcomes, the same way for every archive."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.model.answer import (
    AnswerOutcome,
    Capture,
    Content,
    Found,
    Gap,
    PageListing,
    PagesFound,
    QueryRecord,
    Replayed,
    Work,
    WorkFound,
)
from provenance.net import NoResponse, Response, without_keys
from provenance.warc.cdx import CdxRow

#: The header in which the Wayback software named its exception (archives.md, section 3).
RUNTIME_ERROR = "x-archive-wayback-runtime-error"
_EXCLUDED = (b"has been excluded from the Wayback Machine", b"AdministrativeAccessControlException")
_ROBOTS = (b"RobotAccessControlException", b"Blocked By Robots", b"due to robots.txt")


class Ledger:
    """The records of the requests made for one question, in order.

    Args:
        archive: the archive's id.
    """

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._records: list[QueryRecord] = []

    def note(self, answer: Response | NoResponse, outcome: AnswerOutcome, reason: str = "") -> None:
        """Write down a request and what its answer meant."""
        stored = isinstance(answer, Response)
        self._records.append(
            QueryRecord(
                archive=self._archive,
                request=without_keys(answer.url),
                status=answer.status,
                outcome=outcome,
                reason=reason,
                answered_at=answer.stored_at if isinstance(answer, Response) else None,
                from_cache=stored and isinstance(answer, Response) and answer.from_cache,
            )
        )

    def note_local(self, request: str, outcome: AnswerOutcome, reason: str = "") -> None:
        """Write down a question that needed no network."""
        self._records.append(QueryRecord(archive=self._archive, request=request, outcome=outcome, reason=reason))

    @property
    def records(self) -> tuple[QueryRecord, ...]:
        """The records so far."""
        return tuple(self._records)

    def gap(self, outcome: AnswerOutcome, reason: str) -> Gap:
        """The question ends without a find."""
        if outcome == "found":
            raise ValueError("a gap is no find")
        return Gap(outcome=outcome, reason=reason, records=self.records)

    def fail(self, answer: Response | NoResponse, outcome: AnswerOutcome, reason: str) -> Gap:
        """Write down the last request, which ended the question without a find."""
        self.note(answer, outcome, reason)
        return self.gap(outcome, reason)

    def found(self, captures: Sequence[Capture], *, complete: bool = True) -> Found:
        """The question ends with captures."""
        return Found(captures=tuple(captures), complete=complete, records=self.records)

    def listed(self, pages: Sequence[PageListing], *, complete: bool = True) -> PagesFound:
        """The question ends with pages."""
        return PagesFound(pages=tuple(pages), complete=complete, records=self.records)

    def described(self, work: Work) -> WorkFound:
        """The question ends with what an identifier stands for."""
        return WorkFound(work=work, records=self.records)

    def replayed(self, content: Content) -> Replayed:
        """The question ends with bytes."""
        return Replayed(content=content, records=self.records)


def outcome_of_no_response(answer: NoResponse) -> AnswerOutcome:
    """A question that failed is unreachable, one that was not put is skipped. Neither is ever empty."""
    return "unreachable" if answer.asked else "skipped"


def is_excluded(answer: Response) -> str | None:
    """Why the archive may not show this site, None where it does not say so. Works on 200, 403 and 404 alike."""
    said = (answer.header(RUNTIME_ERROR) or "").encode() + answer.body[:200_000]
    if any(mark in said for mark in _EXCLUDED):
        return "the archive was asked by the site's owner not to show it"
    if any(mark in said for mark in _ROBOTS):
        return "the site's robots.txt keeps the archive from showing it"
    return None


def outcome_of_status(answer: Response) -> tuple[AnswerOutcome, str]:
    """What a status means that is no success, where the service has no rule of its own."""
    status = answer.status
    if status in (401, 402, 403, 451):
        return "refused", f"the archive answered {status}: not allowed"
    if status == 400 or status in (405, 406, 414, 422):
        return "bad_query", f"the archive answered {status}: it did not take our question"
    if status == 429:
        return "unreachable", "the archive answered 429: too many requests"
    return "unreachable", f"the archive answered {status}"


def captures_of(rows: Sequence[CdxRow], archive: str, root: str) -> tuple[Capture, ...]:
    """Captures of index rows, with links that a reader can open under the replay address `root`."""
    return tuple(
        Capture(
            archive=archive,
            url=row.original,
            urlkey=row.urlkey,
            captured_at=row.time,
            status=row.status,
            mime=row.mime,
            digest=row.digest,
            archive_url=f"{root}/{row.timestamp}/{row.original}",
            locator=row.timestamp,
        )
        for row in rows
    )
