"""Wikidata, one country a query: names in many scripts, and every official site with its years - also the ended ones.

`wdt:P856` would give the best-ranked sites only, and so lose the old domains; the query asks the statements themselves.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from provenance.errors import CatalogError

from .imported import Imported, decoded, host_of, row_of

ENDPOINT = "https://query.wikidata.org/sparql"
_SOURCE = "Wikidata"
#: Classes of media and the kinds they are here (from the registry's design; check a number on Wikidata before adding one).
CLASSES = {
    "Q11032": "newspaper", "Q1110794": "newspaper", "Q192283": "wire", "Q1616075": "broadcaster", "Q14350": "broadcaster",
    "Q15265344": "broadcaster", "Q1193236": "site", "Q17232649": "site", "Q41298": "magazine", "Q5633421": "journal",
}  # fmt: skip
_LANGUAGES = (
    "en", "ru", "uk", "be", "kk", "ky", "uz", "tg", "tk", "az", "hy", "ka", "tr", "ar", "fa", "ps", "ur", "zh", "ko", "ja",
    "de", "fr", "es", "pl", "ro",
)  # fmt: skip


def query_address(country: str) -> str:
    """Where to ask for the media of a country (ISO 3166-1, two capital letters). Raises CatalogError for another text."""
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise CatalogError("ask Wikidata for the country", repr(country), "it is not two capital letters", "write it as in KZ")
    classes = " ".join(f"wd:{id}" for id in CLASSES)
    tongues = ", ".join(f'"{tongue}"' for tongue in _LANGUAGES)
    query = f"""SELECT ?o ?class ?name ?lang ?site ?since ?until ?born ?ended WHERE {{
  ?land wdt:P297 "{country}" . {{ ?o wdt:P17 ?land }} UNION {{ ?o wdt:P495 ?land }}
  VALUES ?class {{ {classes} }} ?o wdt:P31/wdt:P279* ?class .
  ?o p:P856 ?stated . ?stated ps:P856 ?site .
  OPTIONAL {{ ?stated pq:P580 ?since }} OPTIONAL {{ ?stated pq:P582 ?until }}
  OPTIONAL {{ ?o wdt:P571 ?born }} OPTIONAL {{ ?o wdt:P576 ?ended }}
  ?o rdfs:label|skos:altLabel ?name . BIND(LANG(?name) AS ?lang) FILTER(?lang IN ({tongues}))
}}"""
    return f"{ENDPOINT}?{urlencode({'query': query, 'format': 'json'})}"


def read_wikidata(data: bytes, *, country: str, date: str) -> Imported:
    """Rows of an answer in the SPARQL JSON format.

    Raises:
        CatalogError: it is something else, for instance an error page: that says nothing about the country's outlets.
    """
    try:
        bindings = json.loads(decoded(data, "Wikidata's answer"))["results"]["bindings"]
        lines = [{field: str(cell["value"]) for field, cell in line.items()} for line in bindings]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CatalogError("read", "Wikidata's answer", "it is not a SPARQL result", "try again later") from error
    items: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        items.setdefault(line.get("o", "").rpartition("/")[2], []).append(line)
    rows, skipped = [], 0
    for qid, told in items.items():
        row = _row(qid, told, country, date) if qid.startswith("Q") else None
        if row is None:
            skipped += 1
        else:
            rows.append(row)
    return Imported(_SOURCE, "CC0 1.0", date, tuple(rows), skipped)


def _row(qid: str, told: list[dict[str, str]], country: str, date: str) -> dict[str, Any] | None:
    names = list(dict.fromkeys((line["name"], line.get("lang", "")) for line in told if line.get("name")))
    if not names:
        return None
    first = next((name for name, lang in names if lang == "en"), names[0][0])
    domains: dict[tuple[str, int | None, int | None], dict[str, Any]] = {}
    for line in told:
        host = host_of(line.get("site", ""))
        if host:
            since, until = _year(line.get("since")), _year(line.get("until"))
            years = ({"from": since} if since else {}) | ({"to": until} if until else {})
            domains[host, since, until] = {"host": host, **years, "ref": f"{_SOURCE} {qid}, {date}"}
    kind = next((CLASSES[id] for id in (line.get("class", "").rpartition("/")[2] for line in told) if id in CLASSES), "site")
    row = row_of(
        "wd", first, "", kind=kind, country=country, qid=qid, ref=f"{_SOURCE} {qid}, {date}", domains=list(domains.values()),
        names=[{"text": name} | ({"lang": lang} if lang else {}) for name, lang in names if name != first],
        **{field: year for field in ("born", "ended") if (year := _year(told[0].get(field)))},
    )  # fmt: skip
    return None if row is None else row | {"id": f"wd-{qid.lower()}"}


def _year(text: str | None) -> int | None:
    return int(text[:4]) if text and text[:4].isdigit() and 1500 <= int(text[:4]) <= 2200 else None
