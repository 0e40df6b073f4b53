"""`provenance archives`: what is there, what an audit asks, how gently, and who answers."""

import json
from datetime import UTC, datetime

import pytest
import yaml
from support_faults import Answer, FaultServer, html, running

JSON = (("Content-Type", "application/json"),)
#: These are on by default and not part of what a test is about.
ELSEWHERE = {id: {"enabled": False} for id in ("arxiv", "crossref", "datacite", "doi", "gdelt_days", "pubmed")}


@pytest.fixture
def services(folder):
    """synthetic: a server on loopback that stands in for every service that a test switches on."""
    with running(FaultServer()) as server:

        def configure(**archives):
            own = {id: {"enabled": True, "base_url": server.url, "rate": 1000, **more} for id, more in archives.items()}
            rows = {"archives": {"wayback": {"enabled": False}, **ELSEWHERE, **own}}
            (folder / "config.yaml").write_text(yaml.safe_dump(rows))
            return server

        yield configure


def checked(call, *more):
    outcome = call("archives", "--check", "--format", "json", *more)
    assert outcome.code == 0
    return {row["id"]: row for row in outcome.rows}


def test_check_says_who_answers_and_asks_nobody_else(call, services):
    server = services(wayback={}, arquivo={}, crossref={}, datacite={})
    server.answers["/cdx/search/cdx"] = [Answer(200, b"[]", JSON)]
    server.answers["/wayback/cdx"] = [Answer(503)]
    server.answers["/works/10.5555/12345678"] = [
        Answer(200, json.dumps({"status": "ok", "message-type": "work", "message": {"DOI": "10.5555/12345678"}}).encode(), JSON)
    ]
    server.answers["/dois/10.5281/zenodo.50213"] = [Answer(403)]
    rows = checked(call)
    seen = {id: (row["check"]["outcome"], row["check"]["answers"]) for id, row in rows.items() if row["check"]}
    assert seen == {
        "wayback": ("empty", True),
        "arquivo": ("unreachable", False),
        "crossref": ("found", True),
        "datacite": ("refused", False),
    }
    assert all(row["check"]["requests"] == 1 and row["check"]["seconds"] >= 0 for row in rows.values() if row["check"])
    assert len(server.asked) == 4
    assert rows["gdelt_doc"]["off_because"].startswith("it is sent words of the article; ")


def test_check_for_people(call, services):
    server = services(wayback={}, crossref={}, gdelt_days={})
    server.answers["/cdx/search/cdx"] = [html("Please wait while we check your browser")]
    server.answers["/works/10.5555/12345678"] = [Answer(404, b"Resource not found.")]
    out = call("archives", "--check").out
    assert "does not answer (unreachable: the answer is no index: a page for people came where data was due; " in out
    assert "answers (empty; " in out
    assert "not asked: its smallest answer is a file of tens of megabytes" in out
    assert "Allowed now: none." in out


def test_words_are_sent_only_where_that_is_allowed_and_never_in_private(call, services):
    server = services(gdelt_doc={})
    server.answers["/api/v2/doc/doc"] = [Answer(200, b"{}", JSON)]
    rows = checked(call)
    assert rows["gdelt_doc"]["check"]["outcome"] == "empty"
    assert [row["id"] for row in rows.values() if row["sends_words"] and row["allowed"]] == ["gdelt_doc"]
    assert "Allowed now: gdelt_doc." in call("archives").out
    asked = len(server.asked)
    row = checked(call, "--private")["gdelt_doc"]
    assert (row["allowed"], row["check"]) == (False, None)
    assert row["off_because"] == "it is sent words of the article, which --private forbids"
    assert len(server.asked) == asked


def test_a_key_is_told_of_and_never_shown(call, services, monkeypatch):
    server = services(guardian={})
    body = {"response": {"status": "ok", "pages": 0, "results": []}}
    server.answers["/search"] = [Answer(200, json.dumps(body).encode(), JSON)]
    row = checked(call)["guardian"]
    assert (row["needs_key"], row["has_key"], row["check"]) == (True, False, None)
    monkeypatch.setenv("PROVENANCE_ARCHIVES__GUARDIAN__KEY", "sesame")
    outcome = call("archives", "--check", "--format", "json")
    row = next(row for row in outcome.rows if row["id"] == "guardian")
    assert (row["has_key"], row["check"]["outcome"]) == (True, "empty")
    assert "sesame" not in outcome.out + outcome.err
    assert server.headers[-1]["api-key"] == "sesame"


def test_what_is_never_asked_is_listed_with_the_reason(call):
    rows = {row["id"]: row for row in call("archives", "--format", "json").rows if row["kind"] == "never"}
    assert {"archive.today", "ghostarchive", "timetravel", "newsapi"} <= set(rows)
    assert all(row["off_because"] and not row["enabled"] for row in rows.values())


def test_only_archives_of_captures_are_said_to_be_on(call):
    outcome = call("archives", "--format", "json")
    assert outcome.code == 0
    on = [row["id"] for row in outcome.rows if row["enabled"]]
    assert "wayback" in on
    assert {row["kind"] for row in outcome.rows if row["enabled"]} == {"captures"}
    assert all(row["rate"] > 0 for row in outcome.rows if row["kind"] != "never")


def test_lists_of_pages_are_on_where_they_guide_a_search(call, monkeypatch):
    monkeypatch.setenv("PROVENANCE_FIND__GUIDES", "true")
    on = {row["kind"] for row in call("archives", "--format", "json").rows if row["enabled"]}
    assert on == {"captures", "pages"}


def test_the_list_for_people_names_the_state_of_each(call):
    outcome = call("archives")
    assert "Internet Archive Wayback Machine (on)" in outcome.out
    assert "warc:..." in outcome.out
    assert "Lists of pages (asked where find.guides is true)" in outcome.out
    assert "off: it is sent words of the article" in outcome.out
    assert "off: it wants a key, in PROVENANCE_ARCHIVES__GUARDIAN__KEY" in outcome.out
    assert "archive.today: it answers programs with 429" in outcome.out


def test_a_service_that_keeps_no_captures_is_no_archive_for_an_audit(call, folder):
    (folder / "note.txt").write_text("The mayor resigned (Reuters, May 2, 2014).\n")
    outcome = call("audit", "note.txt", "--archive", "crossref")
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert "crossref" in line


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("waybak", "there is no such archive; did you mean 'wayback'?"),
        ("", "there is no such archive; known: "),
        ("cdx+http://[x/cdx", "no index address is given; write cdx+http://host/collection/cdx"),
        ("cdx+htp://x/y", "no index address is given"),
        ("memento+http://", "no TimeGate address is given"),
        ("memento+https://archive.ph/timegate/", "it is switched off for good: it answers programs with 429"),
        ("warc:", "nothing follows the prefix"),
        ("warc:none", "there is no such file or folder"),
        ("guardian", "it wants a key and none is set; put yours into PROVENANCE_ARCHIVES__GUARDIAN__KEY"),
        ("archive.today", "switched off for good"),
    ],
)
def test_a_spec_that_can_not_be_used_has_one_clear_line(spec, says, call, folder):
    (folder / "note.txt").write_text("The mayor resigned (Reuters, May 2, 2014).\n")
    outcome = call("audit", "note.txt", "--archive", spec)
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert says in line


@pytest.mark.parametrize("value", ["web.archive.org", "http://", "http://[::1", "ftp://a.example", "http://a b/"])
def test_a_malformed_base_url_is_named_with_its_place(value, call, folder, monkeypatch):
    (folder / "note.txt").write_text("The mayor resigned (Reuters, May 2, 2014).\n")
    monkeypatch.setenv("PROVENANCE_ARCHIVES__WAYBACK__BASE_URL", value)
    monkeypatch.setenv("PROVENANCE_ARCHIVES__WAYBACK__KEY", "s3same")
    outcome = call("audit", "note.txt")
    assert outcome.code == 2
    assert outcome.err == (
        "provenance: could not use the option archives.wayback.base_url (environment variable "
        f"PROVENANCE_ARCHIVES__WAYBACK__BASE_URL): it must be an http or https address with a host, got {value!r}; "
        "see config.yaml of the project\n"
    )


def test_a_key_of_the_wrong_kind_is_not_shown(call, folder, monkeypatch):
    monkeypatch.setenv("PROVENANCE_ARCHIVES__GUARDIAN__KEY", "[s3same]")
    outcome = call("archives")
    assert outcome.code == 2
    assert "archives.guardian.key" in outcome.err
    assert "s3same" not in outcome.err


def test_a_damaged_archive_file_is_read_around_and_its_gap_stays_open(call, folder):
    from provenance.warc import WarcFile

    page = "http://news.example/2014/05/02/mayor"
    with WarcFile(folder / "a.warc", created_at=datetime(2014, 5, 3, tzinfo=UTC)) as file:
        for name in ("mayor", "other"):
            body = f"<html><body><p>The {name} resigned on Friday after a long meeting of the council.</p></body></html>"
            file.add(f"http://news.example/2014/05/02/{name}", datetime(2014, 5, 2, 12, tzinfo=UTC), body.encode())
    data = (folder / "a.warc").read_bytes()
    (folder / "a.warc").write_bytes(data.replace(b"The mayor resigned", b"The major resigned"))
    (folder / "note.txt").write_text(f"The mayor resigned ([Reuters]({page}), May 2, 2014).\n")
    outcome = call("audit", "note.txt", "--archive", "warc:a.warc", "--format", "json", "--as-of", "2014-06-01")
    assert outcome.code == 0
    assert [row["outcome"] for row in outcome.rows[0]["resolutions"]] == ["unreachable"]
    assert "a.warc: a record near byte" in outcome.err
