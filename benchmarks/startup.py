"""Start-up: `provenance --help` and `provenance parse` of an article, as whole processes, imports included.

Printed in milliseconds, by the clock and of processor time, and as multiples of a bare interpreter in the same run, which is
what can be compared between machines. On a busy machine the fastest of the runs says more than their median.
Reads the labelled article where PROVENANCE_SHARED names the folder, else the example.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 11


def milliseconds(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Median and fastest by the clock, and the median of processor time (POSIX)."""
    times, work = [], []
    for _ in range(REPEATS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        times.append((time.perf_counter() - start) * 1000)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return statistics.median(times), min(times), statistics.median(work)


def main() -> None:
    shared = os.environ.get("PROVENANCE_SHARED")
    article = Path(shared) / "corpus" / "seed" / "article.txt" if shared else ROOT / "examples" / "article.txt"
    program = str(Path(sys.executable).parent / "provenance")
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PROVENANCE_CACHE": cache}
        # As installed: pip compiles a package once, and no later run does it again.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # The first call builds the outlet index.
        subprocess.run([program, "parse", str(article)], check=True, capture_output=True, env=environment)
        bare, _, _ = milliseconds([sys.executable, "-c", "pass"], environment)
        rows = {
            "provenance --help": ([program, "--help"], 150),
            f"provenance parse {article.name}": ([program, "parse", str(article), "--format", "json"], 400),
        }
        print(f"bare interpreter: {bare:.0f} ms (median of {REPEATS})")
        for name, (command, bar) in rows.items():
            taken, fastest, work = milliseconds(command, environment)
            print(
                f"{name}: {taken:.0f} ms (fastest {fastest:.0f}, processor {work:.0f}), "
                f"{taken / bare:.1f} times bare (bar: {bar} ms)"
            )


if __name__ == "__main__":
    main()
