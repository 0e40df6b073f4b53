"""HTML source -> tags and text, each with its exact place in the source.

The tree builders of the usual libraries lose the places of characters, so this project cuts HTML itself. The rules are
those of the HTML standard's tokenizer (https://html.spec.whatwg.org/multipage/parsing.html), made forgiving in one point:
a tag, comment or quoted value that never ends does not swallow the rest of the page.

Every character is looked at a bounded number of times, whatever the markup: where a search for an end has failed once,
the failure is remembered and the search is not made again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.entities import html5
from typing import Literal

TokenKind = Literal["start", "end", "text", "raw"]

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_SPACE = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_UNQUOTED = re.compile(r"[^\s>]*")
_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});?|[A-Za-z][A-Za-z0-9]{0,31};?)")

#: Elements whose content is not markup, and what becomes of it: text that counts, or nothing.
RAW_TEXT = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
ESCAPED_TEXT = frozenset({"title", "textarea"})
_OPAQUE = RAW_TEXT | ESCAPED_TEXT

#: The standard's table of numeric references that mean windows-1252 (`&#150;` for a dash: common in old pages).
_WINDOWS_1252 = {
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š", 0x8B: "‹",
    0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™",
    0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A tag or a run of text: `source[start:end]`. `name` is the tag's name in lower case ("" for text).

    `raw` is the content of a script, style or the like: no text of the page.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    source: str = field(default="", repr=False)

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Attribute names in lower case -> values with references resolved; the first of a name counts."""
        found: dict[str, str] = {}
        if self.kind == "start":
            for name, begin, finish in _attributes(self.source, self.start + 1 + len(self.name), self.end - 1):
                found.setdefault(name, unescape(self.source[begin:finish]))
        return found


def _attributes(source: str, position: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(name, start of the value, end of the value) of a tag whose inside is `source[position:end]`."""
    while position < end:
        position = _SPACE.match(source, position, end).end()  # type: ignore[union-attr]
        if position >= end:
            return
        name = _ATTRIBUTE.match(source, position, end)
        if name is None:  # a stray "=" or ">" inside
            position += 1
            continue
        position = name.end()
        equals = _EQUALS.match(source, position, end)
        if equals is None:
            yield name.group().lower(), position, position
            continue
        position = equals.end()
        quote = source[position : position + 1]
        if position < end and quote in "\"'" and (close := source.find(quote, position + 1, end)) >= 0:
            yield name.group().lower(), position + 1, close
            position = close + 1
        else:
            value = _UNQUOTED.match(source, position, end)
            stop = value.end() if value else position
            yield name.group().lower(), position, stop
            position = max(stop, position + (stop == position))


class _Ends:
    """Finds the ends of tags and remembers which searches are hopeless."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.hopeless: set[str] = set()
        self.unbalanced = False

    def find(self, what: str, position: int) -> int:
        """Where `what` next stands, or -1."""
        if what in self.hopeless:
            return -1
        at = self.source.find(what, position)
        if at < 0:
            self.hopeless.add(what)
        return at

    def close_of(self, name: str, position: int) -> int:
        """Where the end tag of a raw text element begins, or -1."""
        if name in self.hopeless:
            return -1
        match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.source, position)
        if match is None:
            self.hopeless.add(name)
            return -1
        return match.start()

    def tag_end(self, position: int) -> int:
        """Past the ">" of a tag whose name ends at `position`; -1 where there is none."""
        source, name_end = self.source, position
        while not self.unbalanced:
            position = _SPACE.match(source, position).end()  # type: ignore[union-attr]
            if position >= len(source):
                self.unbalanced = True
                break
            if source[position] == ">":
                return position + 1
            name = _ATTRIBUTE.match(source, position)
            if name is None:  # a stray "="
                position += 1
                continue
            position = name.end()
            equals = _EQUALS.match(source, position)
            if equals is None:
                continue
            position = equals.end()
            quote = source[position : position + 1]
            if quote and quote in "\"'" and (close := self.find(quote, position + 1)) >= 0:
                position = close + 1
            elif value := _UNQUOTED.match(source, position):
                position = value.end()
        # The quotes of some tag took in all the rest of the page: from there on a tag ends at the first ">".
        return self.find(">", name_end) + 1 or -1


def read_tokens(source: str) -> Iterator[Token]:
    """Cuts HTML into tokens in source order; comments and declarations are left out. Never raises."""
    ends = _Ends(source)
    position = text_from = 0
    while (open_at := source.find("<", position)) >= 0:
        following = source[open_at + 1 : open_at + 2]
        token: Token | None = None
        if following in ("!", "?"):
            finish = _past_declaration(source, open_at, ends)
        else:
            closing = following == "/"
            name = _NAME.match(source, open_at + 1 + closing)
            finish = -1
            if name is not None and ">" not in ends.hopeless:
                finish = ends.tag_end(name.end())
                kind: TokenKind = "end" if closing else "start"
                token = Token(kind, open_at, finish, name.group().lower(), source)
            elif closing and following and (gt := ends.find(">", open_at)) >= 0:
                finish = gt + 1  # `</>` and `</ p>` are comments
        if finish < 0:
            position = open_at + 1  # a "<" that opens nothing is text
            continue
        if open_at > text_from:
            yield Token("text", text_from, open_at)
        position = text_from = finish
        if token is None:
            continue
        yield token
        if token.kind == "start" and token.name in _OPAQUE:
            close = ends.close_of(token.name, finish)
            if close < 0 and token.name in ESCAPED_TEXT:
                continue  # an unclosed title must not swallow the page
            stop = len(source) if close < 0 else close
            if stop > finish:
                yield Token("raw" if token.name in RAW_TEXT else "text", finish, stop)
            position = text_from = stop
    if text_from < len(source):
        yield Token("text", text_from, len(source))


def _past_declaration(source: str, position: int, ends: _Ends) -> int:
    """Past the comment, doctype or processing instruction at `position`; -1 where it never ends."""
    if source.startswith("<!--", position):
        if source.startswith(("<!-->", "<!--->"), position):
            return source.index(">", position) + 1
        close = ends.find("-->", position + 4)
        if close >= 0:
            return close + 3
    elif source.startswith("<![CDATA[", position):
        close = ends.find("]]>", position)
        if close >= 0:
            return close + 3
    close = ends.find(">", position)
    return close + 1 if close >= 0 else -1


def references(source: str, start: int, end: int, *, in_attribute: bool = False) -> Iterator[tuple[int, int, str]]:
    """The character references in `source[start:end]` as (start, end, what they stand for), in order.

    In an attribute a name without its semicolon before "=" or a letter is none: `?a=1&copy=2` is an address.
    """
    for match in _REFERENCE.finditer(source, start, end):
        begin, finish, body = match.start(), match.end(), match.group()[1:]
        if body[0] == "#":
            yield begin, finish, _numeric(body[1:].rstrip(";"))
        elif body in html5 and not (in_attribute and body[-1] != ";" and source[finish : finish + 1] == "="):
            yield begin, finish, html5[body]
        elif not in_attribute:
            # `&copy2014`: the longest known name that may stand without its semicolon. Names have at most 6 letters then.
            for length in range(min(len(body.rstrip(";")), 6), 1, -1):
                if body[:length] in html5:
                    yield begin, begin + 1 + length, html5[body[:length]]
                    break


def _numeric(digits: str) -> str:
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code in _WINDOWS_1252:
        return _WINDOWS_1252[code]
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code)


def unescape(text: str) -> str:
    """The value of an attribute with its character references resolved."""
    if "&" not in text:
        return text
    parts: list[str] = []
    position = 0
    for start, end, meaning in references(text, 0, len(text), in_attribute=True):
        parts += (text[position:start], meaning)
        position = end
    parts.append(text[position:])
    return "".join(parts)
