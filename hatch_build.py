"""Builds the index of the outlet rows into the package, so that the first run does not pay for it.

Without what it needs (a build without isolation), the package is built all the same and makes its index at the first run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = "provenance/outlets/shipped.index"


class OutletIndex(BuildHookInterface):
    """Writes the index: into the wheel, or for an editable install into the checkout, where git ignores it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is made; `version` is "standard" or "editable"."""
        sys.path.insert(0, self.root)
        try:
            from provenance.outlets.registry import shipped_index

            data = shipped_index()
        except ImportError as error:
            self.app.display_warning(f"the outlet index is left to the first run: {error}")
            return
        finally:
            sys.path.remove(self.root)
        if version == "editable":
            Path(self.root, INDEX).write_bytes(data)
            return
        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name, "shipped.index")
        made.write_bytes(data)
        build_data["force_include"][str(made)] = INDEX

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling when the wheel is made."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
