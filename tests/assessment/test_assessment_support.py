import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.assessment import judge_support
from provenance.assessment.intervals import exact_rate
from provenance.catalog.rules import load_rules

RULES = load_rules().support
CLAIM = "Some 31% of the villagers fled the Karagan valley after three bridges collapsed"
LEVELS = {"E0", "E1", "E2", "E3", "E4", "EU"}
LONG = "The weather stayed dry in the west of the country, and the farmers were glad that it did not rain on their fields. "

QUOTED = "“The river took our bridges and our houses,” Ortiz said"
GERMAN = "Das Orchester hat die Tournee abgesagt, und der Saal ist nicht offen, weil er gestrichen wird. "
RUSSIAN = "Оркестр отменил гастроли, и зал закрыт на ремонт до пятницы, как сообщили в дирекции. "


def level(claim, page, **options):
    return judge_support(claim, page, RULES, **options).level


ROWS = [
    ("full", CLAIM, "Three bridges collapsed in the Karagan valley, and 31 percent of the villagers fled.", "E4"),
    ("full in range", CLAIM, "Three bridges collapsed in the Karagan valley; between 30% and 35% of the villagers fled.", "E4"),
    ("number absent", CLAIM, "Three bridges collapsed in the Karagan valley, and many of the villagers fled.", "E2"),
    ("other number", CLAIM, "Three bridges collapsed in the Karagan valley, and 52 percent of the villagers fled.", "E2"),
    ("name absent", CLAIM, "Three bridges collapsed in the Novak valley, and 31 percent of the villagers fled.", "E2"),
    ("nothing", CLAIM, LONG * 3, "E0"),
    ("nothing, but hardly a page", CLAIM, "The weather stayed dry.", "EU"),
    ("same place, other matter", CLAIM, "The mayor of Karagan opened a school. " + LONG * 3, "E1"),
    ("empty page", CLAIM, "", "EU"),
    ("blank page", CLAIM, " \n\t ", "EU"),
    ("empty claim", "", LONG, "EU"),
    ("function words only", "It is what it is.", LONG, "EU"),
    ("quotation absent", QUOTED, "Ortiz said the river took houses and bridges.", "E2"),
    ("quotation", QUOTED, "“The river took our bridges and our houses,” said Ortiz.", "E4"),
    ("German", CLAIM, GERMAN * 3, "EU"),
    ("Russian, other matter", CLAIM, RUSSIAN * 3, "EU"),
    (
        "Russian, same event",
        "Twelve people were killed in an explosion in Aleppo, Syria, police said",
        "В сирийском городе Алеппо при взрыве погибли 12 человек, сообщила полиция.",
        "E3",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "page", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_levels_follow_the_operating_points(claim, page, expected):
    assert level(claim, page) == expected


def test_full_words_in_another_language_are_never_more_than_the_main_point():
    page = (
        "Twelve people: Ortiz, Perez, Novak. В городе Алеппо при взрыве погибли 12 человек, сообщила полиция и врачи на месте. "
        * 3
    )
    assert level("Ortiz, Perez, Novak: 12", page, claim_language="en") != "E4"


def test_contradiction_is_no_level():
    support = judge_support("The bridge in Karagan did not collapse", "The bridge in Karagan collapsed.", RULES)
    assert support.level in LEVELS - {"E0", "E1"}


def test_a_list_of_sentences_is_joined_by_line_ends():
    sentences = ["Three bridges collapsed in the Karagan valley.", "", "Some 31 percent of the villagers fled."]
    support = judge_support(CLAIM, sentences, RULES)
    joined = "\n".join(sentences)
    assert {passage.sentence for passage in support.passages} == {0, 2}
    assert all(
        joined[passage.start : passage.end] == passage.text == sentences[passage.sentence] for passage in support.passages
    )


def test_at_most_ten_passages_best_first():
    support = judge_support(CLAIM, ["Karagan bridges " + "and so on " * i for i in range(40)], RULES)
    scores = [passage.score for passage in support.passages]
    assert len(scores) == RULES.passages == 10
    assert scores == sorted(scores, reverse=True)


def test_scores_rank_more_support_higher():
    pages = [
        LONG * 3,
        "A bridge collapsed. " + LONG,
        "Three bridges collapsed in the Karagan valley, and many of the villagers fled.",
        "Three bridges collapsed in the Karagan valley, and 31 percent of the villagers fled.",
    ]
    supports = [judge_support(CLAIM, page, RULES) for page in pages]
    some = [support.scores.any for support in supports]
    assert some == sorted(some)
    assert supports[-1].scores.full > supports[-2].scores.full
    assert all(support.score == support.scores.any for support in supports)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.one_of(st.text(max_size=500), st.lists(st.text(max_size=80), max_size=8)))
def test_judging_never_raises_and_keeps_to_the_vocabulary(claim, page):
    support = judge_support(claim, page, RULES)
    text = page if isinstance(page, str) else "\n".join(page)
    assert support.level in LEVELS
    assert 0 <= support.scores.full <= support.scores.any <= 1
    assert support.reason
    assert all(text[passage.start : passage.end] == passage.text for passage in support.passages)
    assert support == judge_support(claim, page, RULES)


WORDS = [
    "Karagan",
    "bridge",
    "31%",
    "Ortiz",
    "fled",
    "взрыв",
    "Асад",
    "und",
    "nicht",
    "les",
    "the",
    "of",
    "и",
    "“",
    "”",
    ".",
    "-",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.lists(st.sampled_from(WORDS), max_size=60))
def test_no_failure_is_said_of_a_short_or_foreign_page(claim, page):
    support = judge_support(" ".join(claim), " ".join(page), RULES)
    if support.level in {"E0", "E1"}:
        assert support.signals["page_language"] in RULES.languages
        assert not support.signals["cross_script"]
        assert support.signals["window"] < RULES.none_window


INTERVALS = [
    (0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (57, 57, 0.9373, 1.0), (46, 57, 0.6809, 0.8995), (20, 27, 0.5372, 0.8889),
    (1, 115, 0.0002, 0.0475),
]  # fmt: skip


@pytest.mark.parametrize(("hits", "n", "low", "high"), INTERVALS, ids=[f"{row[0]} of {row[1]}" for row in INTERVALS])
def test_intervals_are_exact(hits, n, low, high):
    rate = exact_rate(hits, n)
    assert (rate.low, rate.high) == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


def test_a_share_of_nothing_is_none_and_of_too_much_an_error():
    assert exact_rate(0, 0).share is None
    with pytest.raises(ValueError, match="3 of 2"):
        exact_rate(3, 2)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(pair):
    rate = exact_rate(*pair)
    assert 0 <= rate.low <= rate.share + 1e-4
    assert rate.share - 1e-4 <= rate.high <= 1
