"""One writer a store: an operating-system lock on a file beside it.

The system drops the lock when the process ends, however it ends, so that `kill -9` leaves none behind. The file holds the
writer's process id for the message to the next one; an id without a lock is a writer that did not end by itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from ..errors import StoreError


class WriterLock:
    """The lock of the store at `path`, held from construction until `release`.

    Attributes:
        left_by: the id of a process that held the store and was killed, None where the last one closed it.

    Raises:
        StoreError: another process holds it, or the file beside the store can't be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        try:
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(
                "open the store", str(path), f"{self.path.name} beside it can't be written ({error.strerror})",
                "check that the folder exists and may be written, or give another path",
            ) from None  # fmt: skip
        if not _take(self._handle):
            holder = self._holder()
            os.close(self._handle)
            who = f"process {holder}" if holder else "another process"
            raise StoreError(
                "open the store", str(path), f"{who} is using it", "wait for it to end, stop it, or give another store"
            ) from None
        self.left_by = self._holder()
        self._write(str(os.getpid()))

    def release(self) -> None:
        """Gives the store free. The file stays: to delete it would let two writers lock two files of one name."""
        self._write("")
        os.close(self._handle)

    def _holder(self) -> int | None:
        os.lseek(self._handle, 0, os.SEEK_SET)
        text = os.read(self._handle, 32).strip()
        return int(text) if text.isdigit() else None

    def _write(self, text: str) -> None:
        # The id is only for a message: a full disk must not stop the store from being closed.
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text.encode())


def _take(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            # A byte far past the id, so that others can still read it.
            os.lseek(handle, 1024, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
