from datetime import UTC, date, datetime

import pytest

from provenance.assessment import assess
from provenance.catalog.rules import load_rules
from provenance.model.citation import Citation, CitedDate, CitedSource, Reference
from provenance.model.claim import CitationLink, Claim, NamedSource
from provenance.model.dates import PartialDate
from provenance.model.document import Document
from provenance.model.evidence import Candidate, Page, Resolution, Resolved
from provenance.model.outlet import Outlet
from provenance.model.reading import Reading

CLAIM = "Some 31% of the villagers fled the Karagan valley after three bridges collapsed"

_RAIN = "More rain is expected in the region on Friday and over the weekend, and the roads are closed."
FULL = (
    "Three bridges in the Karagan valley collapsed on Tuesday. "
    f"Some 31 percent of the villagers have fled, the mayor said. {_RAIN}"
)
MAIN = f"Three bridges in the Karagan valley collapsed on Tuesday. About 31 percent are gone, the mayor said. {_RAIN}"
PART = f"Two bridges in the Karagan district were closed on Tuesday. Nobody was hurt, the mayor said. {_RAIN}"
NONE = (
    "The orchestra of Lisbon has cancelled its autumn tour. The conductor is ill, and the hall will be painted while it is "
    "closed. Tickets can be returned at the box office until Friday, the management said."
)
RUSSIAN = (
    "Оркестр Лиссабона отменил осенние гастроли. Дирижер болен, и зал будет закрыт на ремонт. "
    "Билеты можно вернуть в кассе до пятницы, сообщили в дирекции. Новые даты будут объявлены позже."
)


class Case:
    """Builds one article with one claim; each citation has its own outlet, page and outcome."""

    def __init__(self, **claim):
        self.claim, self.outlets, self.publisher = claim, {}, None
        self.citations, self.resolved, self.links, self.findings = [], [], [], []
        self.publisher = None

    def cite(self, page=FULL, *, outcome="matched", identity="high", coverage="direct", **fields):
        id = f"c{len(self.citations) + 1}"
        name, outlet, day = fields.get("name") or f"Herald {id}", fields.get("outlet"), 22
        value = PartialDate(2013, 10, day)
        self.citations.append(
            Citation(
                id=id, reference=f"r{id}", start=0, end=1, text=f"{name}, October {day}, 2013",
                source=CitedSource(name=name, kind="outlet", outlet=outlet),
                date=CitedDate(text=f"October {day}, 2013", value=value, precision="day", readings=(value,)),
            )
        )  # fmt: skip
        self.links.append(CitationLink(id=id, coverage=coverage))
        found = outcome in {"matched", "candidates", "copies_only"}
        texts = page if isinstance(page, tuple) else (page,)
        pages, candidates = [], []
        for index, text in enumerate(texts if found else ()):
            sha = f"{id}-{index}"
            values = {
                "url": f"http://{id}.example/{index}", "archive": "w", "archive_url": f"http://w.example/{id}/{index}",
                "captured_at": datetime(2013, 10, day + 1, tzinfo=UTC), "sha256": sha, "title": None,
                "published": value, "published_from": "metadata", "language": "en",
            }  # fmt: skip
            kept = {
                key: fields[key] for key in ("language", "captured_at", "published", "published_from", "url") if key in fields
            }
            own = {key: fields[key] for key in ("kind", "problems", "credits") if key in fields}
            pages.append(Page(**{**values, **kept, "kind": "article", "text": text, **own}))
            role = "copy" if outcome == "copies_only" else "item"
            candidates.append(Candidate(**{**values, **kept, "identity": identity, "role": role}))
        self.resolved.append(
            Resolved(
                resolution=Resolution(
                    citation=id, outcome=outcome, identity=identity if found else None, candidates=tuple(candidates)
                ),
                pages=tuple(pages),
            )
        )
        return self

    def row(self, id, **fields):
        self.outlets[id] = Outlet(**{"id": id, "name": id.title(), "kind": "newspaper", **fields})
        return self

    def reading(self):
        text = self.claim.get("text", CLAIM)
        document = Document(
            source="a.txt", format="text", title=None, published=PartialDate(2014, 1, 2), text=text, sha256="0", language="en",
            publisher=self.publisher,
        )  # fmt: skip
        names = tuple(NamedSource(name=name, start=0, end=1) for name in self.claim.get("named", ()))
        claim = Claim(
            id="k1", start=0, end=len(text), text=text,
            need=self.claim.get("need", "must"), traits=self.claim.get("traits", ()),
            citations=tuple(self.links), named_sources=names, sentence=(0, len(text)), event=self.claim.get("event"),
        )  # fmt: skip
        references = tuple(
            Reference(id=c.reference, start=0, end=0, text=c.text, style="parenthetical", citations=(c.id,))
            for c in self.citations
        )
        return Reading(
            document=document,
            references=references,
            citations=tuple(self.citations),
            claims=(claim,),
            findings=tuple(self.findings),
        )

    def judge(self, rules=None, **options):
        return assess(self.reading(), tuple(self.resolved), self.outlets, rules or load_rules(), date(2026, 1, 1), **options)

    def grade(self, rules=None):
        return self.judge(rules).assessments[0]


@pytest.fixture
def case():
    return Case


@pytest.fixture
def pages():
    return {"full": FULL, "main": MAIN, "part": PART, "none": NONE, "russian": RUSSIAN}
