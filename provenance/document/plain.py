"""Plain text: paragraphs, headings, lists and notes by how their lines stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.document import Block, BlockKind, Mark
from .dateline import read_dateline
from .inline import find_marks
from .layout import Layout, Line, lines_of
from .masthead import may_be_title, names_publication, plain_title, read_masthead

#: Lines of a hard-wrapped paragraph are no longer than this, and all but its last line at least half of its longest.
_WRAP_WIDTH, _WRAP_LEAST = 110, 40
_HEADING_LIMIT = 90
_ITEM = re.compile(r"[ \t]{0,8}(?:[-*•‣–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]{1,4}\S")
#: [12] Text; [^12]: Text; <a name="n6">6</a>. Text
_NOTE = re.compile(
    r"[ \t]{0,3}(?:\[\^(?P<caret>[^\]\[\s]{1,60})\]:|\[(?P<number>\d{1,3})\]:?(?=\s)|"
    r"<a\s{1,3}(?:name|id)=[\"']?(?P<anchor>[^\"'\s<>]{1,60})[\"']?[^<>]{0,100}>[^<>]{0,10}</a>[.:)]?)[ \t]{0,4}(?=\S)"
)
_NUMBERED = re.compile(r"[ \t]{0,3}(?P<number>\d{1,3})[.)]?[ \t]{1,4}(?=\S)")
#: Headings under which numbered lines are notes.
NOTE_HEADING = re.compile(
    r"[\s#=*_]*(?:(?:end|foot)?notes?|references|sources|works cited|bibliography|примечания|источники|сноски|ссылки|"
    r"литература|примітки|джерела|notas|referencias|fuentes|références|quellen|anmerkungen|einzelnachweise|fußnoten|przypisy|kaynaklar)"
    r"[\s:=*_]*",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\s*[(\[]?(?:photo|image|picture|figure|fig\.|video|map|фото|иллюстрация|рис\.)\s?(?:\d{1,3})?\s?[:.–—]", re.IGNORECASE
)
#: A sentence that ends within the line or at its end, a bracket at its end, an address: the line is text.
_NO_HEADING = re.compile(
    r"[.?!:;,…。！？][\"”»’)\]*_]*\s*\Z|[.?!…。！？][\"”»’)\]*_]*(?:\s*[(\[<¹²³]|\s+\S)|[)\])）】]\s*\Z|//|[¹²³]\s*\Z|\s[-–—]\s"
)
_SENTENCE_END = re.compile(r"[.?!:;,…。！？][\"”»’)\]*_]*\s*\Z")


def read_plain(text: str) -> Layout:
    """Reads plain text; `text` stays as it is."""
    blocks: list[Block] = []
    notes: list[Mark] = []
    title = publisher = None
    state = _State()
    for chunk in _chunks(text):
        for first, last in _paragraphs(chunk):
            start, end = chunk[first].start + _indent(chunk[first].text), chunk[last].end
            end = start + len(text[start:end].rstrip())
            line = text[start:end]
            alone = len(chunk) == 1
            kind: BlockKind = state.kind(line, alone=alone, single=first == last)
            if kind == "title":
                printed, named = read_masthead(line)
                title, publisher = plain_title(printed), publisher or named
                kind = "title" if title else "other"
                state.titled = title is not None
            elif len(blocks) < 6 and publisher is None and (named := names_publication(line)):
                publisher, kind = named, "other"
            elif kind == "note":
                notes.append(_note_mark(line, start, end, in_list=state.in_notes))
            blocks.append(Block(kind=kind, start=start, end=end))
    marks = sorted((*find_marks(text), *notes), key=lambda mark: (mark.start, -mark.end))
    return Layout(text, tuple(blocks), tuple(marks), title, publisher)


class _State:
    """What has been seen so far: a title is the first line, notes stand under their heading."""

    def __init__(self) -> None:
        self.seen = 0
        self.titled = False
        self.in_notes = False

    def kind(self, line: str, *, alone: bool, single: bool) -> BlockKind:
        if self.seen == 0 and single and read_dateline(line) is not None:
            return "paragraph"  # it becomes the dateline; the title comes after it
        self.seen += 1
        if _NOTE.match(line):
            return "note"
        if alone and len(line) <= _HEADING_LIMIT and NOTE_HEADING.fullmatch(line):
            self.in_notes = self.seen > 1
            return "heading" if self.seen > 1 else "title"
        if self.in_notes and _NUMBERED.match(line):
            return "note"
        if _ITEM.match(line):
            return "item"
        if single and not self.titled and self.seen <= 3 and may_be_title(line):
            plain = alone and not any(map(str.isdigit, line))
            return "title" if self.seen == 1 or plain else "paragraph"
        if _CAPTION.match(line) and len(line) <= 300:
            return "caption"
        short = alone and single and len(line) <= _HEADING_LIMIT
        if short and line[0].isalnum() and not line[0].islower() and not _NO_HEADING.search(line):
            return "heading"
        return "paragraph"


def note_mark(match: re.Match[str], start: int, end: int) -> Mark:
    """The mark of a note whose head `match` found at the start of `[start, end)`."""
    name = next((value for value in match.groupdict().values() if value), None)
    return Mark(kind="note", start=start, end=end, inner_start=start + match.end(), inner_end=end, name=name)


def find_note(line: str, *, in_list: bool = False) -> re.Match[str] | None:
    """The head of a note at the start of a line; bare numbers count only under a heading for notes."""
    return _NOTE.match(line) or (_NUMBERED.match(line) if in_list else None)


def _note_mark(line: str, start: int, end: int, *, in_list: bool) -> Mark:
    match = find_note(line, in_list=in_list)
    if match is None:
        raise AssertionError("a block is a note because its head was found")
    return note_mark(match, start, end)


def _chunks(text: str) -> Iterator[list[Line]]:
    """Runs of lines that are not blank."""
    chunk: list[Line] = []
    for line in lines_of(text):
        if line.blank:
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(line)
    if chunk:
        yield chunk


def _paragraphs(chunk: list[Line]) -> Iterator[tuple[int, int]]:
    """(first line, last line) of each paragraph of a chunk: its lines, unless it is hard-wrapped."""
    longest = max(len(line.text) for line in chunk)
    wrapped = _WRAP_LEAST <= longest <= _WRAP_WIDTH and all(2 * len(line.text) >= longest for line in chunk[:-1])
    first = 0
    for index, line in enumerate(chunk):
        following = chunk[index + 1].text if index + 1 < len(chunk) else None
        ends = following is None or not wrapped or bool(_ITEM.match(following) or find_note(following))
        if not ends and following is not None:  # a short line that ends a sentence ends its paragraph
            ends = 4 * len(line.text) < 3 * longest and bool(_SENTENCE_END.search(line.text)) and not following[0].islower()
        if ends:
            yield first, index
            first = index + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
