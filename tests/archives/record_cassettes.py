"""Records cassettes/ anew from a pywb on loopback:    python tests/archives/record_cassettes.py

Not a test module. What the cassettes hold, and why, stands in support_cassettes.py.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from support_cassettes import CASES, HOST, ask, open_by, recorder  # noqa: E402
from support_pywb import PywbRunner  # noqa: E402
from support_shim import WaybackShim  # noqa: E402

_LOOPBACK = re.compile(r"127\.0\.0\.1:\d+")
RECORDED = "# recorded from pywb {version} on loopback, which served the example's invented archive.\n"
HEADS = {
    "wayback": "# synthetic: recorded from pywb {version} on loopback, which served the example's invented archive, behind a\n"
    "# stand-in for the Wayback Machine's dialect (tests/support_shim.py), shaped after the CDX server's documentation.\n",
    "cdx": RECORDED,
    "memento": RECORDED,
}


def main() -> None:
    from importlib.metadata import version

    warcs = sorted((HERE.parent.parent / "examples" / "archive").glob("*.warc"))
    runner = PywbRunner(lambda: Path(tempfile.mkdtemp()))
    try:
        server = runner.start(*warcs)
        with WaybackShim(server) as shim:
            for case in CASES:
                base = shim.url if case.archive == "wayback" else server.base_url
                case.path.parent.mkdir(parents=True, exist_ok=True)
                case.path.unlink(missing_ok=True)
                here = base.removeprefix("http://")
                with recorder(lambda text: _LOOPBACK.sub(HOST, text), "all", here).use_cassette(str(case.path)):
                    archive, client = open_by(case.archive, base)
                    print(case.archive, case.name, ask(case, archive).outcome)
                    client.close()
                case.path.write_text(
                    HEADS[case.archive].format(version=version("pywb")) + case.path.read_text(encoding="utf-8"),
                    encoding="utf-8",
                )
    finally:
        runner.close()


if __name__ == "__main__":
    main()
