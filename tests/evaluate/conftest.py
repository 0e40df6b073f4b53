"""One registry and one scoring of the gold corpus for all tests of this folder, and a command line of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from provenance.cli.main import run
from provenance.config import Settings
from provenance.evaluate import prediction_of, read_corpus, score_corpus
from provenance.model.dates import PartialDate
from provenance.pipeline import open_registry, read_article, read_source

GOLD = Path(__file__).resolve().parents[2] / "gold"


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("evaluate-cache")


@pytest.fixture(scope="session")
def reader(cache):
    """Reads a document of a corpus as the command does."""
    registry = open_registry(Settings(), cache_dir=cache)

    def read(document):
        published = PartialDate.parse(document.published) if document.published else None
        source = read_source(document.file, published=published, data=document.text.encode())
        return prediction_of(document.name, read_article(source, registry))

    return read


@pytest.fixture(scope="session")
def gold():
    """The published corpus. Its labels are usable, every one."""
    corpus = read_corpus(GOLD)
    assert corpus.problems == ()
    return corpus


@pytest.fixture(scope="session")
def gold_result(gold, reader):
    """(Score, rows) of our reader on the published corpus."""
    return score_corpus(gold, reader)


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def answer(self):
        return json.loads(self.out)


@pytest.fixture
def call(tmp_path, monkeypatch, capsys, cache, reader):  # `reader`: the registry is in the cache before a command asks
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROVENANCE_CACHE", str(cache))
    monkeypatch.delenv("PROVENANCE_CONFIG", raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))

    def call(*arguments):
        capsys.readouterr()
        code = run(["evaluate", *(str(argument) for argument in arguments)])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call
