"""The Internet Archive's Wayback Machine: CDX search and replay.

Why these endpoints: the CDX server answers by address, host and domain with a window of days, in one request; the
Availability API gives empty answers for archived pages and different ones with and without `https://`, so it is not used.
Paging is by resume keys: the server's own pages read an older index in which the newest captures are missing.

Limits: 30 requests a minute for a whole network on the index (0.4/s here), about 600 a minute on replay (2/s here). Whoever
ignores answers 429 for a minute is shut out for an hour, doubling. No key. Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Gap, ReplayAnswer
from provenance.net import Client
from provenance.warc.cdx import CdxRow

from .cdx import TEXT_FIELDS, first_of_each_page, fits
from .indexing import IndexService
from .outcome import Ledger, captures_of
from .playback import Playback
from .protocol import Adapter, Archive, Opening
from .settings import ArchiveSettings
from .timestamp import write_timestamp14

_BASE = "https://web.archive.org"
#: Rows of one request; the server's own cap is 150,000.
_PAGE_ROWS = 5000
#: Requests of one question: what is not there by then is not worth the archive's patience.
_MOST_PAGES = 8


class Wayback:
    """See the head of this module. `settings` gives addresses and rates."""

    title = "Internet Archive Wayback Machine"
    sends_words = False

    def __init__(self, archive: str, settings: ArchiveSettings, client: Client) -> None:
        base = (settings.base_url or _BASE).rstrip("/")
        self.id = archive
        self._cdx = (settings.cdx_url or f"{base}/cdx/search/cdx").rstrip("?&")
        root = (settings.replay_url or f"{base}/web").rstrip("/")
        for address in (self._cdx, root):
            client.allow(address)
        self.root = root
        self._index = IndexService(client, settings.rate, settings.timeout)
        self._playback = Playback(
            client, archive, root, settings.captures_rate, settings.timeout, timedelta(hours=settings.window_hours)
        )

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture; see `Playback`."""
        return self._playback.fetch(capture)

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures by address, host or domain within a window."""
        ledger = Ledger(self.id)
        rows: list[CdxRow] = []
        resume_key: str | None = None
        seen_keys: set[str] = set()
        cache = self._index.cache_class(query.until)
        for _ in range(_MOST_PAGES):
            page = self._index.ask(self._request(query, resume_key), ledger, cache=cache)
            if isinstance(page, Gap):
                return self._found(ledger, rows, query, complete=False) if rows else page
            rows.extend(row for row in page.rows if fits(row, query))
            resume_key = page.resume_key
            if resume_key is None or resume_key in seen_keys or len(rows) >= query.limit:
                break
            seen_keys.add(resume_key)
        if rows:
            return self._found(ledger, rows, query, complete=resume_key is None)
        if resume_key is not None:
            return ledger.gap("unreachable", f"the index had more to say after {_MOST_PAGES} requests; narrow the question")
        return ledger.gap("empty", "the archive has no capture of this in the window")

    def _found(self, ledger: Ledger, rows: list[CdxRow], query: CaptureQuery, *, complete: bool) -> CaptureAnswer:
        kept = first_of_each_page(rows) if query.one_per_page else tuple(dict.fromkeys(rows))
        return ledger.found(
            captures_of(kept[: query.limit], self.id, self.root), complete=complete and len(kept) <= query.limit
        )

    def _request(self, query: CaptureQuery, resume_key: str | None) -> str:
        params: list[tuple[str, str]] = [("url", query.url), ("matchType", query.match)]
        if query.since is not None:
            params.append(("from", write_timestamp14(query.since)))
        if query.until is not None:
            params.append(("to", write_timestamp14(query.until)))
        if query.successful_only:
            params.append(("filter", "!statuscode:[45].."))  # keeps revisits, whose status is "-"
        if query.html_only:
            # "unk": the site named no type, as many redirects do; left out, a moved page would look never captured.
            params.append(("filter", "mimetype:(text/html.*|application/xhtml.xml|warc/revisit|unk)"))
        if query.one_per_page:
            params.append(("collapse", "urlkey"))
        params += [
            ("fl", ",".join(TEXT_FIELDS)),
            ("output", "json"),
            ("limit", str(max(1, min(query.limit, _PAGE_ROWS)))),
            ("showResumeKey", "true"),
        ]
        if resume_key is not None:
            params.append(("resumeKey", resume_key))  # already encoded, and sent encoded once more, as clients do
        return f"{self._cdx}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in params)


def _open(opening: Opening) -> Archive:
    return Wayback("wayback", opening.settings, opening.client)


ADAPTER = Adapter(
    id="wayback",
    title=Wayback.title,
    open=_open,
    defaults=ArchiveSettings(enabled=True, base_url=_BASE, rate=0.4, replay_rate=None, timeout=60.0),
    limits="index 30 requests a minute for a network (ours: 0.4/s), replay 2/s; no key",
    known="2026-11-22",
)
