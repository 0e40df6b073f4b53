"""Any bytes: spans inside the text and equal to what is reported, ids that resolve, the same answer twice, no exception."""

from __future__ import annotations

import pytest
from hostile_text import FAMILIES, PIECES, names, texts, wrappers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_faults import faults

from provenance.outlets import load_registry

_FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@_FEW
@given(text=texts, name=names, wrapper=wrappers)
def test_any_text(registry, text, name, wrapper):
    source = wrapper.replace("{}", text) if name.endswith(".html") else text
    assert faults(source.encode(), name, registry) == []


@_FEW
@given(data=st.binary(max_size=400), name=names)
def test_any_bytes(registry, data, name):
    assert faults(data, name, registry) == []


@pytest.mark.parametrize("family", FAMILIES, ids=[family.id for family in FAMILIES])
def test_hostile_families(registry, family):
    assert faults(family.text(300).encode(), family.name, registry) == []


@pytest.mark.parametrize("name", ["hostile.txt", "hostile.md", "hostile.wiki", "hostile.html"])
def test_all_pieces_at_once(registry, name):
    assert faults(" ".join(PIECES).encode(), name, registry) == []


#: What fuzzing found, as it was found.
FOUND = [("(A\t\t2000)", "hostile.txt")]


@pytest.mark.parametrize(("text", "name"), FOUND, ids=[repr(text) for text, _ in FOUND])
def test_what_fuzzing_found(registry, text, name):
    assert faults(text.encode(), name, registry) == []
