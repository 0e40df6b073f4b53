"""Four times the hostile text, four times the work: counted in calls, which are the same on every machine and in every run.

What happens inside one search of an expression is no call; `benchmarks/growth.py` measures the same families in seconds.
"""

from __future__ import annotations

import cProfile

import pytest
from hostile_text import FAMILIES

from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.errors import SourceError
from provenance.outlets import load_registry

SIZE = 400
#: Linear is 4. Tables that are looked at once however long the text is bring it down, windows of a fixed length up.
MOST = 5.0


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def calls(data: bytes, name: str, registry) -> int:
    profiler = cProfile.Profile()
    profiler.enable()
    try:
        read_citations(read_bytes(data, source=name), registry)
    except SourceError:
        pass
    finally:
        profiler.disable()
    return sum(entry.callcount for entry in profiler.getstats())


@pytest.mark.parametrize("family", FAMILIES, ids=[family.id for family in FAMILIES])
def test_calls_grow_with_the_text(registry, family):
    few, many = family.text(SIZE).encode(), family.text(4 * SIZE).encode()
    calls(many, family.name, registry)  # what is remembered between documents is remembered now
    assert calls(many, family.name, registry) <= MOST * calls(few, family.name, registry)
