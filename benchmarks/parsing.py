"""How fast `parse` reads newsroom text: beside eyecite on the same text, in one go up to 10 MB, in memory, on brackets.

    python benchmarks/parsing.py                 all of it
    python benchmarks/parsing.py --size 0.5      the comparison alone, on half a megabyte
    python benchmarks/parsing.py --profile       where the time goes

Ours is everything that `parse` does between the bytes and the report: format and encoding, blocks, language, references,
dates, outlets, sentences, clauses, links, need levels, findings. eyecite (a reader of legal citations, BSD; `pip install
eyecite`) gets the same text by paragraph and finds nothing in it: it only gives the scale. Times are processor time of this
process, so that other work on the machine counts less; compare the ratio, not the megabytes.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from newsroom import newsroom_text

from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.model.reading import Reading
from provenance.outlets import Registry, load_registry

MB = 1_000_000
GROWTH = (1, 2, 5, 10)
#: Time for each megabyte of the largest text against the smallest, and memory against the text: what issue 4 asks.
MOST_GROWTH, MOST_MEMORY = 1.3, 20
BRACKETS = 10_000


def parse(data: bytes, registry: Registry) -> Reading:
    document = read_bytes(data, source="article.txt", max_bytes=100 * MB)
    return read_citations(document, registry)


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def best(data: bytes, registry: Registry, *, rounds: int = 3) -> float:
    return min(seconds(partial(parse, data, registry)) for _ in range(rounds))


def eyecite_reader() -> Callable[[str], object] | None:
    try:
        from eyecite import get_citations
    except ImportError:
        return None
    return lambda text: [get_citations(paragraph) for paragraph in text.split("\n\n") if paragraph]


def compare(registry: Registry, size: int, rounds: int) -> None:
    text = newsroom_text(size)
    data = text.encode()
    reading = parse(data, registry)
    found = len(reading.references) / (len(data) / 1000)
    print(f"{len(data) / MB:.2f} MB, {found:.1f} references and {len(reading.claims) / (len(data) / 1000):.1f} claims a kB")
    del reading
    theirs = eyecite_reader()
    if theirs is not None:
        theirs(text[:20_000])
    our_times, their_times = [], []
    for _ in range(rounds):
        our_times.append(seconds(partial(parse, data, registry)))
        if theirs is not None:
            their_times.append(seconds(lambda: theirs(text)))
    ours = len(data) / MB / min(our_times)
    print(f"provenance, whole parse: {ours:.2f} MB/s")
    if theirs is None:
        print("eyecite is not installed (pip install eyecite): no comparison")
        return
    other = len(data) / MB / min(their_times)
    print(f"eyecite by paragraph:    {other:.2f} MB/s\nratio: {ours / other:.2f}")


def grow(registry: Registry) -> None:
    print("\nMB in one text   s     s/MB")
    first = None
    for size in GROWTH:
        data = newsroom_text(size * MB).encode()
        taken = best(data, registry, rounds=2)
        rate = taken / (len(data) / MB)
        first = first or rate
        print(f"{len(data) / MB:8.2f}   {taken:7.2f}  {rate:6.3f}  ({rate / first:.2f} of the first; bar {MOST_GROWTH})")


def brackets(registry: Registry) -> None:
    print("\nbrackets, ms for n and 4n (linear: 4)")
    for name, shape in (
        ("nested", lambda n: "(" * n + "x" + ")" * n),
        ("unclosed", lambda n: "(Interfax, May 3 " * n),
        ("unopened", lambda n: "Interfax, May 3) " * n),
        ("side by side", lambda n: "(Interfax, May 3) " * n),
        ("mixed", lambda n: "([" * n + "])" * (n // 2)),
    ):
        few, many = (best(shape(n).encode(), registry) for n in (BRACKETS // 4, BRACKETS))
        print(f"  {name:13s} {few * 1000:8.1f} {many * 1000:8.1f}   {many / few:.1f}")


_MEASURED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from parsing import parse
from provenance.outlets import load_registry
registry = load_registry(cache_dir=Path(sys.argv[3]))
parse(b"A line (Interfax, May 3, 2014).", registry)
data = Path(sys.argv[2]).read_bytes()
# What is held now, not the peak so far: building the index may have taken more than the reading will.
now = Path("/proc/self/statm")
before = int(now.read_text().split()[1]) * resource.getpagesize() // 1024 if now.exists() else 0
reading = parse(data, registry)
print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory(cache: Path) -> None:
    print("\nMB of text   peak above what was there before, MB   times the text")
    for size in (1, 10):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "article.txt"
            path.write_text(newsroom_text(size * MB), encoding="utf-8")
            command = [sys.executable, "-c", _MEASURED, str(Path(__file__).parent), str(path), str(cache)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            before, after = (int(number) / 1000 for number in answer)
            length = path.stat().st_size / MB
        print(f"{length:8.2f}   {after - before:10.0f}   {(after - before) / length:6.1f}  (bar {MOST_MEMORY})")


def profile(registry: Registry, size: int) -> None:
    data = newsroom_text(size).encode()
    parse(data, registry)
    profiler = cProfile.Profile()
    profiler.runcall(parse, data, registry)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=float, help="megabytes of the comparison; nothing else is measured")
    options.add_argument("--rounds", type=int, default=3, help="the best of so many counts (3)")
    options.add_argument("--profile", action="store_true", help="print where the time goes")
    asked = options.parse_args()
    gc.set_threshold(100_000, 20, 20)  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        registry = load_registry(cache_dir=Path(folder))
        if asked.profile:
            profile(registry, int((asked.size or 0.3) * MB))
            return
        compare(registry, int((asked.size or 1) * MB), asked.rounds)
        if asked.size is None:
            grow(registry)
            brackets(registry)
            memory(Path(folder))


if __name__ == "__main__":
    main()
