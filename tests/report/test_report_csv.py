"""CSV: a row for each claim and citation, safe to open in a spreadsheet."""

import csv
import io

import pytest
from audit_factory import SENTENCES, make_audit, make_reading
from hostile import FORMULA, make_hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.report import render, render_reading
from provenance.report.csv import COLUMNS, _cell


def rows(table):
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_a_row_for_each_claim_and_citation_in_order():
    table = rows(render(make_audit(), "csv"))
    wanted, number = [], 0
    for claim, (_, _, _, cited) in enumerate(SENTENCES, 1):
        for _ in cited:
            number += 1
            wanted.append((f"k{claim}", f"c{number}"))
        if not cited:
            wanted.append((f"k{claim}", ""))
    assert [(row["claim"], row["citation"]) for row in table] == wanted


def test_citations_of_no_claim_come_last():
    audit = make_audit()
    loose = audit.claims[0].model_copy(update={"citations": ()})
    table = rows(render(audit.model_copy(update={"claims": (loose, *audit.claims[1:])}), "csv"))
    assert (table[-1]["claim"], table[-1]["citation"], table[-1]["outcome"]) == ("", "c1", "matched")


def test_a_row_says_what_the_report_says():
    row = rows(render(make_audit(), "csv"))[0]
    wanted = {
        "source": "dam.txt",
        "published": "2019-11-16",
        "grade": "A?",
        "grade_words": "Stated in full",
        "cited_source": "Varsan Courier",
        "cited_date": "2019-11-04",
        "year_inferred": "no",
        "coverage": "direct",
        "outcome": "matched",
        "outcome_words": "page identified",
        "identity": "high",
        "support_level": "E4",
        "page_title": "Engineers close gates of Oshkar dam",
        "page_published": "2019-11-04",
        "captured_at": "2019-11-14T12:00:05Z",
    }
    assert {name: row[name] for name in wanted} == wanted
    assert row["passage"].startswith("Two of the five gates")


def test_it_is_rfc_4180():
    table = render(make_audit(), "csv")
    assert table.startswith(",".join(COLUMNS) + "\r\n")
    assert table.endswith("\r\n")
    lines = table.split("\r\n")
    assert len(lines) == len(SENTENCES) + 3
    assert "\n" not in table.replace("\r\n", "")
    assert {len(row) for row in csv.reader(io.StringIO(table, newline=""), strict=True)} == {len(COLUMNS)}


def test_a_reading_has_the_same_columns_without_judgements():
    table = rows(render_reading(make_reading(), "csv"))
    assert len(table) == len(SENTENCES) + 1
    assert list(table[0]) == list(COLUMNS)
    assert {row["grade"] + row["outcome"] for row in table} == {""}


SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@pytest.mark.parametrize(
    "text",
    [
        FORMULA,
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\n\n=1",
        "\x00=1",
        "\x1b=1",
        "\u202e=1",
        "\ufeff=1",
        "\u00a0=1",
        "＝1",
        "\t+1",
    ],
)
def test_no_cell_is_a_formula(text):
    cell = _cell(text)
    assert cell.startswith("'")
    assert not cell.startswith(SIGNS)


@pytest.mark.parametrize("text", ["Interfax", "22 - 23 November", "a=b", "'quoted'", "", "9 ноября", "1.5"])
def test_an_ordinary_cell_stays_as_it_is(text):
    assert _cell(text) == text


def test_no_cell_of_a_hostile_audit_is_a_formula():
    table = rows(render(make_hostile(), "csv"))
    assert len(table) == len(SENTENCES) + 1
    cells = [cell for row in table for cell in row.values()]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_survives_as_one_harmless_cell(text):
    cell = _cell(text)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell, "end"])
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)) == [[cell, "end"]]
    assert not cell.startswith((*SIGNS, "\t", "\r", "\n"))
