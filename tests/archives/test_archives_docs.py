"""docs/archives.md lists every service as it presents itself, and every kind of recording that is not read."""

from pathlib import Path

from test_conformance import NOT_COVERED

from provenance.archives import NEVER_ASKED, find_adapters

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_table_of_the_docs_is_this_table():
    text = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8").split("## Recordings that are not read")[1]
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| `")]
    assert {row[0].strip().strip("`"): row[1].strip() for row in rows} == NOT_COVERED


def test_the_docs_list_every_service():
    text = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8").split("## Services")[1].split("###")[0]
    rows = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            id, _, default, words, key = (cell.strip() for cell in line.strip("|").split("|"))
            rows[id.strip("`")] = (default, words, key)
    for adapter in find_adapters():
        default, words, key = rows[adapter.id]
        assert (words == "**yes**") == adapter.sends_words, adapter.id
        assert (key == "yes") == adapter.needs_key, adapter.id
        assert (default == "on") == adapter.defaults.enabled, adapter.id
    assert set(rows) - {adapter.id for adapter in find_adapters()} <= {"index"}
    assert all(never.title in text for never in NEVER_ASKED)
