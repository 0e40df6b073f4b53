"""MemGator: one question to some fifteen archives, through an aggregator of one's own or the public one.

Why this endpoint: Time Travel is gone; MemGator's TimeMap lists the captures of an address in all archives that it knows. A
capture is fetched from the archive that holds it.

Limits: each question fans out and takes 5 to 60 s, so 0.1/s; one address a question. It can only find: an archive that did not
answer the aggregator can't be told from one that has nothing, so its 404, and a list without a capture in the window, are
never read as "nothing there" (it says how many captures it found, not who answered). Off by default for the same reason.
Known as of 22 November 2026.
"""

from __future__ import annotations

from provenance.model.answer import CaptureAnswer, CaptureQuery
from provenance.net import Client

from .memento import Memento
from .outcome import Ledger
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings

_BASE = "https://memgator.cs.odu.edu"
_SILENCE = "it lists no capture in the window, and does not say which archives failed to answer it"


class MemGator(Memento):
    """See the head of this module."""

    title = "MemGator"
    _none = ("unreachable", _SILENCE)

    def __init__(self, archive: str, settings: ArchiveSettings, client: Client) -> None:
        base = (settings.base_url or _BASE).rstrip("/")
        super().__init__(archive, f"{base}/timegate/", settings, client)
        self._timemap = f"{base}/timemap/link/"

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures of one address within a window, in all archives that the aggregator asks."""
        ledger = Ledger(self.id)
        if query.match != "exact":
            why = "an aggregator answers for single addresses only"
            ledger.note_local(f"{self._timemap}{query.url} ({query.match})", "skipped", why)
            return ledger.gap("skipped", why)
        listed, gap = self._read_timemap(f"{self._timemap}{query.url.replace('#', '%23')}", ledger, query)
        if listed:
            return self._found(ledger, listed, query, complete=False)
        return gap or ledger.gap("unreachable", _SILENCE)


def _open(opening: Opening) -> Service:
    return MemGator("memgator", opening.settings, opening.client)


ADAPTER = Adapter(
    id="memgator",
    title=MemGator.title,
    open=_open,
    defaults=ArchiveSettings(base_url=_BASE, rate=0.1, timeout=90.0, replay_rate=0.5),
    limits="each question fans out to some fifteen archives and takes up to 60 s (ours: 0.1/s)",
    known="2026-11-22",
)
