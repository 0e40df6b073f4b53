"""Orders to capture live pages, each with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from provenance.errors import SettingsError
from provenance.model.record import Record

if TYPE_CHECKING:
    from provenance.config import Settings


class PreservedRow(Record):
    """A page that the archive was asked to capture. `asked` is not `confirmed`: only then there is a capture."""

    url: str
    state: Literal["asked", "confirmed", "failed"]
    reason: str = ""
    at: datetime | None = None
    archive_url: str | None = None


def preserve_pages(
    urls: Sequence[str], settings: Settings, *, clock: Callable[[], float], sleep: Callable[[float], None]
) -> Iterator[PreservedRow]:
    """Asks the Internet Archive to capture pages, one after the other.

    Args:
        urls: http or https addresses.
        settings: every option; the key is `archives.wayback.key`.
        clock: UTC seconds since the epoch.
        sleep: waits so many seconds.

    Raises:
        SettingsError: there is no key, or something is no address.
    """
    from provenance.archives.savepage import SavePageNow
    from provenance.net import Client

    own = settings.archives.of("wayback")
    if not own.key:
        todo = "put yours (accesskey:secret, from archive.org/account/s3.php) into PROVENANCE_ARCHIVES__WAYBACK__KEY"
        raise SettingsError("ask for a capture of", urls[0], "the archive wants a key and none is set", todo)
    for url in urls:
        if not url.lower().startswith(("http://", "https://")) or not urlsplit(url).hostname:
            raise SettingsError("ask for a capture of", url, "it is no http address", "write it with http:// or https://")
    client = Client(settings.net, cache_dir=None, clock=clock, sleep=sleep)
    try:
        service = SavePageNow(own, client, sleep)
        for url in urls:
            saved = service.save(url)
            yield PreservedRow(
                url=saved.url, state=saved.state, reason=saved.reason, at=saved.at, archive_url=saved.archive_url
            )
    finally:
        client.close()
