"""Importers: made-up files in the formats of public lists (synthetic), and the lists themselves where they are at hand."""

import csv
import json
import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from outlets_world import WORLD, source

from provenance.catalog.registry import SourceFile
from provenance.cli.main import run
from provenance.errors import CatalogError
from provenance.outlets import read_registry
from provenance.outlets.updates import as_file, query_address, read_journals, read_perennial, read_state_media, read_wikidata

MATRIX = (
    "Region,Country,Media company,Main assets,URL,Typology\n"
    "Asia,Orvenia,Orvinform Holding,Orvinform,https://orvinform.example/en/,SC\n"
    'Asia,Orvenia,Radio Union,"Prichal, the Radio",http://prichal-radio.example,IP\n'
    "Asia,Orvenia,Nobody,,http://nobody.example,SC\n"
    "Asia,Orvenia,Odd,Odd Paper,http://odd.example,??\n"
    "Asia,Orvenia,Page,Page Alone,https://www.facebook.com/pagealone,SC\n"
)
PERENNIAL = "\n".join(
    json.dumps(row)
    for row in [
        {"name": "Orvinform", "status": "gu", "rsp_last": "2020", "domain": "orvinform.example"},
        {
            "name": "Orvinform",
            "status": "nc",
            "rsp_last": "2014",
            "domain": "orvinform.example",
            "name_qualifier": "(before 2014)",
        },
        {"name": "Undated Paper", "status": "gr", "rsp_last": "", "domain": "undated.example"},
        {"name": "Odd Paper", "status": "zz", "rsp_last": "2020", "domain": "odd.example"},
    ]
)
JOURNALS = '"Annals of Harbours","Ann. Harb.","AH"\n"Alone"\n"Wave, and Tide","Wave Tide",""\n'


def _cell(value, **more):
    return {"type": "literal", "value": value, **more}


def sparql(*rows):
    bindings = [{field: _cell(value) for field, value in row.items()} for row in rows]
    return json.dumps({"head": {}, "results": {"bindings": bindings}}).encode()


ITEM = {"o": "http://www.wikidata.org/entity/Q999999999", "class": "http://www.wikidata.org/entity/Q192283"}
ANSWER = sparql(
    ITEM
    | {
        "name": "Orvinform",
        "lang": "en",
        "site": "http://www.orvinform.example/",
        "since": "2012-03-01T00:00:00Z",
        "born": "1990-01-01T00:00:00Z",
    },
    ITEM | {"name": "ОрвИнформ-ТВ", "lang": "ru", "site": "http://old-orvinform.example", "until": "2003-01-01T00:00:00Z"},
    ITEM | {"name": "ОрвИнформ-ТВ", "lang": "ru", "site": "https://t.me/orvinform"},
    {"o": "http://www.wikidata.org/entity/Q999999998", "name": "", "site": "http://nameless.example"},
)


def test_control_is_dated_and_attributed():
    imported = read_state_media(MATRIX.encode(), date="2024-02-07")
    assert [row["name"] for row in imported.rows] == ["Orvinform", "Prichal, the Radio", "Page Alone"]
    assert imported.skipped == 2
    first, second, third = imported.rows
    assert first["control"] == [{"value": "state", "source": "State Media Matrix", "date": 2024}]
    assert second["control"][0]["value"] == "public"
    assert "domains" not in third


def test_ratings_keep_scope_date_and_licence():
    imported = read_perennial(PERENNIAL.encode(), date="2026-04-19")
    assert (imported.licence, imported.skipped) == ("CC BY-SA 4.0", 2)
    (row,) = imported.rows
    assert [(rating["value"], rating["date"]) for rating in row["ratings"]] == [
        ("generally unreliable", "2026-04-19"),
        ("no consensus", "2026-04-19"),
    ]
    assert "(before 2014)" in row["ratings"][1]["scope"]


def test_journals_are_names_alone():
    imported = read_journals(JOURNALS.encode(), date="2026-06-23")
    assert [(row["name"], row["names"], row["kind"]) for row in imported.rows] == [
        ("Annals of Harbours", ["Ann. Harb."], "journal"),
        ("Wave, and Tide", ["Wave Tide"], "journal"),
    ]
    assert imported.skipped == 1


def test_wikidata_keeps_ended_sites_and_their_years():
    imported = read_wikidata(ANSWER, country="RU", date="2026-11-01")
    (row,) = imported.rows
    assert imported.skipped == 1
    assert (row["id"], row["qid"], row["kind"], row["born"]) == ("wd-q999999999", "Q999999999", "wire", 1990)
    assert [(domain["host"], domain.get("from"), domain.get("to")) for domain in row["domains"]] == [
        ("orvinform.example", 2012, None),
        ("old-orvinform.example", None, 2003),
    ]


@pytest.mark.parametrize(
    ("read", "data", "why"),
    [
        pytest.param(
            lambda data: read_wikidata(data, country="RU", date="2026"),
            b"<!DOCTYPE html><h1>502</h1>",
            "web page",
            id="error page",
        ),
        pytest.param(
            lambda data: read_wikidata(data, country="RU", date="2026"), b'{"error": 1}', "not a SPARQL result", id="other JSON"
        ),
        pytest.param(
            lambda data: read_wikidata(data, country="RU", date="2026"), b'{"results": {"bind', "not a SPARQL result", id="cut"
        ),
        pytest.param(
            lambda data: read_wikidata(data, country="RU", date="2026"), b"[" * 99999, "not a SPARQL result", id="deep"
        ),
        pytest.param(lambda data: read_state_media(data, date="2024"), b"a,b\n1,2\n", "no column", id="another table"),
        pytest.param(lambda data: read_state_media(data, date="2024"), b"\xff\xfe\x00", "not UTF-8", id="another encoding"),
        pytest.param(lambda data: read_journals(data, date="2024"), b"<html>", "web page", id="page for journals"),
        pytest.param(lambda data: read_perennial(data, date="2024"), b"<html>", "web page", id="page for ratings"),
    ],
)
def test_what_is_no_list_is_said_to_be_none(read, data, why):
    with pytest.raises(CatalogError, match=why):
        read(data)


def test_the_query_asks_statements_and_stays_in_one_country():
    query = parse_qs(urlsplit(query_address("KZ")).query)["query"][0]
    assert 'wdt:P297 "KZ"' in query
    assert "p:P856" in query
    assert "pq:P582" in query
    assert "wdt:P856" not in query
    with pytest.raises(CatalogError, match="two capital letters"):
        query_address('KZ" }')


def test_imported_rows_rank_below_shipped_ones():
    files = [
        SourceFile("wikidata.json", as_file(read_wikidata(ANSWER, country="RU", date="2026-11-01")).encode()),
        SourceFile("matrix.json", as_file(read_state_media(MATRIX.encode(), date="2024-02-07")).encode()),
        SourceFile("ratings.json", as_file(read_perennial(PERENNIAL.encode(), date="2026-04-19")).encode()),
    ]
    registry = read_registry([source(WORLD)], files)
    assert registry.problems == ()
    assert dict(registry.user_rows) == {}
    answer = registry.look_up("Orvinform")
    assert answer.outlet == "orvinform"
    row = registry.outlet("orvinform")
    assert (row.kind, row.country, row.born, row.qid) == ("wire", "RU", 1990, "Q999999999")
    hosts = [(domain.host, domain.since, domain.until) for domain in row.domains]
    assert hosts[:2] == [("orvinform-news.example", 1996, 2012), ("orvinform.example", 2012, None)]
    assert hosts[-1] == ("old-orvinform.example", None, 2003)
    assert [control.source for control in row.control] == ["State Media Matrix"]
    assert len(row.ratings) == 2
    assert registry.look_up("ОрвИнформ-ТВ").outlet == "orvinform"
    assert registry.look_up("Prichal, the Radio").outlet.startswith("smm-")


def test_the_command_makes_a_file_that_loads(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROVENANCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    (tmp_path / "matrix.csv").write_text(MATRIX, encoding="utf-8")
    assert run(["outlets", "update", "state-media", "--from", "matrix.csv", "--date", "2024-02-07"]) == 0
    assert "3 rows of State Media Matrix (MIT), 2 skipped" in capsys.readouterr().err
    assert run(["outlets", "lookup", "Prichal, the Radio", "--outlets", "state-media.json", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["domains"][0]["host"] == "prichal-radio.example"
    assert run(["outlets", "update", "wikidata"]) == 2
    assert "--country" in capsys.readouterr().err
    assert run(["outlets", "update", "journals"]) == 2
    assert "--from FILE" in capsys.readouterr().err


@pytest.fixture(scope="module")
def raw():
    shared = os.environ.get("PROVENANCE_SHARED")
    if not shared:
        pytest.skip("PROVENANCE_SHARED is unset: the public lists are not here")
    return Path(shared) / "outlets" / "raw"


def test_the_lists_themselves_are_read(raw):
    matrix = read_state_media((raw / "asd-state-media-profiles" / "State_Media_Matrix.csv").read_bytes(), date="2024-02-07")
    assert len(matrix.rows) > 1000
    assert matrix.skipped < 20
    ratings = read_perennial((raw / "wikipedia-rsp-2026" / "sources.jsonl").read_bytes(), date="2026-04-19")
    assert len(ratings.rows) > 400
    path = raw / "jabref-abbrv" / "journal_abbreviations_general.csv"
    journals = read_journals(path.read_bytes(), date="2026-06-23")
    with path.open(encoding="utf-8", newline="") as file:
        assert len(journals.rows) > 0.95 * sum(1 for _ in csv.reader(file))
