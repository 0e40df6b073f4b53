"""Manners in one place: everything that this program asks of the network goes through `Client`."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.version import VERSION

from .address import AddressRule, host_of
from .answer import Bill, CacheClass, NoResponse, Response
from .attempts import Attempt, read_retry_after, repeat
from .cache import DiskCache, Lifetime, cache_key
from .keyless import without_keys
from .ledger import Clock, Ledger, LedgerFault, MemoryLedger, open_ledger
from .limiter import HostLimiter, Sleep
from .settings import NetSettings
from .transport import Resolve, resolve_name
from .wire import Question, Wire, is_down, is_passing

if TYPE_CHECKING:
    import requests

_TRANSIENT = frozenset({408, 500, 502, 503, 504, 520, 521, 522, 523, 524})
#: 429 without Retry-After: 60 s, doubling to 15 min (archives.md, section 0.4).
_LONGEST_PAUSE = 900.0


class Client:
    """Asks hosts, politely, and never raises for what the network does.

    Args:
        settings: manners; see `NetSettings`.
        cache_dir: folder of stored answers, None to keep none.
        clock: Unix seconds (UTC).
        sleep: waits that many seconds.
        session: stands in for the real one in tests.
        resolve: (host, port) to addresses; the system's resolver by default.
        ledger: where the hosts' budgets are kept, in place of what `settings.budget` names.

    Raises:
        SettingsError: the shared budget that the settings name can't be opened.
    """

    def __init__(
        self,
        settings: NetSettings,
        *,
        cache_dir: Path | None,
        clock: Clock,
        sleep: Sleep,
        session: requests.Session | None = None,
        resolve: Resolve = resolve_name,
        ledger: Ledger | None = None,
    ) -> None:
        self._settings, self._clock, self._sleep = settings, clock, sleep
        self._rule = AddressRule(settings.allowed_hosts)
        self._wire = Wire(settings, self._rule, clock, session=session, resolve=resolve)
        if ledger is None:
            ledger = MemoryLedger(clock) if settings.offline else open_ledger(settings.budget, clock)
        self._limiter = HostLimiter(
            ledger, clock, sleep, breaker_after=settings.breaker_after, breaker_seconds=settings.breaker_seconds
        )
        self._warnings: list[str] = []
        most = settings.cache_megabytes * 1_000_000
        self._cache = DiskCache(cache_dir, self._warnings, max_bytes=most) if cache_dir is not None else None
        self._started = clock()
        self._lock = threading.Lock()
        self._keys: dict[str, threading.Lock] = {}
        self._meetings: dict[str, threading.Lock] = {}
        self._met: set[str] = set()
        self._requests: dict[str, int] = {}
        self._asked = 0
        self._hits = 0

    @property
    def user_agent(self) -> str:
        """How the program names itself to every host (archives.md, section 0.3)."""
        contact = "".join(c for c in self._settings.contact if c.isprintable() and c.isascii()).strip()
        mail = f"; mailto:{contact}" if contact else ""
        return f"provenance/{VERSION} (+https://github.com/provenance-checker/provenance{mail})"

    @property
    def bill(self) -> Bill:
        """Requests made so far, by host, and answers from the cache."""
        with self._lock:
            return Bill(tuple(sorted(self._requests.items())), self._hits)

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line each, for the user: what went wrong on our own side (a full disk, a damaged cache)."""
        return tuple(self._warnings)

    def now(self) -> datetime:
        """The clock's time, UTC."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def allow(self, url: str) -> None:
        """Name the host of a configured base URL: it may be anywhere, also on this machine."""
        host = host_of(url)
        if host is not None:
            self._rule.add(host)

    def keep_as(self, response: Response, lifetime: Lifetime) -> None:
        """Tell the cache what an answer turned out to say: "empty" holds for 30 days, "refused" for 7."""
        if self._cache is not None and response.key:
            self._cache.keep_as(response.key, lifetime)

    def forget(self, response: Response) -> None:
        """Drop an answer that turned out to be a failure (a page for people where data was due): it is asked again."""
        if self._cache is not None and response.key:
            self._cache.drop(response.key)

    def leave(self, url: str, seconds: float) -> None:
        """Leave the host of an address alone for so long: it sheds load in a manner that only its adapter knows."""
        host = host_of(url)
        if host is not None:
            try:
                self._limiter.pause(host, seconds)
            except LedgerFault as fault:
                self._warn(fault)

    def close(self) -> None:
        """Close connections and the cache."""
        self._wire.close()
        self._limiter.close()
        if self._cache is not None:
            self._cache.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        host_rate: float | None = None,
        service: str = "",
        timeout: float | None = None,
        max_bytes: int | None = None,
        keep_cut: bool = False,
        cache: CacheClass = "volatile",
    ) -> Response | NoResponse:
        """Ask for one address. Redirects are handed back, not followed: where they may lead is the caller's to decide.

        Args:
            url: an http or https address.
            headers: further request headers.
            host_rate: requests a second that this host and service may get; all threads share it.
            service: service class of the host, with a rate of its own ("cdx", "replay").
            timeout: seconds without a byte after which the host is given up.
            max_bytes: the longest body, decoded.
            keep_cut: hand back a longer body cut and marked `truncated`, instead of nothing.
            cache: how long the answer stays good. "immutable" holds for archived answers (those with `Memento-Datetime`)
                and for ranges of files; other answers to such a question are kept as "volatile".
        """
        return self._exchange(
            url, None, headers=headers, host_rate=host_rate, service=service, timeout=timeout, max_bytes=max_bytes,
            keep_cut=keep_cut, cache=cache,
        )  # fmt: skip

    def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        host_rate: float | None = None,
        service: str = "",
        timeout: float | None = None,
        max_bytes: int | None = None,
        cache: CacheClass = "none",
    ) -> Response | NoResponse:
        """Send a body and take the answer: for a language model or a time stamping authority that the user named.

        The same manners as `get`; an answer is kept under the hash of the body, so that the same question gets the same answer.
        """
        return self._exchange(
            url, body, headers=headers, host_rate=host_rate, service=service, timeout=timeout, max_bytes=max_bytes,
            keep_cut=False, cache=cache,
        )  # fmt: skip

    def _exchange(
        self,
        url: str,
        body: bytes | None,
        *,
        headers: Mapping[str, str] | None,
        host_rate: float | None,
        service: str,
        timeout: float | None,
        max_bytes: int | None,
        keep_cut: bool,
        cache: CacheClass,
    ) -> Response | NoResponse:
        host = host_of(url)
        if host is None:
            return NoResponse("blocked_address", f"{without_keys(url)[:200]!r} is not an http address that can be asked", url)
        limit = self._settings.max_bytes if max_bytes is None else max_bytes
        sent = {"Accept-Encoding": "gzip, deflate", **(headers or {})}
        method = "GET" if body is None else f"POST {hashlib.sha256(body).hexdigest()}"
        key = cache_key(method, url, sent, limit)
        with self._lock:
            lock = self._keys.setdefault(key, threading.Lock())
        with lock:  # two threads with the same question: the second finds the first one's answer
            stored = self._look(key) if cache != "none" else None
            if stored is not None:
                with self._lock:
                    self._hits += 1
                return stored
            if self._settings.offline:
                return NoResponse("offline", f"{host} was not asked: offline, and no answer is stored", url)
            patience = min(timeout or self._settings.timeout, self._settings.max_seconds)
            question = Question(url, host, sent, patience, limit, keep_cut, body)
            try:
                answer = self._ask(question, service, host_rate or self._settings.rate)
            except LedgerFault as fault:  # whose turn it is can't be known: then it is nobody's
                self._warn(fault)
                answer = question.unanswered("budget", f"{host} was not asked: {fault}")
            if isinstance(answer, NoResponse) or self._cache is None or cache == "none":
                return answer
            lifetime = _lifetime(answer, cache)
            if lifetime is None:
                return answer
            answer = replace(answer, key=key)
            self._cache.store(key, replace(answer, url=without_keys(url)), lifetime)
            return answer

    def _warn(self, fault: LedgerFault) -> None:
        with self._lock:
            line = f"{fault}; see net.budget in config.yaml"
            if line not in self._warnings:
                self._warnings.append(line)

    def _look(self, key: str) -> Response | None:
        if self._cache is None:
            return None
        not_before = self._started if self._settings.refresh else 0.0
        return self._cache.find(key, now=self._clock(), not_before=not_before, stale=self._settings.offline)

    def _ask(self, question: Question, service: str, rate: float) -> Response | NoResponse:
        """Ask, with patience: within the host's limits, the run's budget, and a bounded wait."""
        host, settings = question.host, self._settings
        if (left := self._left_alone(question)) is not None:
            return left
        waited, began = 0.0, self._clock()

        def sleep(seconds: float) -> None:
            nonlocal waited
            waited += seconds
            if seconds > 0:
                self._sleep(seconds)

        def may_wait(seconds: float) -> bool:
            slow = self._clock() - began - waited > settings.max_seconds
            return not slow and waited + seconds <= settings.max_wait and self._limiter.down(host) is None

        def attempt() -> Attempt:
            nonlocal waited
            if self._limiter.is_open(host, service):
                return Attempt(question.unanswered("breaker", f"{host} failed several times in a row and is left alone"))
            spent = self._limiter.acquire(host, service, rate, max_wait=settings.max_wait - waited)
            if spent is None:
                return Attempt(question.unanswered("breaker", f"{host} asked for patience longer than this run waits"))
            waited += spent
            with self._first_contact(host):
                if (left := self._left_alone(question)) is not None:  # another worker learnt it while this one stood in line
                    return Attempt(left)
                if not self._spend(host):
                    why = f"{host} was not asked: the run's budget of {settings.max_requests} requests is used up"
                    return Attempt(question.unanswered("budget", why))
                return self._judge(self._wire.send(question, self.user_agent), host, service)

        last = repeat(attempt, tries=settings.tries, may_wait=may_wait, sleep=sleep)
        if last.again:
            self._limiter.fail(host, service)
            if isinstance(last.outcome, NoResponse) and last.outcome.kind == "timeout":
                self._limiter.fail(host, service)  # silence costs minutes: it counts twice
        return last.outcome

    def _left_alone(self, question: Question) -> NoResponse | None:
        """The answer where the host can't be reached, as an earlier question found; None where it may be asked."""
        why = self._limiter.down(question.host)
        if why is None:
            return None
        return question.unanswered("host_down", f"{question.host} was left alone for the rest of the run: {why}")

    def _first_contact(self, host: str) -> contextlib.AbstractContextManager[object]:
        """Held until it is known whether a host is there: one worker finds out, so that an absent one is asked once."""
        with self._lock:
            return contextlib.nullcontext() if host in self._met else self._meetings.setdefault(host, threading.Lock())

    def _judge(self, made: Response | NoResponse, host: str, service: str) -> Attempt:
        """What one answer means for the host's limits, and whether another try may help."""
        if not (isinstance(made, NoResponse) and is_down(made)):
            with self._lock:
                self._met.add(host)
        if isinstance(made, NoResponse):
            if is_down(made):
                if self._limiter.refusals(host):  # refused after answers 429: a firewall, for an hour at least
                    self._limiter.shut(host)
                self._limiter.mark_down(host, made.message)
            return Attempt(made, again=is_passing(made))
        if made.is_memento:  # an archived status says nothing about the archive
            self._limiter.succeed(host, service)
            return Attempt(made)
        asked = read_retry_after(made.header("retry-after"), self._clock())
        if made.status == 429:
            doubled = self._settings.rate_limit_pause * 2 ** min(self._limiter.refusals(host), 8)
            pause = min(doubled, _LONGEST_PAUSE) if asked is None else asked
            refusals = self._limiter.pause(host, pause)
            if refusals >= self._settings.breaker_after:
                self._limiter.shut(host)
                return Attempt(made)
            # The limiter holds the pause for everyone; this question stands in line with the others.
            return Attempt(made, again=not self._limiter.is_paused(host, self._settings.max_wait), wait=0.0)
        if made.status in _TRANSIENT:
            return Attempt(made, again=True, wait=asked)
        self._limiter.succeed(host, service)
        return Attempt(made)

    def _spend(self, host: str) -> bool:
        """Take one request from the run's budget."""
        with self._lock:
            if self._settings.max_requests is not None and self._asked >= self._settings.max_requests:
                return False
            self._asked += 1
            self._requests[host] = self._requests.get(host, 0) + 1
            return True


def _lifetime(response: Response, cache: CacheClass) -> Lifetime | None:
    """How long an answer stays good; None for failures, which are never kept."""
    if response.is_memento:
        return "immutable" if cache == "immutable" else "volatile"
    if response.status == 429 or response.status >= 500 or response.status in (407, 408):
        return None
    if response.status in (401, 402, 403, 451):
        return "refused"
    if response.status in (404, 410):
        return "empty"
    if response.status == 206 and cache == "immutable":
        return "immutable"
    if response.status >= 400:
        return None
    return "past" if cache == "past" else "volatile"
