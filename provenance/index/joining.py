"""Many questions at once: which captures has each host in each window?

It is a join and not a loop, and it meets by equality: a window is a handful of days, so windows are spread to (host, day) and
meet captures there; exact times are compared only where they met. Comparing times with windows directly, on the host alone,
takes more than ten times as long (docs/catalogue.md has the figures). Questions that are the same are answered once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .engine import explained, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: A printed host as the key that the catalogue has: `www.Interfax.ru` -> `ru,interfax`.
_AS_KEY = r"""array_to_string(list_reverse(string_split(
    regexp_replace(lower(trim(CAST(host AS VARCHAR))), '^www\d*\.', ''), '.')), ',')"""
_ASKED = f"""
CREATE OR REPLACE TEMP TABLE asked AS
SELECT id, {_AS_KEY} AS host, CAST(since AS TIMESTAMP) AS since, CAST(until AS TIMESTAMP) AS until
FROM {{table}}"""
#: Each window once, with a number.
_WINDOWS = """
CREATE OR REPLACE TEMP TABLE windows AS
SELECT host, since, until, (row_number() OVER ())::INTEGER AS number FROM (SELECT DISTINCT host, since, until FROM asked)"""
#: Windows spread over their days and over the hosts that are there: a host answers for those below it, too. `bucket` is the
#: host's number and the day in one, as captures have it.
_SPANS = """
CREATE OR REPLACE TEMP TABLE spans AS
WITH names AS (
  SELECT above, number
  FROM (SELECT number, unnest(list_transform(
          range(1, len(string_split(host, ',')) + 1), lambda n: array_to_string(string_split(host, ',')[1:n], ','))) AS above
        FROM hosts)
  WHERE above IN (SELECT host FROM windows))
SELECT windows.number AS number, since, until, names.number * 65536
         + unnest(range(greatest(0, epoch(since)::BIGINT // 86400), epoch(until)::BIGINT // 86400 + 1)) AS bucket
FROM windows JOIN names ON names.above = windows.host"""
#: How many, and which first: numbers alone, so that no text is carried through the widest step.
_COUNTED = """
CREATE OR REPLACE TEMP TABLE counted AS
SELECT spans.number, count(*) AS captures, min(struct_pack(captured_at := captured_at, row := captures.number)) AS first
FROM spans JOIN captures USING (bucket)
WHERE captured_at BETWEEN since AND until AND NOT listing AND (status IS NULL OR status < 400)
GROUP BY spans.number"""
_ANSWERED = """
COPY (
  WITH firsts AS (
    SELECT counted.number, counted.captures, captures.captured_at, url, archive, file, place, length
    FROM captures JOIN counted ON captures.number = counted.first.row)
  SELECT asked.id, coalesce(captures, 0) AS captures, captured_at, url, archive, file, place, length
  FROM asked
  LEFT JOIN windows ON windows.host = asked.host AND windows.since = asked.since AND windows.until = asked.until
  LEFT JOIN firsts ON firsts.number = windows.number
) TO {target} (FORMAT parquet, COMPRESSION zstd)"""
_TABLES = ("asked", "windows", "spans", "counted")


def join(engine: DuckDBPyConnection, folder: Path, questions: Path, answers: Path) -> int:
    """Answers a table of questions with a table.

    Args:
        engine: has the views `captures` and `hosts`.
        folder: of the catalogue, for messages.
        questions: Parquet or CSV with `id`, `host` (as printed, `interfax.ru`) and `since`, `until` (UTC, both included).
        answers: Parquet to write, a row a question: `id`, `captures` (how many), and of the first of them `captured_at`,
            `url`, `archive`, `file`, `place`, `length`. Hosts below the one asked for count; archived 4xx and 5xx do not.

    Returns:
        How many questions have a capture.

    Raises:
        ArchiveFileError: questions of other columns, a full disk, or too little memory. `answers` is then as it was before.
        OSError: `answers` can't be put in its place.
    """
    read = "read_parquet" if questions.suffix.lower() == ".parquet" else "read_csv"
    partial = answers.with_name(f".{answers.name}.new")
    try:
        with explained("read the questions", str(questions)):
            engine.execute(_ASKED.format(table=f"{read}({quoted(questions)})"))
        with explained("join the questions with the catalogue", str(folder)):
            for statement in (_WINDOWS, _SPANS, _COUNTED, _ANSWERED.format(target=quoted(partial))):
                engine.execute(statement)
            found = engine.execute(f"SELECT count(*) FROM read_parquet({quoted(partial)}) WHERE captures > 0").fetchall()
        partial.replace(answers)
    finally:
        partial.unlink(missing_ok=True)
        _clear(engine)
    return int(found[0][0])


def _clear(engine: DuckDBPyConnection) -> None:
    for table in _TABLES:
        engine.execute(f"DROP TABLE IF EXISTS {table}")
