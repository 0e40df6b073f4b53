"""The shipped rows: they load without a remark, and each says what it rests on."""

import re
from collections import Counter
from importlib.resources import files

import pytest
from outlets_world import WORLD, source

from provenance.catalog.registry import core_files, outlet_of, read_rows, shared_names
from provenance.outlets import load_registry, read_registry
from provenance.outlets.upkeep import review

UNREAD = "general knowledge, unverified"
SHARED_IN_WORLD = frozenset({"Svet", "Vlast", "The Nation", "Al-Hayatna", "Azadlıq", "Channel 5", "APA", "Satellite News"})
FOLDER = files("provenance.catalog") / "outlets"


@pytest.fixture(scope="module")
def core():
    return load_registry()


@pytest.fixture(scope="module")
def rows():
    return [(raw, outlet_of(raw)) for file in core_files() for raw in read_rows(file)[0]]


def qids_read():
    text = (FOLDER / "qids.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^Q\d+", text, re.MULTILINE))


def test_the_shipped_rows_give_no_problem_at_start(core):
    assert core.problems == ()
    assert len(core) > 250


def test_no_row_contradicts_another():
    sources = core_files()
    assert review(sources, shared=shared_names(sources), qids=qids_read()) == ()


def test_ids_are_unique_over_all_files(rows):
    twice = [id for id, count in Counter(outlet.id for _, outlet in rows).items() if count > 1]
    assert twice == []


def test_a_year_that_rests_on_nothing_read_is_not_sure(rows):
    wrong = [
        f"{raw.label}, domain {domain.host}"
        for raw, outlet in rows
        for domain in outlet.domains
        if domain.sure and (domain.since or domain.until) and (domain.ref or "").startswith(UNREAD)
    ]
    assert wrong == []
    unread = [
        raw.label
        for raw, outlet in rows
        if outlet.refs == (UNREAD,)
        for d in outlet.domains
        if d.sure and (d.since or d.until) and not d.ref
    ]
    assert unread == []


def test_every_domain_leads_back_to_its_outlet(core, rows):
    asked = 0
    for _, outlet in rows:
        for domain in outlet.domains:
            answer = core.look_up(domain.host + domain.path)
            asked += 1
            assert answer.answer in ("outlet", "ambiguous"), outlet.id
            assert answer.rule in ("host", "platform"), outlet.id
            assert answer.outlet is not None or answer.candidates, outlet.id
    assert asked > 300


def test_every_name_leads_back_to_its_outlet_or_to_several(core, rows):
    asked = 0
    for _, outlet in rows:
        for text in (outlet.name, *(name.text for name in outlet.names if not name.needs)):
            answer = core.look_up(text)
            asked += 1
            found = {answer.outlet} | {candidate.outlet for candidate in answer.candidates}
            assert outlet.id in found or answer.rule == "host", f"{outlet.id}: {text!r} gives {answer}"
    assert asked > 700


def test_a_qid_that_nobody_read_is_found_out():
    text = WORLD + 'qid = "Q1"\n'
    (remark,) = review([source(text)], shared=SHARED_IN_WORLD, qids=frozenset())
    assert "world.toml" in remark
    assert "field 'qid': Q1 is not among the ids that were read" in remark
    assert review([source(text)], shared=SHARED_IN_WORLD, qids=frozenset({"Q1"})) == ()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param('name = "B"\nkind = "blog"\nrefs = []', "field 'refs': what does the row rest on", id="no ref"),
        pytest.param('name = "B"\nkind = "blog"\nparent = "b"', "field 'parent'", id="its own parent"),
        pytest.param('name = "B"\nkind = "blog"\nsuccessor = "nobody"', "field 'successor'", id="successor that is not there"),
        pytest.param(
            'name = "B"\nkind = "monitor"\nmonitors = ["nobody"]', "field 'monitors'", id="monitored that is not there"
        ),
        pytest.param('name = "B"\nkind = "blog"\nweb = "no"\ndomains = ["b.example"]', "field 'web'", id="no web and domains"),
        pytest.param('name = "?!"\nkind = "blog"', "field 'name'", id="name without letters"),
        pytest.param(
            'name = "Orvinform"\nkind = "blog"', "field 'names': 'orvinform' is also a name of orvinform", id="name of another"
        ),
        pytest.param(
            'name = "B"\nkind = "blog"\ndomains = ["b.example", "b.example"]',
            "field 'domains': b.example stands twice",
            id="host twice",
        ),
    ],
)
def test_a_remark_names_file_row_and_field(row, why):
    text = f'[defaults]\nrefs = ["seen"]\n[[outlet]]\nid = "b"\n{row}\n'
    (remark,) = review([source(WORLD), source(text, "b.toml")], shared=SHARED_IN_WORLD)
    assert remark.startswith("b.toml, row 1 (b), ")
    assert why in remark


def test_two_rows_of_one_outlet_are_one():
    text = """
[[outlet]]
id = "orvin"
name = "Orvinform"
names = ["Orvin Agency"]
domains = [{ host = "www2.orvinform.example", from = 2015 }, "orvin.example"]
kind = "wire"
timezone = "Europe/Moscow"
refs = ["seen"]
"""
    sources = [source(WORLD), source(text, "more.toml")]
    remarks = review(sources, shared=SHARED_IN_WORLD | {"Orvinform"})
    registry = read_registry(sources)
    assert len(remarks) == 1
    assert "more.toml, row 1 (orvin), field 'id': it is 'orvinform'" in remarks[0]
    assert registry.look_up("Orvin Agency").outlet == registry.look_up("Orvinform").outlet == "orvinform"
    assert registry.look_up("orvin.example").outlet == "orvinform"
    assert registry.outlet("orvinform").timezone == "Europe/Moscow"
    assert registry.outlet("orvin") is None


def test_a_users_row_is_never_united_with_a_shipped_one():
    mine = '[[outlet]]\nid = "mine"\nname = "Orvinform"\ndomains = ["orvinform.example"]\nkind = "wire"\n'
    registry = read_registry([source(WORLD)], [source(mine, "mine.toml")])
    assert registry.look_up("Orvinform").answer == "ambiguous"
    assert registry.outlet("mine") is not None
