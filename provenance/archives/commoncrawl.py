"""Common Crawl: the index of each crawl, and single records of its archive files.

Why these endpoints: the list of crawls says which of them can hold a day at all, so that only those are asked; a record is
fetched by its place, as one gzip member. It is a sample of the web: an article is often absent, so it is asked last.

Limits: one request at a time, 1/s, or the door is shut for a day; two crawls in 2013, monthly only since about 2014. No key.
Off by default: it is slow, and of most days it holds little. Known as of 22 November 2026.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urljoin

from provenance.errors import ArchiveFileError
from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Content, Found, Gap, ReplayAnswer
from provenance.net import Client, NoResponse
from provenance.warc import read_member
from provenance.warc.cdx import CdxRow
from provenance.warc.surt import surt_key

from .cdx import first_of_each_page, fits
from .indexing import IndexService
from .outcome import Ledger, is_excluded, outcome_of_no_response, outcome_of_status
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings
from .speaking import Speaker, as_text, rows_of
from .timestamp import write_timestamp14

_BASE = "https://index.commoncrawl.org"
_DATA = "https://data.commoncrawl.org"
#: Crawls asked for one question, and pages of one crawl's answer.
_MOST_CRAWLS, _MOST_PAGES = 6, 4
#: An open end is taken as so many days: a page is mostly crawled within the year.
_OPEN_END = timedelta(days=400)
_MAX_RECORD, _MAX_PAGE = 20_000_000, 10_000_000
_MOST_HOPS = 4
_REDIRECTS = (301, 302, 303, 307, 308)
_WEEK = re.compile(r"CC-MAIN-(\d{4})-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl and the UTC days on which it was made."""

    id: str
    since: datetime
    until: datetime


class CommonCrawl:
    """See the head of this module. `base_url` is the index's root, `replay_url` that of the data."""

    title = "Common Crawl"
    sends_words = False

    def __init__(self, archive: str, settings: ArchiveSettings, client: Client) -> None:
        self.id = archive
        self._base = (settings.base_url or _BASE).rstrip("/")
        self._data = (settings.replay_url or (_DATA if self._base == _BASE else self._base)).rstrip("/")
        for address in (self._base, self._data):
            client.allow(address)
        self._client, self._settings = client, settings
        self._index = IndexService(client, settings.rate, settings.timeout)
        self._speaker = Speaker(client, settings.rate, settings.timeout, "cdx")

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures in the crawls that were made in the question's window."""
        ledger = Ledger(self.id)
        crawls = self._crawls(ledger)
        if isinstance(crawls, Gap):
            return crawls
        wanted = [crawl for crawl in crawls if _overlaps(crawl, query)]
        if not wanted:
            return ledger.gap("empty", "no crawl was made in that window")
        asked = sorted(wanted, key=lambda crawl: crawl.since)[:_MOST_CRAWLS]
        rows: list[CdxRow] = []
        gap: Gap | None = None
        cut = False
        for crawl in asked:
            page = self._ask(crawl, query, ledger)
            if isinstance(page, Gap):
                gap = page
                break  # serial and gentle: whoever does not answer is not asked again
            rows += page[0]
            cut = cut or page[1]
        kept = first_of_each_page(rows) if query.one_per_page else tuple(rows)
        whole = gap is None and not cut and len(asked) == len(wanted)
        if kept:
            return ledger.found(
                [self._capture(row) for row in kept[: query.limit]], complete=whole and len(kept) <= query.limit
            )
        if gap is not None:
            return Gap(outcome=gap.outcome, reason=gap.reason, records=ledger.records)
        if not whole:
            return ledger.gap("skipped", f"only {len(asked)} of {len(wanted)} crawls of that window were asked")
        return ledger.gap("empty", "none of the crawls of that window holds this")

    def _crawls(self, ledger: Ledger) -> tuple[Crawl, ...] | Gap:
        read = self._speaker.ask_json(f"{self._base}/collinfo.json", ledger)
        if isinstance(read, Gap):
            return read
        answer, tree = read
        crawls = read_crawls(tree)
        if not crawls:
            return self._speaker.end(answer, ledger, "unreachable", "the list of crawls can't be read")
        ledger.note(answer, "found", f"{len(crawls)} crawls")
        return crawls

    def _ask(self, crawl: Crawl, query: CaptureQuery, ledger: Ledger) -> tuple[list[CdxRow], bool] | Gap:
        """The rows of one crawl that fit, and whether there may be more."""
        params = [("url", query.url), ("matchType", query.match), ("output", "json")]
        if query.since is not None:
            params.append(("from", write_timestamp14(query.since)))
        if query.until is not None:
            params.append(("to", write_timestamp14(query.until)))
        rows: list[CdxRow] = []
        single = query.match == "exact"
        for number in range(1 if single else _MOST_PAGES):
            sent = params if single else [*params, ("page", str(number))]
            request = f"{self._base}/{crawl.id}-index?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in sent)
            page = self._index.ask(request, ledger, cache="past")
            if isinstance(page, Gap):
                return (rows, True) if rows else page
            fitting = [row for row in page.rows if fits(row, query)]
            if fitting and not any(row.place for row in fitting):
                return ledger.gap("unreachable", "the index does not say where its captures lie")
            rows += [row for row in fitting if row.place]
            if single or not page.rows:
                return rows, False
        return rows, True

    def _capture(self, row: CdxRow) -> Capture:
        file, _, place = row.place.partition("#")
        return Capture(
            archive=self.id,
            url=row.original,
            urlkey=row.urlkey,
            captured_at=row.time,
            status=row.status,
            mime=row.mime,
            digest=row.digest,
            archive_url=f"{self._data}/{file}#{place.replace('#', '-')}",
            locator=row.place,
        )

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture, fetched as one record of an archive file; archived redirects are followed by the index."""
        ledger = Ledger(self.id)
        current, history = capture, list[str]()
        for _ in range(_MOST_HOPS):
            got = self._record(capture, current, history, ledger)
            if isinstance(got, Gap):
                return got
            target = dict(got.headers).get("location")
            if got.status not in _REDIRECTS or not target:
                return ledger.replayed(got)
            history.append(current.url)
            window = timedelta(hours=self._settings.window_hours)
            query = CaptureQuery(
                url=urljoin(current.url, target),
                since=current.captured_at - window,
                until=current.captured_at + window,
                html_only=False,
                successful_only=False,
            )
            following = self.look_up(query)
            if not isinstance(following, Found):
                return Gap(
                    outcome=following.outcome,
                    reason=f"an archived redirect leads to {query.url[:200]}: {following.reason}",
                    records=(*ledger.records, *following.records),
                )
            current = min(following.captures, key=lambda one: abs(one.captured_at - current.captured_at))
            if current.url in history:
                return ledger.gap("unreachable", "the archived redirects run in a circle, so the page itself can't be read")
        return ledger.gap("unreachable", f"more than {_MOST_HOPS} redirects, so the page itself can't be read")

    def _record(self, asked: Capture, capture: Capture, history: list[str], ledger: Ledger) -> Content | Gap:
        file, _, place = capture.locator.partition("#")
        offset, _, length = place.partition("#")
        if not (offset.isdigit() and length.isdigit() and 0 < int(length) <= _MAX_RECORD):
            ledger.note_local(capture.archive_url, "bad_query", "the index gave no place of the record")
            return ledger.gap("bad_query", "the index gave no place of the record")
        answer = self._client.get(
            f"{self._data}/{quote(file)}",
            headers={"Range": f"bytes={offset}-{int(offset) + int(length) - 1}", "Accept-Encoding": "identity"},
            host_rate=self._settings.captures_rate,
            service="data",
            timeout=self._settings.timeout,
            max_bytes=_MAX_RECORD,
            cache="immutable",
        )
        if isinstance(answer, NoResponse):
            return ledger.fail(answer, outcome_of_no_response(answer), answer.message)
        why = is_excluded(answer)
        if why is not None and answer.status != 206:
            self._client.keep_as(answer, "refused")
            return ledger.fail(answer, "refused", why)
        if answer.status != 206:
            self._client.forget(answer)
            outcome, reason = outcome_of_status(answer)
            if answer.status == 200:
                reason = "the archive sent something else than the part of the file that was asked for"
            return ledger.fail(answer, outcome, reason)
        try:
            record = read_member(answer.body, capture.archive_url, max_bytes=_MAX_PAGE)
        except ArchiveFileError as error:
            self._client.forget(answer)
            return ledger.fail(answer, "unreachable", error.why)
        if not _is_same(record.url, capture.url):
            self._client.forget(answer)
            return ledger.fail(answer, "unreachable", "the record at that place is of another page")
        ledger.note(answer, "found")
        return Content(
            archive=self.id,
            asked_url=asked.url,
            url=record.url,
            captured_at=record.captured_at,
            archive_url=capture.archive_url,
            status=record.status or 200,
            headers=tuple(
                (name, value)
                for name, value in record.headers
                if name not in ("content-encoding", "transfer-encoding", "set-cookie")
            ),
            body=record.body,
            sha256=hashlib.sha256(record.body).hexdigest(),
            redirects=tuple(history),
            truncated=record.truncated,
        )


def read_crawls(tree: object) -> tuple[Crawl, ...]:
    """The crawls of a `collinfo.json`, newest first as listed. One without its days has them from its name."""
    crawls = []
    for row in rows_of(tree):
        name = as_text(row.get("id")) or ""
        since, until = _day(row.get("from")), _day(row.get("to"))
        week = _WEEK.match(name)
        if (since is None or until is None) and week is not None:
            try:
                monday = datetime.combine(date.fromisocalendar(int(week[1]), int(week[2]), 1), time(), UTC)
            except ValueError:
                continue
            since, until = monday - timedelta(days=21), monday + timedelta(days=21)
        if name.startswith("CC-MAIN-") and since is not None and until is not None:
            crawls.append(Crawl(name, since, until))
    return tuple(crawls)


def _day(value: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if read is not None and read.tzinfo is None else read


def _overlaps(crawl: Crawl, query: CaptureQuery) -> bool:
    until = query.until or (query.since + _OPEN_END if query.since is not None else None)
    return (query.since is None or crawl.until >= query.since) and (until is None or crawl.since <= until)


def _is_same(one: str, other: str) -> bool:
    try:
        return surt_key(one) == surt_key(other)
    except ValueError:
        return False


def _open(opening: Opening) -> Service:
    return CommonCrawl("commoncrawl", opening.settings, opening.client)


ADAPTER = Adapter(
    id="commoncrawl",
    title=CommonCrawl.title,
    open=_open,
    defaults=ArchiveSettings(base_url=_BASE, rate=1.0, replay_rate=1.0),
    limits="one request at a time, 1/s on index and data; no key",
    known="2026-11-22",
)
