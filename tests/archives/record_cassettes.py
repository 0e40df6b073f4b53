"""Records cassettes/ anew from a pywb on loopback:    python tests/archives/record_cassettes.py

Not a test module. What the cassettes hold, and why, stands in support_cassettes.py.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from support_cassettes import CASES, HOST, ask, open_by, recorder  # noqa: E402
from support_pywb import PywbRunner, PywbServer  # noqa: E402
from support_shim import WaybackShim  # noqa: E402

_LOOPBACK = re.compile(r"127\.0\.0\.1:\d+")
RECORDED = "# recorded from pywb {version} on loopback, which served the example's invented archive.\n"
HEADS = {
    "wayback": "# synthetic: recorded from pywb {version} on loopback, which served the example's invented archive, behind a\n"
    "# stand-in for the Wayback Machine's dialect (tests/support_shim.py), shaped after the CDX server's documentation.\n",
    "cdx": RECORDED,
    "memento": RECORDED,
}


def stand_in(server: PywbServer, told: Connection) -> None:
    """The Wayback dialect in a process of its own: vcr watches every connection of the one that records."""
    with WaybackShim(server) as shim:
        told.send(shim.url)
        told.recv()


def main() -> None:
    from importlib.metadata import version

    warcs = sorted((HERE.parent.parent / "examples" / "archive").glob("*.warc"))
    runner = PywbRunner(lambda: Path(tempfile.mkdtemp()))
    here, there = multiprocessing.Pipe()
    try:
        server = runner.start(*warcs)
        dialect = multiprocessing.Process(target=stand_in, args=(server, there), daemon=True)
        dialect.start()
        bases = {"wayback": here.recv(), "cdx": server.base_url, "memento": server.base_url}
        for case in CASES:
            case.path.parent.mkdir(parents=True, exist_ok=True)
            case.path.unlink(missing_ok=True)
            with recorder(lambda text: _LOOPBACK.sub(HOST, text), "all").use_cassette(str(case.path)):
                archive, client = open_by(case.archive, bases[case.archive])
                print(case.archive, case.name, ask(case, archive).outcome)
                client.close()
            head = HEADS[case.archive].format(version=version("pywb"))
            case.path.write_text(head + case.path.read_text(encoding="utf-8"), encoding="utf-8")
        here.send("done")
        dialect.join()
    finally:
        runner.close()


if __name__ == "__main__":
    main()
