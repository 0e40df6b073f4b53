"""An archive that is asked about some hosts only, as `archives.<id>.hosts` says.

A national archive holds its own country's pages and little else. Asked about everything, it would cost a request for each
citation, and each time it is down every "not archived" would have to stay open.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, ReplayAnswer

from .protocol import Archive


class Scoped:
    """An archive and the hosts that it is asked about; `covers` tells whoever plans."""

    def __init__(self, archive: Archive, hosts: tuple[str, ...]) -> None:
        self._archive = archive
        self.hosts = hosts

    @property
    def id(self) -> str:
        """The archive's name in reports."""
        return self._archive.id

    @property
    def title(self) -> str:
        """The archive's name for people."""
        return self._archive.title

    @property
    def sends_words(self) -> bool:
        """Whether questions carry words of the article."""
        return self._archive.sends_words

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the archive warns of."""
        return tuple(getattr(self._archive, "warnings", ()))

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Which captures are there?"""
        return self._archive.look_up(query)

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture."""
        return self._archive.replay(capture)

    def close(self) -> None:
        """Let go of files and connections."""
        self._archive.close()


def covers(archive: Archive, url: str) -> bool:
    """Whether an archive is asked about an address, a host or a domain: always, where its settings name no hosts."""
    hosts: tuple[str, ...] = getattr(archive, "hosts", ())
    if not hosts:
        return True
    try:
        name = (urlsplit(url if "://" in url else f"//{url}").hostname or "").lower()
    except ValueError:
        return True  # for the archive to call malformed
    return any(name == own or name.endswith(f".{own}") for own in (host.lower().strip(".") for host in hosts))
