"""A person corrects the lowest layer, the grade follows, and the log tells every change."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.assessment.anchors import anchor_of, find_anchor
from provenance.assessment.overrides import active_records, add_record, hash_record, undo_record, verify_log
from provenance.cli.main import run
from provenance.model.override import LAYERS, Anchor, OverrideRecord
from provenance.pipeline.verifying import write_log

RULES = "0" * 64


def correct(built, layer, to, *, cited=True, machine=None, log=()):
    """The log with one correction more, of the only claim or of its first citation."""
    reading = built.reading()
    anchor = anchor_of(reading, reading.claims[0], reading.citations[0] if cited else None)
    return add_record(
        log, at="2026-01-02T03:04:05Z", by="A. Reader", layer=layer, anchor=anchor, machine=machine, to=to, reason="read it",
        rules_sha256=RULES, evidence={"sha256": "c1-0", "start": 0, "end": 10},
    )  # fmt: skip


CHANGES = [
    ("support up", {}, "none", "support", "E3", True, "D", "B"),
    ("support down", {}, "full", "support", "E1", True, "A", "D"),
    ("conflict, people only", {}, "full", "support", "EX", True, "A", "R"),
    ("cannot be assessed", {}, "none", "support", "EU", True, "D", "NC"),
    ("not the page", {}, "none", "page", "none", True, "D", "NC"),
    ("identity", {}, "full", "page", "medium", True, "A", "B"),
    ("a tag added", {"traits": ("accusation",)}, "full", "tag", "+party", True, "B", "C"),
    ("the reading of coverage", {}, "main", "reading", "carried", True, "B", "C"),
    ("the citation does not cover it", {}, "none", "reading", "none", True, "D", "U"),
    ("no source is needed", {}, "none", "reading", "none", False, "D", "NA"),
    ("the day of the event", {}, "full", "event", "2013-12-24", False, "A", "NC"),
]


@pytest.mark.parametrize(
    ("claim", "page", "layer", "to", "cited", "before", "after"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_the_grade_follows_from_the_layer_that_was_corrected(case, pages, claim, page, layer, to, cited, before, after):  # noqa: PLR0917
    built = case(**claim).cite(pages[page])
    assert built.grade().grade == before
    log = correct(built, layer, to, cited=cited, machine=before)
    assessment = built.judge(overrides=log).assessments[0]
    assert assessment.grade == after
    assert (assessment.override.layer, assessment.override.to, assessment.override.by) == (layer, to, "A. Reader")
    assert assessment.trace[0].startswith(f"A. Reader set {layer}")
    undone = undo_record(log, log[-1].sha256, at="2026-01-03T00:00:00Z", by="A. Reader", reason="my mistake")
    again = built.judge(overrides=undone).assessments[0]
    assert again == built.grade()


def test_an_event_later_than_a_cited_item_is_a_date_error(case, pages):
    late = {"captured_at": built_at(2014, 1, 3)}
    built = case().cite(pages["full"], **late)
    judged = built.judge(overrides=correct(built, "event", "2013-12-24", cited=False))
    assert [finding.code for finding in judged.findings if finding.severity == "error"] == ["T03"]
    assert judged.assessments[0].grade == "R"


def built_at(year, month, day):
    from datetime import UTC, datetime

    return datetime(year, month, day, tzinfo=UTC)


def test_a_source_withheld_for_safety_counts_as_given(case):
    built = case()
    assert built.grade().grade == "U"
    anchor = anchor_of(built.reading(), built.reading().claims[0])
    log = add_record(
        (), at="2026-01-02T03:04:05Z", by="A. Reader", layer="safety", anchor=anchor, machine=None, to="withheld",
        reason="source at risk", rules_sha256=RULES,
    )  # fmt: skip
    assert built.judge(overrides=log).assessments[0].grade == "NC"


def test_a_failure_is_for_review_until_a_person_confirms_that_very_grade(case, pages):
    built = case().cite(pages["none"])
    before = built.grade()
    assert (before.grade, before.provisional) == ("D", True)
    assert "for-review" in before.tags
    other = built.judge(overrides=correct(built, "confirm", "C", cited=False)).assessments[0]
    assert other.provisional
    after = built.judge(overrides=correct(built, "confirm", "D", cited=False)).assessments[0]
    assert not after.provisional
    assert "for-review" not in after.tags


def test_of_two_corrections_of_one_thing_the_last_holds(case, pages):
    built = case().cite(pages["none"])
    log = correct(built, "support", "E4", log=correct(built, "support", "E2"))
    assert [record.to for record in active_records(log)] == ["E4"]
    assert built.judge(overrides=log).assessments[0].grade == "A"


def edited(built, text):
    """The same article with the claim's text changed and a sentence put before it."""
    reading = built.reading()
    head = "A new first sentence. "
    document = reading.document.model_copy(update={"text": head + text})
    (claim,) = reading.claims
    claim = claim.model_copy(update={"id": "k9", "start": len(head), "end": len(head) + len(text), "text": text})
    return reading.model_copy(update={"document": document, "claims": (claim,)})


EDITS = [
    ("moved only", lambda text: text, True),
    ("a word less", lambda text: text.replace("Some ", ""), True),
    ("another number", lambda text: text.replace("31%", "41%"), False),
    ("another sentence", lambda _: "The orchestra has cancelled its tour of 31 towns", False),
]


@pytest.mark.parametrize(("edit", "kept"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_corrections_are_carried_over_to_an_edited_article_or_said_to_have_fallen(case, pages, edit, kept):
    built = case().cite(pages["none"])
    log = correct(built, "support", "E3")
    after = edited(built, edit(built.reading().claims[0].text))
    built.reading = lambda: after
    judged = built.judge(overrides=log)
    assert (judged.fallen == ()) is kept
    assert (judged.assessments[0].override is not None) is kept
    assert judged.fallen in ((), log)


def test_of_two_equal_claims_the_one_with_the_same_surroundings_is_meant(case, pages):
    built = case().cite(pages["full"])
    reading = built.reading()
    (claim,) = reading.claims
    text = f"First. {claim.text}. Second. {claim.text}. Third."
    places = [text.index(claim.text), text.rindex(claim.text)]
    claims = tuple(
        claim.model_copy(update={"id": f"k{n}", "start": at, "end": at + len(claim.text)}) for n, at in enumerate(places)
    )
    reading = reading.model_copy(update={"document": reading.document.model_copy(update={"text": text}), "claims": claims})
    for claim in claims:
        assert find_anchor(anchor_of(reading, claim), reading) == (claim, None)


def test_a_citation_that_is_gone_takes_its_correction_with_it(case, pages):
    built = case().cite(pages["full"])
    reading = built.reading()
    anchor = anchor_of(reading, reading.claims[0], reading.citations[0])
    assert find_anchor(anchor, reading) == (reading.claims[0], reading.citations[0])
    assert find_anchor(anchor.model_copy(update={"cited": "other|2013-10-22|"}), reading) is None


def log_of(size):
    log = ()
    for number in range(size):
        log = add_record(
            log, at=f"2026-01-02T03:04:{number:02}Z", by="A. Reader", layer=LAYERS[number % len(LAYERS)],
            anchor=Anchor(exact=f"claim {number}"), machine="E1", to="E2", reason="read it", rules_sha256=RULES,
        )  # fmt: skip
    return log


def test_a_log_that_was_only_added_to_is_whole():
    log = log_of(5)
    assert [record.previous for record in log] == ["", *(record.sha256 for record in log[:-1])]
    assert verify_log(log) == ()
    assert verify_log(undo_record(log, log[2].sha256, at="2026-01-03", by="B", reason="no")) == ()


FIELDS = [
    "at",
    "by",
    "to",
    "from_",
    "reason",
    "note",
    "rules_sha256",
    "layer",
    "number",
    "previous",
    "evidence",
    "anchor",
    "undoes",
]


@given(st.integers(0, 4), st.sampled_from(FIELDS), st.booleans())
def test_an_altered_record_is_found_even_if_it_is_sealed_again(place, field, resealed):
    log = list(log_of(5))
    value = {"layer": "event", "number": 99, "evidence": {"start": 1}, "anchor": Anchor(exact="other")}.get(field, "other")
    changed = log[place].model_copy(update={field: value})
    if changed == log[place]:
        return
    log[place] = changed.model_copy(update={"sha256": hash_record(changed)}) if resealed else changed
    problems = verify_log(log)
    last = resealed and place == 4 and field not in {"number", "previous", "undoes"}
    assert bool(problems) is not last  # the last record sealed again is a whole log with another last hash


@pytest.mark.parametrize("drop", range(4))
def test_a_record_taken_out_or_moved_is_found(drop):
    log = list(log_of(5))
    assert verify_log(log[:drop] + log[drop + 1 :])
    log[drop], log[drop + 1] = log[drop + 1], log[drop]
    assert verify_log(log)


def test_what_is_not_there_cannot_be_undone():
    log = log_of(2)
    with pytest.raises(ValueError, match="no correction"):
        undo_record(log, "f" * 64, at="2026", by="B", reason="no")
    undone = undo_record(log, log[0].sha256, at="2026", by="B", reason="no")
    with pytest.raises(ValueError, match="already"):
        undo_record(undone, log[0].sha256, at="2026", by="B", reason="no")


def verify(capsys, *arguments):
    code = run(["verify", *map(str, arguments)])
    return code, capsys.readouterr()


def test_the_command_says_whether_a_log_is_whole(tmp_path, capsys):
    log = log_of(3)
    path = tmp_path / "log.jsonl"
    path.write_text(write_log(log), encoding="utf-8")
    code, shown = verify(capsys, path)
    assert (code, shown.out) == (0, f"3 records, whole; the last is {log[-1].sha256}\n")
    code, shown = verify(capsys, path, "--last", log[-1].sha256[:12], "--format", "json")
    assert (code, json.loads(shown.out)["whole"]) == (0, True)
    path.write_text(write_log(log[:2]), encoding="utf-8")
    code, shown = verify(capsys, path, "--last", log[-1].sha256)
    assert code == 1
    assert "cut off" in shown.out
    path.write_text(write_log(log).replace("claim 1", "claim 7"), encoding="utf-8")
    code, shown = verify(capsys, path)
    assert (code, shown.out) == (1, "record 2 was altered after it was sealed\n")


@pytest.mark.parametrize("text", ["no json\n", '{"number": 1}\n', "[]\n"], ids=["no JSON", "fields missing", "a list"])
def test_what_is_no_log_is_refused_in_one_line(tmp_path, capsys, text):
    path = tmp_path / "log.jsonl"
    path.write_text(text, encoding="utf-8")
    code, shown = verify(capsys, path)
    assert code == 2
    assert shown.err.count("\n") == 1
    assert "line 1" in shown.err


def test_a_record_survives_json():
    for record in log_of(3):
        assert OverrideRecord.model_validate_json(record.model_dump_json(by_alias=True)) == record
