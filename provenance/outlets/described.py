"""Words that describe an outlet without being its name, and rule 6: affixes, which only suggest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .exact import exact
from .index import SECOND, Index
from .keys import key_of
from .query import Decision, Query, country_of, kind_of
from .similar import near_keys

_OF = re.compile(r"(?:['’]s?|-based)\Z")


def described(index: Index, query: Query) -> Decision | None:
    """ "Kommersant newspaper", "the business daily Vedomosti": a describing word whose kind agrees is no part of the name."""
    words = query.name.split()
    without = words[1:] if words and words[0].lower() == "the" else words
    for size in (3, 2, 1):
        if len(without) <= size:
            continue
        for rest, said in ((words[:-size], words[-size:]), (without[size:], without[:size])):
            kinds = index.descriptors.get(key_of(" ".join(said)))
            if kinds is None or (rest[0] is not words[0] and said[0][0].isupper()):
                continue  # "Weekly Economic Times" is a name, "the weekly Economic Times" describes one
            name = _OF.sub("", " ".join(rest).strip(" ,"))
            decision = _agreeing(
                index, query.asking(name), kinds, weekly=said[-1][0].isupper() and key_of(said[-1]) == "weekly"
            )
            if decision is not None:
                return decision
    return None


def _weekly(index: Index, id: str) -> bool:
    return bool(index.rows[id].get("weekly")) or kind_of(index, id) == "magazine"


def _agreeing(index: Index, query: Query, kinds: list[str], *, weekly: bool) -> Decision | None:
    """`weekly`: the word is written as part of a title ("El Tiempo Weekly"), which only a weekly bears."""
    decision = exact(index, query)
    if decision is None or not decision.certain or decision.rule.startswith("exact-article"):
        return None  # a word off the end and an article off the front are two guesses
    ids = tuple(id for id in decision.ids if kind_of(index, id) in kinds and (not weekly or _weekly(index, id)))
    if not ids:
        return None
    return decision.by("descriptor", ids)


def nationality(index: Index, query: Query) -> Decision | None:
    """ "Russia's RIA", "the Kazakh news agency Kazinform", "the Moscow-based X": the place is context, and must agree."""
    words = query.name.split()
    told = words[:1] == ["the"]
    words = words[1:] if told else words
    for size in (2, 1):
        if len(words) <= size:
            continue
        key = key_of(_OF.sub("", " ".join(words[:size])))
        country = index.countries.get(key) or index.cities.get(key)
        if country is None:
            continue
        if not (told or _OF.search(words[size - 1]) or words[size][0].islower()):
            continue  # "Korea Times" is a name; "Korea's Times" and "the Korean Times" describe one
        rest = query.asking(" ".join(words[size:]), country)
        decision = exact(index, rest) or described(index, rest)
        if decision is None or not decision.certain:
            return None
        ids = tuple(id for id in decision.ids if country_of(index, id) == country)
        return decision.by("nationality", ids) if ids else None
    return None


def affix(index: Index, query: Query) -> Decision | None:
    """Suggests; decides only where one outlet is left, its kind agrees and its country is the article's."""
    key = key_of(query.name)
    if key in index.common:
        return None
    maybe: dict[str, bool] = {}
    for word, kinds in index.affixes.items():
        for other in _without(key, word):
            for claim in index.keys.get(other, ()):
                if claim[1] <= SECOND and not claim[2] and not claim[5] and other not in index.common:
                    country = country_of(index, claim[0])
                    agrees = kind_of(index, claim[0]) in kinds and query.country is not None and country == query.country
                    maybe[str(claim[0])] = maybe.get(str(claim[0]), False) or agrees
    if not maybe:
        return None
    if len(maybe) == 1 and all(maybe.values()):
        return Decision(tuple(maybe), "affix")
    return Decision((), "affix", maybe=tuple((id, "the same but for a word such as News or Online") for id in maybe))


def _without(key: str, word: str) -> Iterable[str]:
    if word.startswith("."):
        yield key.removesuffix(word) if key.endswith(word) else key + word
        return
    if key.endswith(f" {word}"):
        yield key[: -len(word) - 1]
    elif key.startswith(f"{word} "):
        yield key[len(word) + 1 :]
    else:
        yield f"{key} {word}"
        yield f"{word} {key}"


def similar(index: Index, query: Query) -> Decision | None:
    """Rule 8: names that are spelt nearly so, as suggestions."""
    near = near_keys(key_of(query.name), index)
    ids = dict.fromkeys(str(claim[0]) for key in near for claim in index.keys[key] if not claim[2] and not claim[5])
    return Decision((), "similar", maybe=tuple((id, "the name is spelt nearly so") for id in list(ids)[:5])) if ids else None
