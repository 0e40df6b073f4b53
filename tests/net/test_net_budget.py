"""One budget a host, for threads, processes and machines: turns, pauses and breakers, wherever they are kept."""

import math
import sqlite3
import threading
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_faults import Answer, FakeTime, FaultServer, running
from support_hour import HOUR, PAUSE, REFUSED_AT, live_an_hour

from provenance.errors import SettingsError
from provenance.net import Bill, Client, NetSettings, NoResponse, Response
from provenance.net.database import open_database, read_state, write_state
from provenance.net.ledger import HostState, LedgerFault, MemoryLedger, open_ledger
from provenance.net.limiter import HostLimiter

KINDS = ("memory", "sqlite", "postgresql")


@pytest.fixture
def fake():
    return FakeTime()


@pytest.fixture(params=KINDS)
def ledgers(request, tmp_path, fake):
    """Opens the same ledger again and again, as processes would; in memory there is only one."""
    opened = []
    if request.param == "memory":
        only = MemoryLedger(fake.clock)
        yield lambda: only
        return
    address = str(tmp_path / "budget.sqlite") if request.param == "sqlite" else request.getfixturevalue("postgresql")
    if request.param == "postgresql":
        ledger = open_database(address, fake.clock)
        with ledger._transaction() as connection:
            connection.exec_driver_sql("DELETE FROM host_budget")
        ledger.close()

    def build():
        opened.append(open_database(address, fake.clock, server_time=False))
        return opened[-1]

    yield build
    for ledger in opened:
        ledger.close()


@pytest.fixture
def make(ledgers, fake):
    return lambda: HostLimiter(ledgers(), fake.clock, fake.sleep, breaker_after=3, breaker_seconds=3600.0)


# ---- the hour ----


@pytest.mark.parametrize("kind", KINDS[1:])
def test_in_an_hour_no_host_gets_more_than_its_budget_in_any_window(kind, tmp_path, request):
    address = str(tmp_path / "budget.sqlite") if kind == "sqlite" else request.getfixturevalue("postgresql")
    archive, other = f"{kind}.archive.example", f"{kind}.other.example"
    rates = {(archive, "cdx"): 0.4, (archive, "replay"): 0.1, (other, ""): 0.05}
    asked = [(archive, "cdx"), (archive, "cdx"), (archive, "replay"), (other, "")]
    jobs = [[(*key, rates[key], process == worker == 0) for worker, key in enumerate(asked)] for process in range(2)]
    started = live_an_hour(address, jobs)
    assert started.keys() == rates.keys()
    assert {worker for times in started.values() for _, worker in times} == {f"{p}.{n}" for p in range(2) for n in range(4)}
    for key, rate in rates.items():
        times = [time for time, _ in started[key]]
        for window in (1.0, 10.0, 60.0, 600.0, HOUR):
            assert most_in(times, window) <= math.ceil(window * rate), (key, window)
        open_for = HOUR - (PAUSE if key[0] == archive else 0)
        assert len(times) >= 0.9 * open_for * rate, f"{key}: the budget is there to be used"
        shares = [sum(1 for _, one in started[key] if one == worker) for worker in {worker for _, worker in started[key]}]
        assert min(shares) >= 0.8 * max(shares), f"{key}: workers take turns"
    told = min(time for time, worker in started[archive, "cdx"] if worker == "0.0" and time >= REFUSED_AT)
    for service in ("cdx", "replay"):
        assert not [time for time, _ in started[archive, service] if told < time < told + PAUSE], "429 slows all of them"
    assert [time for time, _ in started[other, ""] if told < time < told + PAUSE], "and nobody else"


def most_in(times: list[float], window: float) -> int:
    """The most of sorted `times` that any half-open window of that length holds."""
    most, first = 0, 0
    for last, time in enumerate(times):
        while times[first] <= time - window + 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most


def test_the_count_of_the_fullest_window_is_right():
    assert most_in([0.0, 1.0, 2.0, 2.5, 9.0], 2.0) == 3
    assert most_in([0.0, 2.0, 4.0], 2.0) == 1


# ---- the rules, wherever they are kept ----


def test_turns_are_handed_out_across_processes(make, fake):
    begun = fake.now
    one, two = make(), make()
    for limiter in (one, two, one, two):
        assert limiter.acquire("h", "cdx", 0.5, max_wait=0.0) == 0.0
    assert fake.now - begun == pytest.approx(6.0)
    assert one.acquire("h", "replay", 0.5, max_wait=0.0) == 0.0
    assert fake.now - begun == pytest.approx(6.0), "another service has its own turns"


def test_a_pause_holds_for_everyone(make, fake):
    one, two = make(), make()
    begun = fake.now
    assert one.pause("h", 30.0) == 1
    assert two.refusals("h") == 1
    assert two.is_paused("h", 29.0)
    assert two.acquire("h", "", 1.0, max_wait=20.0) is None
    assert two.acquire("h", "", 1.0, max_wait=40.0) == pytest.approx(30.0)
    assert fake.now - begun == pytest.approx(30.0)
    two.succeed("h", "")
    assert one.refusals("h") == 0


def test_a_breaker_that_429_opened_is_open_for_everyone(make, fake):
    one, two = make(), make()
    one.shut("h")
    assert two.acquire("h", "", 1.0, max_wait=90.0) is None
    assert two.acquire("elsewhere", "", 1.0, max_wait=90.0) == 0.0
    fake.now += 3601
    assert two.acquire("h", "", 1.0, max_wait=90.0) == 0.0


def test_failures_that_one_process_saw_are_its_own(make):
    one, two = make(), make()
    for _ in range(3):
        one.fail("h", "cdx")
    assert one.is_open("h", "cdx")
    assert not two.is_open("h", "cdx")


def test_threads_that_stood_in_line_do_not_start_together_after_a_pause(fake):
    lock = threading.Lock()
    starts = []

    class Refusing(MemoryLedger):
        """The first turn is refused while its worker waits for it."""

        def change(self, host, change):
            told = super().change(host, change)
            if fake.slept and not starts and self._states[host].refusals == 0:
                limiter.pause(host, 50.0)
            return told

    limiter = HostLimiter(Refusing(fake.clock), fake.clock, fake.sleep, breaker_after=9, breaker_seconds=1.0)
    begun = fake.now
    for _ in range(3):
        assert limiter.acquire("h", "", 0.5, max_wait=500.0) is not None
        with lock:
            starts.append(fake.now - begun)
    assert len(starts) == 3
    assert all(later - earlier >= 2.0 - 1e-6 for earlier, later in pairwise(starts))


def test_a_clock_that_was_once_wrong_does_not_stop_everything(make, fake):
    one = make()
    fake.now += 10**7
    one.acquire("h", "", 1.0, max_wait=0.0)
    fake.now -= 10**7
    begun = fake.now
    assert make().acquire("h", "", 1.0, max_wait=0.0) == 0.0
    assert fake.now == begun


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ask", "refuse", "wait"]), st.floats(0.0, 20.0)), max_size=30))
def test_starts_keep_their_distance_whatever_happens(steps):
    fake = FakeTime()
    limiter = HostLimiter(MemoryLedger(fake.clock), fake.clock, fake.sleep, breaker_after=3, breaker_seconds=60.0)
    starts, closed_until = [], 0.0
    for kind, amount in steps:
        if kind == "ask" and limiter.acquire("h", "", 0.5, max_wait=1000.0) is not None:
            assert fake.now >= closed_until - 1e-6
            starts.append(fake.now)
        elif kind == "refuse":
            limiter.pause("h", amount)
            closed_until = max(closed_until, fake.now + amount)
        elif kind == "wait":
            fake.now += amount
    assert all(later - earlier >= 2.0 - 1e-6 for earlier, later in pairwise(starts))


# ---- where they are kept ----


@given(st.dictionaries(st.text(max_size=8), st.floats(0, 2e9), max_size=3), st.floats(0, 2e9), st.integers(0, 99))
def test_a_state_is_read_as_it_was_written(lanes, until, refusals):
    state = HostState(tuple(sorted(lanes.items())), until, refusals)
    assert read_state(write_state(state)) == state


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"lanes": 3, "until": 0, "refusals": 0}', "{broken"])
def test_a_state_that_can_not_be_read_counts_as_none(text):
    assert read_state(text) == HostState()


def test_no_address_keeps_them_in_memory():
    assert isinstance(open_ledger("", lambda: 0.0), MemoryLedger)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("/no/such/folder/budget.sqlite", "unable to open database file", id="no such folder"),
        pytest.param("mysql://a@b/c", "mysql is no database that it can lie in", id="another database"),
        pytest.param("://", "use the shared budget", id="no address at all"),
        pytest.param("postgresql://u:secret@127.0.0.1:9/x", "127.0.0.1", id="nobody there"),
    ],
)
def test_an_address_that_can_not_be_used_is_one_clear_line(address, says):
    if address.startswith("postgresql"):
        pytest.importorskip("pg8000")
    with pytest.raises(SettingsError) as caught:
        open_ledger(address, lambda: 0.0)
    assert says in caught.value.line
    assert "net.budget" in caught.value.line
    assert "secret" not in caught.value.line
    assert "\n" not in caught.value.line


def test_a_missing_driver_is_named(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(SettingsError, match=r"provenance\[postgres\]"):
        open_ledger("postgresql://u@127.0.0.1/x", lambda: 0.0)


def test_the_server_s_own_clock_counts_where_machines_share(postgresql):
    import time

    ledger = open_database(postgresql, lambda: 12.0)
    seen = ledger.change("clock.example", lambda state, now: (state, now))
    ledger.close()
    assert abs(seen - time.time()) < 3600


def test_what_can_not_be_kept_is_not_asked(tmp_path, fake):
    path = tmp_path / "budget.sqlite"
    with running(FaultServer()) as server:
        server.answers["/a"] = [Answer(200, b"hello")]
        made = NetSettings(allowed_hosts=("127.0.0.1",), rate=1000.0, budget=str(path))
        client = Client(made, cache_dir=None, clock=fake.clock, sleep=fake.sleep)
        assert isinstance(client.get(f"{server.url}/a"), Response)
        with sqlite3.connect(path) as other:
            other.execute("DROP TABLE host_budget")
        other.close()
        answers = [client.get(f"{server.url}/a") for _ in range(2)]
        client.close()
        assert [answer.kind for answer in answers if isinstance(answer, NoResponse)] == ["budget", "budget"]
        assert all(not answer.asked for answer in answers)
        assert len(server.asked) == 1
    assert len(client.warnings) == 1
    assert "no such table" in client.warnings[0]


def test_a_client_takes_part_in_the_budget_that_its_settings_name(tmp_path, fake):
    with running(FaultServer()) as server:
        server.answers["/a"] = [Answer(429, b"", (("Retry-After", "600"),))]
        server.answers["/b"] = [Answer(200, b"hello")]
        made = NetSettings(allowed_hosts=("127.0.0.1",), rate=1000.0, budget=str(tmp_path / "budget.sqlite"))
        clients = [Client(made, cache_dir=None, clock=fake.clock, sleep=fake.sleep) for _ in range(2)]
        assert clients[0].get(f"{server.url}/a").status == 429
        told = clients[1].get(f"{server.url}/b")
        for client in clients:
            client.close()
        assert isinstance(told, NoResponse)
        assert told.kind == "breaker"
        assert server.asked == ["/a"]


def test_a_ledger_that_fails_when_an_answer_came_does_not_lose_it(fake):
    class Failing(MemoryLedger):
        broken = False

        def change(self, host, change):
            if self.broken:
                raise LedgerFault("gone")
            return super().change(host, change)

    ledger = Failing(fake.clock)
    limiter = HostLimiter(ledger, fake.clock, fake.sleep, breaker_after=3, breaker_seconds=1.0)
    limiter.pause("h", 0.0)
    ledger.broken = True
    limiter.succeed("h", "")
    with pytest.raises(LedgerFault):
        limiter.acquire("h", "", 1.0, max_wait=0.0)


@pytest.mark.parametrize(
    ("bill", "line"),
    [
        pytest.param(Bill(), "", id="nothing"),
        pytest.param(
            Bill((("a.example", 1), ("b.example", 3))), "requests made: 4 (b.example 3, a.example 1)", id="most first"
        ),
        pytest.param(Bill((), 1), "requests made: none; 1 answer from the cache", id="a warm cache"),
    ],
)
def test_the_bill_for_people(bill, line):
    assert bill.line == line
