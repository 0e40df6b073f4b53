"""`provenance explain REPORT @N`: what was made of a place, and why."""

from __future__ import annotations

import json

import pytest

from provenance import parse
from provenance.document import read_bytes
from provenance.errors import SettingsError
from provenance.report import render_reading
from provenance.report.explanation import explain

TEXT = (
    "The bridge (built of stone) was closed (Interfax, May 3, 2014). The agency (Reuters) said so. "
    "A law (\x1b[31m2013) holds. The pier (…) fell, and (it was never rebuilt."
)


ARTICLE = read_bytes(TEXT.encode(), source="article.txt")


@pytest.fixture(scope="module")
def report():
    return json.loads(render_reading(parse(ARTICLE), "json"))


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (
            "Interfax",
            ["Reference r1 (parenthetical)", "taken for a citation: Interfax: in the outlet list and a day", "claim k1"],
        ),
        ("Reuters", ["Doubtful", "may be a citation (confidence 0.5): a known outlet inside a sentence, without a date"]),
        ("stone", ["Passed over", "not taken for a citation: words that are no name"]),
        ("2013", ["Passed over", "␛[31m2013", "not taken for a citation: "]),
        ("…", ["Passed over", "no words to read stand in it"]),
        ("never", ["No reference stands at character", "never closed", "claim k"]),
        ("closed", ["No reference stands at character"]),
    ],
)
def test_each_place_has_its_reason(report, word, told):
    at = report["document"]["text"].index(word)
    answer = explain(report, f"@{at}")
    assert [part for part in told if part not in answer] == []
    assert "\x1b" not in answer


@pytest.mark.parametrize("place", ["@", "@-1", "@x", "@99999999999999999999999", f"@{len(TEXT)}", "@１"])
def test_a_place_outside_of_the_article_is_refused(report, place):
    with pytest.raises(SettingsError, match="no such character"):
        explain(report, place)


def test_every_bracket_is_accounted_for_once(report):
    starts = [row["start"] for name in ("references", "doubtful", "passed_over") for row in report[name]]
    assert sorted(starts) == [i for i, c in enumerate(TEXT) if c == "(" and not TEXT.startswith("(it was", i)]


def test_the_text_view_lists_what_was_passed_over():
    drawn = render_reading(parse(ARTICLE), "text")
    assert "BRACKETS THAT CITE NOTHING" in drawn
    assert "(built of stone)  words that are no name" in drawn
    assert "\x1b" not in drawn
