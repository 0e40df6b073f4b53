"""Signal words and carriers: what is cut off, and that the places are those of the text."""

from __future__ import annotations

import pytest

from provenance.citations.signals import split_carriers, strip_signal


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Reuters", [("Reuters", None)]),
        ("Reuters via IOL", [("Reuters", None), ("IOL", "via")]),
        ("Reuters as cited in The Dig", [("Reuters", None), ("The Dig", "as cited in")]),
        ("Straße Zeitung via IOL", [("Straße Zeitung", None), ("IOL", "via")]),
        ("İstanbul Postası via IOL", [("İstanbul Postası", None), ("IOL", "via")]),
        ("A via B via C", [("A", None), ("B via C", "via")]),
    ],
    ids=["none", "via", "phrase", "letter whose case fold is longer", "letter whose lower case is longer", "the first alone"],
)
def test_carriers_are_cut_where_they_stand(text, parts):
    text = f"(({text}"
    found = split_carriers(text, 2, len(text))
    assert [(text[start:end], word) for start, end, word in found] == parts


@pytest.mark.parametrize(
    ("text", "rest", "signal"),
    [
        ("see Reuters", "Reuters", "see"),
        ("See also: Reuters", "Reuters", "See also"),
        ("for background, see Reuters", "Reuters", "for background, see"),
        ("By Reuters", "By Reuters", None),
        ("seeing Reuters", "seeing Reuters", None),
        ("see", "see", None),
    ],
)
def test_signals_are_taken_off(text, rest, signal):
    begin, found = strip_signal(text, 0, len(text))
    assert (text[begin:], found) == (rest, signal)
