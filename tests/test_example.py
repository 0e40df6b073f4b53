"""The example: what a newcomer sees first. Its archive is made by a script, its audit says what its own gold says."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from provenance.cli.main import run

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
GOLD = json.loads((EXAMPLES / "gold.json").read_text(encoding="utf-8"))
ARGUMENTS = ["--outlets", str(EXAMPLES / "outlets.toml"), "--as-of", "2019-03-20"]


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """Runs the example; returns a function from further arguments to (exit code, output text)."""
    home = tmp_path_factory.mktemp("home")

    def audit(*more, archive=f"warc:{EXAMPLES / 'archive'}"):
        out = home / "out"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PROVENANCE_CACHE", str(home / "cache"))
            patch.chdir(EXAMPLES)
            code = run(["audit", "article.txt", "--archive", archive, *ARGUMENTS, "-o", str(out), *more])
        return code, out.read_text(encoding="utf-8")

    return audit


@pytest.fixture(scope="module")
def report(audited):
    code, text = audited("--format", "json")
    assert code == 0
    return json.loads(text)


def test_the_script_makes_the_committed_archive_byte_for_byte(tmp_path):
    spec = importlib.util.spec_from_file_location("make_archive", EXAMPLES / "make_archive.py")
    maker = sys.modules["make_archive"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.main(tmp_path / "once")
    maker.main(tmp_path / "twice")
    committed = {path.name: path.read_bytes() for path in (EXAMPLES / "archive").iterdir()}
    assert len(committed) == 2
    for name in ("once", "twice"):
        assert {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} == committed


def test_the_article_has_more_than_a_dozen_citations(report):
    assert len(report["citations"]) == len(GOLD["resolutions"]) == 15
    assert len(report["resolutions"]) == 15


@pytest.mark.parametrize("index", range(15), ids=[f"{row['source']} {row['date']}" for row in GOLD["resolutions"]])
def test_each_citation_comes_out_as_its_gold_says(report, index):
    gold, citation, resolution = GOLD["resolutions"][index], report["citations"][index], report["resolutions"][index]
    assert (citation["source"]["name"], citation["date"]["value"]) == (gold["source"], gold["date"])
    assert resolution["outcome"] == gold["outcome"], resolution.get("explanation")
    if gold["url"]:
        assert resolution["candidates"][0]["url"] == gold["url"]


def test_every_outcome_that_needs_no_fault_occurs(report):
    seen = {resolution["outcome"] for resolution in report["resolutions"]}
    assert seen == {"matched", "candidates", "copies_only", "no_match", "not_archived", "not_tried"}


@pytest.mark.parametrize("row", GOLD["grades"], ids=[row["words"] for row in GOLD["grades"]])
def test_each_claim_is_graded_as_its_gold_says(report, row):
    (claim,) = [claim for claim in report["claims"] if row["words"] in claim["text"]]
    (assessment,) = [a for a in report["assessments"] if a["claim"] == claim["id"]]
    assert assessment["grade"] in row["grade"], assessment["trace"]


def test_only_one_claim_is_said_not_to_stand_in_its_source(report):
    assert [a["grade"] for a in report["assessments"]].count("D") == 1


def test_every_passage_is_cut_from_the_page_it_names(report):
    passages = [p for r in report["resolutions"] for c in r["candidates"] for p in c["passages"]]
    assert len(passages) > 8
    assert all(len(passage["text"]) == passage["end"] - passage["start"] for passage in passages)


def test_two_runs_are_byte_identical_and_no_request_is_made(audited):
    code, first = audited("--format", "json", "--no-observed")
    assert code == 0
    _, second = audited("--format", "json", "--no-observed")
    assert first == second
    _, observed = audited("--format", "json")
    assert json.loads(observed)["observed"]["requests"] == {}


@pytest.mark.parametrize("form", ["text", "html", "csv"])
def test_every_format_draws_the_same_result_twice(audited, form):
    code, first = audited("--format", form, "--no-observed")
    assert code == 0
    assert "Sarnik Telegraph" in first
    assert audited("--format", form, "--no-observed")[1] == first


def test_no_path_of_this_machine_stands_in_a_report(report):
    text = json.dumps({key: value for key, value in report.items() if key != "run"})
    assert str(EXAMPLES.parent) not in text
