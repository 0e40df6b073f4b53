"""Attribution in running text: "Reuters reported on Tuesday", "told the BBC", "according to a July 21 report by X".

An outlet's name alone is no reference; a reporting verb or a phrase such as "according to" beside it makes one. Names that
the registry does not know count where the text itself cites them in brackets, or where a word such as "newspaper" stands before
them; hosts always count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from provenance.catalog.forms import load_forms
from provenance.catalog.patterns import find_near, late, places_of
from provenance.dates import DateHit, find_dates, find_weekdays

from .documents import read_documents
from .drafts import Draft, Item
from .foreign import read_foreign
from .naming import Namer

_REACH = 90


def _phrases(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_FORMS = load_forms()
_VERB = late(rf"(?:{_phrases(_FORMS.reporting_before)})(?!\w)", re.I)
_LEAD = late(rf"(?<!\w)(?:{_phrases(_FORMS.reporting_after)})\s+\Z", re.I)
_ARTICLE = late(
    r"(?<!\w)(?:the|The|le|la|il|el|der|die|das|der|den|Der|Die|Das|El|La|Le)\s+\Z|(?:[«“\"„])\Z|(?<!\w)(?:l’|l')\Z"
)
_OUTLET_NOUN = rf"(?:{_phrases(_FORMS.outlet_nouns)})"
_BEFORE_NOUN = late(rf"(?<!\w)(?:(?:the|a|his|her|its|their)\s(?:[\w’'-]{{2,20}}\s){{0,2}}?)?{_OUTLET_NOUN}\s+[«“\"„]?\Z", re.I)
_OWNER = late(r"(?<!\w)[A-Z][a-z]+[’']s\s+\Z")
_AFTER_NAME = late(
    r"(?:,\san?\s[^,.;:()\n]{4,60},(?=\s)|[,”\"»’]{0,2}(?:\s(?:television|TV|radio|news agency|newspaper|agency|website|online|"
    r"daily|correspondent|journalist|investigation|report|article|analysis|editorial|story|survey|poll|commentary)(?!\w))?"
    r"(?:[’']s\s(?:[\w]{2,20}\s){0,2}?[\w]{2,20}(?=\s(?:on\s|(?:has|have|had|also|later|first|recently)\s)?(?:"
    rf"{_phrases(_FORMS.reporting_before)})(?!\w)))?)"
)
#: "Al Jazeera, citing local officials, spoke of": whom an outlet cites says that it speaks.
_CITING = late(r",?[”\"»]?,?\s(?:citing|quoting)\s[^.;:()\n]{3,70}?,(?=\s)")
#: Parts of a broadcaster that are no names of the registry: "BBC Sport", "Al-Jazeera television".
_SERVICE = late(
    r"\s(?:[Tt]elevision|Sport|Sports|Radio|Online|World|Arabic|Persian|Turkish|Russian|Newsnight|Breakfast)(?!\w)(?!\s[A-Z])"
)
_ITS_DOCUMENT = late(rf"\s(?:[a-z]{{3,14}}\s)?(?:{_phrases(_FORMS.document_nouns)})(?!\w)")
_DOCUMENT_LEAD = late(
    r"(?<!\w)(?:according\sto|citing|quoting)\s(?:an?|new|recent)\s(?:(?:new|recent|joint|annual)\s)?\Z", re.I
)
_BETWEEN = late(r"(?:\s(?:has|have|had|also|later|first|recently|then|now|itself))?\s+", re.I)
_DATED_BEFORE_VERB = late(r"\s(?:on|of|from|in|am|vom|от|le)\s", re.I)
_ON = late(r"\s(?:on|late on|early on|in its|in an?|this|last|am|le|el|в|во|в\sсвоём)?\s?", re.I)
_ISSUE = late(r"(?:\s(?:issue|edition))", re.I)
#: What may stand between a verb or a name and its day: "on", "in its", "in an editorial on", "published on".
_LEADS_TO_DATE = late(
    r"\s(?:(?P<piece>in\s(?:an?|its|the)\s(?:editorial|commentary|report|article|statement|story|dispatch|broadcast|column|review)\s"
    r"(?:on|of|dated|published\son)|(?:that\swas\s)?(?:published|aired|broadcast|released|posted)(?:\son)?)|"
    r"on|late\son|early\son|in\sits|in\san?|in\sthe|in|am|le|el|den|в|во)\s",
    re.I,
)
_IN_ITS_ISSUE = late(r"(?<!\w)in\s(?:its|the|an?)\s[^,.;:()\n]{3,28}\s(?:issue|edition),\s(?:the\s)?\Z", re.I)
_THAT = late(r"\s(?:that|о\sтом,\sчто|что|que|dass|che)(?!\w)")
_LIST = late(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+und\s+|\s+и\s+")
_AND = late(r"\s+and\s+")
_OTHERS = late(r"(?:other|several|many|some)\s(?:[A-Z][a-z]+\s)?(?:media|newspapers|outlets|agencies|channels|sources)\b")
_SUBJECT = late(
    r"(?<!\w)(?:(?:an?|one|two|three|four|five|several|some|many|"
    r"most)\s(?:[\w’'-]{3,20}\s){0,2}?[\w’'-]{3,20}|(?:police|officials|sources|witnesses|he|she|"
    r"they))\s\Z",
    re.I,
)
_UNKNOWN_AFTER_NOUN = late(
    r"(?<!\w)the\s(?P<noun>newspaper|daily|weekly|agency|news\sagency|tabloid|magazine|website|"
    r"broadcaster|channel|radio\sstation|"
    r"news\ssite)\s(?P<name>[“\"]?[A-Z][\w’'-]{0,40}(?:\s[A-Z][\w’'-]{0,40}){0,3},?[”\"]?)(?=\s)"
)
_KINDS = ("newspaper", "daily", "weekly", "agency", "tabloid", "magazine", "site", "broadcaster", "channel", "station")
_LAST_WORD = late(r"\w+\Z")
#: The words before a name with which what leads to it can end: the last of each phrase, articles, kinds of media, "Russia's".
_BEFORE = frozenset(
    _LAST_WORD.findall(phrase)[0] for phrase in (*_FORMS.reporting_after, *_FORMS.outlet_nouns)
) | {"the", "le", "la", "il", "el", "der", "die", "das", "den", "s"}  # fmt: skip


def read_prose(
    text: str, namer: Namer, taken: Sequence[Draft], brackets: Sequence[tuple[int, int]], language: str | None = None
) -> list[Draft]:
    """References in prose, outside `taken` and outside brackets.

    Args:
        text: the document's text.
        namer: judges names.
        taken: references found before; names that they cite are known here too.
        brackets: spans of brackets, sorted.
        language: the document's language, None where it is not known.
    """
    local = {
        item.name for draft in taken for item in draft.items if item.name and item.kind not in ("person", "domain", "social")
    }
    drafts = read_documents(text, namer)
    drafts += _named_kinds(text, namer)
    drafts += read_foreign(text, namer, language)
    drafts += _attributions(text, namer, local, brackets)
    return [draft for draft in drafts if not _inside(draft.start, brackets)]


def _inside(at: int, brackets: Sequence[tuple[int, int]]) -> bool:
    index = bisect_left(brackets, (at, 0))
    return any(a <= at < b for a, b in brackets[max(0, index - 4) : index])


# -- "the newspaper Zarya wrote in its January 3 issue"


def _named_kinds(text: str, namer: Namer) -> list[Draft]:
    drafts = []
    for match in find_near(_UNKNOWN_AFTER_NOUN, text, places_of(text, *_KINDS), before=12, after=200):
        name_start, name_end = match.span("name")
        gap = _BETWEEN.match(text, name_end)
        verb = _VERB.match(text, gap.end()) if gap else None
        if verb is None:
            continue
        while text[name_start] in '“"':
            name_start += 1
        while text[name_end - 1] in ',”"':
            name_end -= 1
        end, date = _date_after(text, verb.end())
        item = Item(
            name_start,
            name_end,
            text[name_start:name_end],
            name_start,
            name_end,
            "outlet",
            None,
            namer.name(match["name"]).known,
            date=date,
        )
        drafts.append(Draft(match.start(), end, "prose", [item], 0.8, ("a kind of medium, a name and a reporting verb",)))
    return drafts


# -- "Reuters reported on Tuesday", "told Reuters"


def _attributions(text: str, namer: Namer, local: set[str], brackets: Sequence[tuple[int, int]]) -> list[Draft]:
    hits = [(hit.start, _host_end(text, hit.start, hit.end, namer)) for hit in namer.registry.names_in(text)]
    dots = (match.start() for match in _DOT.finditer(text))
    hosts = find_near(_HOST, text, dots, before=45, after=40)
    hits += [match.span() for match in hosts if namer.name(match[0]).kind == "domain"]
    hits += _places_of_names(text, local)
    spans: list[tuple[int, int]] = []
    for a, b in sorted(set(hits), key=lambda span: (span[0], -span[1])):
        if not spans or a >= spans[-1][1]:
            spans.append((a, b))
    spans = [span for span in spans if not _inside(span[0], brackets)]
    drafts = []
    index = 0
    while index < len(spans):
        chain = [spans[index]]
        while (
            index + 1 < len(spans)
            and spans[index + 1][0] - chain[-1][1] <= 8
            and _LIST.fullmatch(text, chain[-1][1], spans[index + 1][0])
        ):
            index += 1
            chain.append(spans[index])
        index += 1
        draft = _attribution(text, chain, namer, local)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _places_of_names(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Where the names stand as whole words, the longest first. Linear however many there are: a place asks for each length
    that names with its first word have, and a name is no longer than a line.
    """
    lengths: dict[str, set[int]] = {}
    for name in names:
        word = _RUN.match(name)
        lengths.setdefault(word[0] if word else name[0], set()).add(len(name))
    if not lengths:
        return []
    longest = {first: sorted(found, reverse=True) for first, found in lengths.items()}
    letters = "".join(sorted({re.escape(first[0]) for first in lengths}))
    spans: list[tuple[int, int]] = []
    done = 0
    # A class in front lets the search skip; what stands before the letter is looked at behind it.
    for match in re.finditer(rf"[{letters}](?<![\w’'-].)(?:(?<=[\w’'-])[\w’'-]*)?", text, re.DOTALL):
        at = match.start()
        for length in longest.get(match[0], ()) if at >= done else ():
            end = at + length
            if text[at:end] in names and not _RUN.match(text, end):
                spans.append((at, end))
                done = end
                break
    return spans


_RUN = late(r"[\w’'-]+")
_DOT = late(r"\.[\w-]")
_HOST = late(r"(?<![\w.@/:-])[A-Za-z0-9][\w-]{1,40}\.(?:[\w-]{2,20}\.)?[a-z]{2,7}(?![\w/@-]|\.\w)")
_ENDING = late(r"(?:\.[a-z]{2,6}){1,2}(?![\w.]\w)")


def _host_end(text: str, start: int, end: int, namer: Namer) -> int:
    """ "Politico" before ".eu" is the host Politico.eu."""
    ending = _ENDING.match(text, end)
    return ending.end() if ending and namer.name(text[start : ending.end()]).kind == "domain" else end


def _attribution(text: str, chain: list[tuple[int, int]], namer: Namer, local: set[str]) -> Draft | None:
    a, b = chain[0][0], chain[-1][1]
    extra: tuple[int, int] | None = None
    if (more := _AND.match(text, b)) and (others := _OTHERS.match(text, more.end())):
        extra, b = others.span(), others.end()
    begin = a
    led = _may_be_led(text, a)
    for pattern in (_OWNER, _BEFORE_NOUN, _ARTICLE) if led else ():
        window = text[max(0, begin - 60) : begin]
        if lead := pattern.search(window):
            if pattern is _BEFORE_NOUN and re.search(r"[.,;:!?\n]", lead[0]):
                continue
            begin -= len(lead[0])
    lead = _LEAD.search(text[max(0, begin - 40) : begin]) if led else None
    issue = _IN_ITS_ISSUE.search(text[max(0, begin - 60) : begin]) if "issue" in text[max(0, begin - 20) : begin] else None
    if lead is not None:
        return _after_lead(text, begin - len(lead[0]), lead[0].strip(), chain, namer)
    if all(namer.name(text[x:y]).kind == "social" for x, y in chain):
        return None  # "Facebook said it would appeal": a firm that speaks of itself
    # A verb stands behind a space, or behind a mark and a space.
    following = text[b : b + 1]
    if not (following.isspace() or following in _CLOSES) or _ordinary(text, chain[-1], namer):
        return None
    if (document := _ITS_DOCUMENT.match(text, b)) and (lead := _DOCUMENT_LEAD.search(text[max(0, begin - 40) : begin])):
        items = [_item(text, span, namer, None) for span in chain]
        return Draft(
            begin - len(lead[0]), document.end(), "prose", items, 0.8, (f"{lead[0].strip()!r} a document of an outlet",)
        )
    tail = _AFTER_NAME.match(text, b)
    position = tail.end() if tail else b
    date: DateHit | None = None
    if issue is not None:
        at = begin - len(issue[0])
        date = next(iter(find_dates(text, start=at, end=begin)), None)
        begin = at if date is not None else begin
    if between := _DATED_BEFORE_VERB.match(text, position):
        near = [hit for hit in _near_dates(text, between.end()) if hit.start - between.end() <= 3]
        if near:
            date, position = near[0], near[0].end
    gap = _BETWEEN.match(text, position)
    verb = _VERB.match(text, gap.end()) if gap else None
    if verb is None and (citing := _CITING.match(text, b)):
        items = [_item(text, span, namer, None) for span in chain]
        return Draft(begin, citing.end(), "prose", items, 0.8, ("an outlet that cites others",))
    if verb is None or (
        verb[0].casefold() in ("report", "reports", "quotes", "broadcast", "adds")
        and re.match(r"\sof\b", text[verb.end() : verb.end() + 4])
    ):
        return None
    end, later = _date_after(text, verb.end())
    if that := _THAT.match(text, end):
        end = that.end()
    quoted = re.search(r"[«“\"„]\Z", text[:begin][-1:]) if begin else None
    if quoted:
        begin -= 1
    spans = [*chain, *([extra] if extra else [])]
    items = [_item(text, span, namer, date or later) for span in spans]
    return Draft(begin, end, "prose", items, 0.8, (f"an outlet and {verb[0]!r}",))


#: The marks that may stand between a name and the space before its verb.
_CLOSES = ",”\"»’'"


def _may_be_led(text: str, begin: int) -> bool:
    """Whether the word before a name can end what leads to it: most names are done with this look."""
    before = text[max(0, begin - 48) : begin]
    if before[-1:] in "«“\"„’'":
        return True
    words = before.split() if before[-1:].isspace() else []
    if not words:
        return False
    word = words[-1] if words[-1].isalpha() else ("".join(_LAST_WORD.findall(words[-1])))
    return word.casefold() in _BEFORE


def _ordinary(text: str, span: tuple[int, int], namer: Namer) -> bool:
    """Names that are also words ("Time said", "den") count in prose only where they are written as names."""
    name = text[span[0] : span[1]]
    return name.islower() and "." not in name and len(name) < 9


def _after_lead(text: str, begin: int, lead: str, chain: list[tuple[int, int]], namer: Namer) -> Draft | None:
    word = lead.casefold()
    first = chain[0][0]
    if word in (
        "said",
        "says",
        "noted",
        "announced",
        "wrote",
        "writes",
        "reported",
        "dal",
        "written in",
        "reports",
        "per",
        "found",
        "argued",
        "argues",
    ) and not _closes_clause(text, begin):
        return None
    if (
        word == "told"
        and (subject := _SUBJECT.search(text[max(0, begin - 60) : begin]))
        and not re.search(r"[.,;:]", subject[0])
    ):
        begin -= len(subject[0])
        if subject[0].split()[0].casefold() in ("he", "she", "they", "police", "officials", "sources", "witnesses"):
            begin += len(subject[0])
    end = chain[-1][1]
    if service := _SERVICE.match(text, end):
        end = service.end()
    if end < len(text) and text[end] in '”"»' and text[first - 1 : first] in '“"«„':
        end += 1
    if more := re.compile(r"\s(?:reports|report|television|TV|radio)\b").match(text, end):
        end = more.end() if word == "compiled from" else end
    stop, date = _date_after(text, end)
    if date is not None:
        end = stop
    if that := _THAT.match(text, end):
        end = that.end()
    if issue := re.compile(r",?\s(?:[Nn]o\.|№)\s?\d{1,4},?").match(text, end):
        end = issue.end()
    items = [_item(text, span, namer, date) for span in chain]
    if issue:
        items[-1].issue = issue[0].strip(" ,")
    return Draft(begin, end, "prose", items, 0.8, (f"{lead!r} and an outlet",))


def _closes_clause(text: str, begin: int) -> bool:
    """Whether a verb before a name ends a statement: ", reports X" or "», — написала «X»"."""
    before = text[max(0, begin - 4) : begin].rstrip()
    return (
        not before
        or before[-1] in ",—–-»”\"’'!?;:"
        or before.endswith("как")
        or text[max(0, begin - 4) : begin].strip() in ("как", "as")
    )


def _item(text: str, span: tuple[int, int], namer: Namer, date: DateHit | None) -> Item:
    a, b = span
    name = text[a:b]
    if text[max(0, a - 4) : a].casefold() == "the " and text[a - 4].isupper():
        a -= 4
        name = text[a:b]
    elif service := _SERVICE.match(text, b):
        b = service.end()
        name = text[a:b]
    naming = namer.name(name)
    return Item(a, b, name, a, b, naming.kind if naming.kind != "unknown" else "outlet", naming.outlet, naming.known, date=date)


def _near_dates(text: str, at: int) -> list[DateHit]:
    stop = min(len(text), at + 40)
    return sorted([*find_dates(text, start=at, end=stop), *find_weekdays(text, start=at, end=stop)], key=lambda hit: hit.start)


def _date_after(text: str, at: int) -> tuple[int, DateHit | None]:
    """A date right after a verb or a name ("on Tuesday", "in its January 3 issue") and where it ends; else `at`."""
    lead = _LEADS_TO_DATE.match(text, at)
    if lead is None:
        bare = re.compile(r"\s(?:late\s|early\s)?(?=[A-Z])").match(text, at)
        near = find_weekdays(text, start=bare.end(), end=min(len(text), bare.end() + 12), languages=("en",)) if bare else ()
        return (near[0].end, near[0]) if bare and near and near[0].start == bare.end() else (at, None)
    for hit in _near_dates(text, lead.end()):
        if hit.start == lead.end() and not hit.impossible:
            issue = _ISSUE.match(text, hit.end)
            if (
                hit.weekday is None
                and hit.day is None
                and "in" in lead[0].casefold().split()
                and not issue
                and not lead["piece"]
                and not (lead[0].strip().casefold() == "in" and hit.month is not None)
            ):
                return at, None
            return (issue.end() if issue else hit.end), hit
        break
    return at, None
