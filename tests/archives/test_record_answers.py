"""`provenance record` on loopback: what it writes plays back to the same outcome, and holds no key and no port."""

import json
from datetime import UTC, datetime

import pytest
import vcr
import yaml
from support_cassettes import FOLDER
from support_faults import Answer, FakeTime, html
from support_worlds import as_json

from provenance.archives import ArchivesSettings, open_service, put
from provenance.config import load_settings
from provenance.errors import OutputError, SettingsError
from provenance.net import Client, NetSettings
from provenance.pipeline.recording import read_question, record_answers
from provenance.warc import WarcFile

WHEN = datetime(2015, 10, 5, 10, 15, tzinfo=UTC)
OFF = {id: {"enabled": False} for id in ("arxiv", "crossref", "datacite", "doi", "gdelt_days", "pubmed", "wayback")}


def settings_of(net=None, **archives):
    rows = {id: {"enabled": True, "rate": 1000, "replay_rate": 1000, **more} for id, more in archives.items()}
    flags = {"archives": {**OFF, **rows}, "net": {"tries": 1, "max_wait": 0, **(net or {})}}
    return load_settings(None, environment={}, flags=flags)


def record(folder, settings, **options):
    time = FakeTime()
    return list(record_answers(settings, folder, clock=time.clock, sleep=time.sleep, **options))


def play(path, tmp_path):
    """The outcome of the cassette's own question, asked of the cassette alone."""
    import requests

    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    question, time = tree["question"], FakeTime()
    id = question["archive"]
    base = tree["interactions"][0]["request"]["uri"].split(".test")[0] + ".test"
    extra = {"cdx": "/web/cdx", "memento": "/web/"}.get(id, "")
    client = Client(
        NetSettings(tries=1, allowed_hosts=(f"{id}.test",)),
        cache_dir=None,
        clock=time.clock,
        sleep=time.sleep,
        session=requests.Session(),
    )
    settings = ArchivesSettings.read({id: {"base_url": base + extra, "key": "REMOVED", "rate": 1000}})
    with vcr.VCR(record_mode="none", match_on=["method", "uri"]).use_cassette(str(path)) as cassette:
        service = open_service(id, settings, client, index_dir=tmp_path)
        answer = put(read_question(question), service)
        replayed = service.replay(answer.captures[0]).outcome if tree["replayed"] else None
        assert cassette.play_count == len(tree["interactions"])
    client.close()
    return answer.outcome, replayed


@pytest.fixture(scope="module")
def example_warc(tmp_path_factory):
    """synthetic: the page that services are asked for."""
    path = tmp_path_factory.mktemp("example") / "example.warc.gz"
    with WarcFile(path, created_at=WHEN) as file:
        file.add("http://example.com/", WHEN, b"<html>example")
    return path


def test_a_real_archive_on_loopback_is_recorded_and_played(example_warc, pywb_server, tmp_path):
    server = pywb_server(example_warc)
    settings = settings_of(cdx={"base_url": server.cdx_url}, memento={"base_url": f"{server.collection}/"})
    rows = record(tmp_path, settings)
    assert [(row.archive, row.name, row.outcome) for row in rows] == [
        ("cdx", "something", "found"),
        ("cdx", "nothing", "empty"),
        ("memento", "something", "found"),
        ("memento", "nothing", "empty"),
    ], rows
    for row in rows:
        path = tmp_path / row.archive / f"{row.name}.yaml"
        assert row.path == str(path)
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# recorded from a server on loopback on 2023-11-14 by provenance record ")
        assert "127.0.0.1" not in text
        outcome, replayed = play(path, tmp_path)
        assert (outcome, replayed) == (row.outcome, "found" if row.outcome == "found" else None)


def test_keys_are_not_written(server, tmp_path):
    server.answers["/search"] = [as_json({"response": {"status": "ok", "pages": 0, "results": []}})]
    server.answers["/svc/archive/v1/2018/10.json"] = [
        as_json({"response": {"docs": [{"web_url": "https://www.nytimes.com/a", "pub_date": "2018-10-22T05:00:00+0000"}]}})
    ]
    server.answers["/svc/archive/v1/1801/1.json"] = [as_json({"response": {"docs": []}})]
    keyed = {"base_url": server.url, "key": "s3same"}
    rows = record(tmp_path, settings_of(guardian=keyed, nyt=keyed))
    assert [row.outcome for row in rows] == ["empty", "empty", "found", "empty"]
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.rglob("*.yaml"))]
    assert len(texts) == 4
    assert any("api-key=s3same" in path for path in server.asked)
    assert not any("s3same" in text for text in texts)
    assert "api-key=REMOVED" in texts[3]
    for row in rows:
        assert play(tmp_path / row.archive / f"{row.name}.yaml", tmp_path)[0] == row.outcome


@pytest.mark.parametrize(
    ("answer", "options", "net", "why"),
    [
        pytest.param(html("Please wait"), {}, {}, "a page for people", id="a failure"),
        pytest.param(Answer(404, b"Resource not found."), {"max_bytes": 5}, {}, "too many to keep", id="too long"),
        pytest.param(
            Answer(404, b"Resource not found. me@x.example"), {}, {"contact": "me@x.example"}, "", id="our own address"
        ),
    ],
)
def test_what_is_not_kept(answer, options, net, why, server, tmp_path):  # noqa: PLR0917 - a table of columns
    server.answers["/works/*"] = [answer]
    rows = record(tmp_path, settings_of(net, crossref={"base_url": server.url}), **options)
    assert len(rows) == 2
    assert all(row.path is None and why in row.why for row in rows)
    assert list(tmp_path.rglob("*.yaml")) == []


def test_only_those_that_are_named_are_asked(server, tmp_path):
    settings = settings_of(crossref={"base_url": server.url}, gdelt_doc={"base_url": server.url})
    server.answers["/works/*"] = [Answer(404, b"Resource not found.")]
    assert {row.archive for row in record(tmp_path, settings, only=["crossref"])} == {"crossref"}
    assert [row.why for row in record(tmp_path, settings, only=["gdelt_doc"], private=True)] == [
        "it is sent words, which --private forbids"
    ]
    assert not any(path.startswith("/api") for path in server.asked)
    with pytest.raises(SettingsError, match="there is no such service"):
        record(tmp_path, settings, only=["crosref"])


def test_a_folder_that_can_not_be_written_is_said(server, tmp_path):
    server.answers["/works/*"] = [Answer(404, b"Resource not found.")]
    (tmp_path / "crossref").write_text("a file where a folder is due")
    with pytest.raises(OutputError, match="could not write the cassette"):
        record(tmp_path, settings_of(crossref={"base_url": server.url}))


def test_every_cassette_that_holds_its_question_plays_to_its_outcome(tmp_path):
    """Those of the repository hold theirs in support_cassettes.py, until somebody with a network has recorded others."""
    for path in sorted(FOLDER.rglob("*.yaml")):
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "question" in tree:
            assert play(path, tmp_path)[0] == tree["outcome"], path


def test_the_form_is_what_vcr_reads(server, tmp_path):
    server.answers["/works/10.5555/12345678"] = [
        as_json({"status": "ok", "message-type": "work", "message": {"DOI": "10.5555/12345678", "title": ["Día"]}})
    ]
    server.answers["/works/*"] = [Answer(404, b"Resource not found.", (("Set-Cookie", "id=1"), ("Content-Type", "text/plain")))]
    rows = record(tmp_path, settings_of(crossref={"base_url": server.url}))
    assert [row.outcome for row in rows] == ["found", "empty"]
    tree = yaml.safe_load((tmp_path / "crossref" / "something.yaml").read_text(encoding="utf-8"))
    (one,) = tree["interactions"]
    assert one["request"] == {
        "method": "GET",
        "body": None,
        "headers": {},
        "uri": "http://crossref.test/works/10.5555/12345678",
    }
    assert json.loads(one["response"]["body"]["string"])["message"]["title"] == ["Día"]
    assert "id=1" not in (tmp_path / "crossref" / "nothing.yaml").read_text(encoding="utf-8")
