"""What a batch did, for people and for programs."""

from __future__ import annotations

import json

from ..model.record import Record
from ..report import tally_words
from ..report.plain import one_line


class Failure(Record):
    """A source that could not be done: one line for the user, and the traceback where a fault of the program caused it."""

    source: str
    error: str
    trace: str | None = None


class BatchSummary(Record):
    """Counts of sources: `total` = `done` + `skipped` + `failed` + `left`.

    `skipped` were done before and have not changed; `left` is what a stop left undone. `recovered` of those done had been
    begun by a process that was killed; `asked_again` had been done by an earlier run, which could not reach an archive.
    `grades` and `outcomes` count claims and citations over all that the run has done,
    in this start and before. `unknown_outlets` are the names of outlets that no row of the registry knows, the most frequent
    first, with the citations of this start that bear them.
    """

    run: str
    total: int
    done: int
    skipped: int
    failed: int
    left: int = 0
    recovered: int = 0
    asked_again: int = 0
    failures: tuple[Failure, ...] = ()
    grades: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    unknown_outlets: dict[str, int] = {}

    @property
    def exit_code(self) -> int:
        """The contract's: 0 done; 3 some sources of several could not be read; 2 where there was one, or none could."""
        if not self.failed:
            return 0
        return 3 if self.done or self.skipped else 2

    def as_text(self) -> str:
        """The summary for people, ended by a line break."""
        parts = [f"{self.done} done"]
        if self.skipped:
            parts.append(f"{self.skipped} unchanged since they were done")
        if self.failed:
            parts.append(f"{self.failed} could not be done")
        if self.left:
            parts.append(f"{self.left} left")
        lines = [f"{self.total} {'article' if self.total == 1 else 'articles'}: {', '.join(parts)}."]
        if self.recovered:
            again = "was" if self.recovered == 1 else "were"
            lines.append(f"{self.recovered} of them {again} begun by a run that was killed, and {again} done again.")
        if self.asked_again:
            again = "was" if self.asked_again == 1 else "were"
            lines.append(
                f"{self.asked_again} of them {again} done again, because an archive could not be reached the last time."
            )
        lines += tally_words(self.grades, self.outcomes)
        if self.unknown_outlets:
            named = ", ".join(f"{one_line(name, 80)} ({count})" for name, count in self.unknown_outlets.items())
            lines.append(f"Outlets that no row knows, most cited first: {named}.")
            lines.append("  `provenance outlets add NAME HOST` makes them known; docs/outlets.md says how to send them in.")
        if self.failures:
            lines.append("Could not be done:")
            lines += [f"  {one_line(failure.error)}" for failure in self.failures]
        return "\n".join(lines) + "\n"

    def as_json(self, *, pretty: bool = False) -> str:
        """The summary as one JSON object on one line; `pretty` indents it. Tracebacks are left out."""
        shown = self.model_dump(mode="json", exclude={"failures"})
        shown["failures"] = [{"source": failure.source, "error": failure.error} for failure in self.failures]
        return json.dumps(shown, ensure_ascii=False, indent=2 if pretty else None) + "\n"
