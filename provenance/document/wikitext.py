"""Wiki text (MediaWiki): headings, lists, templates and tables, with `<ref>` as marks."""

from __future__ import annotations

import re

from ..model.document import Block, BlockKind
from .inline import find_marks
from .layout import Layout, lines_of, trimmed
from .masthead import may_be_title, plain_title, read_masthead

_HEADING = re.compile(r"(={1,6})[ \t]*(\S[^\n]{0,300}?)[ \t]*\1[ \t]*\Z")
_LIST = ("*", "#", ":", ";")
_OPEN, _CLOSE = re.compile(r"\{\{|\{\|"), re.compile(r"\}\}|\|\}")
_IMAGE = re.compile(r"\[\[\s{0,2}(?:file|image|файл|изображение|datei|fichier|archivo)\s{0,2}:", re.IGNORECASE)
_OTHER = ("[[Category:", "[[Категория:", "__", "#REDIRECT", "<!--", "----", "|")


def read_wiki(text: str) -> Layout:
    """Reads wiki text; `text` stays as it is, markup and all."""
    blocks: list[Block] = []
    open_from: int | None = None
    last_end = 0

    def close() -> None:
        nonlocal open_from
        if open_from is not None:
            add("paragraph", open_from, last_end)
        open_from = None

    def add(kind: BlockKind, start: int, end: int) -> None:
        begin, finish = trimmed(text, start, end)
        if begin < finish:
            blocks.append(Block(kind=kind, start=begin, end=finish))

    depth, template_from = 0, 0
    for line in lines_of(text):
        content = line.text.strip()
        if depth == 0 and content.startswith(("{{", "{|")):
            close()
            template_from = line.start
        if depth or content.startswith(("{{", "{|")):
            before = depth
            depth = max(0, depth + len(_OPEN.findall(content)) - len(_CLOSE.findall(content)))
            if depth == 0 and before == 0 and not content.endswith(("}}", "|}")):
                open_from = line.start  # a template at the head of a sentence
            elif depth == 0:
                add("other", template_from, line.end)
        elif not content:
            close()
        elif heading := _HEADING.match(content):
            close()
            add("heading", line.start, line.end)
            del heading
        elif content.startswith(_LIST) or content.startswith(_OTHER) or _IMAGE.match(content):
            close()
            add("item" if content.startswith(_LIST) else "caption" if _IMAGE.match(content) else "other", line.start, line.end)
        elif open_from is None:
            open_from = line.start
        last_end = line.end
    if depth:
        add("other", template_from, last_end)
    close()
    title = publisher = None
    if blocks and len(blocks) > 1:
        first = blocks[0]
        line_text = text[first.start : first.end]
        heading = _HEADING.match(line_text)
        if (heading or first.kind == "paragraph") and "\n" not in line_text and may_be_title(line_text):
            printed, publisher = read_masthead(heading[2] if heading else line_text)
            title = plain_title(printed)
            if title:
                blocks[0] = Block(kind="title", start=first.start, end=first.end)
    return Layout(text, tuple(blocks), tuple(find_marks(text)), title, publisher)
