# ruff: noqa: E501 - the lines of a page are written as they stand
"""Writes docs/evaluation.md from what `fit_support.py` measured."""

from __future__ import annotations

from collections import Counter

from provenance.assessment.confidence import word_of
from provenance.assessment.intervals import exact_rate
from provenance.catalog.rules import load_rules

_LOW = frozenset({"E0", "E1"})


def write_page(measured) -> str:
    """The page, ended by a line end. `measured` is a `fit_support.Measured`."""
    return "\n".join(
        [*_head(measured), *_questions(measured), "", *_points(measured), "", *_confidence(measured), *_tables(measured)]
    )


def _head(measured):
    folds = 10
    yield "# What the judgement of support is worth"
    yield ""
    yield "Made by `PROVENANCE_SHARED=... python benchmarks/fit_support.py --write`; do not edit by hand. Measured on the development part of WiCE"
    yield f"({len(measured.rows)} English sentences, each with the page that Wikipedia cites for it; `claim.jsonl`, SHA-256 {measured.sha[:8]}...{measured.sha[-6:]})."
    yield f"Out of fold means that no sentence was scored by coefficients or cut by a limit that had seen it ({folds} folds; a range is over"
    yield f"{len(measured.held['any'])} draws of the folds). Which signals to use was chosen by looking at these sentences, too, so expect some shrinkage on other pages:"
    yield "with 43 unsupported sentences, the standard error of the first figure is about .025."
    yield ""


def _questions(measured):
    names, judged = measured.names, measured.judged
    seen = [(i, row["supporting_sentences"]) for i, row in enumerate(measured.rows) if any(row["supporting_sentences"])]
    supported, unsupported = names.count("supported"), names.count("not_supported")
    said = Counter(name for support, name in zip(judged, names, strict=True) if support.level in _LOW)
    yield "| question | figure | how |"
    yield "| --- | --- | --- |"
    yield f"| any support against none, AUC | {_span(measured.held['any'])} | `scores.any`, out of fold |"
    yield f"| the same, expected calibration error | {_span(measured.errors)} | ten groups of equal size, out of fold |"
    yield f"| full support against the rest, AUC | {_span(measured.held['full'])} | `scores.full`, out of fold |"
    yield f"| full support against the rest, F1 | {_span(measured.f1)} | `scores.full`, scores and cut out of fold |"
    yield f"| right page against another sentence's page, AUC | {_span(measured.elsewhere)} | `scores.any`, out of fold |"
    for limit in (3, 5, 10):
        shown = sum(any(set(want) & {p.sentence for p in judged[i].passages[:limit]} for want in sets) for i, sets in seen)
        whole = sum(
            any(want and set(want) <= {p.sentence for p in judged[i].passages[:limit]} for want in sets) for i, sets in seen
        )
        yield f"| a supporting sentence among the first {limit} passages | {shown} of {len(seen)} ({100 * shown / len(seen):.1f} %); all that an annotator named: {100 * whole / len(seen):.1f} % | where the data names any |"
    yield f"| E0 or E1 on a supported sentence | {_share(said['supported'], supported)} | the shipped limits, which were picked on these sentences |"
    yield f"| E0 or E1 on an unsupported sentence | {_share(said['not_supported'], unsupported)} | the same |"
    for seed, accused in enumerate(measured.accused, start=1):
        yield f"| the same two with limits picked out of fold, draw {seed} | {_share(accused['supported'], supported)}; {_share(accused['not_supported'], unsupported)} | scores out of fold, too |"
    yield f"| undecided (EU) | {sum(s.level == 'EU' for s in judged)} of {len(names)} | all English and readable |"
    levels = Counter(support.level for support in measured.russian)
    counted = ", ".join(f"{level} {levels[level]}" for level in sorted(levels))
    yield f"| E0 or E1 on a page in another language | {sum(levels[level] for level in _LOW)} of {len(names)} | these sentences on Russian news documents (FactRuEval 2016, development part): {counted} |"


def _points(measured):
    """What the operating points do: how many of each label lie above or below them."""
    rules = load_rules().support
    tests = {
        f"window at least {limit:.2f}, all numbers and names": (
            lambda s, limit=limit: s["window"] >= limit and s["numbers"] == 1 and s["names"] == 1
        )
        for limit in (rules.full_window, rules.main_window)
    }
    tests["a number of the sentence absent from the page"] = lambda s: s["numbers"] < 1
    for limit in (0.15, measured.limits[0], 0.30):
        tests[f"window below {limit:.2f}"] = lambda s, limit=limit: s["window"] < limit
    yield "| operating point | n | supported | partly | not |"
    yield "| --- | --- | --- | --- | --- |"
    for test, holds in tests.items():
        hits = [name for name, signals in zip(measured.names, measured.signals.right, strict=True) if holds(signals)]
        counts = " | ".join(str(hits.count(label)) for label in ("supported", "partially_supported", "not_supported"))
        yield f"| {test} | {len(hits)} | {counts} |"


def _confidence(measured):
    yield "## Confidence words"
    yield ""
    yield "The word beside a judgement is the share of like judgements that were right here (out of fold): high from .90 on, moderate from .75,"
    yield "low below; no bucket of fewer than 30 is called high. Right means: E4, full support; E3 and E2, some support; E0 and E1, none."
    yield "All of it is English: a judgement on a page in another language has no word, because none was measured."
    yield ""
    yield "| bucket | right | n | share | exact 95 % interval | word |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for bucket, held in sorted(measured.buckets.items()):
        rate = exact_rate(sum(held), len(held))
        yield f"| {bucket} | {sum(held)} | {len(held)} | {rate.share:.3f} | {rate.low:.3f} to {rate.high:.3f} | {word_of(sum(held), len(held))} |"
    yield ""


def _tables(measured):
    window, score = measured.limits
    yield "## The fitted limits and tables"
    yield ""
    yield "A test refuses a rules file whose limits and tables are not these."
    yield ""
    yield "```toml"
    yield f"[support]\nnone_window = {window:.2f}\nnone_any = {score:.2f}\n"
    yield "\n".join(measured.blocks[name] for name in ("support.any", "support.full", "confidence")).rstrip("\n")
    yield "```"
    yield ""
    yield "Names across scripts, 1,500 pairs of the development part of the transliteration data: 83 % are found at a likeness of 80 (1.5 % chance"
    yield "of a wrong find on a page of 100 names), 73 % at 85 (0.3 %); held by tests/assessment/test_assessment_measured.py."
    yield ""


def _share(hits, n):
    rate = exact_rate(hits, n)
    return f"{hits} of {n} ({100 * rate.share:.1f} %, exact 95 % interval {100 * rate.low:.1f} to {100 * rate.high:.1f} %)"


def _span(values):
    return f"{min(values):.3f} to {max(values):.3f}".replace("0.", ".")
