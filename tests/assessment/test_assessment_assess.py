"""Whole articles: reading and pages in, grades out."""

import itertools
import json
from datetime import UTC, datetime

import pytest

from provenance.catalog.rules import PRESETS, load_rules
from provenance.model.assessment import Assessment
from provenance.model.finding import Finding
from provenance.model.outlet import Control, Name, Owner

BAD_WORDS = ("fake", "false", "missing", "lie", "untrue", "liar")


@pytest.mark.parametrize(
    ("page", "level", "grade"), [("full", "E4", "A"), ("main", "E3", "B"), ("part", "E2", "C"), ("none", "E0", "D")]
)
def test_a_matched_page_is_graded_by_what_it_shows(case, pages, page, level, grade):
    assessment = case().cite(pages[page]).grade()
    assert [support.level for support in assessment.support] == [level]
    assert assessment.grade == grade
    assert assessment.provisional
    assert assessment.trace[0].startswith(f"start {grade} ({level} c1")


def test_support_walks_back_to_characters_of_the_page(case, pages):
    support = case().cite(pages["full"]).grade().support[0]
    assert support.sha256 == "c1-0"
    assert len(support.passages) >= 2
    assert all(pages["full"][passage.start : passage.end] == passage.text for passage in support.passages)


KINDS = ["article", "front", "list", "search", "error", "soft-404", "empty", "other"]


def test_no_page_that_was_not_identified_or_not_read_makes_a_failure(case, pages):
    failures = 0
    combinations = itertools.product(
        ["matched", "candidates", "copies_only"], ["high", "medium", "low"], KINDS, [(), ("cut",)], ["none", "russian"]
    )
    for outcome, identity, kind, problems, page in combinations:
        built = case().cite(pages[page], outcome=outcome, identity=identity, kind=kind, problems=problems)
        grade = built.grade().grade
        sound = (outcome, identity, kind, problems, page) == ("matched", "high", "article", (), "none")
        assert grade == ("D" if sound else "NC"), (outcome, identity, kind, problems, page)
        failures += grade == "D"
    assert failures == 1


LANGUAGES = {
    "ru": "Оркестр Лиссабона отменил осенние гастроли, и зал будет закрыт на ремонт до пятницы, как сообщили в дирекции. " * 3,
    "de": "Das Orchester hat die Tournee abgesagt, und der Saal ist nicht offen, weil er mit Farbe gestrichen wird. " * 3,
    "fr": "Le concert est annulé dans la ville et les billets ne sont pas repris par la caisse avec une remise. " * 3,
    "ar": "ألغت الأوركسترا جولتها الخريفية وأغلقت القاعة حتى يوم الجمعة بسبب أعمال الطلاء " * 4,
    "ka": "ორკესტრმა გააუქმა საშემოდგომო ტურნე და დარბაზი დაკეტილია პარასკევამდე " * 5,
    "list": "Ortiz 12 Perez 14 Karimov 18 Adeyemi 22 Novak 31 Tanaka 40 Silva 52 Meyer 60 " * 4,
    "empty": "",
}


@pytest.mark.parametrize("page", LANGUAGES.values(), ids=LANGUAGES.keys())
@pytest.mark.parametrize("declared", ["en", None])
def test_no_page_in_another_language_makes_a_failure(case, page, declared):
    assert case().cite(page, language=declared).grade().grade == "NC"


@pytest.mark.parametrize("outcome", ["no_match", "not_archived", "refused", "unreachable", "not_tried", "copies_only"])
def test_an_outcome_without_a_page_is_not_checked(case, outcome):
    assessment = case().cite(outcome=outcome).grade()
    assert assessment.grade == "NC"
    assert assessment.independent_origins is None
    assert assessment.reason
    assert assessment.trace[0] == "NC: no cited item could be checked"


def test_a_positive_find_among_candidates_counts_with_one_downgrade(case, pages):
    assessment = case().cite((pages["none"], pages["full"]), outcome="candidates", identity="medium").grade()
    assert assessment.grade == "B"
    assert assessment.codes == ("I1",)


def test_words_never_accuse(case, pages):
    shown = []
    for page, outcome in itertools.product(pages, ["matched", "candidates", "unreachable", "not_archived", "no_match"]):
        assessment = case().cite(pages[page], outcome=outcome).grade()
        shown += [assessment.reason, *assessment.trace, *(support.reason for support in assessment.support)]
    text = " ".join(shown).lower()
    assert len(shown) > 40
    assert not [word for word in BAD_WORDS if f" {word} " in f" {text} "]


def test_swapping_outlets_and_addresses_changes_no_support(case, pages):
    def judged(name, outlet, url):
        built = case().row("herald").row("party-organ", kind="party").cite(pages["main"], name=name, outlet=outlet, url=url)
        return built.grade().support

    assert judged("Herald", "herald", "http://herald.example/a") == judged(
        "Party Organ", "party-organ", "http://organ.example/b"
    )


def test_the_names_in_a_reference_take_no_part(case, pages):
    cited = "(Northern Orchestra, October 22, 2013)"
    text = f"Some 31% of the villagers fled the Karagan valley after three bridges collapsed {cited}."
    built = case(text=text).cite(pages["full"])
    reading = built.reading()
    start = text.index("(")
    reference = reading.references[0].model_copy(update={"start": start, "end": len(text) - 1, "text": text[start:-1]})
    built.reading = lambda: reading.model_copy(update={"references": (reference,)})
    assert built.grade().support[0].level == "E4"


def test_the_same_input_gives_the_same_bytes(case, pages):
    built = case(traits=("statistic",)).cite(pages["full"]).cite(pages["main"]).cite(outcome="unreachable")
    assert built.judge().model_dump_json() == built.judge().model_dump_json()


def test_the_record_alone_gives_the_grade_again(case, pages):
    """From the JSON of one claim, by hand: start at the best level that counts, take the steps that the trace names."""
    start = {"E4": "A", "E3": "B", "E2": "C", "E1": "D", "E0": "D"}
    seen = set()
    for one, two, traits in itertools.product(pages, [*pages, None], [(), ("statistic",)]):
        built = case(traits=traits).cite(pages[one])
        if two:
            built.cite(pages[two], identity="medium", coverage="carried")
        record = json.loads(Assessment.model_dump_json(built.grade()))
        levels = [support["level"] for support in record["support"] if support["counts"]]
        if not levels:
            expected = "NC"
        else:
            expected = start[max(levels)]
            steps = [code for code in record["codes"] if code.startswith("I")][:2]
            if max(levels) >= "E2":
                expected = "ABC"[min(2, "ABC".index(expected) + len(steps))]
                if record["strong_origins"] >= 2:
                    expected = "ABC"[max(0, "ABC".index(expected) - 1)]
        assert record["grade"] == expected
        seen.add(expected)
    assert seen >= {"A", "B", "C", "D", "NC"}


def test_a_date_error_on_every_supporting_citation_asks_for_a_person(case, pages):
    built = case().cite(pages["full"])
    built.findings = [Finding(code="T03", severity="error", start=0, end=1, message="before the event", about=("c1", "k1"))]
    assert built.grade().grade == "R"
    assert "T03" in built.grade().codes
    built.cite(pages["main"])
    assert built.grade().grade == "A"


def test_a_remark_on_another_claim_does_not_count_here(case, pages):
    built = case().cite(pages["full"])
    reading = built.reading()
    other = reading.claims[0].model_copy(update={"id": "k2", "citations": (), "need": "may"})
    finding = Finding(code="T03", severity="error", start=0, end=1, message="before the event", about=("c1", "k2"))
    built.reading = lambda: reading.model_copy(update={"claims": (*reading.claims, other), "findings": (finding,)})
    assert built.judge().assessments[0].grade == "A"


def test_a_capture_from_before_the_event_is_no_support(case, pages):
    assert case(event="2013-12-24").cite(pages["full"]).grade().grade == "NC"
    assert case(event="2013-10-21").cite(pages["full"]).grade().grade == "A"


def test_a_claim_that_needs_its_context_is_not_judged_without_it(case, pages):
    assert case(traits=("needs_context",)).cite(pages["full"]).grade().grade == "NC"


def test_two_independent_pages_raise_the_grade_and_a_reprint_does_not(case, pages):
    assert case().cite(pages["main"]).cite(pages["main"].replace("Tuesday", "Monday evening")).grade().grade == "A"
    assert case().cite(pages["main"]).cite(pages["main"]).grade().grade == "B"


TAGS = [
    ("same publisher", {"kind": "newspaper", "publisher": "house"}, {}, "same-publisher:c1"),
    ("party", {"kind": "militant"}, {}, "party:c1"),
    (
        "self-description",
        {"kind": "militant"},
        {"named": ("Karagan Front",), "text": "The front said bridges collapsed"},
        "self-description:c1",
    ),
    ("state-run", {"control": (Control(value="state", since=2000, source="register"),)}, {}, "state-run:c1"),
    ("aggregator", {"kind": "aggregator"}, {}, "aggregator:c1"),
    ("actor", {"names": (Name(text="Karagan", kind="native"),)}, {}, "actor:c1"),
    ("relayed", {}, {"named": ("Lena Ortiz",)}, "relayed:c1"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "claim", "tag"), [row[1:] for row in TAGS], ids=[row[0] for row in TAGS])
def test_tags_say_what_a_source_is_to_the_claim(case, pages, fields, claim, tag):
    built = case(**claim).row("organ", **fields).row("own", publisher="house").cite(pages["main"], outlet="organ")
    built.publisher = "own"
    assert tag in built.grade().tags


def test_an_outlet_that_is_only_cited_is_no_actor(case, pages):
    text = "Some 31% of the villagers fled after three bridges collapsed (Northern Herald, October 22, 2013)."
    built = (
        case(text=text).row("herald", names=(Name(text="Northern Herald", kind="native"),)).cite(pages["main"], outlet="herald")
    )
    reading = built.reading()
    start = text.index("(")
    reference = reading.references[0].model_copy(update={"start": start, "end": len(text) - 1, "text": text[start:-1]})
    built.reading = lambda: reading.model_copy(update={"references": (reference,)})
    assert "actor:c1" not in built.grade().tags


def test_control_is_dated(case, pages):
    control = (Control(value="state", since=2015, source="register"),)
    assert not case().row("organ", control=control).cite(pages["main"], outlet="organ").grade().tags


def test_unnamed_origins_weigh_on_what_must_be_sourced(case, pages):
    page = pages["full"].replace("the mayor said", "a source said")
    page = page.replace(
        "Three bridges in the Karagan valley collapsed on Tuesday. Some",
        "Three bridges in the Karagan valley collapsed, and some",
    )
    assessment = case().cite(page).grade()
    assert "unnamed:c1" in assessment.tags
    assert "I3" in assessment.codes


def test_a_grade_that_presets_move_by_two_steps_is_fragile(case, pages):
    others = [load_rules(preset=preset) for preset in PRESETS if preset != "default"]
    steady = case().cite(pages["full"]).judge(sensitivity=others).assessments[0]
    assert "fragile" not in steady.tags
    shaky = load_rules().model_copy(
        update={"grades": load_rules().grades.model_copy(update={"start": dict.fromkeys(("E0", "E1", "E2", "E3", "E4"), "C")})}
    )
    assert "fragile" in case().cite(pages["full"]).judge(sensitivity=[shaky]).assessments[0].tags


ORIGINS = [
    ("two pages", {}, {}, (2, 2)),
    ("one outlet", {"outlet": "one"}, {"outlet": "one"}, (1, 1)),
    ("one owner", {"outlet": "one"}, {"outlet": "two"}, (1, 1)),
    ("one wire", {"credits": ("Karagan Wire",)}, {"credits": ("Karagan Wire",)}, (1, 1)),
    ("one credits the other", {"name": "Karagan Wire"}, {"credits": ("Karagan Wire",)}, (1, 1)),
    ("same address", {"url": "http://www.x.example/a/"}, {"url": "https://x.example/a"}, (1, 1)),
    ("one unread", {}, {"outcome": "unreachable"}, (1, 2)),
    ("one unread of the same outlet", {"outlet": "one"}, {"outlet": "one", "outcome": "unreachable"}, (1, 1)),
]


@pytest.mark.parametrize(("one", "two", "expected"), [row[1:] for row in ORIGINS], ids=[row[0] for row in ORIGINS])
def test_origins_are_counted_as_a_range(case, pages, one, two, expected):
    owner = (Owner(name="Ortiz Holding", since=2000),)
    built = case().row("one", owner=owner).row("two", owner=owner)
    built.cite(pages["main"], **one).cite(pages["full"], **two)
    assert built.grade().independent_origins == expected


def test_a_cut_reprint_is_one_origin(case, pages):
    words = [f"word{i}" for i in range(150)]
    long = pages["main"] + " " + " ".join(words)
    cut = pages["main"] + " " + " ".join(words[:60]) + " Our own reporter adds that the market was open."
    assert case().cite(long).cite(cut).grade().independent_origins == (1, 1)


def codes(case_built):
    return {finding.code: finding.severity for finding in case_built.judge().findings}


def test_dates_of_pages_and_captures_are_remarked_on_windows(case, pages):
    from provenance.model.dates import PartialDate

    plain = case().cite(pages["full"])
    assert codes(plain) == {}
    assert codes(case().cite(pages["full"], published=None, published_from=None)) == {"T13": "info"}
    assert codes(case().cite(pages["full"], published=PartialDate(2013, 10, 25))) == {"T12": "warning"}
    assert codes(case().cite(pages["full"], published=PartialDate(2013, 10, 23))) == {}
    assert codes(case().cite(pages["full"], published=PartialDate(2013, 10))) == {}
    weekly = case().row("weekly", weekly=True).cite(pages["full"], outlet="weekly", published=PartialDate(2013, 10, 25))
    assert codes(weekly) == {}
    late = datetime(2013, 12, 1, tzinfo=UTC)
    assert codes(case().cite(pages["full"], captured_at=late)) == {"T14": "info"}
    assert codes(case().cite(pages["full"], captured_at=late.replace(year=2016))) == {"T14": "warning"}
    assert codes(case().cite(pages["full"], captured_at=datetime(2013, 10, 18, tzinfo=UTC))) == {"T15": "info"}
    assert codes(case().cite(pages["full"], captured_at=datetime(2013, 10, 21, tzinfo=UTC))) == {}


def test_the_profile_counts_and_bounds(case, pages):
    built = case().cite(pages["full"])
    reading = built.reading()
    claim = reading.claims[0]
    more = [
        claim.model_copy(update={"id": "k2", "citations": ()}),
        claim.model_copy(update={"id": "k3", "citations": (), "need": "none"}),
    ]
    unread = case().cite(outcome="unreachable")
    citation = unread.citations[0].model_copy(update={"id": "c2"})
    link = claim.citations[0].model_copy(update={"id": "c2"})
    more.append(claim.model_copy(update={"id": "k4", "citations": (link,)}))
    resolved = unread.resolved[0]
    built.resolved.append(resolved.model_copy(update={"resolution": resolved.resolution.model_copy(update={"citation": "c2"})}))
    built.reading = lambda: reading.model_copy(update={"claims": (claim, *more), "citations": (*reading.citations, citation)})
    profile = built.judge().profile
    assert {grade: count for grade, count in profile.grades.items() if count} == {"A": 1, "U": 1, "NA": 1, "NC": 1}
    assert profile.cited_share == pytest.approx(2 / 3, abs=1e-3)
    assert profile.found_share == 0.5
    assert profile.supported_share == 1.0
    assert (profile.supported.n, profile.supported.low, profile.supported.high) == (1, 0.025, 1.0)
    assert profile.bounds == (0.5, 1.0)
    assert profile.outcomes == {"matched": 1, "unreachable": 1}
    assert profile.attention == ("k2", "k4")


def test_an_article_without_claims_has_an_empty_profile(case):
    built = case()
    reading = built.reading()
    built.reading = lambda: reading.model_copy(update={"claims": ()})
    profile = built.judge().profile
    assert (profile.cited_share, profile.found_share, profile.supported_share, profile.bounds) == (None, None, None, None)
    assert profile.supported.n == 0
