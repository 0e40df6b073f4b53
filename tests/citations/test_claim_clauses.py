"""Where a sentence is cut into clauses, and where it is not (rules.md 2.1, step 5)."""

import pytest
from claim_builder import Cited, read

CUTS = {
    "semicolon": "The first bank failed in June; the second held out.|The first bank failed in June|the second held out.",
    "and with a new subject": (
        "The first bank failed in June, and the premier left the country.|"
        "The first bank failed in June|"
        "and the premier left the country."
    ),
    "but with a pronoun": (
        "The first bank failed in June, but it was not the last.|"
        "The first bank failed in June|"
        "but it was not the last."
    ),
    "while with a name": (
        "The first bank failed in June, while Moran was at sea.|"
        "The first bank failed in June|"
        "while Moran was at sea."
    ),
    "and without a subject": "The first bank failed in June, and left its debts unpaid.",
    "and in a list": "The bank lost its chief, its books, and the men from the vault.",
    "and a participle": "The bank lost its chief, and other men killed in the raid.",
    "relative at the end": (
        "The bank lost its chief, who resigned in June over the debts.|"
        "The bank lost its chief|"
        "who resigned in June over the debts."
    ),
    "relative with a preposition": (
        "It printed a map, on which the town was marked in red.|"
        "It printed a map|"
        "on which the town was marked in red."
    ),
    "relative in the middle": "The bank, which was founded in 1901, said that it would close.",
    "restrictive relative": "The bank lost the chief who resigned in June over the debts.",
    "inside a quotation": "He said, “The bank failed; it was old, and the men left it.”",
    "inside a bracket": "The bank failed (it was old; the men had left it) in June.",
    "inside a reference": "The bank failed in June (Interfax, June 4; Sarvan Post, June 5).",
    "list": (
        "They gain two things: first, the road is open to them; second, the port is theirs.|"
        "They gain two things|"
        "first, the road is open to them|"
        "second, the port is theirs."
    ),
    "cap of four": (
        "The dam broke first; the mill fell down; the town was cut off; the men went home; the rain went on.|"
        "The dam broke first|"
        "the mill fell down|"
        "the town was cut off|"
        "the men went home; the rain went on."
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", CUTS.values(), ids=CUTS.keys())
def test_cut(row: str) -> None:
    text, *expected = row.split("|")
    cited = [Cited("(Interfax, June 4; Sarvan Post, June 5)")] if "Interfax" in text else []
    claims, _ = read(text, *cited)
    assert [claim.text for claim in claims] == (expected or [text])
    assert {claim.sentence for claim in claims} == {(0, len(text))}
