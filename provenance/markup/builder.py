"""Article text and its offset map, built together, character run by character run."""

from __future__ import annotations

import re

from ..model.document import Block, BlockKind
from ..model.text import OffsetMap, Segment
from .tokens import references

#: White space of HTML (https://infra.spec.whatwg.org/#ascii-whitespace). A no-break space is text.
SPACE = " \t\n\r\f"
#: What is not copied as it stands: white space that collapses. A single blank between words is its own collapsed form.
_COLLAPSING = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_NEWLINE = re.compile(r"\r\n?|\n")
BLOCK_BREAK = "\n\n"


class TextBuilder:
    """Takes runs of source in order and grows the text, the segments and the blocks."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.segments: list[tuple[int, int, int, int]] = []
        self.blocks: list[Block] = []
        self.kind: BlockKind = "paragraph"
        self._block_kind: BlockKind = "paragraph"
        self._block_start: int | None = None
        self._before_block = (0, 0, 0)
        self._space: tuple[int, int] | None = None
        self._breaks = 0
        self._visible = False

    # -- what the reader calls

    def text(self, start: int, end: int, *, preformatted: bool = False) -> None:
        """Adds `source[start:end]`, character references resolved, white space collapsed."""
        position = start
        for begin, finish, meaning in references(self.source, start, end):
            self._plain(position, begin, preformatted)
            self._whole(meaning, begin, finish)
            position = finish
        self._plain(position, end, preformatted)

    def line_break(self) -> None:
        """A `<br>`: a new line; two of them end the block."""
        self._space = None
        self._breaks += 1

    def end_block(self) -> None:
        """Whatever comes next stands in a block of its own."""
        self._space, self._breaks = None, 0
        start = self._block_start
        if start is None:
            return
        self._block_start = None
        if self._visible:
            self.blocks.append(Block(kind=self._block_kind, start=start, end=self.length))
        else:  # nothing but no-break spaces: as if it had not been there
            parts, segments, length = self._before_block
            del self.parts[parts:], self.segments[segments:]
            self.length = length

    def finish(self) -> tuple[str, OffsetMap]:
        """The text and its map, once everything is in."""
        self.end_block()
        return "".join(self.parts), OffsetMap(tuple(Segment(*segment) for segment in self.segments))

    # -- inside

    def _plain(self, start: int, end: int, preformatted: bool) -> None:
        source = self.source
        if start >= end:
            return
        if preformatted:
            position = start
            for newline in _NEWLINE.finditer(source, start, end):
                self._add(position, newline.start())
                if self._block_start is not None:
                    self._emit("\n", newline.start(), newline.end())
                position = newline.end()
            self._add(position, end)
            return
        position = start
        for run in _COLLAPSING.finditer(source, start, end):
            self._words(position, run.start())
            self._note_space(run.start(), run.end())
            position = run.end()
        self._words(position, end)

    def _words(self, start: int, end: int) -> None:
        """Words parted by single blanks; a blank at either edge may collapse with its neighbours."""
        source = self.source
        if start < end and source[start] == " ":
            self._note_space(start, start + 1)
            start += 1
        trailing = end > start and source[end - 1] == " "
        self._add(start, end - trailing)
        if trailing:
            self._note_space(end - 1, end)

    def _note_space(self, start: int, end: int) -> None:
        if self._block_start is not None and not self._breaks and self._space is None:
            self._space = (start, end)

    def _add(self, start: int, end: int) -> None:
        if start < end:
            self._open()
            self._visible = self._visible or not self.source[start:end].isspace()
            self._emit(self.source[start:end], start, end)

    def _whole(self, text: str, start: int, end: int) -> None:
        if text in (" ", "\t", "\n", "\f"):  # `&#32;` collapses like any blank
            self._note_space(start, end)
            return
        self._open()
        self._visible = self._visible or not text.isspace()
        self._emit(text, start, end)

    def _open(self) -> None:
        """Before a character that shows: the break, blank or new line that is due."""
        if self._breaks > 1:
            self.end_block()
        if self._block_start is None:
            self._breaks, self._space = 0, None
            self._before_block = (len(self.parts), len(self.segments), self.length)
            if self.length:
                self.parts.append(BLOCK_BREAK)
                self.length += len(BLOCK_BREAK)
            self._block_start, self._block_kind, self._visible = self.length, self.kind, False
        elif self._breaks:
            self.parts.append("\n")
            self.length += 1
        elif self._space is not None:
            self._emit(" ", *self._space)
        self._breaks, self._space = 0, None

    def _emit(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        at, size, width = self.length, len(text), end - start
        self.length += size
        if size == width and self.segments:
            begin, length, source, source_length = self.segments[-1]
            if length == source_length and source + length == start and begin + length == at:
                self.segments[-1] = (begin, length + size, source, length + size)
                return
        self.segments.append((at, size, start, width))
