"""The article cut into pieces: every word once, every mark over its own words, in linear time."""

from audit_factory import make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model.citation import Citation, CitedSource
from provenance.model.claim import Claim
from provenance.model.document import Block
from provenance.report.spans import paragraphs


def marked(text, claims=(), citations=(), blocks=()):
    reading = make_reading(())
    document = reading.document.model_copy(
        update={"text": text, "blocks": tuple(Block(kind="paragraph", start=s, end=e) for s, e in blocks)}
    )
    return reading.model_copy(
        update={
            "document": document,
            "claims": tuple(
                Claim(id=f"k{n}", start=s, end=e, text=text[s:e], need="must", sentence=(s, e))
                for n, (s, e) in enumerate(claims)
            ),
            "citations": tuple(
                Citation(id=f"c{n}", reference="r", start=s, end=e, text=text[s:e], source=CitedSource(name="x"))
                for n, (s, e) in enumerate(citations)
            ),
            "findings": (),
            "doubtful": (),
        }
    )


def pieces(reading):
    return [piece for paragraph in paragraphs(reading) for piece in paragraph.pieces]


def test_blocks_are_paragraphs_and_what_lies_between_is_not_lost():
    reading = marked("Title\n\nOne.\n\nTwo.\n\nThree.", blocks=[(0, 5), (13, 17)])
    assert ["".join(piece.text for piece in paragraph.pieces) for paragraph in paragraphs(reading)] == [
        "Title",
        "One.",
        "Two.",
        "Three.",
    ]


def test_without_blocks_blank_lines_part_paragraphs():
    shown = paragraphs(marked("One\nstill one.\n \n\tTwo.\r\n\r\nThree."))
    assert ["".join(piece.text for piece in paragraph.pieces) for paragraph in shown] == ["One\nstill one.", "Two.", "Three."]


def test_of_two_marks_over_one_word_the_shorter_is_shown():
    shown = [(piece.text, piece.citation) for piece in pieces(marked("A, B, 22", citations=[(0, 8), (3, 8)]))]
    assert shown == [("A, ", "c0"), ("B, 22", "c1")]


def test_marks_begin_and_end_where_they_do():
    shown = pieces(marked("ab cd ef", claims=[(0, 5), (3, 8)]))
    assert [(piece.text, piece.claim_starts, piece.claim_ends) for piece in shown] == [
        ("ab ", ("k0",), ()),
        ("cd", ("k1",), ("k0",)),
        (" ef", (), ("k1",)),
    ]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple), max_size=8)


@given(st.text(alphabet="ab \n\x1b", min_size=60, max_size=60), spans, spans, spans)
@settings(max_examples=150, deadline=None)
def test_any_marks_leave_every_word_once_and_lie_over_their_own(text, claims, citations, blocks):
    reading = marked(text, claims, citations, [(start, end) for start, end in blocks if start < end])
    shown = pieces(reading)
    assert "".join("".join(piece.text for piece in shown).split()) == "".join(text.replace("\x1b", "␛").split())
    starts = [id for piece in shown for id in piece.claim_starts]
    assert len(starts) == len(set(starts))


def test_one_mark_over_everything_costs_no_more_than_its_share():
    count = 4000
    text = ("word " * count).strip()
    claims = [(n * 5, n * 5 + 4) for n in range(count)] + [(0, len(text))]
    shown = pieces(marked(text, claims))
    assert len(shown) == 2 * count - 1
    assert [piece.claim for piece in shown[:4]] == ["k0", f"k{count}", "k1", f"k{count}"]
