"""The figures of a whole corpus, folded from what was judged in its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from provenance.model.record import Record

from .corpus import Corpus
from .judging import Judgement, Row

#: What is measured by precision and recall.
PARTS = ("references", "sources", "dates", "items", "links")
#: Figures of which less is better; of all others more is.
LOW_IS_GOOD = frozenset({"false_per_1000_brackets", "negatives_taken", "uncited_false_per_article"})


class Measure(Record):
    """Right, wrongly given and missed ones. Shares are None where there was nothing to be right about."""

    true: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the given ones that are right."""
        return _share(self.true, self.true + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the wanted ones that were given."""
        return _share(self.true, self.true + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where neither exists, 0 where nothing is right."""
        whole = 2 * self.true + self.false + self.missed
        return _share(2 * self.true, whole)


class Score(Record):
    """How a reader did on a corpus.

    `groups` has measures by group ("all", "dated newsroom", "style:prose", "language:fr") and part; `values` the single figures
    that floors and ceilings are set for, None where the corpus or the reader says nothing of it. A reference that was missed
    has a style; a false one has none, so precision by style is not known and styles show recall alone.
    """

    corpus: str
    sha256: str
    documents: int
    groups: dict[str, dict[str, Measure]]
    values: dict[str, float | None]
    counts: dict[str, int]


def fold(corpus: Corpus, judgements: Iterable[Judgement]) -> tuple[Score, tuple[Row, ...]]:
    """Adds up. Rows come in the order of the documents."""
    counts: dict[str, Counter[str]] = {"all": Counter()}
    rows: list[Row] = []
    for judgement in judgements:
        rows += judgement.rows
        for group, counter in judgement.counts.items():
            counts.setdefault(group, Counter()).update(counter)
    groups = {
        group: {part: measure for part in PARTS if (measure := _measure(counter, part)) is not None}
        for group, counter in sorted(counts.items())
    }
    score = Score(
        corpus=corpus.name,
        sha256=corpus.sha256,
        documents=len(corpus.documents),
        groups=groups,
        values={name: None if value is None else round(value, 4) for name, value in _values(counts, groups).items()},
        counts=dict(sorted(counts["all"].items())),
    )
    return score, tuple(rows)


def _measure(counter: Counter[str], part: str) -> Measure | None:
    measure = Measure(true=counter[f"{part}_true"], false=counter[f"{part}_false"], missed=counter[f"{part}_missed"])
    return measure if measure.true or measure.false or measure.missed else None


def _values(counts: dict[str, Counter[str]], groups: dict[str, dict[str, Measure]]) -> dict[str, float | None]:
    every, dated = counts["all"], groups.get("dated newsroom", {})
    values: dict[str, float | None] = {}
    for part in PARTS:
        measure = groups["all"].get(part)
        values[f"{part}_precision"] = measure.precision if measure else None
        values[f"{part}_recall"] = measure.recall if measure else None
        values[f"{part}_f1"] = measure.f1 if measure else None
    values["dated_references_recall"] = dated["references"].recall if "references" in dated else None
    values["dated_items_f1"] = dated["items"].f1 if "items" in dated else None
    prose = groups.get("style:prose", {}).get("references")
    values["prose_recall"] = prose.recall if prose else None
    values["spans_exact"] = _share(every["exact"], every["exact"] + every["inexact"])
    values["years_right"] = _share(every["years_right"], every["years_right"] + every["years_wrong"])
    values["lost_sources_found"] = _share(every["lost_true"], every["lost_true"] + every["lost_missed"])
    values["false_per_1000_brackets"] = _share(1000 * every["brackets_taken"], every["brackets"])
    values["negatives_taken"] = _share(every["negatives_taken"], every["negatives_taken"] + every["negatives_left"])
    values["uncited_recall"] = _share(every["uncited_true"], every["uncited_true"] + every["uncited_missed"])
    values["uncited_false_per_article"] = _share(every["uncited_false"], every["articles"])
    values["need_exact"] = _share(every["need_exact"], every["need_exact"] + every["need_off"])
    values["need_side"] = _share(every["need_sided"], every["need_sided"] + every["need_unsided"])
    values["speakers_recall"] = _share(every["speakers_true"], every["speakers_true"] + every["speakers_missed"])
    return values


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
