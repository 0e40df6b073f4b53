"""A user's rows laid over a built index give the index that building everything anew gives."""

import pytest
from outlets_world import WORLD, source

from provenance.outlets.overlay import Over, with_users
from provenance.outlets.registry import Registry, _read, _Reader

NEW = '[[outlet]]\nid = "mine"\nname = "{}"\nkind = "newspaper"\ncountry = "XO"\n{}'

FILES = [
    pytest.param(NEW.format("Zyxwvut Gazeta", 'domains = ["zyx.example"]'), id="a new outlet"),
    pytest.param(NEW.format("Vlast", ""), id="a name that others bear"),
    pytest.param(NEW.format("Orvinform", "override = true"), id="a name taken over"),
    pytest.param(
        NEW.format("Орвинформ", 'domains = ["orvinform.example", "orvinform.org"]'), id="a name and a host of another"
    ),
    pytest.param(NEW.format("Far Radio Tuva", 'parent = "far-radio"\nlanguages = ["tg"]'), id="another service"),
    pytest.param('[[outlet]]\nid = "orvinform"\nnames = ["Orvin"]\n', id="other names for a shipped row"),
    pytest.param('[[outlet]]\nid = "orvinform"\nname = "The Harbour Daily"\n', id="a shipped row under the name of another"),
    pytest.param('[[outlet]]\nid = "harbour-daily"\ndomains = ["harbour.example"]\n', id="other hosts for a shipped row"),
    pytest.param('[[outlet]]\nid = "islewave-russian"\nlanguages = ["uk"]\n', id="a service that changed its language"),
    pytest.param('ignore = ["Vlast", "Orvinform", "nobody"]\n', id="names that are none"),
    pytest.param('ignore = ["Orvinform"]\n' + NEW.format("Orvinform", ""), id="a name that is none, and a row of it"),
    pytest.param(NEW.format("A", 'domains = ["facebook.com", "x y"]'), id="bad domains"),
    pytest.param(NEW.format("A", 'domains = ["facebook.com"]\nparent = "nobody"'), id="a bad domain and parent"),
    pytest.param(NEW.format("A", "naems = []"), id="a bad field"),
    pytest.param("[[outlet]]\n", id="an empty row"),
    pytest.param(NEW.format("A", "") + "\n" + NEW.format("B", ""), id="an id twice"),
    pytest.param("not TOML", id="no file of rows"),
    pytest.param("", id="an empty file"),
]
TABLES = ("keys", "hosts", "services", "phrases", "rows", "users", "ignored", "countries", "everyday")


def laid_over(world, *files):
    reader = _Reader(world._index)
    for file in files:
        reader.read(file, user=True)
    index, problems = with_users(world._index, tuple(reader.rows.values()), reader.ignored)
    return index, (*reader.problems, *problems)


@pytest.mark.parametrize("text", FILES)
def test_the_overlay_is_the_whole_index(world, text):
    mine = source(text, "mine.toml")
    whole, problems = _read([source(WORLD)], [mine])
    index, told = laid_over(world, mine)
    for table in TABLES:
        assert dict(getattr(index, table)) == dict(getattr(whole, table)), table
    assert list(index.rows) == list(whole.rows)
    assert [error.line for error in told] == [error.line for error in problems]
    for first, (lengths, seconds) in whole.firsts.items():
        assert set(lengths) <= set(index.firsts[first][0])
        assert set(seconds) <= set(index.firsts[first][1])


def test_the_overlay_of_two_files_finds_the_same_names(world):
    files = [source(FILES[0].values[0], "a.toml"), source('[[outlet]]\nid = "mine"\nname = "Tavda Horn"\n', "b.toml")]
    registry, whole = Registry(laid_over(world, *files)[0]), Registry(_read([source(WORLD)], files)[0])
    text = "Tavda Horn, Zyxwvut Gazeta and Orvinform said it; so did The Harbour Daily (Vlast)."
    assert registry.names_in(text) == whole.names_in(text)
    assert len(registry.names_in(text)) == 4
    assert registry.look_up("Tavda Horn") == whole.look_up("Tavda Horn")
    assert registry.user_rows == {"mine": "b.toml"}
    assert registry.look_up("Zyxwvut Gazeta").outlet is None


def test_a_laid_over_table_is_a_mapping():
    table = Over({"a": 1, "b": 2, "c": 3}, {"b": 4, "d": 5}, ["c"])
    assert dict(table) == {"a": 1, "b": 4, "d": 5}
    assert list(table) == ["a", "b", "d"]
    assert len(table) == 3
    assert [table.get(key, 0) for key in "abcde"] == [1, 4, 0, 5, 0]
    assert ["c" in table, "b" in table, "e" in table] == [False, True, False]
    with pytest.raises(KeyError):
        table["c"]
