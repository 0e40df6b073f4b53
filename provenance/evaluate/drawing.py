"""A score for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from .baseline import Change
from .corpus import Corpus
from .judging import Row
from .score import PARTS, Measure, Score

#: Single figures: name -> words, with `{}` for the figure. Order is the order of the page.
_LINES = {
    "spans_exact": "spans exact, of those found",
    "years_right": "year right where none is printed",
    "lost_sources_found": "lost sources said to be lost",
    "negatives_taken": "labelled negatives taken for a citation",
    "false_per_1000_brackets": "false citations per 1,000 brackets",
    "links_f1": "links of references and sentences, F1",
    "uncited_recall": "sentences that want a source, found",
    "uncited_false_per_article": "sentences wrongly said to want one, an article",
    "need_exact": "need level, exact",
    "need_side": "need level, right side (must or should)",
    "speakers_recall": "named speakers found",
}


def draw_text(
    corpus: Corpus, score: Score, rows: tuple[Row, ...], change: Change | None, missed: list[str], *, verbose: bool
) -> str:
    """Tables, then what changed, then (verbose) everything that is wrong."""
    lines = [f"{score.corpus}: {score.documents} documents, sha256 {score.sha256[:12]}", ""]
    lines += _table("", {name: score.groups.get(name, {}) for name in ("all", "dated newsroom")}, styles=False)
    for kind in ("style", "language"):
        of_kind = {name.split(":", 1)[1]: parts for name, parts in score.groups.items() if name.startswith(f"{kind}:")}
        if of_kind:
            lines += ["", *_table(f"by {kind}", of_kind, styles=kind == "style")]
    lines.append("")
    for name, words in _LINES.items():
        value = score.values.get(name)
        shown = "-" if value is None else f"{value:.3f}" if "per" not in name.split("_") else f"{value:.2f}"
        lines.append(f"{words:<48}{shown:>8}")
    if change is not None:
        lines += ["", f"against the baseline: {len(change.gained)} gained, {len(change.lost)} lost"]
        lines += [f"  gained  {row.document}: {row.kind}: {_short(row.text)}" for row in change.gained]
        lines += [f"  lost    {row.document}: {row.kind}: {_short(row.text)} - {row.what}" for row in change.lost]
    if verbose:
        lines += ["", "what is wrong:"]
        lines += [f"  {row.document}: {row.kind}: {_short(row.text)} - {row.what}" for row in rows if not row.right]
    if missed:
        lines += ["", *(f"floor missed: {line}" for line in missed)]
    if corpus.problems:
        lines += ["", f"{len(corpus.problems)} rows could not be used"]
    return "\n".join(lines) + "\n"


def draw_json(
    corpus: Corpus, score: Score, rows: tuple[Row, ...], change: Change | None, missed: list[str], *, verbose: bool
) -> str:
    """One object on one line."""
    shown: dict[str, Any] = {
        "schema_version": 1,
        "corpus": {"name": score.corpus, "sha256": score.sha256, "documents": score.documents, "problems": corpus.problems},
        "values": score.values,
        "groups": {
            group: {
                part: {**measure.model_dump(), "precision": measure.precision, "recall": measure.recall, "f1": measure.f1}
                for part, measure in parts.items()
            }
            for group, parts in score.groups.items()
        },
        "counts": score.counts,
        "floors_missed": missed,
        "change": change
        and {"gained": [row.model_dump() for row in change.gained], "lost": [_row(row) for row in change.lost]},
    }
    if verbose:
        shown["wrong"] = [_row(row) for row in rows if not row.right]
    return json.dumps(shown, ensure_ascii=False) + "\n"


def _row(row: Row) -> dict[str, Any]:
    return {"document": row.document, "kind": row.kind, "text": row.text, "number": row.number, "what": row.what}


def _table(title: str, groups: dict[str, dict[str, Measure]], *, styles: bool) -> list[str]:
    """Found and wanted numbers, then F1 by part; for styles recall stands in for the F1 of references."""
    shown = [part for part in PARTS if part != "links"]
    head = f"{title:<18}{'found':>6}{'of':>6}" + "".join(f"{part:>12}" for part in shown)
    lines = [head + ("  (references: recall; the rest: F1)" if styles else "  (F1)")]
    for name, parts in groups.items():
        references = parts.get("references", Measure(true=0, false=0, missed=0))
        cells = f"{name:<18}{references.true:>6}{references.true + references.missed:>6}"
        for part in shown:
            measure = parts.get(part)
            value = None if measure is None else measure.recall if styles and part == "references" else measure.f1
            cells += f"{'-' if value is None else f'{value:.3f}':>12}"
        lines.append(cells)
    return lines


def _short(text: str) -> str:
    return text if len(text) <= 110 else f"{text[:109]}…"
