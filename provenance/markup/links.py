"""The links of front and section pages, however old or broken their markup."""

from __future__ import annotations

import re
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from ..model.record import Record
from .encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import NavigableString, Tag

#: Characters of a page that are read, links that are given, characters of a link's text.
SIZE_LIMIT, LINK_LIMIT, TEXT_LIMIT = 3_000_000, 5_000, 500
#: Web archives put the capture's time, and their own address, before the address: /web/20141216id_/http://...
_ARCHIVED = re.compile(
    r"(?:(?:https?:)?//[^/\s]{1,253})?(?:/[A-Za-z0-9_.+-]{1,40}){0,3}/(?:\d{4,14}|\*)(?:[a-z]{2}_)?/(?=https?:/|ftp:/|www\.)",
    re.IGNORECASE,
)
_ONE_SLASH = re.compile(r"(https?):/+(?=[^/])", re.IGNORECASE)
#: bs4 takes a page that begins like this for XML, and warns.
_XML_DECLARATION = re.compile(r"<\?(?=xml)", re.IGNORECASE)
#: Addresses that an archive puts into the pages it shows, beside those of the page.
_ARCHIVE_OWN = ("/web/", "/_static/", "/static/")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONS = frozenset({"section", "div", "ul", "ol", "nav", "aside", "td", "table", "header", "footer", "article", "main"})
_LEVELS = 6
_HINT_LIMIT = 80
#: Words from which a link's text speaks for itself, and what holds a headline and its link together.
_TELLING = 3
_CELLS = frozenset({"td", "li", "p", "dd", "dt", "div", "article", "tr"})
#: Nodes inside a link or a heading that are looked at.
_INSIDE = 60
#: Headings before a link that are looked at: headlines are headings too, and they hold links.
_LATEST = 6


class PageLink(Record):
    """A link of a page: its absolute address without a fragment, its text on one line, and what part of the page it is in.

    `text` may be empty (a link round a picture that says nothing). `section` is the nearest heading before the link, else
    the class or id of what holds it, else "". `beside` is what stands before the link in its cell, paragraph or list item,
    where the link itself says no more than "read more", else "".
    """

    url: str
    text: str
    section: str = ""
    beside: str = ""


def original_url(url: str) -> str:
    """`url` without the prefixes that web archives put before the addresses of their captures."""
    for _ in range(3):  # a capture of a capture
        match = _ARCHIVED.match(url)
        if match is None:
            break
        url = url[match.end() :]
        if not url.lower().startswith(("http:", "https:", "ftp:")):
            url = "http://" + url
        url = _ONE_SLASH.sub(r"\1://", url, count=1)
    return url


def links_of(source: str | bytes, base_url: str, *, charset: str | None = None) -> tuple[PageLink, ...]:
    """The links of a page in document order, repeated ones too. Never raises for what a page holds.

    Args:
        source: the page, decoded or not; what lies past 3 million characters is not read.
        base_url: the page's own address, as it was or in an archive.
        charset: what the HTTP header said, where `source` is bytes.
    """
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    text = source if isinstance(source, str) else decode(source, charset=charset)[0]
    text = _XML_DECLARATION.sub("<!", text[:SIZE_LIMIT]).replace("\x00", "")
    if "<" not in text:
        return ()
    soup = BeautifulSoup(text, "lxml")
    base = original_url(base_url)
    shown = base != base_url
    if (declared := soup.find("base", href=True)) is not None and isinstance(declared, Tag):
        base = _absolute(base, str(declared["href"])) or base
    links: list[PageLink] = []
    heading = ""
    headings: deque[Tag] = deque(maxlen=_LATEST)
    for element in soup.descendants:
        if not isinstance(element, Tag):
            continue
        if element.name in _HEADINGS:
            headings.append(element)
        elif element.name in ("a", "area") and (href := str(element.get("href") or "")):
            if shown and href.startswith(_ARCHIVE_OWN) and original_url(href) == href:
                continue
            if (url := _absolute(base, href)) is None:
                continue
            while headings:  # looked at only where a link follows
                if not _has_link(candidate := headings.pop()):
                    heading = _text(candidate, _HINT_LIMIT)
                    headings.clear()
            label = _label(element)
            beside = _beside(element) if len(label.split()) < _TELLING else ""
            links.append(PageLink(url=url, text=label, section=heading or _hint(element), beside=beside))
            if len(links) >= LINK_LIMIT:
                break
    return tuple(links)


def _absolute(base: str, href: str) -> str | None:
    href = "".join(href.split()) if "\n" in href or "\t" in href else href.strip()
    if not href or href.startswith("#") or len(href) > 4_000:
        return None
    try:
        url = urldefrag(original_url(urljoin(base, original_url(href)))).url
    except ValueError:  # "http://[" and the like
        return None
    return url if url.lower().startswith(("http://", "https://")) else None


def _within(element: Tag) -> Iterator[Tag | NavigableString]:
    """The head of what an element holds, in document order: an unclosed link may hold the rest of the page.

    bs4's own iterators walk to the end of the element first, which is quadratic where links are nested.
    """
    from bs4.element import NavigableString, Tag

    waiting = list(reversed(element.contents[:_INSIDE]))
    for _ in range(_INSIDE):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, Tag):
            yield node
            waiting.extend(reversed(node.contents[:_INSIDE]))
        elif isinstance(node, NavigableString):
            yield node


def _label(element: Tag) -> str:
    label = _text(element, TEXT_LIMIT)
    if label:
        return label
    for key in ("title", "aria-label", "alt"):
        if value := element.get(key):
            return _one_line(str(value), TEXT_LIMIT)
    pictures = (node for node in _within(element) if getattr(node, "name", None) == "img")
    return next((_one_line(str(picture["alt"]), TEXT_LIMIT) for picture in pictures if picture.get("alt")), "")  # type: ignore[union-attr,index]


def _text(element: Tag, limit: int) -> str:
    from bs4.element import Comment, NavigableString

    strings = (node for node in _within(element) if isinstance(node, NavigableString) and not isinstance(node, Comment))
    return _one_line(" ".join(strings), limit)


def _has_link(heading: Tag) -> bool:
    """Whether a heading is the headline of a link rather than the name of a section."""
    inside = any(getattr(node, "name", None) == "a" for node in _within(heading))
    return inside or any(parent.name == "a" for parent in islice(heading.parents, _LEVELS))


def _beside(element: Tag) -> str:
    """The text before a link inside the nearest block that holds it; "" where that block holds other links before it."""
    above = element.parent
    for _ in range(_LEVELS):
        if above is None or above.name in _CELLS:
            break
        above = above.parent
    if above is None or above.name not in _CELLS:
        return ""
    words: list[str] = []
    for node in _within(above):
        if node is element:
            return _one_line(" ".join(words), TEXT_LIMIT)
        if getattr(node, "name", None) == "a":
            return ""
        if isinstance(node, str) and type(node).__name__ == "NavigableString":
            words.append(node)
    return ""


def _hint(element: Tag) -> str:
    above = element.parent
    for _ in range(_LEVELS):
        if above is None:
            break
        if above.name in _SECTIONS:
            for key in ("id", "class"):
                value = above.get(key)
                if value:
                    return _one_line(value if isinstance(value, str) else " ".join(value), _HINT_LIMIT)
        above = above.parent
    return ""


def _one_line(text: str, limit: int) -> str:
    return " ".join(text[: 4 * limit].split())[:limit]
