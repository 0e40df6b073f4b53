"""An hour that passes in seconds: several processes whose workers sleep on one made-up clock.

The clock stands still while any worker runs and jumps to the next one's waking time when all sleep. Workers are real threads of
real processes that share a real ledger; only time is made up.
"""

from __future__ import annotations

import multiprocessing
import random
import threading
from collections import defaultdict
from multiprocessing.connection import Connection, wait

from provenance.net.database import open_database
from provenance.net.limiter import HostLimiter

HOUR = 3600.0
#: host, service class, requests a second, whether this worker is told 429 once
Job = tuple[str, str, float, bool]
#: When a worker is told 429, and for how long the host then wants nothing.
REFUSED_AT, PAUSE = 1200.0, 90.0


class Sleeper:
    """A worker's end of the made-up clock. `now` is the time at which it last woke: none passes while it runs."""

    def __init__(self, line: Connection) -> None:
        self.line, self.now = line, 0.0

    def sleep(self, seconds: float) -> None:
        self.line.send(seconds)
        self.now = self.line.recv()


def run_process(address: str, jobs: list[Job], lines: list[Connection], done: Connection) -> None:
    """One process: a worker a job, all with the same limiter."""
    own = threading.local()
    limiter = HostLimiter(
        open_database(address, lambda: own.sleeper.now, server_time=False),
        lambda: own.sleeper.now,
        lambda seconds: own.sleeper.sleep(seconds),  # noqa: PLW0108 - each thread has its own
        breaker_after=3,
        breaker_seconds=HOUR,
    )
    starts: list[tuple[str, str, float, int]] = []

    def work(number: int, job: Job, line: Connection) -> None:
        host, service, rate, refused = job
        own.sleeper = sleeper = Sleeper(line)
        chance = random.Random(f"{host}{service}{number}")  # noqa: S311
        sleeper.sleep(chance.choice([0.0, 0.5, 1.0]))
        while sleeper.now < HOUR:
            spent = limiter.acquire(host, service, rate, max_wait=HOUR)
            assert spent is not None
            starts.append((host, service, sleeper.now, number))
            if refused and sleeper.now >= REFUSED_AT:
                limiter.pause(host, PAUSE)
                refused = False
            else:
                limiter.succeed(host, service)
            sleeper.sleep(chance.choice([0.5, 1.0, 4.0]))
        line.close()

    threads = [threading.Thread(target=work, args=(n, *both)) for n, both in enumerate(zip(jobs, lines, strict=True))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    limiter.close()
    done.send(starts)
    done.close()


def live_an_hour(address: str, jobs: list[list[Job]]) -> dict[tuple[str, str], list[tuple[float, str]]]:
    """Runs a process for each list of jobs (host, service, rate, whether it is told 429 once).

    Returns, for each host and service, when requests started and by which worker, in order of time.
    """
    context = multiprocessing.get_context("spawn")
    processes, lines, results = [], [], []
    for own in jobs:
        ends = [context.Pipe() for _ in own]
        result, done = context.Pipe(duplex=False)
        process = context.Process(target=run_process, args=(address, own, [far for _, far in ends], done))
        process.start()
        for _, far in ends:
            far.close()
        done.close()
        processes.append(process)
        lines += [near for near, _ in ends]
        results.append(result)
    _keep_time(lines)
    started: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for number, result in enumerate(results):
        for host, service, time, worker in result.recv():
            started[host, service].append((time, f"{number}.{worker}"))
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    return {key: sorted(times) for key, times in started.items()}


def _keep_time(lines: list[Connection]) -> None:
    now, asleep, live = 0.0, {}, set(lines)
    while live:
        while len(asleep) < len(live):
            for line in wait(list(live - asleep.keys()), timeout=60):
                try:
                    asleep[line] = now + line.recv()
                except EOFError:
                    live.discard(line)
        if asleep:
            now = min(asleep.values())
        for line in [line for line, wake in asleep.items() if wake <= now]:
            del asleep[line]
            line.send(now)
