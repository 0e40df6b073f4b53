"""The words for people: complete, and never an accusation of a source that could not be asked."""

import re
from typing import get_args

import pytest
from audit_factory import UNASKED, make_audit

from provenance.catalog.words import Tone, load_words, read_words
from provenance.errors import CatalogError
from provenance.model.answer import AnswerOutcome
from provenance.model.assessment import Grade, Level
from provenance.model.claim import Coverage, Need
from provenance.model.evidence import Identity, Outcome
from provenance.model.finding import Severity
from provenance.report import FORMATS, render
from provenance.report.json import GRADES, OUTCOMES
from provenance.report.sheet import STYLES

#: Words that say "there is nothing" or "it is a lie". None of them may stand where a source could not be asked.
ACCUSING = re.compile(
    r"\b(fake|false|missing|not found|no such|does not exist|doesn't exist|non-?existent|invented|fabricated|bogus|hoax|lies?|"
    r"untrue|unsupported|dead link|broken|no evidence|unverified|failed to find|could not find|couldn't find|wrong)\b",
    re.IGNORECASE,
)
UNASKED_OUTCOMES = ("refused", "unreachable", "not_tried")
UNASKED_ANSWERS = ("refused", "unreachable", "skipped", "bad_query")


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("grades", Grade),
        ("outcomes", Outcome),
        ("answers", AnswerOutcome),
        ("levels", Level),
        ("identity", Identity),
        ("needs", Need),
        ("coverage", Coverage),
        ("severity", Severity),
    ],
)
def test_every_code_of_the_contract_has_words(table, kind):
    codes = get_args(kind)
    assert len(codes) >= 3
    assert set(getattr(load_words(), table)) == set(codes)


def test_every_time_check_and_downgrade_has_words():
    wanted = {f"T{number:02}" for number in range(1, 24)} | {"T04b"} | {f"I{number}" for number in range(1, 7)}
    assert wanted <= set(load_words().codes)


def test_the_reports_know_every_grade_outcome_and_tone():
    assert get_args(Grade) == GRADES
    assert get_args(Outcome) == OUTCOMES
    assert set(STYLES) == set(get_args(Tone))


def all_words():
    words = load_words()
    yield "provisional", words.provisional
    for name, row in words.grades.items():
        yield from ((f"grades.{name}", text) for text in (row.short, row.sentence))
    for name, row in words.outcomes.items():
        yield from ((f"outcomes.{name}", text) for text in (row.short, row.sentence, row.state))
    for name, row in words.levels.items():
        yield from ((f"levels.{name}", text) for text in (row.short, row.state) if text)
    for table in ("answers", "identity", "needs", "coverage", "severity", "codes", "tags"):
        yield from ((f"{table}.{name}", text) for name, text in getattr(words, table).items())


WORDS = list(all_words())


def test_no_word_of_the_table_accuses():
    assert len(WORDS) > 100
    assert [(row, text) for row, text in WORDS if ACCUSING.search(text)] == []


def test_no_row_is_empty_or_ends_in_a_space():
    assert [row for row, text in WORDS if not text or text != " ".join(text.split())] == []


@pytest.mark.parametrize("outcome", UNASKED_OUTCOMES)
def test_an_outcome_that_is_no_answer_says_that_nothing_is_known(outcome):
    assert "nothing is known" in load_words().outcomes[outcome].sentence


@pytest.mark.parametrize("outcome", ["no_match", "not_archived"])
def test_an_answer_of_the_archives_is_about_the_archives(outcome):
    sentence = load_words().outcomes[outcome].sentence
    assert "captur" in sentence
    assert re.search(r"may never|only part", sentence)


def test_not_checked_says_that_it_says_nothing():
    row = load_words().grades["NC"]
    assert "says nothing about the claim" in row.sentence
    assert row.sentence.count("{state}") == 1


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_where_nobody_could_be_asked_accuses_nobody(format):
    audit = make_audit(UNASKED)
    assert {resolution.outcome for resolution in audit.resolutions} == set(UNASKED_OUTCOMES)
    shown = render(audit, format)
    if format == "html":
        shown = re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)
    assert len(shown) > 1000
    assert ACCUSING.findall(shown.replace(":false", "")) == []


@pytest.mark.parametrize("format", ["text", "html"])
def test_a_report_where_nobody_could_be_asked_says_so(format):
    shown = " ".join(render(make_audit(UNASKED), format).split())
    assert "nothing is known" in shown.casefold()
    assert shown.count("That says nothing about the claim") >= 10
    assert "nobody could be asked about the 11 citations" in shown.casefold().replace("nobody", "nobody")
    assert "no claim could be checked against its source" in shown.casefold()


def test_a_source_of_several_states_names_each():
    rows = (
        (
            "Two things happened (A, B).",
            "must",
            "NC",
            (("A", "A", "2019-01-01", "unreachable"), ("B", "B", "2019-01-02", "not_archived")),
        ),
    )
    shown = " ".join(render(make_audit(rows), "text", width=200).split())
    assert (
        "This could not be checked: an archive could not be reached; the archives keep no capture for that outlet and day."
        in shown
    )


def test_a_wrong_row_is_named():
    with pytest.raises(CatalogError) as error:
        read_words('provisional = "?"\n[grades.A]\nlabel = "A"\nshort = "x"\nsentence = "y"\ntone = "loud"\n')
    assert "grades.A.tone" in error.value.line
    with pytest.raises(CatalogError, match=r"words\.toml"):
        read_words("no toml")
