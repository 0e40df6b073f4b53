"""A judgement's finer parts in words: how sure, several sources together, who leans on whom, what models said, what fell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .plain import one_line, plural

if TYPE_CHECKING:
    from ..catalog.words import Words
    from ..model.assessment import Assessment, CitationSupport, OriginGraph
    from ..model.audit import Audit
    from ..model.opinion import Opinion

#: Opinions and edges that are shown; the JSON holds them all.
_MOST_LINES = 8

Namer = Callable[[str], str]


def confidence_words(support: CitationSupport) -> str | None:
    """How often such a judgement was right where it was measured; None where nobody measured its like."""
    return f"confidence {support.confidence}" if support.confidence else None


def together_line(assessment: Assessment, words: Words) -> str | None:
    """What several pages show when their best passages are read as one."""
    together = assessment.together
    if together is None:
        return None
    level = words.levels[together.level].short
    return one_line(f"Read together, the pages of {', '.join(together.citations)} show: {level} ({together.reason})", 400)


def origin_lines(assessment: Assessment, name: Namer) -> tuple[str, ...]:
    """The small graph of a claim's sources: who counts with whom as one origin, who leans on whom, and rings."""
    graph = assessment.origins
    if graph is None or not (graph.edges or graph.circular):
        return ()
    lines = [line for line in (_ring(graph, name),) if line]
    for edge in graph.edges[:_MOST_LINES]:
        one, other = name(edge.one), name(edge.two)
        if edge.towards is not None:
            leaning = other if edge.towards == edge.one else one
            arrow = f"{leaning} → {name(edge.towards)}"
        else:
            arrow = f"{one} — {other}"
        counted = "one origin" if edge.joined else "shown only, still two origins"
        lines.append(one_line(f"{arrow}: {edge.reason} ({counted})", 300))
    for group, earliest in zip(graph.groups, graph.earliest, strict=False):
        if len(group) > 1 and earliest:
            lines.append(one_line(f"of {', '.join(map(name, group))} the earliest seen is {name(earliest)}", 300))
    if graph.unread:
        lines.append(one_line(f"not read, so not told apart: {', '.join(map(name, graph.unread))}", 300))
    return tuple(lines)


def _ring(graph: OriginGraph, name: Namer) -> str:
    if not graph.circular:
        return ""
    ring = [name(id) for id in graph.circular]
    return one_line(f"circular: {' → '.join([*ring, ring[0]])} credit each other, and none of them is the origin", 300)


def opinion_lines(support: CitationSupport) -> tuple[str, ...]:
    """What models said, what came of it, and what a person must look at."""
    return tuple(_opinion(opinion) for opinion in support.opinions[:_MOST_LINES])


def _opinion(opinion: Opinion) -> str:
    score = f", score {opinion.score:.2f}" if opinion.score is not None else ""
    came = opinion.effect or "changes nothing"
    marked = "For a person to look at: " if opinion.for_person else ""
    return one_line(f"{marked}the model {opinion.model} says “{opinion.said}”{score}: {came} ({opinion.why})", 400)


def correction_lines(audit: Audit) -> tuple[str, ...]:
    """The log of corrections that the report was made with, and those that found no place in the article."""
    made = audit.corrections
    if made is None:
        return ()
    lines = [
        f"{plural(made.in_force, 'correction')} in force of {plural(made.records, 'record')}; the last is {made.last[:16]}"
    ]
    lines += [
        one_line(
            f"fell, as the article no longer has its claim or source: {record.layer} by {record.by} on “{record.anchor.exact}”",
            300,
        )
        for record in made.fallen
    ]
    return tuple(lines)
