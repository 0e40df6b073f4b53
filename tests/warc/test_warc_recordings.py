"""Real archive files of other projects, read in place where PROVENANCE_SHARED points to them."""

import os
from pathlib import Path

import pytest

from provenance.warc import Loss, read_captures, read_record

SHARED = os.environ.get("PROVENANCE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROVENANCE_SHARED is not set: no recordings to read")

#: file -> (captures, losses): counted with other tools, or by reading the file.
WHOLE = {
    "pywb_dupes.warc.gz": (12, 0),
    "pywb_example.warc.gz": (3, 0),
    "pywb_example.arc.gz": (1, 0),
    "pywb_example-wget-1-14.warc.gz": (1, 0),
    "pywb_iana.warc.gz": (171, 0),
    "pywb_missing-status-text.warc": (1, 0),
    "pywb_valid_example_1.wacz": (1, 0),
    "pywb_example-url-agnostic-revisit.warc.gz": (1, 0),
    "warcio_example.arc.gz": (1, 0),
    "warcio_example.warc.gz": (2, 0),
    "warcio_example-resource.warc.gz": (1, 0),
    "warcio_example-iana.org-chunked.warc": (1, 0),
    "warcio_example-wget-bad-target-uri.warc.gz": (1, 0),
    "warcio_post-test.warc.gz": (3, 0),
    "warcio_example-bad-non-chunked.warc.gz": (0, 1),
    "warcio_example-bad.warc.gz.bad": (0, 1),
    "warcio_example-trunc.warc": (0, 1),
}


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_recorded_file_is_read(name):
    path = Path(SHARED) / "recordings" / "warc" / name
    losses: list[Loss] = []
    rows = list(read_captures(path, losses))
    captures, lost = WHOLE[name]
    assert (len(rows), len(losses)) == (captures, lost)
    for row in rows:
        record = read_record(row.file, row.offset)
        assert record.url == row.url
        assert record.body or record.kind == "revisit" or record.status in (204, 301, 302, 304) or row.length < 1000


@pytest.mark.parametrize("name", ["iana", "dupes", "example"])
def test_places_and_digests_are_those_of_the_recorded_index(name):
    recordings = Path(SHARED) / "recordings"
    rows = {row.offset: row for row in read_captures(recordings / "warc" / f"pywb_{name}.warc.gz")}
    compared = 0
    for line in (recordings / "pywb_cdx" / f"{name}.cdx").read_text(encoding="utf-8").splitlines():
        if line.startswith(" CDX"):
            continue
        _, time, url, _, _, digest, _, _, length, offset, _ = line.split()
        row = rows[int(offset)]
        assert (row.captured_at.strftime("%Y%m%d%H%M%S"), row.url, row.length) == (time, url, int(length))
        assert row.digest in (digest, None)
        compared += 1
    assert compared >= 3
