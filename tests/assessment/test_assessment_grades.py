"""Every branch of the grade table, and a second derivation that shares no code with the first."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.assessment.grades import CitationFacts, ClaimFacts, grade_claim
from provenance.catalog.rules import load_rules
from provenance.catalog.words import load_words
from provenance.matching.quotations import normal_words

RULES = load_rules().grades


def cited(id="c1", level="E3", **fields):
    values = {"citation": id, "coverage": "direct", "outcome": "matched", "identity": "high", "level": level, "negative": True}
    return CitationFacts(**{**values, **fields})


def claim(*citations, need="must", traits=(), **fields):
    return ClaimFacts(need=need, traits=frozenset(traits), citations=citations, **fields)


ROWS = [
    ("forecast", claim(need="none"), "NA", ()),
    ("forecast with a citation", claim(cited(), need="none"), "NA", ()),
    ("background without source", claim(need="may"), "NA", ()),
    ("named but not cited", claim(named_source=True), "P", ()),
    ("no source", claim(), "U", ()),
    ("a bracket that may cite", claim(traits=["doubtful_citation"]), "NC", ()),
    ("a bracket that may cite, where none is needed", claim(traits=["doubtful_citation"], need="may"), "NA", ()),
    ("no source, should", claim(need="should"), "U", ()),
    ("not archived", claim(cited(level=None, outcome="not_archived", identity=None)), "NC", ()),
    ("unreachable", claim(cited(level=None, outcome="unreachable", identity=None)), "NC", ()),
    ("matched but not readable", claim(cited(level=None)), "NC", ()),
    ("a failure that may not count", claim(cited(level="E1", negative=False)), "NC", ()),
    ("a level on copies does not count", claim(cited(outcome="copies_only")), "NC", ()),
    ("conflict confirmed", claim(cited(), conflict=True), "R", ()),
    ("date error on the only citation", claim(cited(time_error=True)), "R", ()),
    ("date error on one of two", claim(cited(time_error=True), cited("c2")), "B", ()),
    ("full", claim(cited(level="E4")), "A", ()),
    ("main point", claim(cited(level="E3")), "B", ()),
    ("part", claim(cited(level="E2")), "C", ()),
    ("topic", claim(cited(level="E1")), "D", ()),
    ("none", claim(cited(level="E0")), "D", ()),
    ("best of two", claim(cited(level="E1"), cited("c2", level="E4")), "A", ()),
    ("I1", claim(cited(level="E4", identity="medium")), "B", ("I1",)),
    (
        "I1 not where another leading page is sure",
        claim(cited(level="E4", identity="medium"), cited("c2", level="E4")),
        "A",
        (),
    ),
    ("I1 from candidates", claim(cited(level="E3", identity="low", outcome="candidates", negative=False)), "C", ("I1",)),
    ("I1 always from candidates", claim(cited(level="E4", outcome="candidates")), "B", ("I1",)),
    ("I2", claim(cited(level="E4", party=True), traits=["accusation"]), "B", ("I2",)),
    ("I2 only for contested facts", claim(cited(level="E4", party=True)), "A", ()),
    ("I2 only if all are party", claim(cited(level="E4", party=True), cited("c2", level="E2"), traits=["accusation"]), "A", ()),
    ("I3", claim(cited(level="E4", unnamed=True)), "B", ("I3",)),
    ("I3 only on must", claim(cited(level="E4", unnamed=True), need="should"), "A", ()),
    ("I4", claim(cited(level="E4"), traits=["statistic"], origins=(1, 1)), "B", ("I4",)),
    ("I4 not for a plain number", claim(cited(level="E4"), traits=["number"], origins=(1, 1)), "A", ()),
    ("I4 not where two are possible", claim(cited(level="E4"), traits=["statistic"], origins=(1, 2)), "A", ()),
    ("I4 only on must", claim(cited(level="E4"), need="should", traits=["statistic"], origins=(1, 1)), "A", ()),
    ("I5", claim(cited(level="E4", same_publisher=True)), "B", ("I5",)),
    ("I5 not on may", claim(cited(level="E4", same_publisher=True), need="may"), "A", ()),
    ("I6", claim(cited(level="E3", coverage="carried")), "C", ("I6",)),
    ("I6 not where nothing is missing", claim(cited(level="E4", coverage="partial")), "A", ()),
    ("two steps at most", claim(cited(level="E4", identity="low", unnamed=True, same_publisher=True)), "C", ("I1", "I3", "I5")),
    ("never below C", claim(cited(level="E2", identity="low", unnamed=True)), "C", ("I1", "I3")),
    ("upgrade", claim(cited(), cited("c2"), origins=(2, 2), strong_origins=2), "A", ()),
    ("no upgrade beyond A", claim(cited(level="E4"), cited("c2"), origins=(2, 2), strong_origins=2), "A", ()),
    ("no upgrade from one origin", claim(cited(), cited("c2"), origins=(1, 1), strong_origins=1), "B", ()),
    (
        "downgrade, then upgrade",
        claim(cited(unnamed=True), cited("c2", unnamed=True), origins=(2, 2), strong_origins=2),
        "B",
        ("I3",),
    ),
]


@pytest.mark.parametrize(("facts", "grade", "codes"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_branch_of_the_table(facts, grade, codes):
    graded = grade_claim(facts, RULES)
    assert (graded.grade, graded.codes) == (grade, codes)
    assert graded.trace


def test_the_trace_reads_as_the_contract_prints_it():
    graded = grade_claim(claim(cited("c5", passage=2), traits=["statistic"], origins=(1, 1)), RULES)
    assert graded.trace == ("start B (E3 c5 passage 2)", "I4 one origin for a statistic -> C")


@pytest.mark.parametrize("state", ["unreachable", "refused", "not_tried", "not_archived", "no_match", "copies_only"])
def test_what_could_not_be_checked_says_so_and_nothing_about_the_claim(state):
    graded = grade_claim(claim(cited(level=None, outcome=state, identity=None, reason="why")), RULES)
    assert graded.grade == "NC"
    assert graded.reason == "why"


def test_the_worst_state_is_the_one_told():
    facts = claim(
        cited(level=None, outcome="not_archived", reason="a"), cited("c2", level=None, outcome="unreachable", reason="b")
    )
    assert grade_claim(facts, RULES).reason == "b"


def test_a_reason_never_repeats_the_words_of_its_grade():
    shown = 0
    for _, facts, *_ in ROWS:
        graded = grade_claim(facts, RULES)
        words = load_words().grades[graded.grade]
        said = {word for text in (words.short, words.sentence) for word in normal_words(text) if len(word) > 4}
        own = {word for word in normal_words(graded.reason) if len(word) > 4}
        assert not own or len(own & said) < max(2, len(own) / 2), (graded.grade, graded.reason)
        shown += bool(own)
    assert shown >= 10


def test_lenient_rules_need_all_citations_before_a_failure():
    facts = claim(cited(level="E1"), cited("c2", level=None, outcome="unreachable"))
    assert grade_claim(facts, RULES).grade == "D"
    assert grade_claim(facts, load_rules(preset="lenient").grades).grade == "NC"


def again(record):
    """The table of rules.md, 6.2, written a second time, from plain JSON."""
    claim, cites = record["claim"], record["citations"]
    if claim["need"] == "none":
        return "NA"
    if not cites:
        if claim["need"] == "may":
            return "NA"
        return "NC" if "doubtful_citation" in claim["traits"] else "P" if claim["named_source"] else "U"
    rank = {"E0": 0, "E1": 1, "E2": 2, "E3": 3, "E4": 4}
    usable = [
        c for c in cites if c["level"] and c["outcome"] in ("matched", "candidates") and (rank[c["level"]] > 1 or c["negative"])
    ]
    if not usable:
        return "NC"
    good = [c for c in usable if rank[c["level"]] >= 2]
    if claim["conflict"] or (good and not [c for c in good if not c["time_error"]]):
        return "R"
    top = max(rank[c["level"]] for c in usable)
    if top < 2:
        return "D"
    leaders = [c for c in usable if rank[c["level"]] == top]
    heavy = set(claim["traits"]) & {"accusation", "statistic", "superlative"}
    must = claim["need"] == "must"
    steps = 0
    steps += not any(c["identity"] == "high" and c["outcome"] == "matched" for c in leaders)
    steps += bool(heavy | set(claim["traits"]) & {"contested"}) and not any(not c["party"] for c in good)
    steps += must and not any(not c["unnamed"] for c in good)
    steps += must and bool(heavy) and claim["origins"] is not None and claim["origins"][1] == 1
    steps += claim["need"] in ("must", "should") and not any(not c["same_publisher"] for c in good)
    steps += top < 4 and not any(c["coverage"] == "direct" for c in leaders)
    place = min(4 - top + min(2, steps), 2)
    if claim["strong_origins"] >= 2:
        place = max(0, place - 1)
    return "ABC"[place]


LEVELS = [None, "E0", "E1", "E2", "E3", "E4"]
OUTCOMES = ["matched", "candidates", "copies_only", "no_match", "not_archived", "refused", "unreachable", "not_tried"]


@st.composite
def facts_of_claims(draw):
    size = draw(st.integers(0, 3))
    flag = st.booleans()
    citations = tuple(
        CitationFacts(
            citation=f"c{i + 1}",
            coverage=draw(st.sampled_from(["direct", "partial", "carried"])),
            outcome=draw(st.sampled_from(OUTCOMES)),
            identity=draw(st.sampled_from([None, "high", "medium", "low"])),
            level=draw(st.sampled_from(LEVELS)),
            negative=draw(flag),
            time_error=draw(flag),
            party=draw(flag),
            unnamed=draw(flag),
            same_publisher=draw(flag),
        )
        for i in range(size)
    )
    traits = frozenset(
        draw(st.sets(st.sampled_from(["accusation", "statistic", "superlative", "number", "doubtful_citation"])))
    )
    fewest, most = sorted((draw(st.integers(1, 3)), draw(st.integers(1, 3))))
    return ClaimFacts(
        need=draw(st.sampled_from(["must", "should", "may", "none"])),
        traits=traits,
        named_source=draw(flag),
        citations=citations,
        origins=draw(st.sampled_from([None, (fewest, most)])),
        strong_origins=draw(st.integers(0, 3)),
        conflict=draw(flag),
    )


@settings(max_examples=400, deadline=None)
@given(facts_of_claims())
def test_an_independent_derivation_gives_the_same_grade(facts):
    record = {
        "claim": {
            "need": facts.need, "traits": sorted(facts.traits), "named_source": facts.named_source, "origins": facts.origins,
            "strong_origins": facts.strong_origins, "conflict": facts.conflict,
        },
        "citations": [{name: getattr(c, name) for name in CitationFacts.__slots__} for c in facts.citations],
    }  # fmt: skip
    assert grade_claim(facts, RULES).grade == again(json.loads(json.dumps(record)))


@settings(max_examples=300, deadline=None)
@given(facts_of_claims())
def test_a_failure_is_said_only_of_a_page_that_may_carry_it(facts):
    graded = grade_claim(facts, RULES)
    if graded.grade == "D":
        assert any(c.outcome == "matched" or c.negative for c in facts.citations)
        assert any(c.negative and c.level in {"E0", "E1"} for c in facts.citations)


def test_every_combination_without_the_right_to_fail_is_never_a_failure():
    seen = 0
    for outcome, identity, level, coverage in itertools.product(
        OUTCOMES, [None, "high", "medium", "low"], LEVELS, ["direct", "partial", "carried"]
    ):
        fact = cited(outcome=outcome, identity=identity, level=level, coverage=coverage, negative=False)
        assert grade_claim(claim(fact), RULES).grade != "D"
        seen += 1
    assert seen == 8 * 4 * 6 * 3
