"""`find_near` gives what `finditer` gives, where each match holds a sign and keeps to its bounds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.catalog.patterns import find_near, lowered, places_of

#: Pattern, signs, most characters before a sign, most from its first on (lookahead included).
CASES = {
    "sign in front": (re.compile(r"see [a-z]{1,3}"), ("see",), 0, 8),
    "sign inside": (re.compile(r"(?<!\w)[A-Z][a-z]{0,3} v\. [A-Z](?!\w)"), ("v.",), 6, 6),
    "sign behind": (re.compile(r"[a-z]{1,4}\(\d{4}\)"), ("(",), 5, 7),
    "several signs": (re.compile(r"\b(?:doi|isbn):\d{1,3}"), ("doi", "isbn"), 1, 9),
}


@pytest.mark.parametrize("case", CASES)
@given(
    text=st.lists(
        st.sampled_from(["see ", "ab", "v. ", "A", "Ab ", " ", "(", "2014)", "doi:", "isbn:", "12", "\n", "x", "é", "."])
    ).map("".join)
)
def test_the_same_matches_as_over_the_whole_text(case, text):
    pattern, signs, before, after = CASES[case]
    near = [match.span() for match in find_near(pattern, text, places_of(text, *signs), before=before, after=after)]
    assert near == [match.span() for match in pattern.finditer(text)]


def test_only_the_neighbourhood_of_a_sign_is_looked_at():
    text = "x1 " * 50 + "sign x2" + " x3" * 50
    found = [match[0] for match in find_near(re.compile(r"x\d"), text, places_of(text, "sign"), before=4, after=8)]
    assert found == ["x1", "x2"]


@pytest.mark.parametrize("text", ["", "plain", "ΑΒΓ", "İstanbul", "STRASSE ß", "ǅ"])
def test_lower_case_keeps_each_place(text):
    low = lowered(text)
    assert len(low) == len(text)
    assert all(a == b or a.lower() == b for a, b in zip(text, low, strict=True))


def test_places_are_in_order_and_may_overlap():
    assert places_of("aaa b aab", "aa", "b") == [0, 1, 4, 6, 8]
    assert places_of("nothing", "x") == []
