"""Origins as a small graph: who leans on whom, which sources lean on each other in a ring, and what may be a translation.

Circular reporting is common: information seems to come from several sources and comes from one (rules.md, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from provenance.matching import PageTerms, read_page_terms
from provenance.matching.folding import best_ratio
from provenance.model.assessment import OriginEdge, OriginGraph
from provenance.model.evidence import Page

if TYPE_CHECKING:
    from .origins import Edge, Node

#: Days that may lie between a text and its translation (rules.md, 4.1).
_DAYS = 2
#: Numbers that both must state, and names that they must share, before the same numbers mean anything.
_NUMBERS, _NAMES = 2, 2
#: Likeness from which two names of different scripts are one (rules.md, 5.4).
_LIKE = 85.0
_MOST_NAMES = 200


def draw_graph(nodes: Sequence[Node], edges: Sequence[Edge]) -> OriginGraph:
    """The graph of a claim's citations: those that support it and those that were not read."""
    groups = components(nodes, edges)
    known = {node.citation.id for node in nodes}
    shown = [edge for edge in edges if {edge.one, edge.two} <= known]
    return OriginGraph(
        groups=tuple(tuple(node.citation.id for node in group) for group in groups),
        earliest=tuple(_earliest(group) for group in groups),
        edges=tuple(
            OriginEdge(
                one=edge.one, two=edge.two, reason=edge.reason, strength=edge.strength, joined=edge.joined, towards=edge.towards
            )
            for edge in shown
        ),
        circular=_ring({node.citation.id: [e.two for e in shown if e.one == node.citation.id and e.towards] for node in nodes}),
        unread=tuple(node.citation.id for node in nodes if node.page is None),
    )


def components(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[Node]]:
    """`nodes` in groups that count as one origin, in order."""
    parent = {node.citation.id: node.citation.id for node in nodes}

    def root(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for edge in edges:
        if edge.joined and edge.one in parent and edge.two in parent:
            parent[root(edge.one)] = root(edge.two)
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(root(node.citation.id), []).append(node)
    return list(groups.values())


def _earliest(group: Sequence[Node]) -> str | None:
    """The citation whose page is surely dated before all others of its group, None where that cannot be told."""
    dated = [(node.page.published.window, node.citation.id) for node in group if node.page and node.page.published]
    if len(dated) < len(group) or len(dated) < 2:
        return None
    dated.sort(key=lambda pair: pair[0].last)
    (first, id), rest = dated[0], dated[1:]
    return id if all(first.surely_before(window) for window, _ in rest) else None


def _ring(leans: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids that can be reached from themselves, in order."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        left = list(leans.get(start, ()))
        while left:
            id = left.pop()
            if id not in seen:
                seen.add(id)
                left.extend(leans.get(id, ()))
        return seen

    return tuple(id for id in leans if id in reached(id))


def is_translation(one: Page | None, two: Page | None) -> bool:
    """Whether two pages in different languages state the same numbers and names within two days: perhaps one text."""
    if one is None or two is None or not one.text or not two.text:
        return False
    if one.published and two.published and one.published.window.gap(two.published.window) > _DAYS:
        return False
    first, second = read_page_terms(one.text, likely=one.language), read_page_terms(two.text, likely=two.language)
    if not first.language or not second.language or first.language == second.language:
        return False
    numbers = _numbers(first)
    return len(numbers) >= _NUMBERS and numbers == _numbers(second) and _shared_names(first, second) >= _NAMES


def _numbers(page: PageTerms) -> set[tuple[float, str | None]]:
    return {(number.low, number.unit) for _, number in page.quantities(weak=False) if not number.weak}


def _shared_names(one: PageTerms, two: PageTerms) -> int:
    (mine, _), (theirs, _) = one.name_keys, two.name_keys
    return sum(1 for key in mine[:_MOST_NAMES] if len(key) >= 4 and best_ratio(key, theirs, floor=_LIKE)[1] >= 0)
