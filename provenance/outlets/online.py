"""An unknown name, looked up on Wikidata when a user allows it. What comes of it is marked as unverified.

`wbsearchentities` in the article's language, in English and in Russian; the items that bear just this name, from
Special:EntityData; of these the media (their classes lie under the roots in `_ROOTS`) that have an official site and were in
being on the day. One that is left is taken; several are candidates. Wikidata is sent the name and nothing else.

A refusal, a time-out, an error page is "could not be asked", never "there is no such outlet". The service's manners and answers
are those of https://www.wikidata.org/w/api.php (read 2026-11) and Wikidata:Data access.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from provenance.model.dates import DateValue
from provenance.model.outlet import LookupAnswer, OutletCandidate

from .keys import asked_keys, keys_of
from .periods import domains_of
from .query import Decision
from .updates.imported import host_of
from .updates.wikidata import CLASSES, ENDPOINT

_SEARCH = "https://www.wikidata.org/w/api.php"
_ENTITY = "https://www.wikidata.org/wiki/Special:EntityData/{}.json"
#: Items of a search (registry design, run-time look-up, step 1), and how many that bear the name are read; more than that is a
#: name of many.
_HITS, _READ = 10, 5
#: Properties: class, official site, begun, ended, country, country of origin, ISO code; qualifiers: start, end.
_CLASS, _SITE, _BORN, _ENDED, _COUNTRY, _ORIGIN, _ISO, _SINCE, _UNTIL = (
    "P31", "P856", "P571", "P576", "P17", "P495", "P297", "P580", "P582",
)  # fmt: skip
_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
_RULE = "wikidata"


class Service(Protocol):
    """Someone who asks the network."""

    def fetch(self, address: str) -> bytes | str:
        """The body of a good answer; or, as text, why there is none."""

    def reject(self, address: str) -> None:
        """Told that the body was no answer: it must not be kept."""


class _Unasked(Exception):
    """Why a question has no answer. It never leaves this module: there it is an outcome."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item that bears the name: what a look-up needs of it."""

    qid: str
    label: str
    classes: frozenset[str]
    countries: frozenset[str]
    domains: tuple[Mapping[str, Any], ...]
    born: int | None
    ended: int | None

    def alive(self, years: tuple[int, int] | None) -> bool:
        if years is None:
            return True
        return not (self.born is not None and self.born > years[1]) and not (self.ended is not None and self.ended < years[0])


class Wikidata:
    """Asks Wikidata for names.

    Args:
        service: who asks. Its cache decides how long an answer is good for.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    def look_up(
        self,
        name: str,
        *,
        on: DateValue | None = None,
        language: str | None = None,
        country: str | None = None,
        common: bool = False,
    ) -> LookupAnswer:
        """Who is meant by a name that no row knows. Never raises for what the service answers.

        Args:
            name: as printed.
            on: the day of the citation.
            language: ISO 639-1 of the article; asked first.
            country: ISO 3166-1 of the article's country; tells namesakes apart.
            common: the name is an everyday word: then one item of that name proves nothing, and is only a candidate.

        Returns:
            `outlet` with domains (`outlet` None, for there is no row), `ambiguous`, or `unknown`. `remark` says where Wikidata
            could not be asked.
        """
        try:
            return self._answer(name, on, language, country, common)
        except _Unasked as why:
            remark = f"Wikidata could not be asked ({why})"
            return LookupAnswer(name=name, on=on, answer="unknown", rule=_RULE, remark=remark)

    def _answer(self, name: str, on: DateValue | None, language: str | None, country: str | None, common: bool) -> LookupAnswer:
        years = None if on is None else (on.window.first.year, on.window.last.year)
        nobody = LookupAnswer(name=name, on=on, answer="unknown", rule=_RULE, remark="Wikidata knows no outlet of this name")
        media: list[_Item] = []
        seen: dict[str, str] = {}
        for tongue in dict.fromkeys((language or "en", "en", "ru")):
            found = {qid: label for qid, label in self._search(name, tongue).items() if qid not in seen}
            seen |= found
            if len(seen) > _READ:
                many = tuple(_candidate(qid, label, "one of many of this name") for qid, label in seen.items())
                return nobody.model_copy(update={"remark": "Wikidata knows many things of this name", "candidates": many})
            items = [self._item(qid, language) for qid in found]
            media = self._media(item for item in items if item.domains and item.alive(years))
            if media:
                break
        if len(media) > 1 and country:
            media = [item for item in media if country in self._codes(item.countries)] or media
        if not media:
            return nobody
        if len(media) > 1 or common:
            why = "of this name on Wikidata" if not common else "of this name on Wikidata; the name is an everyday word"
            candidates = tuple(_candidate(item.qid, item.label, why) for item in media)
            return LookupAnswer(name=name, on=on, answer="ambiguous", rule=_RULE, candidates=candidates)
        item = media[0]
        row = {"id": item.qid, "name": item.label, "domains": item.domains}
        return LookupAnswer(
            name=name,
            on=on,
            answer="outlet",
            outlet_name=item.label,
            rule=_RULE,
            domains=domains_of(Decision((item.qid,), _RULE), row, years),
            unverified=f"Wikidata {item.qid}",
        )

    def _search(self, name: str, language: str) -> dict[str, str]:
        """Items that bear just this name in a language, by id, with their labels."""
        wanted = set(asked_keys(name))
        options = {
            "action": "wbsearchentities", "search": name, "language": language, "uselang": language, "type": "item",
            "limit": str(_HITS), "format": "json", "formatversion": "2",
        }  # fmt: skip
        address = f"{_SEARCH}?{urlencode(options)}"
        found: dict[str, str] = {}
        for hit in self._json(address, "search"):
            try:
                match = hit.get("match") or {}
                printed = (hit.get("label"), match.get("text"), *(hit.get("aliases") or ()))
                if any(isinstance(text, str) and wanted & set(keys_of(text)) for text in printed):
                    found[str(hit["id"])] = str(hit.get("label") or hit["id"])
            except (KeyError, TypeError, AttributeError):
                raise self._refused(address) from None
        return found

    def _item(self, qid: str, language: str | None) -> _Item:
        address = _ENTITY.format(qid)
        entities = self._json(address, "entities")
        try:
            # A merged item comes under the id that it was merged into.
            entity = entities[qid] if qid in entities else next(iter(entities.values()))
            claims = entity["claims"]
            labels = {tongue: label["value"] for tongue, label in dict(entity["labels"]).items()}
            label = next((labels[tongue] for tongue in (language, "en", "ru") if tongue in labels), None)
            return _Item(
                qid=str(entity["id"]),
                label=str(label or next(iter(labels.values()), qid)),
                classes=frozenset(_ids(claims, _CLASS)),
                countries=frozenset((*_ids(claims, _COUNTRY), *_ids(claims, _ORIGIN))),
                domains=_sites(claims, f"Wikidata {qid}"),
                born=min(_years(claims, _BORN), default=None),
                ended=max(_years(claims, _ENDED), default=None),
            )
        except (KeyError, TypeError, AttributeError, StopIteration):
            raise self._refused(address) from None

    def _media(self, items: Iterable[_Item]) -> list[_Item]:
        """Those items whose class is one of media. The classes below the roots are asked for once, and kept."""
        left = list(items)
        if not left or all(item.classes & set(CLASSES) for item in left):
            return left
        roots = " ".join(f"wd:{root}" for root in CLASSES)
        query = f"SELECT DISTINCT ?c WHERE {{ VALUES ?root {{ {roots} }} ?c wdt:P279* ?root }}"
        address = f"{ENDPOINT}?{urlencode({'query': query, 'format': 'json'})}"
        results = self._json(address, "results")
        try:
            known = {str(line["c"]["value"]).rpartition("/")[2] for line in results["bindings"]}
        except (KeyError, TypeError):
            raise self._refused(address) from None
        return [item for item in left if item.classes & (known | set(CLASSES))]

    def _codes(self, countries: Iterable[str]) -> frozenset[str]:
        codes: set[str] = set()
        for qid in sorted(countries):
            address = _ENTITY.format(qid)
            for entity in dict(self._json(address, "entities")).values():
                try:
                    codes.update(str(value) for value in _values(entity["claims"], _ISO))
                except (KeyError, TypeError, AttributeError):
                    raise self._refused(address) from None
        return frozenset(codes)

    def _json(self, address: str, field: str) -> Any:
        body = self._service.fetch(address)
        if isinstance(body, str):
            raise _Unasked(body)
        try:
            read = json.loads(body)
        except (ValueError, RecursionError):
            raise self._refused(address) from None
        if not isinstance(read, dict) or "error" in read or not isinstance(read.get(field), (dict, list)):
            told = read.get("error") if isinstance(read, dict) else None
            code = str(told.get("code"))[:60] if isinstance(told, dict) else ""
            raise self._refused(address, code)
        return read[field]

    def _refused(self, address: str, code: str = "") -> _Unasked:
        self._service.reject(address)
        return _Unasked(f"its answer was an error, {code}" if code else "its answer was no data")


def _candidate(qid: str, label: str, why: str) -> OutletCandidate:
    return OutletCandidate(outlet=qid, outlet_name=label, why=why)


def _statements(claims: Any, property: str) -> Sequence[Mapping[str, Any]]:
    # A page without statements has an empty list in the place of the empty table (PHP's one array type).
    return claims.get(property, ()) if isinstance(claims, dict) else ()


def _value(snak: Mapping[str, Any]) -> Any:
    return snak["datavalue"]["value"] if snak.get("snaktype") == "value" else None


def _values(claims: Any, property: str) -> list[Any]:
    found = (_value(one["mainsnak"]) for one in _statements(claims, property) if one.get("rank") != "deprecated")
    return [value for value in found if value is not None]


def _ids(claims: Any, property: str) -> list[str]:
    return [str(value["id"] if "id" in value else f"Q{value['numeric-id']}") for value in _values(claims, property)]


def _years(claims: Any, property: str) -> list[int]:
    return [year for value in _values(claims, property) if (year := _year(value)) is not None]


def _year(value: Any) -> int | None:
    """The year of a Wikidata time ("+1994-01-01T00:00:00Z")."""
    digits = str(value["time"])[1:].partition("-")[0]
    return int(digits) if digits.isdigit() and 1500 <= int(digits) <= 2200 else None


def _sites(claims: Any, ref: str) -> tuple[Mapping[str, Any], ...]:
    """Every official site that is ours to ask, the best-ranked first, with the years that qualify it; ended ones too."""
    sites: dict[tuple[str, int | None, int | None], Mapping[str, Any]] = {}
    for statement in sorted(_statements(claims, _SITE), key=lambda one: _RANKS.get(str(one.get("rank")), 1)):
        host = host_of(str(_value(statement["mainsnak"]) or ""))
        if host is None:
            continue
        qualifiers = statement.get("qualifiers") or {}
        since, until = (_qualified(qualifiers, property) for property in (_SINCE, _UNTIL))
        years = ({"from": since} if since else {}) | ({"to": until} if until else {})
        sites.setdefault((host, since, until), {"host": host, **years, "ref": ref})
    return tuple(sites.values())


def _qualified(qualifiers: Mapping[str, Any], property: str) -> int | None:
    years = [_year(value) for snak in qualifiers.get(property, ()) if (value := _value(snak)) is not None]
    return next((year for year in years if year is not None), None)
