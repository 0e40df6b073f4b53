"""The rules that decide who is meant by a name, in their measured order. Exact keys decide; what is looser may only suggest.

Each rule answers with a `Decision` or with None, "not my business". docs/outlets.md explains them for readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .hosts import registrable_domain, split_host
from .index import SECOND, TRANSLITERATED, WRITTEN, Claim, Index
from .keys import is_shouted, key_of, keys_of
from .platforms import read_account
from .similar import near_keys
from .translit import is_cyrillic, romanised

#: Years of grace at the ends of an outlet's life: rows rest on memory, and a paper outlives its year in citations.
_GRACE = 1


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked. `years` is the first and last year of the day; `publication` an outlet's id."""

    name: str
    years: tuple[int, int] | None = None
    country: str | None = None
    publication: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is meant: `ids` are one (certain), several (ambiguous) or none; `maybe` are suggestions with their reasons."""

    ids: tuple[str, ...]
    rule: str
    maybe: tuple[tuple[str, str], ...] = ()
    host: str | None = None
    path: str = ""
    language: str | None = None
    why: str = ""

    @property
    def certain(self) -> bool:
        """Whether the name itself allows its outlets: nothing is missing that it needs, nothing was only a suggestion."""
        return bool(self.ids) and self.rule != NEEDS and not self.maybe


#: The rule's name where an alias is known but its context (a country, the citing publication) is not given.
NEEDS = "needs-context"
UNKNOWN = Decision((), "none")

_BRACKET = re.compile(r"(.{2,}?)\s*[(\[]([^()\[\]]{1,80})[)\]]\Z")
_TAIL = re.compile(r"(.{2,}?)(?:,|\s[-–—])\s+([^,]{2,40})\Z")
_SERVICE = re.compile(r"(.{2,}?)(['’]s?)?(\s+[-–—]\s+|\s*[-–—/]\s*|,?\s+)(\S+(?: \S+)?)\Z")
_SERVICE_WORD = re.compile(
    r"\s+(?:language\s+)?(?:service|edition|section|desk|branch|bureau|version|programme|program)s?\Z", re.IGNORECASE
)
_OWNER = re.compile(r"(?:the\s+)?(.{2,40}?)(?:['’]s|-based)?\s+(?=\S)(.{2,})\Z", re.IGNORECASE)
_NEWS_KINDS = frozenset({"broadcaster", "wire", "newspaper", "site", "magazine", "monitor"})
_SEPARATE = frozenset({"wire", "newspaper", "magazine"})


def decide(index: Index, query: Query) -> Decision:
    """Runs the rules in order. Never raises for what a name holds."""
    for rule in _RULES:
        decision = rule(index, query)
        if decision is not None:
            return decision
    return UNKNOWN


# --- rule 1: hosts and accounts


def _host(index: Index, query: Query) -> Decision | None:
    found = split_host(query.name)
    if found is None:
        return None
    host, path = found
    labels = host.split(".")
    for start in range(len(labels) - 1):
        entries = index.hosts.get(".".join(labels[start:]))
        if entries:
            ids = _of_host(index, entries, path, query)
            if len(ids) == 1 and _kind(index, ids[0]) == "platform" and path:
                return Decision(ids, "platform", host=host, path=path)
            return Decision(ids, "host", host=host)
    platform = index.accounts.get(registrable_domain(host))
    if platform is not None:
        return Decision((platform,) if platform in index.rows else (), "platform", host=host, path=path)
    return Decision((), "host", host=host)


def _of_host(index: Index, entries: list[list[object]], path: str, query: Query) -> tuple[str, ...]:
    under = [entry for entry in entries if not entry[1] or path == entry[1] or path.startswith(f"{entry[1]}/")]
    longest = max((len(str(entry[1])) for entry in under), default=0)
    ids = list(dict.fromkeys(str(entry[0]) for entry in under or entries if not under or len(str(entry[1])) == longest))
    if len(ids) > 1 and query.years is not None:
        first, last = query.years
        used = [
            str(entry[0])
            for entry in entries
            if str(entry[0]) in ids
            and not (isinstance(entry[2], int) and last < entry[2])
            and not (isinstance(entry[3], int) and first > entry[3])
        ]
        ids = list(dict.fromkeys(used)) or ids
    if len(ids) > 1:
        ids = [id for id in ids if index.rows[id].get("parent") not in ids] or ids
    return tuple(ids)


def _account(index: Index, query: Query) -> Decision | None:
    account = read_account(query.name)
    if account is None:
        return None
    if account.holder is not None and _exact(index, query) is not None:
        return None
    maybe: tuple[tuple[str, str], ...] = ()
    if account.holder:
        holder = _exact(index, replace(query, name=account.holder))
        maybe = tuple((id, "holder of the account") for id in holder.ids) if holder else ()
    ids = (account.platform,) if account.platform in index.rows else ()
    return Decision(ids, "platform", maybe=maybe, host=account.host, path=account.path)


# --- rule 2: exact keys, and 7: transliterations, which are exact as well


def _exact(index: Index, query: Query) -> Decision | None:
    """Written names first, then those without their article, then transliterations."""
    keys = keys_of(query.name)
    unmet: list[Claim] = []
    for position, key in enumerate(keys):
        claims = [claim for claim in index.keys.get(key, ()) if _counts(claim, query)]
        for tier in (WRITTEN, SECOND, TRANSLITERATED):
            ids = _ids(claim for claim in claims if claim[1] == tier and _met(index, claim, query))
            if ids:
                self_cited = any(claim[2] for claim in claims if claim[0] in ids and claim[1] == tier)
                rule = "self-reference" if self_cited and len(ids) == 1 else _tier_name(max(tier, 1 if position else 0))
                return _narrowed(index, query, ids, rule, [claim for claim in claims if claim[1] == tier])
        unmet.extend(claim for claim in claims if claim[2])
    if keys and is_cyrillic(keys[0]):
        for written in romanised(keys[0]):
            claims = [c for c in index.keys.get(written, ()) if c[1] == WRITTEN and not c[5] and _met(index, c, query)]
            if claims:
                return _narrowed(index, query, _ids(claims), "transliteration", claims)
    if unmet:
        needs = ", ".join(sorted({need for claim in unmet for need in claim[2]}))
        return Decision(_ids(unmet), NEEDS, why=f"the name counts only with its context: {needs}")
    return None


def _tier_name(tier: int) -> str:
    return ("exact", "exact-article", "transliteration")[tier]


def _counts(claim: Claim, query: Query) -> bool:
    return not claim[5] or is_shouted(query.name)


def _met(index: Index, claim: Claim, query: Query) -> bool:
    for need in claim[2]:
        if need == "country" and (query.country is None or query.country != index.rows[claim[0]].get("country")):
            return False
        if need == "publication" and not _own(index, claim[0], query.publication):
            return False
        if need == "language":
            return False
    return True


def _own(index: Index, id: str, publication: str | None) -> bool:
    """Whether the citing publication is this outlet or of the same house."""
    if publication is None:
        return False
    return publication == id or bool(house(index, publication) & house(index, id))


def house(index: Index, id: str) -> frozenset[str]:
    """Ids and publishers' names that an outlet belongs to: itself, its parents, their publishers."""
    found: set[str] = set()
    while id and id not in found:
        found.add(id)
        row = index.rows.get(id, {})
        if row.get("publisher"):
            found.add(str(row["publisher"]))
        id = row.get("parent", "")
    return frozenset(found)


def _narrowed(index: Index, query: Query, ids: tuple[str, ...], rule: str, claims: list[Claim]) -> Decision:
    """Context first: the country, the day, the rest. What stays several is ambiguous."""
    if len(ids) > 1:
        users = [id for id in ids if index.rows[id].get("override")]
        ids = tuple(users) if len(users) == 1 else ids
    for name, test in (
        ("country", lambda id: query.country is not None and index.rows[id].get("country") == query.country),
        ("date", lambda id: _alive(index, id, claims, query)),
    ):
        if len(ids) > 1:
            left = tuple(id for id in ids if test(id))
            if 0 < len(left) < len(ids):
                ids, rule = left, f"{rule}-{name}"
    return Decision(ids, rule)


def _alive(index: Index, id: str, claims: list[Claim], query: Query) -> bool:
    if query.years is None:
        return True
    first, last = query.years
    row = index.rows[id]
    born, ended = row.get("born"), row.get("ended")
    if (born is not None and last < born - _GRACE) or (ended is not None and first > ended + _GRACE):
        return False
    windows = [(claim[3], claim[4]) for claim in claims if claim[0] == id]
    return not windows or any(
        (since is None or last >= since - _GRACE) and (until is None or first <= until + _GRACE) for since, until in windows
    )


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(claim[0]) for claim in claims))


# --- rule 3: a place in brackets, after a comma or a dash


def _place(index: Index, query: Query) -> Decision | None:
    for pattern in (_BRACKET, _TAIL):
        match = pattern.match(query.name)
        if match is None:
            continue
        rest, inner = match[1].strip(" ,-–—"), match[2].strip()
        place = _country(index, inner)
        if place is None:
            if pattern is _BRACKET:
                decision = _second_name(index, query, rest, inner)
                if decision is not None:
                    return decision
            continue
        decision = _plain(index, replace(query, name=rest, country=place))
        if decision is None or not decision.certain:
            continue
        fitting = tuple(id for id in decision.ids if index.rows[id].get("country", place) == place)
        if len(fitting) == 1:
            return replace(decision, ids=fitting, rule="place")
        if not fitting:
            return Decision((), "place", maybe=tuple((id, f"of that name, not in {place}") for id in decision.ids))
        return replace(decision, ids=fitting, rule="place")
    return None


def _second_name(index: Index, query: Query, rest: str, inner: str) -> Decision | None:
    """ "World Economic Forum (WEF)": the bracket is another name, a handle or a remark; the two must not contradict."""
    outer = _plain(index, replace(query, name=rest))
    named = None if inner.startswith("@") else _exact(index, replace(query, name=inner))
    if outer is None or not outer.certain:
        return named if named is not None and named.certain and len(named.ids) == 1 and is_shouted(inner) else None
    if named is not None and named.certain:
        both = tuple(id for id in outer.ids if id in named.ids)
        if both:
            return replace(outer, ids=both, rule="exact")
        if len(inner) > 1 and inner[0].isupper() and not is_shouted(inner):
            return Decision(tuple(dict.fromkeys(outer.ids + named.ids)), "two-names")
    return outer


def _country(index: Index, text: str) -> str | None:
    key = key_of(text)
    return index.countries.get(key) or index.cities.get(key)


def _plain(index: Index, query: Query) -> Decision | None:
    """Exact, or exact after a describing word is taken off."""
    return _exact(index, query) or _described(index, query)


# --- rules 4 and 5: language services, hyphen-country companies


def _service(index: Index, query: Query) -> Decision | None:
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
    parent = _exact(index, replace(query, name=base.strip()))
    if parent is None or len(parent.ids) != 1 or not parent.certain or _kind(index, parent.ids[0]) not in _NEWS_KINDS:
        return None
    id = parent.ids[0]
    if language is not None:
        services = tuple(index.services.get(f"{id} {language}", ()))
        if services:
            return _narrowed(index, query, services, "service", [])
    editions = tuple(other for other in _children(index, id) if country and index.rows[other].get("country") == country)
    if editions and not marked:
        return _narrowed(index, query, editions, "edition", [])
    hyphen = gap.strip() != "" and gap.strip() != "/"
    if country is not None and not marked and (language is None or hyphen) and (hyphen or _kind(index, id) in _SEPARATE):
        return Decision((), "hyphen-country", maybe=((id, "a company of its own, of the same brand"),))
    if language is None and not marked:
        return Decision((), "edition", maybe=((id, "of the same brand; the edition is not in the registry"),))
    return Decision((id,), "service-unknown", language=language, maybe=((id, "service not in the registry; its parent"),))


def _children(index: Index, id: str) -> Iterable[str]:
    prefix = f"{id} "
    return (other for key, ids in index.services.items() if key.startswith(prefix) for other in ids)


# --- words that describe, and rule 6: affixes


def _described(index: Index, query: Query) -> Decision | None:
    """ "Kommersant newspaper", "the Russian daily Kommersant": a describing word whose kind agrees is no part of the name."""
    words = query.name.split()
    for size in (3, 2, 1):
        if len(words) <= size:
            continue
        for rest, said in ((words[:-size], words[-size:]), (words[size:], words[:size])):
            kinds = index.descriptors.get(key_of(" ".join(said)))
            if kinds is None:
                continue
            name = " ".join(rest).strip(" ,")
            name = re.sub(r"['’]s?\Z", "", name)
            decision = _agreeing(index, replace(query, name=name), kinds)
            if decision is not None:
                return decision
    return None


def _agreeing(index: Index, query: Query, kinds: list[str]) -> Decision | None:
    decision = _exact(index, query)
    if decision is None or not decision.certain:
        return None
    ids = tuple(id for id in decision.ids if _kind(index, id) in kinds)
    if not ids:
        return None
    if key_of(query.name) in index.common and len(ids) == 1 and query.country != index.rows[ids[0]].get("country"):
        return Decision((), "descriptor", maybe=tuple((id, "the name is too common to decide without a country") for id in ids))
    return replace(decision, ids=ids, rule="descriptor")


def _nationality(index: Index, query: Query) -> Decision | None:
    """ "Russia's RIA", "the Kazakh news agency Kazinform": the country is context, and must agree."""
    words = query.name.split()
    if words and words[0].lower() == "the":
        words = words[1:]
    for size in (2, 1):
        if len(words) <= size:
            continue
        said = re.sub(r"(?:['’]s?|-based)\Z", "", " ".join(words[:size]))
        country = _country(index, said)
        if country is None:
            continue
        decision = _plain(index, replace(query, name=" ".join(words[size:]), country=country))
        if decision is None or not decision.certain:
            return None
        ids = tuple(id for id in decision.ids if index.rows[id].get("country") == country)
        return replace(decision, ids=ids, rule="nationality") if ids else None
    return None


def _affix(index: Index, query: Query) -> Decision | None:
    """Suggests; decides only where one outlet is left, its kind agrees and its country is the article's."""
    key = key_of(query.name)
    maybe: dict[str, bool] = {}
    for affix, kinds in index.affixes.items():
        for other in _without(key, affix):
            for claim in index.keys.get(other, ()):
                if claim[1] <= SECOND and not claim[2] and not claim[5] and other not in index.common:
                    row = index.rows[claim[0]]
                    agrees = row["kind"] in kinds and query.country is not None and row.get("country") == query.country
                    maybe[str(claim[0])] = maybe.get(str(claim[0]), False) or agrees
    if not maybe:
        return None
    if len(maybe) == 1 and all(maybe.values()):
        return Decision(tuple(maybe), "affix")
    return Decision((), "affix", maybe=tuple((id, "the same but for a word such as News or Online") for id in maybe))


def _without(key: str, affix: str) -> Iterable[str]:
    if affix.startswith("."):
        yield key.removesuffix(affix) if key.endswith(affix) else key + affix
        return
    if key.endswith(f" {affix}"):
        yield key[: -len(affix) - 1]
    elif key.startswith(f"{affix} "):
        yield key[len(affix) + 1 :]
    else:
        yield f"{key} {affix}"
        yield f"{affix} {key}"


# --- rule 8: likeness


def _similar(index: Index, query: Query) -> Decision | None:
    near = near_keys(key_of(query.name), index)
    ids = dict.fromkeys(str(claim[0]) for key in near for claim in index.keys[key] if not claim[2] and not claim[5])
    return Decision((), "similar", maybe=tuple((id, "the name is spelt nearly so") for id in list(ids)[:5])) if ids else None


def _kind(index: Index, id: str) -> str:
    return str(index.rows[id]["kind"])


_RULES: tuple[Callable[[Index, Query], Decision | None], ...] = (
    _host, _exact, _account, _place, _service, _described, _nationality, _affix, _similar,
)  # fmt: skip
