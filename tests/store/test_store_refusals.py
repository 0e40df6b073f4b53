"""A store that can't be used says so in one line; nothing that was finished is lost by it."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest
from audit_factory import make_audit

from provenance.errors import StoreError
from provenance.store import open_store
from provenance.store.schema import MIGRATIONS, metadata

RUN = "r"


def kept(path, run=RUN):
    with open_store(path, read_only=True) as store:
        return [audit.document.source for audit in store.audits(run)]


def fill(path, *names):
    with open_store(path) as store:
        store.begin_run(RUN, names)
        for name in names:
            store.start(RUN, name)
            store.finish(RUN, name, make_audit(source=name))


def one_line(error):
    line = error.value.line
    assert "\n" not in line
    assert line.startswith("could not ")
    return line


def test_a_second_writer_is_told_who_holds_the_store(tmp_path):
    path = tmp_path / "s.db"
    with open_store(path), pytest.raises(StoreError) as error:
        open_store(path)
    line = one_line(error)
    assert f"process {os.getpid()} is using it" in line
    assert "wait" in line
    open_store(path).close()


HOLDER = """
    import os, sys
    from provenance.store import open_store
    store = open_store(sys.argv[1])
    store.begin_run("r", ["a.txt"]); store.start("r", "a.txt")
    print("ready", flush=True)
    sys.stdin.read()
"""


def holder(path):
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def test_another_process_holds_the_store_until_it_ends(tmp_path):
    path = tmp_path / "s.db"
    process = holder(path)
    try:
        with pytest.raises(StoreError) as error:
            open_store(path)
        assert f"process {process.pid} is using it" in one_line(error)
    finally:
        process.communicate("")
    with open_store(path) as store:
        assert store.items(RUN)["a.txt"].state == "doing"


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path):
    path = tmp_path / "s.db"
    process = holder(path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with open_store(path) as store:
        assert store.left_by == process.pid
        assert store.begin_run(RUN, ["a.txt"]) == ("a.txt",)
    with open_store(path) as store:
        assert store.left_by is None


def not_a_database(path):
    path.write_bytes(b"no database, however long it may be. " * 100)


def damaged(path):
    fill(path, "a.txt")
    data = bytearray(path.read_bytes())
    data[100:4000] = b"\xff" * 3900
    path.write_bytes(bytes(data))


def of_another_program(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def newer(path):
    fill(path, "a.txt")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (?, 'from the future')", (MIGRATIONS[-1].number + 1,))
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (not_a_database, "damaged or is no store"),
        (damaged, "damaged or is no store"),
        (of_another_program, "another program's database"),
        (newer, "a newer version of this program made it"),
        (lambda path: path.mkdir(), "it is a folder"),
    ],
    ids=["not a database", "damaged", "another program's", "newer", "a folder"],
)
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_a_file_that_is_no_store_is_left_alone(tmp_path, spoil, words, read_only):
    path = tmp_path / "s.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as error:
        open_store(path, read_only=read_only)
    assert words in one_line(error)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_failed_opening_gives_the_lock_free(tmp_path):
    path = tmp_path / "s.db"
    not_a_database(path)
    for _ in range(2):
        with pytest.raises(StoreError, match="damaged"):
            open_store(path)


def test_a_store_in_no_folder(tmp_path):
    with pytest.raises(StoreError) as error:
        open_store(tmp_path / "nowhere" / "s.db")
    assert "check that the folder exists" in one_line(error)


def test_nothing_to_read(tmp_path):
    with pytest.raises(StoreError) as error:
        open_store(tmp_path / "s.db", read_only=True)
    assert "there is no such file" in one_line(error)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_store_refuses_to_be_written(tmp_path):
    path = tmp_path / "s.db"
    fill(path, "a.txt")
    with open_store(path, read_only=True) as store, pytest.raises(StoreError) as error:
        store.begin_run(RUN, ["b.txt"])
    assert "may not be written" in one_line(error)


def test_a_damaged_row_names_the_store(tmp_path):
    path = tmp_path / "s.db"
    fill(path, "a.txt")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE audits SET audit = x'00'")
    connection.close()
    with open_store(path) as store, pytest.raises(StoreError) as error:
        list(store.audits())
    assert "a row is damaged" in one_line(error)


FILLER = """
    import resource, signal, sys
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    sys.path[:0] = sys.argv[2].split(":")
    from audit_factory import make_audit
    from provenance.errors import StoreError
    from provenance.store import open_store
    audit = make_audit()
    store = open_store(sys.argv[1])
    store.begin_run("r", [f"{n}.txt" for n in range(500)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    done = 0
    try:
        for n in range(500):
            store.start("r", f"{n}.txt")
            store.finish("r", f"{n}.txt", audit)
            done += 1
    except StoreError as error:
        print(done, error.line)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        store.close()
    except StoreError:
        pass
"""


def test_a_full_disk_stops_the_run_and_loses_nothing_finished(tmp_path):
    path = tmp_path / "s.db"
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FILLER), str(path), os.pathsep.join(sys.path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stderr == ""
    done, _, line = run.stdout.strip().partition(" ")
    assert int(done) > 3
    assert line.startswith("could not ")
    assert "what was finished is kept" in line
    assert len(kept(path)) == int(done)


OPENER = """
    import resource, signal, sys
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from provenance.errors import StoreError
    from provenance.store import open_store
    try:
        open_store(sys.argv[1])
    except StoreError as error:
        print(error.line)
"""


@pytest.mark.parametrize("there", [False, True], ids=["new", "existing"])
def test_a_disk_with_no_room_at_all(tmp_path, there):
    path = tmp_path / "s.db"
    if there:
        fill(path, "a.txt")
    command = [sys.executable, "-c", textwrap.dedent(OPENER), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.stderr == ""
    assert run.stdout.count("\n") == 1
    assert run.stdout.startswith(f"could not open the store {path}: ")
    if there:
        assert kept(path) == ["a.txt"]


def test_the_steps_make_the_tables_that_the_code_knows(tmp_path):
    path = tmp_path / "s.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    for table in metadata.sorted_tables:
        made = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
        assert made == {column.name for column in table.columns}, table.name
    assert [row[0] for row in connection.execute("SELECT number FROM migrations")] == [step.number for step in MIGRATIONS]
    connection.close()
    assert len(metadata.sorted_tables) == 3


def test_steps_are_numbered_from_one_without_gaps():
    assert [step.number for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
