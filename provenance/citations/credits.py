"""Credits outside brackets: "— The Dig" after a paragraph, "BBC –" before one, and lines of their own in press lists."""

from __future__ import annotations

import re

from provenance.catalog.patterns import late
from provenance.model.citation import SourceKind

from .drafts import Draft, Item
from .naming import Namer
from .newsroom import read_contents

_LINE = late(r"[^\n]+")
#: A line longer than this is a sentence.
_MAX_LINE = 180
_END_CREDIT = late(r"(?:(?<=[.!?…”\"»’)\]])\s|^)[–—-]{1,2}\s(?P<name>[^\n–—]{2,60})$")
_DATED_CREDIT = late(
    r"(?:(?<=[.!?…”\"»’)\]])\s|^)(?P<dash>[–—-]{1,2})\s?(?=[^\W_a-z])[^\n–—]{2,70}(?:\d\.?|\d\.? [^\W\d_]{3,12}\.?)$"
)
_TITLE_CREDIT = late(r"\s[–—]\s(?P<name>[^\n–—/]{2,60})(?P<people>(?:/\s?[^\n–—/]{3,40}){0,3})$")
_START_CREDIT = late(r"^(?P<name>[^\n–—:]{2,40}?)\s?[–—]\s")
_ACCOUNT = late(r"^[–—]\s(?P<name>[^\n–—()]{2,60}\s\(@\w{2,30}\))\s(?P<rest>[A-Z]\w+ \d{1,2}, \d{4})$")
_PRESS = late(
    r"^(?:[ \t]{0,3}\d{1,3}\.\s)(?P<name>[^\n:]{2,60}):\s(?P<author>[^\n,]{3,60})"
    r",\s(?P<title>[^\n]{4,160}?[.?!]|[^\n]{4,160}$)(?=$|\s[A-Z])"
)
_FROM_LINE = late(r"^From\s(?P<rest>[A-Z][^\n]{3,120}\d)\.?$")
_SOURCE_LINE = late(r"^(?:source|sources|quelle|fuente|источник|джерело|kaynak|fonte)\s?[:：]\s?(?P<rest>[^\n]{3,160})$", re.I)
_BYLINE = late(r"^(?P<author>[A-ZÀ-Þ][\w’'.-]+(?:\s[A-ZÀ-Þ][\w’'.-]+){1,3})$")


def read_credits(text: str, namer: Namer) -> list[Draft]:
    """Lines that credit a source, and lines that are nothing but a source and a day."""
    drafts = []
    for line in _LINE.finditer(text):
        a, b = line.span()
        while b > a and text[b - 1].isspace():
            b -= 1
        while a < b and text[a].isspace():
            a += 1
        if a < b and (draft := _line(text, a, b, namer)) is not None:
            drafts.append(draft)
    return drafts


def _line(text: str, a: int, b: int, namer: Namer) -> Draft | None:
    short = b - a <= _MAX_LINE
    said = text[a:b] if short else ""
    if short and (match := _ACCOUNT.match(said)):
        return _account(text, a, match, namer)
    tail_at = max(a, b - 90)
    tail = text[tail_at:b]
    if (match := _DATED_CREDIT.search(tail)) and (draft := _dated_credit(text, tail_at + match.start("dash"), b, namer)):
        return draft
    # After a paragraph: a dash after the last stop, and a name.
    heading = short and re.search(r"\A[^.!?…]{8,}[?!]\s[–—]\s[^–—]{2,60}\Z", said)
    if not heading and (match := _END_CREDIT.search(tail)):
        name, *people = [part.strip() for part in match["name"].split("/ ")]
        naming = namer.name(name)
        if naming.known or (
            naming.shape > 0.5
            and not naming.place
            and not naming.event
            and _short_name(name)
            and not re.search(r",.*\d", name)  # a name and a day: read above, or nothing
            and tail_at + match.start() > a
        ):
            dash = tail.index(match[0].strip(), match.start())
            draft = _draft(text, tail_at + dash, b, tail_at + match.start("name"), name, namer, "dash-credit", 0.75)
            draft.items[0].author = "; ".join(people) or None
            return draft
    if short and (match := _PRESS.match(said)):
        naming = namer.name(match["name"].strip())
        if naming.shape > 0 and not naming.place:
            draft = _draft(text, a, a + match.end(), a + match.start("name"), match["name"].strip(), namer, "press-list", 0.8)
            draft.items[0].author, draft.items[0].title = match["author"].strip(), match["title"].strip()
            return draft
    if short and (match := _TITLE_CREDIT.search(said)):
        naming = namer.name(match["name"].strip())
        if naming.known or (match["people"] and naming.shape > 0 and not naming.place):
            return _title_credit(text, a, b, match, namer)
    if match := _START_CREDIT.match(text[a : a + 60]):
        name = match["name"].strip(" *_")
        if namer.name(name).known and " " not in match[0].rstrip(" –—").replace(name, ""):
            end = a + len(match[0].rstrip())
            return _draft(text, a, end, a + match[0].index(name), name, namer, "dash-credit", 0.75)
    return _source_line(text, a, b, namer) if short and b - a >= 8 else None


def _dated_credit(text: str, start: int, end: int, namer: Namer) -> Draft | None:
    """ "—AFP, May 31" after the last sentence of a paragraph."""
    inside = start
    while text[inside] in "–—- ":
        inside += 1
    items = read_contents(text, inside, end, namer).items
    if not items or not all(item.date is not None and (item.known or _is_paper(item, namer)) for item in items):
        return None
    return Draft(start, end, "dash-credit", items, 0.85, ("a credit after a dash, with a day",))


def _is_paper(item: Item, namer: Namer) -> bool:
    """A name that nobody knows, with a medium's word in it, and a day. "— Brel, 28 April" signs a letter."""
    naming = namer.name(item.name or "")
    day = item.date is not None and item.date.precision == "day" and item.date.month is not None
    return day and naming.medium and naming.shape >= 1 and not naming.event


def _short_name(name: str) -> bool:
    return len(name.split()) <= 6 and name[-1] not in ".!?,;" and name[0].isupper()


def _draft(text: str, start: int, end: int, at: int, name: str, namer: Namer, style: str, confidence: float) -> Draft:  # noqa: PLR0917
    naming = namer.name(name)
    kind: SourceKind = naming.kind if naming.kind != "unknown" else "publication"
    item = Item(start, end, name, at, at + len(name), kind, naming.outlet, naming.known)
    return Draft(start, end, "press-list" if style == "press-list" else "dash-credit", [item], confidence, ("a credit line",))


def _account(text: str, a: int, match: re.Match[str], namer: Namer) -> Draft | None:
    contents = read_contents(text, a + match.start("rest"), a + match.end("rest"), namer)
    if len(contents.items) != 1 or contents.items[0].date is None:
        return None
    at = a + match.start("name")
    item = Item(
        at, a + match.end(), match["name"], at, at + len(match["name"]), "social", known=True, date=contents.items[0].date
    )
    return Draft(a, a + match.end(), "dash-credit", [item], 0.9, ("an account and a day after a quoted post",))


def _title_credit(text: str, a: int, b: int, match: re.Match[str], namer: Namer) -> Draft:
    """A heading with a credit: of a list ("Title? – CNN") the whole line, after a quoted title the credit alone."""
    name = match["name"].strip()
    title = text[a : a + match.start()].strip()
    quoted = title.endswith(("”", '"', "»"))
    dash = a + match.start() + len(match[0]) - len(match[0].lstrip())
    draft = _draft(
        text, dash if quoted else a, b, a + match.start("name"), name, namer, "dash-credit" if quoted else "press-list", 0.75
    )
    draft.items[0].title = title if not quoted else None
    people = [person.strip() for person in (match["people"] or "").split("/") if person.strip()]
    draft.items[0].author = "; ".join(people) or None
    return draft


def _source_line(text: str, a: int, b: int, namer: Namer) -> Draft | None:
    """A line that holds only a source with its day: "Izvestia, June 15, 1999, p. 1", "A. Author | site.org | 2019-07-03"."""
    said = text[a:b]
    if said[-1] in ".!?" and not said.endswith("...") and not re.search(r"\d{4}\.$|p\. ?\d+\.$", said):
        return None
    if "|" in said:
        return _piped(text, a, b, namer)
    source = _SOURCE_LINE.match(said) or _FROM_LINE.match(said)
    begin = a + source.start("rest") if source else a
    contents = read_contents(text, begin, b, namer)
    items = [item for item in contents.items if item.name]
    if not items or len(items) != len(contents.items) or contents.leftovers:
        return None
    if source:
        items = _without_places(items, namer)
        plain = source.re is not _FROM_LINE  # "Sources: AFP, Harbour Today": beside a known one a name alone will do
        shaped = plain and all(namer.name(item.name or "").shape > 0 for item in items)
        if any(item.known or item.date for item in items) and (shaped or all(item.known or item.date for item in items)):
            medium = source.re is not _FROM_LINE or all(i.known or namer.name(i.name or "").medium for i in items)
            return Draft(a, b, "press-list", items, 0.85, ("a source line",)) if medium else None
        return None
    dated = [item for item in items if item.date and (item.date.precision in ("day", "range") and item.date.month)]
    if not dated or not items[0].known or any(namer.name(item.name or "").shape <= 0 for item in items):
        return None
    kept = _without_places(items, namer)
    return Draft(a, b, "press-list", kept, 0.85, ("a line of its own with a source and a day",)) if kept else None


def _without_places(items: list[Item], namer: Namer) -> list[Item]:
    """ "BBC Monitoring Service, United Kingdom, Wed, July 19, 2006": a place beside the name is a tag."""
    kept = [item for item in items if not namer.name(item.name or "").place]
    tags = [item.name for item in items if namer.name(item.name or "").place and item.name]
    for item in kept:
        item.tags += tags
    return kept


def _piped(text: str, a: int, b: int, namer: Namer) -> Draft | None:
    parts = []
    at = a
    for part in text[a:b].split("|"):
        lead = len(part) - len(part.lstrip())
        parts.append((at + lead, at + len(part.rstrip())))
        at += len(part) + 1
    parts = [(x, y) for x, y in parts if x < y]
    if not 2 <= len(parts) <= 4:
        return None
    known = next(((x, y) for x, y in parts if namer.name(text[x:y]).known), None)
    contents = read_contents(text, parts[-1][0], parts[-1][1], namer)
    dates = [item.date for item in contents.items if item.date is not None]
    if known is None or len(dates) != 1 or contents.items[0].name is not None:
        return None
    author = next((text[x:y] for x, y in parts[:-1] if (x, y) != known and _BYLINE.match(text[x:y])), None)
    draft = _draft(text, a, b, known[0], text[known[0] : known[1]], namer, "press-list", 0.9)
    draft.items[0].date, draft.items[0].author = dates[0], author
    return draft
