"""An opponent with nothing but the JSON report arrives at the same grades."""

import copy
import json
from pathlib import Path

import pytest
import rederiving

from provenance.cli.main import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    home = tmp_path_factory.mktemp("rederived")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROVENANCE_CACHE", str(home / "cache"))
        patch.chdir(EXAMPLES)
        arguments = ["--archive", "warc:archive", "--outlets", "outlets.toml", "--as-of", "2019-03-20", "--format", "json"]
        assert run(["audit", "article.txt", *arguments, "-o", str(home / "out.json")]) == 0
    return json.loads((home / "out.json").read_text(encoding="utf-8"))


def test_every_grade_of_the_example_is_derived_again_from_its_json(report):
    given = {row["claim"]: row["grade"] for row in report["assessments"]}
    assert len(given) > 20
    assert len(set(given.values())) >= 7
    assert rederiving.grades_of(report) == given


def test_the_grade_hangs_on_what_the_report_shows(report):
    """The second derivation reads the report and not its grades: change a fact, and the grade moves."""
    before = rederiving.grades_of(report)
    moved = 0
    for index, row in enumerate(report["assessments"]):
        if before[row["claim"]] in "AB" and row["support"]:
            changed = copy.deepcopy(report)
            changed["assessments"][index]["support"][0]["counts"] = False
            assert rederiving.grades_of(changed)[row["claim"]] == "NC"
            moved += 1
    assert moved >= 4


def test_the_report_names_the_rules_that_the_grades_rest_on(report):
    assert report["run"]["rules_preset"] == "default"
    assert len(report["run"]["rules_sha256"]) == 64


def test_no_reason_repeats_a_reason(report):
    for row in report["assessments"]:
        said = [support["reason"] for support in row["support"]]
        assert row["grade"] == "D" or not row["reason"] or row["reason"] not in said
        assert "could not check" not in row["reason"]
