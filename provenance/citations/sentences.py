"""Sentences with their places: abbreviations, initials, quotations, brackets and references are never broken.

A reference that stands after the full stop belongs to the sentence before it (rules.md 2.1).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, get_args

from ..catalog.patterns import late
from ..catalog.prose import Prose
from ..model.citation import Reference, Style
from ..model.document import BlockKind, Document
from .quotations import Quote, find_brackets, find_quotes, merge_spans

#: Blocks whose sentences are claims. A heading is one only to hold a citation that stands in it.
_CLAIMING: frozenset[BlockKind] = frozenset({"paragraph", "item", "quote", "other"})
_BLANK_LINE = late(r"\n[ \t\r]*\n")
_STOP = late(r"[.!?…。！？]+[”’»\"'›」』*_]*")
_SPACE = late(r"\s*")
_LAST_WORD = late(r"[^\W_]+(?:[.\-’'][^\W_]+)*\Z")
_NEXT_WORD = late(r"[\"“„«‘'(\[*_—–-]*\s*([^\W_]+(?:[’'][^\W_]+)*)")
#: A note mark that the references part did not take ("[12]", "[^a]", superscripts).
_NOTE = late(r"(?:\[\^?[\w,–-]{1,12}\])+|[¹²³⁰⁴-⁹]+")
_CREDIT = late(r"\s*(?:>\s*)*(?P<dash>[—–―-]+\s*)?")
_MARKUP = late(r"(?:[#>*+-]+[ \t]+|\d{1,3}[.)][ \t]+)+")
#: Styles that may follow the full stop and still belong to the sentence before it.
_AFTER_STOP = frozenset(get_args(Style)) - {"link", "prose"}


class Paragraph(NamedTuple):
    """A run of the text in which links may reach from sentence to sentence. `number` counts from 0."""

    number: int
    kind: BlockKind
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence with the references that belong to it (indices into the document's references) and its quotations.

    `credits` are references that stand alone in a paragraph of their own right behind it.
    """

    paragraph: Paragraph
    start: int
    end: int
    references: tuple[int, ...]
    quotes: tuple[Quote, ...]
    brackets: tuple[tuple[int, int], ...]
    credits: tuple[int, ...] = ()


def list_paragraphs(document: Document) -> list[Paragraph]:
    """The paragraphs that may hold claims, in order; text between blank lines where the reader made no blocks."""
    if document.blocks:
        kept = [block for block in document.blocks if block.kind in _CLAIMING or block.kind == "heading"]
        return [Paragraph(number, block.kind, block.start, block.end) for number, block in enumerate(kept)]
    paragraphs: list[Paragraph] = []
    at = 0
    text = document.text
    for cut in [*(match.span() for match in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        start, end = _trim(text, at, cut[0])
        at = cut[1]
        if start < end:
            paragraphs.append(Paragraph(len(paragraphs), "paragraph", start, end))
    return paragraphs


def split_sentences(
    text: str, paragraph: Paragraph, references: Sequence[Reference], first: int, prose: Prose
) -> list[Sentence]:
    """The sentences of one paragraph, trimmed, in order.

    Args:
        text: the document's text.
        paragraph: where to look.
        references: all references of the document, in order.
        first: index of the first reference that does not end before the paragraph.
        prose: the word classes.
    """
    start, end = _trim(text, paragraph.start, paragraph.end)
    mark = _MARKUP.match(text, start, end)
    if mark and mark.end() < end:
        start = mark.end()
    inside: list[int] = []
    index = first
    while index < len(references) and references[index].start < end:
        if references[index].end > start:
            inside.append(index)
        index += 1
    quotes = find_quotes(text, start, end)
    brackets = find_brackets(text, start, end)
    # A quotation's last mark may follow the stop that ends its sentence: the stop is looked for with its marks, and
    # a break is made only behind both.
    whole = merge_spans(
        [(quote.outer_start, quote.outer_end) for quote in quotes],
        brackets,
        [(references[i].start, references[i].end) for i in inside if references[i].style != "prose"],
    )
    breaks = _find_breaks(text, start, end, whole=whole, inside=[references[i] for i in inside], prose=prose)
    spans: list[tuple[int, int]] = []
    at = start
    for cut in [*breaks, end]:
        left, right = _trim(text, at, cut)
        at = cut
        if left < right:
            spans.append((left, right))
    return _gather(paragraph, spans, quotes, brackets, references=references, inside=inside)


def _gather(
    paragraph: Paragraph,
    spans: list[tuple[int, int]],
    quotes: list[Quote],
    brackets: list[tuple[int, int]],
    *,
    references: Sequence[Reference],
    inside: list[int],
) -> list[Sentence]:
    sentences: list[Sentence] = []
    q = b = r = 0
    for left, right in spans:
        mine: list[Quote] = []
        while q < len(quotes) and quotes[q].outer_start < right:
            if quotes[q].outer_start >= left:
                mine.append(quotes[q])
            q += 1
        closed: list[tuple[int, int]] = []
        while b < len(brackets) and brackets[b][0] < right:
            if brackets[b][0] >= left:
                closed.append(brackets[b])
            b += 1
        cited: list[int] = []
        while r < len(inside) and references[inside[r]].start < right:
            cited.append(inside[r])
            r += 1
        sentences.append(Sentence(paragraph, left, right, tuple(cited), tuple(mine), tuple(closed)))
    return sentences


def _find_breaks(
    text: str, start: int, end: int, *, whole: list[tuple[int, int]], inside: list[Reference], prose: Prose
) -> list[int]:
    starts = [span[0] for span in whole]
    beginnings = {reference.start: reference for reference in inside}
    breaks: list[int] = []
    at = start
    while True:
        stop = _STOP.search(text, at, end)
        if stop is None:
            return breaks
        at = stop.end()
        if breaks and stop.start() < breaks[-1]:
            continue
        ended = stop.end()
        around = bisect_right(starts, stop.start()) - 1
        if around >= 0 and ended < whole[around][1]:
            opened, close = whole[around]
            at = close
            if ended != close - 1 or text[close - 1] not in ")]" or not _opens_sentence(text, start, opened):
                continue
            ended = close  # "(He had left by then.) The town ...": the bracket is the sentence.
        cut = _after_references(text, ended, end, beginnings)
        if cut is None:
            if ended < end and not text[ended].isspace() and stop.group()[0] not in "。！？":
                continue
            if not _ends_sentence(text, start, end, stop=stop, ended=ended, prose=prose):
                continue
            cut = ended
        if cut < end:
            breaks.append(cut)
        at = max(at, cut)


def _after_references(text: str, at: int, end: int, beginnings: dict[int, Reference]) -> int | None:
    """Where the references that stand right behind a stop end; None if there are none."""
    cut: int | None = None
    while True:
        skip = _CREDIT.match(text, at, end)
        place = skip.end() if skip else at
        dashed = bool(skip and skip["dash"])
        reference = beginnings.get(place) or beginnings.get(at) or beginnings.get(_next_solid(text, at, end))
        if reference is not None and (_trails(reference) or (dashed and not text[reference.end : end].strip())):
            at = reference.end
            if at < end and text[at] in ".;,":
                at += 1
            cut = at
            continue
        note = _NOTE.match(text, at, end)
        if note and note.end() > at:
            at = cut = note.end()
            continue
        return cut


def _next_solid(text: str, at: int, end: int) -> int:
    match = _SPACE.match(text, at, end)
    return match.end() if match else at


def _trails(reference: Reference) -> bool:
    if reference.style in ("link", "prose"):
        return reference.text.startswith(("(", "[^", "<http"))
    if reference.style in ("author-date", "legal"):
        return reference.text.startswith(("(", "[", "（"))  # "It fell. Smith (2009) argues": it opens the next sentence
    return reference.style in _AFTER_STOP


def _opens_sentence(text: str, start: int, opened: int) -> bool:
    before = opened - 1
    while before >= start and text[before].isspace():
        before -= 1
    return before < start or text[before] in '.!?…”»"'


def _ends_sentence(text: str, start: int, end: int, *, stop: re.Match[str], ended: int, prose: Prose) -> bool:
    following = _NEXT_WORD.match(text, _next_solid(text, ended, end), end)
    if following is None:
        return True
    word = following.group(1)
    lower = word.lower()
    if word[0].islower():
        return False
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return True
    last = _last_word(text, max(start, stop.start() - 24), stop.start())
    if last is None:
        return True
    key = last.lower()
    if last.isdigit():
        return stop.start() - len(last) > start
    if "." in last and all(len(part) == 1 for part in last.split(".")) and key not in prose.never_ends:
        return lower in prose.starters
    if len(last) == 1 and last.isalpha() and last.isupper():
        if len(word) == 1 and text[following.end() : following.end() + 1] == ".":
            return False  # "A. S. Orok"
        return last in "IЯ" or lower in prose.starters
    if key in prose.never_ends:
        # "p", "no", "c" are also plain words: as abbreviations they stand before a figure or a name.
        return key in _DOUBTFUL and last == key and not word[0].isdigit() and lower in prose.starters
    if key in prose.may_end:
        return lower in prose.starters or (len(following.group()) > len(word) and not word[0].isdigit())
    return True


def _last_word(text: str, start: int, end: int) -> str | None:
    """The word that ends at `end`; a plain one, as nearly all are, is what stands behind the last space."""
    _, _, word = text[start:end].rpartition(" ")
    if word.isalpha():
        return word
    found = _LAST_WORD.search(text, start, end)
    return found.group() if found else None


#: Abbreviations that are also words which end sentences.
_DOUBTFUL = frozenset({"no", "art", "ed", "sec", "fig", "mt", "st", "им", "о", "с", "п", "р"})


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
