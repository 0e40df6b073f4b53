"""Rules 2 and 7: exact keys, and transliterations, which are exact as well. Several claimants are told apart by country and
day.
"""

from __future__ import annotations

from collections.abc import Sequence

from .index import SECOND, TRANSLITERATED, WRITTEN, Claim, Index
from .keys import asked_keys, is_shouted
from .query import NEEDS, Decision, Query, country_of, house, ids_of
from .translit import is_cyrillic, romanised

#: Years of grace at the ends of an outlet's life: rows rest on memory, and a paper outlives its year in citations.
_GRACE = 1
_TIERS = ("exact", "exact-article", "transliteration")


def exact(index: Index, query: Query) -> Decision | None:
    """Written names first, then those without their article, then transliterations; None if no key of the name is claimed."""
    keys = asked_keys(query.name)
    unmet: list[Claim] = []
    for position, key in enumerate(keys):
        claims = [claim for claim in index.keys.get(key, ()) if not claim[5] or is_shouted(query.name)]
        if not claims:
            continue
        for tier in (WRITTEN, TRANSLITERATED) if position else (WRITTEN, SECOND, TRANSLITERATED):
            met = [claim for claim in claims if claim[1] == tier and _met(index, claim, query)]
            if met:
                return _decided(index, query, met, key, max(tier, 1 if position else 0))
        unmet.extend(claim for claim in claims if claim[2])
    if keys and is_cyrillic(keys[0]):
        for written in romanised(keys[0]):
            met = [c for c in index.keys.get(written, ()) if c[1] == WRITTEN and not c[5] and _met(index, c, query)]
            if met:
                return narrowed(index, query, ids_of(met), "transliteration", met)
    if unmet:
        needs = ", ".join(sorted({need for claim in unmet for need in claim[2]}))
        return Decision(ids_of(unmet), NEEDS, why=f"the name counts only with its context: {needs}")
    return None


def _decided(index: Index, query: Query, met: list[Claim], key: str, tier: int) -> Decision:
    ids, rule = ids_of(met), _TIERS[tier]
    at_home = query.country is not None and any(country_of(index, id) == query.country for id in ids)
    if tier == 1 and key in index.common and not at_home:
        return Decision(
            (), rule, maybe=tuple((id, "too common a name to decide without its article or a country") for id in ids)
        )
    if key in index.several and not at_home and query.publication not in ids:
        return Decision(
            ids, NEEDS, why="a name of many outlets, most of them not in the registry: it counts only with its country"
        )
    by_context = [claim for claim in met if claim[2]]
    if by_context:  # what was written for just this context beats what bears the name anywhere
        met, ids = by_context, ids_of(by_context)
        rule = "self-reference" if any("publication" in claim[2] for claim in met) else rule
    return narrowed(index, query, ids, rule, met)


def _met(index: Index, claim: Claim, query: Query) -> bool:
    for need in claim[2]:
        if need == "country" and (query.country is None or query.country != country_of(index, claim[0])):
            return False
        if need == "publication" and not _own(index, claim[0], query.publication):
            return False
        if need == "language" and (query.language is None or query.language not in _languages(index, claim[0])):
            return False
    return True


def _languages(index: Index, id: str) -> Sequence[str]:
    languages: Sequence[str] = index.rows[id].get("languages", ())
    return languages


def _own(index: Index, id: str, publication: str | None) -> bool:
    """Whether the citing publication is this outlet or of the same house."""
    return publication is not None and (publication == id or bool(house(index, publication) & house(index, id)))


def narrowed(index: Index, query: Query, ids: tuple[str, ...], rule: str, claims: list[Claim]) -> Decision:
    """Who is left of several: the citing publication itself, a user's choice, then by country and day together.

    A country and a day that speak for different outlets settle nothing: the answer stays ambiguous.
    """
    if query.publication in ids:
        return Decision((str(query.publication),), "self-reference")
    if len(ids) > 1:
        chosen = tuple(id for id in ids if index.rows[id].get("override"))
        ids = chosen if len(chosen) == 1 else ids
    if len(ids) == 1:
        late = out_of_life(index, ids[0], query)
        return Decision((), f"{rule}-date", maybe=((ids[0], late),)) if late else Decision(ids, rule)
    alive = tuple(id for id in ids if _alive(index, id, claims, query))
    local = tuple(id for id in ids if query.country is not None and country_of(index, id) == query.country)
    both = tuple(id for id in local if id in alive)
    if both:
        rule += "" if len(local) == len(ids) else "-country"
        return Decision(both, rule if len(both) == len(local) else f"{rule}-date")
    if local or not alive or len(alive) == len(ids):
        return Decision(ids, rule)
    return Decision(alive, f"{rule}-date")


def _alive(index: Index, id: str, claims: list[Claim], query: Query) -> bool:
    if query.years is None:
        return True
    if out_of_life(index, id, query, grace=_GRACE):
        return False
    first, last = query.years
    windows = [(claim[3], claim[4]) for claim in claims if claim[0] == id]
    return not windows or any(
        (since is None or last >= since - _GRACE) and (until is None or first <= until + _GRACE) for since, until in windows
    )


def out_of_life(index: Index, id: str, query: Query, grace: int = 2 * _GRACE) -> str | None:
    """Why an outlet can't have published then, or None. A single claimant gets twice the grace: there is nobody else to be
    meant.
    """
    if query.years is None:
        return None
    row = index.rows[id]
    born, ended = row.get("born"), row.get("ended")
    if born is not None and query.years[1] < born - grace:
        return f"began in {born}, after the day that is cited"
    if ended is not None and query.years[0] > ended + grace:
        return f"ended in {ended}, before the day that is cited"
    return None
