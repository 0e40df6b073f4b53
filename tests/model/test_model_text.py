"""The offset map leads each character of the text back to where it stands in the source."""

import pytest

from provenance.model.text import OffsetMap, Segment

# source: <p>A &amp; B</p><p>C</p>   text: A & B\n\nC
MAP = OffsetMap((Segment(0, 2, 3, 2), Segment(2, 1, 5, 5), Segment(3, 2, 10, 2), Segment(7, 1, 19, 1)))


@pytest.mark.parametrize(
    ("span", "source"),
    [((0, 1), (3, 4)), ((2, 3), (5, 10)), ((0, 5), (3, 12)), ((4, 8), (11, 20)), ((5, 8), (19, 20)), ((1, 7), (4, 12))],
    ids=["a letter", "an entity as a whole", "a run", "across a break", "beginning in a break", "ending in a break"],
)
def test_a_span_leads_back(span, source):
    assert MAP.source_span(*span) == source


@pytest.mark.parametrize("span", [(5, 7), (9, 12)], ids=["a break alone", "after the end"])
def test_what_was_inserted_has_no_place_in_the_source(span):
    with pytest.raises(ValueError, match="source"):
        MAP.source_span(*span)
