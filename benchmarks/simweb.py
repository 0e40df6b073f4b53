"""Measures the search for cited pages on a simulated web, and prints the table.

    python benchmarks/simweb.py [--seeds 1 2 3] [--articles 6] [--sites 24] [--failures]

The web is made by tests/simweb from a seed and served on loopback in the Wayback protocol; time is simulated (200 ms a request
and the archive's real limits), so that the figures are the same on every machine.
"""

from __future__ import annotations

import argparse
import heapq
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT / "tests" / "simweb")]

from simweb_server import FAULTS, SimArchive, serving  # noqa: E402
from simweb_world import Article, Gold, World, make_world  # noqa: E402

_LATENCY = 0.2
_CDX_RATE, _REPLAY_RATE = 0.4, 2.0


class SimTime:
    """A clock that only sleeping moves, for any number of threads: while one computes, it stands still.

    Sleepers wait until every thread of the process sleeps or waits (/proc tells); then the clock jumps to the first alarm. So
    computing costs nothing, and two who sleep side by side sleep once. Without /proc, nobody may sleep beside another.
    """

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
        self._alarms: list[tuple[float, int, threading.Event]] = []
        self._lock = threading.Lock()
        self._count = 0
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> SimTime:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watcher.join()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        if not _THREADS.exists():
            self.now += seconds
            return
        rung = threading.Event()
        with self._lock:
            self._count += 1
            heapq.heappush(self._alarms, (self.now + seconds, self._count, rung))
        rung.wait()

    def _watch(self) -> None:
        own, still = str(threading.get_native_id()), 0
        while not self._done.wait(0.0004):
            still = still + 1 if self._alarms and _all_wait(own) else 0
            if still >= _QUIET:
                still = 0
                with self._lock:
                    at, _, rung = heapq.heappop(self._alarms)
                    self.now = max(self.now, at)
                rung.set()


_THREADS = Path("/proc/self/task")
# Looks in a row at which nothing moved.
_QUIET = 3


def _all_wait(own: str) -> bool:
    """Whether every thread but `own` sleeps in the kernel: state S of /proc/PID/task/TID/stat."""
    for thread in _THREADS.iterdir():
        if thread.name == own:
            continue
        try:
            state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, IndexError):  # it has just ended
            return False
        if state != "S":
            return False
    return True


@dataclass(frozen=True)
class Row:
    """A citation with its gold and what became of it. `cdx` and `replays` are requests that it was the first to need."""

    article: str
    gold: Gold
    resolution: Any
    cdx: int
    replays: int
    shared: bool

    @property
    def outcome(self) -> str:
        return str(self.resolution.outcome) if self.resolution else "not read"

    @property
    def url(self) -> str:
        return str(self.resolution.candidates[0].url) if self.resolution and self.resolution.candidates else ""

    @property
    def right(self) -> bool:
        from provenance.catalog.addresses import page_key

        found = {page_key(one) for one in (self.url, *self.moved)}
        return (
            self.outcome == "matched"
            and bool(self.gold.url)
            and bool(found & {page_key(one) for one in (self.gold.url or "", *self.gold.also)})
        )

    @property
    def moved(self) -> tuple[str, ...]:
        """The addresses that were replayed, if the page is one that its site had moved: it is cited by its old address."""
        if "/moved/" not in self.url:
            return ()
        replays = [query.request for query in self.resolution.queries if "id_/" in query.request and query.outcome == "found"]
        return tuple(request.partition("id_/")[2] for request in replays)


@dataclass(frozen=True)
class Run:
    """One article's rows, the simulated seconds that it took, and those that the archive's limits force."""

    rows: list[Row]
    seconds: float
    forced: float


def measure(
    world: World, article: Article, folder: Path, *, faults: dict[str, str] | None = None, find: dict[str, Any] | None = None
) -> Run:
    """Resolves the citations of one article against the world's archive, nothing remembered from before."""
    with SimTime() as time:
        return _measure(world, article, folder, time, faults=faults, find=find)


def _measure(
    world: World,
    article: Article,
    folder: Path,
    time: SimTime,
    *,
    faults: dict[str, str] | None,
    find: dict[str, Any] | None,
) -> Run:
    from provenance.config import load_settings
    from provenance.document import read_bytes
    from provenance.pipeline import open_desk
    from provenance.pipeline.reading import read_article
    from provenance.pipeline.resolving import resolve

    outlets = folder / "outlets.toml"
    outlets.write_text(world.outlets_file(), encoding="utf-8")

    def on_request() -> None:
        time.sleep(_LATENCY)

    with serving(SimArchive(world.shots, faults=faults, on_request=on_request, repeats=world.rough)) as archive:
        flags: dict[str, Any] = {
            "outlets": {"files": [str(outlets)]},
            "find": find or {},
            "archives": {"wayback": {"base_url": archive.url, "rate": _CDX_RATE, "replay_rate": _REPLAY_RATE}},
        }
        settings = load_settings(None, environment={}, flags=flags)
        with open_desk(
            settings, as_of=date(2026, 1, 1), cache_dir=None, clock=time.clock, sleep=time.sleep, specs=["wayback"]
        ) as desk:
            document = read_bytes(article.text.encode(), source=article.name, media_type="text/plain")
            reading = read_article(document, desk.registry, desk.rules)
            started = time.now
            resolved = resolve(reading, desk.registry, desk.archives, desk.settings.find, workers=desk.side_by_side)
            seconds = time.now - started
        forced = max((archive.counts["cdx"] - 1) / _CDX_RATE, (archive.counts["replay"] - 1) / _REPLAY_RATE, _LATENCY)
    by_start = {
        reference.start: next((one for one in resolved if one.resolution.citation == reference.citations[0]), None)
        for reference in reading.references
        if reference.citations
    }
    rows, known = [], set[str]()
    days: set[tuple[str, date]] = set()
    order: dict[tuple[str, date], list[Gold]] = {}
    for gold in article.gold:
        order.setdefault((gold.site.host, gold.day), []).append(gold)
    for key, golds in order.items():
        for gold in golds:
            one = by_start.get(gold.start)
            queries = one.resolution.queries if one else ()
            fresh = [query for query in queries if query.id not in known]
            known.update(query.id for query in fresh)
            cdx = sum("/cdx/search/cdx" in query.request for query in fresh)
            rows.append(Row(article.name, gold, one.resolution if one else None, cdx, len(fresh) - cdx, key in days))
            days.add(key)
    return Run(rows, seconds, forced)


def right_states(gold: Gold, fault: str) -> set[str]:
    """The outcomes that are true of a citation of a host with a fault."""
    states = {FAULTS[fault]}
    if gold.copy_url:
        states.add("copies_only")
    if fault.startswith(("replay", "excluded")) and gold.fate in ("day-not-captured", "hidden"):
        states.add("not_archived")  # nothing was there to replay
    return states


def faults_table(world: World, folder: Path) -> list[tuple[str, Row]]:
    """Every fault for every host in turn: the citations of that host, with the fault."""
    out: list[tuple[str, Row]] = []
    for number, fault in enumerate(FAULTS):
        article = world.articles[number % len(world.articles)]
        hosts = sorted({gold.site.host for gold in article.gold})
        host = hosts[number % len(hosts)]
        run = measure(world, article, folder, faults={host: fault})
        out += [(fault, row) for row in run.rows if row.gold.site.host == host]
    return out


def share(rows: Iterable[bool]) -> str:
    kept = list(rows)
    return f"{mean(kept):.3f} ({sum(kept)}/{len(kept)})" if kept else "-"


def report(runs: list[Run], faulted: list[tuple[str, Row]], *, failures: bool) -> str:
    rows = [row for run in runs for row in run.rows]
    captured = [row for row in rows if row.gold.fate == "captured"]
    absent = [row for row in rows if row.gold.fate not in ("captured", "hidden")]
    hard = [row for row in rows if row.gold.hard_decoy]
    cold = [row.cdx for row in rows if not row.shared and row.gold.fate == "captured"]
    shared = [row.cdx for row in rows if row.shared]
    wrong = [row for row in rows if row.outcome == "matched" and not row.right and row.gold.fate != "hidden"]
    ratios = [run.seconds / run.forced for run in runs]
    russian, english = ([row.right for row in captured if row.gold.cross_language is crossing] for crossing in (True, False))
    states = [row.outcome in right_states(row.gold, fault) for fault, row in faulted]
    table = {
        "captured and reachable: matched to the right page": share(row.right for row in captured),
        "  claim in English, page in Russian": share(russian),
        "  claim and page in English": share(english),
        "captured nowhere or fabricated: matched": share(row.outcome == "matched" for row in absent),
        "captured: a wrong page matched": share(row in wrong for row in captured),
        "hard decoys taken for the item": share(row in wrong for row in hard),
        "outcome states right under faults": share(states),
        "index requests a cold citation, median": f"{median(cold) if cold else 0}",
        "index requests a cold citation, mean": f"{mean(cold) if cold else 0:.2f}",
        "index requests where the outlet-day is shared, median": f"{median(shared) if shared else 0}",
        "index requests where the outlet-day is shared, mean": f"{mean(shared) if shared else 0:.2f}",
        "pages loaded a citation, mean": f"{mean(row.replays for row in rows):.2f}",
        "wall time against what the limits force, median": f"{median(ratios):.2f} (worst {max(ratios):.2f})",
    }
    lines = [f"citations {len(rows)}, articles {len(runs)}, citations under faults {len(faulted)}"]
    lines += [f"{what:56}{figure}" for what, figure in table.items()]
    lines.append("outcomes by fate:")
    for fate in ("captured", "hidden", "headline-only", "copied", "day-not-captured", "fabricated"):
        counted = Counter(row.outcome for row in rows if row.gold.fate == fate)
        lines.append(f"  {fate:17} {dict(sorted(counted.items()))}")
    missed = Counter(
        (row.gold.site.shape, row.gold.site.layout, row.gold.site.language, row.outcome) for row in captured if not row.right
    )
    lines.append("captured but not matched, by shape, layout, language and outcome:")
    lines += [f"  {count:3} {' '.join(key)}" for key, count in missed.most_common(20)]
    lines.append("captured but not matched, by what went wrong:")
    lines += [
        f"  {count:3} {what}" for what, count in Counter(failure_of(row) for row in captured if not row.right).most_common()
    ]
    lines.append("bill by step, each question once an article (index questions, pages loaded):")
    steps: dict[str, Counter[str]] = {}
    asked: set[tuple[int, str]] = set()
    for number, run in enumerate(runs):
        for query in [query for row in run.rows if row.resolution for query in row.resolution.queries]:
            if (number, query.id) not in asked:
                asked.add((number, query.id))
                steps.setdefault(step_of(query.why), Counter())["id_/" in query.request] += 1
    for step, counts in sorted(steps.items(), key=lambda item: -sum(item[1].values())):
        lines.append(f"  {step:40} {counts[False]:5} {counts[True]:5}   a citation {sum(counts.values()) / len(rows):.2f}")
    if failures:
        for row in [row for row in captured if not row.right] + [row for row in wrong if row.gold.fate != "captured"]:
            lines += ["", *describe(row)]
        for fault, row in faulted:
            if row.outcome not in right_states(row.gold, fault):
                lines += ["", f"fault {fault}", *describe(row)]
    return "\n".join(lines)


#: Beginnings of a question's reason, and the step of the plan that it belongs to.
_STEPS = (
    ("addresses of this outlet", "date-shaped prefix, known"), ("other addresses of this site", "date-shaped prefix, learnt"),
    ("pages of", "the host's captures of those days"), ("nothing under", "its subdomains"),
    ("a headline", "address of a headline"), ("its first capture", "other captures of a page"),
    ("the citation gives", "address given"), ("reading", "page that may be the item"), ("it may quote", "copy elsewhere"),
)  # fmt: skip


def step_of(why: str) -> str:
    """The step of the plan that a question belongs to."""
    if "repeats what others" in why or why.startswith("headlines that"):
        return "copy elsewhere"
    if why.startswith("headlines"):
        kind = next((kind for kind in ("front page", "day page", "section", "feed", "list") if kind in why), "list")
        return f"headlines: {kind}"
    return next((step for start, step in _STEPS if why.startswith(start)), "other")


def failure_of(row: Row) -> str:
    """What went wrong with a captured item that was not matched."""
    from provenance.catalog.addresses import page_key

    if row.resolution is None:
        return "the citation was not read"
    if row.outcome in ("unreachable", "refused", "not_tried"):
        return "a question stayed open"
    if row.outcome == "matched":
        return "another page matched"
    gold = {page_key(one) for one in (row.gold.url or "", *row.gold.also)}
    loaded = {page_key(query.request.partition("id_/")[2]) for query in row.resolution.queries if "id_/" in query.request}
    named = [one for one in row.resolution.candidates if page_key(one.url) in gold]
    if not gold & loaded:
        return "its page was not loaded"
    if not named:
        return "its page was loaded, and its words do not fit"
    if len(row.resolution.candidates) > 1:
        return "its page is a candidate beside others"
    undated = named[0].signals.get("date_match") is None
    return "its page is the only candidate, and " + ("its day is not known" if undated else "its words are not sure enough")


def describe(row: Row) -> list[str]:
    gold = row.gold
    lines = [
        f"{row.article} @{gold.start} {gold.site.printed} {gold.day} {gold.site.shape} {gold.site.layout} {gold.site.language} "
        f"known={gold.site.known} {gold.fate} hard={gold.hard_decoy} late={gold.late} -> {row.outcome}",
        f"  gold {gold.url}",
    ]
    if row.resolution:
        lines.append(f"  said {row.resolution.explanation}")
        for candidate in row.resolution.candidates[:3]:
            lines.append(
                f"  cand {candidate.identity} {candidate.url} {candidate.title!r} {candidate.published} {candidate.signals}"
            )
        for query in row.resolution.queries:
            lines.append(f"    {query.outcome:8} {query.why[:70]:70} {query.request[-110:]}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--articles", type=int, default=6)
    parser.add_argument("--sites", type=int, default=24)
    parser.add_argument("--failures", action="store_true", help="each miss with its questions")
    parser.add_argument("--no-faults", action="store_true")
    parser.add_argument("--rough", action="store_true", help="outlets with the habits of real sites")
    parser.add_argument("--absent", action="store_true", help="cite only what no capture shows, to count wrong matches")
    given = parser.parse_args()
    runs: list[Run] = []
    faulted: list[tuple[str, Row]] = []
    with TemporaryDirectory() as folder:
        for seed in given.seeds:
            world = make_world(seed, sites=given.sites, articles=given.articles, rough=given.rough, absent=given.absent)
            runs += [measure(world, article, Path(folder)) for article in world.articles]
            if not given.no_faults:
                faulted += faults_table(world, Path(folder))
    print(report(runs, faulted, failures=given.failures))


if __name__ == "__main__":
    main()
