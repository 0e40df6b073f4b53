"""A path, an address or bytes -> `Document` -> `Reading`: all that needs no archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import SourceError
from provenance.model.dates import PartialDate
from provenance.model.document import Document
from provenance.model.reading import Reading

if TYPE_CHECKING:
    from provenance.catalog.rules import Rules
    from provenance.config import Settings
    from provenance.net import Client
    from provenance.outlets import Registry


def open_registry(settings: Settings, *, cache_dir: Path | None = None) -> Registry:
    """The outlets that are known under these settings. Raises CatalogError, SettingsError."""
    from provenance.outlets import load_registry

    return load_registry([Path(name) for name in settings.outlets.files], cache_dir=cache_dir)


def is_address(source: str) -> bool:
    """Whether a source is to be fetched rather than opened."""
    return source.startswith(("http://", "https://"))


def read_source(
    source: str,
    *,
    published: PartialDate | None = None,
    max_bytes: int = 20_000_000,
    data: bytes | None = None,
    client: Client | None = None,
) -> Document:
    """Reads one article.

    Args:
        source: a path or an http(s) address; any label where `data` is given.
        published: the publication date, if the caller knows better than the page.
        max_bytes: larger sources are refused.
        data: the content itself (standard input).
        client: needed for addresses.

    Raises:
        SourceError: the source can't be read; the message says why and what to do.
    """
    from provenance.document import read_bytes, read_path

    if data is not None:
        return read_bytes(data, source=source, published=published, max_bytes=max_bytes)
    if not is_address(source):
        return read_path(Path(source), published=published, max_bytes=max_bytes)
    if client is None:
        raise SourceError("fetch the article", source, "no network is allowed here", "save the page and give its path")
    return _fetch(source, published=published, max_bytes=max_bytes, client=client)


def read_article(document: Document, registry: Registry, rules: Rules | None = None, *, as_of: date | None = None) -> Reading:
    """References, citations, claims and findings of a document; `as_of` is today, None where there is no clock."""
    from provenance.citations import read_citations

    if document.publisher is None and document.publisher_name:
        answer = registry.look_up(document.publisher_name, on=document.published)
        if answer.outlet:
            document = document.model_copy(update={"publisher": answer.outlet})
    if document.country is None:
        document = document.model_copy(update={"country": registry.country_of(document.text, document.title)})
    today = PartialDate(as_of.year, as_of.month, as_of.day) if as_of else None
    return read_citations(document, registry, rules=rules.needs if rules else None, as_of=today)


def _fetch(source: str, *, published: PartialDate | None, max_bytes: int, client: Client) -> Document:
    from urllib.parse import urljoin

    from provenance.document import read_bytes
    from provenance.net import NoResponse

    address = source
    for _ in range(6):
        answer = client.get(address, max_bytes=max_bytes, cache="none")
        if isinstance(answer, NoResponse):
            raise SourceError(
                "fetch the article", source, answer.message, "try again later, or save the page and give its path"
            )
        if answer.status in (301, 302, 303, 307, 308) and answer.header("location"):
            address = urljoin(address, answer.header("location") or "")
            continue
        if answer.status != 200:
            raise SourceError(
                "fetch the article",
                source,
                f"the site answered with HTTP {answer.status}",
                "check the address, or save the page and give its path",
            )
        return read_bytes(
            answer.body, source=source, media_type=answer.header("content-type"), published=published, max_bytes=max_bytes
        )
    raise SourceError(
        "fetch the article", source, "it redirects in a circle", "open it in a browser and give its final address"
    )
