"""The catalogue's join: 1 million citations against 1, 5 and 20 million captures, under 2 GB and under 500 MB.

    python benchmarks/catalogue.py [millions of captures ...]

Captures are made here, in a temporary folder (it takes some 3 GB for 20 million): 5,000 hosts of very different size, two
years, a tenth of them 404. They are written in Common Crawl's columns and built into a catalogue by the same code as a user's.
Citations ask for one host in a window of four and a half days. Each join is a process of its own: so its memory can be told.

Two cores are used. Wall time counts for the bar (10 s, 3 GB at 20 million); CPU time is printed beside it, because on a machine
with other work it is the figure that can be compared. `growth` is the CPU time of a join over that of the one before it, beside
how many times more captures it had: linear growth stays at or below that.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.model.answer import CaptureQuery

if TYPE_CHECKING:
    from provenance.index import Catalogue

QUESTIONS, HOSTS, BAR_SECONDS, BAR_MEGABYTES = 1_000_000, 5_000, 10.0, 3_000
SIZES = (1, 5, 20)
#: A host's number, small ones far more often than large ones, as sites are.
_SKEWED = f"CAST({HOSTS} * power(hash({{seed}}) % 1000003 / 1000003.0, 2.0) AS INTEGER)"
_CAPTURES = f"""
COPY (
  SELECT 'example,host' || h || ')/2013/story-' || (a % 1000000) AS url_surtkey,
         'http://www.host' || h || '.example/2013/story-' || (a % 1000000) AS url,
         TIMESTAMP '2013-01-01' + to_seconds(CAST(b % 63072000 AS BIGINT)) AS fetch_time,
         CAST(CASE WHEN d % 10 = 0 THEN 404 ELSE 200 END AS SMALLINT) AS fetch_status,
         'text/html' AS content_mime_detected, md5(CAST(i AS VARCHAR)) AS content_digest,
         'crawl-data/CC-MAIN-2013-48/f' || (d % 1000) || '.warc.gz' AS warc_filename,
         CAST(d % 900000000 AS INTEGER) AS warc_record_offset, 9000 AS warc_record_length
  FROM (SELECT i, {_SKEWED.format(seed="i * 7 + 1")} AS h, hash(i * 13 + 5) AS a, hash(i * 31 + 3) AS b, hash(i * 17 + 11) AS d
        FROM range({{rows}}) t(i))
) TO '{{path}}' (FORMAT parquet)"""
_QUESTIONS = f"""
COPY (
  SELECT i AS id, 'www.host' || {_SKEWED.format(seed="i * 7 + 2")} || '.example' AS host,
         TIMESTAMP '2013-01-01' + to_days(CAST(hash(i * 3 + 1) % 726 AS INTEGER)) - INTERVAL 6 HOUR AS since,
         TIMESTAMP '2013-01-01' + to_days(CAST(hash(i * 3 + 1) % 726 AS INTEGER)) + INTERVAL 102 HOUR AS until
  FROM range({QUESTIONS}) t(i)
) TO '{{path}}' (FORMAT parquet)"""


def make(path: Path, statement: str, **values: object) -> None:
    import duckdb

    engine = duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(path.parent / "scratch")})
    engine.execute("SET preserve_insertion_order = false")
    engine.execute(statement.format(path=path, **values))
    engine.close()


def build(folder: Path, millions: int) -> None:
    """In a process of its own: captures, and the catalogue made of them."""
    from provenance.index import build_catalogue

    source = folder / f"captures-{millions}.parquet"
    make(source, _CAPTURES, rows=millions * 1_000_000)
    begun, cpu = time.perf_counter(), time.process_time()
    built = build_catalogue(folder / f"catalogue-{millions}", [source], memory="1GB", threads=2)
    source.unlink()
    wall, used = time.perf_counter() - begun, time.process_time() - cpu
    print(f"{millions:3} M captures: built in {wall:6.1f} s ({used:5.1f} s CPU), {len(built.manifest.files)} parts", flush=True)


def join(folder: Path, millions: int, memory: str) -> None:
    """In a process of its own: one join, and what it took."""
    from provenance.index import Catalogue

    begun, cpu = time.perf_counter(), time.process_time()
    catalogue = Catalogue(folder / f"catalogue-{millions}", scratch=folder / "scratch", memory=memory, threads=2)
    found = catalogue.join(folder / "questions.parquet", folder / "answers.parquet")
    wall, used = time.perf_counter() - begun, time.process_time() - cpu
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    single = sorted(ask(catalogue, number) for number in range(7, HOSTS, HOSTS // 40))
    catalogue.close()
    print(f"{wall:.2f} {used:.2f} {most:.0f} {found} {single[len(single) // 2] * 1000:.1f}")


def ask(catalogue: Catalogue, number: int) -> float:
    """Seconds of CPU of one question: the pages of a host in four days."""
    begun = time.process_time()
    since = datetime(2013, 10, 22, tzinfo=UTC)
    query = CaptureQuery(url=f"host{number}.example", match="domain", since=since, until=since + timedelta(days=4))
    catalogue.select(query, 2_000)
    return time.process_time() - begun


def in_process(*arguments: object) -> str:
    made = subprocess.run([sys.executable, __file__, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True)
    return made.stdout


def main(sizes: tuple[int, ...]) -> int:
    kept = 0
    with tempfile.TemporaryDirectory(prefix="catalogue-") as name:
        folder = Path(name)
        make(folder / "questions.parquet", _QUESTIONS)
        before: tuple[int, float] | None = None
        for millions in sizes:
            print(in_process("--build", folder, millions), end="", flush=True)
            for memory in ("2GB", "500MB"):
                wall, cpu, most, found, single = map(float, in_process("--join", folder, millions, memory).split())
                growth = ""
                if memory == "2GB":
                    if before is not None:
                        growth = f", growth {cpu / before[1]:.2f} for {millions / before[0]:g} times the captures"
                    before = (millions, cpu)
                print(
                    f"    1 M citations joined under {memory:>5}: {wall:5.1f} s wall, {cpu:5.1f} s CPU, {most:,.0f} MB, "
                    f"{found:,.0f} found; one question {single:.1f} ms CPU{growth}",
                    flush=True,
                )
                if millions == max(SIZES) and memory == "2GB" and (wall > BAR_SECONDS or most > BAR_MEGABYTES):
                    kept = 1
    return kept


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--join"]:
        join(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(main(tuple(int(word) for word in sys.argv[1:]) or SIZES))
