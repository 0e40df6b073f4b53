"""How many independent origins stand behind a claim (rules.md, section 4): a range, never a point where things are unread.

Citations are nodes; two are joined where a test says that they may be one source. Each join keeps its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from provenance.catalog.rules import OriginRules
from provenance.matching.quotations import normal_words, read_quotations
from provenance.model.assessment import OriginGraph
from provenance.model.citation import Citation
from provenance.model.evidence import Page
from provenance.model.outlet import Outlet

from .circles import components, draw_graph, is_translation

Strength = Literal["certain", "strong", "medium", "weak"]


@dataclass(frozen=True, slots=True)
class Node:
    """One citation of a claim. `level` is its support (None: not checked); `passages` the texts that support."""

    citation: Citation
    level: str | None
    page: Page | None = None
    passages: tuple[str, ...] = ()
    outlet: Outlet | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Why two citations may be one origin."""

    one: str
    two: str
    reason: str
    strength: Strength
    towards: str | None = None

    @property
    def joined(self) -> bool:
        """Whether it makes one origin of two: a weak one is only shown."""
        return self.strength != "weak"


@dataclass(frozen=True, slots=True)
class Origins:
    """`range` is the fewest and most origins among the supporting citations; `strong` the fewest among those with E3 or E4."""

    range: tuple[int, int] | None
    strong: int
    edges: tuple[Edge, ...] = ()
    graph: OriginGraph | None = None


@dataclass(frozen=True, slots=True)
class _Runs:
    """A page's runs of words: how many words it has, all its runs, and those outside quotations."""

    size: int
    all: frozenset[tuple[str, ...]]
    own: frozenset[tuple[str, ...]]


class Shingles:
    """Word n-gram sets of pages, each made once."""

    def __init__(self, rules: OriginRules) -> None:
        self._rules = rules
        self._sets: dict[str, _Runs] = {}

    def near_copy(self, one: Page, two: Page) -> bool:
        """Containment of the shorter in the longer, Jaccard, or a part taken over, in texts long enough to tell."""
        first, second = self._of(one), self._of(two)
        if min(first.size, second.size) < self._rules.least_words or not first.all or not second.all:
            return False
        shared = len(first.all & second.all)
        shorter = min(len(first.all), len(second.all))
        union = len(first.all) + len(second.all) - shared
        if shared >= self._rules.containment * shorter or shared >= self._rules.jaccard * union:
            return True
        # A few sentences word for word, between words of its own, are no chance; but two reporters may quote one speaker.
        taken = len(first.own & second.own)
        return taken >= self._rules.taken_over and taken >= self._rules.part * min(len(first.own), len(second.own))

    def _of(self, page: Page) -> _Runs:
        held = self._sets.get(page.sha256)
        if held is None:
            words, size = normal_words(page.text), self._rules.shingle
            own, reached = [], 0
            for quote in read_quotations(page.text):
                own.append(page.text[reached : quote.start])
                reached = quote.end
            own.append(page.text[reached:])
            # a quotation parts the words around it, so no run goes over it
            pieces = [normal_words(piece) for piece in own]
            held = self._sets[page.sha256] = _Runs(
                len(words), frozenset(_runs(words, size)), frozenset(run for piece in pieces for run in _runs(piece, size))
            )
        return held


def _runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def count_origins(nodes: Sequence[Node], rules: OriginRules, shingles: Shingles, *, publisher: str | None = None) -> Origins:
    """The origins of a claim.

    Args:
        nodes: all its citations; those below E2 support nothing and are left out, those not checked widen the range.
        rules: thresholds.
        shingles: kept over an article.
        publisher: id of the article's own outlet or publisher, which is no independent origin.
    """
    supporting = [node for node in nodes if node.level in {"E2", "E3", "E4"} and not _is_own(node, publisher)]
    unread = [node for node in nodes if node.level is None and not _is_own(node, publisher)]
    edges = join_nodes([*supporting, *unread], rules, shingles)
    graph = draw_graph([*supporting, *unread], edges) if len(supporting) + len(unread) > 1 else None
    if not supporting:
        own = any(node.level in {"E2", "E3", "E4"} for node in nodes)
        return Origins((1, 1 + _groups(unread, edges)) if own else None, 0, edges, graph)
    fewest = _groups(supporting, edges)
    most = _groups([*supporting, *unread], edges)
    strong = _groups([node for node in supporting if node.level in {"E3", "E4"}], edges)
    return Origins((fewest, most), strong, edges, graph)


def join_nodes(nodes: Sequence[Node], rules: OriginRules, shingles: Shingles) -> tuple[Edge, ...]:
    """Every pair that may be one origin, with the strongest reason."""
    edges: list[Edge] = []
    for one, two in combinations(nodes, 2):
        reason = _reason(one, two, rules, shingles)
        if reason is not None:
            edges.append(Edge(one.citation.id, two.citation.id, *reason))
        for leaning, other in ((one, two), (two, one)):
            if leaning.page is not None and _names(other) & _credits(leaning.page):
                towards, name = other.citation.id, other.citation.source.name or other.citation.id
                edges.append(Edge(leaning.citation.id, towards, f"{leaning.citation.id} credits {name}", "strong", towards))
        if reason is None and is_translation(one.page, two.page):
            edges.append(Edge(one.citation.id, two.citation.id, "may be a translation: same numbers, near dates", "weak"))
    return tuple(edges)


def _groups(nodes: Sequence[Node], edges: Sequence[Edge]) -> int:
    """Number of components of `nodes` under the edges among them."""
    return len(components(nodes, edges))


def _reason(one: Node, two: Node, rules: OriginRules, shingles: Shingles) -> tuple[str, Strength] | None:
    if one.page is not None and two.page is not None:
        if one.page.sha256 == two.page.sha256 or _address(one.page) == _address(two.page):
            return "same document", "certain"
        if one.page.text and one.page.text == two.page.text:
            return "same text", "certain"
        if shingles.near_copy(one.page, two.page):
            return "near copy", "strong"
        shared = _same_passage(one, two, rules)
        if shared is not None:
            return shared, "strong"
        credited = _credits(one.page) & _credits(two.page)
        if credited:
            return f"both credit {sorted(credited)[0]}", "strong"
    if one.outlet is not None and two.outlet is not None:
        if one.outlet.id == two.outlet.id:
            return "same outlet", "medium"
        if _publishers(one.outlet) & _publishers(two.outlet):
            return "same publisher", "medium"
        owners = _owners(one) & _owners(two)
        if owners:
            return f"same owner ({sorted(owners)[0]})", "medium"
    elif one.citation.source.name and _plain(one.citation.source.name) == _plain(two.citation.source.name or ""):
        return "same name", "medium"
    if one.citation.via == two.citation.id or two.citation.via == one.citation.id:
        return "one was read in the other", "certain"
    if one.page is not None and two.page is not None and _host(one.page) == _host(two.page):
        return "same domain", "medium"
    return None


def _is_own(node: Node, publisher: str | None) -> bool:
    return publisher is not None and node.outlet is not None and publisher in _publishers(node.outlet)


def _publishers(outlet: Outlet) -> set[str]:
    return {id for id in (outlet.id, outlet.publisher, outlet.parent) if id}


def _owners(node: Node) -> set[str]:
    """The owners of the node's outlet in the year of the citation; all of them where the year is not known."""
    if node.outlet is None:
        return set()
    year = node.citation.date.value.window.first.year if node.citation.date else None
    return {
        owner.qid or _plain(owner.name)
        for owner in node.outlet.owner
        if year is None or ((owner.since is None or owner.since <= year) and (owner.until is None or year <= owner.until))
    }


def _plain(text: str) -> str:
    return " ".join(normal_words(text))


def _names(node: Node) -> set[str]:
    names = {_plain(node.citation.source.name)} if node.citation.source.name else set()
    if node.outlet is not None:
        names |= {_plain(node.outlet.name)} | {_plain(name.text) for name in node.outlet.names}
    return names - {""}


def _credits(page: Page) -> set[str]:
    return {_plain(credit) for credit in page.credits} - {""}


def _address(page: Page) -> str:
    address = page.url.split("#", 1)[0].split("://", 1)[-1].removeprefix("www.")
    return address.rstrip("/").lower() if "?" not in address else address


def _host(page: Page) -> str:
    return page.url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].split(":", 1)[0].removeprefix("www.").lower()


def _same_passage(one: Node, two: Node, rules: OriginRules) -> str | None:
    first, second = normal_words(" ".join(one.passages)), normal_words(" ".join(two.passages))
    size = rules.passage_run
    runs = {tuple(first[i : i + size]) for i in range(len(first) - size + 1)}
    if any(tuple(second[i : i + size]) in runs for i in range(len(second) - size + 1)):
        return "same passage"
    quotes = _quotes(one, rules)
    return "same quotation" if quotes and quotes & _quotes(two, rules) else None


def _quotes(node: Node, rules: OriginRules) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for passage in node.passages:
        for quote in read_quotations(passage):
            found |= {piece for piece in quote.pieces if len(piece) >= rules.quote_words}
    return found
