"""The table of date codes: every code of rules.md that is the program's to find, each row end to end."""

from datetime import UTC, date, datetime

import pytest
from date_rows import PAGE_ROWS, TEXT_ROWS

from provenance.assessment.timing import check_times
from provenance.catalog.rules import load_rules
from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.model.citation import Citation, CitedDate, CitedSource
from provenance.model.dates import PartialDate, parse_date
from provenance.model.evidence import Page
from provenance.model.outlet import Outlet
from provenance.outlets import load_registry

CHECKED_ON = PartialDate(2014, 12, 20)
CODES = {f"T{number:02}" for number in range(1, 24)} | {"T04b"}


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def wanted(words):
    return set() if words == "-" else {tuple(part.split()) for part in words.split(", ")}


def codes(findings):
    return {(finding.code, finding.severity) for finding in findings if finding.code in CODES}


def found_in_text(published, text, registry):
    document = read_bytes(text.encode(), source="a.txt", published=parse_date(published) if published else None)
    return codes(read_citations(document, registry, as_of=CHECKED_ON).findings)


def found_in_pages(captures):
    value = PartialDate(2013, 10, 22)
    citation = Citation(
        id="c1", reference="r1", start=0, end=1, text="Interfax, October 22, 2013",
        source=CitedSource(name="Interfax", kind="outlet", outlet="interfax"),
        date=CitedDate(text="October 22, 2013", value=value, precision="day", readings=(value,)),
    )  # fmt: skip
    pages = []
    for index, capture in enumerate(captures):
        published = parse_date(capture["published"]) if capture["published"] else None
        pages.append(
            Page(
                url="http://interfax.example/1", archive="w", archive_url=f"http://w.example/{index}", sha256=f"{index}",
                captured_at=datetime.combine(date.fromisoformat(capture["captured"]), datetime.min.time(), tzinfo=UTC),
                title=None, published=published, published_from=capture.get("source", "metadata") if published else None,
                language="en", kind="article", text=capture["text"],
            )
        )  # fmt: skip
    outlet = Outlet(id="interfax", name="Interfax", kind="newspaper", weekly=captures[0].get("weekly", False))
    return codes(check_times(citation, pages, load_rules().time, outlet=outlet, published=PartialDate(2014, 1, 2)))


def test_the_table_is_large_enough_and_names_every_code():
    assert len(TEXT_ROWS) + len(PAGE_ROWS) >= 150
    assert len(TEXT_ROWS) >= 100
    said = {code for row in (*TEXT_ROWS, *PAGE_ROWS) for code, _ in wanted(row[-1])}
    assert said == CODES - {"T05"}  # T05 is silence: a plan's news comes before the event


@pytest.mark.parametrize(("published", "text", "expected"), [row[1:] for row in TEXT_ROWS], ids=[row[0] for row in TEXT_ROWS])
def test_a_text_gives_its_codes(registry, published, text, expected):
    assert found_in_text(published, text, registry) == wanted(expected)


@pytest.mark.parametrize(("captures", "expected"), [row[1:] for row in PAGE_ROWS], ids=[row[0] for row in PAGE_ROWS])
def test_a_page_gives_its_codes(captures, expected):
    assert found_in_pages(captures) == wanted(expected)
