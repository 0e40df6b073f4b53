"""HTML pages, read by `provenance.markup`."""

from __future__ import annotations

from ..markup import HtmlReading, read_html
from .layout import Layout
from .masthead import names_publication, plain_title, read_masthead

#: A line that names the publication stands among this many blocks of the head.
_HEAD_BLOCKS = 6

#: What parts a page's title from the name of its site.
_PARTINGS = (" | ", " — ", " – ", " - ", " :: ", " » ", " • ")


def read_page(source: str) -> Layout:
    """Reads the article of a page; `offsets` lead back to `source`."""
    reading = read_html(source)
    site = _first(
        reading, "og:site_name", "jsonld:publisher", "citation_journal_title", "dc.publisher", "publisher", "application-name"
    )
    printed, publication = read_masthead(_without_site(reading, site) or "")
    for block in reading.blocks[:_HEAD_BLOCKS]:
        publication = publication or names_publication(reading.text[block.start : min(block.end, block.start + 300)])
    return Layout(
        text=reading.text,
        blocks=reading.blocks,
        marks=reading.marks,
        title=plain_title(printed) or reading.title,
        publisher_name=publication or site,
        author=_first(reading, "jsonld:author", "author", "article:author", "citation_author", "dc.creator", "byl"),
        language=reading.language,
        url=_first(reading, "canonical", "og:url", "jsonld:url"),
        metadata=reading.metadata,
        offsets=reading.offsets,
    )


def _first(reading: HtmlReading, *names: str) -> str | None:
    return next((values[0] for name in names if (values := reading.metadata.get(name))), None)


def _without_site(reading: HtmlReading, site: str | None) -> str | None:
    """The title; where it is the one of the window, without the name of the site at its end."""
    title = reading.title
    if title and reading.metadata.get("title", ("",))[0] == title:
        for parting in _PARTINGS:
            head, found, tail = title.rpartition(parting)
            if found and head.strip() and (site is not None and tail.strip().casefold() == site.casefold()):
                return head.strip()
    return title
