"""Documents in running text and who made them: "according to a July 21 report by X", "in the May 4 issue of X"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from provenance.catalog.forms import load_forms
from provenance.catalog.patterns import find_near, late, lowered, places_of
from provenance.dates import DateHit, find_dates

from .drafts import Draft, Item
from .naming import Namer


def _phrases(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_FORMS = load_forms()
_DOCUMENT = late(
    rf"(?<!\w)(?:according\sto|based\son|citing|cites|quoting|cited\sin)\s(?:an?|the|its|his|her|recent|new|data|figures)\b"
    rf"(?P<middle>[^.;:()\n]{{0,60}}?)(?<!\w)(?P<noun>{_phrases(_FORMS.document_nouns)})\s(?:by|from|of|in|"
    rf"released\sby|published\sby|compiled\sby|carried\sout\sby|conducted\sby|issued\sby)\s(?:the\s)?",
    re.I,
)
_DIRECT_DATA = late(r"(?<!\w)according\sto\s(?:data|figures|statistics|estimates)\s(?:by|from|of)\s(?:the\s)?", re.I)
_TITLECASE = late(
    r"(?:[^\W\d_a-z]|[A-ZÀ-ÞА-ЯЁ])[\w’'&/.-]{0,40}(?:[ \u00a0](?:(?:of|for|on|in|and|the|de|la|du|des|del|di|und|"
    r"für|al)[ \u00a0]){0,2}(?:[A-ZÀ-ÞА-ЯЁ][\w’'&/-]{0,40})){0,8}"
)
_ACRONYM = late(r"\s\([A-Z][\w/-]{1,9}\)")
_IN_ISSUE = late(
    r"(?<!\w)(?:[Ii]nterviewed|[Ww]riting|[Ss]peaking|[Qq]uoted|[Pp]ublished|"
    r"[Aa]ppearing)\sin\s(?:the\s)?(?P<date>[^.;:()\n]{3,28}?)\s(?:issue|"
    r"edition)\sof\s(?:the\s)?(?:[\w’'-]{2,16}\s){0,3}"
)
_MADE = late(
    rf"(?<!\w)(?:an?|the|its|one|another|[Aa]n?\s\w{{3,12}})\s(?P<middle>[^.;:,()\n]{{0,40}}?)(?<!\w)"
    rf"(?P<noun>{_phrases(_FORMS.document_nouns)})\s(?:by|from|released\sby|published\sby)\s(?:the\s)?",
    re.I,
)
_FINDS = late(
    r"(?:\s(?:has|have|had|also))?\s(?:found|finds|says|said|shows|showed|reveals|revealed|concludes|concluded|estimates|"
    r"estimated|puts|put|documents|documented|describes|described|warns|warned|suggests|suggested|states|stated|notes|noted)(?!\w)"
)
_TALK = late(
    r"(?<!\w)in\s(?:an?|his|her|their|its|the)\s(?P<date>[^.;:,()\n]{3,28}?)\s(?:telephone\s|exclusive\s|television\s)?"
    r"(?:interview|statement|article|op-ed|column|editorial|commentary|report|dispatch|broadcast|essay|piece)\s"
    r"(?:with|to|for|in|by|on|published\sin)\s(?:the\s)?(?:(?:newspaper|daily|weekly|magazine|agency|website|channel)\s)?",
    re.I,
)


def read_documents(text: str, namer: Namer) -> list[Draft]:
    """Reports, issues and interviews that are named with their maker."""
    readers = (_documents, _made, _in_issues, _talks, _released, _said_in, _relays)
    return [draft for read in readers for draft in read(text, namer)]


def _documents(text: str, namer: Namer) -> list[Draft]:
    drafts = []
    low = lowered(text)
    leads = places_of(low, "according", "based", "citing", "cites", "quoting", "cited")
    for pattern in (_DOCUMENT, _DIRECT_DATA):
        for match in find_near(pattern, text, leads, before=1, after=150):
            name_end = _long_name(text, match.end(), namer)
            if name_end is None:
                continue
            start = match.end()
            naming = namer.name(text[start:name_end])
            lead = re.match(r"(?:according\sto|based\son|citing|cites|quoting|cited\sin)", match[0], re.I)
            begin = match.start()
            hit = next(iter(find_dates(text, start=match.start(), end=match.end())), None)
            if hit is None:
                hit = _lone_year(text, match.start(), match.end())
            item = Item(
                start,
                name_end,
                text[start:name_end],
                start,
                name_end,
                naming.kind if naming.known else "institution",
                naming.outlet,
                naming.known,
                date=hit,
            )
            why = f"{lead[0] if lead else 'according to'!r} a document and who made it"
            drafts.append(Draft(begin, name_end, "prose", [item], 0.85, (why,)))
    return drafts


def _lone_year(text: str, start: int, end: int) -> DateHit | None:
    match = re.compile(r"(?<![\w.,-])(?:19|20)\d\d(?![\w%]|[.,]\d)").search(text, start, end)
    return (
        next(iter(find_dates(f"({match[0]})")), None).model_copy(  # type: ignore[union-attr]
            update={"start": match.start(), "end": match.end()}
        )
        if match
        else None
    )


def _long_name(text: str, start: int, namer: Namer) -> int | None:
    """The end of a capitalised name at `start`, with an acronym in brackets after it."""
    known = namer.registry.names_in(text, start, min(len(text), start + 80))
    first = known[0] if known and known[0].start == start else None
    match = _TITLECASE.match(text, start)
    end = max(first.end if first else -1, match.end() if match else -1)
    if end <= start:
        return None
    if first and text[first.end : first.end + 1] == "." and text[first.end + 1 : first.end + 2].isspace():
        end = first.end  # "a report by RFE/RL. The state"
    # A full stop after a word of three letters or more ends the sentence ("the Opera. In August").
    if stop := re.compile(r"\w{3,}\.(?=[ \u00a0])").search(text, start, end):
        end = stop.end()
    while end > start and text[end - 1] in ".,’'":
        end -= 1
    if match and not first and not re.search(r"[A-ZА-Я]", text[start:end]):
        return None
    acronym = _ACRONYM.match(text, end)
    return acronym.end() if acronym else end


def _in_issues(text: str, namer: Namer) -> list[Draft]:
    drafts = []
    for match in find_near(_IN_ISSUE, text, places_of(text, "issue", "edition"), before=64, after=100):
        hits = find_dates(match["date"])
        name = re.compile(r"[“\"«]?(?P<name>[A-ZА-Я][\w’'-]*(?:\s[A-ZА-Я][\w’'-]*){0,4})[”\"»]?,?").match(text, match.end())
        if len(hits) != 1 or name is None:
            continue
        offset = match.start("date")
        date = hits[0].model_copy(update={"start": hits[0].start + offset, "end": hits[0].end + offset})
        naming = namer.name(name["name"])
        item = Item(
            name.start("name"),
            name.end("name"),
            name["name"],
            name.start("name"),
            name.end("name"),
            naming.kind if naming.known else "outlet",
            naming.outlet,
            naming.known,
            date=date,
        )
        drafts.append(Draft(match.start(), name.end(), "prose", [item], 0.85, ("an issue with its day, and a name",)))
    return drafts


def _made(text: str, namer: Namer) -> list[Draft]:
    """ "An investigation by Bellingcat found": a document, who made it, and what it says."""
    drafts = []
    for match in find_near(_MADE, text, places_of(text, " by ", " from "), before=110, after=8):
        start = match.end()
        end = _long_name(text, start, namer)
        verb = _FINDS.match(text, end) if end else None
        if end is None or verb is None:
            continue
        naming = namer.name(text[start:end])
        date = next(iter(find_dates(text, start=match.start(), end=start)), None) or _lone_year(text, match.start(), start)
        kind = naming.kind if naming.known else "institution"
        item = Item(start, end, text[start:end], start, end, kind, naming.outlet, naming.known, date=date)
        why = f"{match['noun']!r}, who made it, and {verb[0].strip()!r}"
        drafts.append(Draft(match.start(), verb.end(), "prose", [item], 0.8, (why,)))
    return drafts


def _talks(text: str, namer: Namer) -> list[Draft]:
    """ "In a December 10 interview with RBC": the day stands before the kind of piece. The registry must know the name."""
    drafts = []
    leads = places_of(text, "interview", "statement", "article", "op-ed", "column", "editorial", "report", "broadcast", "piece")
    for match in find_near(_TALK, text, leads, before=60, after=60):
        begin = match.end() + (text[match.end() : match.end() + 1] in ("“", '"', "«"))
        hits = find_dates(text, start=match.start("date"), end=match.end("date"))
        known = next(
            (hit for hit in namer.registry.names_in(text, begin, min(len(text), begin + 60)) if hit.start == begin), None
        )
        if len(hits) != 1 or known is None:
            continue
        naming = namer.name(text[begin : known.end])
        item = Item(
            begin, known.end, text[begin : known.end], begin, known.end, naming.kind, naming.outlet, naming.known, date=hits[0]
        )
        end = known.end + (len(closing[0]) if (closing := _CLOSING.match(text, known.end)) and begin > match.end() else 0)
        drafts.append(Draft(match.start(), end, "prose", [item], 0.85, ("a day, a kind of piece, and an outlet",)))
    return drafts


def _said_in(text: str, namer: Namer) -> list[Draft]:
    """ "The port authority said in a report of 9 March": a body, its document, and the day of it."""
    drafts = []
    for match in find_near(
        _SAID_IN, text, places_of(text, " in a ", " in an ", " in its ", " in their ", " in the "), before=120, after=90
    ):
        a, b = match.span("name")
        hits = find_dates(text, start=match.start("lead"), end=match.end())
        naming = namer.name(text[a:b])
        month = _MONTHLY.search(text, match.start("lead"), match.end()) is not None
        if text[a:b].casefold() in _NOBODY or not (month or (len(hits) == 1 and hits[0].month is not None)):
            continue
        kind = naming.kind if naming.known else "institution"
        item = Item(a, b, text[a:b], a, b, kind, naming.outlet, naming.known)
        item.date = hits[0] if hits else None
        drafts.append(Draft(match.start(), match.end(), "prose", [item], 0.8, ("a body, a document, and its day",)))
    return drafts


_MONTHLY = late(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s(?:report|bulletin|statement|survey|"
    r"review|forecast|newsletter|assessment)"
)
_NOBODY = frozenset(
    {"minister", "president", "spokesman", "spokeswoman", "official", "officials", "governor", "mayor", "man", "woman"}
)
_SAID_IN = late(
    r"(?:(?<=[.;:!?”\"\n]\s)|(?<=,\s)|(?<=\n)|\A)[Tt]he\s(?P<name>[\w’'&-]{2,24}(?:\s(?:for|of|and|the|on)?\s?[\w’'&-]{2,24}){0,5}?)\s(?:also\s|has\s)?"
    r"(?:said|says|wrote|stated|warned|announced|reported|noted|estimated|concluded|found)\sin\s(?P<lead>an?|its|their|the)\s"
    r"(?:[^.;:,()\n]{3,20}\s)?(?:report|bulletin|statement|press\srelease|study|review|survey|letter|note|paper|briefing|"
    r"communiqué|newsletter|assessment|forecast)(?:\s(?:of|on|dated|from|released\son|published\son|issued\son)\s(?=[^.;:,()\n]{0,16}\d)[^.;:,()\n]{3,24}?(?=[.,;]|\sthat|$))?"
    r"(?:\sthat(?=\s))?"
)


def _released(text: str, namer: Namer) -> list[Draft]:
    """ "In a report released on April 11, Human Rights Watch said": the day stands before the maker."""
    drafts = []
    leads = places_of(text, "released", "published", "issued", "posted", "dated")
    for match in find_near(_RELEASED, text, leads, before=40, after=140):
        start = match.end()
        end = _long_name(text, start, namer)
        verb = _FINDS.match(text, end) if end else None
        hits = find_dates(text, start=match.start("date"), end=match.end("date"))
        if end is None or verb is None or len(hits) != 1:
            continue
        naming = namer.name(text[start:end])
        kind = naming.kind if naming.known else "institution"
        item = Item(start, end, text[start:end], start, end, kind, naming.outlet, naming.known, date=hits[0])
        drafts.append(Draft(match.start(), verb.end(), "prose", [item], 0.85, ("a document, its day, and who made it",)))
    return drafts


_RELEASED = late(
    rf"(?<!\w)in\s(?:an?|its|the|their)\s(?:[\w-]{{3,14}}\s)?(?:{_phrases(_FORMS.document_nouns)})\s(?:released|published|issued|posted|"
    r"dated)(?:\son)?\s(?P<date>[^.;:()\n]{3,28}?),\s(?:the\s)?",
    re.I,
)
_CLOSING = late(r",?[”\"»]")


def _relays(text: str, namer: Namer) -> list[Draft]:
    """ "The Piltz Courier, quoting the same statement, ...": an outlet by the list, or by a medium's word in its name."""
    drafts = []
    for match in find_near(_RELAYS, text, places_of(text, ", citing ", ", quoting "), before=2, after=100):
        before = _NAME_BEFORE.search(text, max(0, match.start() - 80), match.start())
        if before is None:
            continue
        a, b = before.span("name")
        naming = namer.name(text[a:b])
        if not naming.known and not (naming.medium and naming.shape >= 1 and not naming.event):
            continue
        kind = naming.kind if naming.kind != "unknown" else "outlet"
        item = Item(a, b, text[a:b], a, b, kind, naming.outlet, naming.known)
        drafts.append(Draft(before.start(), match.end(), "prose", [item], 0.75, ("an outlet that cites somebody",)))
    return drafts


_RELAYS = late(r",\s(?:citing|quoting)\s[^,.;:()\n]{3,80},")
_NAME_BEFORE = late(r"(?:[Tt]he\s)?(?P<name>(?:[A-ZÀ-Þ][\w’'&-]*\s){0,5}[A-ZÀ-Þ][\w’'&-]*)\Z")
