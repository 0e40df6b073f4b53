"""The index: everything a look-up needs, as tables of plain data, which are stored as they are (see `stored`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from provenance.catalog.registry import RawRow
from provenance.errors import CatalogError
from provenance.model.outlet import Name, Outlet

from .hosts import clean_host, is_host, registrable_domain
from .keys import key_of, keys_of, words_of
from .translit import is_cyrillic, romanised

#: How a claim on a key came about; a lower number decides first.
WRITTEN, SECOND, TRANSLITERATED = 0, 1, 2
#: An abbreviation of up to this many letters counts only in capitals (rule 9); so does any name in capitals of up to so many
#: ("MIA").
SHORT, SHOUTED = 5, 3

#: Tables of the index that come from catalog/places.toml.
TABLES = (
    "countries", "languages", "cities", "descriptors", "affixes", "common", "everyday", "several", "accounts", "subdomains",
    "generic",
)  # fmt: skip

# A claim is [outlet id, tier, needs, since, until, capitals only]; a list because JSON has no tuples.
Claim = list[Any]


@dataclass(frozen=True, slots=True)
class Index:
    """Plain data; see `build`.

    Attributes:
        rows: outlet id -> the row, without fields that hold their default.
        keys: key -> claims.
        hosts: host -> [outlet id, path, since, until, years are sure, a main domain] of every domain.
        services: "parent language" -> ids of the outlets that are this service.
        phrases: the words of a name joined by spaces -> [outlet ids, capitals only, common word,
            a single word that has lost its article, an everyday word].
        firsts: first word of a phrase -> [the numbers of words that phrases beginning so have, longest first; their second
            words].
        countries, languages, cities: folded name -> code.
        descriptors, affixes: folded words -> kinds that agree.
        common: keys that are too common to be matched loosely.
        everyday: keys of words of any sentence: names in running text only where they are written as names.
        several: keys of names that many outlets bear, known or not; they count only with their country.
        accounts: platform host -> id of the platform.
        subdomains, generic: hosts that are no outlet's.
        users: outlet id -> the user's file that made or changed it.
        ignored: keys of names that the user says are no outlets.
    """

    rows: Mapping[str, dict[str, Any]]
    keys: Mapping[str, list[Claim]]
    hosts: Mapping[str, list[list[Any]]]
    services: Mapping[str, list[str]]
    phrases: Mapping[str, list[Any]]
    firsts: Mapping[str, list[list[Any]]]
    countries: Mapping[str, str]
    languages: Mapping[str, str]
    cities: Mapping[str, str]
    descriptors: Mapping[str, list[str]]
    affixes: Mapping[str, list[str]]
    common: Mapping[str, bool]
    everyday: Mapping[str, bool]
    several: Mapping[str, bool]
    accounts: Mapping[str, str]
    subdomains: Mapping[str, bool]
    generic: Mapping[str, bool]
    users: Mapping[str, str] = field(default_factory=dict)
    ignored: Mapping[str, bool] = field(default_factory=dict)
    #: Written keys by first letter and length, for likeness; made when it is first needed.
    near: dict[tuple[str, int], list[str]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A read row, where it stands, and whether it is a user's."""

    raw: RawRow
    outlet: Outlet
    user: bool = False


def row_data(outlet: Outlet) -> dict[str, Any]:
    """The row as plain data, without defaults."""
    return outlet.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def build(
    rows: Sequence[Row], tables: Mapping[str, Any], ignored: Iterable[str] = (), *, known: Container[str] = ()
) -> tuple[Index, tuple[CatalogError, ...]]:
    """Makes the index of all rows.

    Args:
        rows: one a row, ids unique.
        tables: of `place_tables`.
        ignored: names that are no outlets.
        known: ids that exist beside those of the rows.

    Returns:
        The index, and what is wrong with single rows; such a row's other names and domains still count.
    """
    problems: list[CatalogError] = []
    keys: dict[str, list[Claim]] = {}
    hosts: dict[str, list[list[Any]]] = {}
    services: dict[str, list[str]] = {}
    phrases: dict[str, list[Any]] = {}
    ids = {row.outlet.id for row in rows}
    dropped = dict.fromkeys((key_of(name) for name in ignored), True)
    for row in rows:
        outlet = row.outlet
        for claimed, claim, words in claims_of(outlet):
            if claimed in dropped:
                continue
            _claim(keys, claimed, claim)
            if words:
                _phrase(phrases, words, claim, tables)
        for domain in outlet.domains:
            bad = _bad_domain(domain.host, domain.path, outlet.kind, tables)
            if bad:
                problems.append(
                    CatalogError("use the domain of", f"{row.raw.label}, field 'domains.host'", bad, "see docs/outlets.md")
                )
                continue
            entry = [outlet.id, domain.path, domain.since, domain.until, domain.sure, domain.role == "main"]
            hosts.setdefault(domain.host, []).append(entry)
        if outlet.parent and outlet.languages:
            services.setdefault(f"{outlet.parent} {outlet.languages[0]}", []).append(outlet.id)
        for name in ("parent", "successor"):
            other = getattr(outlet, name)
            if row.user and other is not None and other not in ids and other not in known:
                why = f"there is no outlet {other!r}"
                problems.append(
                    CatalogError("read the outlet", f"{row.raw.label}, field {name!r}", why, "name an id that exists")
                )
    for host, places_on in hosts.items():
        phrases.setdefault(host, [sorted({entry[0] for entry in places_on}), False, False, False, False])
    index = Index(
        rows={row.outlet.id: row_data(row.outlet) for row in rows},
        keys=keys,
        hosts=hosts,
        services=services,
        phrases=phrases,
        firsts=_firsts(phrases),
        users={row.outlet.id: row.raw.where for row in rows if row.user},
        ignored=dropped,
        **tables,
    )
    return index, tuple(problems)


def claims_of(outlet: Outlet) -> Iterable[tuple[str, Claim, str]]:
    """Every key that an outlet claims: key, claim, and the words as they stand in running text (or "")."""
    for name in (Name(text=outlet.name), *outlet.names):
        capitals = name.text.isupper() and len(name.text) <= (SHORT if name.kind == "abbreviation" else SHOUTED)
        first, *others = keys_of(name.text) or ("",)
        if not first:
            continue
        window = [list(name.needs), name.since, name.until, capitals]
        yield first, [outlet.id, WRITTEN, *window], " ".join(words_of(name.text))
        for other in others:
            yield other, [outlet.id, SECOND, *window], other
        if " al" in f" {first}" and len(first.split()) != len(words_of(name.text)):
            yield first, [outlet.id, WRITTEN, *window], first  # "aljazeera", in running text too
        if is_cyrillic(first) and not capitals:
            for written in romanised(first, name.lang):
                yield written, [outlet.id, TRANSLITERATED, *window], written


def _claim(keys: dict[str, list[Claim]], key: str, claim: Claim) -> None:
    claims = keys.setdefault(key, [])
    for i, other in enumerate(claims):
        if other[0] == claim[0] and other[3:] == claim[3:] and other[2] == claim[2]:
            if claim[1] < other[1]:
                claims[i] = claim
            return
    claims.append(claim)


def _phrase(phrases: dict[str, list[Any]], words: str, claim: Claim, tables: Mapping[str, Any]) -> None:
    if len(words) < 2 or claim[2]:
        return
    capitals = bool(claim[5])
    bare = claim[1] == SECOND and " " not in words
    key = key_of(words)
    everyday = key in tables["everyday"]
    entry = phrases.setdefault(words, [[], capitals, key in tables["common"] or everyday, bare, everyday])
    if claim[0] not in entry[0]:
        entry[0].append(claim[0])
    entry[1] = entry[1] and capitals
    entry[3] = entry[3] and bare


def _firsts(phrases: Mapping[str, Any]) -> dict[str, list[list[Any]]]:
    lengths: dict[str, set[int]] = {}
    seconds: dict[str, set[str]] = {}
    for phrase in phrases:
        first, *others = phrase.split(" ")
        lengths.setdefault(first, set()).add(len(others) + 1)
        seconds.setdefault(first, set()).update(others[:1])
    return {first: [sorted(found, reverse=True), sorted(seconds[first])] for first, found in lengths.items()}


def _bad_domain(host: str, path: str, kind: str, tables: Mapping[str, Any]) -> str | None:
    if not is_host(host) or clean_host(host) != host:
        return f"{host!r} is not a host under a public suffix (without www.)"
    if kind in ("platform", "aggregator"):
        return None
    registered = registrable_domain(host)
    if registered in tables["generic"] or host in tables["generic"]:
        return f"{host!r} belongs to a service that carries other people's pages"
    if registered in tables["accounts"] and not path:
        return f"{host!r} is a platform: give the account as `path`"
    if host in tables["subdomains"]:
        return f"{host!r} is a platform: give the account's own host"
    return None


def place_tables(places: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of `catalog/places.toml`, by folded names."""
    hosts = places["hosts"]
    return {
        "countries": _by_name(places["countries"]),
        "languages": _by_name(places["languages"]),
        "cities": _by_name(places["cities"]),
        "descriptors": {key_of(words): kinds for words, kinds in places["descriptors"].items()},
        "affixes": {words if words[0] == "." else key_of(words): kinds for words, kinds in places["affixes"].items()},
        "common": dict.fromkeys((key_of(word) for word in places["common"]["words"]), True),
        "everyday": dict.fromkeys((key_of(word) for word in places["common"]["everyday"]), True),
        "several": dict.fromkeys((key_of(word) for word in places["common"]["several"]), True),
        "accounts": dict(hosts["accounts"]),
        "subdomains": dict.fromkeys(hosts["subdomains"], True),
        "generic": dict.fromkeys(hosts["generic"], True),
    }


def _by_name(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key_of(name): code for code, names in table.items() for name in names}
