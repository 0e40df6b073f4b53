"""Word documents (.docx, ECMA-376): paragraphs, notes and link targets, as the accepted text stands.

A .docx file is a zip of XML parts, so the standard library reads it. Tracked changes are read as accepted (insertions stand,
deletions are gone); comments, headers, footers and hidden text are no part of the article. Footnotes and endnotes stand at the
end as `[^1]: ...` and `[^e1]: ...`, with `[^1]` where their marks were, so that notes are read as they are in Markdown.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ..errors import SourceError
from ..model.document import Block, BlockKind, Mark
from .layout import Layout

#: A part larger than this is not read, in bytes when unpacked; a document of a million words has about 40 MB of XML.
MAX_PART = 100_000_000
_TRIED = "read the article"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is not read: deleted text, moved-away text, properties, drawings' own data.
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "instrText")
)
_ADDRESS = re.compile(r"HYPERLINK\s{1,3}\"?([^\s\"]{4,2000})")


@dataclass
class _Text:
    """The text so far, with its blocks and marks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def add(self, said: str) -> None:
        self.parts.append(said)
        self.length += len(said)


def read_docx(data: bytes, source: str) -> Layout:
    """Reads a Word document.

    Raises:
        SourceError: the bytes are no Word document, are damaged, locked by a password, or too large when unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise SourceError(_TRIED, source, "it is no Word document", "save it again as .docx, or as plain text") from None
    with archive:
        body = _part(archive, "word/document.xml", source)
        if body is None:
            raise SourceError(_TRIED, source, "it is a zip archive without a Word document in it", "give the article alone")
        core = _part(archive, "docProps/core.xml", source)
        out = _Text()
        _Reader(out, _targets(archive, "document", source), _heading_styles(archive, source)).read(body)
        for name, prefix in (("footnotes", ""), ("endnotes", "e")):
            notes = _part(archive, f"word/{name}.xml", source)
            if notes is not None:
                _notes(out, notes, _targets(archive, name, source), prefix)
    text = "".join(out.parts)
    title = next((text[block.start : block.end] for block in out.blocks if block.kind == "title"), None)
    declared = (core.findtext(f"{_DC}title") or "").strip() if core is not None else ""
    author = (core.findtext(f"{_DC}creator") or "").strip() if core is not None else ""
    marks = tuple(sorted(out.marks, key=lambda mark: (mark.start, -mark.end)))
    return Layout(text.rstrip("\n"), tuple(out.blocks), marks, title or declared or None, author=author or None)


def _part(archive: zipfile.ZipFile, name: str, source: str) -> ElementTree.Element | None:
    """A part of the package as a tree; None if there is none."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 0x1:
        raise SourceError(_TRIED, source, "it is locked by a password", "save it without one")
    try:
        with archive.open(info) as file:
            data = file.read(MAX_PART + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise SourceError(_TRIED, source, f"its part {name} is damaged", "save it again as .docx, or as text") from None
    if len(data) > MAX_PART:
        raise SourceError(_TRIED, source, f"its part {name} is larger than {MAX_PART:,} bytes", "give the article alone")
    # No Word document has a document type; one could define entities that grow without end.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise SourceError(_TRIED, source, f"its part {name} is not the XML of a Word document", "save it again as .docx")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - no document type, see above
    except ElementTree.ParseError:
        raise SourceError(_TRIED, source, f"its part {name} is damaged", "save it again as .docx, or as text") from None


def _targets(archive: zipfile.ZipFile, part: str, source: str) -> dict[str, str]:
    """Relationship id -> address, of the links of a part."""
    tree = _part(archive, f"word/_rels/{part}.xml.rels", source)
    if tree is None:
        return {}
    return {row.get("Id", ""): row.get("Target", "") for row in tree if (row.get("Type") or "").endswith("/hyperlink")}


def _heading_styles(archive: zipfile.ZipFile, source: str) -> dict[str, BlockKind]:
    """Style id -> kind of block. The ids are translated in other languages' versions of Word, the names are not."""
    kinds: dict[str, BlockKind] = {}
    tree = _part(archive, "word/styles.xml", source)
    for style in tree.iter(f"{_W}style") if tree is not None else ():
        name = style.find(f"{_W}name")
        said = (name.get(f"{_W}val") or "").casefold() if name is not None else ""
        kind = _kind_of_style(said)
        if kind is not None:
            kinds[style.get(f"{_W}styleId", "")] = kind
    return kinds


def _kind_of_style(name: str) -> BlockKind | None:
    if name == "title":
        return "title"
    if name.startswith("heading") or name == "subtitle":
        return "heading"
    if name == "caption":
        return "caption"
    return "quote" if "quote" in name else "item" if name.startswith("list") else None


class _Reader:
    """Writes the paragraphs of one part into a text."""

    def __init__(self, out: _Text, targets: dict[str, str], styles: dict[str, BlockKind]) -> None:
        self.out, self.targets, self.styles = out, targets, styles
        #: Open fields: their instruction so far, and where their result begins (None: not yet).
        self.fields: list[tuple[list[str], int | None]] = []

    def read(self, tree: ElementTree.Element) -> None:
        for paragraph in _paragraphs(tree):
            self.paragraph(paragraph)

    def paragraph(self, paragraph: ElementTree.Element, kind: BlockKind | None = None) -> None:
        start = self.out.length
        self.inline(paragraph)
        if self.out.length > start:
            self.out.blocks.append(Block(kind=kind or self._kind(paragraph), start=start, end=self.out.length))
            self.out.add("\n\n")

    def inline(self, paragraph: ElementTree.Element) -> None:
        """The text of a paragraph, without a block of its own."""
        for child in paragraph:
            self._walk(child)

    def _kind(self, paragraph: ElementTree.Element) -> BlockKind:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "paragraph"
        style = properties.find(f"{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        listed: BlockKind = "item" if properties.find(f"{_W}numPr") is not None else "paragraph"
        return self.styles.get(name) or _kind_of_style(name.casefold()) or listed

    def _walk(self, node: ElementTree.Element) -> None:
        tag = node.tag
        if tag == f"{_W}instrText":
            if self.fields:
                self.fields[-1][0].append(node.text or "")
        elif tag in _SKIPPED or tag == _FALLBACK:
            return
        elif tag == f"{_W}p":  # a text box inside a paragraph
            for child in node:
                self._walk(child)
            self.out.add("\n")
        elif tag == f"{_W}r":
            self._run(node)
        elif tag == f"{_W}hyperlink":
            self._link(node, self.targets.get(node.get(f"{_R}id", "")))
        elif tag == f"{_W}fldSimple":
            address = _ADDRESS.search(node.get(f"{_W}instr", ""))
            self._link(node, address[1] if address else None)
        else:
            for child in node:
                self._walk(child)

    def _link(self, node: ElementTree.Element, target: str | None) -> None:
        start = self.out.length
        for child in node:
            self._walk(child)
        self._mark_link(start, target)

    def _mark_link(self, start: int, target: str | None) -> None:
        end = self.out.length
        if target and end > start:
            self.out.marks.append(Mark(kind="link", start=start, end=end, inner_start=start, inner_end=end, target=target))

    def _run(self, run: ElementTree.Element) -> None:
        properties = run.find(f"{_W}rPr")
        if properties is not None and _on(properties.find(f"{_W}vanish")):
            return
        start = self.out.length
        for node in run:
            self._piece(node)
        raised = properties.find(f"{_W}vertAlign") if properties is not None else None
        if raised is not None and raised.get(f"{_W}val") == "superscript" and self.out.length > start:
            end = self.out.length
            self.out.marks.append(Mark(kind="superscript", start=start, end=end, inner_start=start, inner_end=end))

    def _piece(self, node: ElementTree.Element) -> None:
        name = node.tag.removeprefix(_W)
        if name == "t":
            self.out.add(node.text or "")
        elif name in ("tab", "ptab"):
            self.out.add(" ")
        elif name in ("br", "cr"):
            self.out.add("\n")
        elif name == "noBreakHyphen":
            self.out.add("-")
        elif name in ("footnoteReference", "endnoteReference"):
            self._marker(f"{'e' if name.startswith('end') else ''}{node.get(f'{_W}id', '')}")
        elif name == "fldChar":
            self._field(node.get(f"{_W}fldCharType", ""))
        elif name == "instrText":
            self._walk(node)
        elif name not in ("delText", "rPr", "footnoteRef", "endnoteRef", "softHyphen", "commentReference"):
            for child in node:
                self._walk(child)

    def _marker(self, label: str) -> None:
        start = self.out.length
        self.out.add(f"[^{label}]")
        end = self.out.length
        self.out.marks.append(
            Mark(kind="note-marker", start=start, end=end, inner_start=start + 2, inner_end=end - 1, target=label)
        )

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(([], None))
        elif kind == "separate" and self.fields:
            self.fields[-1] = (self.fields[-1][0], self.out.length)
        elif kind == "end" and self.fields:
            said, start = self.fields.pop()
            address = _ADDRESS.search("".join(said))
            if address and start is not None:
                self._mark_link(start, address[1])


def _paragraphs(tree: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The paragraphs in order, also those in tables and content controls; a paragraph inside a paragraph is not one of them."""
    stack = [iter(tree)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == f"{_W}p":
            yield node
        elif node.tag not in _SKIPPED and node.tag != _FALLBACK:
            stack.append(iter(node))


def _on(node: ElementTree.Element | None) -> bool:
    return node is not None and node.get(f"{_W}val", "true") not in ("0", "false", "off")


def _notes(out: _Text, tree: ElementTree.Element, targets: dict[str, str], prefix: str) -> None:
    """The notes of a part; those with a type are the lines that part notes from the text."""
    for note in tree:
        if note.get(f"{_W}type") not in (None, "normal"):
            continue
        start = out.length
        out.add(f"[^{prefix}{note.get(f'{_W}id', '')}]: ")
        reader = _Reader(_Text(), targets, {})
        reader.out.length = out.length
        for index, paragraph in enumerate(_paragraphs(note)):
            if index:
                reader.out.add(" ")
            reader.inline(paragraph)
        said = "".join(reader.out.parts)
        lead = len(said) - len(said.lstrip())
        out.add(said[lead:].rstrip())
        out.marks += [
            mark.model_copy(
                update={
                    "start": mark.start - lead, "end": mark.end - lead,
                    "inner_start": mark.inner_start - lead, "inner_end": mark.inner_end - lead,
                }
            )
            for mark in reader.out.marks
        ]  # fmt: skip
        out.blocks.append(Block(kind="note", start=start, end=out.length))
        out.add("\n\n")
