"""The command line, run in this process with a home, a cache and a working folder of its own."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass

import pytest

from provenance.cli.main import run
from provenance.outlets import load_registry


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def rows(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A cache that holds the outlet index unless the package was set up with one: building it takes longer than any test."""
    cache = tmp_path_factory.mktemp("built")
    load_registry(cache_dir=cache)
    return cache


@pytest.fixture
def folder(tmp_path, monkeypatch, built):
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    shutil.copytree(built, tmp_path / "cache")
    monkeypatch.setenv("PROVENANCE_CACHE", str(tmp_path / "cache"))
    for name in ("PROVENANCE_CONFIG", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return work


@pytest.fixture
def call(folder, capsys):
    def call(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call
