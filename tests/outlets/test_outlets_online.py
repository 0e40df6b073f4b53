"""Names that no row knows, put to Wikidata: what it says, and what its silence does not."""

import json
import os
from pathlib import Path

import pytest
from wikidata_world import BELOW, NEWSPAPER, OTHER_CLASS, FakeService, entity, statement

from provenance.model.dates import parse_date
from provenance.outlets.online import Wikidata

DAY = parse_date("2013-10-22")
NAME = "Harbour Clarion"
CLARION = entity(
    "Q990010",
    labels={"en": NAME, "uk": "Портовий Горн"},
    sites=[
        statement("https://www.clarion.example/", since=2010),
        statement("http://old-clarion.example/index.html", until=2010, rank="deprecated"),
    ],
    country="Q990100",
)
FILM = entity("Q990011", labels={"en": NAME}, classes=[OTHER_CLASS], sites=["https://film.example"])
NAMESAKE = entity("Q990012", labels={"en": NAME}, sites=["https://clarion.test"], country="Q990101")
LANDS = (
    entity("Q990100", labels={"en": "Sarnik"}, classes=[OTHER_CLASS], iso="XS"),
    entity("Q990101", labels={"en": "Orvia"}, classes=[OTHER_CLASS], iso="XO"),
)


def asked(*entities, name=NAME, on=DAY, **context):
    return Wikidata(FakeService(*entities)).look_up(name, on=on, **context)


def test_one_outlet_of_that_name_is_taken_and_marked():
    answer = asked(CLARION, name="harbour clarion")
    assert (answer.answer, answer.outlet, answer.outlet_name, answer.rule) == ("outlet", None, NAME, "wikidata")
    assert answer.unverified == "Wikidata Q990010"
    hosts = [(domain.host, domain.since, domain.until, domain.on_date) for domain in answer.domains]
    assert hosts == [("clarion.example", 2010, None, True), ("old-clarion.example", None, 2010, False)]


def test_the_old_site_comes_first_for_an_old_day():
    answer = asked(CLARION, on=parse_date("2005-01-02"))
    assert [domain.host for domain in answer.domains] == ["old-clarion.example", "clarion.example"]


def test_the_articles_language_is_asked_first_and_the_next_only_if_it_knows_nothing():
    service = FakeService(CLARION)
    assert Wikidata(service).look_up("Портовий Горн", on=DAY, language="uk").outlet_name == "Портовий Горн"
    assert ["language=uk" in address for address in service.asked] == [True, False]
    service = FakeService(CLARION)
    assert Wikidata(service).look_up(NAME, on=DAY, language="ka").outlet_name == NAME
    assert ["language=ka" in address for address in service.asked] == [True, False, False]


def test_what_is_no_medium_is_left_out_by_the_classes_asked_for_once():
    service = FakeService(CLARION, FILM)
    assert Wikidata(service).look_up(NAME, on=DAY).unverified == "Wikidata Q990010"
    assert sum("sparql" in address for address in service.asked) == 1


def test_a_class_below_newspaper_counts():
    weekly = entity("Q990013", labels={"en": "Tavda Weekly Horn"}, classes=[BELOW], sites=["https://horn.example"])
    assert asked(weekly, name="Tavda Weekly Horn").unverified == "Wikidata Q990013"
    assert Wikidata(FakeService(weekly, below=())).look_up("Tavda Weekly Horn").answer == "unknown"


def test_namesakes_are_candidates_and_a_country_decides():
    answer = asked(CLARION, NAMESAKE)
    assert answer.answer == "ambiguous"
    assert [candidate.outlet for candidate in answer.candidates] == ["Q990010", "Q990012"]
    assert asked(CLARION, NAMESAKE, *LANDS, country="XO").unverified == "Wikidata Q990012"
    assert asked(CLARION, NAMESAKE, *LANDS, country="XZ").answer == "ambiguous"


def test_an_everyday_word_is_never_certain():
    answer = asked(CLARION, common=True)
    assert (answer.answer, answer.domains) == ("ambiguous", ())
    assert "everyday" in answer.candidates[0].why


@pytest.mark.parametrize(
    ("years", "known"),
    [
        pytest.param({"ended": 2009}, False, id="ended before"),
        pytest.param({"born": 2015}, False, id="began after"),
        pytest.param({"born": 1990, "ended": 2014}, True, id="in being"),
        pytest.param({"ended": 2013}, True, id="ended that year"),
    ],
)
def test_the_day_must_lie_in_its_life(years, known):
    paper = entity("Q990014", labels={"en": "Orvia Courier"}, sites=["https://courier.example"], **years)
    assert (asked(paper, name="Orvia Courier").answer == "outlet") is known


def test_platforms_archives_and_blank_values_are_nobodys_site():
    sites = ["https://facebook.com/orvia", "https://web.archive.org/x", statement(None, kind="somevalue")]
    paper = entity("Q990015", labels={"en": "Orvia Courier"}, sites=sites)
    assert asked(paper, name="Orvia Courier").answer == "unknown"


def test_a_merged_item_is_read_under_its_new_id():
    hits = json.dumps({"search": [{"id": "Q990016", "label": NAME}]}).encode()
    service = FakeService(faults=[("wbsearchentities", hits)])
    service.entities["Q990016"] = CLARION
    assert Wikidata(service).look_up(NAME).unverified == "Wikidata Q990010"


def test_a_name_of_many_things_is_not_read_one_by_one():
    service = FakeService(*(entity(f"Q99002{n}", labels={"en": "Horn"}, sites=["https://horn.example"]) for n in range(7)))
    answer = Wikidata(service).look_up("Horn")
    assert (answer.answer, len(answer.candidates), len(service.asked)) == ("unknown", 7, 1)


def test_nothing_of_that_name_is_said_so():
    answer = asked(CLARION, name="Unheard Of")
    assert (answer.answer, answer.remark) == ("unknown", "Wikidata knows no outlet of this name")


@pytest.mark.parametrize("where", ["wbsearchentities", "Special:EntityData", "sparql"])
@pytest.mark.parametrize(
    ("fault", "said", "rejected"),
    [
        pytest.param("it answered with HTTP 429", "HTTP 429", False, id="refused"),
        pytest.param("no byte for 60 s", "no byte for 60 s", False, id="time-out"),
        pytest.param(b"<!DOCTYPE html><title>Wikimedia Error</title>", "no data", True, id="page"),
        pytest.param(b'{"error":{"code":"maxlag","info":"Waiting"}}', "maxlag", True, id="error"),
        pytest.param(b'{"entities":', "no data", True, id="cut"),
        pytest.param(b"[]", "no data", True, id="other data"),
        pytest.param(b'{"search":[7],"entities":{"Q1":7},"results":{"bindings":[7]}}', "no data", True, id="odd data"),
        pytest.param(b"[" * 100_000, "no data", True, id="deep"),
    ],
)
def test_silence_is_not_absence(where, fault, said, rejected):
    service = FakeService(CLARION, FILM, faults=[(where, fault)])
    answer = Wikidata(service).look_up(NAME, on=DAY)
    assert answer.answer == "unknown"
    assert answer.remark.startswith("Wikidata could not be asked")
    assert said in answer.remark
    assert bool(service.rejected) is rejected


def test_only_the_name_is_sent():
    service = FakeService(CLARION, FILM, NAMESAKE, *LANDS)
    Wikidata(service).look_up(NAME, on=DAY, country="XS", language="uk")
    assert len(service.asked) > 3
    assert not any("2013" in address or "XS" in address for address in service.asked)


RECORDED = sorted(Path(os.environ.get("PROVENANCE_SHARED", "/nowhere"), "recordings", "wikidata").glob("Q*.json"))


@pytest.mark.skipif(not RECORDED, reason="PROVENANCE_SHARED names no folder of recordings")
@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_recorded_items_are_read(path):
    (read,) = json.loads(path.read_bytes())["entities"].values()
    label = read["labels"]["en"]["value"]
    hits = json.dumps({"search": [{"id": path.stem, "label": label}]}).encode()
    service = FakeService(below=[NEWSPAPER], faults=[("wbsearchentities", hits), ("EntityData", path.read_bytes())])
    answer = Wikidata(service).look_up(label)
    assert answer.remark == "Wikidata knows no outlet of this name"  # a film, a language, a person
    assert service.rejected == []
