"""Clauses, cut by the fixed rules of rules.md 2.1, step 5, and nowhere else.

Finer cuts are not agreed on even by people (principle 5), so whatever is unclear stays whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..catalog.patterns import late
from ..catalog.prose import Prose
from ..model.citation import Reference
from .quotations import merge_spans
from .sentences import Sentence

#: The most clauses that a sentence is cut into.
MOST_CLAUSES = 4
#: How many words after the conjunction the new subject's verb is looked for.
_REACH = 9
#: A clause shorter than this, in characters, is a list item or a heading, not a statement.
_SHORTEST = 12

_CANDIDATE = late(
    r";"
    r"|,\s+(?P<and>and|but|while)\s+(?=\S)"
    r"|,\s+(?P<relative>(?:(?:on|in|of|to|for|from|by|with|at|under|through|during)\s+)?(?:which|whom|who))\s+(?=\S)"
    r"|[,:;]\s+(?P<item>(?:and\s+)?(?:first|second|third|fourth|finally)(?:ly)?,?\s)",
    re.IGNORECASE,
)
_ORDINAL = late(r"\b(?:first|second|third|fourth)(?:ly)?\b", re.IGNORECASE)
_WORD = late(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_BREAK = late(r"[,;:()\[\]“”«»\"—–]")


class Clause(NamedTuple):
    """A clause of a sentence: `number` counts in the sentence from 0."""

    sentence: Sentence
    number: int
    start: int
    end: int


def cut_clauses(text: str, sentence: Sentence, references: Sequence[Reference], prose: Prose) -> list[Clause]:
    """The clauses of a sentence, in order, trimmed; the whole sentence as one where no rule cuts."""
    closed = merge_spans(
        [(quote.outer_start, quote.outer_end) for quote in sentence.quotes],
        list(sentence.brackets),
        [(references[i].start, references[i].end) for i in sentence.references],
    )
    starts = [span[0] for span in closed]
    cuts: list[tuple[int, int]] = []
    listed: bool | None = None
    at = sentence.start
    said = text[at : sentence.end]
    while ("," in said or ";" in said or ":" in said) and len(cuts) < MOST_CLAUSES - 1:
        match = _CANDIDATE.search(text, at, sentence.end)
        if match is None:
            break
        at = match.end() if match.group() == ";" else match.start() + 1
        around = bisect_right(starts, match.start()) - 1
        if around >= 0 and match.start() < closed[around][1]:
            at = max(at, closed[around][1])
            continue
        if match.group() == ";":
            cut = (match.start(), match.end())
        elif match["and"] is not None:
            if not _has_subject_and_verb(text, match.end(), sentence.end, prose):
                continue
            cut = (match.start(), match.start("and"))
        elif match["relative"] is not None:
            if not _has_own_verb(text, match.end(), sentence.end, prose):
                continue
            cut = (match.start(), match.start("relative"))
        else:
            if listed is None:
                listed = len(_ORDINAL.findall(text, sentence.start, sentence.end)) > 1
            if not listed:
                continue
            cut = (match.start(), match.start("item"))
        left = cuts[-1][1] if cuts else sentence.start
        if cut[0] - left < _SHORTEST or sentence.end - cut[1] < _SHORTEST:
            continue
        cuts.append(cut)
        at = max(at, cut[1])
    clauses: list[Clause] = []
    left = sentence.start
    for begin, after in [*cuts, (sentence.end, sentence.end)]:
        start, end = left, begin
        left = after
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            clauses.append(Clause(sentence, len(clauses), start, end))
    return clauses


def _words(text: str, start: int, end: int, limit: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text, start, end):
        found.append((match.group(), match.start(), match.end()))
        if len(found) == limit:
            break
    return found


def _has_subject_and_verb(text: str, start: int, end: int, prose: Prose) -> bool:
    """Whether a new subject with a finite verb of its own begins here: "the state gas company lost ..."."""
    words = _words(text, start, end, _REACH)
    if len(words) < 3:
        return False
    first = words[0][0]
    lower = first.lower()
    if lower in prose.prepositions or (prose.is_finite(lower) and not first[0].isupper()):
        return False
    begins = lower in prose.determiners or lower in prose.pronouns or first[0].isupper() or lower.endswith("s")
    if not begins:
        return False
    previous_end = words[0][2]
    previous = lower
    for word, left, right in words[1:]:
        if _BREAK.search(text, previous_end, left):
            return False
        key = word.lower()
        if key in ("that", "which", "who", "whom", "to"):
            return False
        if (
            prose.is_finite(key)
            and not word[0].isupper()
            and previous not in prose.determiners - prose.pronouns
            and previous not in prose.prepositions
        ):
            if key in prose.auxiliaries or key in prose.past or key in prose.present or key in prose.reporting:
                return True
            # An "-ed" word may be a participle ("boys killed in the war"): taken for a verb only after a plain subject.
            return previous in prose.pronouns or not _followed_by_agent(text, right, end)
        previous, previous_end = key, right
    return False


def _followed_by_agent(text: str, at: int, end: int) -> bool:
    after = _words(text, at, min(end, at + 40), 1)
    return bool(after) and after[0][0].lower() in ("by", "in", "at", "on", "from", "with", "for")


def _has_own_verb(text: str, start: int, end: int, prose: Prose) -> bool:
    """Whether a relative clause has a finite verb near, and the main clause does not go on behind it."""
    words = _words(text, start, end, 7)
    if not any(prose.is_finite(word.lower()) for word, _, _ in words):
        return False
    # ", which was long, said": the main verb comes after the relative clause, which then is no tail to be cut off.
    for comma in re.finditer(r",\s+([^\W_]+)", text[start : min(end, start + 400)]):
        word = comma.group(1).lower()
        if prose.is_finite(word):
            return False
    return True
