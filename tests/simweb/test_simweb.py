"""The simulated web itself, and the search for cited pages measured on a small one."""

import ast
import importlib.util
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from simweb_outlets import SHAPES
from simweb_server import FAULTS, SimArchive, serving, surt
from simweb_world import make_world

HERE = Path(__file__).resolve().parent
FATES = {"captured", "hidden", "headline-only", "copied", "day-not-captured", "fabricated"}


@pytest.fixture(scope="module")
def world():
    return make_world(11, sites=12, articles=2)


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("simweb_benchmark", HERE.parent.parent / "benchmarks" / "simweb.py")
    module = sys.modules["simweb_benchmark"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask(archive, path):
    with urllib.request.urlopen(archive.url + path, timeout=10) as answer:  # noqa: S310
        return answer.status, dict(answer.headers), answer.read()


def test_the_generator_imports_nothing_of_the_project():
    files = sorted(HERE.glob("simweb_*.py"))
    assert len(files) == 8
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "provenance"]


def test_a_seed_makes_the_same_web_every_time(world):
    again = make_world(11, sites=12, articles=2)
    assert [(shot.url, shot.at, shot.digest) for shot in again.shots] == [(s.url, s.at, s.digest) for s in world.shots]
    assert again.articles == world.articles
    assert make_world(12, sites=12, articles=3).articles != world.articles


def test_a_web_has_every_address_shape_both_languages_and_unknown_outlets(world):
    assert {site.shape for site in world.sites} == set(SHAPES)
    assert {site.language for site in world.sites} == {"en", "ru"}
    assert 3 <= sum(not site.known for site in world.sites) <= 5


def test_every_fate_occurs_and_every_gold_is_true():
    worlds = [make_world(seed, sites=24, articles=6) for seed in (1, 2)]
    golds = [(world, gold) for world in worlds for article in world.articles for gold in article.gold]
    assert {gold.fate for _, gold in golds} == FATES
    assert sum(gold.hard_decoy for _, gold in golds) > 20
    for world, gold in golds:
        held = [shot for shot in world.shots if shot.url == gold.url and shot.status < 400]
        assert bool(held) is (gold.fate in ("captured", "hidden"))


def test_every_reference_stands_where_its_gold_says(world):
    for article in world.articles:
        assert len(article.gold) == 12
        for gold in article.gold:
            assert article.text[gold.start :].startswith(f"({gold.site.printed}, {gold.day:%B} {gold.day.day})")


def test_a_rough_web_has_the_habits_of_real_sites_and_true_golds():
    worlds = [make_world(seed, sites=24, articles=4, rough=True) for seed in (1, 2, 3)]
    habits = [site.habits for world in worlds for site in world.sites if site.habits]
    assert len(habits) == 3 * 23
    for name, least in (("charset", 4), ("dates", 5), ("lists", 6), ("page", 6), ("spelling", 5), ("edition", 4)):
        assert len({getattr(one, name) for one in habits}) >= least, name
    golds = [(world, gold) for world in worlds for article in world.articles for gold in article.gold]
    assert {"captured", "fabricated", "headline-only"} <= {gold.fate for _, gold in golds} <= FATES
    for world, gold in golds:
        if gold.fate == "captured":
            keys = {surt(one) for one in (gold.url, *gold.also)}
            assert any(surt(shot.url) in keys and shot.status < 400 for shot in world.shots), gold.url


def test_a_web_of_what_is_absent_has_nothing_to_find():
    world = make_world(5, sites=12, articles=2, rough=True, absent=True)
    fates = {gold.fate for article in world.articles for gold in article.gold}
    assert "fabricated" in fates
    # what a former citation of the day had captured can't be lost any more
    assert fates <= {"fabricated", "headline-only", "copied", "captured"}


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.wire.example:80/A/B?b=2&a=1", "example,wire)/a/b?a=1&b=2"),
        ("https://wire.example", "example,wire)/"),
        ("http://en.wire.example/x/", "example,wire,en)/x"),
    ],
)
def test_keys_are_those_of_an_index(url, key):
    assert surt(url) == key


def test_the_index_answers_in_the_protocol(world):
    site = world.articles[0].gold[0].site
    with serving(SimArchive(world.shots)) as archive:
        path = f"/cdx/search/cdx?url={site.host}&matchType=host&output=json&fl=urlkey,timestamp,original,statuscode"
        _, _, body = ask(archive, path)
        names, *rows = json.loads(body)
        assert names == ["urlkey", "timestamp", "original", "statuscode"]
        assert len(rows) > 10
        _, _, body = ask(archive, path + "&filter=" + quote("!statuscode:[45].."))
        assert 0 < len(json.loads(body)) - 1 < len(rows)
        paged, key = [], ""
        for _ in range(100):
            _, _, body = ask(archive, f"{path}&limit=7&showResumeKey=true{key}")
            page = json.loads(body)
            more = len(page) > 2 and page[-2] == []
            paged += page[1:-2] if more else page[1:]
            if not more:
                break
            key = "&resumeKey=" + quote(page[-1][0], safe="")
        assert paged == rows
        assert json.loads(ask(archive, "/cdx/search/cdx?url=nobody.example&output=json")[2]) == []


def test_replay_gives_bytes_a_date_and_the_nearest_capture(world):
    shot = next(shot for shot in world.shots if shot.status == 200 and shot.mime == "text/html")
    with serving(SimArchive(world.shots)) as archive:
        status, headers, body = ask(archive, f"/web/{shot.digits}id_/{shot.url}")
        assert (status, body) == (200, shot.body)
        assert "Memento-Datetime" in headers
        moved = ask(archive, f"/web/{int(shot.digits) - 1}id_/{shot.url}")[1]
        assert "Memento-Datetime" in moved
        with pytest.raises(urllib.error.HTTPError) as none:
            ask(archive, "/web/20130101000000id_/http://nobody.example/")
        assert none.value.code == 404
        none.value.close()


def test_the_search_reaches_its_floors_on_a_small_web(world, bench, tmp_path):
    runs = [bench.measure(world, article, tmp_path) for article in world.articles]
    rows = [row for run in runs for row in run.rows]
    assert len(rows) == 24
    captured = [row for row in rows if row.gold.fate == "captured"]
    assert sum(row.right for row in captured) >= 0.9 * len(captured)
    assert not [bench.describe(row) for row in rows if row.outcome == "matched" and row.gold.fate not in ("captured", "hidden")]
    assert not [bench.describe(row) for row in captured if row.outcome == "matched" and not row.right]
    cold = sorted(row.cdx for row in captured if not row.shared)
    assert cold[len(cold) // 2] <= 4


def test_no_wrong_page_is_matched_on_a_small_rough_web(bench, tmp_path):
    world = make_world(13, sites=12, articles=1, citations=6, stories=6, rough=True)
    (article,) = world.articles
    run = bench.measure(world, article, tmp_path)
    assert len(run.rows) == 6
    captured = [row for row in run.rows if row.gold.fate == "captured"]
    assert 2 * sum(row.right for row in captured) >= len(captured) > 0
    assert not [bench.describe(row) for row in run.rows if row.outcome == "matched" and not row.right]
    assert run.seconds < 1.3 * run.forced


@pytest.fixture(scope="module")
def hamlet():
    """A web of one article with few citations, for what is done many times."""
    return make_world(3, sites=12, articles=1, citations=4, stories=5)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_is_never_read_as_absence(hamlet, bench, tmp_path, fault):
    (article,) = hamlet.articles
    host = next(gold.site.host for gold in article.gold if gold.fate == "captured")
    run = bench.measure(hamlet, article, tmp_path, faults={host: fault})
    hit = [row for row in run.rows if row.gold.site.host == host]
    assert hit
    assert [bench.describe(row) for row in hit if row.outcome not in bench.right_states(row.gold, fault)] == []
