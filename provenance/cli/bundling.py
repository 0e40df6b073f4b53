"""--bundle: one file of evidence for one article, a folder of them for several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import OutputError, SettingsError

if TYPE_CHECKING:
    from provenance.model.audit import Audit
    from provenance.pipeline import Desk

_SUFFIX = ".wacz"


class Bundling:
    """Where the bundles of a run go.

    Args:
        path: what --bundle names; None for no bundle.
        authority: what --timestamp names; None for no time stamp.
        several: whether there may be more than one article: then the path is a folder, which is made.

    Raises:
        SettingsError: the path can't be used.
        OutputError: the folder can't be made.
    """

    def __init__(self, path: Path | None, authority: str | None, *, several: bool) -> None:
        self._path, self._authority = path, authority
        self.troubles: list[str] = []
        self._folder = path is not None and (several or path.is_dir())
        self._names: set[str] = set()
        if authority is not None and not authority.lower().startswith(("http://", "https://")):
            raise SettingsError("ask for a time stamp", authority, "it is no http address", "name an authority's address")
        if path is None:
            if authority is not None:
                raise SettingsError("ask for a time stamp", authority, "there is no bundle to stamp", "give --bundle too")
            return
        if not self._folder:
            if path.suffix.lower() != _SUFFIX:
                raise SettingsError(
                    "write the bundle", str(path), "its name does not end in .wacz", f"name it {path.name}{_SUFFIX}"
                )
            if not path.parent.is_dir():
                raise SettingsError("write the bundle", str(path), "there is no such folder", "make it, or name another")
            return
        if path.suffix.lower() == _SUFFIX and not path.is_dir():
            raise SettingsError(
                "write the bundle", str(path), "there are several articles", "name a folder: each gets a bundle"
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError("make the folder", str(path), error.strerror or str(error), "name another") from error

    @property
    def wanted(self) -> bool:
        """Whether bundles are to be written."""
        return self._path is not None

    def keep(self, source: str, audit: Audit, desk: Desk) -> Audit:
        """Writes the bundle of an audit, where one is wanted; the audit then names it. Raises OutputError."""
        if self._path is None:
            return audit
        from provenance.pipeline import keep_evidence

        path = self._path / self._name(source) if self._folder else self._path
        kept, trouble = keep_evidence(audit, desk, path, authority=self._authority)
        if trouble is not None:
            self.troubles.append(trouble)
        return kept

    def _name(self, source: str) -> str:
        stem = "article" if source == "-" else Path(source.rstrip("/")).stem or "article"
        name, n = stem, 1
        while name in self._names:
            n += 1
            name = f"{stem}-{n}"
        self._names.add(name)
        return name + _SUFFIX
