"""Names that no row knows are counted in a batch, so that the most frequent ones get a row."""

import json
from datetime import date

import pytest

from provenance.batch import run_batch
from provenance.config import Settings
from provenance.document import read_bytes
from provenance.pipeline import audit_document, open_desk
from provenance.store import open_store

TEXTS = {
    "a.txt": "Nine were held (Harbour Clarion, May 3, 2015). Ten were held (Tavda Horn, May 4, 2015).\n",
    "b.txt": "Nine were held (Harbour Clarion, May 3, 2015; Orvinform, May 4, 2015). It fell (Vlast, May 5, 2015).\n",
    "c.txt": "It fell (harbourwatch.example, May 3, 2015).\n",
}


@pytest.fixture
def audited(world, monkeypatch):
    """A function: name of a text -> its audit, without any archive."""
    monkeypatch.setattr("provenance.pipeline.desk.open_registry", lambda *_, **__: world)
    options = {"as_of": date(2026, 1, 1), "cache_dir": None, "clock": lambda: 0.0, "sleep": lambda _: None, "offline": True}
    with open_desk(Settings(), **options, specs=()) as desk:
        yield lambda source: audit_document(read_bytes(TEXTS[source.rpartition("/")[2]].encode(), source=source), desk)


def test_a_batch_tells_the_most_cited_unknown_names(audited, tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    with open_store(tmp_path / "audits.db") as store:
        summary = run_batch([str(tmp_path / name) for name in TEXTS], store, audited, run_key="run")
    assert summary.done == 3
    assert summary.unknown_outlets == {"Harbour Clarion": 2, "Tavda Horn": 1}
    assert next(iter(summary.unknown_outlets)) == "Harbour Clarion"
    assert "Outlets that no row knows, most cited first: Harbour Clarion (2), Tavda Horn (1)." in summary.as_text()
    assert json.loads(summary.as_json())["unknown_outlets"] == {"Harbour Clarion": 2, "Tavda Horn": 1}


def test_a_resolution_says_what_the_registry_made_of_the_name(audited):
    made = [(one.lookup, one.lookup_rule) for one in audited("b.txt").resolutions]
    assert made == [("unknown", "none"), ("outlet", "exact"), ("ambiguous", "exact-date")]
