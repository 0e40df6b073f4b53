"""Audits for tests, synthetic: an invented article with a claim for every grade and a citation for every outcome."""

import hashlib
from datetime import UTC, date, datetime

from provenance.model.assessment import Assessment, CitationSupport, Override, Profile, Rate
from provenance.model.audit import Audit, Observed, Run
from provenance.model.citation import Citation, CitedDate, CitedSource, Doubtful, Reference
from provenance.model.claim import CitationLink, Claim, NamedSource
from provenance.model.dates import PartialDate
from provenance.model.document import Block, Document
from provenance.model.evidence import ArchiveAnswer, Candidate, DayCoverage, Passage, Resolution, ResolutionQuery
from provenance.model.finding import Finding
from provenance.model.reading import Reading

TITLE = "Dam Repairs in Northern Varsania Stall as Winter Nears"

#: sentence, need, grade, citations as (text in the sentence, name, EDTF day, outcome), trace
SENTENCES = (
    (
        "Engineers closed two of the five gates of the Oshkar dam on 3 November after cracks were found "
        "(Varsan Courier, November 4, 2019).",
        "must", "A", (("Varsan Courier, November 4, 2019", "Varsan Courier", "2019-11-04", "matched"),),
    ),
    (
        "The ministry put the cost of the repairs at 48 million marks (Interregio, November 6; Lake News, November 7).",
        "must", "B",
        (("Interregio, November 6", "Interregio", "2019-11-06", "matched"),
         ("Lake News, November 7", "Lake News", "2019-11-07", "copies_only")),
    ),
    (
        "As many as 70 percent of the valley’s farms have lost their water since then, a union estimates "
        "(Вести Варсании, 9 ноября).",
        "must", "C", (("Вести Варсании, 9 ноября", "Вести Варсании", "2019-11-09", "candidates"),),
    ),
    (
        "The governor called the delay “a betrayal of the valley” in a televised speech (Radio Oshkar, November 10).",
        "must", "D", (("Radio Oshkar, November 10", "Radio Oshkar", "2019-11-10", "matched"),),
    ),
    ("In the speech he also promised pensions for the families of three drowned workers.", "must", "P", ()),
    ("It was the largest protest in the region’s history.", "must", "U", ()),
    (
        "Three contractors left the site within a week (see Builder’s Monitor, October 2019).",
        "should", "NC", (("see Builder’s Monitor, October 2019", "Builder’s Monitor", "2019-10", "unreachable"),),
    ),
    (
        "The neighbouring republic offered pumps and 40 divers (Tarn Tribune, November 12).",
        "should", "NC", (("Tarn Tribune, November 12", "Tarn Tribune", "2019-11-12", "refused"),),
    ),
    (
        "Parliament met in closed session on the same night (Gazeta Polnoc, November 12).",
        "should", "NC", (("Gazeta Polnoc, November 12", "Gazeta Polnoc", "2019-11-12", "not_archived"),),
    ),
    (
        "Two deputies resigned (polnoc-online.example, November 13).",
        "should", "NC", (("polnoc-online.example, November 13", "polnoc-online.example", "2019-11-13", "no_match"),),
    ),
    (
        "The dam had been inspected on 20 November (Varsan Courier, November 14).",
        "must", "R", (("Varsan Courier, November 14", "Varsan Courier", "2019-11-14", "matched"),),
    ),
    (
        "The inspector’s office did not publish its figures (, November 15).",
        "should", "NC", ((", November 15", None, "2019-11-15", "not_tried"),),
    ),
    ("Repairs may well last beyond the spring flood.", "none", "NA", ()),
)  # fmt: skip

ANSWERS = {
    "matched": ("found", "3 captures"),
    "candidates": ("found", "9 captures"),
    "copies_only": ("empty", "no capture of the outlet's own page"),
    "no_match": ("found", "41 pages of that day read"),
    "not_archived": ("empty", "no capture between 11 and 15 November 2019"),
    "refused": ("refused", "the owner asked for exclusion"),
    "unreachable": ("unreachable", "no answer within 20 s, twice"),
    "not_tried": ("skipped", "the request budget was spent"),
}
EXPLANATIONS = {
    "no_match": "41 of the outlet's pages of that day were read; none fits.",
    "not_tried": "The name is lost from the text.",
}
LEVELS = {"A": "E4", "B": "E3", "C": "E2", "D": "E0", "R": "E3"}
CODES = {"C": ("I4",), "R": ("T03",), "NC": ()}
PAGES = {
    "matched": ("Engineers close gates of Oshkar dam",
                "Two of the five gates were closed on Sunday after a diver reported cracks in the eastern pier."),
    "candidates": ("Фермеры долины остались без воды",
                   "По оценке профсоюза, до 70 процентов хозяйств долины остались без воды."),
    "copies_only": ("Repairs to cost 48 million, agency reports",
                    "The repairs will cost 48 million marks, the Interregio agency reports."),
}  # fmt: skip


def sha(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def candidate(outcome, day, *, title=None, text=None, archive_url=None, identity="high", n=0):
    page_title, passage = PAGES[outcome]
    text = text if text is not None else passage
    return Candidate(
        url=f"https://news.example/{day}/{n}.html",
        archive="wayback",
        archive_url=archive_url or f"https://web.archive.example/web/20191114120000/https://news.example/{day}/{n}.html",
        captured_at=datetime(2019, 11, 14, 12, 0, 5, tzinfo=UTC),
        sha256=sha(f"{day}{n}{text}"),
        title=title if title is not None else page_title,
        published=PartialDate.parse(day) if len(day) == 10 else None,
        published_from="metadata" if len(day) == 10 else None,
        language="en",
        identity=identity,
        role="copy" if outcome == "copies_only" else "item",
        signals={"date_match": True, "outlet_match": outcome != "copies_only", "right_page": 0.8123456789, "headline": 1 / 3},
        passages=(Passage(start=120, end=120 + len(text), text=text, score=0.91, sentence=2),),
    )


def pages_of(outcome, day):
    match outcome:
        case "matched":
            return (candidate("matched", day),)
        case "candidates":
            return (
                candidate("candidates", day, identity="medium"),
                candidate("candidates", day, identity="medium", n=1, archive_url="warc:/data/valley.warc.gz#48213"),
            )
        case "copies_only":
            return (candidate("copies_only", day, identity="low"),)
    return ()


def resolution(citation, outcome, day, archive="wayback"):
    answer, reason = ANSWERS[outcome]
    return Resolution(
        citation=citation,
        outcome=outcome,
        outcome_reason=(ArchiveAnswer(archive=archive, outcome=answer, reason=reason),),
        explanation=EXPLANATIONS.get(outcome, ""),
        identity={"matched": "high", "candidates": "medium", "copies_only": "low"}.get(outcome),
        candidates=pages_of(outcome, day),
        coverage=DayCoverage(
            pages_seen=41 if outcome == "no_match" else 3,
            day_captured={"no_match": True, "not_archived": False}.get(outcome),
        ),
        queries=(
            ResolutionQuery(
                id=f"q-{citation}",
                archive=archive,
                request=f"captures of host news.example, {day}",
                status={"refused": 403, "unreachable": None, "not_tried": None}.get(outcome, 200),
                outcome=answer,
                why="the outlet's captures of that day",
                reason=reason,
            ),
        ),
    )  # fmt: skip


def cited_date(text, day):
    value = PartialDate.parse(day)
    return CitedDate(
        text=text,
        value=value,
        precision=value.precision,
        readings=(value,),
        year_inferred="2019" not in text,
        reason="the latest such day that is not after the article",
    )


def make_reading(sentences=SENTENCES, *, title=TITLE, source="dam.txt", published="2019-11-16", **document_fields):
    """A reading of `sentences` (rows as in SENTENCES), three to a paragraph, under a title line."""
    text = title
    blocks = [Block(kind="title", start=0, end=len(title))]
    references, citations, claims = [], [], []
    for number, (sentence, need, _, cited) in enumerate(sentences, 1):
        text += "\n\n" if (number - 1) % 3 == 0 else " "
        start = len(text)
        text += sentence
        if (number - 1) % 3 == 0:
            blocks.append(Block(kind="paragraph", start=start, end=len(text)))
        blocks[-1] = blocks[-1].model_copy(update={"end": len(text)})
        links = []
        if cited:
            left = start + sentence.rindex("(")
            right = start + sentence.rindex(")") + 1
            ids = []
            for words, name, day, _ in cited:
                id = f"c{len(citations) + 1}"
                at = start + sentence.index(words)
                citations.append(
                    Citation(
                        id=id,
                        reference=f"r{len(references) + 1}",
                        start=at,
                        end=at + len(words),
                        text=words,
                        signal="see" if words.startswith("see ") else None,
                        confidence=0.97,
                        source=CitedSource(
                            name=name,
                            kind="outlet" if name else "unknown",
                            outlet=name and name.lower().replace(" ", "-"),
                            lost=name is None,
                        ),
                        date=cited_date(words.split(", ", 1)[-1], day),
                        why=("a name and a day in brackets",),
                    )
                )
                ids.append(id)
                links.append(CitationLink(id=id, coverage="direct"))
            references.append(
                Reference(
                    id=f"r{len(references) + 1}",
                    start=left,
                    end=right,
                    text=text[left:right],
                    style="parenthetical",
                    citations=tuple(ids),
                )
            )
        claims.append(
            Claim(
                id=f"k{number}",
                start=start,
                end=start + len(sentence.split(" (")[0]),
                text=sentence.split(" (")[0],
                need=need,
                need_reasons=("number",) if need == "must" else (),
                citations=tuple(links),
                named_sources=(NamedSource(name="the governor", start=start, end=start + 3, speech="indirect"),)
                if "he also" in sentence
                else (),
                sentence=(start, len(text)),
                paragraph=(number - 1) // 3 + 1,
            )
        )
    fields = {
        "publisher": "varsan-weekly",
        "language": "en",
        "published_time": "17:38",
        "published_from": "dateline",
    } | document_fields
    document = Document(
        source=source,
        format="text",
        title=title,
        published=PartialDate.parse(published) if published else None,
        text=text,
        sha256=sha(text),
        blocks=tuple(blocks),
        **fields,
    )
    findings = tuple(
        Finding(
            code="T08",
            severity="info",
            start=c.start,
            end=c.end,
            message=f"No year is printed; {c.date.value} was inferred.",
            about=(c.id,),
        )
        for c in citations
        if c.date and c.date.year_inferred
    )[:3]
    findings += (
        Finding(
            code="T19",
            severity="info",
            start=0,
            end=5,
            message="17:38 has no zone; a day on either side was allowed for.",
            about=(),
        ),
    )
    return Reading(
        document=document,
        references=tuple(references),
        citations=tuple(citations),
        claims=tuple(claims),
        findings=findings,
        doubtful=(Doubtful(start=0, end=3, text=text[:3], why="a name without a day", confidence=0.4),),
    )


def make_audit(sentences=SENTENCES, *, observed=True, **reading_fields):
    """An audit with the grades and outcomes of `sentences`."""
    reading = make_reading(sentences, **reading_fields)
    resolutions, assessments, index = [], [], 0
    for number, (_, _, grade, cited) in enumerate(sentences, 1):
        supports = []
        for _, _, day, outcome in cited:
            index += 1
            made = resolution(f"c{index}", outcome, day)
            resolutions.append(made)
            if grade in LEVELS and made.candidates:
                page = made.candidates[0]
                supports.append(
                    CitationSupport(
                        citation=f"c{index}",
                        sha256=page.sha256,
                        level=LEVELS[grade],
                        score=2 / 3,
                        reason="all numbers and names of the claim stand in one window",
                        passages=page.passages if grade != "D" else (),
                    )
                )
        assessments.append(
            Assessment(
                claim=f"k{number}",
                grade=grade,
                provisional=grade not in ("NA", "P", "U"),
                support=tuple(supports),
                independent_origins=(1, 2) if len(supports) > 1 else None,
                codes=CODES.get(grade, ()),
                tags=("relayed",) if grade == "C" else (),
                trace=(f"start {grade} ({LEVELS[grade]} c{index} passage 1)",) if supports else ("no page was read",),
                override=Override.model_validate(
                    {"layer": "support", "from": "E2", "to": "E3", "reason": "read in full", "by": "desk", "at": "2019-11-20"}
                )
                if grade == "B"
                else None,
            )
        )
    grades = {g: sum(a.grade == g for a in assessments) for g in ("A", "B", "C", "D", "P", "U", "NC", "R", "NA")}
    outcomes = {}
    for made in resolutions:
        outcomes[made.outcome] = outcomes.get(made.outcome, 0) + 1
    checked = sum(grades[g] for g in "ABCDR")
    good = grades["A"] + grades["B"]
    worst = ("R", "D", "U", "C", "P", "NC")
    return Audit(
        **{name: getattr(reading, name) for name in ("document", "references", "citations", "doubtful", "claims", "findings")},
        resolutions=tuple(resolutions),
        assessments=tuple(assessments),
        profile=Profile(
            grades=grades,
            cited_share=10 / 12,
            found_share=outcomes.get("matched", 0) / max(1, len(resolutions)),
            supported_share=good / checked if checked else None,
            supported=Rate(
                n=checked,
                share=good / checked if checked else None,
                low=0.0527 if checked else None,
                high=0.8534 if checked else None,
            ),
            bounds=(good / max(1, checked + grades["NC"]), (good + grades["NC"]) / max(1, checked + grades["NC"])),
            outcomes=outcomes,
            attention=tuple(a.claim for g in worst for a in assessments if a.grade == g),
        ),
        run=Run(
            version="0.1.0",
            rules_version="2026.1",
            rules_sha256="ab" * 32,
            settings_sha256="cd" * 32,
            as_of=date(2026, 11, 22),
            archives=("wayback", "arquivo"),
        ),
        observed=Observed(
            requests={"web.archive.example": 12, "arquivo.example": 1},
            cache_hits=3,
            seconds=12.3456789,
            query_times={"q-c1": datetime(2026, 11, 22, 10, 0, tzinfo=UTC)},
        )
        if observed
        else None,
    )


#: The same article when no archive answers: each citation in one of the three states that say nothing about a source.
UNASKED = tuple(
    (
        text,
        need,
        "NC" if cited else grade,
        tuple((words, name, day, ("unreachable", "refused", "not_tried")[index % 3]) for words, name, day, _ in cited),
    )
    for index, (text, need, grade, cited) in enumerate(SENTENCES)
)
