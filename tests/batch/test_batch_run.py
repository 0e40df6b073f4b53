"""One run in this process: what is skipped, what fails alone, what is told."""

import json
import signal
import threading

import pytest
from audit_factory import make_audit

from provenance.batch import SourceProblem, run_batch
from provenance.batch.runner import MOST_TRIES
from provenance.errors import Interrupted, SourceError, StoreError
from provenance.store import open_store

RUN = "settings+rules"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "audits.db") as opened:
        yield opened


@pytest.fixture
def articles(tmp_path):
    paths = []
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"Article {name}", encoding="utf-8")
        paths.append(str(tmp_path / name))
    return paths


class Auditor:
    """Counts its calls; raises for the sources in `faults`. Every archive answers, unless `outcomes` says otherwise."""

    outcomes = {"matched": 4, "no_match": 7}

    def __init__(self, **faults):
        self.faults = faults
        self.seen = []

    def __call__(self, source):
        self.seen.append(source)
        for ending, fault in self.faults.items():
            if source.endswith(f"{ending}.txt"):
                raise fault
        made = make_audit(source=source)
        return made.model_copy(update={"profile": made.profile.model_copy(update={"outcomes": self.outcomes})})


def counts(summary):
    return (summary.done, summary.skipped, summary.failed, summary.left)


def test_a_second_run_has_nothing_to_do(store, articles):
    audit = Auditor()
    assert counts(run_batch(articles, store, audit, run_key=RUN)) == (3, 0, 0, 0)
    assert counts(run_batch(articles, store, audit, run_key=RUN)) == (0, 3, 0, 0)
    assert audit.seen == articles


def test_a_changed_article_is_done_again(store, articles):
    audit = Auditor()
    run_batch(articles, store, audit, run_key=RUN)
    with open(articles[1], "a", encoding="utf-8") as file:
        file.write(" Correction.")
    assert counts(run_batch(articles, store, audit, run_key=RUN)) == (1, 2, 0, 0)
    assert audit.seen == [*articles, articles[1]]


@pytest.mark.parametrize(("other", "refresh"), [("other rules", False), (RUN, True)], ids=["other settings", "refresh"])
def test_done_articles_are_done_again_when_asked(store, articles, other, refresh):
    audit = Auditor()
    run_batch(articles, store, audit, run_key=RUN)
    assert counts(run_batch(articles, store, audit, run_key=other, refresh=refresh)) == (3, 0, 0, 0)
    assert len(audit.seen) == 6


class Outage(Auditor):
    """No archive can be reached for `b.txt` until the outage is over."""

    over = False

    def __call__(self, source):
        self.outcomes = {"unreachable" if source.endswith("b.txt") and not self.over else "no_match": 1}
        return super().__call__(source)


def test_what_could_not_be_asked_is_asked_again_by_the_next_run(store, articles):
    audit = Outage()
    run_batch(articles, store, audit, run_key=RUN)
    audit.over = True
    again = run_batch(articles, store, audit, run_key=RUN)
    assert (counts(again), again.asked_again) == ((1, 2, 0, 0), 1)
    assert audit.seen == [*articles, articles[1]]
    assert "could not be reached the last time" in again.as_text()
    last = run_batch(articles, store, audit, run_key=RUN)
    assert (counts(last), last.asked_again) == ((0, 3, 0, 0), 0)


def test_a_run_that_was_cut_short_goes_on_and_asks_nothing_again(store, articles):
    audit = Outage(c=KeyboardInterrupt())
    with pytest.raises(Interrupted):
        run_batch(articles, store, audit, run_key=RUN)
    audit.faults = {}
    assert counts(run_batch(articles, store, audit, run_key=RUN)) == (1, 2, 0, 0)
    assert audit.seen == [*articles, articles[2]]


def test_nothing_is_asked_again_where_nothing_can_be_asked(store, articles):
    audit = Outage()
    run_batch(articles, store, audit, run_key=RUN)
    assert counts(run_batch(articles, store, audit, run_key=RUN, ask_again=False)) == (0, 3, 0, 0)


def test_an_address_is_done_once(store):
    audit = Auditor()
    address = "https://news.example/dam.html"
    for expected in ((1, 0, 0, 0), (0, 1, 0, 0)):
        assert counts(run_batch([address], store, audit, run_key=RUN)) == expected
    assert audit.seen == [address]


def test_a_source_named_twice_is_done_once(store, articles):
    audit = Auditor()
    assert counts(run_batch([articles[0], articles[0]], store, audit, run_key=RUN)) == (1, 0, 0, 0)
    assert len(audit.seen) == 1


FAULTS = {
    "unreadable": (SourceError("read the article", "b.txt", "it is a picture", "give a text"), "it is a picture", False),
    "a fault of ours": (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero", True),
    "a fault without words": (RecursionError(), "RecursionError", True),
    "several lines": (ValueError("first\nsecond"), "ValueError: first second", True),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_bad_article_stops_nothing(store, articles, name):
    fault, words, traced = FAULTS[name]
    summary = run_batch(articles, store, Auditor(b=fault), run_key=RUN)
    assert counts(summary) == (2, 0, 1, 0)
    assert summary.exit_code == 3
    assert len(summary.failures) == 1
    failure = summary.failures[0]
    assert failure.source == articles[1]
    assert words in failure.error
    assert "\n" not in failure.error
    assert "Traceback" not in failure.error
    assert (failure.trace is not None) == traced
    kept = store.items(RUN)[articles[1]]
    assert (kept.state, kept.error) == ("failed", failure.error)
    assert len(list(store.audits(RUN))) == 2
    # The article was mended: only that one is done.
    assert counts(run_batch(articles, store, Auditor(), run_key=RUN)) == (1, 2, 0, 0)


def test_on_request_the_first_failure_ends_the_run(store, articles):
    fault = SourceError("read the article", "a.txt", "it is empty")
    summary = run_batch(articles, store, Auditor(a=fault), run_key=RUN, keep_going=False)
    assert counts(summary) == (0, 0, 1, 2)


def test_a_file_that_went_away_fails_alone(store, articles, tmp_path):
    run_batch(articles, store, Auditor(), run_key=RUN)
    (tmp_path / "a.txt").unlink()
    summary = run_batch(articles, store, Auditor(a=SourceError("read the article", "a.txt", "no such file")), run_key=RUN)
    assert counts(summary) == (0, 2, 1, 0)


@pytest.mark.parametrize(
    "stop", [KeyboardInterrupt(), Interrupted("audit", "b.txt", "stopped")], ids=["KeyboardInterrupt", "Interrupted"]
)
def test_a_stop_keeps_what_is_done(store, articles, stop):
    with pytest.raises(Interrupted) as error:
        run_batch(articles, store, Auditor(b=stop), run_key=RUN)
    assert error.value.exit_code == 130
    assert "1 of 3 articles done" in error.value.line
    assert [item.state for item in store.items(RUN).values()] == ["done", "todo", "todo"]
    assert counts(run_batch(articles, store, Auditor(), run_key=RUN)) == (2, 1, 0, 0)


def test_a_signal_during_a_write_waits_for_its_end(store, articles, monkeypatch):
    finish = store.finish

    def interrupted_finish(*args, **kwargs):
        signal.raise_signal(signal.SIGTERM)
        finish(*args, **kwargs)

    monkeypatch.setattr(store, "finish", interrupted_finish)
    with pytest.raises(Interrupted, match="1 of 3 articles done"):
        run_batch(articles, store, Auditor(), run_key=RUN)
    assert [item.state for item in store.items(RUN).values()] == ["done", "todo", "todo"]


def test_the_signal_handlers_from_before_come_back(store, articles):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    run_batch(articles, store, Auditor(), run_key=RUN)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_a_batch_runs_in_another_thread(tmp_path, articles):
    summaries = []

    def run():
        with open_store(tmp_path / "thread.db") as store:
            summaries.append(run_batch(articles, store, Auditor(), run_key=RUN))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert len(summaries) == 1
    assert counts(summaries[0]) == (3, 0, 0, 0)


def test_a_store_that_takes_no_more_ends_the_run(store, articles, monkeypatch):
    def full(*args, **kwargs):
        raise StoreError("keep a finished audit in the store", "s.db", "the disk is full", "free some space")

    monkeypatch.setattr(store, "finish", full)
    audit = Auditor()
    with pytest.raises(StoreError, match="the disk is full"):
        run_batch(articles, store, audit, run_key=RUN)
    assert audit.seen == articles[:1]
    monkeypatch.undo()
    summary = run_batch(articles, store, Auditor(), run_key=RUN)
    assert (summary.done, summary.recovered) == (3, 1)


def test_an_article_that_kills_the_program_is_put_aside(store, articles):
    for _ in range(MOST_TRIES):
        store.begin_run(RUN, articles)
        store.start(RUN, articles[1])
    audit = Auditor()
    summary = run_batch(articles, store, audit, run_key=RUN)
    assert counts(summary) == (2, 0, 1, 0)
    assert f"killed at it {MOST_TRIES} times" in summary.failures[0].error
    assert articles[1] not in audit.seen
    assert counts(run_batch(articles, store, audit, run_key=RUN)) == (1, 2, 0, 0)


def test_the_watcher_is_told_of_each_article(store, articles):
    told = []
    run_batch(articles, store, Auditor(), run_key=RUN, watch=told.append)
    assert [(step.stage, step.done, step.total) for step in told] == [("batch", done, 3) for done in range(4)]
    assert [step.note for step in told[:3]] == articles


def test_the_summary_is_for_people_and_for_programs(store, articles):
    problem = SourceProblem(source="x.txt", error="could not read the article 'x.txt' (list, line 3): there is no such file")
    fault = SourceError("read the article", "b.txt", "it is a picture")
    summary = run_batch(articles, store, Auditor(b=fault), run_key=RUN, problems=[problem])
    text = summary.as_text()
    assert text.startswith("4 articles: 2 done, 2 could not be done.\n")
    assert "26 claims: 2 stated in full; 2 main point stated; " in text
    assert "22 citations: 8 page identified; " in text
    assert problem.error in text
    assert "it is a picture" in text
    line = summary.as_json()
    assert line.count("\n") == 1
    assert line.endswith("\n")
    shown = json.loads(line)
    assert (shown["done"], shown["failed"]) == (2, 2)
    assert shown["failures"][0] == {"source": "x.txt", "error": problem.error}
    assert shown["grades"]["A"] == 2
    assert json.loads(summary.as_json(pretty=True)) == shown


def test_the_summary_shows_no_terminal_escapes(store, articles):
    summary = run_batch(articles, store, Auditor(b=ValueError("\x1b]0;owned\x07\x9b2J")), run_key=RUN)
    assert "owned" in summary.as_text()
    assert not {"\x1b", "\x07", "\x9b"} & set(summary.as_text())


@pytest.mark.parametrize(
    ("faults", "names", "code"),
    [({}, 3, 0), ({"b": OSError("x")}, 3, 3), ({"a": OSError("x")}, 1, 2)],
    ids=["all done", "some of several", "the only one"],
)
def test_the_exit_code_follows_the_contract(store, articles, faults, names, code):
    assert run_batch(articles[:names], store, Auditor(**faults), run_key=RUN).exit_code == code


def test_nothing_to_do_is_no_error(store):
    summary = run_batch([], store, Auditor(), run_key=RUN)
    assert counts(summary) == (0, 0, 0, 0)
    assert summary.as_text() == "0 articles: 0 done.\n"
