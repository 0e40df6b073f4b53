"""What several test files of the archives share: the day, the page, and adapters opened on a server of loopback."""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.archives import ArchivesSettings, find_adapters, open_service
from provenance.model.answer import Capture, CaptureQuery
from provenance.warc.surt import surt_key

DAY = datetime(2013, 10, 22, 10, 15, tzinfo=UTC)
PAGE = "http://news.example/2013/10/22/a"
QUERY = CaptureQuery(url=PAGE, since=DAY, until=DAY)

ADAPTERS = find_adapters()
#: Local files have faults of their own; the live web has no address of its own. Both have test files of their own.
NETWORK = [one for one in ADAPTERS if one.kind == "captures" and one.prefix not in ("warc:", "index:") and one.id != "live"]
SERVICES = [one for one in ADAPTERS if one.kind != "captures"]


def open_on(adapter, url, client, tmp_path):
    """The adapter with everything it asks at `url`."""
    settings = ArchivesSettings.read({adapter.id: {"base_url": url, "rate": 1000, "key": "sesame"}})
    spec = {"cdx+": f"cdx+{url}/web/cdx", "memento+": f"memento+{url}/web/"}.get(adapter.prefix, adapter.id)
    return open_service(spec, settings, client, index_dir=tmp_path)


def capture_on(adapter, url):
    """A capture as the adapter would have listed it."""
    return Capture(
        archive=adapter.id,
        url=PAGE,
        urlkey=surt_key(PAGE),
        captured_at=DAY,
        archive_url=f"{url}/web/20131022101500/{PAGE}",
        locator={
            "memento": f"{url}/web/20131022101500/{PAGE}",
            "memgator": f"{url}/web/20131022101500/{PAGE}",
            "commoncrawl": "crawl-data/a.warc.gz#0#100",
        }.get(adapter.id, "20131022101500"),
    )
