"""Lists of notes under a heading that says so, and papers in them."""

from __future__ import annotations

import pytest
from reference_outlets import StandIn, read

REGISTRY = StandIn()
HEAD = "The sand moves [1]. Nobody minds [2,3].\n\n"


def notes(text):
    found = read(text, REGISTRY)
    by_id = {citation.id: citation for citation in found.citations}
    return [(row.text, by_id[row.citations[0]]) for row in found.references if row.style == "footnote"]


@pytest.mark.parametrize("heading", ["References", "## Notes", "Quellen:", "Литература", "参考文献"])
def test_numbered_lines_under_a_heading_of_notes_are_notes(heading):
    found = notes(f"{HEAD}{heading}\n1. Harbour Works Ltd. On sand. Brochure, 2015.\n2. Ministry of Ports, Sand, table 4.\n")
    assert [text for text, _ in found] == [
        "1. Harbour Works Ltd. On sand. Brochure, 2015.",
        "2. Ministry of Ports, Sand, table 4.",
    ]


def test_without_such_a_heading_numbered_lines_are_a_list():
    assert notes(f"{HEAD}What to bring\n1. Harbour maps of 2015.\n2. A rope, a weight.\n") == []


def test_a_numbered_line_that_no_marker_points_to_needs_a_sign_of_a_source():
    assert notes("The sand moves.\n\nNotes\n1. A rope and a weight will do.\n") == []


@pytest.mark.parametrize(
    ("entry", "name", "author", "title", "date"),
    [
        pytest.param(
            "1. Oster J, Bell R. Sand and tide: a trial. Harbour Q. 2012;7:11-18. PMID: 99000001",
            "Harbour Q",
            "Oster J, Bell R",
            "Sand and tide: a trial",
            "2012",
            id="vancouver",
        ),
        pytest.param(
            "1. Imhof P. Sand in wards. doi:10.5555/sand.2013.4",
            "doi:10.5555/sand.2013.4",
            "Imhof P",
            None,
            None,
            id="only-a-doi",
        ),
        pytest.param(
            "1. Voll, H. & Maar, O. (2016). Small bars. doi:10.5555/bar.2016.9",
            "doi:10.5555/bar.2016.9",
            "Voll, H. & Maar, O.",
            None,
            "2016",
            id="harvard-with-a-doi",
        ),
    ],
)
def test_who_wrote_a_paper_is_not_its_source(entry, name, author, title, date):
    ((text, citation),) = notes(f"The sand moves [1].\n\nReferences\n{entry}\n")
    assert text == entry
    assert (citation.source.name, citation.author, citation.title) == (name, author, title)
    assert (str(citation.date.value) if citation.date else None) == date


def test_the_day_a_page_was_read_is_no_date_of_a_plain_entry():
    ((_, citation),) = notes("The sand moves [1].\n\nNotes\n1. Harbour log, retrieved 3 May 2014.\n")
    assert citation.date is None
