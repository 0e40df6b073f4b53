"""--fail-on: rules, and the exit code when one holds."""

import pytest

from provenance.cli.thresholds import read_thresholds
from provenance.errors import SettingsError

NOTE = "The mayor of Lodz resigned on Friday (Reuters, May 2, 2014). At least 40 people were killed in the fire.\n"


@pytest.mark.parametrize(
    ("rule", "name", "compare", "number"),
    [
        ("D", "D", ">", 0),
        ("U>3", "U", ">", 3),
        ("unreachable >= 1", "unreachable", ">=", 1),
        ("cited_share<0.8", "cited_share", "<", 0.8),
        ("error", "error", ">", 0),
    ],
)
def test_a_rule_is_read(rule, name, compare, number):
    (threshold,) = read_thresholds([rule])
    assert (threshold.name, threshold.compare, threshold.number) == (name, compare, number)


@pytest.mark.parametrize("rule", ["", "Z", "U>>3", "U>x", "matched 3", "os.system"])
def test_another_rule_is_refused(rule):
    with pytest.raises(SettingsError):
        read_thresholds([rule])


@pytest.mark.parametrize(("rule", "code"), [("U", 1), ("U>5", 0), ("not_tried", 1), ("matched", 0), ("cited_share<1", 1)])
def test_the_exit_code_says_whether_a_threshold_was_crossed(call, folder, rule, code):
    (folder / "note.txt").write_text(NOTE)
    outcome = call("audit", "note.txt", "--offline", "--format", "json", "--fail-on", rule)
    assert outcome.code == code, outcome.err
    assert ("--fail-on" in outcome.err) is bool(code)
    assert outcome.rows[0]["run"]["archives"]
