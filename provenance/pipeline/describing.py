"""Which archives there are, and whether they answer, for people who ask before they audit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import ProvenanceError
from provenance.model.answer import AnswerOutcome
from provenance.model.record import Record

if TYPE_CHECKING:
    from provenance.archives import Adapter, ArchiveSettings
    from provenance.config import Settings
    from provenance.net import Client

#: What an audit asks, and what it asks besides with `find.guides`; the other kinds are understood, and not part of the search.
ASKED_KINDS, _GUIDING = ("captures",), "pages"
#: A look at all services is no audit: one try each, and no waiting for a host that asks for patience (seconds).
_TRIES, _MAX_SECONDS, _MAX_WAIT = 1, 30.0, 0.0
_SIDE_BY_SIDE = 8


class ArchiveCheck(Record):
    """What came of the cheap question to a service. `seconds` from asking to having read the answer.

    `answers` is False where nothing came back, and where what came back was a refusal; None where nothing was asked.
    """

    outcome: AnswerOutcome
    answers: bool | None
    reason: str = ""
    seconds: float = 0.0
    requests: int = 0


class ArchiveRow(Record):
    """A service as `provenance archives` lists it. `spec` is what `--archive` takes; `rate` is index requests a second.

    `kind` is what it answers: `captures`, `pages` (lists of addresses), `works` (identifiers), or `never` for one that is known
    and never asked. `enabled` says whether an audit asks it where no archive is named, `allowed` whether the settings switch it
    on; `off_because` why it is not asked, None where it is. `sends_words`: questions carry words of the article. `check` is
    there where it was asked.
    """

    id: str
    title: str
    spec: str
    kind: str
    enabled: bool
    allowed: bool = False
    base_url: str | None = None
    rate: float | None = None
    sends_words: bool = False
    needs_key: bool = False
    has_key: bool = False
    off_because: str | None = None
    limits: str = ""
    known: str = ""
    check: ArchiveCheck | None = None


def describe_archives(settings: Settings, *, private: bool = False) -> tuple[ArchiveRow, ...]:
    """Every service that there is an adapter for, sorted by id, then those that are never asked.

    Args:
        settings: every option.
        private: as in `audit --private`: nobody is sent words of the article.
    """
    from provenance.archives import NEVER_ASKED, find_adapters

    asked = (*ASKED_KINDS, _GUIDING) if settings.find.guides else ASKED_KINDS
    rows = []
    for adapter in find_adapters():
        own = settings.archives.of(adapter.id)
        off_because = _off_because(adapter, own, private=private)
        rows.append(
            ArchiveRow(
                id=adapter.id,
                title=adapter.title,
                spec=f"{adapter.prefix}..." if adapter.prefix else adapter.id,
                kind=adapter.kind,
                enabled=off_because is None and adapter.kind in asked,
                allowed=off_because is None,
                base_url=own.base_url,
                rate=own.rate,
                sends_words=adapter.sends_words,
                needs_key=adapter.needs_key,
                has_key=bool(own.key),
                off_because=off_because,
                limits=adapter.limits,
                known=adapter.known,
            )
        )
    rows += [
        ArchiveRow(id=one.id, title=one.title, spec="", kind="never", enabled=False, off_because=one.why) for one in NEVER_ASKED
    ]
    return tuple(rows)


def _off_because(adapter: Adapter, own: ArchiveSettings, *, private: bool) -> str | None:
    """Why a service is not asked unless it is named, None where it is."""
    option = f"archives.{adapter.id}.enabled: true"
    if private and adapter.sends_words:
        return "it is sent words of the article, which --private forbids"
    if adapter.needs_key and not own.key:
        return f"it wants a key, in PROVENANCE_ARCHIVES__{adapter.id.upper()}__KEY"
    if own.enabled:
        return None
    if adapter.sends_words:
        return f"it is sent words of the article; {option} allows it"
    if adapter.prefix:
        return f"asked when named with --archive {adapter.prefix}..."
    if adapter.kind == "captures":
        return f"asked when named with --archive {adapter.id}; {option} switches it on"
    return f"{option} switches it on"


def check_archives(
    settings: Settings, *, clock: Callable[[], float], sleep: Callable[[float], None], private: bool = False
) -> tuple[ArchiveRow, ...]:
    """The same, with every service that is switched on asked one cheap question, politely, and nothing taken from the cache.

    Args:
        settings: every option.
        clock: UTC seconds since the epoch.
        sleep: waits so many seconds.
        private: as in `describe_archives`.
    """
    from provenance.archives import find_adapters
    from provenance.net import Client

    manners = settings.net.model_copy(
        update={
            "tries": _TRIES,
            "max_wait": _MAX_WAIT,
            "max_seconds": min(settings.net.max_seconds, _MAX_SECONDS),
            "offline": False,
        }
    )
    adapters = {adapter.id: adapter for adapter in find_adapters()}
    client = Client(manners, cache_dir=None, clock=clock, sleep=sleep)

    def checked(row: ArchiveRow) -> ArchiveRow:
        return row.model_copy(update={"check": _check(adapters[row.id], settings, client, clock)}) if row.allowed else row

    try:
        # Side by side: a service that is down costs its time-out, and the others need not wait for it.
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
            return tuple(pool.map(checked, describe_archives(settings, private=private)))
    finally:
        client.close()


def _check(adapter: Adapter, settings: Settings, client: Client, clock: Callable[[], float]) -> ArchiveCheck:
    from provenance.archives import open_service, probe_of, put

    question = probe_of(adapter)
    if isinstance(question, str):
        return ArchiveCheck(outcome="skipped", answers=None, reason=question)
    began = clock()
    try:
        service = open_service(adapter.id, settings.archives, client, index_dir=Path())
    except ProvenanceError as error:
        return ArchiveCheck(outcome="skipped", answers=None, reason=error.line)
    try:
        answer = put(question, service)
    finally:
        service.close()
    return ArchiveCheck(
        outcome=answer.outcome,
        answers=None if answer.outcome == "skipped" else answer.outcome in ("found", "empty"),
        reason=getattr(answer, "reason", ""),
        seconds=round(clock() - began, 3),
        requests=sum(record.request.startswith("http") and record.outcome != "skipped" for record in answer.records),
    )
