"""Tables of sentences with one reference each: how they are read, and how a reading is compared with them."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from provenance.citations.references import find_references
from provenance.document import read_bytes
from provenance.model.dates import PartialDate
from provenance.outlets import Registry, load_registry

FOLDER = Path(__file__).parent / "rows"
#: Every sentence stands in an article of its own, under a heading.
HEADING = "A note\n\n"
#: Of these only the place is compared: what they cite stands elsewhere in the article.
POINTERS = ("nu", "fn", "le")

Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """`gold` is what the reference `[start, end)` of `text` cites, empty where it cites nothing."""

    id: str
    published: str | None
    text: str
    start: int
    end: int
    gold: tuple[Pair, ...]

    @property
    def style(self) -> str:
        return self.id.split("-", 1)[0]


@dataclass(frozen=True, slots=True)
class Result:
    """How a row was read: `hit` a reference is there, `exact` to the character; `pairs` it cites, `extra` stand elsewhere."""

    row: Row
    hit: bool
    exact: bool
    pairs: tuple[Pair, ...]
    extra: tuple[str, ...]
    doubtful: bool

    @property
    def right(self) -> bool:
        """A negative left alone; any other found, with all that it cites and nothing else taken."""
        if not self.row.gold:
            return not self.hit and not self.extra
        same = self.row.style in POINTERS or sorted(self.pairs, key=str) == sorted(self.row.gold, key=str)
        return self.hit and same and not self.extra


def fold(name: str | None) -> str:
    """A name as it is compared: case, marks, "the", "see" and a bracketed place fall."""
    name = unicodedata.normalize("NFKC", name or "").casefold()
    name = re.sub(r"^(the|see also|see|via)\s+", "", name.strip(" .,;:\"“”«»„'’()[]*_《》"))
    name = re.sub(r"^(https?://)?(www\.)?", "", name).rstrip("/")
    name = re.sub(r"\s*\[[^\]]*\]$", "", name)
    return re.sub(r"[\s\-–’'\"]+", " ", name).strip()


def load_rows(name: str) -> tuple[Row, ...]:
    """The rows of a table in the folder `rows`; its head says how they are written."""
    rows = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            rows.append(_row(line))
    return tuple(rows)


def _row(line: str) -> Row:
    id, published, marked, gold = (part.strip() for part in line.split(" || "))
    marked = marked.replace("\\n", "\n")
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    return Row(id, None if published == "-" else published, text, start, end, tuple(_gold(gold)))


def _gold(gold: str) -> list[Pair]:
    if gold == "none":
        return []
    pairs: list[Pair] = []
    for item in gold.split(";"):
        name, _, days = item.strip().removeprefix(">").partition(" @ ")
        source = "" if name.strip() == "?" else fold(name)
        pairs += [(source, day.strip()) for day in days.split(",")] if days else [(source, None)]
    return pairs


def read_row(row: Row, registry: Registry) -> Result:
    """Reads the row's sentence as an article of its own and compares."""
    suffix = "wiki" if row.style == "wi" else "txt"
    day = PartialDate.parse(row.published) if row.published else None
    document = read_bytes((HEADING + row.text + "\n").encode(), source=f"row.{suffix}", published=day)
    at = document.text.index(row.text)
    start, end = at + row.start, at + row.end
    found = find_references(document, registry)
    hits, extra = [], []
    for reference in found.references:
        shared = min(end, reference.end) - max(start, reference.start)
        enough = shared >= 0.5 * min(end - start, reference.end - reference.start)
        (hits if enough else extra).append(reference)
    if not row.gold:
        hits = [r for r in hits if min(end, r.end) - max(start, r.start) >= 0.5 * (max(end, r.end) - min(start, r.start))]
    ids = {reference.id for reference in hits}
    pairs = tuple(
        (fold(citation.source.name), str(citation.date.value) if citation.date else None)
        for citation in found.citations
        if citation.reference in ids
    )
    return Result(
        row=row,
        hit=bool(hits),
        exact=any((reference.start, reference.end) == (start, end) for reference in hits),
        pairs=pairs,
        extra=tuple(reference.text for reference in extra),
        doubtful=any(doubt.start < end and doubt.end > start for doubt in found.doubtful),
    )


def figures(results: list[Result]) -> dict[str, float]:
    """The figures of the issue: F1 of references and of what they cite, exact spans, negatives taken."""
    count: dict[str, int] = defaultdict(int)
    for result in results:
        gold = list(result.row.gold)
        if not gold:
            count["negatives"] += 1
            count["taken"] += result.hit
            continue
        kinds = ["all"]
        kinds += ["dated"] if result.row.style == "pn" and any(day for _, day in gold) else []
        kinds += ["prose"] if result.row.style == "pa" else []
        kinds += ["foreign"] if result.row.style == "ne" else []
        pairs = list(result.pairs)
        if result.row.style in POINTERS:
            gold, pairs = [], []
        for kind in kinds:
            count[f"{kind}.rows"] += 1
            count[f"{kind}.hit"] += result.hit
            count[f"{kind}.exact"] += result.exact
            rest = list(pairs)
            for pair in gold:
                if pair in rest:
                    rest.remove(pair)
                    count[f"{kind}.pairs_hit"] += 1
            count[f"{kind}.gold"] += len(gold)
            count[f"{kind}.read"] += len(pairs)
            count[f"{kind}.extra"] += len(result.extra)
    out: dict[str, float] = {}
    for kind in ("dated", "prose", "foreign", "all"):
        hit, rows = count[f"{kind}.hit"], max(1, count[f"{kind}.rows"])
        false = count[f"{kind}.extra"] + (count["taken"] if kind == "all" else 0)
        out[f"{kind}_f1"] = 2 * hit / max(1, rows + hit + false)
        out[f"{kind}_pairs_f1"] = 2 * count[f"{kind}.pairs_hit"] / max(1, count[f"{kind}.gold"] + count[f"{kind}.read"])
    out["exact"] = count["all.exact"] / max(1, count["all.hit"])
    out["negatives_taken"] = count["taken"] / max(1, count["negatives"])
    return out


def main(names: list[str]) -> None:
    """Prints every row that is read wrongly and the figures of each table."""
    registry = load_registry()
    for name in names:
        results = [read_row(row, registry) for row in load_rows(name)]
        for result in results:
            if not result.right:
                state = "FALSE" if not result.row.gold else "WRONG" if result.hit else "DOUBT" if result.doubtful else "MISSED"
                extra = f" EXTRA {result.extra}" if result.extra else ""
                print(state, result.row.id, repr(result.row.text), list(result.pairs), list(result.row.gold), extra)
            elif result.row.gold and not result.exact:
                print("SPAN", result.row.id, repr(result.row.text))
        print(name, len(results), "rows,", sum(result.right for result in results), "right")
        print(" ".join(f"{key}={value:.3f}" for key, value in figures(results).items()))


if __name__ == "__main__":
    main(sys.argv[1:])
