"""`audit --bundle` and `verify`: evidence that can be checked without anybody's help."""

import json
from pathlib import Path

import pytest
from support_faults import closed_port

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


def short_article(folder, name="article.txt"):
    """The example's beginning: two paragraphs are enough here."""
    text = (EXAMPLES / "article.txt").read_text(encoding="utf-8")
    (folder / name).write_text(text[: text.index("Two days later")], encoding="utf-8")


@pytest.fixture
def audit(call, folder):
    short_article(folder)

    def run(*more):
        archive = ("--archive", f"warc:{EXAMPLES / 'archive'}", "--outlets", EXAMPLES / "outlets.toml", "--as-of", "2019-03-20")
        return call("audit", "article.txt", *archive, "-q", *more)

    return run


def test_the_report_names_its_bundle_and_verify_finds_it_whole(audit, call, folder):
    outcome = audit("--format", "json", "--bundle", "evidence.wacz", "-o", "report.json")
    assert outcome.code == 0
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["bundle"]["file"] == "evidence.wacz"
    candidates = [one for resolution in report["resolutions"] for one in resolution["candidates"]]
    assert len(candidates) >= 2
    checked = call("verify", "evidence.wacz", "--report", "report.json", "--format", "json")
    assert checked.code == 0
    assert checked.rows == [
        {"captures": report["bundle"]["pages"], "sha256": report["bundle"]["sha256"], "whole": True, "problems": []}
    ]
    assert "whole; SHA-256" in call("verify", "evidence.wacz").out


def test_the_same_audit_makes_the_same_bundle_and_without_one_the_report_is_the_same(audit, folder):
    first = audit("--format", "json", "--no-observed", "--bundle", "a.wacz").out
    second = audit("--format", "json", "--no-observed", "--bundle", "b.wacz").out
    bare = audit("--format", "json", "--no-observed").out
    assert (folder / "a.wacz").read_bytes() == (folder / "b.wacz").read_bytes()
    assert first.replace("a.wacz", "b.wacz") == second
    tree = json.loads(first)
    tree.pop("bundle")
    assert tree == json.loads(bare)


def test_a_bundle_without_its_stamp_says_so_and_the_audit_goes_on(audit, call, folder):
    outcome = audit("--format", "json", "--bundle", "evidence.wacz", "--timestamp", f"http://127.0.0.1:{closed_port()}/tsa")
    assert outcome.code == 0
    assert outcome.rows[0]["bundle"]["stamp"] is None
    assert not (folder / "evidence.wacz.tsr").exists()
    (folder / "evidence.wacz.tsr").write_bytes(b"rubbish")
    checked = call("verify", "evidence.wacz")
    assert (checked.code, checked.out) == (1, "evidence.wacz.tsr: the authority's answer is no time stamp\n")


@pytest.mark.parametrize("form", ["text", "html"])
def test_reports_for_people_name_the_bundle_too(form, audit):
    assert "evidence.wacz (sha256 " in audit("--format", form, "--bundle", "evidence.wacz").out


def test_a_page_that_is_missing_from_the_bundle_shows(audit, call, folder):
    audit("--format", "json", "--bundle", "evidence.wacz", "-o", "report.json")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    report["resolutions"][0]["candidates"][0]["sha256"] = "0" * 64
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    checked = call("verify", "evidence.wacz", "--report", "report.json")
    assert checked.code == 1
    assert "is not in the bundle" in checked.out


def test_several_articles_have_a_bundle_each(audit, call, folder):
    short_article(folder, "second.txt")
    outcome = audit("second.txt", "--format", "json", "--bundle", "evidence")
    assert [row["bundle"]["file"] for row in outcome.rows] == ["article.wacz", "second.wacz"]
    assert sorted(path.name for path in (folder / "evidence").iterdir()) == ["article.wacz", "second.wacz"]


def test_a_batch_has_a_folder_of_bundles(call, folder):
    short_article(folder)
    archive = ("--archive", f"warc:{EXAMPLES / 'archive'}", "--outlets", EXAMPLES / "outlets.toml", "--as-of", "2019-03-20")
    outcome = call("batch", "article.txt", *archive, "-q", "--bundle", "evidence", "--export", "all.jsonl")
    assert outcome.code == 0
    report = json.loads((folder / "all.jsonl").read_text(encoding="utf-8"))
    checked = call("verify", f"evidence/{report['bundle']['file']}", "--report", "all.jsonl")
    assert checked.code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["article.txt", "--bundle", "evidence.zip"], "its name does not end in .wacz", id="another name"),
        pytest.param(["article.txt", "--bundle", "no/evidence.wacz"], "there is no such folder", id="no folder"),
        pytest.param(["article.txt", "--timestamp", "http://t.example"], "there is no bundle to stamp", id="nothing to stamp"),
        pytest.param(["article.txt", "--bundle", "e.wacz", "--timestamp", "tsa"], "it is no http address", id="no authority"),
        pytest.param(["article.txt", "article.txt", "--bundle", "e.wacz"], "there are several articles", id="one for several"),
    ],
)
def test_a_bundle_that_can_not_be_written_is_said_before_anything_is_asked(arguments, says, call, folder):
    (folder / "article.txt").write_text("The mayor resigned (Reuters, May 2, 2014).\n")
    outcome = call("audit", *arguments)
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert says in line


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["none.wacz"], "No such file", id="no file"),
        pytest.param(["rubbish.wacz"], "File is not a zip file", id="no zip"),
        pytest.param(["log.jsonl", "--report", "r.json"], "only a bundle (.wacz) has one", id="a log with a report"),
    ],
)
def test_what_can_not_be_verified_is_said_in_a_line(arguments, says, call, folder):
    (folder / "rubbish.wacz").write_bytes(b"rubbish")
    (folder / "log.jsonl").write_text("")
    outcome = call("verify", *arguments)
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert says in line
