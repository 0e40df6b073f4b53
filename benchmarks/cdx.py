"""Index rows read a second: ours against the `wayback` client (edgi), on the same answers, in one run.

    python benchmarks/cdx.py [rows]

The answers are made here: as many rows an answer as our own questions ask for (5,000), in the three forms that archives send.
Both sides get whole answers as bytes and give a list of rows with times, numbers for status, and repeats left out; `wayback`
reads only the form in seven columns. CPU time of the best of five rounds counts, the readers taking turns, so that other work
on the machine does not. The bar is five times the client's rate.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable

from provenance.archives.cdx import read_cdx

ROWS, PAGE, ROUNDS, BAR = 100_000, 5_000, 5, 5.0
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def make_rows(count: int) -> list[list[str]]:
    chance = random.Random(7)  # noqa: S311
    rows = []
    for number in range(count):
        page = number // 3
        path = f"/russia/{page}/a-story-about-the-grain-harvest-{page}.html"
        day = f"2013{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        clock = f"{chance.randint(0, 23):02}{chance.randint(0, 59):02}{chance.randint(0, 59):02}"
        status = chance.choices(["200", "301", "404", "-"], [88, 5, 4, 3])[0]
        mime = "warc/revisit" if status == "-" else "text/html"
        digest = "".join(chance.choices(_LETTERS, k=32))
        row = [f"example,news){path}", day + clock, f"http://www.news.example:80{path}", mime, status, digest]
        rows.append([*row, str(chance.randint(900, 90_000))])
    return rows


def as_text(rows: list[list[str]]) -> bytes:
    return "".join(" ".join(row) + "\n" for row in rows).encode()


def as_arrays(rows: list[list[str]]) -> bytes:
    names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    return json.dumps([names, *rows]).encode()


def as_objects(rows: list[list[str]]) -> bytes:
    names = ["url", "mime", "status", "digest", "length"]
    return "".join(f"{row[0]} {row[1]} {json.dumps(dict(zip(names, row[2:], strict=True)))}\n" for row in rows).encode()


def theirs() -> Callable[[bytes], list[object]]:
    """The client's own search over an answer that is already here. Raises ImportError where it is not installed."""
    import wayback
    import wayback._client

    class Answer:
        def __init__(self, content: bytes) -> None:
            self.content, self.text = content, ""

        def raise_for_status(self) -> None:
            pass

    class Session:
        answer = b""

        def request(self, *_: object, **__: object) -> Answer:
            return Answer(self.answer)

    wayback._client.read_and_close = lambda _: None  # nothing to read: the bytes are there
    session = Session()
    client = wayback.WaybackClient(session=session)

    def read(body: bytes) -> list[object]:
        session.answer = body
        return list(client.search("news.example"))

    return read


def ours(body: bytes) -> list[object]:
    return list(read_cdx(body).rows)


def rate(read: Callable[[bytes], list[object]], answers: list[bytes]) -> float:
    """Rows a second of CPU time."""
    begun = time.process_time()
    count = sum(len(read(body)) for body in answers)
    return count / (time.process_time() - begun)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    gc.set_threshold(100_000, 20, 20)  # as the command line sets it, for both
    rows = make_rows(count)
    pages = [rows[start : start + PAGE] for start in range(0, count, PAGE)]
    text, arrays, objects = ([form(page) for page in pages] for form in (as_text, as_arrays, as_objects))
    readers = {"ours, columns": (ours, text), "ours, JSON arrays": (ours, arrays), "ours, JSON lines": (ours, objects)}
    try:
        readers = {"wayback, columns": (theirs(), text), **readers}
    except ImportError:
        print("wayback is not installed (pip install wayback): only our own rates")
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, (read, answers) in readers.items():
            best[name] = max(best.get(name, 0.0), rate(read, answers))
    for name, value in best.items():
        print(f"{name:18} {value:10,.0f} rows/s")
    if "wayback, columns" not in best:
        return 0
    ratio = best["ours, columns"] / best["wayback, columns"]
    print(f"{'ratio':18} {ratio:10.1f} (bar {BAR:g})")
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
