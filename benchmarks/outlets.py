"""Outlets: start-up, look-ups, and the search for names in running text, each beside a yardstick of the same run.

Ratios can be compared between machines, milliseconds can't. With PROVENANCE_SHARED the share of the development corpus that
is known
is printed too, with the names that are not.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from provenance.model.dates import DateValue, parse_date
from provenance.outlets import Registry, load_registry
from provenance.outlets.registry import _core

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 7


def seconds(job: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return median(times)


def start_up(cache: Path) -> None:
    """A process that loads the registry, less one that only imports it, beside a bare interpreter."""
    imports = "from pathlib import Path; from provenance.outlets import load_registry"
    loads = f"{imports}; load_registry(cache_dir=Path({str(cache)!r}))"

    codes = ("pass", imports, loads)
    times: dict[str, list[float]] = {code: [] for code in codes}
    for _ in range(2 * REPEATS):  # in turns, so that a busy moment falls on all
        for code in codes:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times[code].append(time.perf_counter() - start)
    bare, imported, loaded = (median(times[code]) for code in codes)
    extra = loaded - imported
    print(
        f"bare interpreter {bare * 1000:.0f} ms; loading the stored index adds {extra * 1000:.0f} ms (bar: 30) to its imports"
    )
    print(f"that is {extra / bare:.2f} of a bare interpreter")


def in_process(cache: Path) -> Registry:
    def load(folder: Path | None) -> Callable[[], object]:
        def job() -> object:
            _core.cache_clear()
            return load_registry(cache_dir=folder)

        return job

    built, stored = seconds(load(None)), seconds(load(cache))
    registry = load_registry(cache_dir=cache)
    print(
        f"{len(registry)} outlets: built from rows in {built * 1000:.0f} ms (bar: 1000 for 900), "
        f"read from the cache in {stored * 1000:.1f} ms"
    )
    return registry


def look_ups(registry: Registry) -> None:
    """Look-ups of exact names in CPU time: in a year for the first time (all rules run), on another day of it, and again."""
    names = [registry.outlet(id).name for id in registry.ids[:400]]  # type: ignore[union-attr] # ids are the registry's own
    for name in names:
        registry.look_up(name)
    years = [parse_date(f"{year}-03-04") for year in range(1998, 2018)]
    days = [parse_date(f"2012-{month:02}-{day:02}") for month in range(1, 13) for day in (5, 25)]

    def each(dates: Sequence[DateValue]) -> float:
        start = time.process_time()
        for day in dates:
            for name in names:
                registry.look_up(name, on=day)
        return (time.process_time() - start) / len(dates) / len(names) * 1e6

    first, another, again = each(years), each(days), each(days[-1:] * 5)
    print(
        f"look-up of an exact name: {first:.1f} us in a year for the first time (bar: 20), {another:.1f} us on another day, "
        f"{again:.2f} us asked again"
    )


def spotting(registry: Registry) -> None:
    """`names_in` beside one regular expression of all names, and beside ahocorasick_rs where it is installed."""
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8") * 200
    size = len(text.encode()) / 1e6
    mine = seconds(lambda: registry.names_in(text))
    rows = [registry.outlet(id) for id in registry.ids]
    names = sorted(
        {name for row in rows if row for name in (row.name, *(one.text for one in row.names))}, key=len, reverse=True
    )
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    small = text[: len(text) // 50]
    alternation = seconds(lambda: pattern.findall(small)) * len(text) / len(small)
    print(
        f"names in text: {size / mine:.1f} MB/s; {alternation / mine:.0f} times as fast as one expression "
        f"of {len(names)} names",
        end="",
    )
    try:
        from ahocorasick_rs import AhoCorasick  # type: ignore[import-not-found, unused-ignore] # not a dependency
    except ImportError:
        print("; ahocorasick_rs is not installed")
    else:
        matcher = AhoCorasick(names)
        other = seconds(lambda: matcher.find_matches_as_indexes(text))
        print(f"; ahocorasick_rs without folding or word borders is {mine / other:.0f} times as fast")


def corpus(registry: Registry, shared: Path) -> None:
    """Mentions of outlets in the development corpus that get an answer other than `unknown`."""
    known: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for line in (shared / "corpus" / "references.jsonl").read_text(encoding="utf-8").splitlines():
        for cited in json.loads(line)["gold"]:
            if not cited.get("source"):
                continue
            day = (cited.get("dates") or [None])[0]
            answer = registry.look_up(cited["source"], on=parse_date(day) if day else None)
            total[cited["source_kind"]] += 1
            known[cited["source_kind"]] += answer.answer != "unknown"
            if answer.answer == "unknown" and cited["source_kind"] in ("outlet", "broadcaster"):
                missing[cited["source"]] += 1
    for kind, count in total.most_common():
        print(f"{kind}: {known[kind]} of {count} known")
    print("unknown outlets:", ", ".join(f"{name} ({count})" for name, count in missing.most_common(20)))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        registry = in_process(cache)
        start_up(cache)
        look_ups(registry)
        spotting(registry)
        if os.environ.get("PROVENANCE_SHARED"):
            corpus(registry, Path(os.environ["PROVENANCE_SHARED"]))


if __name__ == "__main__":
    main()
