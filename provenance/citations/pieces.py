"""The inside of a bracket cut into pieces: quotations, dates, pages, names, separators."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from provenance.catalog.forms import load_forms
from provenance.catalog.patterns import late
from provenance.dates import DateHit

PieceKind = Literal["name", "quoted", "date", "pages", "issue", "url", "accessed", "nodate", "language", "empty"]

_QUOTES = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "《": "》", '"': '"', "‘": "’"}
_PAGES = late(
    r"(?:pp?|pages?|pgs?|стр|с|S|s|Seiten?|párr|paras?|"
    r"párrafo)\.?\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:\s?(?:,|and|&)\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?)*\Z|"
    r"p\.?\s?[A-Z]\d{1,3}\Z"
)
_BARE_PAGES = late(r"\d{1,3}(?:\s?[-–—]\s?\d{1,3})?\Z")
_ISSUE = late(
    r"(?:(?:(?:19|20)\d\d年)?第\d{1,5}期|(?:[Vv]ol(?:ume)?\.?\s?\d{1,4}[,:]?\s?)?(?:[Nn]o|[Nn]os|NO|№|#|[Nn]r|[Ii]ssues?|[Nn]úm|н-р|"
    r"[Nn]°)\.?\s?\d[\d/–-]{0,9}(?:\s?[&,]\s?\d{1,4})*|[Vv]ol(?:ume)?\.?\s?\d{1,4}(?:\(\d{1,3}\))?|\d{1,2}/(?:19|20)\d\d)\Z"
)
_ISSUE_TAIL = late(
    r"\s+((?:[Vv]ol\.?\s?\d{1,4}[,:]?\s)?(?:[Nn]os?\.?|№|#|[Nn]r\.?|"
    r"[Ii]ssue)\s?\d[\d/–-]{0,9}(?:\s?[&,]\s?\d{1,4})*|[Vv]ol\.?\s?\d{1,4}|\d{1,2}/(?:19|20)\d\d)\Z"
)
#: An address ends before the punctuation that follows it.
_URL = late(r"(?:(?:https?://|www\.)|[^\W_][\w-]*(?:\.[\w-]+){1,8}/)[^\s<>\"“”«»，。）】]*[^\s<>\"“”«»，。）】.,;:!?]", re.I)
_ACCOUNT = late(r"(?:www\.)?(?:t\.me|x\.com|twitter\.com|vk\.com|facebook\.com|instagram\.com|youtube\.com)/@?[\w.-]+\Z", re.I)
#: What a press review prints beside a source and is neither name nor date: the hour, the language, where else to look.
_HOUR = late(
    r"(?:at\s)?(?:\d{1,2}[:.]\d\d(?::\d\d)?|\d{4}(?=\s?(?:gmt|utc|h\b|hrs|z\b))|\d{1,2}(?=\s?[ap]\.?m))"
    r"\s?(?:[ap]\.?m\.?|h(?:rs|ours)?)?,?\s?(?:gmt|utc|msk|cet|cest|est|edt|bst|local\stime|z)?(?:\s?[+-]\d{1,4})?\Z",
    re.I,
)
_HOUR_TAIL = late(r"\s(?:at\s)?\d{4}\s(?:gmt|utc)\Z", re.I)
_LANGUAGE = late(
    r"\[?in (?P<language>Arabic|Armenian|Azeri|Azerbaijani|Belarusian|Chinese|Dari|English|Farsi|French|Georgian|German|"
    r"Greek|Hebrew|Hindi|Italian|Japanese|Kazakh|Korean|Kurdish|Kyrgyz|Mandarin|Pashto|Persian|Polish|Portuguese|Romanian|Russian|"
    r"Serbian|Somali|Spanish|Swahili|Tajik|Tamil|Turkish|Turkmen|Ukrainian|Urdu|Uzbek)\]?\Z"
)
_ELSEWHERE = late(
    r"[“\"][^“”\"\n]{2,60}[”\"],?\s(?:below|above)(?:\s(?:and|or)\b)?|(?:item|story|stories|report)s?\s(?:above|below)\Z"
)
_NO_DATE = late(r"(?:n\.?\s?d\.?|undated|б\.\s?г\.|s\.\s?f\.|o\.\s?J\.)\Z", re.I)
_ON = late(r"(?:reported on|said on|wrote on|on|dated|issue of|of|le|am|vom|du|el|del|от|за|від)\s+\Z", re.I)
_DASH = late(r"\s+(?:[-–—]|--)\s+")
_SEPARATORS = ";；؛"
_COMMAS = ",，、،"


class Piece(NamedTuple):
    """One piece, `[start, end)` without white space around it; `date` for dates, also for an access date."""

    kind: PieceKind
    start: int
    end: int
    date: DateHit | None = None


def protected_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Quotations and brackets inside `[start, end)`, which no separator cuts; in order, outermost only."""
    spans: list[tuple[int, int]] = []
    at = start
    while at < end:
        mark = text[at]
        if mark in _QUOTES:
            # An apostrophe is no quotation mark: ‘ opens only before a letter at a word's start.
            close = min((found for c in _QUOTES[mark] if (found := text.find(c, at + 1, end)) >= 0), default=-1)
            if mark == "‘":
                while 0 <= close < end - 1 and text[close + 1].isalnum():
                    close = text.find("’", close + 1, end)
            if close > at:
                spans.append((at, close + 1))
                at = close + 1
                continue
        elif mark in "([{":
            close = text.find({"(": ")", "[": "]", "{": "}"}[mark], at + 1, end)
            if close > at:
                spans.append((at, close + 1))
                at = close + 1
                continue
        at += 1
    return spans


def split_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between semicolons."""
    return _split(text, start, end, _SEPARATORS, protected_spans(text, start, end), ())


def split_pieces(text: str, start: int, end: int, hits: Sequence[DateHit]) -> list[Piece]:
    """The pieces of one group. A date is a piece of its own, wherever it stands; commas and spaced dashes cut the rest."""
    dates = [hit for hit in hits if hit.start >= start and hit.end <= end]
    shields = protected_spans(text, start, end)
    dates = [hit for hit in dates if not any(a < hit.start and hit.end < b and text[a] not in "(" for a, b in shields)]
    addresses = [(match.start(), match.end()) for match in _URL.finditer(text, start, end)]
    dates = [hit for hit in dates if not any(a <= hit.start and hit.end <= b for a, b in addresses)]
    fixed = sorted([*shields, *addresses, *((hit.start, hit.end) for hit in dates)])
    pieces: list[Piece] = []
    by_start = {hit.start: hit for hit in dates}
    for a, b in _split(text, start, end, _COMMAS, fixed, (_DASH,)):
        _piece(text, a, b, by_start, pieces)
    return pieces


def _split(  # noqa: PLR0917
    text: str, start: int, end: int, marks: str, shields: Sequence[tuple[int, int]], patterns: Sequence[re.Pattern[str]]
) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    starts = [a for a, _ in shields]

    def shielded(at: int) -> bool:
        index = bisect_right(starts, at) - 1
        return any(a <= at < b for a, b in shields[max(0, index - 3) : index + 1])

    for at in range(start, end):
        if text[at] in marks and not shielded(at):
            cuts.append((at, at + 1))
    for pattern in patterns:
        cuts += [(m.start(), m.end()) for m in pattern.finditer(text, start, end) if not shielded(m.start())]
    parts, at = [], start
    for a, b in sorted(cuts):
        parts.append(_trim(text, at, max(at, a)))
        at = max(at, b)
    parts.append(_trim(text, at, end))
    return parts


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _piece(text: str, a: int, b: int, dates: dict[int, DateHit], out: list[Piece]) -> None:
    if a >= b:
        out.append(Piece("empty", a, b))
        return
    inside = [dates[at] for at in sorted(dates) if a <= at < b]
    if not inside:
        _plain(text, a, b, out)
        return
    at = a
    for hit in inside:
        lead_a, lead_b = _trim(text, at, hit.start)
        lead = text[lead_a:lead_b]
        word = lead.casefold().strip(" :.")
        if _ends_with(word, load_forms().accessed):
            word_a = lead_a
            cut = max(word.rfind(phrase) for phrase in load_forms().accessed if word.endswith(phrase))
            if cut > 0:
                _plain(text, *_trim(text, lead_a, lead_a + cut), out)
                word_a = lead_a + cut
            out.append(Piece("accessed", word_a, hit.end, hit))
        else:
            connective = _ON.search(lead + " ")
            if connective:
                lead_b = lead_a + connective.start()
                lead_a, lead_b = _trim(text, lead_a, lead_b)
            if lead_b > lead_a and text[lead_a:lead_b].casefold() not in ("and", "&", "и", "et", "und", "the", "-", "–", ":"):
                _plain(text, lead_a, lead_b, out)
            out.append(Piece("date", hit.start, hit.end, hit))
        at = hit.end
    rest_a, rest_b = _trim(text, at, b)
    while rest_a < rest_b and text[rest_a] in ".:…|/":
        rest_a, rest_b = _trim(text, rest_a + 1, rest_b)
    if rest_b > rest_a and text[rest_a:rest_b].casefold().strip(" .") not in (
        "issue",
        "edition",
        "",
        "and",
        "and pp",
        "г",
        "р",
    ):
        _plain(text, rest_a, rest_b, out)


def _ends_with(word: str, phrases: Sequence[str]) -> bool:
    return any(word.endswith(phrase) for phrase in phrases)


def _plain(text: str, a: int, b: int, out: list[Piece]) -> None:
    a, b = _trim(text, a, b)
    if a >= b:
        return
    said = text[a:b]
    if said.startswith(("and ", "or ")) and len(said) > 5:
        _plain(text, a + said.index(" ") + 1, b, out)
        return
    if elsewhere := _ELSEWHERE.match(said):
        _plain(text, a + elsewhere.end(), b, out)
        return
    if _HOUR.match(said):
        return
    if language := _LANGUAGE.match(said):
        out.append(Piece("language", a + language.start("language"), a + language.end("language")))
        return
    if hour := _HOUR_TAIL.search(said):
        _plain(text, a, a + hour.start(), out)
        return
    if said[0] in _QUOTES and said[-1] in _QUOTES[said[0]] and len(said) > 2:
        out.append(Piece("quoted", a, b))
    elif said[0] in _QUOTES and (end := protected_spans(text, a, b)) and end[0][0] == a and end[0][1] < b:
        out.append(Piece("quoted", *end[0]))
        _plain(text, end[0][1], b, out)
    elif _PAGES.match(said) or _BARE_PAGES.match(said):
        out.append(Piece("pages", a, b))
    elif _ISSUE.match(said):
        out.append(Piece("issue", a, b))
    elif _NO_DATE.match(said):
        out.append(Piece("nodate", a, b))
    elif (match := _URL.search(said)) is not None and len(match[0]) == len(said) and not _ACCOUNT.match(said):
        out.append(Piece("url", a, b))
    elif match is not None and ("//" in match[0] or "/" in match[0]) and not _ACCOUNT.match(said):
        _plain(text, a, a + match.start(), out)
        out.append(Piece("url", a + match.start(), a + match.end()))
        _plain(text, a + match.end(), b, out)
    elif (tail := _ISSUE_TAIL.search(said)) is not None:
        _plain(text, a, a + tail.start(), out)
        out.append(Piece("issue", a + tail.start(1), a + tail.end(1)))
    else:
        if b - a > 1 and said[-1] == ":":
            b -= 1
        out.append(Piece("name", a, b))
