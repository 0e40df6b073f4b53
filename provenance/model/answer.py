"""Questions to archives and the closed set of their answers.

"The archive refused" and "we could not ask" are answers with their own names, so that neither can be taken for "there is
nothing" (contract.md, `queries[].outcome`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from .record import Record

Match = Literal["exact", "prefix", "host", "domain"]
AnswerOutcome = Literal["found", "empty", "refused", "unreachable", "skipped", "bad_query"]


class CaptureQuery(Record):
    """Which captures of `url` are there? Times are UTC and both ends are included; None is open.

    `one_per_page` asks for the first capture of each page in the window; `html_only` leaves images and styles out, and
    `successful_only` drops archived 4xx and 5xx (revisits are kept). `limit` is the most rows to return.
    """

    url: str
    match: Match = "exact"
    since: datetime | None = None
    until: datetime | None = None
    one_per_page: bool = False
    html_only: bool = True
    successful_only: bool = True
    limit: int = 2000


class Capture(Record):
    """One capture, as an index lists it. `urlkey` is the SURT key; `captured_at` is UTC.

    `status` is the archived status, None where the index does not know (revisits). `locator` is the adapter's own handle
    (file and offset in a local archive), opaque to everyone else.
    """

    archive: str
    url: str
    urlkey: str
    captured_at: datetime
    status: int | None = None
    mime: str | None = None
    digest: str | None = None
    archive_url: str
    locator: str = ""


class Content(Record):
    """The bytes of a capture as the site sent them, with content encodings undone.

    `url` is where the bytes were really captured, after the archived redirects in `redirects` (addresses, first to last,
    the asked one included). `sha256` is of `body`. `truncated` where a size limit cut it.
    """

    archive: str
    asked_url: str
    url: str
    captured_at: datetime
    archive_url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes
    sha256: str
    redirects: tuple[str, ...] = ()
    truncated: bool = False


class QueryRecord(Record):
    """A question as the report shows it. `request` is what was sent, without keys; `status` the HTTP status, if any.

    `answered_at` is the UTC time of the stored answer; it goes to `observed`, being different from run to run.
    `from_cache` says that no request was made; `why` is why the plan asked.
    """

    archive: str
    request: str
    status: int | None = None
    outcome: AnswerOutcome
    reason: str = ""
    answered_at: datetime | None = None
    from_cache: bool = False


class Found(Record):
    """There are captures. `complete` is False where a limit cut the list."""

    outcome: Literal["found"] = "found"
    captures: tuple[Capture, ...]
    complete: bool = True
    records: tuple[QueryRecord, ...]


class Replayed(Record):
    """The capture's bytes."""

    outcome: Literal["found"] = "found"
    content: Content
    records: tuple[QueryRecord, ...]


class Gap(Record):
    """Anything but a find. `outcome` says which; `reason` is for the reader."""

    outcome: Literal["empty", "refused", "unreachable", "skipped", "bad_query"]
    reason: str
    records: tuple[QueryRecord, ...]


CaptureAnswer = Found | Gap
ReplayAnswer = Replayed | Gap
