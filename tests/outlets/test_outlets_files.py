"""Users' own files: what they change, and what a bad row costs - itself."""

import json
from pathlib import Path

import pytest

from provenance.catalog.registry import FIELDS, outlet_of, read_rows, user_file
from provenance.errors import CatalogError
from provenance.outlets import load_registry
from provenance.outlets.hosts import is_host

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NEW = '[[outlet]]\nid = "gazeta-x"\nname = "Gazeta X"\nkind = "newspaper"\ndomains = ["gazetax.example"]\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("mine.toml", NEW, id="toml"),
        pytest.param(
            "mine.json",
            json.dumps([{"id": "gazeta-x", "name": "Gazeta X", "kind": "newspaper", "domains": ["gazetax.example"]}]),
            id="json list",
        ),
        pytest.param(
            "mine.json",
            json.dumps(
                {
                    "outlet": [
                        {"id": "gazeta-x", "name": "Gazeta X", "kind": "newspaper", "domains": [{"host": "gazetax.example"}]}
                    ]
                }
            ),
            id="json table",
        ),
        pytest.param("mine.csv", "id,name,kind,domain\ngazeta-x,Gazeta X,newspaper,gazetax.example\n", id="csv"),
        pytest.param(
            "mine.csv",
            "\ufeffid,name,kind,names,domain\r\ngazeta-x,Gazeta X,newspaper,GX Daily|Газета Икс,gazetax.example\r\n",
            id="csv of a spreadsheet",
        ),
    ],
)
def test_the_same_row_in_every_format(registry_with, name, text):
    registry = registry_with(name, text)
    assert registry.problems == ()
    answer = registry.look_up("Gazeta X")
    assert (answer.outlet, [domain.host for domain in answer.domains]) == ("gazeta-x", ["gazetax.example"])
    assert dict(registry.user_rows) == {"gazeta-x": name}
    if "GX Daily" in text:
        assert registry.look_up("Газета Икс").outlet == registry.look_up("GX Daily").outlet == "gazeta-x"


def test_a_known_id_replaces_only_the_fields_it_gives(registry_with):
    text = '[defaults]\ncountry = "XX"\nlanguages = ["fr"]\n[[outlet]]\nid = "orvinform"\ndomains = ["mine.example"]\n'
    registry = registry_with("mine.toml", text)
    assert registry.problems == ()
    row = registry.outlet("orvinform")
    assert [domain.host for domain in row.domains] == ["mine.example"]
    assert (row.name, row.country, row.kind, row.languages) == ("Orvinform", "RU", "wire", ("ru",))
    assert registry.look_up("OIA").outlet == "orvinform"
    assert registry.look_up("orvinform.example").outlet is None
    assert dict(registry.user_rows) == {"orvinform": "mine.toml"}


def test_a_new_row_with_a_known_name_makes_it_ambiguous_unless_it_overrides(registry_with):
    row = '[[outlet]]\nid = "mine"\nname = "Orvinform"\nkind = "site"\ndomains = ["mine.example"]\n'
    shared = registry_with("mine.toml", row).look_up("Orvinform")
    assert (shared.answer, {candidate.outlet for candidate in shared.candidates}) == ("ambiguous", {"orvinform", "mine"})
    assert registry_with("mine.toml", row + "override = true\n").look_up("Orvinform").outlet == "mine"


BAD = [
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\nnaems = ["C"]', "b", "'naems'", "did you mean 'names'", id="unknown field"
    ),
    pytest.param('id = "b"\nname = "B"\nkind = "paper"', "b", "'kind'", "newspaper", id="wrong kind"),
    pytest.param('id = "b"\nkind = "blog"', "b", "'name'", "missing", id="no name"),
    pytest.param('name = "B"\nkind = "blog"', "no id", "'id'", "missing", id="no id"),
    pytest.param("id = 3\nname = 'B'\nkind = 'blog'", "3", "'id'", "string", id="id is a number"),
    pytest.param('id = "B b"\nname = "B"\nkind = "blog"', "B b", "'id'", "lower-case", id="id with capitals"),
    pytest.param('id = "gazeta-x"\nname = "B"\nkind = "blog"', "gazeta-x", "'id'", "taken", id="id twice"),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ndomains = ["https://b.example/"]',
        "b",
        "'domains.0.host'",
        "without https",
        id="address for a host",
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ndomains = [{ host = "b.example", from = 2010, to = 2001 }]',
        "b",
        "'domains.0'",
        "before it begins",
        id="years the wrong way round",
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ndomains = [{ hots = "b.example" }]',
        "b",
        "'domains.0",
        "missing",
        id="unknown field of a domain",
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ncountry = "Russia"', "b", "'country'", "two capital letters", id="country by name"
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\nborn = 2010\nended = 2000',
        "b",
        "'ended'",
        "before it begins",
        id="ended before it began",
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\nparent = "nobody"',
        "b",
        "'parent'",
        "no outlet 'nobody'",
        id="parent that is not there",
    ),
    pytest.param('id = "b"\nname = "B"\nkind = "blog"\ndomains = ["t.me"]', "b", "'domains.host'", "platform", id="a platform"),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ndomains = ["livejournal.com"]',
        "b",
        "'domains.host'",
        "platform",
        id="a platform of hosts",
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ndomains = ["web.archive.org"]',
        "b",
        "'domains.host'",
        "other people",
        id="an archive",
    ),
    pytest.param(
        'id = "b"\nname = "B"\nkind = "blog"\ndomains = ["b.nosuchsuffix"]',
        "b",
        "'domains.host'",
        "public suffix",
        id="no suffix",
    ),
]


@pytest.mark.parametrize(("row", "label", "field", "why"), BAD)
def test_a_bad_row_costs_itself_and_one_line(registry_with, row, label, field, why):
    registry = registry_with("mine.toml", f"{NEW}\n[[outlet]]\n{row}\n")
    (line,) = registry.problems
    assert line.startswith("could not ")
    assert f"mine.toml, row 2 ({label})" in line
    assert field in line
    assert why in line
    assert "\n" not in line
    assert registry.look_up("Gazeta X").outlet == "gazeta-x"
    assert registry.look_up("Orvinform").outlet == "orvinform"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        pytest.param("mine.toml", "[[outlet]\n", "line 1", id="toml"),
        pytest.param("mine.toml", "<html><body>502</body></html>", "not TOML", id="html for toml"),
        pytest.param("mine.json", '{"outlet": [', "line 1", id="json"),
        pytest.param("mine.json", "3", "neither a list nor a table", id="json number"),
        pytest.param("mine.json", "[" * 100_000, "not JSON", id="json too deep"),
        pytest.param("mine.csv", 'id,name\n"a,b', "not CSV", id="csv"),
        pytest.param("mine.toml", "outlet = 3", "list of tables", id="outlet is a number"),
    ],
)
def test_a_file_that_is_broken_as_a_whole_costs_itself(registry_with, name, text, why):
    registry = registry_with(name, text)
    (line,) = registry.problems
    assert name in line
    assert why in line
    assert len(registry) > 30


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        pytest.param("mine.toml", f"{NEW}[outlets]\na = 1\n", "'outlets'", id="unknown table"),
        pytest.param("mine.toml", f"[defaults]\nborn = 1\n{NEW}", "'born'", id="default that can't be given"),
        pytest.param(
            "mine.json", '[3, {"id": "gazeta-x", "name": "Gazeta X", "kind": "newspaper"}]', "row 1", id="row that is no table"
        ),
        pytest.param("mine.csv", "id,name,kind\nb,B\ngazeta-x,Gazeta X,newspaper\n", "too few cells", id="too few cells"),
        pytest.param(
            "mine.csv", "id,name,kind\nb,B,blog,x,y\ngazeta-x,Gazeta X,newspaper\n", "too many cells", id="too many cells"
        ),
        pytest.param(
            "mine.csv", "id,name,kind,cuontry\ngazeta-x,Gazeta X,newspaper,RU\n", "did you mean 'country'", id="unknown column"
        ),
        pytest.param(
            "mine.csv", "id,name,kind,control\ngazeta-x,Gazeta X,newspaper,state\n", "'control'", id="column that is a table"
        ),
    ],
)
def test_the_rest_of_the_file_still_loads(registry_with, name, text, why):
    registry = registry_with(name, text)
    (line,) = registry.problems
    assert name in line
    assert why in line
    assert registry.look_up("Gazeta X").outlet == "gazeta-x"


def test_a_file_that_is_not_there_stops_with_a_line(tmp_path):
    with pytest.raises(CatalogError, match=r"could not read the outlets file .*none\.toml: No such file"):
        load_registry([tmp_path / "none.toml"])


def test_the_example_of_the_readme_loads():
    rows, problems = read_rows(user_file(EXAMPLES / "outlets.toml"))
    assert problems == ()
    assert len(rows) == 11
    for row in rows:
        assert all(is_host(domain.host) for domain in outlet_of(row).domains)


def test_fields_are_written_as_in_files():
    assert {"from", "to", "host", "names", "override"} <= set(FIELDS)
    assert not {"since", "until"} & set(FIELDS)
