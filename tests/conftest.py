"""Fixtures that tests of several packages use."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support_pywb import PywbRunner, PywbServer, pywb_command


@pytest.fixture(scope="session")
def pywb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., PywbServer]]:
    """A function that starts a real pywb over the WARC files it is given: `server = pywb_server(path, ...)`."""
    if pywb_command("wayback") is None:
        pytest.skip("pywb is not installed: pip install -e .[dev]")

    def folder() -> Path:
        return tmp_path_factory.mktemp("pywb")

    runner = PywbRunner(folder)
    try:
        yield runner.start
    finally:
        runner.close()
