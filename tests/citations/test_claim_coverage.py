"""Which citation covers which clause: the table of rules.md 2.1, step 6, row by row."""

import pytest
from claim_builder import Cited, article, links, mark, read

from provenance.citations.claims import find_claims
from provenance.model.citation import CitedSource
from provenance.model.outlet import Outlet, Owner

ONE = Cited("(Interfax, June 4)", ("Interfax", "2014-06-04"))
TWO = Cited("(Sarvan Post, June 5)", ("Sarvan Post", "2014-06-05"))


def coverage(text: str, *cited: Cited) -> list[dict[str, str]]:
    claims, _ = read(text, *cited)
    return [found for _, found in links(claims)]


def test_the_end_of_a_sentence_covers_every_clause() -> None:
    assert coverage("The first bank failed; the second one held out (Interfax, June 4).", ONE) == [
        {"c1": "direct"},
        {"c1": "direct"},
    ]


def test_inside_a_clause_with_more_to_follow_covers_that_clause_alone() -> None:
    assert coverage("The first bank failed (Interfax, June 4); the second one held out.", ONE) == [{"c1": "direct"}, {}]


def test_two_groups_each_cover_back_to_the_one_before() -> None:
    text = "The first bank failed; the premier left (Interfax, June 4); the second bank held out (Sarvan Post, June 5)."
    assert coverage(text, ONE, TWO) == [{"c1": "direct"}, {"c1": "direct"}, {"c2": "direct"}]


def test_two_groups_side_by_side_cover_the_same() -> None:
    assert coverage("The bank failed (Interfax, June 4) (Sarvan Post, June 5).", ONE, TWO) == [{"c1": "direct", "c2": "direct"}]


def test_every_citation_of_a_group_covers() -> None:
    group = Cited("(Interfax, June 4; Post, June 5)", ("Interfax", "2014-06-04"), ("Post", "2014-06-05"))
    assert coverage("The bank failed (Interfax, June 4; Post, June 5).", group) == [{"c1": "direct", "c2": "direct"}]


def test_a_marker_brings_the_entry_that_it_points_to() -> None:
    text = "The bank failed.[1] The town slept.\n\n[1] Sarvan Post."
    entry = Cited("[1] Sarvan Post.", style="footnote")
    assert coverage(text, Cited("[1]", style="numeric", refers_to="c2"), entry) == [{"c1": "direct", "c2": "direct"}, {}]


def test_markers_that_point_to_each_other_end() -> None:
    text = "The bank failed [1] and the town slept [2]."
    cited = [Cited("[1]", style="numeric", refers_to="c2"), Cited("[2]", style="numeric", refers_to="c1")]
    assert coverage(text, *cited) == [{"c1": "direct", "c2": "direct"}]


def test_according_to_at_the_head_answers_for_the_whole_sentence() -> None:
    cited = Cited("According to a study by Moran College", ("Moran College", None), style="prose")
    text = "According to a study by Moran College, the first bank failed; the second one held out."
    assert coverage(text, cited) == [{"c1": "direct"}, {"c1": "direct"}]


@pytest.mark.parametrize("opening", ["This bank", "It", "He", "The video", "On the same day the bank", "Other footage", "They"])
def test_a_sentence_that_leans_on_a_cited_one_is_carried(opening: str) -> None:
    text = f"The bank failed (Interfax, June 4). {opening} was shut. The town slept."
    assert coverage(text, ONE) == [{"c1": "direct"}, {"c1": "carried"}, {}]


@pytest.mark.parametrize("opening", ["The town", "However, Moran", "It is possible that Moran", "Thistles"])
def test_another_sentence_is_not(opening: str) -> None:
    assert coverage(f"The bank failed (Interfax, June 4). {opening} was ill.", ONE) == [{"c1": "direct"}, {}]


def test_carrying_goes_one_sentence_far() -> None:
    assert coverage("The bank failed (Interfax, June 4). It was shut. It was sold.", ONE) == [
        {"c1": "direct"},
        {"c1": "carried"},
        {},
    ]


def test_a_sentence_with_its_own_citation_is_not_carried() -> None:
    text = "The bank failed (Interfax, June 4). It was shut (Sarvan Post, June 5)."
    assert coverage(text, ONE, TWO) == [{"c1": "direct"}, {"c2": "direct"}]


def test_the_end_of_a_paragraph_is_carried_back_over_its_subject() -> None:
    text = "The bank had no head. A storm came. The bank failed (Interfax, June 4)."
    assert coverage(text, ONE) == [{"c1": "carried"}, {}, {"c1": "direct"}]


def test_not_where_something_else_is_cited() -> None:
    text = "The bank had no head. A storm came (Sarvan Post, June 5). The bank failed (Interfax, June 4)."
    assert coverage(text, TWO, ONE) == [{}, {"c1": "direct"}, {"c2": "direct"}]


def test_nothing_crosses_a_paragraph() -> None:
    text = "The bank had no head.\n\nThe bank failed (Interfax, June 4).\n\nIt was shut."
    assert coverage(text, ONE) == [{}, {"c1": "direct"}, {}]


def test_a_source_in_a_line_of_its_own_speaks_for_the_sentence_above() -> None:
    text = "The town slept. The bank failed.\n\n[Interfax, June 4]\n\nIt was shut."
    assert coverage(text, Cited("[Interfax, June 4]", style="bracket")) == [{}, {"c1": "carried"}, {}]


def test_a_note_in_a_line_of_its_own_does_not() -> None:
    text = "The bank failed.\n\n[17] Interview, Sarvan, May 2003."
    assert coverage(text, Cited("[17] Interview, Sarvan, May 2003.", style="footnote")) == [{}]


def test_a_reference_before_its_sentence_belongs_to_it() -> None:
    assert coverage("(Interfax, June 4) The bank failed. The town slept.", ONE) == [{"c1": "direct"}, {}]


class Rows:
    """Stands in for the register: the outlet "bell" belongs to the Front of the North."""

    def outlet(self, id: str) -> Outlet | None:
        owner = Owner(name="Front of the North")
        return Outlet(id="bell", name="The Bell", kind="militant", owner=(owner,)) if id == "bell" else None


@pytest.mark.parametrize(
    ("text", "coverage"),
    [
        ("The Front of the North (FN) and the League of Sarvan (LS) showed films (Bell).", "partial"),
        ("The Front of the North (FN) showed a film (Bell).", "direct"),
        ("The League of Sarvan (LS) and the Men of Velmora (MV) showed films (Bell).", "direct"),
        ("The Front of the North and the League showed films (Bell).", "direct"),
    ],
    ids=["one of two", "the only one", "neither", "no acronyms"],
)
def test_the_mouth_of_one_group_covers_several_in_part(text: str, coverage: str) -> None:
    found = mark(text, [Cited("(Bell)", ("The Bell", "2014-06-04"))])
    citation = found.citations[0].model_copy(update={"source": CitedSource(name="The Bell", outlet="bell")})
    claims, _ = find_claims(article(text), found.model_copy(update={"citations": (citation,)}), Rows())
    assert [link.coverage for claim in claims for link in claim.citations] == [coverage]
