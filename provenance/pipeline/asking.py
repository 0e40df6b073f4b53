"""Questions to archives and their answers, remembered for the length of a run: the same question is asked once."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from provenance.model.answer import (
    AnswerOutcome,
    Capture,
    CaptureAnswer,
    CaptureQuery,
    Content,
    Found,
    PageQuery,
    PagesAnswer,
    QueryRecord,
    ReplayAnswer,
    Replayed,
)
from provenance.model.evidence import ArchiveAnswer, Page, ResolutionQuery

from .working import Once, Stopped

if TYPE_CHECKING:
    from provenance.archives import Archive, PageLister
    from provenance.markup import PageLink

#: Answers that leave the question open, worst first. A question of ours that was malformed was not answered either.
OPEN: tuple[AnswerOutcome, ...] = ("unreachable", "bad_query", "refused", "skipped")


@dataclass(slots=True)
class Ledger:
    """What was asked for one citation.

    `gaps` are the outcomes of questions that could have found the item and stayed open, with the reason for the reader.
    """

    queries: dict[str, ResolutionQuery] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    answers: dict[str, list[tuple[AnswerOutcome, str]]] = field(default_factory=dict)
    gaps: list[tuple[AnswerOutcome, str]] = field(default_factory=list)

    def note(
        self,
        archive: str,
        outcome: AnswerOutcome,
        reason: str,
        records: Sequence[QueryRecord],
        *,
        request: str,
        why: str,
        optional: bool = False,
    ) -> None:
        """Enters an answer. An open one is a gap, but for an `optional` question, which could not find the item itself."""
        if not optional:
            self.answers.setdefault(archive, []).append((outcome, reason))
            if outcome in OPEN:
                self.gaps.append((outcome, reason))
        if not records:
            records = (QueryRecord(archive=archive, request=request, outcome=outcome, reason=reason),)
        for record in records:
            id = query_id(record.archive, record.request)
            why_first = self.queries[id].why if id in self.queries else why
            self.queries[id] = ResolutionQuery(
                id=id,
                archive=record.archive,
                request=record.request,
                status=record.status,
                outcome=record.outcome,
                why=why_first,
                reason=record.reason,
            )
            if record.answered_at is not None:
                self.times[id] = record.answered_at

    def gap(self, outcome: AnswerOutcome, reason: str) -> None:
        """Enters a question that could have found the item and was not, or not usefully, answered."""
        self.gaps.append((outcome, reason))

    def by_archive(self, archives: Sequence[str], *, settled: bool) -> tuple[ArchiveAnswer, ...]:
        """One answer an archive, in the order of the archives asked.

        Where the item was not found (`settled` False) the worst open answer is the archive's: what was not asked may hold it.
        """
        folded: list[ArchiveAnswer] = []
        for archive in archives:
            answers = self.answers.get(archive, [])
            if not answers:
                continue
            outcomes = [outcome for outcome, _ in answers]
            open_ = next((outcome for outcome in OPEN if outcome in outcomes), None)
            outcome: AnswerOutcome = "found" if "found" in outcomes else open_ or "empty"
            if not settled and open_:
                outcome = open_
            reason = next((text for one, text in answers if one == outcome and text), "")
            folded.append(ArchiveAnswer(archive=archive, outcome=outcome, reason=reason))
        return tuple(folded)


def query_id(archive: str, request: str) -> str:
    """The id of a question, the same in every run: "q-" and ten hexadecimal digits."""
    return "q-" + hashlib.sha256(f"{archive} {request}".encode()).hexdigest()[:10]


@dataclass(slots=True)
class Answers:
    """What the archives have answered in a run, and every page that was read; shared by all of its searches."""

    lists: Once[tuple[str, CaptureQuery], CaptureAnswer] = field(default_factory=Once)
    replays: Once[tuple[str, str], ReplayAnswer] = field(default_factory=Once)
    pages: Once[str, Page] = field(default_factory=Once)
    listings: Once[tuple[str, PageQuery], PagesAnswer] = field(default_factory=Once)
    stop: threading.Event = field(default_factory=threading.Event)
    #: Reading is work for one processor, and not all of the libraries behind it are made for threads.
    reading: threading.Lock = field(default_factory=threading.Lock)


@dataclass(slots=True)
class Asker:
    """The archives of a run as one search asks them.

    Answers are shared with the searches beside it; which of them cost a request is counted for each search alone, so that what
    it may still ask does not hang on who came first.
    """

    archives: Sequence[Archive]
    max_page_bytes: int
    answers: Answers = field(default_factory=Answers)
    #: Services that list addresses; see `guides`.
    guides: Sequence[PageLister] = ()
    _known: set[tuple[str, str]] = field(default_factory=set)

    def apart(self) -> Asker:
        """For another search of the same run."""
        return Asker(self.archives, self.max_page_bytes, self.answers, self.guides)

    @property
    def pages(self) -> list[Page]:
        """Every page that the run has read, in the order of their captures: copies of an item are looked for among them."""
        return [page for _, page in sorted(self.answers.pages.items(), key=lambda item: item[0])]

    def captures(self, query: CaptureQuery, why: str, ledger: Ledger, *, optional: bool = False) -> tuple[Capture, ...]:
        """The captures that all archives together list; gaps go to the ledger, but for an `optional` question."""
        from provenance.archives import covers

        found: list[Capture] = []
        asked = [archive for archive in self.archives if covers(archive, query.url)]
        if self.archives and not asked and not optional:
            ledger.gap("skipped", f"no archive of this run is asked about {query.url}")
        for archive in asked:
            key = (archive.id, query)
            self._go_on()
            answer = self.answers.lists.get(key, partial(archive.look_up, query))
            reason = "" if isinstance(answer, Found) else answer.reason
            ledger.note(archive.id, answer.outcome, reason, answer.records, request=describe(query), why=why, optional=optional)
            if isinstance(answer, Found):
                found += answer.captures
                if not answer.complete and not optional:
                    # Cut by the limit, or by a later part of the list that failed.
                    broken = {record.outcome for record in answer.records}
                    state: AnswerOutcome = next((outcome for outcome in OPEN if outcome in broken), "skipped")
                    ledger.gap(state, f"{archive.title} listed only the first {len(answer.captures)} captures of {query.url}")
        return tuple(found)

    def listed(self, guide: PageLister, query: PageQuery) -> PagesAnswer:
        """What a service that lists addresses says."""
        self._go_on()
        return self.answers.listings.get((guide.id, query), partial(guide.list_pages, query))

    def is_known(self, capture: Capture) -> bool:
        """Whether replaying the capture costs no request, because this search has its answer."""
        return (capture.archive, capture.archive_url) in self._known

    def _go_on(self) -> None:
        if self.answers.stop.is_set():
            raise Stopped

    def replay(self, capture: Capture, why: str, ledger: Ledger, *, optional: bool = False) -> Replayed | None:
        """The capture's bytes; None is in the ledger, as a gap unless the archive answered that it has none."""
        key = (capture.archive, capture.archive_url)
        self._go_on()
        self._known.add(key)
        # A capture may be listed by one archive in another's name.
        archive = next((archive for archive in self.archives if archive.id == capture.archive), self.archives[0])
        answer = self.answers.replays.get(key, partial(archive.replay, capture))
        reason = "" if isinstance(answer, Replayed) else answer.reason
        ledger.note(
            capture.archive,
            answer.outcome,
            reason,
            answer.records,
            request=capture.archive_url,
            why=why,
            optional=optional,
        )
        return answer if isinstance(answer, Replayed) else None

    def read(self, replayed: Replayed, capture: Capture) -> Page:
        """The replayed capture as a page, read once a run."""
        from provenance.evidence import read_page

        content = replayed.content

        def read() -> Page:
            with self.answers.reading:
                return read_page(content, capture, max_bytes=self.max_page_bytes)

        return self.answers.pages.get(f"{content.archive_url} {content.sha256}", read)


def links_in(content: Content) -> list[PageLink]:
    """The links of a page or the items of a feed, in document order."""
    from provenance.candidates.feeds import links_of_feed
    from provenance.markup import links_of

    return links_of_feed(content.body, content.url) or list(links_of(content.body, content.url))


def describe(query: CaptureQuery) -> str:
    """A capture question in one line, for answers that carry no request of their own."""
    window = "".join(
        f" {word} {moment:%Y-%m-%dT%H:%MZ}"
        for word, moment in (("from", query.since), ("to", query.until))
        if moment is not None
    )
    return f"captures {query.match} {query.url}{window}"
