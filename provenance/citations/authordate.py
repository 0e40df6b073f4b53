"""Author and year: "(Lee, 2008; cf. Park et al., 2010)", "Smith (2009) argues", and simple list entries."""

from __future__ import annotations

import re

from provenance.catalog.patterns import find_near, late, places_of
from provenance.dates import DateHit, find_dates
from provenance.model.citation import SourceKind
from provenance.model.dates import PartialDate

from .brackets import Bracket
from .drafts import Draft, Item
from .naming import Namer
from .pieces import split_groups
from .signals import strip_signal

_SURNAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄ][^\W\d_]{1,24}(?:[-’'][^\W\d_]{1,24})?"
_PERSON = rf"(?:(?:van|von|de|der|den|di|du|la|al-|el-|bin|ibn)\s?){{0,2}}{_SURNAME}(?:,\s[A-Z]\.(?:\s?[A-Z]\.)?)?"
_AUTHORS = late(rf"(?P<names>{_PERSON}(?:(?:,\s|,?\s(?:and|&|y|et|und|и)\s){_PERSON}){{0,5}}(?:,?\set\sal\.?|\sи\sдр\.)?)")
_YEAR = late(
    r",?\s?\(?(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?\)?"
    r"(?P<more>(?:(?::\s?\d{1,4}(?:[-–]\d{1,4})?)?,\s?(?:1[5-9]|20)\d\d[a-z]?){0,4})"
    r"(?:,?\s(?P<month>[A-Z][a-z]+),?\s(?P<day>\d{1,2}))?(?:[,:]\s?(?P<pages>(?:pp?\.?\s?)"
    r"?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?))?\s*\Z"
)
_UNDATED = late(r",?\s(?:n\.\s?d\.|forthcoming|in press)\s*\Z", re.I)
_NARRATIVE = late(
    rf"(?<![\w-])(?P<names>{_SURNAME}(?P<more>(?:,\s{_SURNAME}){{0,3}},?\s(?:and|&|y|et|und)\s{_SURNAME}|\set\sal\.)?)(?:[’']s)?"
    r"\s\((?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:(?:,\s|:\s?)(?P<pages>(?:pp?\.\s?)?\d[\d–-]{0,8}))?\)"
    r"(?P<verb>(?=,?\s(?:also\s)?(?:argu|claim|show|find|found|not|suggest|writ|wrote|report|describ|conclud|observ|propos|demonstrat|"
    r"examin|stud|estimat|maintain|state|point|identif|has\s|have\s|see|saw|contend|reveal|provid|offer|present|explain|call|"
    r"hold|held|puts?\s|defin|distinguish|develop|review|discuss|analy[sz]|consider|cit|document|trace|introduc|investigat|"
    r"compar|emphasi|stress|highlight|recogni|assert|attribut|believ|caution|challeng|characteri|critici|detail|establish|"
    r"evaluat|explor|focus|formulat|illustrat|impl[iy]|indicat|insist|interpret|outlin|predict|recommend|refer|reject|"
    r"speculat|summari|treat|urge|warn|remind|regard|understand|view)))?"
)
#: Words after which an author with a year in brackets needs no verb: "as Tilly (1990: 12) put it".
_LED = late(r"(?<!\w)(?:as|by|see|following|according\sto|contra)\s\Z", re.I)
_SECOND_HAND = late(
    rf"(?<![\w-])(?P<first>{_SURNAME}(?:\set\sal\.|\s(?:and|&)\s{_SURNAME})?),?\s?\(?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?,?\s"
    rf"(?:as\s)?(?:cited|quoted)\s(?:in|by)\s(?P<second>{_SURNAME}(?:\set\sal\.|\s(?:and|&)\s{_SURNAME})?),?\s?"
    r"\(?(?P<later>(?:1[5-9]|20)\d\d)[a-z]?(?:[,:]\s?(?:pp?\.\s?)?\d{1,4}(?:[–-]\d{1,4})?)?\)?(?:\s\([^()\n]{2,60}\))?"
)
_ENTRY = late(
    r"(?m)^[ \t]{0,4}(?:[-*•]\s)?(?P<name>[A-ZÀ-Þ][^\n(]{1,90}?(?:\s\([A-Z]{2,8}\))?)\.?,?\s(?P<open>\()"
    r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)[.,:]?\s(?P<rest>[^\n]{8,600})$"
)
#: What stands in every narrative citation and every entry; it begins with a plain character, so that it is found fast.
_YEAR_IN_BRACKETS = late(r"\((?:1[5-9]|20)\d\d")
_ADDRESS = late(r"https?://[^\s<>\])\"”]+")
_TITLE = late(
    r"[‘“\"'](?P<quoted>[^\n]{4,240}?)[’”\"'](?=[,.\s])|\*(?P<starred>[^*\n]{4,240})\*|(?P<plain>[A-Z][^.\n]{6,240})\."
)
_ACCESSED = late(r"\(?\b(?:accessed|retrieved|last visited|viewed)\b", re.I)


_PARTICLE = late(r"\A(?:(?:van|von|de|der|den|di|du|la|bin|ibn)\s){1,2}")
#: Arabic and Chinese write no capitals by which a person's name could be told from other words.
_CASED = late(r"[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω]")
#: A month or a season with a year is a date, and a name with a number and a year ("Resolution 242") an act.
_CALENDAR = late(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter|Christmas|Easter)\b\.?(?:\s\d{1,2})?|\s\d{1,4}\b",
)
#: Words before a bracket for things that bear a name and a year: "the film (Leviathan, 2014)".
_WORKS = late(
    r"(?<!\w)(?:film|movie|novel|book|album|song|play|opera|painting|poem|ship|vessel|yacht|car|model|missile|rocket|law|act|treaty|"
    r"agreement|accord|convention|protocol|war|battle|operation|exercise|election|vote|referendum|championship|cup|tournament|"
    r"series|game|prize|award|medal|prizes|awards|operations|exercises|films|books|novels|laws|wars|elections|party|"
    r"coup|uprising|revolution|"
    r"crisis|фильм|роман|книга|закон|война|договор|битва|сражение|bataille|guerre|traité|Schlacht|Krieg|Vertrag|batalla|guerra|"
    r"tratado|battaglia|trattato|le film|la loi|der Film|das Buch|película|libro|ley)\s\Z",
    re.I,
)


def read_author_date(text: str, bracket: Bracket, namer: Namer) -> Draft | None:
    """A bracket whose every part is authors and a year; None for anything else."""
    items: list[Item] = []
    if _WORKS.search(text[max(0, bracket.start - 16) : bracket.start]):
        return None
    for a, b in split_groups(text, bracket.start + 1, bracket.end - 1):
        begin, signal = strip_signal(text, a, b)
        found = _part(text, begin, b, namer)
        if not found:
            return None
        for item in found:
            item.signal = signal
        items += found
    return Draft(bracket.start, bracket.end, "author-date", items, 0.85, ("authors and a year",)) if items else None


def _part(text: str, a: int, b: int, namer: Namer) -> list[Item]:
    match = _AUTHORS.match(text, a, b)
    if match:
        found = _dated(text, match.start("names"), match.end("names"), b, namer, person=True)
        if found:
            return found
    # A body's name: all before the last comma.
    comma = text.rfind(",", a, b)
    year = re.search(r",?\s(?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.)\s*\Z", text[a:b])
    if comma < 0 and year is None:
        return []
    end = a + year.start() if year else comma
    return _dated(text, a, end, b, namer, person=False)


def _dated(text: str, a: int, b: int, end: int, namer: Namer, *, person: bool) -> list[Item]:
    after = b
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    name = text[a:b]
    naming = namer.name(_PARTICLE.sub("", name) if person else name)
    one_word = " " not in _PARTICLE.sub("", name)
    if naming.place or (naming.event and not naming.known) or naming.shape <= 0 or _CALENDAR.search(name):
        return []
    if not naming.known and not _CASED.search(name):
        return []
    several = bool(re.search(r"\set\sal|\sand\s|\s&\s|,\s[A-Z]\.", name))
    body = (
        naming.known
        or naming.kind == "institution"
        or naming.medium
        or bool(re.search(r"\b(?:Inc|Ltd|Corp|LLC|GmbH|Co)\b", name))
    )
    if not (one_word or several or body):
        return []
    if person and not one_word and not several and not naming.known:
        person = False
    kind: SourceKind = naming.kind if naming.kind != "unknown" else "institution" if not person or name.isupper() else "person"
    match = _YEAR.match(text, after, end)
    if match is None:
        if _UNDATED.match(text, after, end) and (body or several or one_word):
            return [Item(a, end, name, a, b, kind, naming.outlet, naming.known)]
        return []
    years = [(match.start("year"), match["year"], match["month"], match["day"])]
    years += [
        (match.start("more") + m.start(), m[0], None, None) for m in re.finditer(r"(?:1[5-9]|20)\d\d", match["more"] or "")
    ]
    items = []
    for index, (at, year, month, day) in enumerate(years):
        stop = match.end("day") if month else at + 4
        date = _year_hit(text, at, int(year), stop, month, day)
        items.append(
            Item(
                a if index == 0 else at,
                max(stop, b),
                name,
                a,
                b,
                kind,
                naming.outlet,
                naming.known,
                date=date,
                pages=match["pages"],
            )
        )
    return items


def _year_hit(text: str, at: int, year: int, stop: int, month: str | None, day: str | None) -> DateHit:  # noqa: PLR0917
    if month and day:
        inner = find_dates(f"{day} {month} {year}")
        if len(inner) == 1 and inner[0].value is not None:
            return inner[0].model_copy(update={"start": at, "end": stop, "text": text[at:stop]})
    value = PartialDate(year)
    return DateHit(start=at, end=at + 4, text=text[at : at + 4], value=value, readings=(value,), year=year, precision="year")


def read_narrative(text: str, namer: Namer) -> list[Draft]:
    """ "Smith (2009) argues": the name stands in the sentence."""
    drafts = []
    years = (match.start() for match in _YEAR_IN_BRACKETS.finditer(text))
    for match in find_near(_NARRATIVE, text, years, before=160, after=60):
        naming = namer.name(match["names"])
        led = match["more"] is not None or _LED.search(text[max(0, match.start() - 14) : match.start()]) is not None
        if naming.place or naming.event or not (match["verb"] is not None or led):
            continue
        if any(namer.name(name).place for name in re.split(r",\s|,?\s(?:and|&|y|et|und)\s", match["names"])):
            continue
        if match["verb"] is None and (_CALENDAR.search(match["names"]) or (naming.known and match["more"] is None)):
            continue
        item = Item(
            match.start(),
            match.end(),
            match["names"],
            match.start("names"),
            match.end("names"),
            "person",
            date=_year_hit(text, match.start("year"), int(match["year"]), match.end("year"), None, None),
            pages=match["pages"],
        )
        drafts.append(
            Draft(match.start(), match.end(), "author-date", [item], 0.85, ("a name and a year in brackets before a verb",))
        )
    return drafts


def read_second_hand(text: str, namer: Namer) -> list[Draft]:
    """ "Zhao, 1977, as cited in Todini, 1996": whom the author read, and where."""
    drafts = []
    signs = places_of(text, "cited in", "quoted in", "cited by", "quoted by")
    for match in find_near(_SECOND_HAND, text, signs, before=90, after=180):
        items = []
        for name, year in (("first", "year"), ("second", "later")):
            a, b = match.span(name)
            date = _year_hit(text, match.start(year), int(match[year]), match.end(year), None, None)
            items.append(Item(a, match.end(year), match[name], a, b, "person", date=date))
        items[0].via, items[1].role, items[1].signal = 1, "carrier", "as cited in"
        if not any(namer.name(item.name or "").place for item in items):
            start, end = match.span()
            if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
                start, end = start - 1, end + 1
            drafts.append(Draft(start, end, "author-date", items, 0.85, ("an author and a year, read in another",)))
    return drafts


#: A quoted title, then a journal before its volume.
_IN_JOURNAL = late(
    r"[\s.,]*[‘'“\"][^\n]{3,240}?[’'”\"],?\s[*_]?(?P<journal>[A-ZÀ-Þ][^\d,.*_\n]{2,80}?)[*_]?,\s(?:vol\.\s?)?\d{1,4}\s?[(:,]"
)
_SURNAMES = late(r"[^\W\d_][\w’'-]+,\s[A-Z](?:\.|\Z)")


def read_entries(text: str, namer: Namer) -> list[Draft]:
    """Entries of a reference list: a line that opens with a name and a year in brackets and holds a title or an address."""
    drafts = []
    years = (match.start() for match in _YEAR_IN_BRACKETS.finditer(text))
    for match in find_near(_ENTRY, text, years, before=130, after=640):
        rest_start, rest_end = match.span("rest")
        address = _ADDRESS.search(text, rest_start, rest_end)
        rest = match["rest"]
        title = _TITLE.match(rest)
        journal = re.search(r"\d{1,4}\(\d{1,4}\)|\bpp?\.\s?\d|doi", rest)
        book = re.search(r"\.\s(?:[A-Z][\w.]{1,20}[ ,]{1,2}){1,4}(?<=\w):\s[A-Z][^:\n]{2,60}\.?\s*\Z", rest) or (
            re.search(r"[A-Z][a-z]+:\s[A-Z][^:\n]{2,50}\.?\s*\Z", rest) and re.search(r",\s[A-Z]\b", match["name"])
        )
        if not (address or journal or book or (title and title["quoted"])):
            continue
        a, b = match.span("name")
        while b > a and text[b - 1] in " .,":
            b -= 1
        name = text[a:b]
        naming = namer.name(name)
        date = _entry_date(text, match, rest_start, rest_end)
        author: str | None = None
        if naming.known is False and (printed := _IN_JOURNAL.match(rest)) and _SURNAMES.match(name):
            # "Reem, N. (2014) 'Nets and degrees', Marine Quarterly, 8(3)": it can be looked up in the journal.
            stop = match.end("name") + (text[match.end("name")] == ".")
            author, name = text[match.start("name") : stop].rstrip(" ,"), printed["journal"]
            a, b = rest_start + printed.start("journal"), rest_start + printed.end("journal")
            naming = namer.name(name)
        kind: SourceKind = (
            naming.kind
            if naming.known
            else "person"
            if re.search(r",\s[A-Z]\.", name)
            else "publication"
            if author
            else "institution"
        )
        item = Item(
            match.start("name"),
            match.end("rest"),
            name,
            a,
            b,
            kind,
            naming.outlet,
            naming.known,
            date=date,
            title=(title["quoted"] or title["starred"] or title["plain"]) if title else None,
            url=address[0].rstrip(".,;") if address else None,
            author=author,
        )
        drafts.append(
            Draft(match.start("name"), match.end("rest"), "author-date", [item], 0.9, ("an entry of a reference list",))
        )
    return drafts


def _entry_date(text: str, match: re.Match[str], start: int, end: int) -> DateHit:
    year = int(match["year"])
    accessed = _ACCESSED.search(text, start, end)
    limit = accessed.start() if accessed else end
    for hit in find_dates(text, start=start, end=limit):
        if (
            hit.month is not None
            and hit.day is not None
            and hit.year in (None, year)
            and not hit.impossible
            and hit.end_day is None
        ):
            try:
                value = PartialDate(year, hit.month, hit.day)
            except ValueError:
                continue
            return hit.model_copy(update={"value": value, "readings": (value,), "year": year})
    return _year_hit(text, match.start("year"), year, match.end("year"), None, None)
