"""The whole of `read_citations` on a small article, with the shipped register and rules."""

from claim_builder import article

from provenance.citations import read_citations
from provenance.model.dates import PartialDate
from provenance.model.reading import Reading
from provenance.outlets import load_registry

TEXT = (
    "In June 4, the northern dam broke and 41 men were lost (Interfax, June 5). It was the oldest dam of the country.\n\n"
    "The office had called it “safe for a hundred years” (RIA Novosti, May 30, 2013; Interfax, July 9)."
)


def read() -> Reading:
    return read_citations(article(TEXT, "2014-06-10"), load_registry(), as_of=PartialDate.parse("2014-06-12"))


def test_claims_citations_and_findings_fit_together() -> None:
    reading = read()
    ids = {citation.id for citation in reading.citations}
    assert len(reading.citations) == 3
    assert [[(link.id, link.coverage) for link in claim.citations] for claim in reading.claims] == [
        [("c1", "direct")],
        [("c1", "carried")],
        [("c2", "direct"), ("c3", "direct")],
    ]
    places = [(finding.start, finding.end, finding.code) for finding in reading.findings]
    assert places == sorted(places)
    assert {"T08", "T11", "uncited-superlative"} <= {finding.code for finding in reading.findings}
    known = ids | {claim.id for claim in reading.claims}
    assert all(set(finding.about) <= known for finding in reading.findings)


def test_the_same_text_gives_the_same_reading_and_survives_json() -> None:
    reading = read()
    assert read() == reading
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


def test_a_sentence_with_a_bracket_that_may_cite_is_not_said_to_have_no_source() -> None:
    text = "The dam holds 40 million tons (Valley Harmony, May 2013). It cost 9 million."
    reading = read_citations(article(text, "2014-06-10"), load_registry())
    assert [doubt.text for doubt in reading.doubtful] == ["(Valley Harmony, May 2013)"]
    assert ["doubtful_citation" in claim.traits for claim in reading.claims] == [True, False]
    findings = [(finding.about, finding.severity, "may be one" in finding.message) for finding in reading.findings]
    assert findings == [(("k1",), "info", True), (("k2",), "warning", False)]


def test_an_author_with_a_year_behind_a_stop_opens_the_next_sentence() -> None:
    text = "The fish left in May. Orok (2009) found that 40 nets were torn. The price rose. (Orok, 2009) It fell again."
    reading = read_citations(article(text, "2014-06-10"), load_registry())
    assert [(claim.text[:12], [link.id for link in claim.citations]) for claim in reading.claims] == [
        ("The fish lef", []),
        ("Orok (2009) ", ["c1"]),
        ("The price ro", ["c2"]),
        ("It fell agai", ["c2"]),
    ]


def test_a_chinese_sentence_is_a_claim() -> None:
    reading = read_citations(article("盐路因大雪关闭四天（新华社，2013年12月1日）。", "2014-06-10"), load_registry())
    assert [[link.id for link in claim.citations] for claim in reading.claims] == [["c1"]]


def test_a_wiki_mark_that_asks_for_a_source_is_none() -> None:
    reading = read_citations(
        article("At least 40 men died.{{citation needed|date=May 2017}} It rained.", None), load_registry()
    )
    assert reading.references == ()
    assert [claim.need for claim in reading.claims if "40" in claim.text] == ["must"]


def test_a_title_in_a_reference_is_nobody_s_words_and_a_link_definition_no_claim() -> None:
    text = "The dam fell (Nadia Reem, “The King of Clay,” Reuters, May 2).\n\n[bb]: https://www.site.example/2013/9-14/dam\n"
    reading = read_citations(article(text, "2014-06-10"), load_registry())
    assert [(claim.text[:8], "quotation" in claim.traits) for claim in reading.claims] == [("The dam ", False)]
