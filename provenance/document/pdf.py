"""PDF files, through pdfminer.six (the extra `pdf`): columns in reading order, notes and link targets.

A PDF holds letters at places and knows no paragraphs. Here letters become lines, lines columns, columns paragraphs: words that
a line's end has parted are joined, ligatures are spelled out, headers and footers that come back page after page are left out,
raised numbers that have a note become `[^1]`, and their notes `[^1]: ...` at the end. What a link annotation covers is a mark.
"""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import SourceError
from ..model.document import Block, BlockKind, Mark
from .layout import Layout

if TYPE_CHECKING:
    from pdfminer.layout import LTPage

#: A longer file is a book, and takes minutes.
MAX_PAGES = 400
_TRIED = "read the article"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": ""}
_PAGE_NUMBER = re.compile(r"(?:page\s|p\.\s|[-–—|]\s?)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?(?:\s?[-–—|])?\Z", re.IGNORECASE)
#: A run of letters is raised where it is this much smaller than its line's.
_SMALL = 0.8
#: Headers and footers stand in these shares of a page's height.
_MARGIN = 0.1
_ENDS = re.compile(r"[.!?:…»”\")\]]\s*\Z")
_HYPHEN = re.compile(r"[^\W\d_]{2}-\Z")


#: Page, place (left, bottom, right, top in points), address.
_Link = tuple[int, tuple[float, float, float, float], str]


@dataclass(slots=True)
class _Line:
    """A line: its letters with their places and sizes, `(letter, x0, y0, x1, y1, size)`."""

    letters: list[tuple[str, float, float, float, float, float]]
    page: int
    column: int = 0

    @property
    def x0(self) -> float:
        return min(letter[1] for letter in self.letters)

    @property
    def x1(self) -> float:
        return max(letter[3] for letter in self.letters)

    @property
    def y0(self) -> float:
        return statistics.median(letter[2] for letter in self.letters)

    @property
    def size(self) -> float:
        return statistics.median(letter[5] for letter in self.letters)

    @property
    def text(self) -> str:
        return "".join(letter[0] for letter in self.letters).strip()


@dataclass(slots=True)
class _Output:
    """The text so far: letters with their places (None for what was put in), blocks, and marks."""

    letters: list[tuple[str, int | None, float, float]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def add(self, said: str, page: int | None = None, x: float = 0.0, y: float = 0.0) -> None:
        for letter in said:
            self.letters.append((letter, page, x, y))

    def __len__(self) -> int:
        return len(self.letters)


#: What pdfminer raises beside its own errors where a file does not hold what it promises.
_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OSError, EOFError)


def read_pdf(data: bytes, source: str) -> Layout:
    """Reads a PDF file.

    Raises:
        SourceError: pdfminer.six is missing, or the file is locked, damaged, too long, or holds pictures of pages and no text.
    """
    try:
        from pdfminer.high_level import extract_pages
        from pdfminer.layout import LAParams
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
    except ImportError:
        raise SourceError(
            _TRIED, source, "pdfminer.six, which reads PDF files, is not installed", "pip install 'provenance[pdf]'"
        ) from None
    lines: list[_Line] = []
    links: list[_Link] = []
    heights: dict[int, float] = {}
    try:
        parameters = LAParams(line_margin=0.4, char_margin=1.6, boxes_flow=None)
        for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=parameters)):
            if number >= MAX_PAGES:
                raise SourceError(_TRIED, source, f"it has more than {MAX_PAGES} pages", "give the article alone")
            heights[number] = page.height
            lines += _in_columns(list(_lines_of(page, number)), page.width)
        links, facts = _annotations(data)
    except PDFPasswordIncorrect:
        raise SourceError(_TRIED, source, "it is locked by a password", "save it without one") from None
    except (
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AssertionError,
        RecursionError,
        OSError,
    ) as error:
        why = f"the file is damaged ({type(error).__name__})"
        raise SourceError(_TRIED, source, why, "save it again, or save its text as .txt") from None
    if not lines:
        raise SourceError(_TRIED, source, "it holds pictures of pages and no text", "run a text recognition over it first")
    kept = _without_margins(lines, heights)
    return _lay_out(kept, links, facts)


def _lines_of(page: LTPage, number: int) -> Iterator[_Line]:
    from pdfminer.layout import LTAnno, LTChar, LTFigure, LTTextBox, LTTextLine

    stack: list[Any] = list(page)[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, LTTextLine):
            letters: list[tuple[str, float, float, float, float, float]] = []
            for part in node:
                if isinstance(part, LTChar):
                    for letter in _LIGATURES.get(part.get_text(), part.get_text()):
                        letters.append((letter, part.x0, part.y0, part.x1, part.y1, part.size))
                elif isinstance(part, LTAnno) and letters and part.get_text() == " ":
                    letters.append((" ", letters[-1][3], letters[-1][2], letters[-1][3], letters[-1][4], letters[-1][5]))
            if any(letter[0].strip() for letter in letters):
                yield _Line(letters, number)
        elif isinstance(node, (LTTextBox, LTFigure)):
            stack += list(node)[::-1]


def _in_columns(lines: list[_Line], width: float) -> list[_Line]:
    """A page's lines in reading order: down the left column, then the right, between lines that go over both."""
    lines = _joined_rows(sorted(lines, key=lambda line: (-line.y0, line.x0)))
    middle = width / 2
    left = [line for line in lines if line.x1 <= middle + 8]
    right = [line for line in lines if line.x0 >= middle - 8]
    if len(left) < 4 or len(right) < 4 or len(left) + len(right) < 0.6 * len(lines):
        return lines
    ordered: list[_Line] = []
    columns: tuple[list[_Line], list[_Line]] = ([], [])
    for line in lines:
        if line.x1 <= middle + 8:
            columns[0].append(line)
        elif line.x0 >= middle - 8:
            line.column = 1
            columns[1].append(line)
        else:
            ordered += [*columns[0], *columns[1], line]
            columns = ([], [])
    return [*ordered, *columns[0], *columns[1]]


def _joined_rows(lines: list[_Line]) -> list[_Line]:
    """Raised numbers that were taken for lines of their own go back to the line that they stand at the end of."""
    numbers = [line for line in lines if line.text.isdigit() and len(line.text) <= 3]
    out = [line for line in lines if line not in numbers]
    for number in numbers:
        near = [line for line in out if abs(line.y0 - number.y0) < line.size and abs(number.x0 - line.x1) < line.size]
        if near and number.size < _SMALL * near[0].size:
            near[0].letters += number.letters
        else:
            out.append(number)
    return sorted(out, key=lambda line: (-line.y0, line.x0)) if numbers else lines


def _without_margins(lines: list[_Line], heights: dict[int, float]) -> list[_Line]:
    """The lines without page numbers and without headers and footers that stand on several pages."""
    at_edge = [line for line in lines if not _MARGIN < line.y0 / max(1.0, heights[line.page]) < 1 - _MARGIN]
    shapes = Counter(shape for shape, _ in {(re.sub(r"\d+", "#", line.text), line.page) for line in at_edge})
    edge = {id(line) for line in at_edge}
    return [
        line
        for line in lines
        if id(line) not in edge
        or not (_PAGE_NUMBER.match(line.text) or (shapes[re.sub(r"\d+", "#", line.text)] > 1 and len(heights) > 1))
    ]


def _lay_out(
    lines: list[_Line], links: list[tuple[int, tuple[float, float, float, float], str]], facts: dict[str, str]
) -> Layout:
    body = statistics.median(line.size for line in lines for _ in line.letters)
    paragraphs = _paragraphs(lines)
    notes = [paragraph for paragraph in paragraphs if _note_number(paragraph, body) is not None]
    numbers = {_note_number(paragraph, body) for paragraph in notes}
    out = _Output()
    title: str | None = None
    for paragraph in [*(p for p in paragraphs if p not in notes), *notes]:
        start = len(out)
        number = _note_number(paragraph, body)
        _write(paragraph, out, {n for n in numbers if n is not None}, number)
        if len(out) == start:
            continue
        kind: BlockKind = "note" if number is not None else "paragraph"
        if number is None and statistics.median(line.size for line in paragraph) > 1.15 * body and len(paragraph) <= 4:
            kind = "heading" if title is not None or start > 400 else "title"
            title = title or ("".join(letter[0] for letter in out.letters[start:]) if kind == "title" else None)
        out.blocks.append(Block(kind=kind, start=start, end=len(out)))
        out.add("\n\n")
    _mark_links(out, links)
    text = "".join(letter[0] for letter in out.letters).rstrip("\n")
    marks = tuple(sorted(out.marks, key=lambda mark: (mark.start, -mark.end)))
    return Layout(text, tuple(out.blocks), marks, title=title or facts.get("Title") or None, author=facts.get("Author") or None)


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    """Lines in paragraphs: a gap, an indent, another size or a short last line parts them; columns and pages do not."""
    out: list[list[_Line]] = []
    for line in lines:
        last = out[-1][-1] if out else None
        if last is None or _parted(last, line, out[-1]):
            out.append([line])
        else:
            out[-1].append(line)
    return out


def _parted(last: _Line, line: _Line, paragraph: list[_Line]) -> bool:
    if abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return True
    if last.page != line.page or last.column != line.column:
        return bool(_ENDS.search(last.text)) or line.text[:1].isupper()
    if last.y0 - line.y0 > 1.7 * max(line.size, last.size) or last.y0 < line.y0 - line.size:
        return True
    left = min(other.x0 for other in paragraph if other.page == line.page)
    indented = line.x0 > left + 0.8 * line.size and len(paragraph) > 1 and bool(_ENDS.search(last.text))
    widest = max(other.x1 for other in paragraph if other.page == line.page)
    short = len(paragraph) > 1 and last.x1 < widest - 6 * line.size and bool(_ENDS.search(last.text))
    raised = line.letters[0][0].isdigit() and line.letters[0][5] < _SMALL * line.size
    return indented or short or raised


def _note_number(paragraph: list[_Line], body: float) -> str | None:
    """The number of a note: a paragraph in small print that begins with one, raised or followed by a space."""
    first = paragraph[0]
    if first.size > 0.95 * body and not (first.letters[0][0].isdigit() and first.letters[0][5] < _SMALL * first.size):
        return None
    match = re.match(r"\s*(\d{1,3})(?:[.)]?\s|(?=[^\W\d_“\"(«]))", "".join(letter[0] for letter in first.letters))
    return match[1] if match else None


def _write(paragraph: list[_Line], out: _Output, numbers: set[str], note: str | None) -> None:
    """Writes a paragraph: raised numbers that have a note as marks, parted words joined."""
    if note is not None:
        out.add(f"[^{note}]: ")
    for index, line in enumerate(paragraph):
        letters = list(line.letters)
        while letters and not letters[0][0].strip():
            letters.pop(0)
        while letters and not letters[-1][0].strip():
            letters.pop()
        if index == 0 and note is not None:
            skip = len(note)
            while skip < len(letters) and letters[skip][0] in " .)":
                skip += 1
            letters = letters[skip:]
        _write_line(letters, line, out, numbers)
        if index + 1 == len(paragraph):
            break
        tail = "".join(letter[0] for letter in out.letters[-4:])
        following = paragraph[index + 1].text[:1]
        if _HYPHEN.search(tail) and following.islower():
            out.letters.pop()
        elif not tail.endswith(("-", "/", "—")) or following.isupper():
            out.add(" ")


def _write_line(
    letters: list[tuple[str, float, float, float, float, float]], line: _Line, out: _Output, numbers: set[str]
) -> None:
    at = 0
    while at < len(letters):
        letter, x0, y0, x1, y1, _ = letters[at]
        end = at
        while (
            end < len(letters)
            and letters[end][0].isdigit()
            and letters[end][5] < _SMALL * line.size
            and letters[end][2] > line.y0
        ):
            end += 1
        number = "".join(letter[0] for letter in letters[at:end])
        if end > at and number in numbers and len(out):
            start = len(out)
            out.add(f"[^{number}]", line.page, (x0 + x1) / 2, (y0 + y1) / 2)
            out.marks.append(
                Mark(
                    kind="note-marker", start=start, end=len(out), inner_start=start + 2, inner_end=len(out) - 1, target=number
                )
            )
            at = end
            continue
        if letter.strip() or not (out.letters and out.letters[-1][0].isspace()):
            out.add(letter if letter.strip() else " ", line.page, (x0 + x1) / 2, (y0 + y1) / 2)
        at += 1


def _is_raised(letter: tuple[str, float, float, float, float, float], line: _Line) -> bool:
    return letter[5] < _SMALL * line.size and letter[2] > line.y0


def _mark_links(out: _Output, links: list[_Link]) -> None:
    for page, (x0, y0, x1, y1), target in links:
        inside = [
            index
            for index, (letter, where, x, y) in enumerate(out.letters)
            if where == page and letter.strip() and x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1
        ]
        if inside:
            start, end = inside[0], inside[-1] + 1
            last = next((m for m in reversed(out.marks) if m.kind == "link" and m.target == target), None)
            if last is not None and 0 <= start - last.end <= 2:  # one link, parted by a line's end
                out.marks.remove(last)
                start = last.start
            out.marks.append(Mark(kind="link", start=start, end=end, inner_start=start, inner_end=end, target=target))


def _annotations(data: bytes) -> tuple[list[_Link], dict[str, str]]:
    """The links of the pages, each with its page and place, and what the file says of itself."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    links = []
    for number, page in enumerate(PDFPage.create_pages(document)):
        for reference in resolve1(page.annots) or ():
            note = resolve1(reference)
            action = resolve1(note.get("A")) if isinstance(note, dict) else None
            address = resolve1(action.get("URI")) if isinstance(action, dict) else None
            place = resolve1(note.get("Rect")) if isinstance(note, dict) else None
            if isinstance(address, bytes) and isinstance(place, list) and len(place) == 4:
                a, b, c, d = (float(resolve1(value)) for value in place)
                left, bottom = page.mediabox[0], page.mediabox[1]
                box = (min(a, c) - left, min(b, d) - bottom, max(a, c) - left, max(b, d) - bottom)
                links.append((number, box, decode_text(address)))
    facts = {}
    for row in document.info:
        for key in ("Title", "Author"):
            value = resolve1(row.get(key))
            if isinstance(value, bytes):
                facts[key] = decode_text(value).strip()
    return links, facts
