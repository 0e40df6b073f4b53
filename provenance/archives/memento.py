"""Any archive that speaks Memento (RFC 7089): `memento+http://host/gate/`, a TimeGate that addresses are put behind.

Why this endpoint: it is the one protocol that all national archives share, pywb and MemGator included. It answers for one
address at a time: no prefix, host or domain. A TimeGate gives the capture nearest to a time, in one request; where that lies
outside the window, the TimeMap is asked before anything is called empty, because some gates are careless.

Limits: 0.5/s for institutional archives, GET only; an aggregator fans out to some fifteen archives and takes up to 60 s
(archives.md, section 7). Time Travel was shut down on 5 September 2025. Known as of 22 November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urljoin

from provenance.errors import SettingsError
from provenance.model.answer import AnswerOutcome, Capture, CaptureAnswer, CaptureQuery, Gap, ReplayAnswer
from provenance.net import Client, NoResponse, Response
from provenance.warc.surt import surt_key

from .linkformat import Link, read_links
from .never import never_asked
from .outcome import Ledger, is_excluded, outcome_of_no_response, outcome_of_status
from .playback import Playback
from .protocol import Adapter, Archive, Opening
from .settings import ArchiveSettings, is_http_address
from .timestamp import read_http_date, read_timestamp14, split_replay_address, write_timestamp14

#: Pages of a TimeMap that are followed.
_MOST_PAGES = 5
_MAX_TIMEMAP = 30_000_000
_REDIRECTS = (301, 302, 303, 307, 308)
_INNER = re.compile(r"https?:/{1,2}[^/].*$", re.DOTALL)


class Memento:
    """A TimeGate.

    Args:
        archive: id for reports.
        gate: the address that captured addresses are put behind.
        settings: rates.
        client: asks the network.
    """

    title = "Memento TimeGate"
    sends_words = False
    #: What a TimeMap without a capture in the window means, and why; an aggregator's means less.
    _none: tuple[AnswerOutcome, str] = ("empty", "")

    def __init__(self, archive: str, gate: str, settings: ArchiveSettings, client: Client) -> None:
        self.id = archive
        self._gate = gate if gate.endswith(("/", "=")) else f"{gate}/"
        self._settings, self._client = settings, client
        client.allow(gate)

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures of one address within a window."""
        ledger = Ledger(self.id)
        if query.match != "exact":
            request = f"{self._gate}{query.url} ({query.match})"
            ledger.note_local(request, "skipped", "a TimeGate answers for single addresses only")
            return ledger.gap("skipped", "a TimeGate answers for single addresses only")
        answer = self._ask_gate(query)
        if isinstance(answer, NoResponse):
            return ledger.fail(answer, outcome_of_no_response(answer), answer.message)
        links = self._links(answer)
        near = [link for link in links if _is_within(link, query)]
        timemap = next((link.url for link in links if "timemap" in link.rels), None)
        if not links:
            return self._refusal(ledger, answer)
        ledger.note(answer, "found" if near else "empty")
        if near and query.one_per_page:
            return self._found(ledger, near, query, complete=False)
        if timemap is None:
            if near:
                return self._found(ledger, near, query, complete=False)
            if any(link.is_memento for link in links) and query.since is not None and query.until is not None:
                return ledger.gap("empty", "the capture nearest to the window lies outside it")
            return ledger.gap("unreachable", "the archive named no capture in the window and no list of all")
        listed, gap = self._read_timemap(timemap, ledger, query)
        near += listed
        if near:
            return self._found(ledger, near, query, complete=gap is None)
        return gap or ledger.gap("empty", "the archive has no capture of this in the window")

    def _ask_gate(self, query: CaptureQuery) -> Response | NoResponse:
        headers = {"Accept-Datetime": format_datetime(self._middle(query).astimezone(UTC), usegmt=True)}
        request = f"{self._gate}{query.url.replace('#', '%23')}"
        for _ in range(2):
            answer = self._client.get(
                request,
                headers=headers,
                host_rate=self._settings.rate,
                service="timegate",
                timeout=self._settings.timeout,
                max_bytes=10_000_000,
                keep_cut=True,
            )
            if isinstance(answer, NoResponse) or answer.is_memento or answer.status not in _REDIRECTS or self._links(answer):
                return answer
            # A gate that has moved (http to https, another path) is followed once. A redirect that forgets what was asked, to a
            # login or a front page, is no such move: what that page says is nothing about the address.
            moved = urljoin(request, answer.header("location") or "")
            if moved == request or not _asks_for(moved, query.url):
                return answer
            request = moved
        return answer

    def _middle(self, query: CaptureQuery) -> datetime:
        if query.since is not None and query.until is not None:
            return query.since + (query.until - query.since) / 2
        return query.since or query.until or self._client.now()

    def _links(self, answer: Response) -> tuple[Link, ...]:
        """Captures and TimeMap that a gate's answer names: in Link, Location, Content-Location, or by being the capture."""
        now = self._client.now()
        links = list(read_links(", ".join(value for name, value in answer.headers if name == "link"), now=now))
        location = answer.header("location") if answer.status in _REDIRECTS else None
        location = location or answer.header("content-location")
        if location:
            target = urljoin(answer.url, location)
            parts = split_replay_address(target)
            time = read_http_date(answer.header("memento-datetime")) if answer.is_memento else None
            time = time or (read_timestamp14(parts[1]) if parts else None)
            if time is not None and time <= now:
                links.append(Link(target, frozenset({"memento"}), time))
        elif answer.is_memento and answer.status not in _REDIRECTS:
            time = read_http_date(answer.header("memento-datetime"))
            if time is not None and not any(link.is_memento and link.time == time for link in links):
                links.append(Link(answer.url, frozenset({"memento"}), time))
        known = [link for link in links if link.is_memento or "timemap" in link.rels]
        return tuple(Link(urljoin(answer.url, link.url), link.rels, link.time) for link in known)

    def _refusal(self, ledger: Ledger, answer: Response) -> Gap:
        why = is_excluded(answer)
        if why is not None:
            self._client.keep_as(answer, "refused")
            return ledger.fail(answer, "refused", why)
        if answer.status == 404:
            return ledger.fail(answer, "empty", "the archive has no capture of this address")
        self._client.forget(answer)
        if answer.status == 200 or answer.status in _REDIRECTS:
            return ledger.fail(answer, "unreachable", "the archive's answer names no capture")
        return ledger.fail(answer, *outcome_of_status(answer))

    def _read_timemap(self, timemap: str, ledger: Ledger, query: CaptureQuery) -> tuple[list[Link], Gap | None]:
        """All captures that the TimeMap lists in the window, and the gap that ended the reading, if one did."""
        waiting, seen, listed = [timemap], {timemap}, list[Link]()
        for _ in range(_MOST_PAGES):
            if not waiting:
                break
            answer = self._client.get(
                waiting.pop(0),
                headers={"Accept": "application/link-format"},
                host_rate=self._settings.rate,
                service="timegate",
                timeout=self._settings.timeout,
                max_bytes=_MAX_TIMEMAP,
            )
            if isinstance(answer, NoResponse):
                return listed, ledger.fail(answer, outcome_of_no_response(answer), answer.message)
            why = is_excluded(answer)
            if why is not None:
                self._client.keep_as(answer, "refused")
                return listed, ledger.fail(answer, "refused", why)
            if answer.status == 404:
                if self._none[0] != "empty":
                    self._client.forget(answer)  # it may be another answer tomorrow
                ledger.note(answer, *self._none)
                continue
            if answer.status != 200:
                return listed, ledger.fail(answer, *outcome_of_status(answer))
            links = read_links(answer.body.decode("utf-8", "replace"), now=self._client.now())
            if answer.looks_like_html or not links:
                self._client.forget(answer)
                return listed, ledger.fail(answer, "unreachable", "the TimeMap can't be read")
            page = [Link(urljoin(answer.url, link.url), link.rels, link.time) for link in links if _is_within(link, query)]
            ledger.note(answer, *(("found", "") if page else self._none))
            listed += page
            for link in links:
                following = urljoin(answer.url, link.url)
                if "timemap" in link.rels and following not in seen and len(seen) < _MOST_PAGES:
                    seen.add(following)
                    waiting.append(following)
        if waiting:
            return listed, ledger.gap("unreachable", f"the TimeMap goes on after {_MOST_PAGES} pages")
        return listed, None

    def _found(self, ledger: Ledger, links: Iterable[Link], query: CaptureQuery, *, complete: bool) -> CaptureAnswer:
        captures: dict[tuple[datetime, str], Capture] = {}
        for link in links:
            if link.time is None:
                continue
            parts = split_replay_address(link.url)
            url = parts[2] if parts is not None else query.url
            captures.setdefault(
                (link.time, _key(url)),
                Capture(
                    archive=self.id,
                    url=url,
                    urlkey=_key(url),
                    captured_at=link.time,
                    archive_url=link.url,
                    locator=link.url,
                ),
            )
        middle = self._middle(query)
        ordered = sorted(captures.values(), key=lambda capture: capture.captured_at)
        if query.one_per_page:
            ordered = sorted(ordered, key=lambda capture: abs(capture.captured_at - middle))[:1]
        return ledger.found(ordered[: query.limit], complete=complete and len(ordered) <= query.limit)

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture. Its address is asked for as captured (`id_`) wherever it has the usual form."""
        parts = split_replay_address(capture.locator or capture.archive_url)
        if parts is None:
            ledger = Ledger(self.id)
            ledger.note_local(capture.archive_url, "bad_query", "the capture's address has no time in it")
            return ledger.gap("bad_query", "the capture's address has no time in it, so its bytes can't be asked for")
        root, digits, url = parts
        never = never_asked(root)
        if never is not None:  # an aggregator lists the captures of everybody
            ledger = Ledger(self.id)
            ledger.note_local(capture.archive_url, "refused", f"{never.title} is not asked: {never.why}")
            return ledger.gap("refused", f"{never.title} is not asked: {never.why}")
        playback = Playback(
            self._client,
            self.id,
            root,
            self._settings.captures_rate,
            self._settings.timeout,
            timedelta(hours=self._settings.window_hours),
        )
        wanted = capture.model_copy(
            update={"url": url, "locator": digits if len(digits) == 14 else write_timestamp14(capture.captured_at)}
        )
        return playback.fetch(wanted)


def _asks_for(request: str, url: str) -> bool:
    """Whether an address of a gate still holds the address that was asked for, in whatever spelling."""
    inner = _INNER.search(request, 8)
    if inner is None:
        return request.rstrip("/").endswith(url.rstrip("/"))
    return _key(inner[0]) == _key(url)


def _is_within(link: Link, query: CaptureQuery) -> bool:
    if not link.is_memento or link.time is None:
        return False
    return (query.since is None or link.time >= query.since) and (query.until is None or link.time <= query.until)


def _key(url: str) -> str:
    try:
        return surt_key(url)
    except ValueError:
        return url


def _open(opening: Opening) -> Archive:
    address = opening.address or opening.settings.base_url or ""
    if not is_http_address(address):
        raise SettingsError("open the archive", opening.spec, "no TimeGate address is given", "write memento+http://host/path/")
    return Memento(f"memento+{address}", address, opening.settings, opening.client)


ADAPTER = Adapter(
    id="memento",
    title=Memento.title,
    open=_open,
    prefix="memento+",
    defaults=ArchiveSettings(rate=0.5),
    limits="institutional archives: 0.5/s; one address a question",
    known="2026-11-22",
)
