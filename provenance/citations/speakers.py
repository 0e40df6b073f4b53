"""Who is named as the source inside a clause: "X said", "according to X", "said X" (rules.md 2.1, step 7).

A speaker is not a reference: nobody can look one up by name and day alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..catalog.patterns import late
from ..catalog.prose import Prose
from ..model.claim import NamedSource, Speech

_WORD = late(r"[^\W_]+(?:[’'\-.][^\W_]+)*[’']?")
_ACCORDING = late(r"\b(?:according to|in the words of|по словам|по данным|со ссылкой на)\s+", re.IGNORECASE)
_DOTTED = late(r"\b\w\.\w\Z")
#: One of these words stands in every phrase of `_ACCORDING`.
_HERALDS = frozenset({"according", "words", "словам", "данным", "ссылкой"})
_EDGE = late(r"[,;:()\[\]“”«»\"—–]|[!?](?=\s|\Z)")
_IN_DOCUMENT = late(
    r"\b(?:in|on) (?:the|its|this|that|his|her|their|a|an|one|another)\s(?:\w+\s){0,2}?(?P<thing>[^\W_]+)\b"
    r"|\b(?:(?:the|a|this|that|its|their|other|another)\s)?(?P<subject>[^\W_]+)"
    r" (?:later )?(?:says|shows?|showed|reads?|shifts|states|declares)\b"
    r"|\bв (?P<russian>ролике|видео|документе|заявлении)\b",
    re.IGNORECASE,
)
#: Behind "said" these open what is said, or when and where.
_NO_SPEAKER = frozenset(
    {
        "that", "in", "on", "at", "to", "by", "after", "before", "during", "when", "while", "as", "for", "from", "with",
        "since", "about", "of", "over", "under", "against", "without", "outside", "inside", "near", "again", "today",
        "yesterday", "there", "here", "then", "last", "late", "early",
    }
)  # fmt: skip
#: Verbs whose next name is the one who was spoken to.
_TO_SOMEBODY = frozenset({"told", "tells"})
#: The most words that a speaker's name and office may have.
_LONGEST_NAME = 9
#: The most words of a name that stands between two commas without an office.
_LONGEST_BARE_NAME = 4
#: The same in characters, behind "according to".
_LONGEST_NAME_LETTERS = 120


class Heard(NamedTuple):
    """The named sources of a clause; `unnamed` where one has neither name nor office, `in_text_primary` as in rules.md."""

    sources: tuple[NamedSource, ...]
    unnamed: bool
    in_text_primary: bool


def find_speakers(
    text: str,
    start: int,
    end: int,
    prose: Prose,
    *,
    quoted: Sequence[tuple[int, int]],
    blocked: Sequence[tuple[int, int]],
    direct: bool,
    said: frozenset[str],
) -> Heard:
    """The speakers that `text[start:end]` names.

    Args:
        text: the document's text.
        start: first character of the clause.
        end: behind its last character.
        prose: the word classes.
        quoted: quotations with their marks, in order and apart: nobody speaks inside them.
        blocked: references, in order and apart: an outlet that is cited is no speaker as well.
        direct: whether the clause holds a quotation of somebody's words.
        said: the clause's words outside of quotations and references, lower case.
    """
    described = not said.isdisjoint(prose.documents) and _speaks_of_document(
        text, start, end, prose, quoted=quoted, blocked=blocked
    )
    if said.isdisjoint(prose.reporting) and said.isdisjoint(_HERALDS):
        return Heard((), False, described)
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    # "Jon Abel told DPA": the reference is "told DPA", its verb still tells who spoke.
    verbs = {span[0] for span in blocked}
    if quoted or blocked:
        words = [
            word
            for word in words
            if not _inside(word[1], quoted)
            and (not _inside(word[1], blocked) or (word[1] in verbs and word[0] in prose.reporting))
        ]
    speech: Speech = "direct" if direct else "indirect"
    sources: list[NamedSource] = []
    unnamed = False
    for index, (key, _, _) in enumerate(words):
        if key not in prose.reporting:  # all in lower case: a capital begins a name
            continue
        previous = words[index - 1][0].lower() if index else ""
        if key in prose.noun_forms and (
            previous in prose.before_nouns or previous in prose.reporting or index + 1 == len(words)
        ):
            continue
        span = _subject_before(text, words, index, start, prose)
        if span is None and key not in _TO_SOMEBODY and words[index][1] not in verbs:
            span = _subject_after(text, words, index, prose)
        if span is None or _overlaps(span, blocked) or (sources and sources[-1].end > span[0]):
            continue
        name = text[span[0] : span[1]]
        if name.lower() in prose.persons:
            continue
        sources.append(NamedSource(name=name, start=span[0], end=span[1], speech=speech))
        unnamed = unnamed or _is_unnamed(name, prose)
    for match in _ACCORDING.finditer(text, start, end) if not said.isdisjoint(_HERALDS) else ():
        if _inside(match.start(), quoted) or _inside(match.start(), blocked):
            continue
        if sources and match.start() < sources[-1].end:
            continue
        furthest = min(end, match.end() + _LONGEST_NAME_LETTERS)
        edge = _EDGE.search(text, match.end(), furthest)
        left, right = match.end(), _trim_end(text, match.end(), edge.start() if edge else furthest)
        if left < right and not _overlaps((left, right), blocked):
            sources.append(NamedSource(name=text[left:right], start=left, end=right, speech=speech))
            unnamed = unnamed or _is_unnamed(text[left:right], prose)
    sources.sort(key=lambda source: source.start)
    return Heard(tuple(sources), unnamed, described)


def _subject_before(
    text: str, words: list[tuple[str, int, int]], index: int, start: int, prose: Prose
) -> tuple[int, int] | None:
    """The words right before the verb, back to the nearest edge; asides between two commas are stepped over."""
    last = index - 1
    while last >= 0 and words[last][0].lower() in (
        "has",
        "have",
        "had",
        "also",
        "later",
        "then",
        "did",
        "not",
        "publicly",
        "recently",
        "repeatedly",
        "itself",
        "who",
    ):
        last -= 1
    if last < 0 or words[last][0].lower() in prose.conjunctions or words[last][0].lower() in prose.auxiliaries:
        return None
    between = text[words[last][2] : words[index][1]]
    if _EDGE.search(between):
        # ", for example, report": the subject stands before the aside.
        if "," not in between:
            return None
        opening = text.rfind(",", max(start, words[last][1] - 40), words[last][2])
        aside = text[opening + 1 : words[last][2]].strip().lower() if opening >= 0 else ""
        if aside not in prose.asides:
            return _appositive(text, words, last, start)
        while last >= 0 and words[last][1] > opening:
            last -= 1
        if last < 0:
            return None
    first = last
    while first > 0 and last - first + 1 < _LONGEST_NAME:
        gap = text[words[first - 1][2] : words[first][1]]
        if _EDGE.search(gap) or "\n\n" in gap:
            break
        before = words[first - 1][0].lower()
        if before in prose.conjunctions and not (
            before == "and" and words[first][0][0].isupper() and words[first - 1][1] > start and first > 1
        ):
            break
        if before in prose.reporting or before in prose.auxiliaries:
            break
        first -= 1
    else:
        if first > 0 and last - first + 1 >= _LONGEST_NAME:
            return None
    while first <= last and words[first][0].lower() in prose.leading:
        first += 1
    if first > last:
        return None
    if any(prose.is_past(words[i][0].lower()) and words[i][0].lower() in prose.past for i in range(first, last + 1)):
        return None
    return words[first][1], _trim_end(text, words[first][1], words[last][2])


def _appositive(text: str, words: list[tuple[str, int, int]], last: int, start: int) -> tuple[int, int] | None:
    """Of "Ilya Moran, the head of the port, said" the name before the aside; of "the mayor, Ilya Moran, said" the aside."""
    opening = text.rfind(",", max(start, words[last][1] - 90), words[last][2])
    if opening < 0:
        return None
    aside = [word for word in words[max(0, last - 4) : last + 1] if word[1] > opening]
    if len(aside) <= _LONGEST_BARE_NAME and all(word[0][0].isupper() for word in aside):
        before = words[last - len(aside)][0] if last >= len(aside) else ""
        # "officials in Osk, Derrow, said": a place and its country are nobody's office.
        return (aside[0][1], _trim_end(text, aside[0][1], aside[-1][2])) if before[:1].islower() else None
    end = last
    while end >= 0 and words[end][1] > opening:
        end -= 1
    first = end + 1
    while (
        first > 0
        and words[first - 1][0][0].isupper()
        and not _EDGE.search(text[words[first - 1][2] : words[min(first, end)][1]])
    ):
        first -= 1
    return (words[first][1], _trim_end(text, words[first][1], words[end][2])) if first <= end else None


def _subject_after(text: str, words: list[tuple[str, int, int]], index: int, prose: Prose) -> tuple[int, int] | None:
    """Behind a quotation or comma: "...," said Ilya Moran."""
    before = text[max(0, words[index][1] - 3) : words[index][1]].rstrip()
    if not before.endswith((",", "”", "»", '"', "—", "–")):
        return None
    first = index + 1
    if first >= len(words):
        return None
    last = first
    while last + 1 < len(words) and last - first + 1 < _LONGEST_NAME:
        gap = text[words[last][2] : words[last + 1][1]]
        following = words[last + 1][0].lower()
        if _EDGE.search(gap) or following in prose.conjunctions or following in ("in", "on", "at", "after", "during", "to"):
            break
        last += 1
    opening = words[first][0].lower()
    if _EDGE.search(text[words[index][2] : words[first][1]]) or opening[0].isdigit() or opening in _NO_SPEAKER:
        return None
    if last == first and opening in ("the", "a", "an"):
        return None
    return words[first][1], _trim_end(text, words[first][1], words[last][2])


def _is_unnamed(name: str, prose: Prose) -> bool:
    """No name and no office: "officials", "a source", "some Uighurs in the town"."""
    words = _WORD.findall(name)
    if not words:
        return False
    first = words[0].lower()
    if first in prose.quantifiers - {"a", "an"}:
        return True
    capitals = [word for word in words[1:] if word[0].isupper()]
    if words[0][0].isupper() and first not in prose.starters and first not in prose.unnamed:
        capitals.append(words[0])
    return not capitals and any(word.lower() in prose.unnamed for word in words)


def _speaks_of_document(
    text: str, start: int, end: int, prose: Prose, *, quoted: Sequence[tuple[int, int]], blocked: Sequence[tuple[int, int]]
) -> bool:
    for match in _IN_DOCUMENT.finditer(text, start, end):
        if _inside(match.start(), quoted) or _inside(match.start(), blocked):
            continue
        thing = match["thing"] or match["subject"] or match["russian"]
        if thing.lower() in prose.documents:
            return True
    return False


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, _FAR)) - 1
    return index >= 0 and at < spans[index][1]


def _overlaps(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (span[1] - 1, _FAR)) - 1
    return index >= 0 and span[0] < spans[index][1]


#: Larger than any offset.
_FAR = 1 << 62


def _trim_end(text: str, start: int, end: int) -> int:
    """Without what trails a name; "U.N." keeps its last stop, the last stop of a sentence goes."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:’'."):
        end -= 1
    return end + 1 if _DOTTED.search(text, max(start, end - 8), end) and text[end : end + 1] == "." else end
