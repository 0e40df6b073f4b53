"""An article as it was read."""

from __future__ import annotations

from typing import Literal

from .dates import PartialDate
from .record import Record
from .text import OffsetMap

SourceFormat = Literal["text", "markdown", "html", "wiki", "docx", "pdf"]
PublishedFrom = Literal["metadata", "dateline", "option", "url"]
BlockKind = Literal["title", "dateline", "heading", "paragraph", "caption", "item", "quote", "note", "code", "other"]
MarkKind = Literal["link", "superscript", "cite", "note-marker", "note"]


class Block(Record):
    """A run of the text with one role: a title, a paragraph, a list item. Blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


class Mark(Record):
    """Something that the source's markup says about a run of the text.

    `start`, `end` take in the whole mark as it stands in `Document.text` (`[label](address)` in Markdown, the anchor's text
    in HTML); `inner_start`, `inner_end` its label; `target` the address, `#fragment` or note label that it points to;
    `name` its own id, so that another mark can point to it. `source` is, in HTML, the extent of the element in the decoded
    source, tags included; of a note it is what stands inside its element. None where the text is the source.
    """

    kind: MarkKind
    start: int
    end: int
    inner_start: int
    inner_end: int
    target: str | None = None
    name: str | None = None
    source: tuple[int, int] | None = None


class Document(Record):
    """The text that everything later counts in, with what the source says about it.

    For plain text, Markdown and wiki text `text` is the decoded file itself (without a byte-order mark) and `offsets` is
    None. For HTML `text` is what was read, and `offsets` leads back to code points of the decoded source; for .docx and .pdf
    it is what was read too, but their source is no text that could be counted in.

    `published_time` is "HH:MM" as printed, `published_zone` a zone name or offset as printed; None where the source does
    not say. `age_hours` is the age that a dateline such as "Age: 7 hrs" gives, in hours: a fact about the copy.
    `dateline` is the span of the dateline in `text`, if there is one. `country` is the one that the article is about (ISO
    3166-1), where that is clear. `sha256` is of the source's bytes.
    """

    source: str
    format: SourceFormat
    title: str | None
    published: PartialDate | None
    published_time: str | None = None
    published_zone: str | None = None
    published_from: PublishedFrom | None = None
    age_hours: float | None = None
    dateline: tuple[int, int] | None = None
    publisher: str | None = None
    publisher_name: str | None = None
    author: str | None = None
    language: str | None = None
    country: str | None = None
    url: str | None = None
    text: str
    sha256: str
    encoding: str = "utf-8"
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    offsets: OffsetMap | None = None
    warnings: tuple[str, ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int] | None:
        """`[start, end)` of the text as code points of the decoded source; None where it has no place there."""
        if self.format in ("docx", "pdf"):
            return None  # the source is no text
        if self.offsets is None:
            return (start, end)
        try:
            return self.offsets.source_span(start, end)
        except ValueError:
            return None
