"""HTML and bytes read without guessing more than is said: text with offsets, links, metadata, encodings, languages.

`read_html`, `decode` and `language_of` need only the standard library; bs4 and lxml are loaded by `links_of` alone.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .encoding import Decoding, decode, read_encoding
from .language import language_of

if TYPE_CHECKING:
    from .article_text import HtmlReading, read_html
    from .links import PageLink, links_of, original_url

__all__ = [
    "Decoding",
    "HtmlReading",
    "PageLink",
    "decode",
    "language_of",
    "links_of",
    "original_url",
    "read_encoding",
    "read_html",
]

# A text without markup needs none of these: they are imported when a page is read.
_HOMES = {
    "HtmlReading": "article_text",
    "PageLink": "links",
    "links_of": "links",
    "original_url": "links",
    "read_html": "article_text",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
