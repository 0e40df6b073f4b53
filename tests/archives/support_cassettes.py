"""Questions whose answers are kept in cassettes/, and how a cassette is recorded and played.

Recorded from a real pywb on loopback that serves the example's invented archive (`python tests/archives/record_cassettes.py`);
for the Wayback Machine's dialect the stand-in of tests/support_shim.py stood in front of it, so those are marked synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import vcr
from support_faults import FakeTime
from vcr.stubs import VCRHTTPResponse

from provenance.archives import Archive, ArchivesSettings, open_archive
from provenance.model.answer import CaptureQuery, Found
from provenance.net import Client, NetSettings


class _Response(VCRHTTPResponse):
    """vcr hands `read1` on to BytesIO, which takes no `decode_content`; urllib3's own response does."""

    def read1(self, amt: int = -1, **_: object) -> bytes:
        return self._content.read1(amt)


VCRHTTPResponse.read1 = _Response.read1  # vcr makes its responses by that name

FOLDER = Path(__file__).resolve().parent.parent.parent / "cassettes"
HOST = "pywb.test"


def day(text: str, hour: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A question to one archive: `replay` asks for the bytes of the first capture that the look-up gives."""

    archive: str
    name: str
    query: CaptureQuery
    replay: bool = False

    @property
    def path(self) -> Path:
        return FOLDER / self.archive / f"{self.name}.yaml"


def _cases() -> tuple[Case, ...]:
    host_day = CaptureQuery(url="orvinform.example", match="host", since=day("2019-03-04"), until=day("2019-03-07"))
    moved = CaptureQuery(
        url="http://novosti-sarnika.example/20190307/zaderzhany-dokery.html", since=day("2019-03-07"), successful_only=False
    )
    page = CaptureQuery(
        url="http://steppemonitor.example/2018/01/tolmias-long-search-for-a-harbour/",
        since=day("2018-02-02", 3),
        until=day("2018-02-02", 4),
    )
    absent = CaptureQuery(url="http://sarniktelegraph.example/never-there.html")
    listed = [
        ("test_captures_of_a_host_and_day", host_day, False),
        ("test_nothing_is_there", absent, False),
        ("test_a_page_is_replayed", page, True),
        ("test_a_moved_page_is_followed", moved, True),
    ]
    # A Memento server has no index of hosts: it is asked by address.
    return tuple(
        Case(archive, name, query, replay)
        for archive in ("wayback", "cdx", "memento")
        for name, query, replay in listed
        if not (archive == "memento" and query.match == "host")
    )


CASES = _cases()


def open_by(archive: str, base: str) -> tuple[Archive, Client]:
    """The archive at `base`, asked through a plain session, which is what vcr can watch."""
    time = FakeTime()
    host = urlsplit(base).hostname or ""
    client = Client(
        NetSettings(allowed_hosts=(host,)), cache_dir=None, clock=time.clock, sleep=time.sleep, session=requests.Session()
    )
    settings = ArchivesSettings.read({"wayback": {"base_url": base}})
    specs = {"wayback": "wayback", "cdx": f"cdx+{base}/web/cdx", "memento": f"memento+{base}/web/"}
    return open_archive(specs[archive], settings, client, index_dir=Path()), client


def ask(case: Case, archive: Archive) -> Any:
    """The answer to the case's question."""
    answer = archive.look_up(case.query)
    return archive.replay(answer.captures[0]) if case.replay and isinstance(answer, Found) else answer


def recorder(rename: Callable[[str], str], mode: str) -> vcr.VCR:
    """A vcr that writes every address as `rename` gives it, so that no port of the day stands in a cassette."""

    def request(asked: Any) -> Any:
        asked.uri = rename(asked.uri)
        asked.headers = {}
        return asked

    def response(got: Any) -> Any:
        kept = ("content-type", "location", "memento-datetime", "link", "x-archive-redirect-reason", "content-location", "vary")
        got["headers"] = {
            name: [rename(value) for value in values] for name, values in got["headers"].items() if name.lower() in kept
        }
        body = got["body"]["string"]
        got["body"]["string"] = rename(body.decode("latin-1")).encode("latin-1")
        return got

    return vcr.VCR(record_mode=mode, before_record_request=request, before_record_response=response, match_on=["method", "uri"])
