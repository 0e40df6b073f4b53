"""The stored index: the same answers as the rows themselves, and never those of other rows."""

import json

import pytest
from outlets_world import WORLD, source

import provenance.outlets.stored as stored_module
from provenance.outlets import read_registry
from provenance.outlets.registry import Registry, _load, load_registry, shipped_index
from provenance.outlets.stored import SHIPPED, decode, digest_of, read_index, write_index

NAMES = [
    "Orvinform", "Vlast", "orvinform.example", "Far Radio's Tajik Service", "Steppe Daily Moniter", "Орвинформ", "T.me/rybolov",
    "Granit Media Foundation", "Nation", "unheard of",
]  # fmt: skip


@pytest.fixture
def stored(tmp_path, world):
    sources = [source(WORLD)]
    digest = digest_of(sources, ())
    write_index(tmp_path, digest, world._index, ["one line", "another\nwith a break"])
    return tmp_path, digest


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_index_answers_as_the_rows_do(stored, world, name):
    index, problems = read_index(*stored)
    assert problems == ("one line", "another\nwith a break")
    assert Registry(index).look_up(name) == world.look_up(name)


def test_a_stored_index_finds_the_same_names(stored, world):
    index, _ = read_index(*stored)
    registry = Registry(index)
    text = " and ".join(NAMES)
    assert registry.names_in(text) == world.names_in(text)
    assert len(registry.names_in(text)) >= 5
    assert registry.ids == world.ids
    assert [registry.outlet(id) for id in registry.ids] == [world.outlet(id) for id in world.ids]


def test_the_index_is_the_same_file_on_each_run(stored, tmp_path, world):
    folder, digest = stored
    (first,) = folder.glob("*.index")
    before = first.read_bytes()
    write_index(tmp_path / "again", digest, read_registry([source(WORLD)])._index, ["one line", "another\nwith a break"])
    (second,) = (tmp_path / "again").glob("*.index")
    assert second.read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data[:-1], id="last byte gone"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:9] + b"\xff\xfe" + data[9:], id="not UTF-8"),
        pytest.param(lambda data: data.replace(b"\x1e", b"\x1f"), id="parts gone"),
        pytest.param(lambda data: data.replace(b'"digest":"', b'"digest":"0'), id="another digest"),
        pytest.param(lambda data: b"[]" + data[data.index(b"\x1e") :], id="another head"),
    ],
)
def test_a_damaged_index_is_made_anew(stored, damage):
    folder, digest = stored
    (path,) = folder.glob("*.index")
    path.write_bytes(damage(path.read_bytes()))
    assert read_index(folder, digest) is None


def test_the_digest_changes_with_every_source():
    one = [source(WORLD)]
    digests = {
        digest_of(one, ()),
        digest_of([source(WORLD + "\n")], ()),
        digest_of([source(WORLD, "other.toml")], ()),
        digest_of(one, one),
        digest_of([], one),
        digest_of([*one, *one], ()),
    }
    assert len(digests) == 6


def test_a_changed_file_of_the_users_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.outlets.registry.core_files", lambda: (source(WORLD),))
    mine = tmp_path / "mine.toml"
    cache = tmp_path / "cache"
    row = '[[outlet]]\nid = "zz-mine"\nname = "{}"\nkind = "blog"\n'
    mine.write_text(row.format("Zyxwvut Gazeta"), encoding="utf-8")
    assert load_registry([mine], cache_dir=cache).look_up("Zyxwvut Gazeta").outlet == "zz-mine"
    assert load_registry([mine], cache_dir=cache).look_up("Zyxwvut Gazeta").outlet == "zz-mine"
    mine.write_text(row.format("Tuvwxyz Gazeta"), encoding="utf-8")
    registry = load_registry([mine], cache_dir=cache)
    assert registry.look_up("Zyxwvut Gazeta").outlet is None
    assert registry.look_up("Tuvwxyz Gazeta").outlet == "zz-mine"
    assert len(list(cache.glob("*.index"))) == 1  # of the shipped rows: a few of the user's own are laid over it


def test_only_so_many_indexes_are_kept(tmp_path, world):
    for number in range(12):
        write_index(tmp_path, f"{number:064d}"[::-1], world._index, [])
    assert len(list(tmp_path.iterdir())) == 8


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path, world):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    write_index(tmp_path / "file" / "below", "0" * 64, world._index, [])
    assert read_index(tmp_path / "file" / "below", "0" * 64) is None


def test_rows_keep_what_json_can_say(world):
    for id in world.ids:
        assert json.loads(json.dumps(world._index.rows[id])) == world._index.rows[id]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package whose only rows are those of the made-up world, without an index; its folder."""
    monkeypatch.setattr("provenance.outlets.registry.core_files", lambda: (source(WORLD),))
    code = stored_module.files("provenance.outlets")
    (tmp_path / "package").mkdir()
    for name in stored_module._CODE:
        (tmp_path / "package" / name).write_bytes((code / name).read_bytes())
    real = stored_module.files
    monkeypatch.setattr(
        stored_module, "files", lambda name: tmp_path / "package" if name == "provenance.outlets" else real(name)
    )
    return tmp_path / "package"


def test_the_index_that_is_shipped_is_the_same_on_each_build(package):
    assert shipped_index() == shipped_index()
    assert decode(shipped_index(), digest_of([source(WORLD)], ())) is not None


def test_a_package_with_an_index_stores_none(package, tmp_path, world):
    (package / SHIPPED).write_bytes(shipped_index())
    registry = _load((), tmp_path / "cache")
    assert registry.ids == world.ids
    assert not (tmp_path / "cache").exists()


def test_a_stale_index_of_the_package_is_not_used(package, tmp_path, monkeypatch, world):
    (package / SHIPPED).write_bytes(shipped_index())
    longer = WORLD + '[[outlet]]\nid = "zz-new"\nname = "Zyxwvut Gazeta"\nkind = "blog"\n'
    monkeypatch.setattr("provenance.outlets.registry.core_files", lambda: (source(longer),))
    registry = _load((), tmp_path / "cache")
    assert set(registry.ids) - set(world.ids) == {"zz-new"}
    assert len(list((tmp_path / "cache").glob("*.index"))) == 1
