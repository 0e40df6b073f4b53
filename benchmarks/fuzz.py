"""Hostile text without end: bytes -> document -> reading, in four formats, against what must hold of any reading.

    python benchmarks/fuzz.py --minutes 10
    python benchmarks/fuzz.py --minutes 1 --seed 7      again what a run with that seed found

The properties and the texts are those of tests/reading, where a small part of this runs with every change. Each batch has a
seed of its own, so that no two are alike; a failure is shrunk by hypothesis and printed once, and the run goes on. Exit 1 if
there was any.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "reading"))

from hostile_text import PIECES, names, texts, wrappers
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from reading_faults import faults

from provenance.outlets import load_registry

BATCH = 200
_SETTINGS = settings(
    max_examples=BATCH,
    deadline=None,
    database=None,
    print_blob=False,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
#: Newsroom pieces with a few characters changed, cut or doubled; and bytes of no encoding at all.
_EDITS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 6), st.text(max_size=3) | st.sampled_from(PIECES)), min_size=1, max_size=12
)
_TEXTS = st.one_of(
    texts.map(str.encode),
    texts.map(str.encode),
    st.tuples(st.lists(st.sampled_from(PIECES), min_size=3, max_size=30).map(" ".join), _EDITS).map(
        lambda drawn: _edited(*drawn).encode("utf-8", "surrogatepass")
    ),
    st.tuples(texts, st.sampled_from(("utf-16", "utf-16-le", "cp1251", "koi8-r", "latin-1", "utf-8-sig", "gb18030"))).map(
        lambda drawn: drawn[0].encode(drawn[1], "replace")
    ),
    st.binary(max_size=600),
)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, cut, put in edits:
        text = text[:at] + put + text[at + cut :]
    return text


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=0, help="of the first batch; each further one has the next")
    asked = options.parse_args()
    registry = load_registry()
    tried = batches = 0
    found: dict[str, str] = {}
    finish = time.monotonic() + asked.minutes * 60
    while time.monotonic() < finish:

        @seed(asked.seed + batches)
        @_SETTINGS
        @given(data=_TEXTS, name=names, wrapper=wrappers)
        def batch(data: bytes, name: str, wrapper: str) -> None:
            nonlocal tried
            tried += 1
            if name.endswith(".html"):
                before, _, after = wrapper.partition("{}")
                data = before.encode() + data + after.replace("{}", "(Interfax, May 3, 2014)").encode()
            wrong = faults(data, name, registry)
            assert wrong == [], f"{wrong[:3]} in {name}: {data!r}"

        try:
            batch()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno} {str(error)[:60]}"
            if key not in found:
                found[key] = f"{error}"
                print(f"seed {asked.seed + batches}: {key}\n{str(error)[:1500]}\n", flush=True)
        batches += 1
    print(f"{asked.minutes:g} minutes, {tried} readings in {batches} batches from seed {asked.seed}, {len(found)} failures")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
