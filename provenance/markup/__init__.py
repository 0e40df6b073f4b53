"""HTML and bytes read without guessing more than is said: text with offsets, links, metadata, encodings, languages.

`read_html`, `decode` and `language_of` need only the standard library; bs4 and lxml are loaded by `links_of` alone.
"""

from .article_text import HtmlReading, read_html
from .encoding import Decoding, decode, read_encoding
from .language import language_of
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
