"""The gold corpus read by others: a regex of the kind that scripts use, and eyecite, beside this project's reader.

python benchmarks/gold.py

The regex takes every bracket that ends in a date for a citation, its names being what stands before the dates. eyecite (BSD) is
made for court documents and reads little here; it gives the scale. Without eyecite installed it is left out.
"""

from __future__ import annotations

import calendar
import re
import tempfile
from pathlib import Path

from provenance.config import Settings
from provenance.evaluate import Prediction, prediction_of, read_corpus, score_corpus
from provenance.evaluate.prediction import FoundItem, FoundReference
from provenance.model.dates import PartialDate
from provenance.pipeline import open_registry, read_article, read_source

GOLD = Path(__file__).resolve().parents[1] / "gold"
MONTHS = tuple(calendar.month_name)[1:]
MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
BRACKET = re.compile(rf"[(\[]([^()\[\]\n]{{2,160}}?(?:(?:{MONTH}) \d{{1,2}}|\d{{1,2}} (?:{MONTH}))(?:,? \d{{4}})?)[)\]]")
DATE = re.compile(rf"(?:(?P<m>{MONTH}) (?P<d>\d{{1,2}})|(?P<e>\d{{1,2}}) (?P<n>{MONTH}))(?:,? (?P<y>\d{{4}}))?")


def naive(document):
    """Brackets that end in an English date; one source a semicolon; the article's year where none is printed."""
    found = []
    for match in BRACKET.finditer(document.text):
        items = []
        for part in match[1].split(";"):
            date = DATE.search(part)
            name = part[: date.start()].strip(" ,") if date else part.strip()
            items.append(FoundItem(source=name or None, date=_iso(date, document.published) if date else None))
        found.append(FoundReference(start=match.start(), end=match.end(), items=tuple(items)))
    return Prediction(document=document.name, references=tuple(found))


def _iso(date, published):
    month = 1 + next(i for i, name in enumerate(MONTHS) if name.startswith((date["m"] or date["n"])[:3]))
    year = date["y"] or (published or "2000")[:4]
    return f"{year}-{month:02}-{int(date['d'] or date['e']):02}"


def legal(document):
    """What eyecite finds, each citation named by its plaintiff and defendant or by itself."""
    from eyecite import get_citations

    found = []
    for citation in get_citations(document.text):
        start, end = citation.full_span()
        year = getattr(citation.metadata, "year", None)
        found.append(FoundReference(start=start, end=end, items=(FoundItem(source=citation.matched_text(), date=year),)))
    return Prediction(document=document.name, references=tuple(found))


def ours():
    """Our reader, as `provenance evaluate` runs it."""
    with tempfile.TemporaryDirectory() as cache:
        registry = open_registry(Settings(), cache_dir=Path(cache))

    def read(document):
        published = PartialDate.parse(document.published) if document.published else None
        source = read_source(document.file, published=published, data=document.text.encode())
        return prediction_of(document.name, read_article(source, registry))

    return read


def main():
    """One line a reader."""
    corpus = read_corpus(GOLD)
    readers = {"naive regex": naive, "eyecite": legal, "provenance": ours()}
    print(f"{corpus.name}, {len(corpus.documents)} articles, sha256 {corpus.sha256[:12]}")
    for name, reader in readers.items():
        try:
            score, _ = score_corpus(corpus, reader)
        except ImportError:
            print(f"{name:<14} not installed: pip install eyecite")
            continue
        values = score.values
        cells = [values["references_precision"], values["references_recall"], values["sources_f1"], values["dates_f1"]]
        cells += [values["dated_references_recall"], values["dated_items_f1"], values["negatives_taken"]]
        labels = ("precision", "recall", "sources F1", "dates F1", "dated found", "dated items F1", "negatives taken")
        shown = ("-" if cell is None else f"{cell:.3f}" for cell in cells)
        print(f"{name:<14}" + "  ".join(f"{label} {cell}" for label, cell in zip(labels, shown, strict=True)))


if __name__ == "__main__":
    main()
