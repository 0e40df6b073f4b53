"""What every archive can be asked, and how an adapter presents itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from provenance.model.answer import (
    Capture,
    CaptureAnswer,
    CaptureQuery,
    PageQuery,
    PagesAnswer,
    ReplayAnswer,
    Scheme,
    WorkAnswer,
)
from provenance.net import Client

from .settings import ArchiveSettings


class Archive(Protocol):
    """An archive that can be asked. Answers are outcomes, never exceptions.

    `id` names it in reports; `title` is for people. `sends_words` says that questions carry words of the article, so that
    the archive is asked only when the user allows it.
    """

    @property
    def id(self) -> str:
        """The archive's name in reports."""

    @property
    def title(self) -> str:
        """The archive's name for people."""

    @property
    def sends_words(self) -> bool:
        """Whether questions carry words of the article."""

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Which captures are there?"""

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture."""

    def close(self) -> None:
        """Let go of files and connections."""


class PageLister(Protocol):
    """A service that knows addresses of pages by outlet, day or words, and holds no captures of them to show."""

    @property
    def id(self) -> str:
        """The service's name in reports."""

    @property
    def title(self) -> str:
        """The service's name for people."""

    @property
    def sends_words(self) -> bool:
        """Whether questions carry words of the article."""

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Which pages are known?"""

    def close(self) -> None:
        """Let go of files and connections."""


class WorkIndex(Protocol):
    """A registry of identifiers (DOI, arXiv id, PMID)."""

    @property
    def id(self) -> str:
        """The service's name in reports."""

    @property
    def title(self) -> str:
        """The service's name for people."""

    @property
    def sends_words(self) -> bool:
        """Whether questions carry words of the article: an identifier is none."""

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """Which identifiers it knows."""

    def describe(self, scheme: Scheme, value: str) -> WorkAnswer:
        """What does an identifier stand for?"""

    def close(self) -> None:
        """Let go of files and connections."""


Kind = Literal["captures", "pages", "works"]
Service = Archive | PageLister | WorkIndex


#: Opens the archive of captures that a spec names. Raises SettingsError, ArchiveFileError.
OpenOther = Callable[[str], Archive]


@dataclass(frozen=True, slots=True)
class Opening:
    """What an adapter is given. `address` is what follows the adapter's prefix in the spec, empty for a bare id.

    `open_other` is for an archive that lists what others hold.
    """

    spec: str
    address: str
    settings: ArchiveSettings
    client: Client
    index_dir: Path
    open_other: OpenOther


@dataclass(frozen=True, slots=True)
class Adapter:
    """How an adapter presents itself; each module of this folder that has an `ADAPTER` is one.

    `prefix` is how its specs begin (`warc:`, `cdx+`), empty for one that is named by its id alone. `limits` says in a line
    what the service allows, `known` the date of that knowledge. `kind` says which of the three protocols `open` gives: only
    archives of captures are part of an audit's plan; the others answer by outlet and day, by words or by identifier.
    `probe` is the cheap question that shows whether the service answers, where the usual one of its kind does not suit it, or
    a clause that says why it is not asked one.
    """

    id: str
    title: str
    open: Callable[[Opening], Service]
    prefix: str = ""
    sends_words: bool = False
    defaults: ArchiveSettings = field(default_factory=ArchiveSettings)
    limits: str = ""
    known: str = ""
    kind: Kind = "captures"
    needs_key: bool = False
    probe: CaptureQuery | PageQuery | tuple[Scheme, str] | str | None = None
