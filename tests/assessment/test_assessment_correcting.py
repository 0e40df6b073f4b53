# ruff: noqa: E501 - a row is written as it stands
"""From a report to a correction and back into the report, by the commands, on the example; and a model asked on the way."""

import json
import shutil
from pathlib import Path

import pytest
from test_assessment_advisors import endpoint, reply

from provenance.cli.main import run
from provenance.errors import SettingsError
from provenance.pipeline.correcting import VALUES, check_value

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


COMMON = [
    "--archive",
    f"warc:{EXAMPLES / 'archive'}",
    "--outlets",
    str(EXAMPLES / "outlets.toml"),
    "--as-of",
    "2019-03-20",
    "-q",
]


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """The example's report as it comes out by itself, and the cache that it leaves."""
    home = tmp_path_factory.mktemp("audited")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROVENANCE_CACHE", str(home / "cache"))
        patch.chdir(EXAMPLES)
        assert run(["audit", "article.txt", "--format", "json", "-o", str(home / "report.json"), *COMMON]) == 0
    return home


@pytest.fixture
def desk(audited, tmp_path, monkeypatch, capsys):
    """The example in a folder of its own; `call` gives exit code, output and errors of a command."""
    shutil.copy(EXAMPLES / "article.txt", tmp_path / "article.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROVENANCE_CACHE", str(audited / "cache"))
    shutil.copy(audited / "report.json", tmp_path / "report.json")

    class Desk:
        folder = tmp_path
        plain = json.loads((audited / "report.json").read_text(encoding="utf-8"))

        def call(self, *arguments):
            code = run(list(arguments))
            shown = capsys.readouterr()
            return code, shown.out, shown.err

        def audit(self, *more):
            return self.call("audit", "article.txt", *COMMON, *more)

        def report(self, *more):
            code, out, err = self.audit("--format", "json", *more)
            assert code == 0, err
            return json.loads(out)

        def correct(self, *arguments):
            return self.call("correct", "log.jsonl", *arguments, "--by", "A. Reader", "--reason", "read it")

    return Desk()


def graded(report, grade):
    return next(row["claim"] for row in report["assessments"] if row["grade"] == grade)


def assessment(report, claim):
    return next(row for row in report["assessments"] if row["claim"] == claim)


def test_a_correction_is_written_applied_shown_and_taken_back(desk):
    before = desk.plain
    claim = graded(before, "D")
    cited = assessment(before, claim)["support"][0]["citation"]
    assert "for-review" in assessment(before, claim)["tags"]
    code, out, _ = desk.correct("report.json", claim, "--of", cited, "--layer", "support", "--to", "E3")
    assert code == 0
    sealed = out.strip()
    after = desk.report("--overrides", "log.jsonl")
    changed = assessment(after, claim)
    assert changed["grade"] != "D"
    assert changed["override"]["by"] == "A. Reader"
    assert after["corrections"]["in_force"] == 1
    assert after["corrections"]["last"] == sealed
    assert after["corrections"]["fallen"] == []
    _, text, _ = desk.audit("--overrides", "log.jsonl")
    assert "A person changed support" in " ".join(text.split())
    assert desk.correct("--undo", sealed[:12])[0] == 0
    again = desk.report("--overrides", "log.jsonl")
    assert assessment(again, claim)["grade"] == "D"
    assert desk.call("verify", "log.jsonl")[0] == 0


def test_a_d_that_a_person_confirms_is_no_longer_for_review(desk):
    claim = graded(desk.plain, "D")
    assert desk.correct("report.json", claim, "--layer", "confirm", "--to", "D")[0] == 0
    confirmed = assessment(desk.report("--overrides", "log.jsonl"), claim)
    assert (confirmed["grade"], confirmed["provisional"]) == ("D", False)
    assert "for-review" not in confirmed["tags"]


def test_an_edited_article_keeps_its_corrections_or_says_which_fell(desk):
    report = desk.plain
    claim = graded(report, "D")
    row = next(item for item in report["claims"] if item["id"] == claim)
    assert desk.correct("report.json", claim, "--layer", "confirm", "--to", "D")[0] == 0
    article = desk.folder / "article.txt"
    text = article.read_text(encoding="utf-8")
    head, _, rest = text.partition("\n\n")
    article.write_text(f"{head}\n\nA paragraph was put in here, and it says little.\n\n{rest}", encoding="utf-8")
    kept = desk.report("--overrides", "log.jsonl")
    assert kept["corrections"]["fallen"] == []
    assert any(item["grade"] == "D" and not item["provisional"] for item in kept["assessments"])
    article.write_text(text.replace(row["text"].split(" (")[0], "Nothing of it stands here any more"), encoding="utf-8")
    fell = desk.report("--overrides", "log.jsonl")
    assert [item["layer"] for item in fell["corrections"]["fallen"]] == ["confirm"]
    _, shown, _ = desk.audit("--overrides", "log.jsonl")
    assert "no longer has its claim" in " ".join(shown.split())


def test_an_altered_log_is_refused_by_every_command(desk):
    assert desk.correct("report.json", graded(desk.plain, "D"), "--layer", "confirm", "--to", "D")[0] == 0
    log = desk.folder / "log.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace("A. Reader", "B. Other"), encoding="utf-8")
    assert desk.call("verify", "log.jsonl")[0] == 1
    code, _, err = desk.audit("--overrides", "log.jsonl")
    assert code == 2
    assert "altered" in err
    assert desk.correct("--undo", "00")[0] == 2


WRONG = [
    ("support", "E9", True), ("support", "E3", False), ("page", "likely", True), ("confirm", "D", True), ("event", "soon", False),
    ("tag", "party", True), ("passage", "0", True), ("reading", "must", True), ("reading", "direct", False), ("safety", "yes", False),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "to", "citation"), WRONG, ids=[f"{row[0]} {row[1]}" for row in WRONG])
def test_a_value_that_would_change_nothing_is_refused(layer, to, citation):
    with pytest.raises(SettingsError):
        check_value(layer, to, citation=citation)


RIGHT = [
    ("support", "EX", True), ("page", "none", True), ("confirm", "R", False), ("event", "2014-11", False), ("tag", "+party", True),
    ("passage", "2", True), ("reading", "none", True), ("reading", "must", False), ("safety", "withheld", False), ("outlet", "x", True),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "to", "citation"), RIGHT, ids=[f"{row[0]} {row[1]}" for row in RIGHT])
def test_a_value_of_its_layer_is_taken(layer, to, citation):
    check_value(layer, to, citation=citation)
    assert layer in VALUES


def test_what_is_not_in_the_report_can_not_be_corrected(desk):
    assert desk.correct("report.json", "k999", "--layer", "confirm", "--to", "D")[0] == 2
    assert desk.correct("report.json", "k1", "--of", "c999", "--layer", "support", "--to", "E3")[0] == 2
    assert desk.correct("report.json", "k1")[0] == 2
    assert not (desk.folder / "log.jsonl").exists()


def test_a_model_is_asked_only_on_demand_and_its_words_are_checked(desk, monkeypatch):
    plain = desk.plain
    with endpoint(reply('{"verdict": "contradicts", "quotes": ["no such words stand on any page"]}')) as (url, asked):
        monkeypatch.setenv("PROVENANCE_JUDGE__MODEL__URL", url)
        monkeypatch.setenv("PROVENANCE_JUDGE__MODEL__NAME", "stub")
        assert desk.report()["assessments"] == plain["assessments"]
        assert asked == []
        advised = desk.report("--ask-model")
    assert len(asked) > 3
    shown = [opinion for row in advised["assessments"] for support in row["support"] for opinion in support.get("opinions", ())]
    assert len(shown) == len(asked)
    assert all(opinion["for_person"] and not opinion["stands"] and not opinion["quotes"] for opinion in shown)
    assert [row["grade"] for row in advised["assessments"]] == [row["grade"] for row in plain["assessments"]]
    assert advised["run"]["words_sent_to"] == []
    sent = json.dumps([question for _, _, question in asked])
    names = {row["source"]["name"] for row in plain["citations"] if row["source"]["name"] and len(row["source"]["name"]) > 6}
    assert len(names) > 5
    assert not [name for name in names if f"({name}," in sent]


def test_a_model_that_is_not_set_up_or_may_not_be_sent_text_is_not_asked(desk, monkeypatch):
    code, _, err = desk.audit("--ask-model")
    assert (code, "judge.model" in err) == (2, True)
    monkeypatch.setenv("PROVENANCE_JUDGE__MODEL__URL", "https://models.example/v1")
    monkeypatch.setenv("PROVENANCE_JUDGE__MODEL__NAME", "stub")
    code, _, err = desk.audit("--ask-model")
    assert (code, "--send-text" in err) == (2, True)
    code, _, err = desk.audit("--ask-model", "--send-text", "--private")
    assert (code, "--private" in err) == (2, True)
