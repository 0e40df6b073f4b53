"""The phrases of attribution in other languages: each block's examples are read, its counterexamples are left alone."""

from __future__ import annotations

import pytest

from provenance.catalog.attribution import load_attribution
from provenance.citations.foreign import read_foreign
from provenance.citations.naming import Namer
from provenance.citations.references import find_references
from provenance.document import read_bytes
from provenance.outlets import load_registry

EXAMPLES = [pytest.param(row.code, *pair, id=f"{row.code}-{pair[1]}") for row in load_attribution() for pair in row.examples]
LEFT_ALONE = [
    pytest.param(row.code, said, id=f"{row.code}-{said[:24]}") for row in load_attribution() for said in row.counterexamples
]


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer(load_registry())


@pytest.mark.parametrize(("code", "sentence", "name"), EXAMPLES)
def test_example_is_read(code: str, sentence: str, name: str, namer: Namer) -> None:
    drafts = read_foreign(sentence, namer, code)
    assert {item.name for draft in drafts for item in draft.items} == {name}
    assert all(0 <= draft.start < draft.end <= len(sentence) for draft in drafts)


@pytest.mark.parametrize(("code", "sentence"), LEFT_ALONE)
def test_counterexample_is_left_alone(code: str, sentence: str, namer: Namer) -> None:
    assert read_foreign(sentence, namer, code) == []


def test_every_language_has_examples() -> None:
    rows = load_attribution()
    assert len(rows) >= 7
    assert all(row.examples and row.counterexamples for row in rows)


def test_english_is_left_to_the_reader_of_english(namer: Namer) -> None:
    assert read_foreign("Selon Le Monde, tout va bien.", namer, "en") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(
            "A vita újra kitörhet, írja a Vedomosztyi című lap, amely szerint a gáz drága lesz, és a kormány nem tud "
            "róla semmit.",
            ["language-unread"],
            id="hungarian",
        ),
        pytest.param("The quarrel may break out again, the paper said, and the gas will be dear.", [], id="english"),
    ],
)
def test_a_language_that_is_not_read_is_said_to_be_unread(text: str, codes: list[str]) -> None:
    document = read_bytes(text.encode(), source="note.txt")
    found = find_references(document, load_registry())
    assert [finding.code for finding in found.findings] == codes
    assert found.references == ()
