"""Which other outlets a text credits."""

from __future__ import annotations

import re
from functools import cache

from provenance.catalog.page_words import load_page_words

_WORD = r"[A-ZА-ЯЁІЇЄҐ][\w’'&.-]{0,30}"
# Words of one line: a heading ends a name.
_GAP = "[ \u00a0]"
# One to four words, the first with a capital; small words may stand between ("Voice of America").
_NAME = rf"{_WORD}(?:{_GAP}(?:of{_GAP}|и{_GAP}|-{_GAP})?{_WORD}){{0,3}}"
# "stranger.example reports": a host stands for its outlet, mostly in lower case.
_HOST = r"(?:www\.)?[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,30}){1,2}"
_QUOTED = r"[«“\"„][^«»“”\"„\n]{2,60}[»”\"“]"
# "(AP)", "ALMATY (Reuters) -", "MOSCOW, October 22. /ITAR-TASS/.": at the head of the text only.
_DATELINE = re.compile(r"(?:\(([A-Z][\w .-]{1,30})\)|/([A-ZА-ЯЁ][\w .-]{2,30})/)\s*\.?\s*(?:[-–—]|$|\.|(?=[A-ZА-Я]))")
_HEAD = 300
_LENGTH = 60_000
_TRIM = " .,;:'’-«»“”\"„"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    patterns = []
    for form in load_page_words().credits:
        before, _, after = form.partition("NAME")
        lead = (
            rf"\b(?i:{re.escape(before.strip())})\s+(?:(?i:the|information agency|агентство|агентства|информагентство)\s+)?"
            if before.strip()
            else r"(?<![\w.@-])"
        )
        tail = rf"\s+(?i:{re.escape(after.strip())})\b" if after.strip() else ""
        patterns.append(re.compile(rf"{lead}({_QUOTED}|{_HOST}|{_NAME}){tail}"))
    return tuple(patterns)


def find_credits(text: str, byline: str | None = None) -> tuple[str, ...]:
    """Names of outlets that a page credits, as printed, in order, each once.

    "Interfax reports", "according to Interfax", "сообщает «Интерфакс»", a dateline "(AP)", a byline. They are names by their
    place in the sentence only: whether one is an outlet's is for whoever knows outlets.
    """
    text = text[:_LENGTH]
    found: list[tuple[int, str]] = []
    for match in _DATELINE.finditer(text[:_HEAD]):
        found.append((match.start(), match[1] or match[2]))
    for pattern in _patterns():
        found += [(match.start(1), match[1]) for match in pattern.finditer(text)]
    if byline:
        found.append((-1, byline[:80]))
    names: dict[str, str] = {}
    stop = load_page_words().not_names
    for _, name in sorted(found):
        clean = " ".join(name.split()).strip(_TRIM)
        if len(clean) >= 2 and clean.split()[0].lower() not in stop and clean.lower() not in stop:
            names.setdefault(clean.casefold(), clean)
    return tuple(names.values())
