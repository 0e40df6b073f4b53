"""A batch of 30 articles, killed in the middle and started again, in processes of its own."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from provenance.store import open_store

DRIVER = Path(__file__).with_name("batch_driver.py")
COUNT = 30
NAMES = [f"{number:02}.txt" for number in range(COUNT)]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(f"Article {name}", encoding="utf-8")
    return folder


@pytest.fixture
def drive(tmp_path, folder):
    running = []

    def start(pause_at=""):
        process = subprocess.Popen(
            [sys.executable, str(DRIVER), str(tmp_path / "s.db"), str(folder), str(tmp_path / "log"), pause_at],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def begun(tmp_path):
    return Counter((tmp_path / "log").read_text(encoding="utf-8").split())


def done(tmp_path):
    with open_store(tmp_path / "s.db", read_only=True) as store:
        return [audit.document.title for audit in store.audits("r")]


def finished(process):
    out, err = process.communicate("", timeout=60)
    assert (process.returncode, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize("at", [0, 14, 29], ids=["at the first", "in the middle", "at the last"])
def test_killed_and_started_again_every_article_is_done_once(tmp_path, drive, at):
    first = drive(pause_at=NAMES[at])
    assert first.stdout.readline() == "paused\n"
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=60)
    assert first.returncode == -signal.SIGKILL
    assert done(tmp_path) == NAMES[:at]

    summary = finished(drive())
    assert (summary["total"], summary["done"], summary["skipped"], summary["failed"]) == (COUNT, COUNT - at, at, 0)
    assert summary["recovered"] == 1
    assert done(tmp_path) == NAMES
    # What was finished before the kill was not done again; only the article under way was begun twice.
    assert begun(tmp_path) == Counter(NAMES) + Counter([NAMES[at]])


def test_killed_over_and_over_it_still_ends(tmp_path, drive):
    for name in (NAMES[3], NAMES[10], NAMES[11]):
        process = drive(pause_at=name)
        assert process.stdout.readline() == "paused\n"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert finished(drive())["failed"] == 0
    assert done(tmp_path) == NAMES
    assert begun(tmp_path) == Counter(NAMES) + Counter([NAMES[3], NAMES[10], NAMES[11]])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_asked_to_stop_it_keeps_what_is_done_and_says_how_to_go_on(tmp_path, folder, drive, number):
    process = drive(pause_at=NAMES[7])
    assert process.stdout.readline() == "paused\n"
    process.send_signal(number)
    process.wait(timeout=60)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out == ""
    assert err.count("\n") == 1
    assert "7 of 30 articles done, which are kept" in err
    assert "run the same command again" in err
    assert done(tmp_path) == NAMES[:7]
    with open_store(tmp_path / "s.db") as store:
        assert store.left_by is None
        assert store.items("r")[(folder / NAMES[7]).as_posix()].state == "todo"
    summary = finished(drive())
    assert (summary["done"], summary["skipped"], summary["recovered"]) == (COUNT - 7, 7, 0)


def test_a_second_batch_on_the_same_store_waits_for_nobody(tmp_path, drive):
    first = drive(pause_at=NAMES[2])
    assert first.stdout.readline() == "paused\n"
    second = drive()
    out, err = second.communicate("", timeout=60)
    assert (second.returncode, out) == (2, "")
    assert err.count("\n") == 1
    assert f"process {first.pid} is using it" in err
    assert finished(first)["done"] == COUNT
    assert begun(tmp_path) == Counter(NAMES)
