"""`provenance evaluate`: how well articles are read, on a labelled corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.errors import SettingsError

from .options import cache_folder, common, settings_from
from .output import note, write_result

if TYPE_CHECKING:
    from provenance.evaluate import GoldDocument, Prediction

_PATH = click.Path(path_type=Path)


@click.command("evaluate")
@click.argument("corpus", type=_PATH, metavar="CORPUS")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-v", "--verbose", is_flag=True, help="List everything that is wrong.")
@click.option("--baseline", type=_PATH, metavar="FILE", help="Show rows gained and lost since this result.")
@click.option("--write-baseline", type=_PATH, metavar="FILE", help="Keep this result for later comparison.")
@click.option("--floors", type=_PATH, metavar="FILE", help="Exit 1 if a figure is worse than pinned there.")
@click.option("--pin-floors", type=_PATH, metavar="FILE", help="Pin the figures; refuses to lower one.")
@click.option("--lower-floors", is_flag=True, help="Let --pin-floors lower a figure.")
@click.option("--predictions", type=_PATH, metavar="FILE", help="Score another tool: its findings, one document a line.")
@click.option("--write-predictions", type=_PATH, metavar="FILE", help="Write our findings in that form.")
@common
def command(
    corpus: Path,
    form: str,
    verbose: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    floors: Path | None,
    pin_floors: Path | None,
    lower_floors: bool,
    predictions: Path | None,
    write_predictions: Path | None,
    config: Path | None,
    debug: bool,
    quiet: bool,
) -> int:
    """Score the reading of articles on a labelled corpus. No network.

    CORPUS is a folder with *.gold.json (whole articles) or *.jsonl (single references); docs/corpus.md says what they hold.
    Exit code 1: a floor was missed. 3: rows of the corpus could not be used; the rest is scored.
    """
    from provenance import evaluate

    gold = evaluate.read_corpus(corpus)
    for problem in gold.problems:
        note(problem, quiet=False)
    stored = evaluate.read_baseline(baseline) if baseline else None
    pinned = evaluate.read_floors(floors) if floors else None
    if pinned and pinned.corpus_sha256 != gold.sha256:
        raise SettingsError(
            "hold the corpus to", str(floors), "it was pinned for other labels (sha256 differs)", "pin again with --pin-floors"
        )
    if predictions:
        found = evaluate.read_predictions(predictions)
        for name in sorted(found.keys() - {document.name for document in gold.documents}):
            note(f"{predictions}: {name} is no document of the corpus", quiet=quiet)
    else:
        read = _reader(config, quiet=quiet)
        found = {document.name: read(document) for document in gold.documents}
    score, rows = evaluate.score_corpus(gold, found)
    change = evaluate.compare(stored, gold, rows) if stored else None
    missed = evaluate.check_floors(pinned, score) if pinned else []
    draw = evaluate.draw_json if form == "json" else evaluate.draw_text
    write_result(draw(gold, score, rows, change, missed, verbose=verbose), None)
    if write_baseline:
        write_result(evaluate.write_baseline(gold, score, rows), write_baseline)
    if write_predictions:
        write_result(evaluate.write_predictions(list(found.values())), write_predictions)
    if pin_floors:
        old = evaluate.read_floors(pin_floors) if pin_floors.exists() else None
        write_result(evaluate.write_floors(evaluate.pin(score, old, lower=lower_floors)), pin_floors)
    if missed:
        return 1
    return 3 if gold.problems else 0


def _reader(config: Path | None, *, quiet: bool) -> Callable[[GoldDocument], Prediction]:
    """Reads a document of a corpus as `parse` would."""
    from provenance.evaluate import prediction_of
    from provenance.model.dates import PartialDate
    from provenance.pipeline import open_registry, read_article, read_source

    settings = settings_from(config)
    registry = open_registry(settings, cache_dir=cache_folder())
    for problem in registry.problems:
        note(problem, quiet=quiet)

    def read(document: GoldDocument) -> Prediction:
        published = PartialDate.parse(document.published) if document.published else None
        source = read_source(document.file, published=published, max_bytes=settings.read.max_bytes, data=document.text.encode())
        return prediction_of(document.name, read_article(source, registry))

    return read
