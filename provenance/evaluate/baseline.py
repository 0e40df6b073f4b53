"""What was wrong at a time that one wants to compare with: rows by document and text, never by position."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from provenance.errors import SettingsError
from provenance.model.record import Record

from .corpus import Corpus
from .judging import Row
from .score import Score


class WrongRow(Record):
    """A row that was wrong."""

    document: str
    kind: str
    text: str
    number: int = 1
    what: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """As of a Row."""
        return self.document, self.kind, self.text, self.number


class Baseline(Record):
    """A stored result: which documents it knew, what was wrong in them, and the figures."""

    format: Literal["provenance-baseline/1"] = "provenance-baseline/1"
    corpus: str
    corpus_sha256: str
    documents: tuple[str, ...]
    wrong: tuple[WrongRow, ...]
    values: dict[str, float | None] = {}


@dataclass(frozen=True)
class Change:
    """Rows that are right now and were wrong (`gained`), and the other way round (`lost`). New documents are in neither."""

    gained: tuple[WrongRow, ...]
    lost: tuple[Row, ...]


def baseline_of(corpus: Corpus, score: Score, rows: tuple[Row, ...]) -> Baseline:
    """The result as it is stored."""
    return Baseline(
        corpus=score.corpus,
        corpus_sha256=score.sha256,
        documents=tuple(document.name for document in corpus.documents),
        wrong=tuple(
            WrongRow(document=row.document, kind=row.kind, text=row.text, number=row.number, what=row.what)
            for row in rows
            if not row.right
        ),
        values=score.values,
    )


def compare(baseline: Baseline, corpus: Corpus, rows: tuple[Row, ...]) -> Change:
    """What was gained and lost since. A row that the corpus no longer has is neither."""
    then = {row.key: row for row in baseline.wrong}
    wrong = {row.key for row in rows if not row.right}
    known = set(baseline.documents)
    present = {document.name: " ".join(document.text.split()) for document in corpus.documents}
    # A row that was false has none now; it was gained if its text still stands there.
    gained = tuple(
        row for key, row in then.items() if key not in wrong and row.text.split(" <- ")[0] in present.get(row.document, "")
    )
    lost = tuple(row for row in rows if not row.right and row.document in known and row.key not in then)
    return Change(gained, lost)


def read_baseline(path: Path) -> Baseline:
    """Raises SettingsError where the file is no baseline."""
    try:
        return Baseline.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError("read the baseline", str(path), error.strerror or str(error), "check the path") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{'.'.join(str(part) for part in first['loc']) or 'file'}: {first['msg']}"
        raise SettingsError("read the baseline", str(path), why, "make it with --write-baseline") from None
    except (ValueError, RecursionError) as error:
        raise SettingsError("read the baseline", str(path), f"no JSON ({error})", "make it with --write-baseline") from None


def write_baseline(corpus: Corpus, score: Score, rows: tuple[Row, ...]) -> str:
    """The text of the file that `read_baseline` reads."""
    stored = baseline_of(corpus, score, rows).model_dump(mode="json")
    return json.dumps(stored, ensure_ascii=False, indent=1) + "\n"
