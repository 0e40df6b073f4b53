"""Runs a batch over a folder with an invented audit, so that tests can kill it. Not a test.

    batch_driver.py STORE FOLDER LOG [PAUSE_AT]

Each audit adds its article's name to LOG. At the article PAUSE_AT it writes "paused" to standard output and waits for
standard input to end: there the test kills it, without any waiting by the clock.
"""

import os
import sys
from pathlib import Path

from audit_factory import make_audit

from provenance.batch import find_sources, run_batch
from provenance.errors import ProvenanceError
from provenance.store import open_store


def main(store_path, folder, log, pause_at=""):
    def audit(source):
        handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{Path(source).name}\n".encode())
        os.close(handle)
        if Path(source).name == pause_at:
            print("paused", flush=True)
            sys.stdin.read()
        return make_audit(source=source, title=Path(source).name)

    try:
        with open_store(store_path) as store:
            print(run_batch(find_sources(folder), store, audit, run_key="r").as_json(), flush=True)
    except ProvenanceError as error:
        print(error.line, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
