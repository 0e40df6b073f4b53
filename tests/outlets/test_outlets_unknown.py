"""Wikidata in an audit: asked only for names that no row knows, within the client's manners, and told in the report."""

import json
from datetime import UTC, date, datetime

import pytest
from wikidata_world import FakeService, entity

from provenance.cli.main import run
from provenance.document import read_bytes
from provenance.net import NoResponse
from provenance.net.answer import Response
from provenance.pipeline import audit_document, open_desk, read_article
from provenance.pipeline.resolving import resolve
from provenance.pipeline.unknown import UnknownNames

CLARION = entity("Q990010", labels={"en": "Harbour Clarion"}, sites=["https://clarion.example"])


class FakeClient:
    """The client's face over a made-up Wikidata."""

    def __init__(self, service, status=200, silent=None):
        self.service, self.status, self.silent = service, status, silent
        self.options, self.forgotten = [], []

    def get(self, url, **options):
        self.options.append(options)
        if self.silent:
            return NoResponse("timeout", self.silent, url)
        body = self.service.fetch(url)
        return Response(url, self.status, (), body, "0" * 64, datetime(2026, 1, 1, tzinfo=UTC), key=url)

    def forget(self, response):
        self.forgotten.append(response.url)


def test_what_a_row_knows_is_not_asked_about(world):
    client = FakeClient(FakeService(CLARION))
    assert UnknownNames(world, client).look_up("Orvinform").outlet == "orvinform"
    assert client.options == []


def test_an_answer_is_kept_for_months_and_marked(world):
    client = FakeClient(FakeService(CLARION))
    assert UnknownNames(world, client).look_up("Harbour Clarion").unverified == "Wikidata Q990010"
    assert {options["cache"] for options in client.options} == {"past"}


@pytest.mark.parametrize(
    ("client", "said"),
    [
        pytest.param(FakeClient(FakeService(CLARION), status=429), "HTTP 429", id="refused"),
        pytest.param(FakeClient(FakeService(), silent="no byte for 60 s"), "no byte for 60 s", id="time-out"),
        pytest.param(FakeClient(FakeService(faults=[("search", b"<html>")])), "no data", id="page"),
    ],
)
def test_a_refusal_is_told(world, client, said):
    answer = UnknownNames(world, client).look_up("Harbour Clarion")
    assert answer.answer == "unknown"
    assert said in answer.remark


def test_an_error_page_is_not_kept(world):
    client = FakeClient(FakeService(faults=[("search", b"<html>")]))
    UnknownNames(world, client).look_up("Harbour Clarion")
    assert len(client.forgotten) == 1


def test_suggestions_of_the_registry_stay(world):
    answer = UnknownNames(world, FakeClient(FakeService())).look_up("Steppe Daily Moniter")
    assert [candidate.outlet_name for candidate in answer.candidates] == ["Steppe Daily Monitor"]
    assert answer.remark == "Wikidata knows no outlet of this name"


@pytest.fixture
def reading(world):
    text = "Nine people were held in Tavda on Monday (Harbour Clarion, October 22, 2013).\n"
    return read_article(read_bytes(text.encode(), source="a.txt"), world)


def resolved(reading, world, client):
    from provenance.candidates.settings import FindSettings

    unknown = UnknownNames(world, client)
    (found,) = resolve(reading, world, [], FindSettings(), unknown=unknown)
    return found.resolution


def test_the_report_says_what_an_outlet_rests_on(reading, world):
    assert resolved(reading, world, FakeClient(FakeService(CLARION))).outlet_from == "Wikidata Q990010, unverified"


def test_the_report_says_that_nobody_could_be_asked(world, tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.pipeline.desk.open_registry", lambda *_, **__: world)
    from provenance.config import load_settings

    flags = {"outlets": {"wikidata": True}, "net": {"offline": True}}
    settings = load_settings(None, environment={}, flags=flags)
    text = "Nine people were held in Tavda on Monday (Harbour Clarion, October 22, 2013).\n"
    options = {"as_of": date(2026, 1, 1), "cache_dir": tmp_path, "clock": lambda: 0.0, "sleep": lambda _: None}
    with open_desk(settings, **options) as desk:
        audit = audit_document(read_bytes(text.encode(), source="a.txt"), desk)
    (resolution,) = audit.resolutions
    assert resolution.outcome == "not_tried"
    assert "Wikidata could not be asked" in resolution.explanation
    with open_desk(settings, **options, private=True) as desk:
        assert desk.unknown is None


def test_the_look_up_command_asks_only_when_told(tmp_path, monkeypatch, capsys, world):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROVENANCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PROVENANCE_NET__OFFLINE", "true")
    monkeypatch.setattr("provenance.pipeline.open_registry", lambda *_, **__: world, raising=False)
    monkeypatch.setattr("provenance.pipeline.desk.open_registry", lambda *_, **__: world)
    remarks = []
    for arguments in ([], ["--wikidata"]):
        assert run(["outlets", "lookup", "Harbour Clarion", "--format", "json", *arguments]) == 0
        remarks.append(json.loads(capsys.readouterr().out)["remark"])
    assert remarks[0] is None
    assert remarks[1].startswith("Wikidata could not be asked (www.wikidata.org was not asked: offline")


def test_a_users_row_is_named_in_the_report(registry_with):
    mine = '[[outlet]]\nid = "clarion"\nname = "Harbour Clarion"\nkind = "newspaper"\ndomains = ["clarion.example"]\n'
    registry = registry_with("/home/someone/mine.toml", mine)
    assert registry.look_up("Harbour Clarion").user_file == "/home/someone/mine.toml"
    assert registry.look_up("Orvinform").user_file is None
    text = "Nine were held (Harbour Clarion, October 22, 2013). Ten were held (Orvinform, October 22, 2013).\n"
    reading = read_article(read_bytes(text.encode(), source="a.txt"), registry)
    from provenance.candidates.settings import FindSettings

    found = resolve(reading, registry, [], FindSettings())
    assert [one.resolution.outlet_from for one in found] == ["your mine.toml", None]
