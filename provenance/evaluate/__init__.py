"""A labelled corpus and a reader -> figures, misses, and what was gained or lost since a baseline."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .baseline import Baseline, Change, compare, read_baseline, write_baseline
from .corpus import Corpus, GoldDocument, read_corpus
from .drawing import draw_json, draw_text
from .floors import Floors, check_floors, pin, read_floors, write_floors
from .judging import Row, judge
from .prediction import Prediction, prediction_of, read_predictions, write_predictions
from .score import Measure, Score, fold

__all__ = [
    "Baseline", "Change", "Corpus", "Floors", "GoldDocument", "Measure", "Prediction", "Row", "Score", "check_floors",
    "compare", "draw_json", "draw_text", "pin", "prediction_of", "read_baseline", "read_corpus", "read_floors",
    "read_predictions", "score_corpus", "write_baseline", "write_floors", "write_predictions",
]  # fmt: skip

Reader = Callable[[GoldDocument], Prediction]


def score_corpus(corpus: Corpus, reader: Reader | Mapping[str, Prediction]) -> tuple[Score, tuple[Row, ...]]:
    """Scores a reader, or predictions by document name. A document without a prediction counts as read and found empty."""
    if isinstance(reader, Mapping):
        given = reader
        # A tool that knows no claims in one document knows none in those that it left out.
        claims = None if any(row.claims is None for row in given.values()) else ()

        def reader(document: GoldDocument) -> Prediction:
            return given.get(document.name) or Prediction(document=document.name, claims=claims)

    return fold(corpus, (judge(document, reader(document)) for document in corpus.documents))
