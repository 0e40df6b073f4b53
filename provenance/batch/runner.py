"""The run: goes through the sources, keeps each finished audit at once, and stops for nothing but the user and the store."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import Interrupted, ProvenanceError, StoreError
from ..model.audit import Audit
from ..model.progress import Progress, Watcher, unwatched
from .sources import SourceProblem, fingerprint, is_address
from .stopping import Brake, Stopped, braking
from .summary import BatchSummary, Failure

if TYPE_CHECKING:
    from ..store import LedgerItem
    from ..store.store import Store

#: A source at which the program was killed so often is put aside: it may be what kills it (memory, a crash in C).
MOST_TRIES = 3
#: So many names of unknown outlets are told, the most frequent ones: they are worth a row.
_MOST_UNKNOWN = 20
#: Sources that may be outlets: a person, an account or a host is none that a row is missing for.
_MAY_BE_OUTLETS = ("outlet", "broadcaster", "publication", "unknown")


def run_batch(
    sources: Sequence[str],
    store: Store,
    audit: Callable[[str], Audit],
    *,
    run_key: str,
    watch: Watcher = unwatched,
    keep_going: bool = True,
    problems: Sequence[SourceProblem] = (),
    refresh: bool = False,
    ask_again: bool = True,
) -> BatchSummary:
    """Audits `sources` in order into `store`.

    Args:
        sources: paths and addresses; a second mention of one is left out.
        store: open for writing.
        audit: makes the audit of one source; what it raises is that source's failure.
        run_key: the same for the same settings and rules (their hashes). A source that is done under it is skipped while its
            bytes are the same; an address, whose bytes are not known beforehand, while it is done.
        watch: told of each article, stage `batch`.
        keep_going: False ends the run at the first failure; the rest is left.
        problems: sources that could not be begun with; they count as failed.
        refresh: True does again what is done.
        ask_again: whether an article is done again if an archive could not be reached for it, once the run that did it has
            ended: what could not be asked is no result to rest on. A run that was cut short only goes on.

    Raises:
        StoreError: the store can't be written; what was finished is kept.
        Interrupted: SIGINT, SIGTERM or KeyboardInterrupt came; what was finished is kept.
    """
    sources = tuple(dict.fromkeys(sources))
    with braking() as brake:
        run = _Run(store=store, audit=audit, key=run_key, brake=brake, total=len(sources) + len(problems))
        run.failures += [Failure(source=problem.source, error=problem.error) for problem in problems]
        try:
            with brake.held():
                run.unasked = store.unasked(run_key) if ask_again and _ended(store.items(run_key), sources) else frozenset()
                run.recovered = {*store.begin_run(run_key, sources)} & {*sources}
                known = store.items(run_key)
            for number, source in enumerate(sources):
                watch(Progress(stage="batch", done=number, total=len(sources), note=source))
                run.take(source, known[source], refresh=refresh)
                if run.failures and not keep_going:
                    break
            watch(Progress(stage="batch", done=len(sources), total=len(sources)))
        except (Stopped, KeyboardInterrupt, Interrupted) as stop:
            raise run.interrupted() from stop
    return run.summary()


def _ended(known: Mapping[str, LedgerItem], sources: Sequence[str]) -> bool:
    """Whether the run that the ledger tells of got through these sources."""
    return all(known[source].state not in ("todo", "doing") for source in sources if source in known)


def _unknown_outlets(audit: Audit) -> Iterator[str]:
    """Names of citations that may be outlets and that the registry does not know, once a citation."""
    names = {citation.id: citation.source.name for citation in audit.citations if citation.source.kind in _MAY_BE_OUTLETS}
    for resolution in audit.resolutions:
        name = names.get(resolution.citation)
        if name and resolution.lookup == "unknown":
            yield name


class _Run:
    def __init__(self, *, store: Store, audit: Callable[[str], Audit], key: str, brake: Brake, total: int) -> None:
        self.store, self.audit, self.key, self.brake, self.total = store, audit, key, brake, total
        self.done = self.skipped = self.redone = 0
        self.asked_again = 0
        self.recovered: set[str] = set()
        self.unasked: frozenset[str] = frozenset()
        self.failures: list[Failure] = []
        self.unknown: Counter[str] = Counter()
        self.at: str | None = None

    def take(self, source: str, known: LedgerItem, *, refresh: bool) -> None:
        """Does one source, skips it, or notes why it could not be done."""
        seen = fingerprint(source)
        same = is_address(source) or (seen is not None and seen == known.sha256)
        if known.state == "done" and same and not refresh and source not in self.unasked:
            self.skipped += 1
            return
        if source in self.recovered and known.tries >= MOST_TRIES:
            why = f"the program was killed at it {known.tries} times"
            self.fail(source, ProvenanceError("audit", source, why, "run the same command to try once more").line, None)
            return
        with self.brake.held():
            self.store.start(self.key, source)
            self.at = source
        try:
            made = self.audit(source)
        except (Interrupted, StoreError):
            raise
        except ProvenanceError as error:
            self.fail(source, error.line, None)
            return
        except Exception as error:  # noqa: BLE001 - the edge: no fault of ours in one article may cost the others theirs
            kind = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            line = ProvenanceError("audit", source, kind, "this is a fault of the program; --debug shows where").line
            self.fail(source, line, traceback.format_exc())
            return
        with self.brake.held():
            self.store.finish(self.key, source, made, sha256=seen)
            self.at = None
            self.done += 1
            self.unknown.update(_unknown_outlets(made))
            self.redone += source in self.recovered
            self.asked_again += same and not refresh and source in self.unasked

    def fail(self, source: str, error: str, trace: str | None) -> None:
        """Notes a failure in the ledger and for the summary."""
        with self.brake.held():
            self.store.fail(self.key, source, error, trace)
            self.at = None
            self.failures.append(Failure(source=source, error=error, trace=trace))

    def summary(self) -> BatchSummary:
        """The counts so far."""
        grades, outcomes = self.store.tally(self.key)
        failed = len(self.failures)
        return BatchSummary(
            run=self.key,
            total=self.total,
            done=self.done,
            skipped=self.skipped,
            failed=failed,
            left=self.total - self.done - self.skipped - failed,
            recovered=self.redone,
            asked_again=self.asked_again,
            failures=tuple(self.failures),
            grades=grades,
            outcomes=outcomes,
            unknown_outlets=dict(sorted(self.unknown.items(), key=lambda row: (-row[1], row[0]))[:_MOST_UNKNOWN]),
        )

    def interrupted(self) -> Interrupted:
        """Puts the article that was begun back, and says what is kept."""
        if self.at is not None:
            self.store.release(self.key, self.at)
        ready = self.done + self.skipped
        why = f"it was stopped with {ready} of {self.total} articles done, which are kept"
        return Interrupted("finish the batch into", str(self.store.path), why, "run the same command again to go on")
