"""A body's abbreviation in brackets is no reference, even where the registry knows the body as a publisher."""

import pytest

from provenance import parse


def references(tmp_path, text):
    path = tmp_path / "note.txt"
    path.write_text(f"A note\n\n{text}\n", encoding="utf-8")
    return [reference.text for reference in parse(path, published="2014-12-16").references if reference.text.startswith("(")]


@pytest.mark.parametrize(
    "text",
    [
        "The figure comes from the Committee for Religious Affairs (KDR).",
        "The plan was drawn up by the North Atlantic alliance (NATO).",
        "He works for the Agency of Sea Rescue (NTV).",
    ],
    ids=["other initials", "an institution", "a name that several bear"],
)
def test_an_abbreviation_of_the_body_before_it_cites_nothing(tmp_path, text):
    assert references(tmp_path, text) == []


@pytest.mark.parametrize("text", ["The bridge was closed. (BBC)", "The bridge was closed on Friday (Reuters)."])
def test_a_known_outlet_at_the_end_of_a_sentence_still_cites(tmp_path, text):
    assert len(references(tmp_path, text)) == 1
