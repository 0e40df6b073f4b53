"""The example against a real archive server on loopback: pywb over the same WARCs, plain and through the Wayback dialect.

Then the same article against an archive with faults: what it refuses and what could not be asked are told apart, and neither
becomes an absence.
"""

import hashlib
import http.client
import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from support_faults import Answer, FakeTime, FaultServer, html, running
from support_shim import WaybackShim

from provenance.config import load_settings
from provenance.pipeline import EvidenceKeeper, audit_document, keep_evidence, open_desk, read_source

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
GOLD = json.loads((EXAMPLES / "gold.json").read_text(encoding="utf-8"))["resolutions"]


@pytest.fixture(scope="module")
def served(pywb_server):
    """pywb over the example's archive."""
    return pywb_server(*sorted((EXAMPLES / "archive").glob("*.warc")))


@pytest.fixture(scope="module")
def shim(served):
    with WaybackShim(served) as shim:
        yield shim


def audit(tmp_path, flags, specs=None, bundle=None):
    time = FakeTime()
    settings = load_settings(
        None, environment={}, flags={"outlets": {"files": [str(EXAMPLES / "outlets.toml")]}, "find": {}, **flags}
    )
    keeper = EvidenceKeeper() if bundle else None
    with open_desk(
        settings,
        as_of=date(2019, 3, 20),
        cache_dir=tmp_path / "cache",
        clock=time.clock,
        sleep=time.sleep,
        specs=specs,
        keeper=keeper,
    ) as desk:
        made = audit_document(read_source(str(EXAMPLES / "article.txt")), desk)
        return keep_evidence(made, desk, bundle)[0] if bundle else made


def outcomes(made):
    return [(c.source.name, str(c.date.value), r.outcome) for c, r in zip(made.citations, made.resolutions, strict=True)]


def wanted():
    return [(row["source"], row["date"], row["outcome"]) for row in GOLD]


def by_source(made):
    return {(name, day): outcome for name, day, outcome in outcomes(made)}


def test_the_wayback_protocol_gives_what_the_files_give(tmp_path, shim):
    made = audit(tmp_path, {"archives": {"wayback": {"base_url": shim.url}}})
    assert outcomes(made) == wanted()
    assert made.run.archives == ("wayback",)
    assert sum(made.observed.requests.values()) > 20


def test_every_page_that_a_verdict_rests_on_replays_from_the_bundle(tmp_path, shim, pywb_server):
    """Out of one archive, into a bundle, into another archive: the same bytes, by the digests of the report."""
    flags = {"archives": {"wayback": {"base_url": shim.url}}}
    made = audit(tmp_path, flags, bundle=tmp_path / "evidence.wacz")
    again = audit(tmp_path, flags, bundle=tmp_path / "again.wacz")
    assert made.bundle.sha256 == again.bundle.sha256
    server = pywb_server(tmp_path / "evidence.wacz")
    candidates = [one for resolution in made.resolutions for one in resolution.candidates]
    assert len(candidates) >= 8
    for one in candidates:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", f"/web/{one.captured_at:%Y%m%d%H%M%S}id_/{one.url}", headers={"Connection": "close"})
        body = connection.getresponse().read()
        connection.close()
        assert hashlib.sha256(body).hexdigest() == one.sha256, one.url


def test_a_second_audit_makes_no_request(tmp_path, shim):
    flags = {"archives": {"wayback": {"base_url": shim.url}}}
    first = audit(tmp_path, flags)
    second = audit(tmp_path, flags)
    assert outcomes(second) == outcomes(first)
    assert second.observed.requests == {}
    assert second.observed.cache_hits > 20


def test_any_cdx_server_gives_what_the_files_give(tmp_path, served):
    made = audit(tmp_path, {}, specs=[f"cdx+{served.cdx_url}"])
    assert outcomes(made) == wanted()


def test_a_memento_server_is_asked_only_by_address(tmp_path, served):
    made = audit(tmp_path, {}, specs=[f"memento+{served.collection}/"])
    seen = {outcome for _, _, outcome in outcomes(made)}
    assert "no_match" not in seen
    assert len(made.resolutions) == len(GOLD)


def passing_on(shim, refuse, fail):
    """Answers by passing the question on to the shim, but for hosts that are refused or that fail."""

    def answer(path, headers):
        query = parse_qs(urlsplit(path).query)
        target = query["url"][0] if "url" in query else unquote(path)
        if any(host in target for host in refuse):
            return html(
                "Blocked",
                403,
                [("X-Archive-Wayback-Runtime-Error", "AdministrativeAccessControlException: Blocked Site Error")],
            )
        if any(host in target for host in fail):
            return html("Service Unavailable", 503)
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(shim.url).port, timeout=30)
        connection.request("GET", path, headers={"Connection": "close"})
        got = connection.getresponse()
        body = got.read()
        connection.close()
        skipped = ("content-length", "connection", "date", "server", "transfer-encoding")
        moved = [(n, v.replace(shim.url, "http://{self}")) for n, v in got.getheaders() if n.lower() not in skipped]
        return Answer(got.status, body, moved)

    return answer


def test_refused_and_unreachable_are_told_apart_and_never_read_as_absence(tmp_path, shim):
    faults = FaultServer()
    pass_on = passing_on(shim, refuse=["sarniktelegraph.example"], fail=["granitsa.example", "vestnik.example"])

    def answer(path, headers):
        given = pass_on(path, headers)
        given.headers = [(name, value.replace("http://{self}", faults.url)) for name, value in given.headers]
        return given

    faults.answers = {"/cdx/search/cdx": answer, "/web/*": answer}
    with running(faults):
        made = audit(tmp_path, {"archives": {"wayback": {"base_url": faults.url}}})
    found = by_source(made)
    assert found["Sarnik Telegraph", "2019-03-05"] == found["Sarnik Telegraph", "2019-03-09"] == "refused"
    assert found["Granitsa", "2019-03-12"] == found["Orvensky Vestnik", "2019-03-11"] == "unreachable"
    assert found["Orvinform", "2019-03-04"] == "matched"
    assert found["Radio Prichal", "2019-03-06"] == "not_archived"
    touched = {a.claim for a in made.assessments if a.grade == "D"}
    hit = {
        claim.id for claim in made.claims for link in claim.citations if found_of(made, link.id) in ("refused", "unreachable")
    }
    assert hit
    assert not touched & hit


def found_of(made, citation):
    return made.resolution(citation).outcome


def test_an_archive_that_is_not_there_is_asked_once(tmp_path):
    from support_faults import closed_port

    made = audit(tmp_path, {"archives": {"wayback": {"base_url": f"http://127.0.0.1:{closed_port()}"}}})
    assert {outcome for _, _, outcome in outcomes(made)} == {"unreachable", "not_tried"}
    assert sum(made.observed.requests.values()) == 1
    assert {a.grade for a in made.assessments} <= {"NC", "P", "U", "NA"}
