"""Rows gained and lost, keyed by what they are; and floors, which can only rise."""

from __future__ import annotations

import dataclasses

import pytest
from labelled import FIRST, PERFECT, TEXT, changed, document, found

from provenance.errors import SettingsError
from provenance.evaluate import (
    Corpus,
    Floors,
    check_floors,
    compare,
    pin,
    read_baseline,
    read_floors,
    score_corpus,
    write_baseline,
    write_floors,
)

WORSE = changed(references=(PERFECT.references[1], found("(KSU)")), claims=None)


def corpus_of(*documents):
    return Corpus("small", "0" * 64, documents or (document(),), ())


def result(prediction, corpus=None):
    return score_corpus(corpus or corpus_of(), {prediction.document: prediction})


@pytest.fixture
def stored(tmp_path):
    """A function: a prediction -> its result, as written to a file and read again."""

    def store(prediction, corpus=None):
        corpus = corpus or corpus_of()
        path = tmp_path / "baseline.json"
        path.write_text(write_baseline(corpus, *result(prediction, corpus)), encoding="utf-8")
        return read_baseline(path)

    return store


def test_nothing_is_gained_or_lost_against_oneself(stored):
    change = compare(stored(WORSE), corpus_of(), result(WORSE)[1])
    assert (change.gained, change.lost) == ((), ())


def test_what_was_mended_is_gained(stored):
    change = compare(stored(WORSE), corpus_of(), result(changed(claims=None))[1])
    assert [(row.kind, row.text) for row in change.gained] == [("reference", FIRST), ("false", "(KSU)")]
    assert change.lost == ()


def test_what_was_broken_is_lost(stored):
    change = compare(stored(changed(claims=None)), corpus_of(), result(WORSE)[1])
    assert [(row.kind, row.text) for row in change.lost] == [("reference", FIRST), ("false", "(KSU)")]
    assert change.gained == ()


def test_rows_are_known_by_their_text_and_not_by_their_place(stored):
    before = stored(WORSE)
    moved = dataclasses.replace(
        document(),
        text="New. " + TEXT,
        references=tuple(
            row.model_copy(update={"start": row.start + 5, "end": row.end + 5, "claims": None}) for row in document().references
        ),
        negatives=tuple(row.model_copy(update={"start": row.start + 5, "end": row.end + 5}) for row in document().negatives),
    )
    shifted = WORSE.model_copy(
        update={
            "references": tuple(row.model_copy(update={"start": row.start + 5, "end": row.end + 5}) for row in WORSE.references)
        }
    )
    corpus = corpus_of(moved)
    change = compare(before, corpus, result(shifted, corpus)[1])
    assert (change.gained, change.lost) == ((), ())


def test_a_new_document_is_neither_gained_nor_lost(stored):
    before = stored(changed(claims=None))
    corpus = corpus_of(document(), document(name="new.txt"))
    _, rows = score_corpus(corpus, {"bridge.txt": changed(claims=None)})
    assert any(row.document == "new.txt" and not row.right for row in rows)
    assert compare(before, corpus, rows).lost == ()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "provenance-floors/1"}', "[" * 100_000])
def test_a_file_of_another_kind_is_refused(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    for read in (read_baseline, read_floors):
        with pytest.raises(SettingsError, match=r"other\.json"):
            read(path)
        with pytest.raises(SettingsError, match="No such file"):
            read(tmp_path / "gone.json")


def test_a_result_holds_its_own_floors(tmp_path):
    score, _ = result(WORSE)
    path = tmp_path / "floors.json"
    path.write_text(write_floors(pin(score, None)), encoding="utf-8")
    pinned = read_floors(path)
    assert check_floors(pinned, score) == []
    assert pinned.corpus_sha256 == score.sha256
    assert set(pinned.ceilings) == {"false_per_1000_brackets", "negatives_taken"}
    assert "links_f1" not in pinned.floors  # nothing was measured, so nothing is asked for


def test_a_worse_result_misses_them_by_name():
    floors = pin(result(PERFECT)[0], None)
    missed = check_floors(floors, result(WORSE)[0])
    assert "references_f1 is 0.5000, its floor is 1.0000" in missed
    assert "negatives_taken is 1.0000, its ceiling is 0.0000" in missed
    assert "links_f1 is not measured, its floor is 1.0000" in missed


def test_floors_rise_by_themselves_and_fall_only_when_told_to():
    good, bad = result(PERFECT)[0], result(WORSE)[0]
    low = pin(bad, None)
    assert pin(good, low).floors["references_f1"] == 1.0
    high = pin(good, None)
    with pytest.raises(SettingsError, match=r"references_f1.*--lower-floors"):
        pin(bad, high)
    assert pin(bad, high, lower=True).floors["references_f1"] == 0.5


def test_a_ceiling_falls_by_itself_and_rises_only_when_told_to():
    good, bad = result(changed(claims=None))[0], result(WORSE)[0]
    only = Floors(corpus="small", corpus_sha256="0" * 64, floors={}, ceilings={"negatives_taken": 0.0})
    assert pin(good, only).ceilings["negatives_taken"] == 0.0
    with pytest.raises(SettingsError, match="negatives_taken"):
        pin(bad, only)


def test_a_figure_that_is_no_longer_measured_counts_as_lowered():
    with pytest.raises(SettingsError, match="links_f1"):
        pin(result(changed(claims=None))[0], pin(result(PERFECT)[0], None))
