"""What a verdict rests on, kept: the captures behind an audit's candidates, in one WACZ.

A page that an archive showed today may be gone from it tomorrow. The bundle holds the bytes that were read, with their digests
and where they came from, so that every verdict can be walked back to them without anybody's help.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Content, ReplayAnswer, Replayed
from provenance.model.audit import Bundle
from provenance.model.evidence import Resolution
from provenance.warc import Kept, WaczFile
from provenance.warc.surt import surt_key

if TYPE_CHECKING:
    from provenance.archives import Archive

#: Outcomes that rest on pages beside the candidates: the outlet's day was read, and nothing in it fits.
_RESTS_ON_ALL = ("no_match", "copies_only")


class EvidenceKeeper:
    """Remembers what archives replay during an audit, and writes what its verdicts rest on.

    Archives are asked through `watch`. After each audit `write` makes its bundle and forgets everything, so that a long run
    holds no more than one article's pages in memory.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # searches run side by side
        self._read: dict[tuple[str, str], Content] = {}
        self._requests: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def watch(self, archive: Archive) -> Archive:
        """The archive, with an eye on what it replays."""
        return _Watched(archive, self)

    def note(self, answer: Replayed) -> None:
        """Remember what was replayed, under the requests that it took."""
        key = (answer.content.archive_url, answer.content.sha256)
        with self._lock:
            self._read[key] = answer.content
            for record in answer.records:
                self._requests.setdefault((record.archive, record.request), []).append(key)

    def write(self, path: Path, resolutions: Iterable[Resolution], *, created_at: datetime, software: str) -> Bundle:
        """Write what these rest on, in their order, each capture once, and forget what was read.

        Args:
            path: the WACZ; it appears when it is whole.
            resolutions: of one audit.
            created_at: written into it as the time of its making, UTC: equal audits with an equal time give equal bytes.
            software: the program that makes it.

        Raises:
            OutputError: it can't be written.
        """
        kept: dict[tuple[str, str], str | None] = {}
        for resolution in resolutions:
            for one in resolution.candidates:
                kept.setdefault((one.archive_url, one.sha256), one.title)
            if resolution.outcome in _RESTS_ON_ALL:
                for query in resolution.queries:
                    for key in self._requests.get((query.archive, query.request), []):
                        kept.setdefault(key, None)
        pages = 0
        with WaczFile(path, created_at=created_at, title="Evidence of an audit", software=software) as file:
            for key, title in kept.items():
                if key in self._read:
                    file.add(_kept(self._read[key], title))
                    pages += 1
        self._read.clear()
        self._requests.clear()
        return Bundle(file=path.name, sha256=file.sha256, pages=pages)


class _Watched:
    """An archive whose replays are remembered."""

    def __init__(self, archive: Archive, keeper: EvidenceKeeper) -> None:
        self._archive, self._keeper = archive, keeper

    @property
    def id(self) -> str:
        return self._archive.id

    @property
    def title(self) -> str:
        return self._archive.title

    @property
    def sends_words(self) -> bool:
        return self._archive.sends_words

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(getattr(self._archive, "warnings", ()))

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(getattr(self._archive, "hosts", ()))

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        return self._archive.look_up(query)

    def replay(self, capture: Capture) -> ReplayAnswer:
        answer = self._archive.replay(capture)
        if isinstance(answer, Replayed):
            self._keeper.note(answer)
        return answer

    def close(self) -> None:
        self._archive.close()


def _kept(content: Content, title: str | None) -> Kept:
    try:
        urlkey = surt_key(content.url)
    except ValueError:
        urlkey = content.url
    notes = [
        ("provenance-archive", content.archive),
        ("provenance-archive-url", content.archive_url),
        ("provenance-asked-url", content.asked_url),
        ("provenance-sha256", content.sha256),
    ]
    notes += [("provenance-redirect", url) for url in content.redirects]
    return Kept(
        url=content.url,
        urlkey=urlkey,
        captured_at=content.captured_at,
        status=content.status,
        headers=content.headers,
        body=content.body,
        title=title,
        truncated=content.truncated,
        notes=tuple(notes),
    )
