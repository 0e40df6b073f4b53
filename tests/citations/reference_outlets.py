"""A small registry for the tests of references: a few outlets, exact names."""

import re
from types import SimpleNamespace

from provenance.citations.references import find_references
from provenance.model.dates import PartialDate
from provenance.model.document import Document
from provenance.model.outlet import LookupAnswer

NAMES = ("Interfax", "Kommersant", "Reuters", "BBC", "RIA Novosti", "Интерфакс", "Daily Mail", "RFE/RL", "Central Asia Online")


class StandIn:
    def look_up(self, name, *, on=None, country=None, publication=None, language=None, suggest=True):
        known = next((n for n in NAMES if n.casefold() == name.casefold()), None)
        if known is None:
            return LookupAnswer(name=name, answer="unknown", rule="none")
        return LookupAnswer(name=name, answer="outlet", outlet=known.casefold().replace(" ", "-"), rule="exact")

    def outlet(self, id):
        return None

    def names_in(self, text, start=0, end=None):
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, NAMES)) + r")(?!\w)")
        matches = pattern.finditer(text, start, len(text) if end is None else end)
        return tuple(SimpleNamespace(start=m.start(), end=m.end(), outlets=(m[0],)) for m in matches)


def read(text, registry, published="2014-12-16"):
    day = PartialDate.parse(published) if published else None
    document = Document(source="test", format="text", title=None, published=day, language="en", text=text, sha256="0" * 64)
    return find_references(document, registry)
