"""Real recorded answers of archives, read in place where PROVENANCE_SHARED points to them: outcomes and values."""

import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
import yaml
from requests.adapters import BaseAdapter
from support_faults import Answer
from urllib3 import HTTPResponse
from urllib3._collections import HTTPHeaderDict

from provenance.archives import ArchivesSettings, open_archive
from provenance.archives.cdx import read_cdx
from provenance.archives.linkformat import read_links
from provenance.archives.timestamp import read_timestamp14, split_replay_address
from provenance.model.answer import Capture, CaptureQuery, Replayed
from provenance.net import Client, NetSettings
from provenance.warc.surt import surt_key

SHARED = os.environ.get("PROVENANCE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROVENANCE_SHARED is not set: no recordings to read")
RECORDINGS = Path(SHARED or ".") / "recordings"


class Recorded(BaseAdapter):
    """Gives recorded answers: by address where it was recorded, else in their order."""

    def __init__(self, interactions, in_order):
        super().__init__()
        self.by_address = {row["request"]["uri"]: row["response"] for row in interactions}
        self.in_order = iter([row["response"] for row in interactions]) if in_order else None
        self.asked = []

    def send(self, request, **options):
        self.asked.append(request.url)
        recorded = next(self.in_order, None) if self.in_order is not None else self.by_address.get(request.url)
        assert recorded is not None, f"not recorded: {request.url}"
        body = recorded["body"]["string"]
        body = body.encode() if isinstance(body, str) else body
        headers = HTTPHeaderDict()
        for name, values in recorded["headers"].items():
            for value in values if isinstance(values, list) else [values]:
                if name.lower() not in ("transfer-encoding", "content-length"):
                    headers.add(name, str(value))
        answer = requests.Response()
        answer.status_code = recorded["status"]["code"]
        answer.raw = HTTPResponse(io.BytesIO(body), headers=headers, status=answer.status_code, preload_content=False)
        answer.url = request.url
        return answer

    def close(self):
        return


def wayback_over(name, fake, tmp_path, *, in_order=False):
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (RECORDINGS / name).open(encoding="utf-8") as file:
        interactions = yaml.load(file, Loader=loader)["interactions"]  # noqa: S506 - a safe loader
    recorded = Recorded(interactions, in_order)
    session = requests.Session()
    session.mount("https://", recorded)
    client = Client(NetSettings(), cache_dir=None, clock=fake.clock, sleep=fake.sleep, session=session)
    return open_archive("wayback", ArchivesSettings.read(), client, index_dir=tmp_path), recorded


def replay(name, url, digits, fake, tmp_path):
    archive, recorded = wayback_over(f"wayback_memento/{name}.yaml", fake, tmp_path)
    capture = Capture(
        archive="wayback", url=url, urlkey=surt_key(url), captured_at=read_timestamp14(digits), archive_url="x", locator=digits
    )
    return archive.replay(capture), recorded


BIRDS = "https://www.fws.gov/birds/"


@pytest.mark.parametrize(
    ("name", "url", "digits", "outcome", "says"),
    [
        ("test_get_memento_raises_blocked_error", "https://nationalpost.com/health/", "20170929002712", "refused", "owner"),
        (
            "test_get_memento_raises_no_memento_error",
            "https://this-is-not-real-url.whatever/",
            "20170929002712",
            "empty",
            "no capture",
        ),
        ("test_get_memento_raises_when_memento_is_outside_target_window", BIRDS, "20171101000000", "empty", "2017-11-24"),
        ("test_get_memento_should_fail_for_non_playbackable_mementos", BIRDS, "20150509080314", "empty", "2015-05-03"),
        (
            "test_get_memento_raises_for_mementos_that_redirect_in_a_loop",
            "https://link.springer.com/article/10.1007/s00382-012-1331-2",
            "20200925075402",
            "unreachable",
            "circle",
        ),
    ],
)
def test_recorded_gaps(name, url, digits, outcome, says, fake, tmp_path):  # noqa: PLR0917 - a table of columns
    answer, _ = replay(name, url, digits, fake, tmp_path)
    assert answer.outcome == outcome
    assert says in answer.reason
    assert fake.slept == [] or max(fake.slept) < 2


REDDIT = "http://www.reddit.com/r/PokemonGiveaway"
EPA, HOUSE = "https://www.epa.gov/ghgreporting", "https://www.whitehouse.gov/administration/eop"


@pytest.mark.parametrize(
    ("name", "url", "digits", "status", "at", "hops"),
    [
        ("", BIRDS, "20171124151315", 200, "20171124151315", 0),
        ("_with_mode", BIRDS, "20171124151315", 200, "20171124151315", 0),
        ("_works_on_archived_rate_limit_responses", REDDIT, "20150129034904", 429, "20150129034904", 0),
        ("_follows_historical_redirects", "http://epa.gov/climatechange", "20200201020357", 200, "20200201024405", 1),
        ("_with_redirects", f"{EPA}/san5779-factsheet", "20180808094144", 200, "20180808104500", 1),
        ("_with_path_based_redirects", f"{HOUSE}/ostp/about/student/faqs", "20201027215555", 404, "20201027220743", 1),
    ],
)
def test_recorded_captures(name, url, digits, status, at, hops, fake, tmp_path):  # noqa: PLR0917 - a table of columns
    answer, recorded = replay(f"test_get_memento{name}", url, digits, fake, tmp_path)
    assert isinstance(answer, Replayed), answer
    content = answer.content
    assert (content.status, content.captured_at) == (status, read_timestamp14(at))
    assert len(content.redirects) == hops
    assert content.body
    assert not content.body.startswith(b"\x1f\x8b")
    assert len(set(recorded.asked)) == len(recorded.asked)


def test_the_recorded_body_is_read_to_the_byte(fake, tmp_path):
    answer, _ = replay("test_get_memento", BIRDS, "20171124151315", fake, tmp_path)
    assert answer.content.body == (RECORDINGS / "wayback_memento" / "fws-gov-birds.txt").read_bytes()


def test_the_captured_address_comes_from_the_link_header(fake, tmp_path):
    answer, _ = replay(
        "test_get_memento_returns_memento_with_accurate_url", "http://fws.gov/", "20171124143728", fake, tmp_path
    )
    assert answer.content.asked_url == "http://fws.gov/"
    assert answer.content.url == "https://www.fws.gov/"


@pytest.mark.parametrize(
    ("name", "query", "least", "requests"),
    [
        ("test_search", CaptureQuery(url="nasa.gov"), 1, 1),
        ("test_search_does_not_repeat_results", CaptureQuery(url="energystar.gov/", successful_only=False), 4, 1),
        ("test_search_with_date", CaptureQuery(url="dw.com", limit=5000, successful_only=False), 2000, 3),
    ],
)
def test_recorded_searches(name, query, least, requests, fake, tmp_path):  # noqa: PLR0917 - a table of columns
    archive, recorded = wayback_over(f"wayback_cdx/{name}.yaml", fake, tmp_path, in_order=True)
    found = archive.look_up(query)
    assert found.outcome == "found"
    assert found.complete
    assert len(found.captures) >= least
    assert len(recorded.asked) == requests
    keys = [(capture.url, capture.captured_at, capture.digest) for capture in found.captures]
    assert len(keys) == len(set(keys))
    for capture in found.captures[:50]:
        assert surt_key(capture.url) == capture.urlkey


def test_a_recorded_resume_key_is_sent_as_the_recorded_client_sent_it(fake, tmp_path):
    archive, recorded = wayback_over("wayback_cdx/test_search_multipage.yaml", fake, tmp_path, in_order=True)
    archive.look_up(CaptureQuery(url="cnn.com", limit=200))
    wanted = [uri.split("resumeKey=")[1] for uri in recorded.by_address if "resumeKey=" in uri]
    sent = [uri.split("resumeKey=")[1] for uri in recorded.asked if "resumeKey=" in uri]
    assert len(sent) >= 3
    assert sent == wanted[: len(sent)]


def test_a_recorded_exclusion_is_a_refusal(fake, tmp_path):
    archive, recorded = wayback_over("wayback_cdx/test_search_raises_for_blocked_urls.yaml", fake, tmp_path, in_order=True)
    assert archive.look_up(CaptureQuery(url="https://nationalpost.com/health")).outcome == "refused"
    assert len(recorded.asked) == 1


@pytest.mark.parametrize(
    ("name", "rows", "skipped"),
    [("malformed_cdx.txt", 3, 2), ("bad_timestamp_cdx.txt", 5, 0), ("zero_length_cdx.txt", 5, 0)],
)
def test_recorded_odd_rows(name, rows, skipped):
    page = read_cdx((RECORDINGS / "wayback_cdx" / name).read_bytes())
    assert (len(page.rows), page.skipped) == (rows, skipped)
    assert all(")/" in row.urlkey and len(row.urlkey) < 2100 for row in page.rows)
    assert {row.time.year for row in page.rows} <= {2000, 2001, 2010, 2020}


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("pywb_cdx/*.cdx*")) if SHARED else [], ids=lambda path: path.name)
def test_recorded_index_files_of_pywb(path):
    if path.suffix == ".gz":
        pytest.skip("a compressed block index, not an answer")
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith(" CDX")]
    page = read_cdx(text.encode())
    assert len(lines) >= 1
    assert len(page.rows) + page.skipped >= len({line.split()[0] for line in lines})
    assert page.skipped <= 1
    if "non-surt" not in path.name and "post" not in path.name:
        compared = [row for row in page.rows if surt_key(row.original) == row.urlkey]
        assert len(compared) >= len(page.rows) - 1


def test_recorded_link_headers():
    rows = yaml.safe_load((RECORDINGS / "memento_protocol" / "link_headers.yaml").read_text(encoding="utf-8"))
    headers = [text for group in rows.values() if isinstance(group, dict) for text in group.values() if isinstance(text, str)]
    assert len(headers) >= 10
    for text in headers:
        links = read_links(text, now=datetime(2026, 11, 22, tzinfo=UTC))
        assert len([link for link in links if "original" in link.rels]) == text.count('rel="original"')
        mementos = [link for link in links if link.is_memento]
        assert len(mementos) == text.count('memento"; datetime') + text.count('memento";datetime')
        for link in mementos:
            parts = split_replay_address(link.url)
            if parts is not None and len(parts[1]) == 14:
                assert abs(read_timestamp14(parts[1]) - link.time) <= timedelta(seconds=1)


def common_index_answers():
    """(name, status, body) of every recorded question to the Common Crawl index."""
    if not SHARED:
        return
    for path in sorted((RECORDINGS / "commoncrawl_cdx").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if row["url"].endswith("-index") and isinstance(row.get("response_text"), str):
                yield pytest.param(row["response_status_code"], row["response_text"], id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("status", "text"), list(common_index_answers()))
def test_recorded_answers_of_the_common_index(status, text, server, client, tmp_path):
    server.answers["/*"] = [Answer(status, text.encode(), (("Content-Type", "text/x-ndjson"),))]
    archive = open_archive(f"cdx+{server.url}/CC/cdx", ArchivesSettings.read(), client, index_dir=tmp_path)
    query = CaptureQuery(url="x.example", html_only=False, successful_only=False, limit=100_000)
    answer = archive.look_up(query)
    if text.startswith('{"urlkey"'):
        assert answer.outcome == "found"
        rows = [json.loads(line) for line in text.strip().split("\n")]
        assert len(answer.captures) == len({(row["url"], row["timestamp"], row["digest"]) for row in rows})
    elif "No Captures found" in text:
        assert (status, answer.outcome) == (404, "empty")
    else:
        assert answer.outcome in ("bad_query", "unreachable", "refused")
