"""Is it a citation? Registry, shape and place in the sentence together, with the grounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from provenance.catalog.forms import load_forms, load_towns
from provenance.catalog.patterns import late

from .brackets import Bracket
from .drafts import Item
from .naming import Namer
from .newsroom import Contents

#: Below this a bracket is doubtful, below the second it is nothing.
TAKEN = 0.7
DOUBTFUL = 0.4

_BEFORE_END = late(r"[ \t\u00a0]*(?:[.!?;:…。؟»”\"'’)\]]|[-–—]|\n|\Z|[(\[（])")
_SENTENCE_BEFORE = late(r"(?:[.!?…。]|[.!?][\"”»’')\]])[ \t\u00a0]*\Z")
#: The sentence runs on without a pause: what stands in the bracket explains the word before it.
_GLOSSES = late(r"[ \t\u00a0]\w")
#: "MH17", "Angosat-1", "Su-24": things bear such names, and few papers.
_CODE = late(r"\A[^\W\d_]{1,12}[-–]?\d{1,4}[A-Za-z]{0,2}\Z|\s[A-Z]{1,4}-?\d{1,4}\Z")
_ONLY_DATE = late(r"\A\W*\Z")


@dataclass(frozen=True, slots=True)
class Decision:
    """`verdict` with the confidence that it cites, 0 to 1, and the grounds in words."""

    verdict: Literal["citation", "doubtful", "no"]
    confidence: float
    why: tuple[str, ...]


NO = Decision("no", 0.0, ())


def decide_bracket(text: str, bracket: Bracket, contents: Contents, namer: Namer) -> Decision:
    """Whether a bracket with these contents cites."""
    items = contents.items
    if contents.lost and any(item.lost for item in items):
        return Decision("citation", 0.8, ("a comma and a date stand where a name was: the name is lost",))
    if items and items[0].back and all(item.back or item.known for item in items):
        return Decision("citation", 0.9, ("points to the reference before",))
    named = [item for item in items if item.name]
    if not named or len(named) + sum(item.back for item in items) != len(items):
        return NO
    said = text[bracket.start : bracket.end].casefold()
    if not load_forms().picture_words.isdisjoint(re.findall(r"[^\W_]+", said)) and "courtesy" not in said:
        return NO
    shapes = [namer.name(item.name or "") for item in named]
    known = [item for item in named if item.known]
    dates = [item.date for item in named if item.date is not None]
    days = [date for date in dates if date.precision in ("day", "range") and date.month is not None]
    if known and all(naming.shape > 0 for naming in shapes):
        if days:
            return _known(0.98, known, "and a day")
        if dates:
            if all(item.known for item in named):
                return _known(0.9, known, "and a month or year")
            return _known(0.72, known, "and a month or year, beside names that are not known")
        return _dateless(text, bracket, contents, named, known)
    if known and days:
        return Decision("doubtful", 0.5, (*_known(0.5, known, "and a day").why, "beside words that are no name"))
    if any(naming.shape <= 0 for naming in shapes):
        return NO
    if len(named) == 1 and named[0].url and _same_letters(named[0].name or "", named[0].url):
        return Decision("citation", 0.9, ("a name and the host that spells it",))
    return _unknown(text, bracket, contents, named, days=bool(days), dates=bool(dates), namer=namer)


def _known(confidence: float, known: list[Item], rest: str) -> Decision:
    names = ", ".join(dict.fromkeys(item.name or "" for item in known))
    return Decision("citation", confidence, (f"{names}: {_what(known[0])} {rest}",))


def _what(item: Item) -> str:
    return {"domain": "a host", "social": "a platform or account", "person": "an interview"}.get(
        item.kind, "in the outlet list"
    )


def _dateless(text: str, bracket: Bracket, contents: Contents, named: list[Item], known: list[Item]) -> Decision:
    """Names alone cite only as whole names in the last place of a sentence, a heading or a line."""
    # "(AFP via Harbour Online)": the carrier may be new to us, the agency before it is not.
    if len(known) < len(named) and not any(item.via is not None for item in named):
        return NO
    if any(item.issue or item.pages or item.title for item in named) or any(item.url for item in named):
        return _known(0.9, known, "with an issue, page, title or address")
    if contents.accessed:
        return _known(0.9, known, "with the day it was read")
    if any(item.kind == "person" for item in named):
        return _known(0.85, known, "")
    if is_acronym_of_words_before(text, bracket) or _abbreviates_a_body(text, bracket, named):
        return NO
    after = _BEFORE_END.match(text, bracket.end) is not None
    before = _SENTENCE_BEFORE.search(text[max(0, bracket.start - 4) : bracket.start]) is not None
    line = text[text.rfind("\n", 0, bracket.start) + 1 : bracket.start].strip() == ""
    if contents.signal or (after and not line) or before:
        if "/" in text[bracket.start : bracket.end] and len(named) > 1:
            return Decision("doubtful", 0.5, ("names with a slash between them credit a picture more often than a text",))
        return _known(0.85, known, "at the end of a sentence")
    if line and len(named) == 1 and after:
        return _known(0.7, known, "on a line of its own")
    if len(named) == 1 and _after_place(text, bracket):
        return _known(0.8, known, "in a dateline")
    return Decision("doubtful", 0.5, ("a known outlet inside a sentence, without a date",)) if len(named) == 1 else NO


def _abbreviates_a_body(text: str, bracket: Bracket, named: list[Item]) -> bool:
    """Whether a lone abbreviation stands for the body just named: "Committee for Religious Affairs (KDR)".

    The initials need not agree: a body is often abbreviated in another language. An institution without a day is a body and
    not a source; and an abbreviation that several outlets bear decides nothing right behind a capitalised word.
    """
    if len(named) != 1:
        return False
    short = named[0].name or ""
    if not (2 <= len(short) <= 8 and short.isalpha() and short.isupper()):
        return False
    if named[0].kind == "institution":
        return True
    before = text[max(0, bracket.start - 60) : bracket.start].rstrip()
    last = before.rpartition(" ")[2]
    return named[0].outlet is None and last[:1].isupper() and last[-1:].isalpha()


def _after_place(text: str, bracket: Bracket) -> bool:
    return re.match(r"\s?[.,]?\s?[-–—]{1,2}\s", text[bracket.end : bracket.end + 5]) is not None


def _unknown(
    text: str, bracket: Bracket, contents: Contents, named: list[Item], *, days: bool, dates: bool, namer: Namer
) -> Decision:
    """Names that nobody knows: the shape and the place decide."""
    shapes = [namer.name(item.name or "") for item in named]
    if any(naming.place for naming in shapes):
        return Decision("doubtful", 0.4, ("a place and a date",)) if contents.signal and days else NO
    if all(naming.generic for naming in shapes):
        return Decision("doubtful", 0.45, ("media without a name, and a date",)) if days else NO
    medium = any(naming.medium for naming in shapes)
    event = any(naming.event for naming in shapes) and not medium
    ends = _BEFORE_END.match(text, bracket.end) is not None
    if days:
        if event and not contents.signal:
            return NO
        if not medium and any((item.name or "").casefold() in load_towns() for item in named):
            return Decision("doubtful", 0.4, ("a town and a day",)) if contents.signal else NO
        if not medium and any(_CODE.search(item.name or "") for item in named):
            return Decision("doubtful", 0.4, ("a name with a number in it, and a day",))
        digits = any(re.match(r"[A-Z][a-z]+ \d+\Z", item.name or "") for item in named)
        if digits and not medium:
            return Decision("doubtful", 0.4, ("a word with a number, and a day",))
        if medium:
            return Decision("citation", 0.92, ("a name with a medium's word in it, and a day",))
        if contents.signal:
            return Decision("citation", 0.9, ("a signal word, a name and a day",))
        if any(item.title or item.pages or item.issue for item in named):
            return Decision("citation", 0.88, ("a name, a title or page, and a day",))
        gloss = _GLOSSES.match(text, bracket.end) is not None and not medium
        if gloss:
            return Decision("doubtful", 0.5, ("a name that is not known, and a day, right behind what they may explain",))
        if len(named) > 1 and not ends:
            return Decision("doubtful", 0.5, ("several names that are not known, and a day, inside a sentence",))
        return Decision("citation", 0.82 if ends else 0.75, ("a name and a day, in the order that newsrooms use",))
    if any(item.issue for item in named):
        return Decision("citation", 0.8, ("a name and an issue number",))
    if dates:
        month = any(item.date and item.date.month is not None for item in named)
        if medium and not event:
            return Decision("citation", 0.8, ("a name with a medium's word in it, and a month or year",))
        if event:
            return NO
        if month:
            return Decision(
                "citation" if contents.signal else "doubtful", 0.75 if contents.signal else 0.5, ("a name and a month",)
            )
        return NO
    if contents.signal and ends and contents.signal.casefold().startswith(_SOURCE_SIGNALS):
        return Decision("citation", 0.75, (f"the signal {contents.signal!r} and a name",))
    if contents.signal and medium and ends:
        return Decision("doubtful", 0.6, (f"the signal {contents.signal!r} and a name, without a date",))
    if medium and ends and _SENTENCE_BEFORE.search(text[max(0, bracket.start - 4) : bracket.start]):
        return Decision("citation", 0.72, ("a name with a medium's word in it, after the full stop",))
    return NO


_SOURCE_SIGNALS = (
    "via", "source", "quelle", "fuente", "fonte", "источник", "джерело", "kaynak", "来源", "المصدر", "photo courtesy",
)  # fmt: skip


def _same_letters(name: str, url: str) -> bool:
    host = re.sub(r"\Ahttps?://|\Awww\.", "", url.casefold())
    return re.sub(r"[^a-z0-9]|\Athe ", "", name.casefold()) in re.sub(r"[^a-z0-9]", "", host)


_INITIALS = late(r"[^\W_]+")


def is_acronym_of_words_before(text: str, bracket: Bracket) -> bool:
    """Whether the bracket is short for the words before it: "the International Republican Institute (IRI)"."""
    short = text[bracket.start + 1 : bracket.end - 1].strip()
    if not 2 <= len(short) <= 8 or not short.isalpha() or not short.isupper():
        return False
    words = _INITIALS.findall(text[max(0, bracket.start - 120) : bracket.start])
    initials = [word[0].upper() for word in words]
    want = list(short)
    if len(initials) >= len(want) and initials[-len(want) :] == want:
        return True
    large = [word[0] for word in words if word[0].isupper()]
    return len(large) >= len(want) and large[-len(want) :] == want and words[-1][0].isupper()
