"""Which citation covers which clause: the table of rules.md 2.1, step 6. Nothing crosses a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ..catalog.patterns import late
from ..catalog.prose import Prose
from ..model.citation import Citation, Reference
from ..model.claim import CitationLink, Coverage
from .clauses import Clause
from .parties import speaks_for_some
from .sentences import Sentence

#: Takes a clause's index, a reference's index and the coverage.
Cover = Callable[[int, int, Coverage], None]

#: How many pointers are followed: a marker to its entry, "ibid." to the entry before it, and that to its own.
_FURTHEST = 3
_WORD = late(r"[^\W_]+(?:[’'\-][^\W_]+)*")
#: "It is possible that", "It remains to be seen": this "it" points to nothing.
_EXPLETIVE = late(
    r"it (?:is|was|remains|seems|appears|may be)\b(?:,? \w+,?)? ?"
    r"(?:possible|likely|unlikely|clear|unclear|true|known|said|not|to be|that|unknown)\b"
)
#: Behind a reference at the end of its sentence stand only stops and closing marks.
_TAIL = late(r"[\s.!?…,;”»\"')\]*_]*\Z")


class CutSentence(NamedTuple):
    """A sentence with its clauses (indices into the document's list of clauses)."""

    sentence: Sentence
    first: int
    last: int


class _Cited(NamedTuple):
    """A sentence and whether a citation stands in it."""

    cut: CutSentence
    linked: bool


def link_clauses(
    text: str,
    clauses: Sequence[Clause],
    sentences: Sequence[CutSentence],
    *,
    references: Sequence[Reference],
    citations: Sequence[Citation],
    prose: Prose,
    parties: Mapping[str, frozenset[str]],
) -> list[list[CitationLink]]:
    """The links of each clause, in the order of the citations.

    Args:
        text: the document's text.
        clauses: all clauses, in order.
        sentences: the sentences that they were cut from, in order.
        references: all references, in order.
        citations: all citations.
        prose: the word classes.
        parties: citation id -> the owners of its outlet (see parties.py).

    Returns:
        One list a clause. A citation that only points to a list entry brings that entry's citation with it.
    """
    by_reference: dict[str, list[Citation]] = {}
    for citation in citations:
        by_reference.setdefault(citation.reference, []).append(citation)
    by_id = {citation.id: citation for citation in citations}
    entry_of = {reference.id: tuple(by_reference.get(reference.id, ())) for reference in references}
    covered: list[dict[str, Coverage]] = [{} for _ in clauses]

    def cover(clause: int, reference: int, coverage: Coverage) -> None:
        for citation in entry_of[references[reference].id]:
            owners = parties.get(citation.id)
            if owners and coverage == "direct" and speaks_for_some(text[clauses[clause].start : clauses[clause].end], owners):
                coverage = "partial"
            covered[clause].setdefault(citation.id, coverage)
            target = citation.refers_to
            for _ in range(_FURTHEST):
                if target is None or target not in by_id:
                    break
                covered[clause].setdefault(target, coverage)
                target = by_id[target].refers_to

    cited = [_Cited(cut, _link_sentence(text, clauses, cut, references, cover)) for cut in sentences]
    _carry(text, cited, references, cover, prose)
    for cut in sentences:
        # A line that holds nothing but its source is no paragraph of its own: it speaks for what it closes.
        _cover_sentence(cut, cut.sentence.credits, cover)
    order = {citation.id: index for index, citation in enumerate(citations)}
    return [
        [
            CitationLink(id=id, coverage=coverage)
            for id, coverage in sorted(found.items(), key=lambda item: order.get(item[0], 0))
        ]
        for found in covered
    ]


def _link_sentence(
    text: str, clauses: Sequence[Clause], cut: CutSentence, references: Sequence[Reference], cover: Cover
) -> bool:
    """Each group covers its clause and those before it back to the group before. Whether the sentence has any."""
    uncovered = cut.first
    linked = False
    previous: int | None = None
    place = cut.first
    for index in cut.sentence.references:
        reference = references[index]
        if reference.start < cut.sentence.start:
            continue
        linked = True
        while place < cut.last and clauses[place].end <= reference.start and clauses[place + 1].start <= reference.start:
            place += 1
        since = min(uncovered, place)
        if reference.style == "prose" and place == previous:
            since = place
        for clause in range(since, place + 1):
            cover(clause, index, "direct")
        uncovered = max(uncovered, place + 1)
        previous = place
    if linked and previous is not None and uncovered <= cut.last:
        last = references[cut.sentence.references[-1]]
        only = len(cut.sentence.references) == 1
        if only and last.style == "prose" and not text[cut.sentence.start : last.start].strip(' “"«('):
            # "According to X, this was so; and that was so": X is made to answer for the whole sentence.
            for clause in range(uncovered, cut.last + 1):
                cover(clause, cut.sentence.references[0], "direct")
    return linked


def _carry(text: str, sentences: Sequence[_Cited], references: Sequence[Reference], cover: Cover, prose: Prose) -> None:
    """Weaker links: to the next sentence that begins with "this", and from the paragraph's end back over its subject."""
    for _, group in groupby(sentences, key=lambda cited: cited.cut.sentence.paragraph.number):
        paragraph = list(group)
        for before, cited in pairwise(paragraph):
            if before.linked and not cited.linked and begins_deictic(text, cited.cut.sentence, prose):
                _cover_sentence(cited.cut, _at_end(text, before.cut.sentence, references), cover)
        last = paragraph[-1]
        if not last.linked or any(cited.linked for cited in paragraph[:-1]):
            continue
        closing = _at_end(text, last.cut.sentence, references)
        subject = _subject_of(text, last.cut.sentence, prose)
        for cited in paragraph[:-1]:
            earlier = cited.cut.sentence
            shares = subject is not None and _subject_of(text, earlier, prose) == subject
            if shares or begins_deictic(text, earlier, prose):
                _cover_sentence(cited.cut, closing, cover)


def _cover_sentence(cut: CutSentence, references: Sequence[int], cover: Cover) -> None:
    for reference in references:
        for clause in range(cut.first, cut.last + 1):
            cover(clause, reference, "carried")


def _at_end(text: str, sentence: Sentence, references: Sequence[Reference]) -> list[int]:
    """The references that close the sentence (several may stand side by side)."""
    closing: list[int] = []
    edge = sentence.end
    for index in reversed(sentence.references):
        reference = references[index]
        if reference.style == "prose" or not _TAIL.fullmatch(text, min(reference.end, edge), edge):
            break
        closing.insert(0, index)
        edge = reference.start
    return closing


def begins_deictic(text: str, sentence: Sentence, prose: Prose) -> bool:
    """Whether a sentence begins with "this", "he", "the video" ..., and so leans on the one before it."""
    opening = text[sentence.start : min(sentence.end, sentence.start + 40)].lower().lstrip('“"«(*_ ')
    word = _WORD.match(opening)
    if word is None or (word.group() == "it" and _EXPLETIVE.match(opening)):
        return False
    if word.group() in prose.deictic_words:
        return True
    return opening.startswith(prose.deictic_phrases) and any(
        opening.startswith(phrase) and not opening[len(phrase) : len(phrase) + 1].isalnum() for phrase in prose.deictic_phrases
    )


def _subject_of(text: str, sentence: Sentence, prose: Prose) -> str | None:
    """A key for the subject: the name that a sentence begins with, or "the" and its noun; None where it can't be seen."""
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(text, sentence.start, min(sentence.end, sentence.start + 120)):
        words.append(match)
        if len(words) == 4:
            break
    if len(words) < 2:
        return None
    first, second = words[0].group(), words[1].group()
    if first.lower() == "the":
        if second[0].isupper() and len(words) > 2 and words[2].group()[0].isupper():
            return f"{second} {words[2].group()}".lower()
        return second.lower().removesuffix("’s").removesuffix("'s")
    if first.lower() in prose.starters or not first[0].isupper():
        return None
    if second[0].isupper():
        return f"{first} {second}".lower()
    return None
