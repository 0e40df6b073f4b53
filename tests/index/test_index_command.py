"""`provenance index` as it is typed: what it says, where it says it, and its exit codes. All inputs are synthetic."""

import json

import duckdb
import pytest

from provenance.cli.main import run

ROW = "example,news)/a 20131022101500 http://www.news.example:80/a text/html 200 AAAA"
QUESTIONS = "id,host,since,until\n1,news.example,2013-10-22,2013-10-23\n2,other.example,2013-10-22,2013-10-23\n"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        capsys.readouterr()
        code = run(["index", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_catalogue_is_built_described_and_joined(call, write, tmp_path):
    code, out, err = call("build", "cat", write("a.cdx", f"{ROW} 9\n"))
    assert code == 0
    assert out.splitlines()[0] == "cat: 1 captures of 1 hosts, 2013-10-22 to 2013-10-22"
    assert "a.cdx: 1 rows, shown by wayback" in out
    assert "reading" in err
    assert call("info", "cat")[:2] == (0, out)
    code, out, _ = call("info", "cat", "--format", "json")
    assert json.loads(out)["rows"] == 1
    code, out, err = call("join", "cat", write("q.csv", QUESTIONS), "-o", "answers.parquet")
    assert (code, out) == (0, "")
    assert "1 questions have a capture" in err
    answers = duckdb.sql(f"SELECT id, captures, url FROM '{tmp_path / 'answers.parquet'}' ORDER BY id").fetchall()
    assert answers == [(1, 1, "http://www.news.example:80/a"), (2, 0, None)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.cdx", "answers.parquet", "cat", "q.csv"]


def test_quiet_says_only_what_went_wrong(call, write):
    code, out, err = call("build", "cat", write("a.cdx", f"{ROW} 9\n"), "gone.cdx", "-q")
    assert code == 3
    assert "1 captures" in out
    assert err.splitlines() == ["provenance: could not read gone.cdx: there is no such file or folder; check the path"]


def test_losses_are_said_one_by_one(call, write, news_warc):
    code, out, err = call("build", "cat", write("cut.warc.gz", news_warc.read_bytes()[:-30]), "-q")
    assert code == 0
    assert "1 stretches could not be read" in out
    assert err.startswith("provenance: lost: cut.warc.gz: a record near byte ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("build", "cat", "gone.cdx"), "there is no such file or folder", id="no input"),
        pytest.param(("info", "gone"), "there is no catalogue", id="no catalogue to describe"),
        pytest.param(("join", "gone", "q.csv", "-o", "a.parquet"), "there is no catalogue", id="no catalogue to join"),
        pytest.param(("build", "cat"), "INPUTS", id="nothing named"),
        pytest.param(("build", "cat", "a.cdx", "--memory", "lots"), "write it as 500MB or 2GB", id="no size"),
    ],
)
def test_bad_input_is_one_clear_line(call, write, arguments, says):
    write("a.cdx", f"{ROW} 9\n")
    code, out, err = call(*arguments, "-q")
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_files_of_gdelt_are_told_apart_from_captures(call, write):
    line = "\t".join(["20131022", *["x"] * 8, "news.example", "http://news.example/a"])
    code, out, _ = call("build", "cat", write("day.gkg.csv", line), write("a.cdx", ROW), "--holder", "arquivo")
    assert code == 0
    assert out.splitlines()[0].startswith("cat: 1 captures and 1 pages seen by GDELT of 1 hosts")
    assert "shown by arquivo" in out
