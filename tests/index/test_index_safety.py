"""A build that is killed, has no room, or meets another: the catalogue that was there stays whole, and nothing is left over."""

import os
import signal
import subprocess
import sys

import pytest

from provenance.errors import ArchiveFileError
from provenance.index import Catalogue, build_catalogue
from provenance.index.manifest import read_manifest
from provenance.model.answer import CaptureQuery

OLD = "example,old)/ 20131022101500 http://old.example/ text/html 200 AAAA 1"
BUILD = """
import sys
from pathlib import Path
from provenance.index import building, build_catalogue
if sys.argv[3] == "full":
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
else:
    step, original = sys.argv[3], {}
    def stop(*arguments, **options):
        print("there", flush=True)
        sys.stdin.read()
    setattr(building._Stage if hasattr(building._Stage, step) else building, step, stop)
try:
    build_catalogue(Path(sys.argv[1]), [Path(sys.argv[2])], memory="500MB", threads=1)
except Exception as fault:
    print(type(fault).__name__, fault, flush=True)
"""


@pytest.fixture
def catalogue(tmp_path, write):
    build_catalogue(tmp_path / "cat", [write("old.cdx", OLD)], threads=1)
    return tmp_path / "cat"


@pytest.fixture
def many(write):
    lines = (
        f"example,h{n % 97})/{n} 201310221015{n % 60:02} http://h{n % 97}.example/{n} text/html 200 {n * 7919 % 100_003} 1"
        for n in range(30_000)
    )
    return write("many.cdx", "\n".join(lines))


def is_whole(folder):
    opened = Catalogue(folder, scratch=folder.parent / "scratch")
    try:
        return [row.url for row in opened.select(CaptureQuery(url="old.example", match="host"), 5)] == ["http://old.example/"]
    finally:
        opened.close()


def start(folder, path, step):
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder), str(path), step], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("step", ["finish", "_settle", "write_manifest"])
def test_a_killed_build_leaves_the_old_catalogue(catalogue, many, step):
    before = read_manifest(catalogue)
    process = start(catalogue, many, step)
    assert process.stdout.readline() == "there\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert read_manifest(catalogue) == before
    assert is_whole(catalogue)
    assert build_catalogue(catalogue, [many], threads=1).manifest.rows == 30_000
    left = sorted(path.name for path in catalogue.iterdir())
    assert left == [".lock", "catalogue.json", read_manifest(catalogue).files[0].partition("/")[0]]


def test_a_full_disk_is_one_clear_line_and_nothing_is_lost(catalogue, many):
    """A limit on the size of files stands in for the disk: writing fails alike, in our own code and in the engine's."""
    before = read_manifest(catalogue)
    process = start(catalogue, many, "full")
    said, _ = process.communicate()
    assert said.startswith("ArchiveFileError could not ")
    assert said.count("\n") == 1
    assert read_manifest(catalogue) == before
    assert is_whole(catalogue)
    assert not list(catalogue.glob(".building-*"))


def test_two_builds_do_not_meet(catalogue, many):
    process = start(catalogue, many, "finish")
    assert process.stdout.readline() == "there\n"
    with pytest.raises(ArchiveFileError, match="another build is under way there"):
        build_catalogue(catalogue, [many], threads=1)
    process.kill()
    process.communicate()
    assert is_whole(catalogue)


def test_a_reader_keeps_what_it_opened(catalogue, many, tmp_path):
    opened = Catalogue(catalogue, scratch=tmp_path / "scratch")
    query = CaptureQuery(url="old.example", match="host")
    assert len(opened.select(query, 5)) == 1
    build_catalogue(catalogue, [many], threads=1)
    outcome: list[object] = []
    try:
        outcome += opened.select(query, 5)
    except ArchiveFileError as fault:
        outcome.append(fault)
    opened.close()
    # Its files are gone: it either still has them open, or says so. It never answers "nothing there".
    assert len(outcome) == 1


def test_a_folder_of_something_else_is_left_alone(tmp_path, many):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(ArchiveFileError, match="the folder holds something else"):
        build_catalogue(tmp_path / "mine", [many], threads=1)
    assert os.listdir(tmp_path / "mine") == ["thesis.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_one_clear_line(tmp_path, many):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(ArchiveFileError, match="what was there before is kept"):
        build_catalogue(closed / "cat", [many], threads=1)
