"""The live web: a cited page as its own site serves it now. Off by default.

Why: an item of this week is often in no archive yet. What a site shows today says nothing about another day, so that a question
is put only while its window is still open, and the page's capture time is the minute at which it was fetched.

Limits: robots.txt is read first, and one that can't be read is a no; one request in 2 s and site; the program's own user agent,
never a browser's. No search, no list of a day. Known as of 22 November 2026.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Content, Gap, ReplayAnswer
from provenance.net import Client, NoResponse, Response, without_keys
from provenance.warc.surt import surt_key

from .outcome import Ledger, outcome_of_no_response, outcome_of_status
from .protocol import Adapter, Archive, Opening
from .robots import Robots
from .settings import ArchiveSettings
from .timestamp import write_timestamp14

_MAX_PAGE = 10_000_000
_MOST_HOPS = 8
_REDIRECTS = (301, 302, 303, 307, 308)
_WIRE_ONLY = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


class Live:
    """See the head of this module."""

    id = "live"
    title = "The live web"
    sends_words = False

    def __init__(self, settings: ArchiveSettings, client: Client) -> None:
        self._client, self._settings = client, settings
        self._robots = Robots(client, settings.rate, settings.timeout)
        self._seen: dict[str, Content] = {}

    def close(self) -> None:
        """Forget the pages."""
        self._seen.clear()

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """The page at an address, fetched now, if now lies in the window."""
        ledger = Ledger(self.id)
        now = self._client.now()
        why = None
        if query.match != "exact":
            why = "a live site is asked for single pages only"
        elif (query.until is not None and query.until < now) or (query.since is not None and query.since > now):
            why = "what the site shows today says nothing about that time"
        if why is not None:
            ledger.note_local(query.url, "skipped", why)
            return ledger.gap("skipped", why)
        url = query.url if "://" in query.url else f"http://{query.url}"
        got = self._fetch(url, ledger)
        if isinstance(got, Gap):
            return got
        locator = f"{write_timestamp14(got.captured_at)} {got.url}"
        self._seen[locator] = got
        capture = Capture(
            archive=self.id,
            url=got.url,
            urlkey=_key(got.url),
            captured_at=got.captured_at,
            status=got.status,
            archive_url=got.archive_url,
            locator=locator,
        )
        return ledger.found([capture])

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes that the look-up fetched; they are not asked for twice."""
        ledger = Ledger(self.id)
        content = self._seen.get(capture.locator)
        if content is not None:
            ledger.note_local(capture.archive_url, "found", "fetched when it was looked up")
            return ledger.replayed(content)
        got = self._fetch(capture.url, ledger)
        return got if isinstance(got, Gap) else ledger.replayed(got)

    def _fetch(self, asked: str, ledger: Ledger) -> Content | Gap:
        url, history = asked, list[str]()
        for _ in range(_MOST_HOPS):
            held = self._robots.may_fetch(url)
            if held is not None:
                ledger.note_local(without_keys(url), *held)
                return ledger.gap(*held)
            answer = self._client.get(
                url,
                host_rate=self._settings.rate,
                service="live",
                timeout=self._settings.timeout,
                max_bytes=_MAX_PAGE,
                keep_cut=True,
            )
            if isinstance(answer, NoResponse):
                return ledger.fail(answer, outcome_of_no_response(answer), answer.message)
            location = answer.header("location")
            if answer.status in _REDIRECTS and location:
                ledger.note(answer, "found", "a redirect")
                history.append(url)
                url = urljoin(url, location)
                if url in history or urlsplit(url).scheme not in ("http", "https"):
                    return ledger.gap("unreachable", "the redirects lead to no page")
                continue
            if answer.status in (404, 410):
                return ledger.fail(answer, "empty", "the site has no such page now")
            if answer.status != 200:
                return ledger.fail(answer, *outcome_of_status(answer))
            ledger.note(answer, "found")
            return self._content(asked, url, answer, tuple(history))
        return ledger.gap("unreachable", f"more than {_MOST_HOPS} redirects")

    def _content(self, asked: str, url: str, answer: Response, history: tuple[str, ...]) -> Content:
        return Content(
            archive=self.id,
            asked_url=asked,
            url=url,
            captured_at=answer.stored_at.replace(microsecond=0),
            archive_url=without_keys(url),
            status=answer.status,
            headers=tuple((name, value) for name, value in answer.headers if name not in _WIRE_ONLY),
            body=answer.body,
            sha256=answer.sha256,
            redirects=history,
            truncated=answer.truncated,
        )


def _key(url: str) -> str:
    try:
        return surt_key(url)
    except ValueError:
        return url


def _open(opening: Opening) -> Archive:
    return Live(opening.settings, opening.client)


ADAPTER = Adapter(
    id=Live.id,
    title=Live.title,
    open=_open,
    defaults=ArchiveSettings(rate=0.5, timeout=30.0),
    limits="one request in 2 s and site; robots.txt is obeyed; only while the day that is asked for is still open",
    known="2026-11-22",
    probe="it is every site, and none in particular",
)
