"""Recorded answers of services other than the Wayback Machine, read in place where PROVENANCE_SHARED points to them."""

import base64
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from support_faults import Answer

from provenance.archives import ArchivesSettings, open_archive, open_service
from provenance.archives.commoncrawl import read_crawls
from provenance.archives.datacite import work_of_datacite
from provenance.archives.gkg import read_rows
from provenance.archives.outcome import Ledger
from provenance.archives.pubmed import read_error, read_summary
from provenance.archives.speaking import read_xml
from provenance.model.answer import CaptureQuery, PageQuery
from provenance.warc import read_member

SHARED = os.environ.get("PROVENANCE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROVENANCE_SHARED is not set: no recordings to read")
RECORDINGS = Path(SHARED or ".") / "recordings"
JSON = (("Content-Type", "application/json"),)
KEPT = ("content-type", "location")


def listed(pattern):
    return sorted(RECORDINGS.glob(pattern)) if SHARED else []


def opened(id, server, client, tmp_path):
    settings = ArchivesSettings.read({id: {"base_url": server.url, "rate": 1000}})
    return open_service(id, settings, client, index_dir=tmp_path)


def interactions(name):
    """(address, status, headers, body) of a cassette, bodies without their encoding."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load((RECORDINGS / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    for row in tree.get("interactions") or tree.get("http_interactions"):
        answer = row["response"]
        kept = answer.get("body") or {"string": answer.get("content")}
        body = kept["string"]
        if kept.get("encoding") == "ASCII-8BIT":
            body = base64.b64decode(body)
        body = body.encode() if isinstance(body, str) else body
        body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        said = answer.get("status") or {"code": answer.get("status_code") or answer.get("http_status")}
        code = said.get("code") or int(said["status_code"])
        headers = {k: v[0] if isinstance(v, list) else v for k, v in answer["headers"].items() if k.lower() in KEPT}
        yield row["request"]["uri"], code, tuple(headers.items()), body


# Arquivo.pt


def test_recorded_text_search(server, client, tmp_path):
    body = (RECORDINGS / "arquivo" / "textsearch_codigo_aberto_first5.json").read_bytes()
    server.answers["/textsearch"] = [Answer(200, body, JSON)]
    day = date(2009, 12, 22)
    found = opened("arquivo_text", server, client, tmp_path).list_pages(PageQuery(first=day, last=day, words=("aberto",)))
    items = json.loads(body)["response_items"]
    assert len(items) >= 5
    assert [page.url for page in found.pages] == [item["originalURL"] for item in items if item["title"] != "Object moved"]
    assert all(page.archive_url and page.seen_on for page in found.pages)
    assert not found.complete


@pytest.mark.parametrize(("name", "outcome"), [("versionHistory_hits", "found"), ("versionHistory_empty", "empty")])
def test_recorded_version_history(name, outcome, server, client, tmp_path):
    body = (RECORDINGS / "arquivo" / f"{name}.json").read_bytes()
    server.answers["/textsearch"] = [Answer(200, body, JSON)]
    service = opened("arquivo_text", server, client, tmp_path)
    assert service.read(f"{server.url}/textsearch?versionHistory=x", Ledger("arquivo_text")).outcome == outcome


# arXiv


@pytest.mark.parametrize("path", listed("arxiv/*.json"), ids=lambda path: path.stem[:24])
def test_recorded_feeds_of_arxiv(path, server, client, tmp_path):
    recorded = json.loads(path.read_text(encoding="utf-8"))
    body = recorded["body"].encode()
    server.answers["/api/query"] = [Answer(recorded["status_code"], body, (("Content-Type", "application/atom+xml"),))]
    service = opened("arxiv", server, client, tmp_path)
    answer = service.read(f"{server.url}/api/query?x", Ledger("arxiv"), "1605.08386")
    if b"/api/errors" in body:
        assert answer.outcome == "bad_query"
    elif b"<entry>" not in body:
        total = int(body.partition(b"totalResults>")[2].partition(b"<")[0])
        assert answer.outcome == ("empty" if total == 0 else "unreachable")
    else:
        assert answer.outcome == "found"
        title = read_xml(body).find("{*}entry").findtext("{*}title")
        assert answer.work.title == " ".join(title.split())
        assert answer.work.authors
        assert answer.work.issued.precision == "day"


# Crossref and doi.org

UNKNOWN = ("notarealdoi", "/5/agency", "/journals/4444-4444")


@pytest.mark.parametrize("path", listed("crossref/*.yaml"), ids=lambda path: path.stem.partition("__")[2])
def test_recorded_answers_of_crossref(path, server, client, tmp_path):
    service = opened("crossref", server, client, tmp_path)
    read = 0
    for number, (uri, status, headers, body) in enumerate(interactions(f"crossref/{path.name}")):
        if "doi.org" in uri or "/transform" in uri:
            continue
        read += 1
        server.answers[f"/{number}"] = [Answer(status, body, headers)]
        answer = service.read(f"{server.url}/{number}", Ledger("crossref"), "10.x/x")
        if any(part in uri for part in UNKNOWN):
            assert answer.outcome == "empty", uri
        elif status in (400, 404):
            assert answer.outcome == "bad_query", uri
        elif b'"message-type":"work"' in body:
            message = json.loads(body)["message"]
            assert answer.outcome == "found", uri
            assert answer.work.title == " ".join(message["title"][0].split())
            assert answer.work.issued.window.first.year == message["issued"]["date-parts"][0][0]
            assert len(answer.work.authors) == len(message["author"])
        else:  # lists of works and members: nothing that describes one
            assert answer.outcome == "unreachable", uri
    if not read:
        pytest.skip("content negotiation only: read below")


@pytest.mark.parametrize(
    "path", listed("crossref/test-content_negotation*.yaml"), ids=lambda path: path.stem.partition("__")[2]
)
def test_recorded_content_negotiation(path, server, client, tmp_path):
    service = opened("doi", server, client, tmp_path)
    rows = list(interactions(f"crossref/{path.name}"))
    assert rows
    for uri, status, headers, body in rows:
        location = dict(headers).get("location")
        sent = tuple((k, f"{server.url}/agency" if k == "location" else v) for k, v in headers)
        server.answers["/10.5555/x"] = [Answer(status, body, sent)]
        server.answers["/agency"] = [Answer(200, b'{"DOI": "10.5555/x", "title": "A"}', JSON)]
        answer = service.describe("doi", "10.5555/x")
        if location:
            assert answer.outcome == "found", uri
        elif status in (400, 404):
            assert answer.outcome == {400: "bad_query", 404: "empty"}[status]
        elif body.startswith(b"{"):
            assert (answer.outcome, answer.work.title) == ("found", json.loads(body)["title"])
        else:  # BibTeX and prose, which we do not ask for
            assert answer.outcome == "unreachable"
        service._speaker.client.close()


# DataCite, Semantic Scholar


def test_recorded_works_of_datacite():
    _, _, _, body = next(interactions("datacite/dc_dois.yml"))
    rows = json.loads(body)["data"]
    assert len(rows) >= 5
    for row in rows:
        work = work_of_datacite(row["id"], row["attributes"])
        assert (work.title, work.doi) == (" ".join(row["attributes"]["titles"][0]["title"].split()), row["id"].lower())
        assert work.issued.window.first.year == row["attributes"]["publicationYear"]


@pytest.mark.parametrize("path", listed("semantic_scholar/*.yaml"), ids=lambda path: path.stem)
def test_recorded_answers_of_semantic_scholar(path, server, client, tmp_path):
    service = opened("semanticscholar", server, client, tmp_path)
    rows = list(interactions(f"semantic_scholar/{path.name}"))
    assert rows
    for number, (uri, status, headers, body) in enumerate(rows):
        server.answers[f"/{number}"] = [Answer(status, body, headers)]
        answer = service.read(f"{server.url}/{number}", Ledger("semanticscholar"), "doi", "10.x/x")
        tree = json.loads(body)
        if status == 404:
            assert answer.outcome == "empty", uri
        elif status == 400:
            assert answer.outcome == "bad_query", uri
        elif isinstance(tree, dict) and "paperId" in tree:
            assert answer.outcome == "found"
            assert answer.work.title == tree["title"]
        else:  # result lists and batches
            assert answer.outcome == "unreachable", uri


# PubMed


@pytest.mark.parametrize("path", listed("pubmed/*"), ids=lambda path: path.name)
def test_recorded_answers_of_pubmed(path):
    body = path.read_bytes()
    if path.suffix == ".html":
        assert read_summary(read_xml(body), "19304878") is None
        return
    root = read_xml(body)
    assert (read_error(root) is not None) == (b"<ERROR>" in body)
    if path.name == "esummary1.xml":
        work = read_summary(root, "11850928")
        assert work.title
        assert work.issued.window.first.year in range(1960, 2010)
        assert work.authors
    if path.name.startswith("esearch"):
        assert root.findtext("Count").isdigit()


# GDELT


@pytest.mark.parametrize(
    ("name", "least"),
    [("gkg1_20170701_50rows", 50), ("gkg2_20170701234500_50rows", 45), ("gkg2_translingual_20170701234500_50rows", 45)],
)
def test_recorded_rows_of_gdelt(name, least):
    lines = (RECORDINGS / "gdelt" / f"{name}.tsv").read_bytes().split(b"\n")
    day = read_rows(lines)
    urls = [url for found in day.by_host.values() for url in found]
    assert len(urls) >= least
    assert day.skipped <= 2
    assert all(host == host.lower() and "." in host for host in day.by_host)


# Common Crawl


def common_crawl_lines():
    return [json.loads(line) for path in listed("commoncrawl_cdx/*.jsonl") for line in path.read_text().splitlines()]


def test_recorded_list_of_crawls():
    lists = [row for row in common_crawl_lines() if row["url"].endswith("collinfo.json")]
    assert lists
    for row in lists:
        text = row.get("response_text")
        tree = json.loads(text) if isinstance(text, str) else text
        crawls = read_crawls(tree)
        assert len(crawls) == len(tree)
        assert all(crawl.since < crawl.until for crawl in crawls)


def test_recorded_captures_of_common_crawl(server, client, tmp_path):
    asked = 0
    server.answers["/collinfo.json"] = [Answer(200, b'[{"id": "CC-MAIN-2013-48"}]', JSON)]
    for row in common_crawl_lines():
        text = row.get("response_text")
        if not row["url"].endswith("-index") or not isinstance(text, str) or not text.startswith('{"urlkey"'):
            continue
        asked += 1
        server.answers["/CC-MAIN-2013-48-index"] = [Answer(200, text.encode())]
        archive = open_archive(
            "commoncrawl",
            ArchivesSettings.read({"commoncrawl": {"base_url": server.url, "rate": 1000}}),
            client,
            index_dir=tmp_path,
        )
        query = CaptureQuery(url=f"x{asked}.example", html_only=False, successful_only=False, limit=100_000)
        found = archive.look_up(query)
        rows = [json.loads(line) for line in text.strip().split("\n")]
        placed = {(one["url"], one["timestamp"], one.get("digest")) for one in rows if "filename" in one}
        assert len(found.captures if placed else ()) == len(placed)
        for capture in found.captures if placed else ():
            assert capture.locator.count("#") == 2
    assert asked >= 3


def test_a_recorded_record_of_common_crawl():
    data = (RECORDINGS / "commoncrawl_warc" / "whirlwind.warc.gz").read_bytes()
    from provenance.warc import read_captures

    rows = list(read_captures(RECORDINGS / "commoncrawl_warc" / "whirlwind.warc.gz"))
    assert rows
    record = read_member(data[rows[0].offset : rows[0].offset + rows[0].length], "whirlwind")
    assert record.url == rows[0].url
    assert record.body
    assert io.BytesIO(record.body).read(1)
