"""Every row of the table that maps services' answers to outcomes. All answers here are synthetic, in the services' forms."""

# ruff: noqa: E501 - a table reads better a row a line

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from support_archives import DAY, PAGE, QUERY, capture_on
from support_faults import Answer, closed_port, html

from provenance.archives import ArchivesSettings, find_adapters, open_service
from provenance.archives.memento import Memento
from provenance.errors import SettingsError
from provenance.model.answer import CaptureQuery, PageQuery

JSON = (("Content-Type", "application/json"),)
TEXT = (("Content-Type", "text/plain"),)
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><t:totalResults xmlns:t="http://a9.com/-/spec/opensearch/1.1/">%d</t:totalResults>%s</feed>'
MEMENTO = (("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT"), ("Content-Type", "text/html"))
CRAWLS = b'[{"id": "CC-MAIN-2013-48", "from": "2013-10-01T00:00:00", "to": "2013-12-20T00:00:00"}]'
FUZZY = b'{"urlkey": "example,news)/x", "timestamp": "20131022101500", "url": "http://news.example/x", "is_fuzzy": "1"}\n'
ROW = b'{"urlkey": "example,news)/x", "timestamp": "20131022101500", "url": "http://news.example/x", "status": "200", "filename": "a", "offset": "0", "length": "9"}\n'


def find(id):
    return next(adapter for adapter in find_adapters() if adapter.id == id)


def service_at(id, server, client, tmp_path):
    settings = ArchivesSettings.read({id: {"base_url": server.url, "rate": 1000, "key": "k"}})
    spec = {"cdx": f"cdx+{server.url}/web/cdx"}.get(id, id)
    return open_service(spec, settings, client, index_dir=tmp_path)


def replay(service, server):
    return service.replay(capture_on(find("wayback"), server.url))


def look_up(service, server):
    return service.look_up(QUERY)


def works(scheme, value):
    return lambda service, server: service.describe(scheme, value)


def pages(service, server):
    day = date(2018, 10, 22)
    return service.list_pages(PageQuery(host="news.example", first=day, last=day, words=("bridge",)))


def old_pages(service, server):
    day = date(1913, 10, 22)
    return service.list_pages(PageQuery(first=day, last=day, words=("bridge",)))


DOI = works("doi", "10.5555/12345678")
ARXIV = works("arxiv", "1605.08386")
PMID = works("pmid", "11748933")

#: id of the row: (service, question, {path: answers}, outcome)
ROWS = {
    "Wayback CDX, []": ("wayback", look_up, {"/*": [Answer(200, b"[]", JSON)]}, "empty"),
    "Wayback CDX, empty text": ("wayback", look_up, {"/*": [Answer(200, b"", TEXT)]}, "empty"),
    "Wayback CDX, 403 administrative": (
        "wayback", look_up,
        {"/*": [Answer(403, b"x", (("X-Archive-Wayback-Runtime-Error", "AdministrativeAccessControlException: Blocked"),))]},
        "refused",
    ),
    "Wayback CDX, a Java exception": ("wayback", look_up, {"/*": [Answer(200, b"java.lang.X: fromKey > toKey\n")]}, "unreachable"),
    "Wayback replay, excluded with 200": (
        "wayback", replay, {"/*": [html("This URL has been excluded from the Wayback Machine.")]}, "refused",
    ),
    "Wayback replay, 404": ("wayback", replay, {"/*": [html("no", 404)]}, "empty"),
    "Wayback replay, 302 outside the window": (
        "wayback", replay, {"/*": [Answer(302, b"", (("Location", f"/web/20150101000000id_/{PAGE}"),))]}, "empty",
    ),
    "Wayback replay, a memento of 503": ("wayback", replay, {"/*": [Answer(503, b"<html>", MEMENTO)]}, "found"),
    "Common Crawl, 404 no captures": (
        "commoncrawl", look_up,
        {"/collinfo.json": [Answer(200, CRAWLS, JSON)], "/*": [Answer(404, b'{"message": "No Captures found for: x"}')]},
        "empty",
    ),
    "Common Crawl, 404 page": (
        "commoncrawl", look_up, {"/collinfo.json": [Answer(200, CRAWLS, JSON)], "/*": [html("no such host", 404)]}, "unreachable",
    ),
    "pywb, fuzzy rows": ("cdx", look_up, {"/*": [Answer(200, FUZZY, TEXT)]}, "empty"),
    "Arquivo, no items": (
        "arquivo_text", pages,
        {"/*": [Answer(200, b'{"estimated_nr_results": 0, "response_items": [], "next_page": "x"}', JSON)]}, "empty",
    ),
    "Arquivo, empty body": ("arquivo_text", pages, {"/*": [Answer(200, b"", JSON)]}, "bad_query"),
    "Arquivo, 400": ("arquivo_text", pages, {"/*": [Answer(400, b"")]}, "bad_query"),
    "GDELT, {}": ("gdelt_doc", pages, {"/*": [Answer(200, b"{}", JSON)]}, "empty"),
    "GDELT, a sentence as text": ("gdelt_doc", pages, {"/*": [Answer(200, b"Timespan is too short.", TEXT)]}, "bad_query"),
    "GDELT, a sentence as HTML": (
        "gdelt_doc", pages, {"/*": [Answer(200, b"Your query was too short.", (("Content-Type", "text/html"),))]}, "bad_query",
    ),
    "GDELT, 429": ("gdelt_doc", pages, {"/*": [Answer(429, b"Please limit requests")]}, "unreachable"),
    "Crossref, 404 text": ("crossref", DOI, {"/*": [Answer(404, b"Resource not found.", TEXT)]}, "empty"),
    "Crossref, 404 cursor-invalid": (
        "crossref", DOI, {"/*": [Answer(404, b'{"status": "failed", "message": [{"type": "cursor-invalid"}]}', JSON)]}, "bad_query",
    ),
    "Crossref, 400": ("crossref", DOI, {"/*": [Answer(400, b'{"status": "failed"}', JSON)]}, "bad_query"),
    "doi.org, 404": ("doi", DOI, {"/*": [html("not found", 404)]}, "empty"),
    "doi.org, 400": ("doi", DOI, {"/*": [html("bad", 400)]}, "bad_query"),
    "doi.org, malformed before it is sent": ("doi", works("doi", "foo"), {}, "bad_query"),
    "arXiv, no entry": ("arxiv", ARXIV, {"/*": [Answer(200, ATOM % (0, b""))]}, "empty"),
    "arXiv, an empty page where works are due": ("arxiv", ARXIV, {"/*": [Answer(200, ATOM % (1, b""))]}, "unreachable"),
    "arXiv, 400 feed": (
        "arxiv", ARXIV,
        {"/*": [Answer(400, ATOM % (1, b"<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry>"))]},
        "bad_query",
    ),
    "PubMed, count 0": (
        "pubmed", PMID,
        {
            "/esummary.fcgi": [Answer(200, b"<eSummaryResult><ERROR>UID=1: cannot get document summary</ERROR></eSummaryResult>")],
            "/esearch.fcgi": [Answer(200, b"<eSearchResult><Count>0</Count></eSearchResult>")],
        },
        "empty",
    ),
    "PubMed, ERROR": (
        "pubmed", PMID, {"/*": [Answer(200, b"<eSummaryResult><ERROR>Invalid db name specified</ERROR></eSummaryResult>")]},
        "unreachable",
    ),
    "Semantic Scholar, 404 JSON": ("semanticscholar", DOI, {"/*": [Answer(404, b'{"error": "Paper not found"}', JSON)]}, "empty"),
    "OpenAlex, 403": ("openalex", DOI, {"/*": [Answer(403, b'{"error": "quota"}', JSON)]}, "unreachable"),
    "OpenAlex, 429": ("openalex", DOI, {"/*": [Answer(429, b'{"error": "quota"}', JSON)]}, "unreachable"),
    "MemGator, 404": ("memgator", look_up, {"/*": [html("no mementos", 404)]}, "unreachable"),
    "MemGator, a list without the window": (
        "memgator", look_up,
        {"/*": [Answer(200, b'<http://a.example/web/20010101000000/http://x/>; rel="memento"; datetime="Mon, 01 Jan 2001 00:00:00 GMT"', TEXT)]},
        "unreachable",
    ),
    "an aggregator's capture at archive.today": (
        "memgator",
        lambda service, server: service.replay(
            capture_on(find("wayback"), "https://archive.ph").model_copy(update={"locator": f"https://archive.ph/20131022101500/{PAGE}"})
        ),
        {}, "refused",
    ),
    "doi.org, 404 of the agency that it sent us to": (
        "doi", DOI, {"/10.5555/12345678": [Answer(302, b"", (("Location", "/agency"),))], "/agency": [html("no", 404)]}, "unreachable",
    ),
    "Trove, no record": ("trove", old_pages, {"/*": [Answer(200, b'{"category": [{"records": {"total": 0}}]}', JSON)]}, "empty"),
    "Trove, 403": ("trove", old_pages, {"/*": [Answer(403, b"x")]}, "refused"),
    "loc.gov, no result": ("locgov", old_pages, {"/*": [Answer(200, b'{"results": [], "pagination": {"of": 0}}', JSON)]}, "empty"),
    "loc.gov, a challenge": ("locgov", old_pages, {"/*": [html("Are you a human?")]}, "unreachable"),
    "Europe PMC, no hit": (
        "europepmc", DOI, {"/*": [Answer(200, b'{"hitCount": 0, "resultList": {"result": []}}', JSON)]}, "empty",
    ),
    "Europe PMC, another work": (
        "europepmc", DOI, {"/*": [Answer(200, b'{"hitCount": 1, "resultList": {"result": [{"doi": "10.1/x"}]}}', JSON)]}, "unreachable",
    ),
    "Memento, a gate that leads to a login": (
        "memgator", lambda service, server: Memento.look_up(service, QUERY),
        {"/timegate/*": [Answer(302, b"", (("Location", "/login"),))], "/login": [html("no such page", 404)]}, "unreachable",
    ),
    "Memento, a gate that has moved": (
        "memgator", lambda service, server: Memento.look_up(service, QUERY),
        {"/timegate/*": [Answer(302, b"", (("Location", f"/gate/{PAGE}"),))], "/gate/*": [html("no mementos", 404)]}, "empty",
    ),
    "OpenAlex, 301 to a login": (
        "openalex", DOI, {"/works/*": [Answer(301, b"", (("Location", "/login"),))], "/login": [Answer(404, b"{}", JSON)]}, "unreachable",
    ),
    "OpenAlex, 404 of the work that it was merged into": (
        "openalex", DOI,
        {"/works/doi:10.5555/12345678": [Answer(301, b"", (("Location", "/works/W2"),))], "/works/W2": [Answer(404, b"{}", JSON)]},
        "unreachable",
    ),
    "any, a page where JSON is due": ("datacite", DOI, {"/*": [html("Please wait")]}, "unreachable"),
}  # fmt: skip


@pytest.mark.parametrize("row", list(ROWS))
def test_a_row_of_the_table(row, server, client, tmp_path):
    id, question, answers, outcome = ROWS[row]
    server.answers.update(answers)
    answer = question(service_at(id, server, client, tmp_path), server)
    assert answer.outcome == outcome, getattr(answer, "reason", "")
    assert answer.records


@pytest.mark.parametrize(
    "spec", ["archive.today", "archive.ph", "memento+https://archive.ph/timegate/", "cdx+http://webarchive.loc.gov/cdx"]
)
def test_archive_today_and_the_like_are_refused_under_every_name(spec, client, tmp_path):
    with pytest.raises(SettingsError, match="switched off for good"):
        open_service(spec, ArchivesSettings.read(), client, index_dir=tmp_path)


def test_an_aggregators_silence_is_not_kept(server, make_client, tmp_path):
    server.answers["/timemap/*"] = [html("no mementos", 404)]
    service = service_at("memgator", server, make_client(cache=tmp_path / "cache"), tmp_path)
    assert [look_up(service, server).outcome, look_up(service, server).outcome] == ["unreachable", "unreachable"]
    assert len(server.asked) == 2


def test_the_end_of_the_pages_is_no_failure(server, client, tmp_path):
    server.answers["/collinfo.json"] = [Answer(200, CRAWLS, JSON)]
    server.answers["/*"] = [Answer(200, ROW), Answer(400, b'{"message": "Page 1 invalid: First Page is 0, Last Page is 0"}')]
    host = CaptureQuery(url="news.example", match="host", since=DAY - timedelta(days=1), until=DAY + timedelta(days=1))
    answer = service_at("commoncrawl", server, client, tmp_path).look_up(host)
    assert (answer.outcome, len(answer.captures), answer.complete) == ("found", 1, True)


def test_gdelt_is_left_alone_for_half_an_hour_after_429(server, client, fake, tmp_path):
    server.answers["/*"] = [Answer(429), Answer(200, b"{}", JSON)]
    service = service_at("gdelt_doc", server, client, tmp_path)
    assert [pages(service, server).outcome, pages(service, server).outcome] == ["unreachable", "unreachable"]
    assert len(server.asked) == 1
    fake.sleep(1801)
    assert pages(service, server).outcome == "empty"


def test_a_host_that_refuses_connections_after_429_is_left_for_an_hour(make_client, fake, tmp_path):
    client = make_client()
    url = f"http://127.0.0.1:{closed_port()}"
    client.allow(url)
    client._limiter.pause(url.removeprefix("http://"), 0.0)  # a 429 came before
    assert client.get(url).kind == "connect"
    assert client._limiter.is_paused(url.removeprefix("http://"), 3599)


def zipped(*rows):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("20131022.gkg.csv", "".join(f"{row}\n" for row in rows))
    return packed.getvalue()


def gkg(*urls, day="20131022"):
    return "\t".join([day, "1", *[""] * 7, "news.example", "<UDIV>".join(urls)])


def test_a_day_file_answers_for_all_outlets_with_one_request(server, make_client, tmp_path):
    """synthetic: two rows in the published form, one broken."""
    head = "\t".join(["DATE", *["x"] * 9, "SOURCEURLS"])
    body = zipped(
        head, gkg("http://www.news.example/a", "http://sport.news.example/b"), "broken\trow", gkg("http://o.example/c")
    )
    server.answers["/gkg/20131022.gkg.csv.zip"] = [Answer(200, body, (("Content-Type", "application/zip"),))]
    service = service_at("gdelt_days", server, make_client(), tmp_path)
    day = date(2013, 10, 22)
    found = service.list_pages(PageQuery(host="news.example", first=day, last=day))
    assert [page.url for page in found.pages] == ["http://www.news.example/a", "http://sport.news.example/b"]
    assert found.records[0].reason == "1 rows make no sense"
    assert service.list_pages(PageQuery(host="nobody.example", first=day, last=day)).outcome == "empty"
    assert len(server.asked) == 1


@pytest.mark.parametrize("cut", [10, 60])
def test_a_day_file_that_is_broken_off_is_a_failure(cut, server, client, tmp_path):
    body = zipped(gkg("http://www.news.example/a"))
    server.answers["/*"] = [Answer(200, body[:-cut], (("Content-Type", "application/zip"),))]
    day = date(2013, 10, 22)
    answer = service_at("gdelt_days", server, client, tmp_path).list_pages(PageQuery(host="x.example", first=day, last=day))
    assert answer.outcome == "unreachable"


def test_before_its_first_day_gdelt_is_not_asked(server, client, tmp_path):
    day = date(2012, 10, 22)
    answer = service_at("gdelt_days", server, client, tmp_path).list_pages(PageQuery(host="x.example", first=day, last=day))
    assert (answer.outcome, server.asked) == ("skipped", [])


@pytest.mark.parametrize(
    ("id", "host", "body", "url"),
    [
        pytest.param(
            "guardian", "theguardian.com",
            {"response": {"status": "ok", "pages": 1, "results": [
                {"webUrl": "https://www.theguardian.com/a", "webTitle": "A", "webPublicationDate": "2018-10-22T10:00:00Z"}]}},
            "https://www.theguardian.com/a", id="guardian",
        ),
        pytest.param(
            "nyt", "nytimes.com",
            {"response": {"docs": [
                {"web_url": "https://www.nytimes.com/a", "pub_date": "2018-10-22T05:00:00+0000", "headline": {"main": "A"}},
                {"web_url": "https://www.nytimes.com/b", "pub_date": "2018-10-23T05:00:00+0000"}]}},
            "https://www.nytimes.com/a", id="nyt",
        ),
        pytest.param(
            "mediacloud", "news.example",
            {"stories": [{"url": "http://news.example/a", "title": "A", "publish_date": "2018-10-22"}]},
            "http://news.example/a", id="mediacloud",
        ),
        pytest.param(
            "factcheck", "news.example",
            {"claims": [{"text": "A", "claimReview": [{"url": "http://news.example/a", "textualRating": "False"}]}]},
            "http://news.example/a", id="factcheck",
        ),
        pytest.param(
            "gdelt_doc", "news.example",
            {"articles": [{"url": "http://news.example/a", "title": "A", "seendate": "20181022T101500Z"},
                          {"url": "http://notnews.example/a", "title": "B", "seendate": "20181022T101500Z"}]},
            "http://news.example/a", id="gdelt_doc",
        ),
    ],
)  # fmt: skip
def test_a_synthetic_answer_of_a_lister_is_read(id, host, body, url, server, client, tmp_path):  # noqa: PLR0917 - a table
    server.answers["/*"] = [Answer(200, json.dumps(body).encode(), JSON)]
    day = date(2018, 10, 22)
    query = PageQuery(host=host, first=day, last=day, words=("bridge",))
    found = service_at(id, server, client, tmp_path).list_pages(query)
    assert [page.url for page in found.pages] == [url]
    assert "k" not in [part.partition("=")[2] for part in found.records[0].request.partition("?")[2].split("&")]


@pytest.mark.parametrize(
    ("message", "retracted"),
    [
        ({"updated-by": [{"type": "retraction", "DOI": "10.5555/notice"}]}, True),
        ({"updated-by": [{"type": "correction", "DOI": "10.5555/notice"}]}, False),
        ({"update-to": [{"type": "retraction", "DOI": "10.5555/work"}]}, False),
        ({}, False),
    ],
    ids=["a retracted work", "a corrected work", "the notice itself", "neither"],
)
def test_a_notice_of_retraction_is_not_retracted_itself(message, retracted, server, client, tmp_path):
    body = {"status": "ok", "message-type": "work", "message": {"DOI": "10.5555/12345678", "title": ["A"], **message}}
    server.answers["/*"] = [Answer(200, json.dumps(body).encode(), JSON)]
    assert DOI(service_at("crossref", server, client, tmp_path), server).work.retracted is retracted


def test_loose_json_is_read(server, client, tmp_path):
    body = b'{"articles": [{"url": "http://news.example/a", "title": "A\\x27s\x01 day", "seendate": "20181022T101500Z"}]}'
    server.answers["/*"] = [Answer(200, body, JSON)]
    assert pages(service_at("gdelt_doc", server, client, tmp_path), server).outcome == "found"


def test_a_record_of_common_crawl_is_one_range(server, client, news_warc, tmp_path):
    from provenance.warc import read_captures

    row = next(row for row in read_captures(news_warc) if row.url.endswith("item-07"))
    piece = news_warc.read_bytes()[row.offset : row.offset + row.length]
    line = {
        "urlkey": "example,news)/2013/10/22/item-07", "timestamp": "20131022102200", "url": row.url, "mime": "text/html",
        "status": "200", "digest": row.digest, "filename": "crawl-data/a.warc.gz", "offset": str(row.offset),
        "length": str(row.length),
    }  # fmt: skip
    server.answers["/collinfo.json"] = [Answer(200, CRAWLS, JSON)]
    server.answers["/CC-MAIN-2013-48-index"] = [Answer(200, json.dumps(line).encode())]
    server.answers["/crawl-data/a.warc.gz"] = [Answer(206, piece, (("Content-Type", "application/octet-stream"),))]
    archive = service_at("commoncrawl", server, client, tmp_path)
    found = archive.look_up(CaptureQuery(url=row.url, since=DAY, until=DAY + timedelta(days=1)))
    assert len(found.captures) == 1
    got = archive.replay(found.captures[0])
    assert (got.content.body, got.content.status) == (b"<html>item 7", 200)
    asked = [headers.get("range") for headers in server.headers]
    assert asked[-1] == f"bytes={row.offset}-{row.offset + row.length - 1}"
    server.answers["/crawl-data/a.warc.gz"] = [Answer(200, piece)]
    assert archive.replay(found.captures[0]).outcome == "unreachable"


def test_no_crawl_in_the_window_costs_one_request(server, client, tmp_path):
    server.answers["/collinfo.json"] = [Answer(200, CRAWLS, JSON)]
    query = CaptureQuery(url=PAGE, since=datetime(2009, 1, 1, tzinfo=UTC), until=datetime(2009, 1, 3, tzinfo=UTC))
    assert service_at("commoncrawl", server, client, tmp_path).look_up(query).outcome == "empty"
    assert len(server.asked) == 1
