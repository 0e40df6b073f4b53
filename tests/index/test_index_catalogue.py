"""Questions to a catalogue, one and a million: the answers of a plain loop, and of the archive files that it was made of."""

import csv
import itertools
import json
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.errors import ArchiveFileError, SettingsError
from provenance.index import Catalogue, build_catalogue
from provenance.model.answer import CaptureQuery

#: When the captures of `news_warc` were made.
DAY = datetime(2013, 10, 22, 6, 0, tzinfo=UTC)
HOSTS = ("a.example", "b.a.example", "b.example", "ba.example")


def line_of(host, time, path="/", status="200", mime="text/html"):
    key = ",".join(reversed(host.split(".")))
    return f"{key}){path} {time:%Y%m%d%H%M%S} http://{host}{path} {mime} {status} {path}{time:%H%M%S} 1"


@pytest.mark.parametrize(
    ("url", "match", "more", "count"),
    [
        ("news.example/2013/10/22/item-03", "exact", {}, 1),
        ("http://www.news.example/", "exact", {}, 2),
        ("http://www.news.example/", "exact", {"one_per_page": True}, 1),
        ("http://www.news.example/", "exact", {"since": DAY + timedelta(seconds=1)}, 1),
        ("http://www.news.example/", "exact", {"until": DAY}, 1),
        ("news.example/2013/10/22/", "prefix", {}, 12),
        ("news.example", "host", {}, 14),
        ("news.example", "domain", {}, 15),
        ("news.example", "domain", {"successful_only": False}, 16),
        ("news.example", "domain", {"html_only": False}, 16),
        ("nothing.example", "domain", {}, 0),
    ],
)
def test_questions_are_answered(open_catalogue, news_warc, *, url, match, more, count):
    rows = open_catalogue(news_warc).select(CaptureQuery(url=url, match=match, **more), 100)
    assert len(rows) == count
    assert [row[:3] for row in rows] == sorted(row[:3] for row in rows)


def test_an_odd_host_between_a_domain_and_those_below_it_is_not_of_it(open_catalogue, write):
    rows = [
        line_of("a.example", DAY),
        line_of("b.a.example", DAY),
        line_of("x.example", DAY).replace("example,x)", "example,a+)"),
    ]
    catalogue = open_catalogue(write("a.cdx", "\n".join(rows)))
    assert catalogue.manifest.hosts == 3
    found = catalogue.select(CaptureQuery(url="a.example", match="domain"), 10)
    assert [row.url for row in found] == ["http://a.example/", "http://b.a.example/"]


def test_a_limit_holds(open_catalogue, news_warc):
    catalogue = open_catalogue(news_warc)
    assert len(catalogue.select(CaptureQuery(url="news.example", match="domain"), 3)) == 3


def test_what_is_no_address_is_no_question(open_catalogue, news_warc):
    with pytest.raises(ValueError, match="no address"):
        open_catalogue(news_warc).select(CaptureQuery(url="mailto:a@b.example"), 3)


# ---- the join ----

moments = st.builds(
    lambda hours, seconds: DAY + timedelta(hours=hours, seconds=seconds), st.integers(-60, 60), st.integers(0, 3599)
)
captures = st.tuples(
    st.sampled_from(HOSTS), moments, st.sampled_from(["/", "/x", "/y"]), st.sampled_from(["200", "301", "404", "-"])
)
windows = st.tuples(st.sampled_from((*HOSTS, "www.a.example", "B.Example", "none.example")), moments, st.integers(0, 100))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(captures, min_size=1, max_size=40), st.lists(windows, min_size=1, max_size=15))
def test_the_join_gives_what_a_loop_gives(tmp_path_factory, held, asked):
    folder = tmp_path_factory.mktemp("join")
    held = list(dict.fromkeys(held))
    (folder / "a.cdx").write_text("".join(line_of(*row) + "\n" for row in held))
    build_catalogue(folder / "out", [folder / "a.cdx"], memory="500MB", threads=1)
    questions = [(n, host, since, since + timedelta(hours=hours)) for n, (host, since, hours) in enumerate(asked)]
    with open(folder / "q.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "host", "since", "until"])
        writer.writerows(
            (n, host, f"{since:%Y-%m-%d %H:%M:%S}", f"{until:%Y-%m-%d %H:%M:%S}") for n, host, since, until in questions
        )
    catalogue = Catalogue(folder / "out", scratch=folder / "scratch", memory="500MB", threads=1)
    try:
        count = catalogue.join(folder / "q.csv", folder / "a.parquet")
        answers = duckdb.sql(f"SELECT id, captures, captured_at, url FROM '{folder / 'a.parquet'}' ORDER BY id").fetchall()
    finally:
        catalogue.close()
    expected = []
    for n, host, since, until in questions:
        name = host.lower().removeprefix("www.")
        fitting = [row for row in held if (row[0] == name or row[0].endswith(f".{name}")) and since <= row[1] <= until]
        sound = [row for row in fitting if row[3] != "404"]
        expected.append((n, len(sound), min((row[1] for row in sound), default=None)))
    assert [(n, many, first.replace(tzinfo=UTC) if first else None) for n, many, first, _ in answers] == expected
    assert count == sum(many > 0 for _, many, _ in expected)


def test_questions_in_parquet_and_an_answer_that_names_the_place(open_catalogue, news_warc, tmp_path):
    duckdb.sql(
        "COPY (SELECT 'q' || i AS id, 'www.news.example' AS host, TIMESTAMP '2013-10-22 00:00:00' AS since, "
        f"TIMESTAMP '2013-10-22 23:59:59' AS until FROM range(3) t(i)) TO '{tmp_path / 'q.parquet'}' (FORMAT parquet)"
    )
    catalogue = open_catalogue(news_warc)
    assert catalogue.join(tmp_path / "q.parquet", tmp_path / "answers.parquet") == 3
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path / 'answers.parquet'}' ORDER BY id").fetchall()
    assert [row[0] for row in rows] == ["q0", "q1", "q2"]
    assert {row[1:] for row in rows} == {rows[0][1:]}
    assert rows[0][1] == 15
    assert rows[0][5] == "news.warc.gz"


def test_questions_of_other_columns_leave_the_answers_as_they_were(open_catalogue, news_warc, write, tmp_path):
    old = write("answers.parquet", "old")
    catalogue = open_catalogue(news_warc)
    with pytest.raises(ArchiveFileError, match=r"could not read the questions .*q\.csv.*host"):
        catalogue.join(write("q.csv", "id,name\n1,a\n"), old)
    with pytest.raises(ArchiveFileError, match="gone"):
        catalogue.join(tmp_path / "gone.csv", old)
    assert old.read_text() == "old"
    assert not list(tmp_path.glob(".*.new"))


# ---- building ----


def test_the_same_capture_from_two_inputs_is_one(open_catalogue, write):
    lines = [line_of("a.example", DAY), line_of("a.example", DAY, "/x")]
    first, second = write("a.cdx", "\n".join(lines)), write("b.cdx", "\n".join([lines[1], line_of("b.example", DAY), lines[1]]))
    catalogue = open_catalogue(first, second)
    rows = catalogue.select(CaptureQuery(url="example", match="domain"), 10)
    assert [(row.url, row.source) for row in rows] == [
        ("http://a.example/", 0),
        ("http://a.example/x", 0),
        ("http://b.example/", 1),
    ]


def test_a_catalogue_can_be_added_to(open_catalogue, write, news_warc):
    old = open_catalogue(news_warc)
    new = open_catalogue(old.folder, write("a.cdx", line_of("a.example", DAY)))
    assert new.manifest.rows == old.manifest.rows + 1
    assert [source.number for source in new.manifest.sources] == [0, 1]
    assert new.manifest.sources[0].path == str(news_warc)
    row = new.select(CaptureQuery(url="a.example", match="host"), 5)[0]
    assert (row.archive, row.source) == ("wayback", 1)


def test_the_holder_can_be_named(open_catalogue, write):
    catalogue = open_catalogue(write("a.cdx", line_of("a.example", DAY)), archive="cdx+http://own.example/coll/cdx")
    assert catalogue.select(CaptureQuery(url="a.example", match="host"), 5)[0].archive == "cdx+http://own.example/coll/cdx"


def test_many_parts_answer_as_one(open_catalogue, write, monkeypatch):
    monkeypatch.setattr("provenance.index.building._PART", 100)
    monkeypatch.setattr("provenance.index.building._STAGE", 150)
    lines = [line_of(f"h{n % 40}.example", DAY + timedelta(minutes=n), f"/{n}") for n in range(1000)]
    catalogue = open_catalogue(write("a.cdx", "\n".join(lines)))
    assert len(catalogue.manifest.files) == 16
    assert catalogue.manifest.rows == 1000
    rows = catalogue.select(CaptureQuery(url="example", match="domain"), 2000)
    assert len(rows) == 1000
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)


def test_the_same_inputs_give_the_same_answers(open_catalogue, write):
    lines = [line_of(host, DAY, f"/{n}") for n, host in itertools.product(range(50), HOSTS)]
    one, two = (open_catalogue(write(f"{name}.cdx", "\n".join(order))) for name, order in (("a", lines), ("b", lines[::-1])))
    everything = CaptureQuery(url="example", match="domain")
    assert one.select(everything, 500) == two.select(everything, 500)


def test_a_catalogue_says_what_it_is(open_catalogue, news_warc):
    manifest = open_catalogue(news_warc).manifest
    assert (manifest.rows, manifest.hosts, manifest.first, manifest.last) == (18, 3, "2013-10-22", "2013-10-23")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(lambda folder: (folder / "catalogue.json").unlink(), "there is no catalogue", id="no manifest"),
        pytest.param(lambda folder: (folder / "catalogue.json").write_text("{"), "damaged or of another version", id="damaged"),
        pytest.param(
            lambda folder: (folder / "catalogue.json").write_text(json.dumps({"version": 2})), "another version", id="later"
        ),
        pytest.param(lambda folder: next(folder.glob("data-*/part*")).unlink(), "is missing", id="a part is gone"),
        pytest.param(
            lambda folder: next(folder.glob("data-*/part*")).write_bytes(b"PAR1rubbishPAR1"), "could not open", id="rubbish"
        ),
    ],
)  # fmt: skip
def test_a_catalogue_that_can_not_be_opened_is_one_clear_line(open_catalogue, news_warc, tmp_path, spoil, says):
    folder = open_catalogue(news_warc).folder
    spoil(folder)
    with pytest.raises(ArchiveFileError) as caught:
        Catalogue(folder, scratch=tmp_path / "s")
    assert says in caught.value.line
    assert "\n" not in caught.value.line


def test_without_the_engine_it_says_what_to_install(news_warc, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SettingsError, match=r"provenance\[index\]"):
        build_catalogue(tmp_path / "out", [news_warc])


@pytest.mark.parametrize("memory", ["", "much", "1 parsec", "-1GB"])
def test_a_limit_that_is_no_size_is_said(news_warc, tmp_path, memory):
    with pytest.raises(SettingsError, match="write it as 500MB"):
        build_catalogue(tmp_path / "out", [news_warc], memory=memory)


def test_too_little_memory_is_one_clear_line_and_loses_nothing(open_catalogue, write, tmp_path):
    lines = [line_of(f"h{n % 4000}.example", DAY + timedelta(seconds=n), f"/{n}/" + "x" * 200) for n in range(40_000)]
    path = write("a.cdx", "\n".join(lines))
    old = open_catalogue(write("old.cdx", lines[0]))
    before = old.manifest
    with pytest.raises(ArchiveFileError, match="--memory"):
        build_catalogue(old.folder, [path], memory="1MB", threads=1)
    assert Catalogue(old.folder, scratch=tmp_path / "s").manifest == before


def test_times_are_utc_whatever_zone_a_question_has(open_catalogue, write):
    from datetime import timezone

    catalogue = open_catalogue(write("a.cdx", line_of("a.example", datetime(2013, 10, 22, 10, 0, tzinfo=UTC))))
    moscow = timezone(timedelta(hours=4))
    inside = CaptureQuery(url="a.example", match="host", since=datetime(2013, 10, 22, 14, 0, tzinfo=moscow))
    outside = CaptureQuery(url="a.example", match="host", since=datetime(2013, 10, 22, 14, 1, tzinfo=moscow))
    assert len(catalogue.select(inside, 5)) == 1
    assert catalogue.select(outside, 5) == []
