"""Support is judged without knowing whom the article cites: names are swapped, and nothing changes."""

import ast
from pathlib import Path

import pytest

import provenance.assessment.signals
import provenance.assessment.support
import provenance.matching
from provenance.assessment.wording import Wording
from provenance.catalog.rules import load_rules
from provenance.document import read_bytes
from provenance.model.citation import Citation, CitedDate, CitedSource, Reference
from provenance.model.claim import CitationLink, Claim, NamedSource
from provenance.model.dates import PartialDate
from provenance.model.reading import Reading

SENTENCE = "Three bridges fell in the Karagan valley, and 31% of the villagers fled"


def reading_of(text, style, name, printed, *, suffix="txt", kind="outlet", named=False):
    """An article of one claim, and one reference to `name`, printed as `printed` in it."""
    document = read_bytes(text.encode(), source=f"a.{suffix}", published=PartialDate(2014, 1, 2))
    assert document.text == text
    start, at = text.index(printed), text.find(name)
    day = text.find("October 22")
    value = PartialDate(2013, 10, 22)
    citation = Citation(
        id="c1", reference="r1", start=start, end=start + len(printed), text=printed,
        source=CitedSource(name=name, kind=kind, start=at if at >= 0 else None, end=at + len(name) if at >= 0 else None),
        date=CitedDate(
            text="October 22", value=value, precision="day", readings=(value,), start=day, end=day + 10
        ) if day >= 0 else None,
    )  # fmt: skip
    reference = Reference(id="r1", start=start, end=start + len(printed), text=printed, style=style, citations=("c1",))
    speakers = (NamedSource(name=name, start=at, end=at + len(name)),) if named else ()
    claim = Claim(
        id="k1", start=0, end=len(text), text=text, need="must", sentence=(0, len(text)), named_sources=speakers,
        citations=(CitationLink(id="c1", coverage="direct"),),
    )  # fmt: skip
    return Reading(document=document, references=(reference,), citations=(citation,), claims=(claim,))


FORMS = [
    ("parenthetical", "txt", f"{SENTENCE} ({{}}, October 22).", "({}, October 22)"),
    ("parenthetical", "txt", f"{SENTENCE} (see {{}}, October 22, 2013).", "(see {}, October 22, 2013)"),
    ("bracket", "txt", f"{SENTENCE} [{{}}, October 22].", "[{}, October 22]"),
    ("dash-credit", "txt", f"{SENTENCE} – {{}}, October 22", "– {}, October 22"),
    ("prose", "txt", f"{{}} reported on October 22 that t{SENTENCE[1:]}.", "{} reported on October 22 that"),
    ("link", "md", f"{SENTENCE} [last week](https://{{}}.example/2013/10/22/a.html).", "[last week](https://{}.example/2013/10/22/a.html)"),
    ("link", "txt", f"{SENTENCE}: https://{{}}.example/2013/10/22/a.html", "https://{}.example/2013/10/22/a.html"),
    ("footnote", "md", f"{SENTENCE}.[^{{}}]", "[^{}]"),
]  # fmt: skip
NAMES = ("Herald", "Karagan-Valley-Bridges", "Villagers31")


@pytest.mark.parametrize(
    ("style", "suffix", "text", "printed"), FORMS, ids=[f"{row[0]} {row[3]}".replace("{}", "X") for row in FORMS]
)
def test_swapping_the_name_of_a_source_changes_no_word_of_the_claim(style, suffix, text, printed):
    seen = set()
    for name in NAMES:
        reading = reading_of(text.format(name), style, name, printed.format(name), suffix=suffix)
        words = Wording(reading).of(reading.claims[0])
        assert "bridges" in words
        assert "October 22" not in words
        assert "2013" not in words
        seen.add(words)
    assert len(seen) == 1


def test_an_institution_that_is_cited_in_a_sentence_stays_a_word_of_it():
    text = "The Ministry of Dams reported on October 22 that three bridges fell."
    reading = reading_of(
        text, "prose", "Ministry of Dams", "The Ministry of Dams reported on October 22 that", kind="institution"
    )
    assert Wording(reading).of(reading.claims[0]) == text


def test_a_claim_put_together_from_several_places_loses_its_references_too():
    text = f"{SENTENCE} (Herald, October 22)."
    reading = reading_of(text, "parenthetical", "Herald", "(Herald, October 22)")
    claim = reading.claims[0].model_copy(update={"text": f"In 2013, {text} See https://herald.example/a"})
    assert Wording(reading).of(claim) == f"In 2013, {SENTENCE} . See"


@pytest.mark.parametrize(
    ("text", "style", "printed", "tagged"),
    [
        ("Herald reported on October 22 that three bridges fell.", "prose", "Herald reported on October 22 that", False),
        ("Herald said that three bridges fell (Courier, October 22).", "parenthetical", "(Courier, October 22)", True),
    ],
    ids=["the speaker is the source", "the speaker is not the source"],
)
def test_a_source_named_in_the_sentence_is_not_relayed_by_itself(case, text, style, printed, tagged):
    built = case(text=text).cite(outlet="herald").row("herald")
    reading = reading_of(text, style, "Herald", printed, named=True)
    whole = built.reading()
    mended = reading.citations[0].model_copy(
        update={"source": reading.citations[0].source.model_copy(update={"outlet": "herald"})}
    )
    built.reading = lambda: whole.model_copy(
        update={
            "document": whole.document.model_copy(update={"text": text}),
            "references": reading.references, "citations": (mended,), "claims": reading.claims,
        }
    )  # fmt: skip
    assert ("relayed:c1" in built.grade().tags) is tagged


def test_the_whole_judgement_is_the_same_under_another_name(case, pages):
    shown = []
    for name in ("Herald", "Villagers"):
        text = f"{SENTENCE} ({name}, October 22)."
        built = case(text=text).cite(pages["main"], name=name)
        reading = reading_of(text, "parenthetical", name, f"({name}, October 22)")
        whole = built.reading()
        built.reading = lambda whole=whole, reading=reading: whole.model_copy(
            update={"references": reading.references, "citations": reading.citations, "claims": reading.claims}
        )
        shown.append(built.grade())
    assert shown[0] == shown[1]


BLIND = [provenance.assessment.support, provenance.assessment.signals, provenance.matching]


def test_the_code_that_judges_support_imports_nothing_about_outlets_or_citations():
    read = 0
    for module in BLIND:
        path = Path(module.__file__)
        for file in sorted(path.parent.glob("*.py")) if path.name == "__init__.py" else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom):
                    assert not {"outlet", "outlets", "citation", "citations", "evidence.identity"} & set(
                        (node.module or "").split(".")
                    )
            read += 1
    assert read >= 10


def test_support_takes_two_texts_and_nothing_else():
    rules = load_rules().support
    judged = provenance.assessment.support.judge_support(SENTENCE, "Three bridges fell in the Karagan valley.", rules)
    assert judged.level == "E2"
