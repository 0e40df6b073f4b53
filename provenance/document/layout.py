"""What a reader of one format hands back: the text, and what is laid over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model.document import Block, Mark
from ..model.text import OffsetMap

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


@dataclass(frozen=True)
class Layout:
    """A document's text with its blocks and marks, and the facts that its format has a place for.

    `metadata` has names in lower case -> values.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str | None = None
    publisher_name: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    metadata: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offsets: OffsetMap | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: `[start, end)` without its line end."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands on it."""
        return not self.text.strip()


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text, whatever its line ends; the text is not changed."""
    for match in _LINE.finditer(text):
        if match.end() == match.start():
            return
        content = match.group().rstrip("\r\n")
        yield Line(match.start(), match.start() + len(content), content)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without the white space at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
