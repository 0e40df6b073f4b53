"""Bad input: one line that says what was tried, on what, and what to do; the documented exit code; never a traceback."""

import json

import pytest

NOTE = "The mayor of Lodz resigned on Friday (Reuters, May 2, 2014).\n"


def one_line(outcome):
    lines = outcome.err.splitlines()
    assert len(lines) == 1, outcome.err
    assert lines[0].startswith("provenance: ")
    assert "Traceback" not in outcome.err
    return lines[0]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("absent.txt", None, "absent.txt", id="missing file"),
        pytest.param("empty.txt", b"", "empty", id="empty file"),
        pytest.param("blank.txt", b" \n\n", "white space", id="nothing but blanks"),
        pytest.param("empty.html", b"", "empty", id="0-byte HTML"),
        pytest.param("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "PNG", id="binary file"),
        pytest.param("zeros.txt", b"abc\x00\x01\x02" * 50, "binary", id="NUL bytes"),
        pytest.param("big.txt", b"word and word\n" * 3_800_000, "larger", id="50 MB of text"),
    ],
)
def test_an_article_that_cannot_be_read(call, folder, name, content, says):
    if content is not None:
        (folder / name).write_bytes(content)
    outcome = call("parse", name, "--format", "json")
    assert outcome.code == 2
    line = one_line(outcome)
    assert name in line
    assert says in line
    assert [set(row) for row in outcome.rows] == [{"source", "error"}]


def test_one_bad_source_stops_only_itself(call, folder):
    (folder / "good.txt").write_text(NOTE)
    outcome = call("parse", "absent.txt", "good.txt", "--format", "json")
    assert outcome.code == 3
    assert "error" in outcome.rows[0]
    assert outcome.rows[1]["document"]["source"] == "good.txt"


def test_a_folder_is_no_article(call, folder):
    outcome = call("parse", ".")
    assert outcome.code == 2
    assert "folder" in one_line(outcome)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        pytest.param(
            "archives:\n  waybak:\n    rate: 1\n",
            ["archives.waybak", "line 2", "did you mean 'wayback'?"],
            id="unknown archive",
        ),
        pytest.param("nett:\n  timeout: 3\n", ["nett", "line 1", "did you mean net?"], id="unknown section"),
        pytest.param("find:\n  days_after: many\n", ["find.days_after", "line 2", "many"], id="wrong type"),
        pytest.param("find: [\n", ["line"], id="no YAML"),
        pytest.param("just words\n", ["no options"], id="no mapping"),
    ],
)
def test_a_config_file_that_cannot_be_used(call, folder, config, says):
    (folder / "note.txt").write_text(NOTE)
    (folder / "mine.yaml").write_text(config)
    outcome = call("parse", "note.txt", "--config", "mine.yaml")
    assert outcome.code == 2
    line = one_line(outcome)
    assert "mine.yaml" in line
    for words in says:
        assert words in line


def test_a_config_file_of_another_program_is_left_alone(call, folder):
    (folder / "note.txt").write_text(NOTE)
    (folder / "config.yaml").write_text("database:\n  host: db\n")
    assert call("parse", "note.txt", "--format", "json").code == 0


def test_the_config_file_of_the_folder_holds(call, folder):
    (folder / "note.txt").write_text(NOTE)
    (folder / "config.yaml").write_text("read:\n  max_bytes: 10\n")
    outcome = call("parse", "note.txt")
    assert outcome.code == 2
    assert "larger" in one_line(outcome)


def test_an_unknown_option_in_the_environment_is_named(call, folder, monkeypatch):
    (folder / "note.txt").write_text(NOTE)
    monkeypatch.setenv("PROVENANCE_NET__TIMEOOT", "3")
    outcome = call("parse", "note.txt")
    assert outcome.code == 2
    assert "PROVENANCE_NET__TIMEOOT" in one_line(outcome)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["audit", "note.txt", "--archive", "nosuch"], "nosuch", id="unknown archive"),
        pytest.param(["audit", "note.txt", "--archive", "warc:absent"], "absent", id="absent WARC"),
        pytest.param(["audit", "note.txt", "--fail-on", "Z"], "Z", id="unknown threshold"),
        pytest.param(["audit", "note.txt", "--as-of", "2014"], "2014", id="a year is no day"),
        pytest.param(["audit", "note.txt", "--offline", "--outlets", "absent.toml"], "absent.toml", id="absent outlet file"),
        pytest.param(["parse", "note.txt", "--published", "yesterday"], "yesterday", id="no date"),
        pytest.param(["support", "absent.jsonl"], "absent.jsonl", id="absent pairs"),
        pytest.param(["nosuch"], "nosuch", id="unknown command"),
        pytest.param(
            ["audit", "note.txt", "--offline", "-o", "no/such/folder/report.json"], "no/such/folder", id="unwritable output"
        ),
    ],
)
def test_a_command_line_that_cannot_be_used(call, folder, arguments, says):
    (folder / "note.txt").write_text(NOTE)
    outcome = call(*arguments)
    assert outcome.code == 2
    assert says in one_line(outcome)
    assert outcome.out == ""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{broken", id="no JSON"),
        pytest.param('{"id": 1}', id="no claim"),
        pytest.param('{"id": 1, "claim": "x", "page": 3}', id="page is a number"),
    ],
)
def test_pairs_that_cannot_be_read_name_the_line(call, folder, line):
    good = json.dumps({"id": "a", "claim": "Nine were held.", "page": "Nine were held."})
    (folder / "pairs.jsonl").write_text(good + "\n" + line + "\n")
    outcome = call("support", "pairs.jsonl", "--format", "json")
    assert outcome.code == 2
    assert "pairs.jsonl, line 2" in one_line(outcome)
    assert [row["id"] for row in outcome.rows] == ["a"]


def test_debug_shows_the_traceback(call, folder):
    from provenance.errors import SettingsError

    (folder / "note.txt").write_text(NOTE)
    with pytest.raises(SettingsError):
        call("audit", "note.txt", "--archive", "nosuch", "--debug")
