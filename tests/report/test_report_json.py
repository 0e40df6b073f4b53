"""JSON by the contract: shapes, order of keys, equal bytes for equal audits."""

import importlib.util
import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from audit_factory import UNASKED, make_audit, make_reading

from provenance.errors import SettingsError
from provenance.model.audit import Observed
from provenance.model.dates import DateRange, PartialDate
from provenance.model.document import Document
from provenance.model.text import OffsetMap, Segment
from provenance.report import render, render_error, render_reading

KEYS = {
    "": "schema_version document references citations doubtful claims findings resolutions assessments profile run observed",
    "document": "source title published published_time published_zone published_from publisher language text sha256",
    "references": "id start end text style citations",
    "citations": "id reference start end text signal role confidence source date title author url pages issue identifiers "
    "tags via refers_to",
    "doubtful": "start end text why confidence",
    "claims": "id start end text need need_reasons citations named_sources",
    "findings": "code severity start end message about",
    "resolutions": "citation outcome outcome_reason identity candidates coverage queries",
    "assessments": "claim grade provisional support independent_origins codes tags trace override",
    "profile": "grades cited_share found_share supported_share bounds attention",
    "run": "version rules_version rules_sha256 settings_sha256 as_of archives",
    "observed": "requests cache_hits seconds query_times",
}
CANDIDATE = "url archive archive_url captured_at sha256 title published published_from language identity signals passages"


def shown(audit, **options):
    return json.loads(render(audit, "json", **options))


@pytest.mark.parametrize("part", KEYS, ids=[part or "top" for part in KEYS])
def test_each_part_has_the_keys_of_the_contract_in_their_order(part):
    whole = shown(make_audit())
    value = whole[part] if part else whole
    rows = value if isinstance(value, list) else [value]
    assert rows
    wanted = KEYS[part].split()
    for row in rows:
        assert [key for key in row if key in wanted] == wanted


def test_a_candidate_has_the_keys_of_the_contract():
    pages = [page for row in shown(make_audit())["resolutions"] for page in row["candidates"]]
    assert len(pages) >= 4
    for page in pages:
        assert set(CANDIDATE.split()) <= set(page)
        assert page["captured_at"] == "2019-11-14T12:00:05Z"
        assert {"start", "end", "text", "score"} <= set(page["passages"][0])


def test_what_is_internal_stays_inside():
    document = shown(make_audit())["document"]
    assert not {"blocks", "marks", "offsets", "dateline", "age_hours"} & set(document)


def test_it_is_one_line_that_ends_in_a_line_break():
    line = render(make_audit(), "json")
    assert line.count("\n") == 1
    assert line.endswith("}\n")
    assert "Вести Варсании" in line


def test_pretty_is_the_same_object_indented():
    audit = make_audit()
    pretty = render(audit, "json", pretty=True)
    assert pretty.startswith('{\n  "schema_version": 1,\n')
    assert json.loads(pretty) == shown(audit)


def test_spans_slice_to_their_texts():
    whole = shown(make_audit())
    text = whole["document"]["text"]
    parts = whole["references"] + whole["citations"] + whole["claims"]
    assert len(parts) > 20
    for part in parts:
        assert text[part["start"] : part["end"]] == part["text"]


def test_equal_audits_give_equal_bytes_whatever_was_observed():
    first = make_audit()
    other = Observed(requests={"x": 1}, seconds=0.1, query_times={"q": datetime(2026, 1, 1, tzinfo=UTC)})
    second = make_audit().model_copy(update={"observed": other})
    assert render(first, "json") != render(second, "json")
    assert render(first, "json", observed=False) == render(second, "json", observed=False)
    assert "observed" not in shown(first, observed=False)


def test_observed_is_the_only_part_that_differs():
    first, second = shown(make_audit()), shown(make_audit().model_copy(update={"observed": None}))
    assert second.pop("observed") == {"requests": {}, "cache_hits": 0, "seconds": 0.0, "query_times": {}}
    assert first.pop("observed")["query_times"] == {"q-c1": "2026-11-22T10:00:00Z"}
    assert first == second


def test_floats_are_rounded_below_what_differs_between_machines():
    audit = make_audit()
    near = audit.model_copy(
        update={
            "profile": audit.profile.model_copy(
                update={"found_share": audit.profile.found_share + 1e-13, "bounds": (-1e-12, float("nan"))}
            )
        }
    )
    assert shown(near)["profile"]["found_share"] == shown(audit)["profile"]["found_share"]
    assert shown(near)["profile"]["bounds"] == [0.0, None]
    assert "-0.0" not in render(near, "json")
    signals = shown(audit)["resolutions"][0]["candidates"][0]["signals"]
    assert signals == {"date_match": True, "headline": 0.333333, "outlet_match": True, "right_page": 0.812346}
    assert list(signals) == sorted(signals)


def test_a_moment_in_another_zone_is_given_in_utc():
    audit = make_audit()
    made = audit.resolutions[0]
    moved = made.candidates[0].model_copy(
        update={"captured_at": datetime(2019, 11, 15, 2, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))}
    )
    changed = audit.model_copy(update={"resolutions": (made.model_copy(update={"candidates": (moved,)}),)})
    assert shown(changed)["resolutions"][0]["candidates"][0]["captured_at"] == "2019-11-14T20:30:00Z"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PartialDate(2013, 10, 22), "2013-10-22"),
        (PartialDate(2013, 10), "2013-10"),
        (PartialDate(2013), "2013"),
        (DateRange(PartialDate(2013, 10, 21), PartialDate(2013, 10, 23)), "2013-10-21/2013-10-23"),
    ],
    ids=str,
)
def test_dates_keep_their_precision(value, text):
    reading = make_reading()
    citation = reading.citations[0]
    date = citation.date.model_copy(update={"value": value, "readings": (value,), "precision": value.precision})
    changed = reading.model_copy(update={"citations": (citation.model_copy(update={"date": date}),)})
    row = json.loads(render_reading(changed, "json"))["citations"][0]["date"]
    assert (row["value"], row["readings"]) == (text, [text])


def test_html_sources_carry_their_spans_and_others_do_not():
    reading = make_reading()
    plain = json.loads(render_reading(reading, "json"))
    assert not any("source_span" in row for row in plain["references"] + plain["citations"])
    length = len(reading.document.text)
    document = reading.document.model_copy(update={"format": "html", "offsets": OffsetMap((Segment(0, length, 100, length),))})
    first = reading.references[0].model_copy(update={"source_span": (251, 286)})
    html = json.loads(
        render_reading(
            reading.model_copy(update={"document": document, "references": (first, *reading.references[1:])}), "json"
        )
    )
    assert [row["source_span"] for row in html["references"]] == [[251, 286]] + [None] * (len(reading.references) - 1)
    assert all("source_span" in row for row in html["citations"])


def test_half_a_surrogate_pair_is_written_as_its_escape():
    document = Document.model_construct(**{**make_reading().document.__dict__, "source": "bad\udcff.txt"})
    line = render_reading(make_reading().model_copy(update={"document": document}), "json")
    line.encode("utf-8")
    assert json.loads(line)["document"]["source"] == "bad\udcff.txt"


def test_all_grades_and_outcomes_are_counted_also_those_at_zero():
    profile = shown(make_audit(UNASKED))["profile"]
    assert list(profile["grades"]) == ["A", "B", "C", "D", "P", "U", "NC", "R", "NA"]
    assert profile["grades"]["A"] == 0
    assert list(profile["outcomes"]) == [
        "matched",
        "candidates",
        "copies_only",
        "no_match",
        "not_archived",
        "refused",
        "unreachable",
        "not_tried",
    ]


def test_a_source_that_cannot_be_read_gets_its_line():
    line = render_error("a.txt", 'could not read the article a.txt: it is "empty"')
    assert json.loads(line) == {"source": "a.txt", "error": 'could not read the article a.txt: it is "empty"'}
    assert line.endswith("}\n")


@pytest.mark.parametrize(
    "draw", [lambda: render(make_audit(), "pdf"), lambda: render_reading(make_reading(), "pdf")], ids=["audit", "reading"]
)
def test_an_unknown_format_is_refused_with_the_known_ones(draw):
    with pytest.raises(SettingsError, match="choose one of text, json, html, csv"):
        draw()


def test_the_contracts_own_checker_has_nothing_to_say(tmp_path, monkeypatch):
    shared = os.environ.get("PROVENANCE_SHARED")
    if not shared:
        pytest.skip("PROVENANCE_SHARED is not set")
    source = Path(shared) / "score" / "contract.py"
    # Only its functions: the script's last lines run a command.
    code = source.read_text(encoding="utf-8").split("def check_parse")[0]
    monkeypatch.setattr("sys.argv", ["contract.py", "true"])
    checker = importlib.util.module_from_spec(importlib.util.spec_from_loader("contract", loader=None))
    checker.__file__ = str(source)
    exec(compile(code, str(source), "exec"), checker.__dict__)  # noqa: S102 - the yardstick itself is what must run
    for audit in (make_audit(), make_audit(UNASKED)):
        article = tmp_path / "dam.txt"
        article.write_text(audit.document.text, encoding="utf-8")
        checker.parsed(shown(audit), article)
    assert checker.faults == {}
