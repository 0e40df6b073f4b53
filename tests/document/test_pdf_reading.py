"""PDF files: columns, parted words, headers and footers, notes and links. Every file is synthetic."""

from __future__ import annotations

import sys

import pytest
from packed_files import pdf

from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.errors import SourceError
from provenance.model.dates import PartialDate
from provenance.outlets import load_registry

pytest.importorskip("pdfminer")


def read(data: bytes):
    return read_bytes(data, source="article.pdf", published=PartialDate.parse("2014-12-16"))


def lines(*texts: str, x: float = 60, top: float = 700, size: float = 10) -> list[tuple[float, float, float, str]]:
    return [(x, top - 12 * number, size, text) for number, text in enumerate(texts)]


def test_lines_become_paragraphs_and_parted_words_are_joined() -> None:
    page = lines("The harbour mas-", "ter said that the port", "was shut (Interfax,", "December 9).")
    page += lines("A second paragraph begins here and goes", "on for two lines.", top=620)
    document = read(pdf([page]))
    assert document.text == (
        "The harbour master said that the port was shut (Interfax, December 9).\n\n"
        "A second paragraph begins here and goes on for two lines."
    )
    (citation,) = read_citations(document, load_registry()).citations
    assert (citation.source.name, str(citation.date.value if citation.date else None)) == ("Interfax", "2014-12-09")
    assert citation.source_span is None


def test_two_columns_are_read_one_after_the_other() -> None:
    left = lines(*[f"left line {number} of the column" for number in range(1, 8)], x=50)
    right = lines(*[f"right line {number} of the column" for number in range(1, 8)], x=320)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    text = read(pdf([mixed])).text
    assert text.index("left line 7") < text.index("right line 1")


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (60, 770, 8, "Harbour Review, issue 12"),
            *lines(f"Body of page {number} is a long enough line."),
            (300, 30, 8, str(number)),
        ]
        for number in (1, 2, 3)
    ]
    text = read(pdf(pages)).text
    assert "Harbour Review" not in text
    assert [text.count(f"Body of page {number}") for number in (1, 2, 3)] == [1, 1, 1]
    assert not any(line.strip().isdigit() for line in text.splitlines())


def test_raised_numbers_and_their_notes_are_linked() -> None:
    page = [
        *lines("The port of Sarvan was shut on a cold morning in May", "and it did not open again before the autumn."),
        (262, 692, 6, "1"),
        (60, 120, 6, "1"),
        (65, 118, 8, "“Port Shuts”, Reuters, 3 May 2014."),
    ]
    document = read(pdf([page]))
    assert "autumn.[^1]" in document.text
    assert document.text.endswith("[^1]: “Port Shuts”, Reuters, 3 May 2014.")
    citations = read_citations(document, load_registry()).citations
    assert [citation.source.name for citation in citations] == [None, "Reuters"]
    assert citations[0].refers_to == citations[1].id


def test_link_targets_survive() -> None:
    data = pdf([lines("Reuters reported that the port was shut.")], ((0, 60, 698, 140, 712, "https://www.reuters.com/port"),))
    document = read(data)
    (mark,) = [mark for mark in document.marks if mark.kind == "link"]
    assert mark.target == "https://www.reuters.com/port"
    assert document.text[mark.start : mark.end].startswith("Reuters reported")


def test_ligatures_and_soft_hyphens() -> None:
    from provenance.document.pdf import _LIGATURES

    assert {_LIGATURES[sign] for sign in "ﬁﬂﬀ"} == {"fi", "fl", "ff"}
    assert _LIGATURES["\u00ad"] == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(pdf([[]]), "pictures of pages and no text", id="no-text"),
        pytest.param(b"%PDF-1.4\n%%EOF", "damaged|no text", id="cut-off"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(data)


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfminer.high_level", None)
    with pytest.raises(SourceError, match=r"provenance\[pdf\]"):
        read(pdf([lines("text")]))
