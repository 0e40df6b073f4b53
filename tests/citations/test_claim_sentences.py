"""Sentences: what is never broken, and where a reference behind the full stop belongs."""

import pytest
from claim_builder import Cited, article, mark, read
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.citations.claims import find_claims
from provenance.citations.found import Found
from provenance.model.citation import Style
from provenance.model.document import Block

SPLITS = {
    "plain": "The dam broke. The town fled.|The dam broke.|The town fled.",
    "title": "Gen. Ilya Moran left. He was ill.|Gen. Ilya Moran left.|He was ill.",
    "initials": "J. R. Orok spoke. Nobody heard.|J. R. Orok spoke.|Nobody heard.",
    "dotted country before a noun": "The U.S. Army left Sarvan. It came back.|The U.S. Army left Sarvan.|It came back.",
    "dotted country at the end": "He moved to the U.S. The house was sold.|He moved to the U.S.|The house was sold.",
    "number sign": "Well No. 7 ran dry. Then it rained.|Well No. 7 ran dry.|Then it rained.",
    "company at the end": "It was sold to Moran Inc. The price is secret.|It was sold to Moran Inc.|The price is secret.",
    "company in the middle": "Moran Inc. Director Said Orok left.|Moran Inc. Director Said Orok left.",
    "month": "It opened on Jan. 9 in Sarvan. It shut in May.|It opened on Jan. 9 in Sarvan.|It shut in May.",
    "decimal": "Prices rose 3.5 percent. Wages fell.|Prices rose 3.5 percent.|Wages fell.",
    "host": "The site www.sarvan.example was down. So was 24.kg.|The site www.sarvan.example was down.|So was 24.kg.",
    "year at the end": "It was built in 1909. Prisoners built it.|It was built in 1909.|Prisoners built it.",
    "ellipsis": "He waited … and left. Nobody came.|He waited … and left.|Nobody came.",
    "question": "Who paid? Nobody knows.|Who paid?|Nobody knows.",
    "question inside a quotation": "“Who paid? I did not,” he said. She left.|“Who paid? I did not,” he said.|She left.",
    "quotation that ends a sentence": "He said, “We are done.” She left.|He said, “We are done.”|She left.",
    "bracket inside": "The bank (see below. And above) failed. It was old.|The bank (see below. And above) failed.|It was old.",
    "bracket that is a sentence": "The bank failed. (It was old.) The town wept.|The bank failed.|(It was old.)|The town wept.",
    "unclosed bracket": "The bank (old failed. The town wept.|The bank (old failed.|The town wept.",
    "russian abbreviations": "В 2013 г. завод закрыли. Ул. Мира опустела.|В 2013 г. завод закрыли.|Ул. Мира опустела.",
    "russian initials": "А. С. Орок уехал. Дом продан.|А. С. Орок уехал.|Дом продан.",
    "guillemets": "Он сказал: «Мы уходим. Всё». Дом пуст.|Он сказал: «Мы уходим. Всё».|Дом пуст.",
    "chinese": "水坝决堤了。居民逃走了。|水坝决堤了。|居民逃走了。",
    "pronoun I": "It was I. The others had left.|It was I.|The others had left.",
}  # fmt: skip


@pytest.mark.parametrize("row", SPLITS.values(), ids=SPLITS.keys())
def test_split(row: str) -> None:
    text, *expected = row.split("|")
    claims, _ = read(text)
    assert [text[slice(*span)] for span in dict.fromkeys(claim.sentence for claim in claims)] == expected


@pytest.mark.parametrize(
    ("text", "reference", "style"),
    [
        ("The dam broke. (Sarvan Post, May 3) The town fled.", "(Sarvan Post, May 3)", "parenthetical"),
        ("The dam broke.[12] The town fled.", "[12]", "numeric"),
        ("The dam broke.[^a] The town fled.", "[^a]", "footnote"),
        ("The dam broke. [Sarvan Post, May 3] The town fled.", "[Sarvan Post, May 3]", "bracket"),
        ("“The dam broke.” — Sarvan Post The town fled.", "Sarvan Post", "dash-credit"),
    ],
    ids=["bracket", "numeric", "footnote", "square", "credit"],
)
def test_a_reference_behind_the_stop_belongs_to_the_sentence_before(text: str, reference: str, style: Style) -> None:
    claims, _ = read(text, Cited(reference, style=style))
    assert [claim.text for claim in claims] == [text[: text.index(" The town")], "The town fled."]
    assert [len(claim.citations) for claim in claims] == [1, 0]


def test_a_link_that_opens_a_sentence_stays_with_it() -> None:
    text = "The dam broke. [The office knew](https://a.example/x) of it."
    claims, _ = read(text, Cited("[The office knew](https://a.example/x)", style="link"))
    assert [claim.text for claim in claims] == ["The dam broke.", "[The office knew](https://a.example/x) of it."]
    assert [len(claim.citations) for claim in claims] == [0, 1]


def test_titles_datelines_captions_code_and_notes_claim_nothing() -> None:
    parts = [("title", "Forty Boats Burnt"), ("dateline", "May 3, 2014"), ("heading", "What was lost"),
             ("caption", "The boats."), ("code", "x = 40."), ("note", "[1] A book."), ("paragraph", "Forty boats were burnt."),
             ("item", "Nine were new.")]  # fmt: skip
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(part)))  # type: ignore[arg-type]
        text += part + "\n\n"
    claims, _ = read(text, blocks=tuple(blocks))
    assert [claim.text for claim in claims] == ["Forty boats were burnt.", "Nine were new."]


def test_a_heading_with_a_citation_is_kept_and_needs_nothing() -> None:
    text = "Forty boats burnt (Sarvan Post, May 3)"
    claims, _ = read(text, Cited("(Sarvan Post, May 3)"), blocks=(Block(kind="heading", start=0, end=len(text)),))
    assert [(claim.need, len(claim.citations)) for claim in claims] == [("none", 1)]


def test_a_list_of_notes_is_no_claim() -> None:
    text = "The dam broke.[1]\n\n[1] Sarvan Post, May 3, 2014."
    claims, _ = read(
        text, Cited("[1]", style="numeric", refers_to="c2"), Cited("[1] Sarvan Post, May 3, 2014.", style="footnote")
    )
    assert [(claim.text, [link.id for link in claim.citations]) for claim in claims] == [("The dam broke.[1]", ["c1", "c2"])]


PIECES = st.sampled_from(
    ["The dam ", "broke", ". ", "! ", "? ", "“", "”", "\"", "«", "»", "(", ")", "[", "]", "; ", ", and the men left",
     ", which was old", "U.S. ", "No. 7", " 40 percent", " said", "according to ", "Ilya Moran", "In May 14", " 2013", "\n\n",
     "\n", "May 3, 2014", "первый ", "г. ", "—", "’", "[1]", " It ", "🙂", "\u202e", "İ"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_is_read_the_same_twice_with_spans_inside_it(text: str) -> None:
    document = article(text)
    claims, findings = find_claims(document, Found())
    assert find_claims(document, Found()) == (claims, findings)
    ends = 0
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text == claim.text.strip()
        assert claim.text
        assert ends <= claim.start
        ends = claim.end
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        for source in claim.named_sources:
            assert text[source.start : source.end] == source.name
            assert claim.start <= source.start < source.end <= claim.end
        for quotation in claim.quotations:
            assert text[quotation.start : quotation.end] == quotation.text
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message


@settings(max_examples=60, deadline=None)
@given(
    st.lists(PIECES, max_size=30).map("".join),
    st.lists(PIECES, max_size=30).map("".join),
    st.sampled_from(["parenthetical", "prose", "link", "numeric"]),
)
def test_references_anywhere_are_never_cut(before: str, after: str, style: Style) -> None:
    text = f"{before}(Sarvan Post, May 3, 2014){after}"
    reference = Cited("(Sarvan Post, May 3, 2014)", ("Sarvan Post", "2014-05-03"), style=style)
    found = mark(text, [reference])
    claims, _ = find_claims(article(text), found)
    place = found.references[0]
    for claim in claims:
        assert not place.start < claim.start < place.end or style == "prose"
        assert not place.start < claim.end < place.end or style == "prose"


@pytest.mark.parametrize(
    "unit", ["(", "“", "[1]", "a. ", "; and he was ", '" ', ", which was ", "said ", "40 percent of "], ids=repr
)
def test_hostile_repeats_end(unit: str) -> None:
    claims, _ = read(unit * 3_000)
    assert all(claim.text for claim in claims)
