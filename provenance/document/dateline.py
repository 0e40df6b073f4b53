"""The line near the head of an article that says when (and by whom) it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import DateHit, find_dates, read_timestamp
from ..model.dates import PartialDate
from ..model.document import Block
from .layout import lines_of

#: A dateline is looked for in this many blocks and characters of the head, on lines no longer than the last number.
_BLOCKS, _HEAD, _LINE_LIMIT = 9, 4_000, 180
#: After this many paragraphs of this many characters the article itself has begun.
_BODY_BLOCKS, _BODY_LENGTH = 2, 250
#: How far into its paragraph a wire dateline ("LONDON, Oct 3 (Reuters) -") may reach.
_WIRE_LIMIT = 120

_AGE = re.compile(
    r"\b(?:age:?\s{0,3}(?P<age>\d{1,4}(?:\.\d)?)\s{0,2}(?P<unit>min\w*|h|hrs?|hours?|d|days?|weeks?)\b|"
    r"(?P<ago>\d{1,4})\s{1,2}(?P<ago_unit>minutes?|mins?|hours?|hrs?|days?|weeks?|минут\w?|час\w{0,2}|дн\w{1,2}|день|недел\w)\s(?:ago|назад))",
    re.IGNORECASE,
)
_HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0, "м": 1 / 60, "ч": 1.0, "д": 24.0, "н": 168.0}
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s{0,2}(?:[AaPp]\.?[Mm]\.?)?|(?<=\s)\d{1,2}\s?[AaPp]\.?[Mm]\b\.?")
_ZONE = re.compile(r"\b(?:UTC|GMT|[A-Z]{1,3}[SD]?T|МСК|мск|Z)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}\b")
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|понедельник|вторник|среда|четверг|пятница|суббота|"
    r"воскресенье|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:first\s)?(?:published|posted|publication\sdate|date|issued|released|added|created|"
    r"опубликовано|дата(?:\sпубликации)?|размещено|создано|опубліковано|publié(?:e)?|veröffentlicht|publicado|pubblicato|"
    r"opublikowano|yayınlanma)\b(?:\s(?:on|at|in|le|am|el|il))?\s{0,2}:?",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:last\s)?(?:updated?|modified|edited|revised|accessed|retrieved|corrected|archived|обновлено|изменено|дата\sобращения|"
    r"aktualisiert|mis\sà\sjour|actualizado|aggiornato)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\s*[*_]{0,3}(?:by|von|par|por|автор:?|written\sby)\s+(?P<author>[^\W\d_][^\n|;]{1,80}?)\s*(?:[,|;–—•·-]\s*|\s)\Z",
    re.IGNORECASE,
)
_SMALL_WORDS = re.compile(r"\b(?:at|on|of|the|г|года|год|в|год[аы]?|um|uhr|à|de|del|el)\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_WIRE_PLACE = re.compile(r"[*_\s]{0,4}[^\W\d_][^\n()]{1,60}?,?\s*[(,]?\s*\Z")
_WIRE_AFTER = re.compile(r"\s{0,2}[,.]?\s{0,2}(?:\([^()\n]{2,40}\)\s{0,2})?[*_]{0,3}\s{0,2}[-–—]{1,2}\s")
_HOST = re.compile(r"[^\W\d_]{2}\.[^\W\d_]{2}")
_SEPARATORS = ("|", "•", "·", "–", "—", "/")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline `[start, end)`; `whole` where it has its block or line for itself.

    `open_date` holds a date that can be read in two ways, as printed; such a date is not taken.
    """

    start: int
    end: int
    published: PartialDate | None = None
    time: str | None = None
    zone: str | None = None
    age_hours: float | None = None
    author: str | None = None
    whole: bool = True
    open_date: str | None = None


def find_dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    """The first dateline in the head of the document, or None."""
    body = 0
    for block in [block for block in blocks if block.kind not in ("title", "code", "note")][:_BLOCKS]:
        if block.start > _HEAD or body >= _BODY_BLOCKS:
            break
        body += block.end - block.start >= _BODY_LENGTH
        piece = text[block.start : min(block.end, block.start + _HEAD)]
        if piece.startswith(("---", "+++")):  # front matter is metadata
            continue
        for number, line in enumerate(lines_of(piece)):
            if number > 3:
                break
            if not line.blank and (found := read_dateline(line.text, block.start + line.start)) is not None:
                return found
        if block.kind in ("paragraph", "other") and (wire := _read_wire(piece[: 2 * _WIRE_LIMIT], block.start)) is not None:
            return wire
    return None


def read_dateline(line: str, offset: int = 0) -> Dateline | None:
    """Reads a line that is a dateline and nothing else: a date, with a time, an age, a label or a byline; None for any other.

    Args:
        line: one line of the text.
        offset: where the line begins in the text; the dateline's span counts from there.
    """
    stripped = line.strip()
    if not 5 <= len(stripped) <= _LINE_LIMIT or not any(map(str.isdigit, stripped)):
        return None
    start = offset + line.index(stripped)
    end = start + len(stripped)
    age = _AGE.search(stripped)
    dated = stripped if age is None else stripped[: age.start()] + " " * (age.end() - age.start()) + stripped[age.end() :]
    hits = find_dates(dated)
    hours = _age_hours(age) if age is not None else None
    if not hits:
        alone = age is not None and not _left_over(dated, ())
        return Dateline(start, end, age_hours=hours) if alone else None
    hit = _published_hit(dated, hits)
    if hit is None:
        return None
    rest = _left_over(dated, hits)
    author = None
    if byline := _BYLINE.match(dated[: hits[0].start]):
        author = byline["author"].strip(" *_,")
        rest = _left_over(dated[byline.end() :], find_dates(dated[byline.end() :]))
        if len(author.split()) > 8:
            return None
    label = _PUBLISHED.search(dated)
    labelled = label is not None and (
        author is not None or not _left_over(dated[: label.start()], find_dates(dated[: label.start()]))
    )
    if rest and not (len(rest) <= 6 and (labelled or author or _parted(dated, hit))):
        return None
    if stripped[0] in "([" and rest:
        return None
    open_date = hit.text if len(hit.readings) > 1 else None
    published = hit.value if isinstance(hit.value, PartialDate) and open_date is None else None
    if published is None and open_date is None and not labelled and hours is None:
        return None
    time = zone = None
    if published is not None:
        _, time, zone = read_timestamp(dated[hit.start : hit.end + 40] if labelled else dated)
    return Dateline(start, end, published, time, zone, hours, author, open_date=open_date)


def _published_hit(line: str, hits: Sequence[DateHit]) -> DateHit | None:
    """The date of publication among those of a line: not one that is said to be of a change."""
    before = 0
    plain: DateHit | None = None
    for hit in hits:
        lead = line[before : hit.start]
        before = hit.end
        if _PUBLISHED.search(lead):
            return hit
        if plain is None and not _CHANGED.search(lead):
            plain = hit
    return plain


def _left_over(line: str, hits: Sequence[DateHit]) -> list[str]:
    """The words of a line that belong to no date, time, zone, weekday or label."""
    parts: list[str] = []
    position = 0
    for hit in hits:
        parts.append(line[position : hit.start])
        position = hit.end
    parts.append(line[position:])
    rest = " ".join(parts)
    for pattern in (_PUBLISHED, _CHANGED, _CLOCK, _ZONE, _WEEKDAY, _AGE, _SMALL_WORDS):
        rest = pattern.sub(" ", rest)
    return _WORD.findall(rest)


def _parted(line: str, hit: DateHit) -> bool:
    """Whether a separator such as "|" stands next to the date: "Harbour Desk | 14 May 2018"."""
    if _HOST.search(line):  # "post.example | 2015-03-03" cites an outlet
        return False
    before, after = line[: hit.start].rstrip(" *_"), line[hit.end :].lstrip(" *_")
    return before.endswith(_SEPARATORS) or after.startswith(_SEPARATORS[:3])


def _age_hours(match: re.Match[str]) -> float:
    number = match["age"] or match["ago"]
    unit = (match["unit"] or match["ago_unit"]).lower()
    return float(number) * _HOURS[unit[0]]


def _read_wire(piece: str, offset: int) -> Dateline | None:
    """ "LONDON, Oct 3 (Reuters) - " at the head of a paragraph: a place in capitals, a date, an agency, a dash."""
    hits = find_dates(piece)
    if not hits or hits[0].end > _WIRE_LIMIT:
        return None
    hit = hits[0]
    place = piece[: hit.start]
    after = _WIRE_AFTER.match(piece, hit.end)
    if after is None or not _WIRE_PLACE.match(place):
        return None
    first = _WORD.search(place)
    if first is None or not (first.group().isupper() and len(first.group()) > 1):
        return None
    end = offset + len(piece[: after.end()].rstrip().rstrip("-–—").rstrip())
    published = hit.value if isinstance(hit.value, PartialDate) and len(hit.readings) == 1 else None
    return Dateline(offset, end, published, whole=False, open_date=hit.text if len(hit.readings) > 1 else None)
