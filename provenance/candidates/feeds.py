"""The items of RSS and Atom feeds as links, for feeds that were captured on the cited day."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from provenance.markup import PageLink

_LENGTH = 2_000_000
_ITEMS = 1000
_TITLE = re.compile(r"<title[^>]{0,100}>\s*(?:<!\[CDATA\[)?([^<\]]{1,500})")
_LINK = re.compile(r"<link[^>]{0,100}>\s*(?:<!\[CDATA\[)?\s*(https?://[^<\]\s]{1,1000})")
_HREF = re.compile(r"""<link[^>]{0,200}?href=["']([^"']{1,1000})["']""")


def links_of_feed(body: bytes, base_url: str) -> list[PageLink]:
    """Title and address of each item of a feed, in its order; empty for what is no feed. Linear in its length."""
    head = body[:1024].lower()
    if b"<rss" not in head and b"<feed" not in head and b"<rdf:rdf" not in head:
        return []
    from provenance.markup import PageLink, read_encoding

    text = read_encoding(body[:_LENGTH]).text
    items: list[PageLink] = []
    for opening, closing in (("<item", "</item>"), ("<entry", "</entry>")):
        at = text.find(opening)
        while at >= 0 and len(items) < _ITEMS:
            end = text.find(closing, at)
            if end < 0:
                break
            chunk = text[at:end][:20_000]
            title, link = _TITLE.search(chunk), _LINK.search(chunk) or _HREF.search(chunk)
            if title and link:
                items.append(
                    PageLink(url=urljoin(base_url, html.unescape(link[1])), text=" ".join(html.unescape(title[1]).split()))
                )
            at = text.find(opening, end)
    return items
