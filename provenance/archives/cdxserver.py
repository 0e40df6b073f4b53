"""Any CDX server of the pywb or OutbackCDX kind: `cdx+http://host/collection/cdx`.

Why this endpoint: national and institutional archives run pywb, and whoever has an own collection can start one. Filters are
applied here and not sent, because the two servers spell them differently and a filter that is not understood would be
silently ignored or end in an error. There is no paging on a plain index: the limit is asked for once, and a full answer
counts as cut.

Limits: none stated by the software; national archives ask for restraint (0.5/s, archives.md, section 10), one's own server for
none. Known as of 22 November 2026.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from provenance.errors import SettingsError
from provenance.model.answer import Capture, CaptureAnswer, CaptureQuery, Gap, ReplayAnswer
from provenance.net import Client

from .cdx import first_of_each_page, fits
from .indexing import IndexService
from .outcome import Ledger, captures_of
from .playback import Playback
from .protocol import Adapter, Archive, Opening
from .settings import ArchiveSettings, is_http_address
from .timestamp import write_timestamp14

#: Rows asked for: so many more than wanted, because what is filtered out here has been sent.
_MORE = 20
_MOST_ROWS = 100_000


class CdxServer:
    """A CDX server and the replay beside it.

    Args:
        archive: id for reports.
        cdx_url: the index.
        settings: rates; `replay_url` where replay lives elsewhere.
        client: asks the network.
    """

    title = "CDX server"
    sends_words = False

    def __init__(self, archive: str, cdx_url: str, settings: ArchiveSettings, client: Client) -> None:
        self.id = archive
        self._cdx = cdx_url.rstrip("/?&")
        self.root = (settings.replay_url or _replay_root(self._cdx)).rstrip("/")
        for address in (self._cdx, self.root):
            client.allow(address)
        self._index = IndexService(client, settings.rate, settings.timeout)
        self._playback = Playback(
            client, archive, self.root, settings.captures_rate, settings.timeout, timedelta(hours=settings.window_hours)
        )

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture; see `Playback`."""
        return self._playback.fetch(capture)

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures by address, prefix, host or domain within a window."""
        ledger = Ledger(self.id)
        limit = min(query.limit * _MORE, _MOST_ROWS)
        params: list[tuple[str, str]] = [("url", query.url), ("matchType", query.match)]
        if query.since is not None:
            params.append(("from", write_timestamp14(query.since)))
        if query.until is not None:
            params.append(("to", write_timestamp14(query.until)))
        params += [("output", "json"), ("limit", str(limit))]
        request = f"{self._cdx}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in params)
        page = self._index.ask(request, ledger, cache=self._index.cache_class(query.until))
        if isinstance(page, Gap):
            return page
        kept = tuple(row for row in page.rows if fits(row, query))
        cut = len(page.rows) + page.skipped >= limit
        if query.one_per_page:
            kept = first_of_each_page(kept)
        if kept:
            return ledger.found(
                captures_of(kept[: query.limit], self.id, self.root), complete=not cut and len(kept) <= query.limit
            )
        if cut:
            return ledger.gap("unreachable", f"none of the first {limit} rows fits and there are more; narrow the question")
        return ledger.gap("empty", "the archive has no capture of this in the window")


def _replay_root(cdx_url: str) -> str:
    """Where a collection's captures are when its index is at `cdx_url`: beside it (pywb), or under `/web` (Wayback)."""
    if cdx_url.endswith("/cdx/search/cdx"):
        return cdx_url.removesuffix("/cdx/search/cdx") + "/web"
    return cdx_url.removesuffix("/cdx").removesuffix("/index").removesuffix("-index")


def _open(opening: Opening) -> Archive:
    address = opening.address or opening.settings.cdx_url or opening.settings.base_url or ""
    if not is_http_address(address):
        raise SettingsError(
            "open the archive", opening.spec, "no index address is given", "write cdx+http://host/collection/cdx"
        )
    return CdxServer(f"cdx+{address}", address, opening.settings, opening.client)


ADAPTER = Adapter(
    id="cdx",
    title=CdxServer.title,
    open=_open,
    prefix="cdx+",
    defaults=ArchiveSettings(rate=2.0),
    limits="the server's own; ours: 2/s, set archives.cdx.rate lower for a national archive",
    known="2026-11-22",
)
