"""Tokens -> elements that open and close, in source order, without a tree and without recursion.

The end tags that HTML lets writers leave out are supplied for paragraphs, list items and table cells; a stray end tag
closes nothing. Each question about the open elements is answered from a stack of their positions, so that a page of
100,000 unclosed tags costs no more than any other of its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from .tokens import Token, read_tokens, unescape

#: Elements that never have content.
_VOID_NAMES = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
VOID = frozenset(_VOID_NAMES.split())
#: Elements that stand on lines of their own.
_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "head title xmp"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
#: An end tag inside one of these closes nothing outside it.
_SCOPES = frozenset({"table", "td", "th", "caption", "html"})
#: A start tag of the key closes an open element of the first set, if none of the second was opened since.
_IMPLIED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), ("ul", "ol", "menu", "dir", "table")),
    "dt": (("dt", "dd"), ("dl", "table")),
    "dd": (("dt", "dd"), ("dl", "table")),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tr": (("tr",), ("table",)),
    "option": (("option",), ("select",)),
}
#: What a note's marker looks like: 3, [3], (3), a, iv, *, †.
MARKER = re.compile(r"[\[(]?\s*(?:(?:fn|note)\.?\s*)?(?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4})\s*[\])]?\.?\Z", re.IGNORECASE)
_LABEL_CHARACTERS = 24


@dataclass(slots=True, eq=False)
class Element:
    """One element: its start tag, its extent in the source, its place among the events, and what it holds.

    `source_end` is past the end tag, `inner_end` before it. `letters` counts characters other than white space of the
    element and all that it holds, `linked` those of them inside links, `paragraphs` and `titles` its p and h1.
    `names` are those of anchors before its first own letter, `label` the head of a link's text.
    """

    token: Token
    event: int
    parent: Element | None
    inner_end: int = -1
    source_end: int = -1
    close_event: int = -1
    letters: int = 0
    linked: int = 0
    paragraphs: int = 0
    titles: int = 0
    names: list[str] = field(default_factory=list)
    begun: bool = False
    label: str = ""

    @property
    def name(self) -> str:
        """The tag's name in lower case."""
        return self.token.name

    @property
    def attributes(self) -> dict[str, str]:
        """The start tag's attributes."""
        return self.token.attributes

    @property
    def source_start(self) -> int:
        """Where the start tag begins."""
        return self.token.start

    @property
    def inner_start(self) -> int:
        """Past the start tag."""
        return self.token.end


@dataclass(frozen=True, slots=True)
class Event:
    """An element opens, an element closes, or a run of text; in source order."""

    kind: Literal["open", "close", "text", "raw"]
    element: Element | None
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as events; `wanted` are the fragments that note markers of the page point to."""

    source: str
    events: list[Event]
    elements: list[Element]
    wanted: frozenset[str]


class _Builder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.events: list[Event] = []
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.places: dict[str, list[int]] = {}
        self.blocks: list[int] = []
        self.scopes: list[int] = []

    def last(self, name: str) -> int:
        """Position among the open elements of the innermost `name`, or -1."""
        places = self.places.get(name)
        return places[-1] if places else -1

    def innermost(self, names: Iterable[str]) -> int:
        return max((self.last(name) for name in names), default=-1)

    def start(self, token: Token) -> None:
        name = token.name
        if name == "body" and self.last("head") >= 0:
            self.pop_to(self.last("head"), token.start)
        if name in BLOCKS and self.blocks and self.open[self.blocks[-1]].name in ("p", "title"):
            self.pop_to(self.blocks[-1], token.start)
        if name in _IMPLIED:
            closing, fence = _IMPLIED[name]
            place = self.innermost(closing)
            if place > self.innermost(fence):
                self.pop_to(place, token.start)
        if name == "a" and self.last("a") > (self.scopes[-1] if self.scopes else -1):
            self.finish_inline(self.last("a"), token.start, token.start)
        element = Element(token, len(self.events), self.open[-1] if self.open else None)
        self.elements.append(element)
        self.events.append(Event("open", element))
        self._name_the_block(element)
        if name in VOID:
            element.inner_end = element.source_end = token.end
            element.close_event = len(self.events)
            self.events.append(Event("close", element))
            return
        place = len(self.open)
        self.open.append(element)
        self.places.setdefault(name, []).append(place)
        if name in BLOCKS:
            self.blocks.append(place)
        if name in _SCOPES:
            self.scopes.append(place)

    def _name_the_block(self, element: Element) -> None:
        """An anchor at the head of a block names the block: `<p><a name="n1"></a>1. Text`."""
        if element.name not in ("a", "span", "sup") or not self.blocks:
            return
        block = self.open[self.blocks[-1]]
        if not block.begun and len(block.names) < 8:
            attributes = element.attributes
            block.names += [value for key in ("id", "name") if (value := attributes.get(key))]

    def end(self, token: Token) -> None:
        place = self.last(token.name)
        if place < 0 or (self.scopes and place < self.scopes[-1]):
            return
        if token.name not in BLOCKS and self.blocks and place < self.blocks[-1]:
            self.finish_inline(place, token.start, token.end)
        else:
            self.pop_to(place, token.start, token.end)

    def finish_inline(self, place: int, inner_end: int, source_end: int) -> None:
        """Ends an inline element whose end tag stands inside a block that it opened before; it closes with that block."""
        element = self.open[place]
        if element.inner_end < 0:
            element.inner_end, element.source_end = inner_end, source_end
            element.close_event = len(self.events)
            self.events.append(Event("close", element))
            self.places[element.name].pop()

    def pop_to(self, place: int, inner_end: int, source_end: int | None = None) -> None:
        """Closes the open elements from the innermost out to the one at `place`; that one by its own end tag, if given."""
        while len(self.open) > place:
            element = self.open.pop()
            at = len(self.open)
            by_tag = at == place and source_end is not None
            if element.inner_end < 0:
                element.inner_end = inner_end
                element.source_end = source_end if by_tag and source_end is not None else inner_end
                element.close_event = len(self.events)
                self.events.append(Event("close", element))
                self.places[element.name].pop()
            if self.blocks and self.blocks[-1] == at:
                self.blocks.pop()
            if self.scopes and self.scopes[-1] == at:
                self.scopes.pop()
            if element.parent is not None:
                parent = element.parent
                parent.letters += element.letters
                parent.linked += element.letters if element.name == "a" else element.linked
                parent.paragraphs += element.paragraphs + (element.name == "p")
                parent.titles += element.titles + (element.name == "h1")

    def text(self, token: Token) -> None:
        self.events.append(Event(token.kind, None, token))  # type: ignore[arg-type]
        if token.kind == "raw" or not self.open:
            return
        letters = sum(map(len, self.source[token.start : token.end].split()))
        if not letters:
            return
        self.open[-1].letters += letters
        if self.blocks:
            self.open[self.blocks[-1]].begun = True
        anchor = self.last("a")
        if anchor >= 0 and len(self.open[anchor].label) < _LABEL_CHARACTERS:
            self.open[anchor].label += unescape(
                self.source[token.start : token.start + _LABEL_CHARACTERS][: token.end - token.start]
            )


def read_outline(source: str) -> Outline:
    """Reads a page's elements. Never raises."""
    builder = _Builder(source)
    for token in read_tokens(source):
        if token.kind == "start":
            builder.start(token)
        elif token.kind == "end":
            if token.name == "br":
                builder.start(Token("start", token.start, token.end, "br", source))
            else:
                builder.end(token)
        else:
            builder.text(token)
    builder.pop_to(0, len(source))
    wanted = frozenset(
        fragment
        for element in builder.elements
        if element.name == "a" and (fragment := fragment_of(element)) and MARKER.match(element.label.strip())
    )
    return Outline(source, builder.events, builder.elements, wanted)


def fragment_of(element: Element) -> str:
    """The place in the same page that a link points to, without "#"; "" for any other link."""
    href = element.attributes.get("href", "").strip()
    return href[1:] if href.startswith("#") else ""
