"""What can be seen of a bracket: the signs that the rows of `catalog/brackets.toml` ask for.

Each sign is a small question with yes or no for an answer, asked at most once a bracket and only when a row asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property

from provenance.catalog.brackets import Sign
from provenance.catalog.forms import load_forms, load_towns
from provenance.catalog.patterns import late

from .brackets import Bracket
from .drafts import Item
from .naming import Namer, Naming
from .newsroom import Contents

_BEFORE_END = late(r"[ \t\u00a0]*(?:[.!?;:…。؟»”\"'’)\]]|[-–—]|\n|\Z|[(\[（])")
_AFTER_STOP = late(r"(?:[.!?…。]|[.!?][\"”»’')\]])[ \t\u00a0]*\Z")
#: The sentence runs on without a pause: what stands in the bracket explains the word before it.
_GLOSSES = late(r"[ \t\u00a0]\w")
#: So many brackets side by side, none longer than this, are looked past for the stop before them.
_SIDE_BY_SIDE, _LONGEST_BESIDE = 5, 120
_BRACKET_BEFORE = late(r"\([^()\n]{2,110}\),?[ \t\u00a0]?\Z")
#: What opens the next sentence.
_NEXT = late(r"[ \t\u00a0]+[“\"«„‘(]?(?:[^\W\d_]|\d)")
_DATELINE = late(r"\s?[.,]?\s?[-–—]{1,2}\s")
#: "MH17", "Angosat-1", "Su-24": things bear such names, and few papers.
_CODE = late(r"\A[^\W\d_]{1,12}[-–]?\d{1,4}[A-Za-z]{0,2}\Z|\s[A-Z]{1,4}-?\d{1,4}\Z")
#: "(council letter, 19 April)": what was written on a day, though nobody published it.
_PAPER = late(
    r"(?<!\w)(?:letter|memo|memorandum|statement|press\srelease|minutes|communiqué|e-?mail|bulletin|transcript|correspondence|"
    r"exchange)s?\Z",
    re.I,
)
_NUMBERED = late(r"[A-Z][a-z]+ \d+\Z")
_WORDS = late(r"[^\W_]+")
#: Signal words that name a source even without a date.
_SOURCE_SIGNALS = (
    "via", "source", "quelle", "fuente", "fonte", "источник", "джерело", "kaynak", "来源", "المصدر", "photo courtesy",
)  # fmt: skip


class Signs:
    """The signs of one bracket with its contents."""

    def __init__(self, text: str, bracket: Bracket, contents: Contents, namer: Namer) -> None:
        self.text, self.bracket, self.contents, self._namer = text, bracket, contents, namer
        self.items = contents.items
        self.named = [item for item in contents.items if item.name]
        self._seen: dict[Sign, bool] = {}

    def seen(self, sign: Sign) -> bool:
        """Whether the bracket has this sign."""
        answer = self._seen.get(sign)
        if answer is None:
            answer = self._seen[sign] = bool(SIGNS[sign](self))
        return answer

    @cached_property
    def namings(self) -> list[Naming]:
        """What each name may be."""
        return [self._namer.name(item.name or "") for item in self.named]

    @property
    def known(self) -> list[Item]:
        """The items whose names the registry or their own form vouches for."""
        return [item for item in self.named if item.known]

    @cached_property
    def ends(self) -> bool:
        """Whether a sentence, a clause or a line ends behind the bracket, or before it and the next begins behind it."""
        if _BEFORE_END.match(self.text, self.bracket.end) is not None:
            return True
        opening = _NEXT.match(self.text, self.bracket.end)
        return opening is not None and not opening[0][-1].islower() and self.after_stop

    @cached_property
    def after_stop(self) -> bool:
        """Whether the sentence before has ended; another bracket may stand between: "It sank. (Xinhua) (Reuters)"."""
        start = self.bracket.start
        for _ in range(_SIDE_BY_SIDE):
            if _AFTER_STOP.search(self.text, max(0, start - 4), start) is not None:
                return True
            beside = _BRACKET_BEFORE.search(self.text, max(0, start - _LONGEST_BESIDE), start)
            if beside is None:
                return False
            start = beside.start()
        return False

    @cached_property
    def line(self) -> bool:
        """Whether the bracket begins its line."""
        start = self.bracket.start
        return self.text[self.text.rfind("\n", 0, start) + 1 : start].strip() == ""

    @property
    def said(self) -> str:
        """The bracket with its marks."""
        return self.text[self.bracket.start : self.bracket.end]


#: "Deir al-Zor" and "Deir ez-Zor" are one town: the article and the hyphens fall.
_ARTICLE = late(r"(?<![^\W_])(?:al|el|ez|az|as|ash|at|ad|ar|an|es|il)[-\s]|[-’']")


@cache
def _towns() -> frozenset[str]:
    return load_towns() | {_ARTICLE.sub(" ", town).strip() for town in load_towns() if _ARTICLE.search(town)}


def is_town(name: str) -> bool:
    """Whether a name is that of a city, whatever the spelling of its Arabic article."""
    folded = name.casefold()
    return folded in _towns() or _ARTICLE.sub(" ", folded).strip() in _towns()


def _picture(signs: Signs) -> bool:
    said = signs.said.casefold()
    return not load_forms().picture_words.isdisjoint(_WORDS.findall(said)) and "courtesy" not in said


def _day(signs: Signs) -> bool:
    return any(
        item.date is not None and item.date.precision in ("day", "range") and item.date.month is not None
        for item in signs.named
    )


def _spelled_host(signs: Signs) -> bool:
    """Whether a lone name is spelled by the host beside it."""
    if len(signs.named) != 1 or not signs.named[0].url:
        return False
    host = re.sub(r"\Ahttps?://|\Awww\.", "", signs.named[0].url.casefold())
    name = re.sub(r"[^a-z0-9]|\Athe ", "", (signs.named[0].name or "").casefold())
    return name in re.sub(r"[^a-z0-9]", "", host)


def _abbreviation(signs: Signs) -> bool:
    return _is_acronym(signs.text, signs.bracket) or _abbreviates_a_body(signs)


def _is_acronym(text: str, bracket: Bracket) -> bool:
    """Whether the bracket is short for the words before it: "the International Republican Institute (IRI)"."""
    short = text[bracket.start + 1 : bracket.end - 1].strip()
    if not 2 <= len(short) <= 8 or not short.isalpha() or not short.isupper():
        return False
    words = _WORDS.findall(text[max(0, bracket.start - 120) : bracket.start])
    initials = [word[0].upper() for word in words]
    want = list(short)
    if len(initials) >= len(want) and initials[-len(want) :] == want:
        return True
    large = [word[0] for word in words if word[0].isupper()]
    return len(large) >= len(want) and large[-len(want) :] == want and words[-1][0].isupper()


def _abbreviates_a_body(signs: Signs) -> bool:
    """Whether a lone abbreviation stands for the body just named: "Committee for Religious Affairs (KDR)".

    The initials need not agree: a body is often abbreviated in another language. An institution without a day is a body and
    not a source; and an abbreviation that several outlets bear decides nothing right behind a capitalised word.
    """
    if len(signs.named) != 1:
        return False
    short = signs.named[0].name or ""
    if not (2 <= len(short) <= 8 and short.isalpha() and short.isupper()):
        return False
    if signs.named[0].kind == "institution":
        return True
    before = signs.text[max(0, signs.bracket.start - 60) : signs.bracket.start].rstrip()
    last = before.rpartition(" ")[2]
    return signs.named[0].outlet is None and last[:1].isupper() and last[-1:].isalpha()


def _closing(signs: Signs) -> bool:
    """Whether the place is one where newsrooms cite: behind a signal, at a sentence's end, or behind its full stop."""
    return bool(signs.contents.signal) or (signs.ends and not signs.line) or signs.after_stop


def _event(signs: Signs) -> bool:
    return any(naming.event for naming in signs.namings) and not signs.seen("medium")


#: Sign -> how it is seen.
SIGNS: dict[Sign, Callable[[Signs], bool]] = {
    "lost": lambda signs: signs.contents.lost and any(item.lost for item in signs.items),
    "back": lambda signs: bool(signs.items) and signs.items[0].back and all(item.back or item.known for item in signs.items),
    "nameless": lambda signs: not signs.named or len(signs.named) + sum(item.back for item in signs.items) != len(signs.items),
    "picture": _picture,
    "known": lambda signs: bool(signs.known),
    "all-known": lambda signs: all(item.known for item in signs.named),
    "shaped": lambda signs: all(naming.shape > 0 for naming in signs.namings),
    "day": _day,
    "date": lambda signs: any(item.date is not None for item in signs.named),
    "month": lambda signs: any(item.date is not None and item.date.month is not None for item in signs.named),
    "carried": lambda signs: any(item.via is not None for item in signs.named),
    "detail": lambda signs: any(item.title or item.pages or item.issue for item in signs.named),
    "detail-or-address": lambda signs: signs.seen("detail") or any(item.url for item in signs.named),
    "accessed": lambda signs: signs.contents.accessed,
    "interview": lambda signs: any(item.kind == "person" for item in signs.named),
    "abbreviation": _abbreviation,
    "closing": _closing,
    "slashed": lambda signs: "/" in signs.said and len(signs.named) > 1,
    "line": lambda signs: signs.line,
    "single": lambda signs: len(signs.named) == 1,
    "several": lambda signs: len(signs.named) > 1,
    "ends": lambda signs: signs.ends,
    "after-stop": lambda signs: signs.after_stop,
    "dateline": lambda signs: _DATELINE.match(signs.text, signs.bracket.end, signs.bracket.end + 5) is not None,
    "spelled-host": _spelled_host,
    "place": lambda signs: any(naming.place for naming in signs.namings),
    "signal": lambda signs: bool(signs.contents.signal),
    "source-signal": lambda signs: (signs.contents.signal or "").casefold().startswith(_SOURCE_SIGNALS),
    "generic": lambda signs: all(naming.generic for naming in signs.namings),
    "medium": lambda signs: any(naming.medium for naming in signs.namings),
    "event": _event,
    "town": lambda signs: any(is_town(item.name or "") for item in signs.named),
    "code": lambda signs: any(_CODE.search(item.name or "") for item in signs.named),
    "numbered": lambda signs: any(_NUMBERED.match(item.name or "") for item in signs.named),
    "gloss": lambda signs: _GLOSSES.match(signs.text, signs.bracket.end) is not None and not signs.after_stop,
    "body": lambda signs: any(item.title for item in signs.named) or any(n.kind == "institution" for n in signs.namings),
    "paper": lambda signs: len(signs.named) == 1 and _PAPER.search(signs.named[0].name or "") is not None,
    "issue": lambda signs: any(item.issue for item in signs.named),
}
