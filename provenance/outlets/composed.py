"""Rules 3 to 5: names made of a name and something else - a place, a second name, a language, a country, a carrier."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .described import described
from .exact import exact, narrowed
from .index import Index
from .keys import is_shouted, key_of
from .query import Decision, Query, country_of, kind_of

_BRACKET = re.compile(r"(.{2,}?)\s*[(\[]([^()\[\]]{1,80})[)\]]\Z")
_TAIL = re.compile(r"(.{2,}?)(?:,|\s[-–—])\s+([^,]{2,40})\Z")
_SERVICE = re.compile(r"(.{2,}?)(['’]s?)?(\s+[-–—]\s+|\s*[-–—/]\s*|,?\s+)(\S+(?: \S+)?)\Z")
_SERVICE_WORD = re.compile(
    r"\s+(?:language\s+)?(?:service|edition|section|desk|branch|bureau|version|programme|program)s?\Z", re.IGNORECASE
)
_VIA = re.compile(
    r"(.{2,120}?),?\s+(?:via|through|(?:as\s+)?(?:cited|quoted|reported|carried|reprinted|republished|translated|relayed)\s+(?:by|in|on|from))"
    r"\s+(?:the\s+)?(.{2,120})\Z",
    re.IGNORECASE,
)
_QUOTING = re.compile(r"(.{2,120}?),?\s+(?:citing|quoting|quotes|cites)\s+(.{2,120})\Z", re.IGNORECASE)
_SHARED = re.compile(r"(.{2,120}?)\s*(?:/|\s[-–—]\s|:\s|\()\s*(.{2,120}?)\)?\Z")
_CARRIERS = frozenset({"monitor", "aggregator"})
_NEWS = frozenset({"broadcaster", "wire", "newspaper", "site", "magazine", "monitor"})
#: Of these a country's name makes another company rather than a language service.
_SEPARATE = frozenset({"wire", "newspaper", "magazine"})
#: Those send reporters to other cities: the place behind their name may be where the item was written.
_TRAVELLING = frozenset({"wire", "broadcaster"})


def place(index: Index, query: Query) -> Decision | None:
    """ "Daily Nation [Nairobi]", "Vremya, Almaty": the place is context, and the outlet's country must agree."""
    for pattern in (_BRACKET, _TAIL):
        match = pattern.match(query.name)
        if match is None:
            continue
        rest, inner = match[1].strip(" ,-–—"), match[2].strip()
        key = key_of(inner)
        country, city = index.countries.get(key), index.cities.get(key)
        where = country or city
        if where is None:
            if pattern is _BRACKET:
                decision = _second_name(index, query, rest, inner)
                if decision is not None:
                    return decision
            continue
        decision = plain(index, query.asking(rest, where))
        if decision is None or not decision.certain:
            continue
        fitting = tuple(id for id in decision.ids if country_of(index, id) in (where, None))
        if fitting:
            return decision.by("place", fitting)
        if (
            city
            and len(decision.ids) == 1
            and kind_of(index, decision.ids[0]) in _TRAVELLING
            and not _company(index, query, rest, where)
        ):
            return decision.by("place")
        return Decision((), "place", maybe=tuple((id, f"of that name, not in {where}") for id in decision.ids))
    return None


def _company(index: Index, query: Query, brand: str, country: str) -> bool:
    """Whether the brand has a company or an edition of its own in a country."""
    names = (name for name, code in index.countries.items() if code == country)
    return any(exact(index, query.asking(f"{brand} {name}")) for name in names)


def plain(index: Index, query: Query) -> Decision | None:
    """Exact, or exact after a describing word is taken off."""
    return exact(index, query) or described(index, query)


def _second_name(index: Index, query: Query, rest: str, inner: str) -> Decision | None:
    """ "World Economic Forum (WEF)": the bracket is another name, a handle or a remark; the two must not contradict."""
    outer = plain(index, query.asking(rest))
    named = None if inner.startswith("@") else exact(index, query.asking(inner))
    if outer is None or not outer.certain:
        if named is None or not named.certain or not is_shouted(inner):
            return None
        # "Philippine Broadcasting Service (PBS)": broadcasters everywhere shorten their names to the same letters.
        return Decision((), "second-name", maybe=tuple((id, "has these letters for an abbreviation") for id in named.ids))
    if named is not None and named.certain:
        both = tuple(id for id in outer.ids if id in named.ids)
        if both:
            return outer.by("second-name", both)
        carried = _carried(index, outer, named)
        if carried is not None:
            return carried
        if len(inner) > 1 and inner[0].isupper() and not is_shouted(inner):
            return Decision(tuple(dict.fromkeys(outer.ids + named.ids)), "two-names", why="one of two names that are given")
    if _SERVICE_WORD.search(inner) or index.languages.get(key_of(inner)):
        return None  # a language: the business of the next rule
    return outer


# --- carriers


def carrier(index: Index, query: Query) -> Decision | None:
    """ "X via Y", "Y citing X", "BBC Monitoring/X": the outlet behind, the carrier kept beside it."""
    for pattern, source_first in ((_VIA, True), (_QUOTING, False)):
        match = pattern.match(query.name)
        if match is None:
            continue
        source, bearer = (match[1], match[2]) if source_first else (match[2], match[1])
        behind, by = plain(index, query.asking(source)), plain(index, query.asking(bearer))
        if behind is not None and behind.certain:
            maybe = tuple((id, "passed it on") for id in by.ids) if by is not None and by.certain else ()
            return Decision(behind.ids, "carrier", maybe=maybe if len(behind.ids) == 1 else ())
        if by is not None and by.certain:
            return Decision(
                (), "carrier", maybe=tuple((id, "passed it on; the source is not in the registry") for id in by.ids)
            )
    match = _SHARED.match(query.name)
    if match is None:
        return None
    one, other = plain(index, query.asking(match[1])), plain(index, query.asking(match[2]))
    return _carried(index, one, other) if one and other and one.certain and other.certain else None


def _carried(index: Index, one: Decision, other: Decision) -> Decision | None:
    """One of two outlets behind the other, if just one of them is a carrier."""
    if len(one.ids) != 1 or len(other.ids) != 1:
        return None
    carriers = [id for id in (one.ids[0], other.ids[0]) if kind_of(index, id) in _CARRIERS]
    if len(carriers) != 1 or one.ids == other.ids:
        return None
    behind = other.ids if carriers[0] == one.ids[0] else one.ids
    return Decision(behind, "carrier", maybe=((carriers[0], "passed it on"),))


# --- language services and companies of one brand


def service(index: Index, query: Query) -> Decision | None:
    """ "X's Tajik Service", "X (Russian)", "X-Ukraine": a service of its own, or a company of its own, never silently the
    parent.
    """
    name = query.name.strip()
    bracket = _BRACKET.match(name)
    if bracket is not None:
        base, gap, said = bracket[1], " ", bracket[2]
        marked = _SERVICE_WORD.search(said) is not None
    else:
        cut = _SERVICE_WORD.sub("", name)
        marked = cut != name
        match = _SERVICE.match(cut)
        if match is None:
            return None
        base, gap, said = match[1], match[3], match[4]
    said = _SERVICE_WORD.sub("", said)
    key = key_of(said)
    language, country = index.languages.get(key), index.countries.get(key)
    if language is None and country is None and " " in said and bracket is None:
        first, _, last = said.rpartition(" ")
        base, gap, key = f"{base}{gap}{first}", " ", key_of(last)
        language, country = index.languages.get(key), index.countries.get(key)
    if language is None and country is None:
        return None
    base = re.sub(r"['’]s?\Z", "", base.strip())
    parent = exact(index, query.asking(base))
    if parent is None or len(parent.ids) != 1 or not parent.certain or kind_of(index, parent.ids[0]) not in _NEWS:
        return None
    id = parent.ids[0]
    hyphen = gap.strip() not in ("", "/", ",")
    if language is not None:
        services = tuple(index.services.get(f"{id} {language}", ()))
        alike = tuple(one for one in services if kind_of(index, one) == kind_of(index, id))
        if services:
            return narrowed(index, query, alike or services, "service", [])
    editions = tuple(other for other in _children(index, id) if country and country_of(index, other) == country)
    if editions and not marked:
        return narrowed(index, query, editions, "edition", [])
    if country is not None and not marked and (language is None or hyphen) and (hyphen or kind_of(index, id) in _SEPARATE):
        return Decision((), "hyphen-country", maybe=((id, "another company of the same brand"),))
    if language is None and not marked:
        return Decision((), "edition", maybe=((id, "of the same brand; the edition is not in the registry"),))
    return Decision(
        (id,), "service-unknown", language=language, maybe=((id, "service not in the registry; this is its parent"),)
    )


def _children(index: Index, id: str) -> Iterable[str]:
    prefix = f"{id} "
    return (other for key, ids in index.services.items() if key.startswith(prefix) for other in ids)
