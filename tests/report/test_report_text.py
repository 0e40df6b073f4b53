"""The terminal report: everything said, in order, within the width, and harmless."""

import re
import unicodedata

import pytest
from audit_factory import SENTENCES, TITLE, UNASKED, make_audit, make_reading
from hostile import make_hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.report import render, render_reading
from provenance.report.plain import harmless, one_line

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def columns(line):
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in line
    )


def folded(text):
    return " ".join(text.split())


def test_the_parts_come_in_the_order_in_which_people_read():
    text = render(make_audit(), "text")
    parts = ["SOURCING REPORT", TITLE, "Sources given", "LOOK AT THESE FIRST", "CLAIM BY CLAIM", "ABOUT THE ARTICLE"]
    parts += ["WHAT COULD NOT BE ASKED", "HOW THIS WAS MADE"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_every_claim_stands_with_its_grade_in_words_in_order():
    text = folded(render(make_audit(), "text", width=400).split("CLAIM BY CLAIM")[1])
    position = 0
    marks = {"NA": "n/a", "P": "P", "U": "U"}
    for number, (sentence, _, grade, _) in enumerate(SENTENCES, 1):
        found = text.find(f"{number} {marks.get(grade, grade + '?')} ", position)
        assert found >= 0, (number, grade)
        position = text.index(sentence.split(" (")[0], found)
    assert "The cited page says all of this." in text
    assert "The cited page was read, and this was not seen in it." in text


@pytest.mark.parametrize(
    "words",
    [
        "Varsan Courier, 4 November 2019 page identified",
        "“Engineers close gates of Oshkar dam”, 4 November 2019 (very likely the cited page)",
        "captured 14 November 2019, 12:00 UTC, wayback",
        "https://web.archive.example/web/20191114120000/https://news.example/2019-11-04/0.html",
        "│ Two of the five gates were closed on Sunday after a diver reported cracks in the eastern pier.",
        "why start A (E4 c1 passage 1)",
        "Lake News, 7 November 2019 (year inferred) seen through other outlets",
        "another outlet's copy",
        "warc:/data/valley.warc.gz#48213",
        "source name lost from the text, 15 November 2019",
        "1 to 2 independent origins",
        "I4 one origin for an accusation, statistic or superlative",
        "A person changed support from E2 to E3: read in full (desk, 2019-11-20)",
        "Builder’s Monitor, October 2019",
        "wayback declined to answer for 1 citation: the owner asked for exclusion",
        "wayback could not be reached for 1 citation: no answer within 20 s, twice",
        "the cited page was identified for 4 of 11 citations; nobody could be asked about 3",
        "40 % of 5 checked claims stated in full or in the main point by the cited page (95 % interval 5 % to 85 %)",
        "20 % if every unchecked claim failed, 70 % if every one passed",
    ],
)  # fmt: skip
def test_it_says(words):
    assert words in folded(render(make_audit(), "text", width=400))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
def test_no_line_is_wider_than_the_terminal_but_for_addresses(width, color):
    lines = ANSI.sub("", render(make_audit(), "text", width=width, color=color)).splitlines()
    assert len(lines) > 50
    long = [line for line in lines if columns(line) > width]
    assert all(line.strip().startswith(("https://", "warc:")) for line in long)
    addresses = [line for line in lines if "https://" in line]
    assert len(addresses) >= 5


def test_colour_changes_nothing_but_colour():
    audit = make_audit()
    coloured = render(audit, "text", color=True)
    assert "\x1b[" in coloured
    assert ANSI.sub("", coloured) == render(audit, "text")
    assert "\x1b" not in render(audit, "text")


def test_the_environment_changes_nothing(monkeypatch):
    before = render(make_audit(), "text", color=True)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "33", "TERM": "dumb", "FORCE_COLOR": "1", "COLORTERM": "truecolor"}.items():
        monkeypatch.setenv(name, value)
    assert render(make_audit(), "text", color=True) == before


def test_it_is_the_same_twice_and_ends_in_one_line_break():
    text = render(make_audit(), "text")
    assert text == render(make_audit(), "text")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_archives_that_did_not_answer_are_summed_up_once():
    text = folded(render(make_audit(UNASKED), "text", width=200).split("WHAT COULD NOT BE ASKED")[1])
    assert "where nobody could be asked, nothing is known" in text
    assert text.count("wayback could not be reached for 4 citations: no answer within 20 s, twice") == 1


@pytest.mark.parametrize("color", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("form", ["audit", "reading"])
def test_hostile_text_moves_no_cursor(form, color):
    audit = make_hostile()
    text = render(audit, "text", color=color) if form == "audit" else render_reading(audit, "text", color=color)
    bare = ANSI.sub("", text)
    assert "owned" in bare
    assert not re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u061c]", bare)
    assert "[bold]x[/bold]" in folded(bare)


def test_an_empty_article_has_a_report():
    audit = make_audit(())
    text = render(audit, "text")
    assert "no sentence that could be read as a claim" in text
    assert "LOOK AT THESE FIRST" not in text


def test_wide_and_combining_characters_wrap():
    sentence = "東京電力は十一月に五つの水門のうち二つを閉じたと発表した。" * 8
    cited = ("共同通信, November 4, 2019", "共同通信", "2019-11-04", "matched")
    rows = ((f"{sentence} ({cited[0]})", "must", "A", (cited,)),)
    text = render(make_audit(rows), "text", width=60)
    assert max(columns(line) for line in text.splitlines() if "http" not in line) <= 60
    assert "共同通信, 4 November 2019" in text


def test_a_reading_shows_the_article_with_its_marks():
    text = folded(render_reading(make_reading(), "text", width=400))
    assert (
        "(Varsan Courier, November 4, 2019[1]). The ministry put the cost of the repairs at 48 million marks{2} (Interregio"
        in text
    )
    assert "[2] Interregio, 6 November 2019 = interregio (year inferred) Interregio, November 6 → {2}" in text
    assert "10 references, 11 citations, 13 claims, 1 doubtful bracket" in text
    assert "[11] source name lost from the text" in text
    assert "Dam a name without a day" in text


def test_a_reading_loses_no_word_of_the_article():
    reading = make_reading()
    shown = render_reading(reading, "text", width=400).split("THE ARTICLE")[1].split("[n] ends")[0]
    bare = re.sub(r"\[\d+\]|\{\d+\}|─", "", shown)
    assert bare.split() == reading.document.text.split()


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_harmless_text_keeps_its_length_and_is_printable(text):
    shown = harmless(text)
    assert len(shown) == len(text)
    assert harmless(shown) == shown
    assert not re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", shown)
    shown.encode("utf-8")


@given(st.text(max_size=200), st.integers(min_value=5, max_value=50))
@settings(max_examples=100, deadline=None)
def test_one_line_is_one_line_within_its_limit(text, limit):
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_an_inferred_year_is_said_once():
    drawn = folded(render(make_audit(), "text", width=400))
    assert "(year inferred)" in drawn
    assert "note T08" not in drawn
