"""Which articles a batch is about: folders, lists and names on the command line."""

import pytest

from provenance.batch import find_sources, list_sources, read_list
from provenance.batch.sources import fingerprint, is_address
from provenance.errors import SourceError


def plant(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")


def test_a_folder_gives_its_readable_files_sorted(tmp_path):
    plant(tmp_path, "b.txt", "a/z.md", "a/b/c.HTML", "photo.jpg", "notes", ".hidden.txt", ".git/x.txt", "ж.wiki", "a.htm")
    found = find_sources(tmp_path)
    assert [path.removeprefix(f"{tmp_path.as_posix()}/") for path in found] == [
        "a.htm",
        "a/b/c.HTML",
        "a/z.md",
        "b.txt",
        "ж.wiki",
    ]


def test_links_in_a_circle_do_not_trap_it(tmp_path):
    plant(tmp_path, "a/x.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(find_sources(tmp_path)) == 1


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="could not list the articles in"):
        find_sources(tmp_path / "nowhere")


def test_a_list_with_comments(tmp_path):
    plant(tmp_path, "one.txt", "two words.txt")
    lines = ("# tonight", "", f"{tmp_path}/one.txt # the long one\r", "  https://news.example/a?x=1#part ")
    text = "\n".join((*lines, f"{tmp_path}/two words.txt", f"{tmp_path}/one.txt"))
    (tmp_path / "list").write_bytes(b"\xef\xbb\xbf" + text.encode())
    listed = read_list(tmp_path / "list")
    assert listed.sources == (f"{tmp_path}/one.txt", "https://news.example/a?x=1#part", f"{tmp_path}/two words.txt")
    assert listed.problems == ()


def test_a_relative_path_is_found_beside_the_list(tmp_path, monkeypatch):
    plant(tmp_path, "lists/one.txt", "here/two.txt")
    (tmp_path / "lists" / "list").write_text("one.txt\ntwo.txt\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    listed = read_list(tmp_path / "lists" / "list")
    assert listed.sources == ((tmp_path / "lists" / "one.txt").as_posix(), "two.txt")


BAD_LINES = {
    "no such file": (b"gone.txt", "there is no such file"),
    "a folder": (b"sub", "it is a folder"),
    "another scheme": (b"ftp://news.example/a", "ftp: addresses are not read"),
    "no host": (b"https:///a", "the address has no host"),
    "no address": (b"http://[::1/a", "it is no address"),
    "control characters": (b"a\x1b[31m.txt", "it holds control characters"),
    "not UTF-8": (b"\xff\xfe.txt", "the line is not UTF-8"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_named_and_the_others_stay_good(tmp_path, name):
    line, why = BAD_LINES[name]
    plant(tmp_path, "one.txt", "sub/x.txt")
    (tmp_path / "list").write_bytes(b"one.txt\n" + line + b"\n")
    listed = read_list(tmp_path / "list")
    assert len(listed.sources) == 1
    assert len(listed.problems) == 1
    error = listed.problems[0].error
    assert why in error
    assert "line 2" in error
    assert "\x1b" not in error
    assert "\n" not in error


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="could not read the list"):
        read_list(tmp_path / "list")


def test_names_on_the_command_line(tmp_path):
    plant(tmp_path, "in/a.txt", "in/b.md", "c.bin")
    (tmp_path / "empty").mkdir()
    named = [
        f"{tmp_path}/c.bin",
        f"{tmp_path}/in",
        f"{tmp_path}/in/a.txt",
        "https://news.example/",
        "gone.txt",
        f"{tmp_path}/empty",
    ]
    listed = list_sources(named)
    assert listed.sources == (
        f"{tmp_path}/c.bin",
        f"{tmp_path}/in/a.txt",
        f"{tmp_path}/in/b.md",
        "https://news.example/",
        "gone.txt",
    )
    assert [problem.source for problem in listed.problems] == [f"{tmp_path}/empty"]
    assert "no file ends in .txt" in listed.problems[0].error


@pytest.mark.parametrize(
    ("source", "expected"),
    [("https://a.example/", True), ("HTTP://a.example", True), ("a.txt", False), ("ftp://a.example/", False), ("http", False)],
)
def test_addresses_and_paths_are_told_apart(source, expected):
    assert is_address(source) is expected


def test_the_fingerprint_is_of_the_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert fingerprint(str(tmp_path / "a")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert fingerprint(str(tmp_path / "gone")) is None
    assert fingerprint("with\0null") is None
    assert fingerprint("https://news.example/") is None
