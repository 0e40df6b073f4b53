"""A capture catalogue made by this program: `index:PATH`, the folder that `provenance index build` wrote.

Why: archives allow a few requests a second, and an index of all that they hold of a host may already lie on this machine. The
catalogue says what was captured and where; the bytes come from the archive that its rows name, or from the archive files that
it was made of. An audit asks it first, and asks others only about what it does not find there. What a build could not read
stays an open question and is never "nothing there".

Limits: none for the catalogue; whoever holds the bytes is asked at its own rate. Known as of 24 November 2026.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import ArchiveFileError, ProvenanceError, SettingsError
from provenance.model.answer import (
    Capture,
    CaptureAnswer,
    CaptureQuery,
    PageListing,
    PageQuery,
    PagesAnswer,
    ReplayAnswer,
)
from provenance.warc.timestamp import write_timestamp14

from .outcome import Ledger
from .protocol import Adapter, Archive, Opening, OpenOther
from .settings import ArchiveSettings

if TYPE_CHECKING:
    from provenance.index import Catalogue, CatalogueRow

_CRAWLS = "https://data.commoncrawl.org"


class CaptureCatalogue:
    """See the head of this module.

    Args:
        archive: id for reports.
        catalogue: open; closed with this.
        open_other: opens the archive that holds a row's bytes.
    """

    title = "Capture catalogue"
    sends_words = False
    #: An audit asks it before it asks anyone else.
    is_catalogue = True

    def __init__(self, archive: str, catalogue: Catalogue, open_other: OpenOther) -> None:
        self.id = archive
        self._catalogue, self._open_other = catalogue, open_other
        self._holders: dict[str, Archive | ProvenanceError] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line each, for the user: what could not be read when the catalogue was made."""
        return tuple(line for source in self._catalogue.manifest.sources for line in source.losses)

    def close(self) -> None:
        """Close the catalogue and the archives that were opened for it."""
        self._catalogue.close()
        for holder in self._holders.values():
            if not isinstance(holder, ProvenanceError):
                holder.close()

    def look_up(self, query: CaptureQuery) -> CaptureAnswer:
        """Captures by address, prefix, host or domain within a window."""
        ledger = Ledger(self.id)
        since, until = (write_timestamp14(time) if time else "" for time in (query.since, query.until))
        request = f"{self.id} {query.match} {query.url} {since}-{until}"
        try:
            rows = self._catalogue.select(query, query.limit + 1)
        except ValueError as error:
            ledger.note_local(request, "bad_query", str(error))
            return ledger.gap("bad_query", str(error))
        except ArchiveFileError as error:
            ledger.note_local(request, "unreachable", error.line)
            return ledger.gap("unreachable", error.line)
        if rows:
            ledger.note_local(request, "found")
            return ledger.found([self._capture(row) for row in rows[: query.limit]], complete=len(rows) <= query.limit)
        if self._catalogue.manifest.unread:
            why = f"no capture of this, but part of what the catalogue was made of could not be read: {self.warnings[0]}"
            ledger.note_local(request, "unreachable", why)
            return ledger.gap("unreachable", why)
        ledger.note_local(request, "empty")
        return ledger.gap("empty", "the catalogue holds no capture of this in the window")

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Pages of a host that GDELT's files saw on the days asked for: seen, not captured."""
        ledger = Ledger(self.id)
        request = f"{self.id} pages {query.host} {query.first}..{query.last}"
        if not query.host:
            ledger.note_local(request, "skipped", "the catalogue is asked by outlet")
            return ledger.gap("skipped", "the catalogue is asked by outlet")
        try:
            pages = self._catalogue.listings(query.host, query.first, query.last, query.limit + 1)
        except ValueError as error:
            ledger.note_local(request, "bad_query", str(error))
            return ledger.gap("bad_query", str(error))
        except ArchiveFileError as error:
            ledger.note_local(request, "unreachable", error.line)
            return ledger.gap("unreachable", error.line)
        ledger.note_local(request, "found" if pages else "empty")
        if not pages:
            return ledger.gap("empty", "the catalogue lists no page of this outlet on these days")
        listed = [PageListing(service=self.id, url=url, seen_on=day) for url, day in pages[: query.limit]]
        return ledger.listed(listed, complete=len(pages) <= query.limit)

    def replay(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture, from the archive that holds them."""
        ledger = Ledger(self.id)
        spec, _, locator = capture.locator.partition(" ")
        if spec.startswith("source:"):
            number = int(spec.removeprefix("source:"))
            spec = f"warc:{self._catalogue.manifest.sources[number].path}"
        holder = self._holder(spec)
        if isinstance(holder, ProvenanceError):
            ledger.note_local(capture.archive_url, "unreachable", holder.line)
            return ledger.gap("unreachable", f"whoever holds the capture can't be asked: {holder.line}")
        return holder.replay(capture.model_copy(update={"archive": holder.id, "locator": locator}))

    def _holder(self, spec: str) -> Archive | ProvenanceError:
        """The archive that holds the bytes, opened once; or why it can't be opened."""
        if spec not in self._holders:
            try:
                self._holders[spec] = self._open_other(spec)
            except ProvenanceError as fault:
                self._holders[spec] = fault
        return self._holders[spec]

    def _capture(self, row: CatalogueRow) -> Capture:
        timestamp = write_timestamp14(row.captured_at)
        if row.archive == "warc":
            archive_url, locator = f"warc:{row.file}#{row.place}", f"source:{row.source} {row.file}#{row.place}"
        elif row.archive == "commoncrawl":
            archive_url = f"{_CRAWLS}/{row.file}#{row.place}-{row.length}"
            locator = f"commoncrawl {row.file}#{row.place}#{row.length}"
        else:
            root = getattr(self._holder(row.archive), "root", None)  # only archives with replay addresses have one
            archive_url, locator = f"{root or row.archive}/{timestamp}/{row.url}", f"{row.archive} {timestamp}"
        return Capture(
            archive=self.id,
            url=row.url,
            urlkey=row.urlkey,
            captured_at=row.captured_at,
            status=row.status,
            mime=row.mime,
            digest=row.digest,
            archive_url=archive_url,
            locator=locator,
        )


def _open(opening: Opening) -> Archive:
    from provenance.index import Catalogue

    if not opening.address:
        raise SettingsError("open the archive", opening.spec, "no path is given", "write index:PATH")
    path = Path(opening.address).expanduser()
    name = path.name or path.resolve().name
    scratch = opening.index_dir / "catalogue-scratch"
    return CaptureCatalogue(f"index:{name}", Catalogue(path, scratch=scratch), opening.open_other)


ADAPTER = Adapter(
    id="index",
    title=CaptureCatalogue.title,
    open=_open,
    prefix="index:",
    defaults=ArchiveSettings(),
    limits="none: no network is used but for the captures themselves",
    known="2026-11-24",
    probe="it is a folder on this machine",
)
