"""synthetic: answers of Wikidata in the shapes that its real ones have (labels, claims, ranks, qualifiers), of made-up outlets.

A few ids are real classes and properties; all items are invented.
"""

import json
from urllib.parse import parse_qs, urlsplit

NEWSPAPER, OTHER_CLASS, BELOW = "Q11032", "Q990001", "Q990002"


def time(year):
    return {"time": f"+{year}-00-00T00:00:00Z", "precision": 9}


def snak(value, kind="value"):
    return {"snaktype": kind, "datavalue": {"value": value}} if kind == "value" else {"snaktype": kind}


def statement(value, *, rank="normal", since=None, until=None, kind="value"):
    qualifiers = {key: [snak(time(year))] for key, year in (("P580", since), ("P582", until)) if year}
    made = {"mainsnak": snak(value, kind), "rank": rank, "type": "statement"}
    return made | ({"qualifiers": qualifiers} if qualifiers else {})


def entity(qid, *, labels, classes=(NEWSPAPER,), sites=(), country=None, born=None, ended=None, iso=None):
    claims = {"P31": [statement({"entity-type": "item", "id": one}) for one in classes]}
    if sites:
        claims["P856"] = [site if isinstance(site, dict) else statement(site) for site in sites]
    if country:
        claims["P17"] = [statement({"entity-type": "item", "id": country})]
    if iso:
        claims["P297"] = [statement(iso)]
    for property, year in (("P571", born), ("P576", ended)):
        if year:
            claims[property] = [statement(time(year))]
    named = {tongue: {"language": tongue, "value": text} for tongue, text in labels.items()}
    return {"id": qid, "type": "item", "labels": named, "aliases": {}, "claims": claims}


class FakeService:
    """A service over made-up entities; an address that holds a key of `faults` gets its value: a reason, or bytes."""

    def __init__(self, *entities, below=(BELOW,), faults=()):
        self.entities = {one["id"]: one for one in entities}
        self.below, self.faults = below, dict(faults)
        self.asked, self.rejected = [], []

    def fetch(self, address):
        self.asked.append(address)
        for part, fault in self.faults.items():
            if part in address:
                return fault
        options = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        if options.get("action") == "wbsearchentities":
            return self._search(options)
        if "sparql" in address:
            lines = [{"c": {"value": f"http://www.wikidata.org/entity/{one}"}} for one in self.below]
            return json.dumps({"results": {"bindings": lines}}).encode()
        found = self.entities[address.rpartition("/")[2].removesuffix(".json")]
        return json.dumps({"entities": {found["id"]: found}}).encode()

    def reject(self, address):
        self.rejected.append(address)

    def _search(self, options):
        assert options["limit"] == "10"
        wanted, hits = options["search"].casefold(), []
        for one in self.entities.values():
            label = one["labels"].get(options["language"], {}).get("value", "")
            if label.casefold().startswith(wanted):
                hits.append({"id": one["id"], "label": label, "match": {"type": "label", "text": label}})
        return json.dumps({"search": hits, "success": 1}).encode()
