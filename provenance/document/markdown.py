"""Markdown: the blocks of CommonMark that matter for reading, footnotes, and front matter."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..model.document import Block, BlockKind, Mark
from .inline import find_marks
from .layout import Layout, Line, lines_of, trimmed
from .masthead import may_be_title, names_publication, plain_title, read_masthead
from .plain import NOTE_HEADING, find_note, note_mark

_FRONT_MATTER_LINES = 200
_PAIR = re.compile(r"([A-Za-z][\w .:-]{0,40}?)\s{0,4}[:=]\s{0,4}(.{1,500}?)\s*\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\Z)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}>")
_ITEM = re.compile(r" {0,7}(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)")
_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\]\[^\n][^\]\[\n]{0,98})\]:[ \t]{0,4}<?(?P<address>[^\s<>]{1,2000})>?")
_REFERENCE = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,400}(?:\n[^\[\]\n]{1,400}){0,2})\](?:[ ]?\[(?P<key>[^\[\]\n]{0,100})\])?(?![(:])"
)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,300}\1(?!`)")
_COMMENT = re.compile(r"[ \t]*<!--")


class _Reader:
    """Walks the lines once; `blocks` grow in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(lines_of(text))
        self.blocks: list[Block] = []
        self.notes: list[Mark] = []
        self.code: list[tuple[int, int]] = []
        self.addresses: dict[str, str] = {}
        self.definitions: list[tuple[int, int]] = []
        self.levels: dict[int, int] = {}
        self.metadata: dict[str, tuple[str, ...]] = {}
        self.in_notes = False

    def add(self, kind: BlockKind, first: int, last: int) -> None:
        start, end = trimmed(self.text, self.lines[first].start, self.lines[last].end)
        if start < end:
            self.blocks.append(Block(kind=kind, start=start, end=end))

    def read(self) -> None:
        index = self._front_matter()
        while index < len(self.lines):
            line = self.lines[index].text
            index = index + 1 if not line.strip() else self._block(index)

    def _front_matter(self) -> int:
        """Past the `---` block at the head of the file, if there is one; its pairs become metadata."""
        fence = self.lines[0].text.strip() if self.lines else ""
        if fence not in ("---", "+++"):
            return 0
        for index, line in enumerate(self.lines[1:_FRONT_MATTER_LINES], start=1):
            if line.text.strip() in (fence, "..."):
                for pair in map(_PAIR.match, (inner.text for inner in self.lines[1:index])):
                    if pair:
                        value = pair[2].strip().strip("\"'").strip()
                        self.metadata.setdefault(pair[1].lower(), (value,))
                self.add("other", 0, index)
                return index + 1
        return 0

    def _block(self, index: int) -> int:
        """Reads the block that begins on line `index`; gives the line after it."""
        line = self.lines[index].text
        if fence := _FENCE.match(line):
            return self._fenced(index, fence[1])
        if _COMMENT.match(line):
            return self._until(index, "other", lambda text: "-->" in text)
        if heading := _HEADING.match(line):
            self._heading(index, index, len(heading[1]))
            return index + 1
        if _RULE.match(line):
            return index + 1
        if (note := find_note(line)) is not None:
            return self._note(index, note)
        if definition := _DEFINITION.match(line):
            self.addresses.setdefault(definition["label"].casefold(), definition["address"])
            self.definitions.append((self.lines[index].start, self.lines[index].end))
            self.add("other", index, index)
            return index + 1
        if _QUOTE.match(line):
            return self._while(index, "quote", lambda text: bool(_QUOTE.match(text)))
        if _ITEM.match(line):
            if self.in_notes and (note := find_note(line, in_list=True)) is not None:
                return self._note(index, note)
            return self._while(index, "item", lambda text: not _ITEM.match(text) and not _starts_block(text))
        if line.startswith(("    ", "\t")):
            last = self._while(index, "code", lambda text: text.startswith(("    ", "\t")))
            self.code.append((self.lines[index].start, self.lines[last - 1].end))
            return last
        if line.lstrip().startswith("|"):
            return self._while(index, "other", lambda text: text.lstrip().startswith("|"))
        return self._paragraph(index)

    def _while(self, index: int, kind: BlockKind, goes_on: Callable[[str], bool]) -> int:
        last = index
        while last + 1 < len(self.lines) and not self.lines[last + 1].blank and goes_on(self.lines[last + 1].text):
            last += 1
        self.add(kind, index, last)
        return last + 1

    def _until(self, index: int, kind: BlockKind, ends: Callable[[str], bool]) -> int:
        last = index
        while last + 1 < len(self.lines) and not ends(self.lines[last].text):
            last += 1
        self.add(kind, index, last)
        return last + 1

    def _fenced(self, index: int, fence: str) -> int:
        last = index + 1
        while last < len(self.lines) and not self.lines[last].text.strip().startswith(fence):
            last += 1
        last = min(last, len(self.lines) - 1)
        self.add("code", index, last)
        self.code.append((self.lines[index].start, self.lines[last].end))
        return last + 1

    def _heading(self, first: int, last: int, level: int) -> None:
        self.levels[len(self.blocks)] = level
        self.add("heading", first, last)
        self.in_notes = bool(NOTE_HEADING.fullmatch(self.lines[first].text[:80]))

    def _note(self, index: int, head: re.Match[str]) -> int:
        last = index
        while last + 1 < len(self.lines) and _continues_note(self.lines, last):
            last += 1
        start, end = trimmed(self.text, self.lines[index].start, self.lines[last].end)
        self.blocks.append(Block(kind="note", start=start, end=end))
        mark = note_mark(head, self.lines[index].start, end)
        self.notes.append(mark.model_copy(update={"start": start}))
        return last + 1

    def _paragraph(self, index: int) -> int:
        last = index
        while last + 1 < len(self.lines):
            following = self.lines[last + 1].text
            if underline := _UNDERLINE.match(following):
                self._heading(index, last + 1, 1 if underline[1][0] == "=" else 2)
                return last + 2
            if not following.strip() or _starts_block(following):
                break
            last += 1
        self.add("paragraph", index, last)
        return last + 1


def _starts_block(line: str) -> bool:
    return bool(
        _HEADING.match(line) or _FENCE.match(line) or _QUOTE.match(line) or _ITEM.match(line) or _RULE.match(line)
        or _DEFINITION.match(line) or find_note(line)
    )  # fmt: skip


def _continues_note(lines: list[Line], last: int) -> bool:
    """Whether the line after `last` belongs to the note: an indented line, or a lazy one straight below."""
    following = lines[last + 1]
    if following.blank:
        return False
    return following.text.startswith(("    ", "\t")) or not _starts_block(following.text)


def read_markdown(text: str) -> Layout:
    """Reads Markdown; `text` stays as it is, markup and all."""
    reader = _Reader(text)
    reader.read()
    skip = sorted(reader.code + [match.span() for match in _CODE_SPAN.finditer(text)])
    marks = find_marks(text, skip=skip)
    marks += _reference_links(text, reader, marks, skip)
    marks += reader.notes
    blocks, title, publisher = _titled(text, reader)
    metadata = reader.metadata
    title = next((metadata[name][0] for name in ("title",) if name in metadata), None) or title
    return Layout(
        text,
        tuple(blocks),
        tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))),
        title,
        publisher or _first(metadata, "publisher", "publication", "site"),
        _first(metadata, "author", "authors", "byline"),
        _first(metadata, "lang", "language"),
        _first(metadata, "canonical", "url", "link"),
        metadata,
    )


def _first(metadata: dict[str, tuple[str, ...]], *names: str) -> str | None:
    return next((metadata[name][0] for name in names if name in metadata), None)


def _reference_links(text: str, reader: _Reader, marks: list[Mark], skip: list[tuple[int, int]]) -> list[Mark]:
    """`[label][key]`, `[label][]` and `[label]` whose key is defined in the document."""
    if not reader.addresses:
        return []
    found: list[Mark] = []
    taken = sorted([*skip, *reader.definitions, *((mark.start, mark.end) for mark in marks if mark.kind == "link")])
    at = 0
    for match in _REFERENCE.finditer(text):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] <= match.start():
            continue
        key = " ".join((match["key"] or match["label"]).split()).casefold()
        if (address := reader.addresses.get(key)) is not None:
            begin, finish = match.span("label")
            found.append(
                Mark(kind="link", start=match.start(), end=match.end(), inner_start=begin, inner_end=finish, target=address)
            )
    return found


def _titled(text: str, reader: _Reader) -> tuple[list[Block], str | None, str | None]:
    """The blocks with their title marked, the title, and the publication that its line names."""
    blocks = list(reader.blocks)
    title = publisher = None
    ranks = sorted(reader.levels.items(), key=lambda item: (item[1] != 1, item[0]))
    index = ranks[0][0] if ranks else None
    if index is None or (reader.levels[index] > 1 and index > 2):
        candidates = [
            i for i, block in enumerate(blocks[:3]) if block.kind == "paragraph" and "\n" not in text[block.start : block.end]
        ]
        index = next((i for i in candidates if may_be_title(text[blocks[i].start : blocks[i].end])), index)
        if not ranks and len(blocks) < 2:
            index = None
    if index is not None and index < len(blocks):
        block = blocks[index]
        line = next(lines_of(text[block.start : block.end])).text
        printed, publisher = read_masthead(plain_title(line) or "")
        title = plain_title(printed)
        if title:
            blocks[index] = Block(kind="title", start=block.start, end=block.end)
    for block in blocks[:5]:
        if publisher is None and block.kind == "paragraph":
            publisher = names_publication(text[block.start : block.end])
    return blocks, title, publisher
