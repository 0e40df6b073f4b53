"""Registries of the made-up world, alone and with a user's file."""

from __future__ import annotations

import pytest
from outlets_world import WORLD, source

from provenance.outlets import read_registry


@pytest.fixture(scope="session")
def world():
    registry = read_registry([source(WORLD)])
    assert registry.problems == ()
    assert len(registry) > 30
    return registry


@pytest.fixture
def registry_with():
    """A function: a user's file by name and text -> the registry of the made-up world and that file."""

    def make(name: str, text: str):
        return read_registry([source(WORLD)], [source(text, name)])

    return make
