"""Asks the user's models about every claim and page that the words alone have judged."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.assessment.wording import Wording
from provenance.model.assessment import Assessment
from provenance.model.opinion import ModelAnswer
from provenance.model.reading import Reading

from .advisors import Advisor


def ask_advisors(
    reading: Reading, assessments: Sequence[Assessment], advisors: Sequence[Advisor]
) -> dict[tuple[str, str], tuple[ModelAnswer, ...]]:
    """Each model's answer, by claim and citation.

    A model sees the claim without its references and the page's best passages: no outlet, no address, no grade.
    """
    wording = Wording(reading)
    claims = {claim.id: claim for claim in reading.claims}
    answers: dict[tuple[str, str], tuple[ModelAnswer, ...]] = {}
    for assessment in assessments:
        for support in assessment.support:
            if support.level == "EU" or not support.passages:
                continue
            text = wording.of(claims[assessment.claim])
            passages = [passage.text for passage in sorted(support.passages, key=lambda passage: passage.start)]
            answers[assessment.claim, support.citation] = tuple(advisor.ask(text, passages) for advisor in advisors)
    return answers
