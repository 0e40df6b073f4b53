"""`provenance outlets`: lookup, add, ignore, check."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.catalog.registry import core_files
from provenance.catalog.user_rows import with_ignored, with_row
from provenance.cli.main import run
from provenance.errors import CatalogError
from provenance.model.answer import Capture, Found, Gap
from provenance.outlets import new_row
from provenance.outlets.editing import id_of
from provenance.outlets.registry import _core
from provenance.pipeline import check_domains


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROVENANCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config-home"))
    monkeypatch.delenv("PROVENANCE_CONFIG", raising=False)

    some = tuple(
        file for file in core_files() if file.where in ("agencies.toml", "post-soviet-russia.toml", "shared-names.toml")
    )
    for module in ("registry", "upkeep"):  # all rows would cost a second a call, and prove no more
        monkeypatch.setattr(f"provenance.outlets.{module}.core_files", lambda: some)
    _core.cache_clear()

    def call(*arguments):
        code = run(["outlets", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    yield call
    _core.cache_clear()


def test_an_added_outlet_is_found_and_named_as_ones_own(call, tmp_path):
    code, out, err = call("add", "Vestnik Sarnika", "vestnik-sarnika.example", "--kind", "newspaper", "--country", "xo")
    assert (code, out) == (0, "")
    assert "list it in config.yaml" in err
    (row,) = tomllib.loads((tmp_path / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    assert row == {
        "id": "vestnik-sarnika",
        "name": "Vestnik Sarnika",
        "domains": [{"host": "vestnik-sarnika.example"}],
        "kind": "newspaper",
        "country": "XO",
        "refs": ["added by hand"],
    }
    (tmp_path / "config.yaml").write_text("outlets:\n  files: [outlets.toml]\n", encoding="utf-8")
    code, out, err = call("lookup", "Vestnik Sarnika", "--on", "2013-10-22")
    assert code == 0
    assert "outlets.toml" not in err
    assert out.splitlines() == [
        "Vestnik Sarnika: Vestnik Sarnika (exact, from your outlets.toml)",
        "  vestnik-sarnika.example (years unknown)",
    ]
    code, _, err = call("add", "Another", "another.example")
    assert code == 0
    assert "list it" not in err
    assert call("lookup", "Another", "--format", "json")[1].count('"outlet": "another"') == 1


def test_lookup_gives_the_contracts_keys(call):
    _, out, _ = call(
        "lookup", "Interfax", "harbourwatch.example", "Nobody Ever Heard", "--on", "2013-10-22", "--format", "json"
    )
    known, host, unknown = (json.loads(line) for line in out.splitlines())
    keys = ["name", "on", "answer", "outlet", "outlet_name", "rule", "domains", "candidates"]
    keys += ["user_file", "unverified", "remark"]
    assert list(known) == list(host) == list(unknown) == keys
    assert (known["answer"], known["on"]) == ("outlet", "2013-10-22")
    assert set(known["domains"][0]) == {"host", "from", "to", "on_date"}
    assert (host["answer"], host["outlet"], host["rule"]) == ("outlet", None, "host")
    assert unknown["answer"] == "unknown"


def test_an_ignored_name_is_unknown_until_it_is_taken_out(call, tmp_path):
    assert json.loads(call("lookup", "Interfax", "--format", "json")[1])["answer"] == "outlet"
    assert call("ignore", "Interfax", "Mic")[0] == 0
    assert call("ignore", "Mic", "Another")[0] == 0
    assert tomllib.loads((tmp_path / "outlets.toml").read_text(encoding="utf-8")) == {"ignore": ["Interfax", "Mic", "Another"]}
    answer = json.loads(call("lookup", "Interfax", "--outlets", "outlets.toml", "--format", "json")[1])
    assert (answer["answer"], answer["rule"]) == ("unknown", "ignored")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["add", "X", "not a host"], "is not a host", id="no host"),
        pytest.param(["add", "X", "x.example", "--kind", "paper"], "'kind'", id="no kind"),
        pytest.param(["add", "X", "x.example", "--country", "Russia"], "'country'", id="no country"),
        pytest.param(["add", "X", "x.example", "--file", "mine.csv"], "only TOML", id="csv"),
        pytest.param(["check", "nobody-at-all", "--offline"], "'nobody-at-all'", id="check of nobody"),
    ],
)
def test_bad_input_gives_one_line(call, arguments, why):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert why in err
    assert len(err.splitlines()) == 1


def test_check_reviews_ones_own_rows(call, tmp_path):
    (tmp_path / "mine.toml").write_text(
        '[[outlet]]\nid = "mine"\nname = "Interfax"\nkind = "wire"\ndomains = ["mine.example"]\n', encoding="utf-8"
    )
    code, out, _ = call("check", "--offline", "--outlets", "mine.toml")
    assert code == 1
    refs, name = out.splitlines()
    assert refs.startswith("mine.toml, row 1 (mine), field 'refs'")
    assert name.startswith("mine.toml, row 1 (mine), field 'names': 'interfax' is also a name of interfax")
    (tmp_path / "good.toml").write_text(
        '[[outlet]]\nid = "mine"\nname = "Mine Alone Gazette"\nkind = "wire"\nrefs = ["seen"]\n', encoding="utf-8"
    )
    assert call("check", "--offline", "--outlets", "good.toml") == (0, "", "")


class _Archive:
    """An archive that captured one host in one year, and refuses another host."""

    id, title, sends_words = "shelf", "Shelf", False

    def __init__(self):
        self.asked = []

    def look_up(self, query):
        self.asked.append(query)
        if "refused" in query.url:
            return Gap(outcome="refused", reason="HTTP 403", records=())
        if query.since.year != 2012:
            return Gap(outcome="empty", reason="no captures", records=())
        capture = Capture(archive="shelf", url=query.url, urlkey="x", captured_at=query.since, archive_url="http://a.example/1")
        return Found(captures=(capture,), records=())


def test_check_asks_at_both_ends_and_a_refusal_is_not_nothing(registry_with):
    row = '[[outlet]]\nid = "r"\nname = "R"\nkind = "site"\n'
    row += 'domains = [{ host = "refused.example", from = 2000 }, "never.example"]\n'
    registry = registry_with("mine.toml", row)
    archive = _Archive()
    results = list(check_domains([registry.outlet("orvinform"), registry.outlet("r")], [archive]))
    assert [(result.host, result.year, result.end, result.result) for result in results] == [
        ("orvinform-news.example", 1996, "from", "none"),
        ("orvinform-news.example", 2012, "to", "captured"),
        ("orvinform.example", 2012, "from", "captured"),
        ("en.orvinform.example", 2012, "from", "captured"),
        ("refused.example", 2000, "from", "unasked"),
    ]
    assert all(query.limit == 1 for query in archive.asked)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", 'ignore = ["X"]\n', id="empty"),
        pytest.param("# mine\n", '# mine\n\nignore = ["X"]\n', id="comment"),
        pytest.param('ignore = ["Y"] # seen\n[[outlet]]\n', 'ignore = ["Y", "X"]\n[[outlet]]\n', id="list"),
        pytest.param('ignore = [\n  "Y",\n]\n', 'ignore = ["Y", "X"]\n', id="list over lines"),
        pytest.param('ignore = ["x"]\n', 'ignore = ["x"]\n', id="known"),
        pytest.param('[[outlet]]\nid = "a"\n', 'ignore = ["X"]\n\n[[outlet]]\nid = "a"\n', id="before the tables"),
    ],
)
def test_ignoring_changes_one_line(before, after):
    assert tomllib.loads(with_ignored(before, ["X"], "mine.toml")) == tomllib.loads(after)


def test_a_row_of_a_known_id_or_a_broken_file_is_left_alone():
    row = new_row("Gazeta X", ["gazetax.example/a"], kind="site")
    assert row["domains"] == [{"host": "gazetax.example", "path": "/a"}]
    text = with_row("# mine\n", row, "mine.toml")
    assert text.startswith("# mine\n")
    with pytest.raises(CatalogError, match="there is a row of this id"):
        with_row(text, row, "mine.toml")
    with pytest.raises(CatalogError, match="it is not TOML"):
        with_row("[[", row, "mine.toml")
    assert new_row("Gazeta Y", [], kind="militant")["web"] == "no"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Российская газета", "rossiyskaya-gazeta"),
        ("L’Essor", "lessor"),
        ("24.kg", "24-kg"),
        ("新华社", "outlet"),
        ("Al-Jazeera", "aljazeera"),
    ],
)
def test_ids_are_made_of_names(name, id):
    assert id_of(name) == id


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip()), st.lists(st.text(max_size=10), max_size=3))
def test_any_name_can_be_written(name, ignored):
    text = with_ignored(with_row("", {"id": "a", "name": name, "kind": "site"}, "mine.toml"), ignored, "mine.toml")
    read = tomllib.loads(text)
    assert read["outlet"] == [{"id": "a", "name": name, "kind": "site"}]
    assert {one.casefold() for one in read["ignore"]} == {one.casefold() for one in ignored}
