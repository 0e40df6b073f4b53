"""How the time of `parse` grows with hostile text: each family of tests/reading at n and 4n characters, slowest growth first.

    python benchmarks/growth.py                  all families, 5,000 and 20,000 characters
    python benchmarks/growth.py --size 20000 commas digits

Linear is 4, quadratic 16. Times are processor time, the least of several runs. The tests count calls instead, which is exact
but does not see what happens inside one search of an expression; this does.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "reading"))

from hostile_text import FAMILIES, Family

from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.errors import SourceError
from provenance.outlets import Registry, load_registry

#: Below this many seconds a time is noise, and its growth is not judged.
LEAST = 0.02
#: More than this for four times the text is not linear.
MOST = 6.0


def seconds(family: Family, size: int, registry: Registry, *, rounds: int) -> float:
    data = family.text(size).encode()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        with suppress(SourceError):
            read_citations(read_bytes(data, source=family.name), registry)
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("families", nargs="*", help="ids of families; all by default")
    options.add_argument("--size", type=int, default=5_000, help="n, in characters")
    asked = options.parse_args()
    gc.set_threshold(100_000, 20, 20)  # as the command line does
    registry = load_registry()
    rows = []
    for family in FAMILIES:
        if asked.families and family.id not in asked.families:
            continue
        few = seconds(family, asked.size, registry, rounds=3)
        many = seconds(family, 4 * asked.size, registry, rounds=2)
        rows.append((many / max(few, 1e-6), few, many, family.id))
    bad = [row for row in rows if row[0] > MOST and row[2] > LEAST]
    print(f"{'family':24s} {'ms at n':>9s} {'ms at 4n':>9s}  growth   MB/s at 4n   (n = {asked.size} characters)")
    for growth, few, many, id in sorted(rows, reverse=True):
        mark = "  <- not linear" if (growth, few, many, id) in bad else ""
        print(f"{id:24s} {few * 1000:9.1f} {many * 1000:9.1f}  {growth:6.1f}   {4 * asked.size / 1e6 / many:8.2f}{mark}")
    print(f"{len(bad)} of {len(rows)} families grow faster than {MOST:g} for four times the text")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
