"""Named sources, quotations and the words that grading asks about."""

import pytest
from claim_builder import Cited, read

SPEAKERS = [
    ("Deputy Aslan Orok said that the dam was safe.", [("Deputy Aslan Orok", "indirect")]),
    ("“The dam is safe and dry,” deputy Aslan Orok said.", [("deputy Aslan Orok", "direct")]),
    ("“The dam is safe and dry,” said Aslan Orok.", [("Aslan Orok", "direct")]),
    ("Aslan Orok, the head of the port, said that the dam was safe.", [("Aslan Orok", "indirect")]),
    ("“The dam is safe and dry,” the head of the port, Aslan Orok, said after the vote.", [("Aslan Orok", "direct")]),
    ("The head of the port, Aslan Orok, told the council that the dam was safe.", [("Aslan Orok", "indirect")]),
    ("Councillor Mira Sand replied that the dam was safe.", [("Councillor Mira Sand", "indirect")]),
    ("Officials in Sarvan, Derrow, said that the dam was safe.", []),
    ("“The dam is safe and dry,” said after some time nobody.", []),
    ("Some villagers working in Sarvan, for example, report that their wells were filled.",
     [("Some villagers working in Sarvan", "indirect")]),
    ("According to the harbour master, the sand moves.", [("the harbour master", "indirect")]),
    ("По словам мэра Сарвана, мост закрыт.", [("мэра Сарвана", "indirect")]),
    ("The report is long and the state is poor.", []),
    ("The Union has confirmed reports that the dam is weak.", [("The Union", "indirect")]),
    ("A statement on the weapons report", []),
    ("He said that the dam was safe.", []),
    ("The minister is said to be ill.", []),
    ("The U.N. says that the dam is safe.", [("The U.N.", "indirect")]),
    ("The dam is safe, according to the harbour master.", [("the harbour master", "indirect")]),
    ("Как сообщил 12 декабря депутат Орок, в городе закрыли 14 школ.", []),
    ("Эксперты считают, что плотина цела.", [("Эксперты", "indirect")]),
    ("“The mayor said no such thing,” the paper held.", []),
    ("The dam was built in 1901.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEAKERS, ids=[text[:40] for text, _ in SPEAKERS])
def test_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    claims, _ = read(text)
    assert [(source.name, source.speech) for claim in claims for source in claim.named_sources] == expected


def test_who_told_an_outlet_is_the_speaker_though_the_outlet_is_cited() -> None:
    claims, _ = read(
        "The engineer, Aslan Orok, told Interfax that the dam was safe.",
        Cited("told Interfax that", ("Interfax", None), style="prose"),
    )
    assert [source.name for claim in claims for source in claim.named_sources] == ["Aslan Orok"]


def test_an_outlet_that_is_cited_is_no_speaker_as_well() -> None:
    cited = Cited("according to Interfax", ("Interfax", None), style="prose")
    claims, _ = read("The dam broke, according to Interfax.", cited)
    assert [claim.named_sources for claim in claims] == [()]


@pytest.mark.parametrize(
    ("text", "trait", "has"),
    [
        ("Officials say that the dam is safe.", "unnamed", True),
        ("Some Sarvanis said that the dam was safe.", "unnamed", True),
        ("Mayor Ilya Moran said that the dam was safe.", "unnamed", False),
        ("In the video, Orok says, “We will come back for you.”", "in_text_primary", True),
        ("A caption reads, “The water is ours to keep.”", "in_text_primary", True),
        ("In the town, Orok says that he is well.", "in_text_primary", False),
        ("This was the end of the road.", "needs_context", True),
        ("The road was long.\n\nThis was its end.", "needs_context", False),
        ("Prices rose 40 percent.", "statistic", True),
        ("Prices rose 40 percent.", "number", True),
        ("Forty men and 3 women came.", "statistic", False),
        ("It was the first dam of its kind.", "superlative", True),
        ("The bank will fail.", "forecast", True),
        ("Governor Pell was convicted of fraud.", "accusation", True),
        ("He called it “a great and sad day”.", "quotation", True),
    ],
)
def test_traits(text: str, trait: str, has: bool) -> None:
    claims, _ = read(text)
    assert (trait in claims[-1].traits) is has, claims[-1].traits


def test_quotations_have_offsets_and_titles_are_none() -> None:
    claims, _ = read("A film called “The Long Rain” ends with “we have nothing to keep dry”.")
    assert [quotation.text for quotation in claims[0].quotations] == ["we have nothing to keep dry"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("In July 2013, the dam broke.", "2013-07"),
        ("The dam was blown up on December 12, 2013.", "2013-12-12"),
        ("The dam was blown up on December 12.", "2014-12-12"),
        ("The dam stood in Sarvan from 2011 to 2013.", "2011/2013"),
        ("The July 2013 film differs from the May 2012 film.", None),
        ("Nobody from the July 2013 film came back.", None),
        ("It has been dry since May 2012.", None),
        ("It broke on Monday, June 9, 2014.", "2014-06-09"),
        ("SARVAN, May 3 (Reuters) - The dam broke.", None),
        ("May 3, 2014 — The dam broke.", None),
        ("The dam broke (Interfax, June 4).", None),
        ("In May 2012 it broke and in June 2013 it was mended.", None),
    ],
)
def test_event(text: str, event: str | None) -> None:
    claims, _ = read(text, *([Cited("(Interfax, June 4)")] if "Interfax" in text else []))
    assert [claim.event for claim in claims] == [event]


def test_the_antecedent_is_kept_beside_a_claim_that_leans_on_it() -> None:
    text = "The dam broke. It was old."
    claims, _ = read(text)
    assert [claim.context for claim in claims] == [None, (0, 14)]


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("He said, “We have nothing left to sell.”", "uncited-quotation", "warning"),
        ("Forty-one men came home.", "uncited-number", "warning"),
        ("Prices rose 40 percent.", "uncited-statistic", "warning"),
        ("It was the first dam of its kind.", "uncited-superlative", "warning"),
        ("Governor Pell was convicted of fraud.", "uncited-accusation", "warning"),
        ("The Bank of Velmora closed its doors.", "uncited-event", "info"),
        ("The dam broke (Interfax, June 4). It took 41 men with it.", "uncited-number", "info"),
    ],
)
def test_uncited(text: str, code: str, severity: str) -> None:
    claims, findings = read(text, *([Cited("(Interfax, June 4)")] if "Interfax" in text else []))
    assert [(finding.code, finding.severity) for finding in findings] == [(code, severity)]
    assert findings[0].about == (claims[-1].id,)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("On Monday the bank will sell again, two officials told Interfax.", "two officials told Interfax"),
        ("Idle firms run late, according to a July 21 report by Interfax.", "according to a July 21 report by Interfax"),
    ],
)
def test_what_an_outlet_is_said_to_say_is_reported_speech(text: str, reference: str) -> None:
    claims, findings = read(text, Cited(reference, ("Interfax", None), style="prose"))
    assert [(claim.need, claim.need_reasons) for claim in claims] == [("should", ("reported-speech",))]
    assert findings == ()


def test_a_cited_claim_and_background_are_not_noted() -> None:
    _, findings = read("Prices rose 40 percent (Interfax, June 4). The sea is calm.", Cited("(Interfax, June 4)"))
    assert findings == ()
