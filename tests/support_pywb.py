"""pywb as a server beside the tests: a real web archive on loopback, over WARC files that a test has written.

pywb is GPL and is never imported: it runs as a process of its own.
"""

from __future__ import annotations

import contextlib
import http.client
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support_faults import closed_port

_CONFIG = "framed_replay: false\nredirect_to_exact: true\nenable_memento: true\n"


@dataclass(frozen=True)
class PywbServer:
    """A running pywb. `collection` is the address of its one collection, `web`."""

    port: int

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def collection(self) -> str:
        return f"{self.base_url}/web"

    @property
    def cdx_url(self) -> str:
        return f"{self.collection}/cdx"


def pywb_command(name: str) -> str | None:
    """The path of one of pywb's programs, None where pywb is not installed."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


class PywbRunner:
    """Starts servers; `close` ends those that it started."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *warcs: Path) -> PywbServer:
        """A server over these files.

        Raises:
            RuntimeError: it did not answer.
        """
        home = self._folder()
        (home / "config.yaml").write_text(_CONFIG, encoding="utf-8")
        manager, server = pywb_command("wb-manager"), pywb_command("wayback")
        assert manager is not None
        assert server is not None
        unpack = ["--unpack-wacz"] if any(path.suffix == ".wacz" for path in warcs) else []
        for arguments in (["init", "web"], ["add", *unpack, "web", *map(str, warcs)]):
            subprocess.run([manager, *arguments], cwd=home, check=True, capture_output=True, timeout=60)
        port = closed_port()
        with (home / "pywb.log").open("wb") as log:
            process = subprocess.Popen([server, "-b", "127.0.0.1", "-p", str(port)], cwd=home, stdout=log, stderr=log)
        self._processes.append(process)
        tick = threading.Event()
        for _ in range(600):
            if process.poll() is not None:
                break
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.request("GET", "/web/cdx?url=ready.example", headers={"Connection": "close"})
                status = connection.getresponse().status
                connection.close()
                if status < 500:
                    return PywbServer(port)
            tick.wait(0.05)
        raise RuntimeError(f"pywb did not start: {(home / 'pywb.log').read_text(errors='replace')[-2000:]}")

    def close(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)
