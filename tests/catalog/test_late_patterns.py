"""Late patterns: compiled at first use, and then what `re.compile` gives."""

import importlib
import pkgutil
import re

import pytest

import provenance.citations
import provenance.dates
from provenance.catalog import patterns
from provenance.catalog.patterns import late

PACKAGES = (provenance.citations, provenance.dates)


def _late_patterns():
    for package in PACKAGES:
        for entry in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{entry.name}")
            for name, value in vars(module).items():
                if type(value).__name__ == "_Late":
                    yield pytest.param(value, id=f"{entry.name}.{name}")


ALL = list(_late_patterns())


def test_there_are_late_patterns():
    assert len(ALL) > 50


@pytest.mark.parametrize("pattern", ALL)
def test_each_late_pattern_compiles(pattern):
    assert re.compile(pattern.pattern, pattern.flags & ~re.DEBUG).pattern == pattern.pattern


def test_nothing_is_compiled_before_it_is_used(monkeypatch):
    compiled = []
    monkeypatch.setattr(patterns.re, "compile", lambda *source: compiled.append(source) or re._compiler.compile(*source))
    pattern = late(r"[a-z]+", re.IGNORECASE)
    assert compiled == []
    assert pattern.findall("Ab 1 c") == ["Ab", "c"]
    assert pattern.sub("x", "Ab 1") == "x 1"
    assert len(compiled) == 1


def test_a_mistake_shows_at_the_first_use():
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("a")
