"""Every recorded answer in the shared folder, read by the adapter that it is for, compared with a plain reading of its bytes.

The files are found by looking, so that further recordings of the same kinds are held to the same. What is expected is worked
out here with a few lines of json and xml, and by the rules of the outcome table, never with the package's own readers. Kinds
that no adapter reads are listed with the reason, here and in docs/archives.md.
"""

import ast
import base64
import gzip
import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import requests
import yaml
from support_archives import DAY
from support_faults import Answer, FakeTime, FaultServer, running

from provenance.archives import ArchivesSettings, open_archive, open_service
from provenance.archives.arquivo_text import ArquivoText
from provenance.archives.cdx import NotCdxError, read_cdx
from provenance.archives.gkg import GkgFault, read_rows
from provenance.archives.indexing import IndexService
from provenance.archives.linkformat import read_links
from provenance.archives.outcome import Ledger
from provenance.model.answer import Capture, Gap, Replayed
from provenance.net import Client, NetSettings
from provenance.warc import read_member
from provenance.warc.surt import surt_key

SHARED = os.environ.get("PROVENANCE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="PROVENANCE_SHARED is not set: no recordings to read")
RECORDINGS = Path(SHARED or ".") / "recordings"

#: Kinds of recordings that no adapter reads: a pattern of the path, and why (docs/archives.md has the same table).
NOT_COVERED = {
    "archive_org/*": "items (scans, sound, film) and their storage, not captures of pages; no adapter asks for them",
    "wikipedia/*": "no adapter: outlets are looked up in the shipped registry, and with --wikidata in Wikidata",
    "wikidata/*": "not an archive: read by the registry's own tools",
    "crossref/*journals*": "journals, not works: nothing asks for a journal",
    "crossref/*members*": "members, not works: nothing asks for a member",
    "gdelt/columns_*.csv": "descriptions of columns, not answers",
    "gdelt/events*": "events: the day files of the Knowledge Graph name the same addresses by outlet",
    "gdelt/mentions*": "mentions: as events",
    "commoncrawl_warc/*.wat.gz": "extracted metadata: the record itself is read",
    "commoncrawl_warc/*.wet.gz": "extracted text: the record itself is read",
    "commoncrawl_warc/*.paths.gz": "a list of files for bulk users",
    "memento_protocol/memgator_archives.json": "an aggregator's configuration, not an answer",
    "pywb_cdx/zipnum-*": "the secondary index of a server's own files, never sent as an answer",
    "wayback_memento/*.txt": "a body alone: compared with the answer that holds it",
    "PROVENANCE.md": "says where the files come from",
}


def files():
    return [path for path in sorted(RECORDINGS.rglob("*")) if path.is_file()] if SHARED else []


def name_of(path):
    return str(path.relative_to(RECORDINGS))


def why_not(path):
    return next((why for pattern, why in NOT_COVERED.items() if path.relative_to(RECORDINGS).match(pattern)), None)


def reader_of(path):
    """The reader for a file's kind, None where there is none."""
    name = name_of(path)
    for pattern, reader in READERS.items():
        if re.match(pattern, name):
            return reader
    return None


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_recording_is_read(path, tmp_path):
    if why_not(path) is not None:
        pytest.skip(f"not covered: {why_not(path)}")
    if path.stat().st_size == 0:
        pytest.skip("not covered: it is empty: nothing was asked")
    reader = reader_of(path)
    if reader is None:
        pytest.skip("not covered: no adapter reads this kind; add it to NOT_COVERED and docs/archives.md, or a reader")
    assert reader(path, tmp_path) >= 1  # answers compared


def test_every_kind_is_read_or_has_its_reason():
    paths = files()
    assert len(paths) >= 100
    assert [name_of(path) for path in paths if reader_of(path) is None and why_not(path) is None] == []


# Playing recorded answers.


def interactions(path):
    """(method, address, status, headers, body) of a cassette in any of the three notations, encodings of bodies undone."""
    text = path.read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader
    for row in tree.get("interactions") or tree.get("http_interactions"):
        answer = row["response"]
        kept = answer.get("body") or {"string": answer.get("content")}
        body = kept["string"]
        if kept.get("encoding") == "ASCII-8BIT":
            body = base64.b64decode(body)
        body = (body or "").encode() if not isinstance(body, bytes) else body
        body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        said = answer.get("status") or {"code": answer.get("status_code") or answer.get("http_status")}
        code = said.get("code") or said.get("status_code")
        headers = {k.lower(): str(v[0] if isinstance(v, list) else v) for k, v in answer["headers"].items()}
        yield row["request"].get("method", "GET").upper(), row["request"]["uri"], int(code), headers, body


KEPT = ("content-type", "location", "link", "memento-datetime", "x-archive-wayback-runtime-error", "retry-after")


def answer_of(status, headers, body):
    named = {k: v for k, v in headers.items() if k in KEPT or k.startswith("x-archive-")}
    return Answer(status, body, tuple(named.items()) or (("Content-Type", "text/plain"),))


class Playing:
    """`with Playing(tmp_path) as play:`, a server whose next answer is `play.say(...)`, and services opened on it."""

    def __init__(self, tmp_path):
        self.tmp_path, self.time = tmp_path, FakeTime()
        self.server = running(FaultServer())

    def __enter__(self):
        self.faults = self.server.__enter__()
        self.client = Client(NetSettings(tries=1), cache_dir=None, clock=self.time.clock, sleep=self.time.sleep)
        self.client.allow(self.faults.url)
        return self

    def __exit__(self, *ended):
        self.client.close()
        self.server.__exit__(*ended)

    def say(self, answer):
        self.faults.answers["/*"] = [answer]
        self.client.close()
        self.client = Client(NetSettings(tries=1), cache_dir=None, clock=self.time.clock, sleep=self.time.sleep)
        self.client.allow(self.faults.url)

    def open(self, id):
        settings = ArchivesSettings.read({id: {"base_url": self.faults.url, "rate": 1000, "key": "k"}})
        return open_service(id, settings, self.client, index_dir=self.tmp_path)


# Indexes.


def plain_rows(body):
    """(digits, address) of an index answer's sound rows, read plainly."""
    text = body.decode("utf-8", "replace").strip()
    rows = []
    if text.startswith("["):
        table = json.loads(text)
        names = table[0] if table else []
        for row in table[1:]:
            if len(row) == len(names) and row:
                one = dict(zip(names, row, strict=True))
                rows.append((one.get("timestamp", ""), one.get("original", one.get("url", ""))))
    else:
        for line in text.splitlines():
            if line.startswith((" CDX", "!")):
                continue
            if "{" in line:
                head, _, tail = line.partition("{")
                one = json.loads("{" + tail)
                if str(one.get("is_fuzzy", "")) != "1":
                    rows.append((one.get("timestamp") or [*head.split(), "", ""][1], one.get("url", one.get("original", ""))))
            elif len(line.split()) >= 6:
                rows.append(tuple(line.split()[1:3]))
    return {
        (digits, url)
        for digits, url in rows
        if digits.isdigit() and len(digits) == 14 and re.match(r"https?://", url, re.IGNORECASE) and len(url) <= 2100
        if "mailto:" not in url[:20]
    }


def says_index(body):
    return not body.strip() or body.lstrip().startswith((b"[", b"{")) or b")" in body.split(b"\n", 1)[0]


def check_index(play, status, headers, body, request=""):
    play.say(answer_of(status, headers, body))
    ledger = Ledger("cdx")
    got = IndexService(play.client, 1000, 60.0).ask(f"{play.faults.url}/cdx?{request}", ledger, cache="volatile")
    text = body.decode("utf-8", "replace")
    if status == 403 or "AccessControlException" in text + headers.get("x-archive-wayback-runtime-error", ""):
        assert isinstance(got, Gap)
        assert got.outcome == "refused"
    elif status == 404 and '"No Captures found' in text:
        assert not isinstance(got, Gap)
        assert got.rows == ()
    elif status == 400:
        further = re.search(r"Page [1-9]\d* invalid", text) and re.search(r"page=[1-9]", request)
        assert (got.outcome == "bad_query") if isinstance(got, Gap) else bool(further)
    elif status != 200 or not says_index(body) or '"pages"' in text[:40]:
        assert isinstance(got, Gap)
        assert got.outcome in ("unreachable", "bad_query")
    else:
        assert not isinstance(got, Gap), got
        assert {(row.timestamp, row.original) for row in got.rows} == plain_rows(body)
        for row in got.rows:
            assert (
                abs((row.time - datetime.strptime(row.timestamp[:8] + "+0000", "%Y%m%d%z")).days) <= 1 or "00" in row.timestamp
            )
    assert [record.outcome for record in ledger.records]


def read_cassette(path, tmp_path):
    """A cassette of the Wayback Machine: index answers one by one, captures with all their redirects."""
    rows = list(interactions(path))
    recorded = {uri: (status, headers, body) for _, uri, status, headers, body in rows}
    compared = 0
    with Playing(tmp_path) as play:
        for _, uri, status, headers, body in rows:
            if "/cdx" in urlsplit(uri).path:
                check_index(play, status, headers, body, urlsplit(uri).query)
                compared += 1
    for uri in recorded:
        found = MEMENTO.match(uri)
        if found is not None and found["flag"] == "id_":
            check_replay(uri, found, recorded, tmp_path)
            compared += 1
    if not compared:
        pytest.skip("not covered: views for people and other requests that no adapter makes")
    return compared


MEMENTO = re.compile(r"https?://web\.archive\.org/web/(?P<digits>\d{14})(?P<flag>[a-z]{2}_)?/(?P<url>.+)$", re.DOTALL)
HOUR = timedelta(hours=1)


def at(digits):
    return datetime.strptime(digits + "+0000", "%Y%m%d%H%M%S%z")


def due_replay(uri, recorded):
    """(outcome, status, time, body) by the rules of archives.md, section 3, followed through the recorded answers."""
    found = MEMENTO.match(uri)
    target = at(found["digits"])
    seen = set()
    while True:
        if uri in seen:
            return "unreachable", None, None, None
        seen.add(uri)
        if uri not in recorded:
            return None
        status, headers, body = recorded[uri]
        location = headers.get("location")
        moved = MEMENTO.match(urljoin(uri, location)) if location and 300 <= status < 400 else None
        if "memento-datetime" in headers:
            time = datetime.strptime(headers["memento-datetime"], "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=target.tzinfo)
            if abs(time - target) > 24 * HOUR:
                return "empty", None, None, None
            if moved is None:
                return "found", status, time, body
            target = time
        elif moved is None:
            refused = b"has been excluded" in body or "AccessControl" in headers.get("x-archive-wayback-runtime-error", "")
            return ("refused" if refused else "empty" if status == 404 else "unreachable"), None, None, None
        elif abs(at(moved["digits"]) - target) > 24 * HOUR:
            return "empty", None, None, None
        uri = f"{uri.split('/web/')[0]}/web/{moved['digits']}id_/{moved['url']}"


class Recorded(requests.adapters.BaseAdapter):
    def __init__(self, recorded):
        super().__init__()
        self.recorded = recorded

    def send(self, request, **options):
        import io

        from urllib3 import HTTPResponse

        status, headers, body = self.recorded.get(request.url, (500, {}, b""))
        kept = {k: v for k, v in headers.items() if k not in ("content-encoding", "transfer-encoding", "content-length")}
        answer = requests.Response()
        answer.status_code, answer.url = status, request.url
        answer.raw = HTTPResponse(io.BytesIO(body), headers=kept, status=status, preload_content=False)
        return answer

    def close(self):
        return


def check_replay(uri, found, recorded, tmp_path, *, settings=None):
    due = due_replay(uri, recorded)
    if due is None:
        return  # the chain leads out of the recording
    session, time = requests.Session(), FakeTime()
    for scheme in ("http://", "https://"):
        session.mount(scheme, Recorded(recorded))
    client = Client(NetSettings(tries=1), cache_dir=None, clock=time.clock, sleep=time.sleep, session=session)
    archive = open_archive("wayback", ArchivesSettings.read(settings), client, index_dir=tmp_path)
    url = found["url"]
    capture = Capture(
        archive="wayback",
        url=url,
        urlkey=surt_key(url),
        captured_at=at(found["digits"]),
        archive_url="x",
        locator=found["digits"],
    )
    got = archive.replay(capture)
    outcome, status, moment, body = due
    assert got.outcome == outcome, (uri, got)
    if isinstance(got, Replayed):
        assert (got.content.status, got.content.captured_at, got.content.body) == (status, moment, body)


def read_header_notes(path, tmp_path):
    """Headers of captures asked for in 2016, noted as `[Name] => value`: the software named its exceptions then."""
    compared = 0
    for block in re.findall(r"```text\n(.*?)```", path.read_text(encoding="utf-8-sig"), re.DOTALL):
        notes = dict(re.findall(r"^\[([\w-]+)\] => (.*)$", block, re.MULTILINE))
        headers = {name.lower(): value.strip() for name, value in notes.items()}
        uri = f"http://web.archive.org/web/20160101000000id_/{headers['orig-url']}"
        recorded = {uri: (int(headers["http-status"].split()[0]), headers, b"<html>x</html>")}
        check_replay(uri, MEMENTO.match(uri), recorded, tmp_path, settings={"wayback": {"base_url": "http://web.archive.org"}})
        compared += 1
    return compared


def read_index_lines(path, tmp_path):
    body = path.read_bytes()
    try:
        page = read_cdx(body)
    except NotCdxError:
        assert plain_rows(body) == set()
        return 1
    assert {(row.timestamp, row.original) for row in page.rows} == plain_rows(body)
    return 1


def read_exchanges(path, tmp_path):
    """cdx_toolkit's exchanges: Common Crawl's index and records, other servers' answers."""
    compared = 0
    with Playing(tmp_path) as play:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            status, text = row["response_status_code"], row.get("response_text")
            headers = {k.lower(): str(v) for k, v in (row.get("response_headers") or {}).items()}
            if text is None:
                continue
            found = MEMENTO.match(row["url"])
            if found is not None:
                body = text.encode() if status != 206 else base64.b64decode(text)
                check_replay(row["url"], found, {row["url"]: (status, headers, body)}, tmp_path)
                compared += 1
                continue
            if status == 206:
                packed = base64.b64decode(text)
                record = read_member(packed, "recorded")
                head = gzip.decompress(packed).partition(b"\r\n\r\n")[0].decode()
                assert f"WARC-Target-URI: {record.url}\r\n" in head
                assert f"WARC-Date: {record.captured_at:%Y-%m-%dT%H:%M:%SZ}" in head
                assert record.body
                compared += 1
                continue
            text = text if isinstance(text, str) else json.dumps(text)
            if row["url"].endswith("collinfo.json"):
                play.say(answer_of(status, headers, text.encode()))
                archive = play.open("commoncrawl")
                crawls = archive._crawls(Ledger("commoncrawl"))
                assert [crawl.id for crawl in crawls] == [one["id"] for one in json.loads(text)]
            else:
                query = "&".join(f"{k}={v}" for k, v in (row.get("request_params") or {}).items()) or urlsplit(row["url"]).query
                check_index(play, status, headers, text.encode(), query)
            compared += 1
    return compared


def read_notebook(path, tmp_path):
    """Cell outputs: index rows, TimeMaps and TimeGates' answers of five archives, printed by Python."""
    compared = 0
    for cell in json.loads(path.read_text(encoding="utf-8")):
        output = str(cell["output"]).strip()
        kind, _, rest = output.partition("\n")
        try:
            tree = ast.literal_eval(output)
        except (ValueError, SyntaxError):
            tree = None
        if isinstance(tree, dict) and "Link" in tree:
            links = read_links(tree["Link"], now=DAY + timedelta(days=5000))
            assert sorted(link.url for link in links) == sorted(re.findall(r"<([^>]+)>", tree["Link"]))
            compared += 1
        elif isinstance(tree, dict) and {"urlkey", "timestamp", "url"} <= set(tree):
            compared += one_body(json.dumps(tree).encode())
        elif isinstance(tree, list) and tree and isinstance(tree[0], dict) and "urlkey" in tree[0]:
            compared += one_body("\n".join(map(json.dumps, tree)).encode())
        elif isinstance(tree, list) and len(tree) > 1 and isinstance(tree[0], list) and "original" in tree[0]:
            compared += one_body(json.dumps(tree).encode())
        elif kind == "application/link-format":
            links = read_links(rest, now=DAY + timedelta(days=5000))
            assert [link.url for link in links] == re.findall(r"^<([^>]+)>", rest, re.MULTILINE)
            assert sum(link.is_memento for link in links) == len(re.findall(r'rel="(?:\w+ )*memento"', rest))
            compared += 1
        elif kind in ("text/x-ndjson", "text/x-cdxj", "text/plain"):
            compared += one_body(rest.encode())
    return compared or 1


def one_body(body):
    page = read_cdx(body)
    assert {(row.timestamp, row.original) for row in page.rows} == plain_rows(body)
    return 1


def read_link_headers(path, tmp_path):
    compared = 0
    for group in yaml.safe_load(path.read_text(encoding="utf-8")).values():
        for text in group.values() if isinstance(group, dict) else ():
            if isinstance(text, str):
                read_any = read_links(text, now=DAY + timedelta(days=5000))
                assert [link.url for link in read_any] == [url.strip() for url in re.findall(r"<([^>]+)>\s*;", text)]
                compared += 1
    return compared


# Registries of identifiers and lists of pages.


def one_line(text):
    return " ".join(str(text).split())


def read_crossref(path, tmp_path):
    compared = 0
    with Playing(tmp_path) as play:
        for _, uri, status, headers, body in interactions(path):
            if "doi.org" in uri or "/transform" in uri or "crosscite" in uri:
                compared += check_negotiation(play, uri, status, headers, body)
                continue
            play.say(answer_of(status, headers, body))
            answer = play.open("crossref").read(f"{play.faults.url}/x", Ledger("crossref"), "10.x/x")
            tree = json.loads(body) if body.lstrip().startswith(b"{") else {}
            message = tree.get("message")
            if status == 404 and not tree:
                assert answer.outcome == "empty", uri
            elif status in (400, 404):
                assert answer.outcome == "bad_query", uri
            elif tree.get("message-type") == "work":
                assert answer.outcome == "found", uri
                assert answer.work.doi == message["DOI"].lower()
                assert answer.work.title == (one_line(message["title"][0]) if message.get("title") else None)
                assert len(answer.work.authors) == len(message.get("author", []))
                year = message["issued"]["date-parts"][0][0]
                assert (answer.work.issued.window.first.year if answer.work.issued else None) == year
                notices = [one["type"] for one in message.get("updated-by", [])]
                assert answer.work.retracted == ("retraction" in notices)
            elif b"resource not found" in body.lower():
                assert answer.outcome == "empty", uri
            else:
                assert answer.outcome == "unreachable", uri
            compared += 1
    return compared


def check_negotiation(play, uri, status, headers, body):
    moved = status in (301, 302, 303, 307, 308) and "location" in headers
    if moved:
        headers = {**headers, "location": f"{play.faults.url}/agency"}
    play.say(answer_of(status, headers, body))
    play.faults.answers["/agency"] = [Answer(200, b'{"DOI": "10.5555/x", "title": "A"}')]
    answer = play.open("doi").describe("doi", "10.5555/x")
    play.faults.answers.pop("/agency")
    if moved:
        assert answer.outcome == "found", uri
    elif status == 404:
        assert answer.outcome == "empty", uri
    elif status == 400:
        assert answer.outcome == "bad_query", uri
    elif status in (204, 406):
        assert answer.outcome == "refused", uri
    elif status == 200 and body.lstrip().startswith(b"{"):
        title = json.loads(body).get("title")
        assert answer.outcome == "found", uri
        assert answer.work.title == one_line(title[0] if isinstance(title, list) else title)
    else:
        assert answer.outcome in ("unreachable", "refused"), uri
    return 1


def read_datacite(path, tmp_path):
    compared = 0
    with Playing(tmp_path) as play:
        for _, uri, status, headers, body in interactions(path):
            if "api.datacite.org" not in uri:
                compared += check_negotiation(play, uri, status, headers, body)
                continue
            tree = json.loads(body) if body.lstrip().startswith(b"{") else {}
            data = tree.get("data")
            rows = data if isinstance(data, list) else [data] if data else []
            for row in [one for one in rows if one.get("type") != "dois"]:
                play.say(answer_of(200, headers, json.dumps({"data": row}).encode()))
                assert play.open("datacite").describe("doi", "10.5555/x").outcome == "unreachable"
                compared += 1
            for row in [one for one in rows if one.get("type") == "dois"]:
                play.say(answer_of(200, headers, json.dumps({"data": row}).encode()))
                work = play.open("datacite").describe("doi", row["id"]).work
                own = row["attributes"]
                assert (work.title, work.doi) == (one_line(own["titles"][0]["title"]), own["doi"].lower())
                assert len(work.authors) == len([one for one in own["creators"] if one.get("name")])
                assert work.issued.window.first.year == own["publicationYear"] or own.get("dates")
                assert work.url == own["url"]
                compared += 1
            if not data:
                play.say(answer_of(status, headers, body))
                answer = play.open("datacite").describe("doi", "10.5555/x")
                assert answer.outcome == ("empty" if status == 404 and "errors" in tree else "unreachable"), uri
                compared += 1
    return compared


def read_semantic_scholar(path, tmp_path):
    compared = 0
    with Playing(tmp_path) as play:
        for _, uri, status, headers, body in interactions(path):
            play.say(answer_of(status, headers, body))
            answer = play.open("semanticscholar").read(f"{play.faults.url}/x", Ledger("s"), "doi", "10.x/x")
            tree = json.loads(body) if body.lstrip().startswith((b"{", b"[")) else None
            if status == 200 and isinstance(tree, dict) and tree.get("paperId") and tree.get("title"):
                assert (answer.outcome, answer.work.title) == ("found", one_line(tree["title"]))
                names = [one["name"] for one in tree.get("authors") or [] if one.get("name")]
                assert list(answer.work.authors) == names
                if tree.get("year") and answer.work.issued:
                    assert answer.work.issued.window.first.year == tree["year"]
            elif status == 200:
                assert answer.outcome == ("found" if isinstance(tree, dict) and tree.get("paperId") else "unreachable"), uri
            else:
                wanted = {404: "empty", 400: "bad_query", 403: "refused", 401: "refused"}.get(status, "unreachable")
                assert answer.outcome == wanted, uri
            compared += 1
    return compared


def read_arxiv(path, tmp_path):
    import xml.etree.ElementTree as ET

    recorded = json.loads(path.read_text(encoding="utf-8"))
    body, status = recorded["body"].encode(), recorded["status_code"]
    with Playing(tmp_path) as play:
        play.say(Answer(status, body, (("Content-Type", "application/atom+xml"),)))
        answer = play.open("arxiv").read(f"{play.faults.url}/x", Ledger("arxiv"), "1605.08386")
    try:
        root = ET.fromstring(body)
    except ET.ParseError:
        assert answer.outcome in ("unreachable", "bad_query")
        return 1
    entries = root.findall("{*}entry")
    total = int(root.findtext("{*}totalResults") or 0)
    if status == 400 or any("/api/errors" in (one.findtext("{*}id") or "") for one in entries):
        assert answer.outcome == "bad_query"
    elif status != 200:
        assert answer.outcome in ("unreachable", "refused")
    elif not entries:
        assert answer.outcome == ("empty" if total == 0 else "unreachable")
    else:
        first = entries[0]
        assert answer.outcome == "found"
        assert answer.work.title == one_line(first.findtext("{*}title"))
        assert list(answer.work.authors) == [one_line(one.findtext("{*}name")) for one in first.findall("{*}author")]
        assert str(answer.work.issued) == first.findtext("{*}published")[:10]
        assert answer.work.doi == (first.findtext("{*}doi") or "").lower() or answer.work.doi is None
    return 1


def read_pubmed(path, tmp_path):
    """Bare bodies: a summary, a count or an error, and whatever the other tools answer, which is none of these."""
    import xml.etree.ElementTree as ET

    body = path.read_bytes()
    try:
        root = ET.fromstring(body)
    except ET.ParseError:
        root = None
    tag = root.tag if root is not None else ""
    documents = root.findall(".//DocSum") if root is not None else []
    pmid = documents[0].findtext("Id") if documents else "11748933"
    with Playing(tmp_path) as play:
        play.say(Answer(200, body, (("Content-Type", "text/xml"),)))
        answer = play.open("pubmed").describe("pmid", pmid)
        titles = [one.text for one in documents[0].findall("Item") if one.get("Name") == "Title"] if documents else []
        if titles:
            assert (answer.outcome, answer.work.title) == ("found", one_line(titles[0]))
        elif tag == "eSearchResult":
            # Asked for a summary, a count is no answer; asked for the count, "0" is the only "none".
            play.faults.answers["/esummary.fcgi"] = [Answer(200, b"<eSummaryResult><ERROR>no</ERROR></eSummaryResult>")]
            count, fault = root.findtext("Count"), root.findtext("ERROR")
            due = "empty" if count == "0" and not fault else "unreachable"
            assert play.open("pubmed").describe("pmid", "999").outcome == due
        else:
            assert answer.outcome == "unreachable"
    return 1


def read_arquivo(path, tmp_path):
    body = path.read_bytes()
    try:
        tree = json.loads(body)
    except ValueError:  # its index answers in lines
        return read_index_lines(path, tmp_path)
    items = tree.get("response_items") if isinstance(tree, dict) else None
    with Playing(tmp_path) as play:
        play.say(Answer(200, body, (("Content-Type", "application/json"),)))
        service = play.open("arquivo_text")
        assert isinstance(service, ArquivoText)
        answer = service.read(f"{play.faults.url}/textsearch?x", Ledger("arquivo_text"), limit=1000)
    if not items:
        assert answer.outcome == ("empty" if items == [] else "unreachable")
        return 1
    moved = re.compile(r"30[12]|Object moved|Document moved|Moved Permanently", re.IGNORECASE)
    pages = [one for one in items if not moved.match(one.get("title", ""))]
    if not pages:
        assert answer.outcome == "unreachable"
        return 1
    assert [page.url for page in answer.pages] == [one["originalURL"] for one in pages]
    assert [f"{page.seen_on:%Y%m%d}" for page in answer.pages] == [one["tstamp"][:8] for one in pages]
    return 1


def read_gdelt(path, tmp_path):
    """Table rows: every address of a whole row is there under its host, and a broken row is counted."""
    lines = [line for line in path.read_bytes().split(b"\n") if line.strip()]
    whole = [line.rstrip(b"\r").split(b"\t") for line in lines]
    known = [row for row in whole if len(row) in (11, 27) and row[0][:8].isdigit()]
    wanted = [url for row in known for url in (row[10].split(b"<UDIV>") if len(row) == 11 else [row[4]])]
    wanted = {url.decode("utf-8", "replace").strip() for url in wanted if url.lower().startswith((b"http://", b"https://"))}
    try:
        day = read_rows(lines)
    except GkgFault:
        assert not known
        return 1
    found = {url for urls in day.by_host.values() for url in urls}
    assert found == {url for url in wanted if len(url) < 2100 and urlsplit(url).hostname}
    heads = sum(line.startswith(b"DATE\t") for line in lines)
    assert day.skipped == len(lines) - len(known) - heads
    return 1


def read_archive_file(path, tmp_path):
    """A WARC, ARC or WACZ: every capture that it lists is read back, and nothing is lost in silence."""
    from provenance.errors import ArchiveFileError
    from provenance.warc import read_captures, read_record

    losses = []
    try:
        rows = list(read_captures(path, losses))
    except ArchiveFileError:
        assert losses or path.name.endswith((".bad", "bad.arc"))
        return 1
    due = captures_by_header(path)
    assert len(rows) == due if due is not None and not losses else rows or losses
    for row in rows:
        record = read_record(row.file, row.offset)
        assert (record.url, record.captured_at, record.kind) == (row.url, row.captured_at, row.kind)
    return 1


def captures_by_header(path):
    """How many captures of web pages a WARC's own headers name; None where it can't be told so plainly."""
    if ".warc" not in path.name:
        return None
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    except (OSError, EOFError):
        return None
    heads = [re.split(rb"\r*\n\r*\n", block, maxsplit=1)[0] for block in re.split(rb"(?m)^WARC/[01]\.\d+\r*\n", data)[1:]]
    kind = re.compile(rb"(?mi)^WARC-Type: *(response|resource|revisit)\r*$")
    page = re.compile(rb"(?mi)^WARC-Target-URI: *<?(https?|urn|ftp):")
    return sum(bool(kind.search(head) and page.search(head)) for head in heads)


READERS = {
    r"wayback_cdx/.*\.yaml$|wayback_memento/.*\.yaml$": read_cassette,
    r"wayback_memento/.*\.md$": read_header_notes,
    r"wayback_cdx/.*\.txt$|pywb_cdx/.*\.cdxj?$": read_index_lines,
    r"commoncrawl_cdx/.*\.jsonl$": read_exchanges,
    r"multi_archive/.*\.json$": read_notebook,
    r"memento_protocol/.*\.ya?ml$": read_link_headers,
    r"crossref/.*\.ya?ml$": read_crossref,
    r"datacite/.*\.ya?ml$": read_datacite,
    r"semantic_scholar/.*\.yaml$": read_semantic_scholar,
    r"arxiv/.*\.json$": read_arxiv,
    r"pubmed/": read_pubmed,
    r"arquivo/.*\.json$": read_arquivo,
    r"gdelt/gkg.*\.tsv$": read_gdelt,
    r"warc/|commoncrawl_warc/.*\.warc\.gz$": read_archive_file,
}
