"""`provenance batch` as a person runs it: killed in the middle, started again, looked into."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading

import pytest

BODY = "On {day} May 2014 the mayor of Lodz opened bridge {n} (Reuters, May {day}, 2014). At least {n} people came.\n"


@pytest.fixture
def articles(folder):
    names = []
    for n in range(1, 31):
        names.append(f"articles/{n:02}.txt")
        (folder / "articles").mkdir(exist_ok=True)
        (folder / names[-1]).write_text(BODY.format(n=n, day=n % 28 + 1))
    return names


def done_in(store):
    if not store.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
            return connection.execute("select count(*) from ledger where state = 'done'").fetchone()[0]
    except sqlite3.OperationalError:  # not made yet
        return 0


def test_killed_in_the_middle_and_started_again_every_article_is_done_once(folder, call, articles):
    store = folder / "audits.sqlite"
    arguments = ["batch", "articles", "--offline", "--store", "audits.sqlite"]
    process = subprocess.Popen(
        [sys.executable, "-m", "provenance", *arguments],
        cwd=folder,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    tick = threading.Event()
    while done_in(store) < 4 and process.poll() is None:
        tick.wait(0.01)
    process.send_signal(signal.SIGKILL)
    err = process.communicate()[1]
    assert process.returncode == -signal.SIGKILL, err
    before = done_in(store)
    assert 4 <= before < 30
    outcome = call(*arguments, "--format", "json", "--export", "all.jsonl")
    assert outcome.code == 0, outcome.err
    (summary,) = outcome.rows
    assert (summary["done"], summary["skipped"], summary["failed"]) == (30 - before, before, 0)
    with sqlite3.connect(store) as connection:
        rows = connection.execute("select source, count(*) from audits group by source").fetchall()
    assert sorted(rows) == [(name, 1) for name in articles]
    assert len((folder / "all.jsonl").read_text().splitlines()) == 30


def test_a_store_in_use_is_said_in_one_line(folder, call, articles):
    from provenance.store import open_store

    with open_store(folder / "audits.sqlite"):
        outcome = call("batch", "articles", "--offline", "--store", "audits.sqlite")
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert "audits.sqlite" in line
    assert str(os.getpid()) in line


def test_one_bad_article_stops_nothing(folder, call, articles):
    (folder / "articles" / "10.txt").write_bytes(b"\x00\x01\x02" * 100)
    outcome = call("batch", "articles", "--offline", "--format", "json")
    assert outcome.code == 3
    assert (outcome.rows[0]["done"], outcome.rows[0]["failed"]) == (29, 1)
    assert "10.txt" in outcome.rows[0]["failures"][0]["source"]


def test_a_second_night_has_nothing_to_do(folder, call, articles):
    assert call("batch", "articles", "--offline").code == 0
    outcome = call("batch", "articles", "--offline", "--format", "json", "--as-of", "2030-01-01")
    assert (outcome.rows[0]["done"], outcome.rows[0]["skipped"]) == (0, 30)


def test_a_list_names_the_line_of_what_is_not_there(folder, call, articles):
    (folder / "list.txt").write_text("# tonight\narticles/01.txt\nabsent.txt\n")
    outcome = call("batch", "--list", "list.txt", "--offline", "--format", "json")
    assert outcome.code == 3
    assert (outcome.rows[0]["done"], outcome.rows[0]["failed"]) == (1, 1)


def test_no_source_is_said(call):
    outcome = call("batch")
    assert outcome.code == 2
    assert "--list" in outcome.err
