"""Reads newsroom citations, finds the cited items in public archives, and reports what they show.

Three verbs: `read` a source into a `Document`, `parse` it into a `Reading`, `audit` it into an `Audit`. All three return frozen
records; every error that they raise is a `ProvenanceError`.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.version import VERSION as __version__

if TYPE_CHECKING:
    from datetime import date

    from provenance.errors import ProvenanceError
    from provenance.model.audit import Audit
    from provenance.model.dates import DateRange, PartialDate
    from provenance.model.document import Document
    from provenance.model.reading import Reading

__all__ = [
    "Audit",
    "DateRange",
    "Document",
    "PartialDate",
    "ProvenanceError",
    "Reading",
    "__version__",
    "audit",
    "parse",
    "read",
]

# Records are imported when they are first asked for: `provenance --help` needs none of them.
_HOMES = {
    "Audit": "provenance.model.audit",
    "DateRange": "provenance.model.dates",
    "Document": "provenance.model.document",
    "PartialDate": "provenance.model.dates",
    "ProvenanceError": "provenance.errors",
    "Reading": "provenance.model.reading",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'provenance' has no attribute {name!r}")


def read(source: str | Path, *, published: PartialDate | str | None = None) -> Document:
    """Reads an article from a file.

    Args:
        source: path of a .txt, .md, .html or .wiki file.
        published: the publication date, if you know better than the page ("2014-12-16").

    Raises:
        SourceError: it can't be read; the message says why and what to do.
    """
    from provenance.pipeline import read_source

    return read_source(str(source), published=_date(published))


def parse(
    source: str | Path | Document, *, published: PartialDate | str | None = None, outlets: Sequence[str | Path] = ()
) -> Reading:
    """Finds references, citations and claims. No network, no clock.

    Args:
        source: a path, or a document that was read.
        published: as for `read`; not for a document.
        outlets: your own outlet files.

    Raises:
        SourceError, CatalogError.
    """
    from provenance.config import OutletSettings, Settings
    from provenance.pipeline import open_registry, read_article

    settings = Settings(outlets=OutletSettings(files=tuple(str(path) for path in outlets)))
    return read_article(_document(source, published), open_registry(settings))


def audit(
    source: str | Path | Document,
    *,
    as_of: date,
    published: PartialDate | str | None = None,
    archives: Sequence[str] | None = None,
    outlets: Sequence[str | Path] = (),
    cache: Path | None = None,
) -> Audit:
    """Audits an article: finds the cited items and judges what they show.

    Args:
        source: a path, or a document that was read.
        as_of: the day that the audit is made for.
        published: as for `read`; not for a document.
        archives: archive specs (`wayback`, `warc:PATH` ...); None takes the defaults, an empty list asks none.
        outlets: your own outlet files.
        cache: a folder in which answers are kept; None keeps none.

    Raises:
        SourceError, CatalogError, SettingsError, ArchiveFileError. What archives answer is never an error.
    """
    import time

    from provenance.config import OutletSettings, Settings
    from provenance.pipeline import audit_document, open_desk

    document = _document(source, published)
    settings = Settings(outlets=OutletSettings(files=tuple(str(path) for path in outlets)))
    with open_desk(settings, as_of=as_of, cache_dir=cache, clock=time.time, sleep=time.sleep, specs=archives) as desk:
        return audit_document(document, desk)


def _document(source: str | Path | Document, published: PartialDate | str | None) -> Document:
    return read(source, published=published) if isinstance(source, str | Path) else source


def _date(value: PartialDate | str | None) -> PartialDate | None:
    from provenance.model.dates import PartialDate

    return PartialDate.parse(value) if isinstance(value, str) else value
