"""A whole HTML page -> the text of its article, with a place in the source for every character."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.document import Block, BlockKind, Mark, MarkKind
from ..model.text import OffsetMap
from .article import LeftOut, find_article, note_elements
from .builder import SPACE, TextBuilder
from .metadata import read_metadata
from .outline import BLOCKS, MARKER, Element, Outline, fragment_of, read_outline

_KINDS: dict[str, BlockKind] = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "figcaption": "caption", "caption": "caption",
    "pre": "code", "xmp": "code", "td": "other", "th": "other", "article": "paragraph",
}  # fmt: skip
#: Inside these a paragraph is of their kind and not of its own.
_LASTING = frozenset({"item", "quote", "caption", "note", "code"})
_PREFORMATTED = frozenset({"pre", "xmp", "listing", "plaintext"})
#: A title that is no `<h1>` is looked for among this many blocks of the head.
_TITLE_BLOCKS = 40
#: What stands between a page's title and the name of its site in the window's title.
_SITE_PARTINGS = ("|", "-", "–", "—", "::", "»", "•", "·")
#: Arrows by which a note leads back to its marker.
_BACK_LINKS = "↩↑⤴⬆^\ufe0e\ufe0f "


@dataclass(frozen=True)
class HtmlReading:
    """What `read_html` reads of a page.

    `text` is the article's; every character but the line breaks between blocks leads back through `offsets` to code points
    of the source. `blocks` are in order. `marks` are in order of their start; each carries the extent of its element in the
    source. `metadata` has names in lower case (see `read_metadata`). `title` is the first `<h1>` that is not the
    name of the site, else `og:title`, else `<title>`. `language` is the `lang` that the page declares, as declared.
    """

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    metadata: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str | None = None
    language: str | None = None


def read_html(source: str) -> HtmlReading:
    """Reads a page's article: text, offsets, blocks, marks, metadata.

    The article is the content of `<article>` or `<main>` where the page has one, else of the whole body; navigation, asides,
    footers, scripts, comments and what is hidden are left out. Blocks are parted by an empty line, `<br>` is a new line,
    white space is collapsed as a browser does. Time is linear in the page's length, whatever its markup. Never raises.

    Args:
        source: the decoded page.
    """
    outline = read_outline(source)
    notes = note_elements(outline)
    root = find_article(outline)
    reader = _Reader(outline, notes, root)
    if root is None:
        reader.read(0, len(outline.events))
    else:
        reader.read(root.event, root.close_event)
        for note in notes:  # notes that stand after the article
            if note.event > root.close_event and note.event >= reader.read_to:
                reader.read(note.event, note.close_event + 1)
    text, offsets = reader.text.finish()
    metadata = read_metadata(outline)
    blocks, title = _titled(text, tuple(reader.text.blocks), metadata)
    language = next(iter(metadata.get("lang", ())), None)
    title = " ".join(title.split()) if title else None
    return HtmlReading(text, offsets, blocks, reader.finished_marks(text), metadata, title, language)


def _titled(
    text: str, blocks: tuple[Block, ...], metadata: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Block, ...], str | None]:
    """The blocks and the title: the first `<h1>`, unless that is the name of the site; else what the head says."""
    window = next(iter(metadata.get("title", ())), "").casefold()
    sites = {name.casefold() for key in ("og:site_name", "jsonld:publisher") for name in metadata.get(key, ())}
    declared = next((metadata[name][0] for name in ("og:title", "jsonld:headline", "title") if name in metadata), None)
    heads = {value.casefold() for name in ("og:title", "jsonld:headline", "title") for value in metadata.get(name, ())}
    for index, block in enumerate(blocks):
        if block.kind not in ("title", "heading"):
            continue
        head = " ".join(text[block.start : block.end].split())
        folded = head.casefold()
        is_site = folded in sites or (window.endswith(folded) and window[: -len(folded)].rstrip().endswith(_SITE_PARTINGS))
        if block.kind == "title" and not is_site:
            return blocks, head
        changed = Block(kind="other", start=block.start, end=block.end)
        if block.kind == "heading":
            if not any(full == folded or full.startswith(f"{folded} ") for full in heads):
                continue
            changed = Block(kind="title", start=block.start, end=block.end)
        blocks = (*blocks[:index], changed, *blocks[index + 1 :])
        if changed.kind == "title":
            return blocks, head
        if index > _TITLE_BLOCKS:
            break
    return blocks, declared


@dataclass(slots=True)
class _OpenMark:
    element: Element
    kind: MarkKind
    target: str | None
    name: str | None
    start: int
    end: int = -1


class _Reader:
    def __init__(self, outline: Outline, notes: dict[Element, str], root: Element | None) -> None:
        self.outline, self.notes, self.root = outline, notes, root
        self.left_out = LeftOut(outline, root, notes)
        self.text = TextBuilder(outline.source)
        self.kinds: list[BlockKind] = ["paragraph"]
        self.marks: list[_OpenMark] = []
        self.open_marks: dict[Element, list[_OpenMark]] = {}
        self.superscripts = self.preformatted = self.notes_open = 0
        self.titled = False
        self.opened: set[Element] = set()
        self.read_to = 0

    def read(self, first: int, last: int) -> None:
        """Reads the events from `first` up to `last`."""
        events = self.outline.events
        index = first
        self.text.end_block()
        while index < last:
            event = events[index]
            index += 1
            if event.kind == "open" and event.element is not None:
                if event.element is not self.root and self.left_out(event.element):
                    # An inline element that was left open does not take the rest of the page with it.
                    index = max(index, event.element.close_event)
                    if event.element.name in BLOCKS:
                        self.text.end_block()
                    if index < last:
                        index += 1
                    continue
                self._open(event.element)
            elif event.kind == "close" and event.element is not None:
                self._close(event.element)
            elif event.kind == "text" and event.token is not None:
                self.text.kind = self.kinds[-1]
                self.text.text(event.token.start, event.token.end, preformatted=self.preformatted > 0)
        self.read_to = last
        self.text.end_block()

    def _open(self, element: Element) -> None:
        name = element.name
        if name == "br":
            self.text.line_break()
            return
        if name in BLOCKS or name == "hr":
            self.text.end_block()
        self.opened.add(element)
        if name in BLOCKS:
            self.kinds.append(self._kind(element))
            if name == "h1" and self.kinds[-1] == "title":
                self.titled = True
        if name in _PREFORMATTED:
            self.preformatted += 1
        self._open_marks(element)
        self.superscripts += name == "sup"

    def _kind(self, element: Element) -> BlockKind:
        around = self.kinds[-1]
        if element in self.notes:
            return "note"
        if element.name == "h1" and not self.titled and element.letters:
            return "title"
        own = _KINDS.get(element.name)
        if own == "heading" or (own is not None and around not in _LASTING):
            return own
        return around

    def _open_marks(self, element: Element) -> None:
        kinds: list[tuple[MarkKind, str | None, str | None]] = []
        attributes = element.attributes if element.name in ("a", "sup", "cite") else {}
        own = attributes.get("id") or attributes.get("name") or None
        if element in self.notes and not self.notes_open:
            kinds.append(("note", None, self.notes[element]))
        if element in self.notes:
            self.notes_open += 1
        if element.name == "a" and attributes.get("href", "").strip():
            fragment = fragment_of(element)
            marker = bool(fragment) and (self.superscripts > 0 or bool(MARKER.match(element.label.strip())))
            kinds.append(("note-marker" if marker else "link", attributes["href"].strip(), own))
        elif element.name == "sup":
            kinds.append(("superscript", None, own))
        elif element.name == "cite":
            kinds.append(("cite", None, own))
        for kind, target, name in kinds:
            mark = _OpenMark(element, kind, target, name, self.text.length)
            self.marks.append(mark)
            self.open_marks.setdefault(element, []).append(mark)

    def _close(self, element: Element) -> None:
        if element not in self.opened:  # it opened inside something that was left out
            return
        self.opened.discard(element)
        name = element.name
        if name in BLOCKS:
            self.text.end_block()
            if len(self.kinds) > 1:
                self.kinds.pop()
        if name in _PREFORMATTED:
            self.preformatted = max(0, self.preformatted - 1)
        if name == "sup":
            self.superscripts = max(0, self.superscripts - 1)
        if element in self.notes:
            self.notes_open = max(0, self.notes_open - 1)
        for mark in self.open_marks.pop(element, ()):
            mark.end = self.text.length

    def finished_marks(self, text: str) -> tuple[Mark, ...]:
        """The marks that hold text, without the white space at their edges, outer before inner."""
        marks: list[Mark] = []
        for mark in self.marks:
            end = min(mark.end if mark.end >= 0 else len(text), len(text))
            start, end = _trim(text, mark.start, end)
            if start >= end:
                continue
            inner_start, inner_end = start, end
            element = mark.element
            extent = (element.source_start, element.source_end)
            if mark.kind == "note":
                extent = _trim(self.outline.source, element.inner_start, element.inner_end, SPACE)
                inner_start, inner_end = _trim(text, start, end, _BACK_LINKS)
                if inner_start >= inner_end:
                    inner_start, inner_end = start, end
            marks.append(
                Mark(
                    kind=mark.kind,
                    start=start,
                    end=end,
                    inner_start=inner_start,
                    inner_end=inner_end,
                    target=mark.target,
                    name=mark.name,
                    source=extent,
                )
            )
        return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _trim(text: str, start: int, end: int, characters: str | None = None) -> tuple[int, int]:
    """`[start, end)` without white space (or `characters`) at its edges; looks only at the edges."""
    while start < end and (text[start] in characters if characters else text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in characters if characters else text[end - 1].isspace()):
        end -= 1
    return start, end
