"""Questions to archives and the closed set of their answers.

"The archive refused" and "we could not ask" are answers with their own names, so that neither can be taken for "there is
nothing" (contract.md, `queries[].outcome`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from .dates import PartialDate
from .record import Record

Scheme = Literal["doi", "arxiv", "pmid"]
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


class PageQuery(Record):
    """Which pages did an outlet publish between two days? For services that list or search addresses, not captures.

    `host` is the outlet's host, None for any. `words` are of the article: they are sent only to services marked
    `sends_words`. Both days are included; `limit` is the most pages to return.
    """

    host: str | None = None
    first: date
    last: date
    words: tuple[str, ...] = ()
    language: str | None = None
    limit: int = 250


class PageListing(Record):
    """A page that a service knows: it was seen, and may be captured elsewhere. `seen_on` is the service's own day (UTC).

    `archive_url` where the service also holds a capture; `note` is what it says about the page (a snippet, a rating).
    """

    service: str
    url: str
    seen_on: date | None = None
    title: str | None = None
    language: str | None = None
    archive_url: str | None = None
    note: str | None = None


class PagesFound(Record):
    """There are pages. `complete` is False where a limit cut the list."""

    outcome: Literal["found"] = "found"
    pages: tuple[PageListing, ...]
    complete: bool = True
    records: tuple[QueryRecord, ...]


class Work(Record):
    """What an identifier stands for, as its registry describes it. `issued` is as precise as the registry is.

    `retracted` is None where the service does not tell.
    """

    service: str
    scheme: Scheme
    value: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    container: str | None = None
    issued: PartialDate | None = None
    kind: str | None = None
    doi: str | None = None
    url: str | None = None
    retracted: bool | None = None


class WorkFound(Record):
    """The identifier is registered."""

    outcome: Literal["found"] = "found"
    work: Work
    records: tuple[QueryRecord, ...]


PagesAnswer = PagesFound | Gap
WorkAnswer = WorkFound | Gap
