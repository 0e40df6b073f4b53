"""Sentences with one reference each, of every form; known gaps are strict xfails (`rows/gaps.txt`)."""

from __future__ import annotations

import pytest
from row_table import FOLDER, Row, figures, load_rows, read_row

from provenance.outlets import Registry, load_registry

TABLES = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "gaps")
GAPS = frozenset((FOLDER / "gaps.txt").read_text(encoding="utf-8").split())
ROWS = {name: load_rows(name) for name in TABLES}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def cases() -> list[object]:
    gap = pytest.mark.xfail(strict=True, reason="a known gap")
    return [pytest.param(row, id=row.id, marks=[gap] if row.id in GAPS else []) for rows in ROWS.values() for row in rows]


@pytest.mark.parametrize("row", cases())
def test_row(row: Row, registry: Registry) -> None:
    result = read_row(row, registry)
    assert result.right, f"read {result.pairs} elsewhere {result.extra}, not {row.gold}"


def test_ids_are_unique_and_gaps_exist() -> None:
    ids = [row.id for rows in ROWS.values() for row in rows]
    assert len(ids) > 300
    assert len(set(ids)) == len(ids)
    assert set(ids) >= GAPS


@pytest.mark.parametrize("name", TABLES)
def test_no_negative_is_taken(name: str, registry: Registry) -> None:
    results = [read_row(row, registry) for row in ROWS[name] if not row.gold]
    assert results
    assert figures(results)["negatives_taken"] == 0
