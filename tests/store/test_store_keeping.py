"""What goes into a store comes out of it: audits whole, the ledger in its states, counts over a run."""

import pytest
from audit_factory import UNASKED, make_audit

from provenance.report import render
from provenance.store import open_store

RUN = "settings+rules"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "audits.db") as opened:
        yield opened


def test_an_audit_comes_back_as_it_went_in(store):
    audit = make_audit()
    store.begin_run(RUN, ["dam.txt"])
    store.start(RUN, "dam.txt")
    store.finish(RUN, "dam.txt", audit)
    kept = list(store.audits(RUN))
    assert len(kept) == 1
    assert kept[0] == audit
    assert render(kept[0], "json") == render(audit, "json")


def test_the_ledger_shows_each_state(store):
    names = ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert store.begin_run(RUN, names) == ()
    for name in names[1:]:
        store.start(RUN, name)
    store.finish(RUN, "c.txt", make_audit(), sha256="ff" * 32)
    store.fail(RUN, "d.txt", "could not read the article d.txt: gone", "Traceback")
    items = store.items(RUN)
    assert [items[name].state for name in names] == ["todo", "doing", "done", "failed"]
    assert items["b.txt"].tries == 1
    assert items["b.txt"].lease is not None
    assert items["c.txt"].sha256 == "ff" * 32
    assert (items["d.txt"].error, items["d.txt"].trace) == ("could not read the article d.txt: gone", "Traceback")


def test_a_new_run_takes_back_what_was_begun_and_keeps_what_is_done(store):
    store.begin_run(RUN, ["a.txt", "b.txt"])
    store.start(RUN, "a.txt")
    store.finish(RUN, "a.txt", make_audit())
    store.start(RUN, "b.txt")
    assert store.begin_run(RUN, ["a.txt", "b.txt", "c.txt"]) == ("b.txt",)
    assert {name: item.state for name, item in store.items(RUN).items()} == {"a.txt": "done", "b.txt": "todo", "c.txt": "todo"}


def test_an_item_that_is_released_counts_as_never_begun(store):
    store.begin_run(RUN, ["a.txt"])
    store.start(RUN, "a.txt")
    store.release(RUN, "a.txt")
    item = store.items(RUN)["a.txt"]
    assert (item.state, item.tries, item.lease) == ("todo", 0, None)


def test_runs_with_other_settings_do_not_see_each_other(store):
    store.begin_run(RUN, ["a.txt"])
    store.begin_run("other", ["a.txt"])
    store.start(RUN, "a.txt")
    store.finish(RUN, "a.txt", make_audit())
    assert store.items("other")["a.txt"].state == "todo"
    assert list(store.audits("other")) == []


def test_the_same_article_again_replaces_its_audit(store):
    for audit in (make_audit(), make_audit(observed=False)):
        store.begin_run(RUN, ["dam.txt"])
        store.start(RUN, "dam.txt")
        store.finish(RUN, "dam.txt", audit)
    kept = list(store.audits())
    assert len(kept) == 1
    assert kept[0].observed is None


def test_a_changed_article_keeps_its_history_and_shows_its_newest(store):
    for title in ("First edition", "Second edition"):
        store.begin_run(RUN, ["dam.txt"])
        store.start(RUN, "dam.txt")
        store.finish(RUN, "dam.txt", make_audit(title=title))
    assert [audit.document.title for audit in store.audits()] == ["Second edition"]
    assert [audit.document.title for audit in store.audits(RUN)] == ["Second edition"]


def test_grades_and_outcomes_are_counted_over_a_run(store):
    one, two = make_audit(), make_audit(UNASKED)
    for name, audit in (("a.txt", one), ("b.txt", two)):
        store.begin_run(RUN, [name])
        store.start(RUN, name)
        store.finish(RUN, name, audit)
    grades, outcomes = store.tally(RUN)
    assert grades["NC"] == one.profile.grades["NC"] + two.profile.grades["NC"]
    assert sum(grades.values()) == len(one.claims) + len(two.claims)
    assert sum(outcomes.values()) == len(one.citations) + len(two.citations)
    assert outcomes["matched"] == one.profile.outcomes["matched"]


def test_a_store_is_read_while_another_writes(store):
    store.begin_run(RUN, ["a.txt"])
    store.start(RUN, "a.txt")
    store.finish(RUN, "a.txt", make_audit())
    with open_store(store.path, read_only=True) as reader:
        assert len(list(reader.audits())) == 1
        store.begin_run(RUN, ["b.txt"])
        store.start(RUN, "b.txt")
        store.finish(RUN, "b.txt", make_audit(source="b.txt"))
        assert len(list(reader.audits())) == 2


def test_a_store_in_a_folder_that_may_not_be_written_is_read(tmp_path, monkeypatch):
    with open_store(tmp_path / "s.db") as store:
        store.begin_run(RUN, ["a.txt"])
        store.start(RUN, "a.txt")
        store.finish(RUN, "a.txt", make_audit())
    monkeypatch.setattr("provenance.store.store.os.access", lambda path, mode: False)
    with open_store(tmp_path / "s.db", read_only=True) as reader:
        assert len(list(reader.audits())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.db", "s.db.lock"]


@pytest.mark.parametrize("name", ["plain.db", "with space.db", "per%cent.db", "what?#.db", "Очередь.db"])
def test_any_file_name_will_do(tmp_path, name):
    with open_store(tmp_path / name) as store:
        store.begin_run(RUN, ["a.txt"])
    with open_store(tmp_path / name) as store:
        assert list(store.items(RUN)) == ["a.txt"]
    assert (tmp_path / name).is_file()
