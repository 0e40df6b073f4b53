"""Every error that this project raises, in one tree.

    ProvenanceError              a sentence for the user: what was tried, on what, why it failed, what to do
    |- SourceError               one article can't be read; only that article stops
    |- SettingsError             command line, config file or environment can't be used (exit code 2)
    |- CatalogError              a row of shipped or user-made facts is wrong; names file, row and field
    |- ArchiveFileError          a WARC, WACZ or ARC file can't be read or indexed
    |- StoreError                the store can't be opened, is in use, or can't be written
    |- OutputError               a result can't be written (disk full, no permission)
    `- Interrupted               stopped by the user or by a signal; what was finished is kept

What an archive answered is never an error: see `provenance.model.answer`.
"""

from __future__ import annotations


class ProvenanceError(Exception):
    """Root of the tree. The message is one line for the user.

    Args:
        tried: what was attempted, as a verb phrase ("read the article").
        on: on what (a path, an address, a field).
        why: what went wrong.
        todo: what the user can do about it; may be empty.
    """

    exit_code = 2

    def __init__(self, tried: str, on: str, why: str, todo: str = "") -> None:
        self.tried, self.on, self.why, self.todo = tried, on, why, todo
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The message on a single line, whatever its parts contain."""
        text = f"could not {self.tried} {self.on}: {self.why}"
        if self.todo:
            text += f"; {self.todo}"
        return " ".join(text.split())


class SourceError(ProvenanceError):
    """One article can't be read. Other articles of the same run go on."""


class SettingsError(ProvenanceError):
    """The command line, the config file or the environment can't be used."""


class CatalogError(ProvenanceError):
    """A row of facts is wrong; the message names file, row and field."""


class ArchiveFileError(ProvenanceError):
    """A WARC, WACZ or ARC file, or the index made of it, can't be used."""


class StoreError(ProvenanceError):
    """The store of audits can't be opened, is in use, or can't be written."""


class OutputError(ProvenanceError):
    """A result can't be written."""


class Interrupted(ProvenanceError):
    """Stopped by the user or by a signal."""

    exit_code = 130
