"""The capture catalogue: what archive files and index files hold, as sorted Parquet, asked in bulk by host and day.

The only home of DuckDB, which comes with the extra `index` and is imported when a catalogue is opened.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .building import Built, build_catalogue
    from .catalogue import Catalogue, CatalogueRow
    from .manifest import Manifest, Source

__all__ = ["Built", "Catalogue", "CatalogueRow", "Manifest", "Source", "build_catalogue"]

_HOMES = {
    "Built": "building",
    "Catalogue": "catalogue",
    "CatalogueRow": "catalogue",
    "Manifest": "manifest",
    "Source": "manifest",
    "build_catalogue": "building",
}


def __getattr__(name: str) -> object:
    """Load what needs the engine only when it is used."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
