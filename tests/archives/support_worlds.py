"""synthetic: what each service answers when all is well, in its own form, once with a find and once with nothing.

A world maps paths to the answer that is due there; `faulty` puts a fault in its place at random. With them the contract suite
tells apart what a service said and what went wrong on the way.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

from support_archives import DAY, PAGE, QUERY
from support_faults import Answer

from provenance.model.answer import PageQuery
from provenance.warc import write_record

JSON = (("Content-Type", "application/json"),)
LINES = (("Content-Type", "text/x-ndjson"),)
DIGITS = "20131022101500"
KEY = "example,news)/2013/10/22/a"
BODY = "<html><body>день</body></html>".encode("cp1251")
MEMENTO = Answer(
    200, BODY, (("Memento-Datetime", "Tue, 22 Oct 2013 10:15:00 GMT"), ("Content-Type", "text/html; charset=windows-1251"))
)
NO_MEMENTO = Answer(404, b"<html>not in the archive</html>", (("Content-Type", "text/html"),))
CRAWLS = Answer(200, b'[{"id": "CC-MAIN-2013-48", "from": "2013-10-01T00:00:00", "to": "2013-12-20T00:00:00"}]', JSON)
IDENTIFIERS = {"doi": "10.5555/12345678", "arxiv": "1605.08386", "pmid": "11748933"}
#: The hosts and days that a lister can be asked about, where it is particular.
HOSTS = {"guardian": "www.theguardian.com", "nyt": "nytimes.com", "trove": None, "locgov": None}
DAYS = {"locgov": date(1913, 10, 22), "trove": date(1913, 10, 22), "gdelt_days": date(2013, 10, 22)}

World = Mapping[str, Answer]


def ask(service):
    """The one question of the suite to a service that lists pages or describes identifiers."""
    if hasattr(service, "describe"):
        return service.describe(service.schemes[0], IDENTIFIERS[service.schemes[0]])
    day = DAYS.get(service.id, date(2018, 10, 22))
    host = HOSTS.get(service.id, "news.example")
    return service.list_pages(PageQuery(host=host, first=day, last=day, words=("sarnik", "bridge")))


def as_json(tree: object) -> Answer:
    return Answer(200, json.dumps(tree).encode(), JSON)


def record() -> bytes:
    packed = io.BytesIO()
    write_record(packed, PAGE, DAY, BODY)
    return packed.getvalue()


def _array() -> Answer:
    names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
    return as_json([names, [KEY, DIGITS, PAGE, "text/html", "200", "A"]])


def _line(**more: str) -> Answer:
    row = {"urlkey": KEY, "timestamp": DIGITS, "url": PAGE, "mime": "text/html", "status": "200", "digest": "A", **more}
    return Answer(200, json.dumps(row).encode() + b"\n", LINES)


def _timemap(url: str) -> Answer:
    lines = [
        f'<{PAGE}>; rel="original"',
        f'<{url}/web/{DIGITS}/{PAGE}>; rel="first last memento"; datetime="Tue, 22 Oct 2013 10:15:00 GMT"',
    ]
    return Answer(200, ",\n".join(lines).encode(), (("Content-Type", "application/link-format"),))


def _gkg(url: str) -> Answer:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("20131022.gkg.csv", "\t".join(["20131022", "1", *[""] * 7, "x", url]) + "\n")
    return Answer(200, packed.getvalue(), (("Content-Type", "application/zip"),))


def found(id: str, url: str) -> World:
    """Every answer of a service that has what is asked for."""
    return {
        "wayback": {"/cdx/search/cdx": _array(), "/web/*": MEMENTO},
        "cdx": {"/web/cdx": _line(), "/web/*": MEMENTO},
        "arquivo": {"/wayback/cdx": _line(), "/noFrame/replay/*": MEMENTO},
        "commoncrawl": {
            "/collinfo.json": CRAWLS,
            "/CC-MAIN-2013-48-index": _line(filename="crawl-data/a.warc.gz", offset="0", length="100"),
            "/crawl-data/a.warc.gz": Answer(206, record(), (("Content-Type", "application/octet-stream"),)),
        },
        "memento": {
            f"/web/{PAGE}": Answer(
                302,
                b"",
                (
                    ("Location", f"{url}/web/{DIGITS}/{PAGE}"),
                    ("Link", f'<{PAGE}>; rel="original", <{url}/map>; rel="timemap"; type="application/link-format"'),
                ),
            ),
            "/map": _timemap(url),
            "/web/*": MEMENTO,
        },
        "memgator": {"/timemap/link/*": _timemap(url), "/web/*": MEMENTO},
        "arquivo_text": {
            "/textsearch": as_json(
                {
                    "estimated_nr_results": 1,
                    "response_items": [{"title": "A", "originalURL": PAGE, "tstamp": "20181022101500", "linkToNoFrame": "x"}],
                }
            )
        },
        "gdelt_days": {"/gkg/20131022.gkg.csv.zip": _gkg("http://news.example/a")},
        "gdelt_doc": {"/api/v2/doc/doc": as_json({"articles": [{"url": PAGE, "seendate": "20181022T101500Z"}]})},
        "guardian": {
            "/search": as_json(
                {
                    "response": {
                        "status": "ok",
                        "pages": 1,
                        "results": [{"webUrl": "https://www.theguardian.com/a", "webPublicationDate": "2018-10-22T10:00:00Z"}],
                    }
                }
            )
        },
        "nyt": {
            "/svc/archive/v1/2018/10.json": as_json(
                {"response": {"docs": [{"web_url": "https://www.nytimes.com/a", "pub_date": "2018-10-22T05:00:00+0000"}]}}
            )
        },
        "mediacloud": {"/search/story-list": as_json({"stories": [{"url": PAGE, "publish_date": "2018-10-22"}]})},
        "factcheck": {
            "/v1alpha1/claims:search": as_json({"claims": [{"text": "A", "claimReview": [{"url": PAGE, "title": "B"}]}]})
        },
        "trove": {
            "/v3/result": as_json(
                {
                    "category": [
                        {
                            "code": "newspaper",
                            "records": {
                                "total": 1,
                                "n": 1,
                                "article": [
                                    {"id": "1", "troveUrl": "https://t.example/1", "date": "1913-10-22", "heading": "A"}
                                ],
                            },
                        }
                    ]
                }
            )
        },
        "locgov": {
            "/collections/chronicling-america/": as_json(
                {"results": [{"id": "http://www.loc.gov/x", "date": "1913-10-22", "title": "A"}], "pagination": {"of": 1}}
            )
        },
        "arxiv": {"/api/query": Answer(200, ATOM % (1, ENTRY), (("Content-Type", "application/atom+xml"),))},
        "crossref": {
            "/works/10.5555/12345678": as_json(
                {"status": "ok", "message-type": "work", "message": {"DOI": "10.5555/12345678", "title": ["A"]}}
            )
        },
        "datacite": {
            "/dois/10.5555/12345678": as_json({"data": {"attributes": {"doi": "10.5555/1", "titles": [{"title": "A"}]}}})
        },
        "doi": {
            "/10.5555/12345678": Answer(302, b"", (("Location", "/agency"),)),
            "/agency": as_json({"DOI": "10.5555/12345678", "title": "A"}),
        },
        "europepmc": {
            "/search": as_json(
                {"hitCount": 1, "resultList": {"result": [{"id": "1", "doi": "10.5555/12345678", "title": "A"}]}}
            )
        },
        "openalex": {"/works/doi:10.5555/12345678": as_json({"id": "https://openalex.org/W1", "title": "A"})},
        "pubmed": {
            "/esummary.fcgi": Answer(
                200,
                b'<eSummaryResult><DocSum><Id>11748933</Id><Item Name="Title" Type="String">A</Item></DocSum></eSummaryResult>',
            )
        },
        "semanticscholar": {"/graph/v1/paper/DOI:10.5555/12345678": as_json({"paperId": "p", "title": "A"})},
    }[id]


def nothing(id: str, url: str) -> World:
    """Every answer of a service that has nothing of what is asked for, and says so."""
    bare = {"wayback": "/cdx/search/cdx", "cdx": "/web/cdx", "arquivo": "/wayback/cdx"}
    if id in bare:
        return {bare[id]: Answer(200, b"[]" if id == "wayback" else b"", JSON if id == "wayback" else LINES), "/*": NO_MEMENTO}
    return {
        "commoncrawl": {
            "/collinfo.json": CRAWLS,
            "/CC-MAIN-2013-48-index": Answer(404, b'{"message": "No Captures found for: x"}', JSON),
        },
        "memento": {"/web/*": NO_MEMENTO},
        "memgator": {"/*": NO_MEMENTO},
        "arquivo_text": {"/textsearch": as_json({"estimated_nr_results": 0, "response_items": [], "next_page": "x"})},
        "gdelt_days": {"/gkg/20131022.gkg.csv.zip": _gkg("http://another.example/a")},
        "gdelt_doc": {"/api/v2/doc/doc": as_json({})},
        "guardian": {"/search": as_json({"response": {"status": "ok", "pages": 0, "results": []}})},
        "nyt": {"/svc/archive/v1/2018/10.json": as_json({"response": {"docs": []}})},
        "mediacloud": {"/search/story-list": as_json({"stories": []})},
        "factcheck": {"/v1alpha1/claims:search": as_json({})},
        "trove": {"/v3/result": as_json({"category": [{"code": "newspaper", "records": {"total": 0, "n": 0}}]})},
        "locgov": {"/collections/chronicling-america/": as_json({"results": [], "pagination": {"of": 0}})},
        "arxiv": {"/api/query": Answer(200, ATOM % (0, b""), (("Content-Type", "application/atom+xml"),))},
        "crossref": {"/works/*": Answer(404, b"Resource not found.")},
        "datacite": {"/dois/*": Answer(404, b'{"errors": [{"status": "404"}]}', JSON)},
        "doi": {"/*": Answer(404, b"<html>DOI not found</html>", (("Content-Type", "text/html"),))},
        "europepmc": {"/search": as_json({"hitCount": 0, "resultList": {"result": []}})},
        "openalex": {"/works/*": Answer(404, b'{"error": "not found"}', JSON)},
        "pubmed": {
            "/esummary.fcgi": Answer(200, b"<eSummaryResult><ERROR>cannot get document summary</ERROR></eSummaryResult>"),
            "/esearch.fcgi": Answer(200, b"<eSearchResult><Count>0</Count></eSearchResult>"),
        },
        "semanticscholar": {"/graph/*": Answer(404, b'{"error": "Paper not found"}', JSON)},
    }[id]


ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom">'
    b'<t:totalResults xmlns:t="http://a9.com/-/spec/opensearch/1.1/">%d</t:totalResults>%s</feed>'
)
ENTRY = b"<entry><id>http://arxiv.org/abs/1605.08386v1</id><title>A</title><published>2016-05-26T17:59:46Z</published></entry>"


def due(world: World, path: str) -> Answer:
    """What a world answers to a path."""
    bare = path.partition("?")[0]
    if bare in world:
        return world[bare]
    return next((one for name, one in world.items() if name.endswith("*") and bare.startswith(name[:-1])), Answer(500))


def faulty(world: World, faults: list[Answer], chance: random.Random, share: float, injected: list[str]) -> Callable:
    """Answers of a world in which a share of the requests meets a fault; the path of each is added to `injected`."""

    def answer(path: str, headers: dict[str, str]) -> Answer:
        if chance.random() < share:
            injected.append(path)
            return chance.choice(faults)
        return due(world, path)

    return answer


__all__ = ["QUERY", "ask", "due", "faulty", "found", "nothing"]
