"""Identifiers of papers and books, and the commonest statutes and law reports."""

from __future__ import annotations

import re

from provenance.catalog.patterns import find_near, late, lowered, places_of
from provenance.dates import DateHit, find_dates

from .drafts import Draft, Item
from .signals import strip_signal

#: kind, what stands in every match in lower case, pattern; the group `id` is the identifier itself.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("doi", "doi", late(r"(?:\bdoi:\s?|(?<![\w/])https?://(?:dx\.)?doi\.org/)(?P<id>10\.\d{4,9}/[^\s<>\"”,;)\]]+)", re.I)),
    ("arxiv", "arxiv:", late(r"\barXiv:\s?(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})", re.I)),
    ("pmid", "pmid", late(r"\bPMID:?\s?(?P<id>\d{4,9})\b")),
    ("pmcid", "pmcid", late(r"\bPMCID:?\s?(?P<id>PMC\d{4,9})\b")),
    ("isbn", "isbn", late(r"\bISBN(?:-1[03])?:?\s?(?P<id>(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dX])\b")),
)
_ALONE = late(r"\s?[;,.]\s")
_TITLED = late(r"(?:[A-Z]\w+:\s)?[“\"](?P<title>[^“”\"\n]{4,200})[”\"]\s\(\Z")
_NAMED = late(r"(?P<name>(?<![\w-])[A-Z][\w-]{0,30}(?:\s[A-Z][\w-]{0,30}){0,4})\s\(\Z")

_SECTION = r"§{1,2}\s?\d[\w.()-]{0,80}(?:\set\sseq\.)?"
_STATUTE = late(
    rf"(?:(?P<act>(?<![\w-])(?:[A-Z][\w-]{{1,24}}\s){{1,5}}Act)\s\()?(?P<cite>(?P<title>\d{{1,2}})"
    rf"\s(?P<code>U\.S\.C\.|C\.F\.R\.)\s(?P<section>{_SECTION}))(?P<close>\))?"
)
_REPORTER = late(
    r"(?P<lead>[_*]?(?P<name>(?<![^\W_])(?<![.&'’-])(?:[A-Z][\w.&'’-]{0,24}\s(?:of\s)?){1,6}v\.\s(?:(?:(?:of|the|and|for)\s)?"
    r"[A-Z][\w.&'’-]{0,24}\s?){1,6}?)[_*]?,\s)(?P<cite>\d{1,4}\s(?:U\.S\.|F\.(?:2d|3d|4th)|F\. ?Supp\.(?: ?[23]d)?|"
    r"S\. ?Ct\.)\s\d{1,5})(?:,\s\d{1,4})?(?P<paren>\s\((?:[^()\n]{0,30}\s)?(?P<year>1[789]\d\d|20\d\d)\))?"
)
#: "Cal. Penal Code § 187", "Alder County Code § 17.04.030".
_LOCAL_CODE = late(rf"(?P<name>(?:[A-Z][\w.&’'-]{{0,24}}\s){{1,5}}Code\s{_SECTION})")
_OPENING = late(r"\((?:(?P<signal>[Ss]ee|[Cc]f\.|e\.g\.,?)\s)?\Z")
_EU_ACT = late(
    r"(?P<name>(?:(?:Council|Commission)\s)?(?:Regulation|Directive|(?:Framework\s)?Decision)\s(?:\((?:EU|EC|EEC|CFSP)\)\s(?:No\.?\s)?"
    r"(?P<id>\d{1,4}/\d{1,4})|(?P<old>\d{2,4}/\d{1,4}/(?:EC|EEC|EU|CFSP|JHA))))(?:,\sArticle\s\d{1,3}(?:\(\d{1,2}\))?)?"
)
_ECLI = late(
    r"\((?P<body>(?:Case\s[CT]-\d{1,4}/\d\d,\s)?(?P<name>[A-Z][\w ,.&’'-]{2,60}?),\s(?:ECLI:)"
    r"?(?P<id>EU:[CTF]:\d{4}:\d{1,5})(?:,\s(?P<pages>paras?\.?\s\d{1,4}(?:[–-]\d{1,4})?))?)\)"
)


_EU_CASE = late(
    r"\((?P<body>(?:(?:Joined\s)?Cases?\s)(?P<id>[CTF]-\d{1,4}/\d\d)[\w\s,&/-]{0,40}?,\s(?P<name>[A-ZÀ-Þ][^()\n;]{2,90}?)"
    r"(?:,\s(?P<pages>paras?\.?\s\d{1,4}(?:[–-]\d{1,4})?))?)\)"
)


def read_identifiers(text: str) -> list[Draft]:
    """Identifiers outside other references, and statutes, cases and EU acts. Two with only ";" between are one reference."""
    found: list[Draft] = []
    low = lowered(text)
    for kind, sign, pattern in _PATTERNS:
        for match in pattern.finditer(text) if sign in low else ():
            end = match.end()
            while text[end - 1] in ".,;":
                end -= 1
            value = text[match.start("id") : min(end, match.end("id"))]
            item = Item(
                match.start(), end, text[match.start() : end], match.start(), end, "publication", identifiers={kind: value}
            )
            draft = Draft(match.start(), end, "identifier", [item], 0.9, (f"a {kind} identifier",))
            _widen(text, draft, item)
            found.append(draft)
    found.sort(key=lambda draft: draft.start)
    joined: list[Draft] = []
    for draft in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and draft.start >= last.end
            and draft.start - last.end <= 3
            and _ALONE.fullmatch(text, last.end, draft.start)
        ):
            last.items += draft.items
            last.end = draft.end
        elif last is None or draft.start >= last.end:
            joined.append(draft)
    found = joined + _laws(text)
    for draft in found:
        opening = _OPENING.search(text, max(0, draft.start - 12), draft.start)
        if opening and text[draft.end : draft.end + 1] == ")":
            # A bracket that holds nothing else is the reference, as with any other bracket.
            draft.start, draft.end = opening.start(), draft.end + 1
            draft.items[0].signal = draft.items[0].signal or opening["signal"]
    return found


def _widen(text: str, draft: Draft, item: Item) -> None:
    """Takes in a title or a short name before the bracket that the identifier stands in."""
    if text[draft.end : draft.end + 1] != ")":
        return
    before = text[max(0, draft.start - 240) : draft.start]
    if match := _TITLED.search(before):
        item.title = match["title"]
        draft.start -= len(match[0])
        draft.end += 1
        item.start = draft.start
    elif match := _NAMED.search(before):
        item.name, item.name_start, item.name_end = (
            match["name"],
            draft.start - len(match[0]),
            draft.start - len(match[0]) + len(match["name"]),
        )
        draft.start -= len(match[0])
        draft.end += 1
        item.start = draft.start


def _closed(text: str, start: int, end: int) -> int:
    """Without the stop of the sentence, and without a bracket that was opened before the section."""
    while end > start:
        unopened = text[end - 1] == ")" and text.count(")", start, end) > text.count("(", start, end)
        stop = text[end - 1] == "." and not text.endswith("seq.", start, end)
        if not unopened and not stop:
            break
        end -= 1
    return end


def _laws(text: str) -> list[Draft]:
    drafts = []
    codes = places_of(text, "U.S.C.", "C.F.R.")
    for match in find_near(_STATUTE, text, codes, before=150, after=130):
        whole = bool(match["act"] and match["close"])
        start, end = (match.start(), match.end()) if whole else match.span("cite")
        end = _closed(text, start, end)
        name = match["act"] if whole else text[start:end]
        at = match.start("act") if whole else start
        code = "usc" if match["code"].startswith("U") else "cfr"
        value = f"{match['title']}/{re.sub(r'[§ ]|et seq[.]', '', match['section'])}"
        item = Item(start, end, name, at, at + len(name), "publication", identifiers={code: value})
        drafts.append(Draft(start, end, "legal", [item], 0.9, ("a statute",)))
    for match in find_near(_LOCAL_CODE, text, places_of(text, "Code §"), before=130, after=100):
        begin, signal = strip_signal(text, *match.span("name"))
        end = _closed(text, begin, match.end())
        item = Item(begin, end, text[begin:end], begin, end, "publication", signal=signal)
        drafts.append(Draft(match.start(), end, "legal", [item], 0.85, ("a section of a code",)))
    parties = [place for place in places_of(text, "v.") if text[place - 1 : place].isspace()]
    for match in find_near(_REPORTER, text, parties, before=170, after=260):
        begin, signal = strip_signal(text, *match.span("name"))
        name = text[begin : match.end("name")].strip()
        date = None
        if match["year"]:
            hits = find_dates(f"({match['year']})")
            date = hits[0].model_copy(update={"start": match.start("year"), "end": match.end("year")}) if hits else None
        item = Item(
            match.start(),
            match.end(),
            name,
            begin,
            begin + len(name),
            "publication",
            signal=signal,
            date=date,
            identifiers={"reporter": match["cite"]},
        )
        drafts.append(Draft(match.start(), match.end(), "legal", [item], 0.9, ("a law report",)))
    acts = ("(EU)", "(EC)", "(EEC)", "(CFSP)", "/EC", "/EEC", "/EU", "/CFSP", "/JHA")
    for pattern, key, signs in ((_EU_ACT, "eu", acts), (_ECLI, "ecli", ("EU:",)), (_EU_CASE, "eu", ("(Case", "(Joined C"))):
        for match in find_near(pattern, text, places_of(text, *signs), before=110, after=200):
            a, b = match.span("name")
            pages, value = match.groupdict().get("pages"), match["id"] or match["old"]
            date = _year_of(match) if pattern is _EU_ACT else None
            item = Item(
                match.start(),
                match.end(),
                match["name"],
                a,
                b,
                "publication",
                date=date,
                identifiers={key: value},
                pages=pages,
            )
            drafts.append(Draft(match.start(), match.end(), "legal", [item], 0.85, ("an act or a judgment of the Union",)))
    return drafts


def _year_of(match: re.Match[str]) -> DateHit | None:
    """The year that stands in an act's number: 2016/679, 1049/2001, 95/46/EC."""
    for number in re.finditer(r"\d+", match["id"] or match["old"]):
        digits = number[0] if len(number[0]) == 4 else f"19{number[0]}" if match["old"] and len(number[0]) == 2 else ""
        if digits and 1950 <= int(digits) <= 2100:
            start = match.start("id" if match["id"] else "old") + number.start()
            hits = find_dates(f"({digits})")
            return hits[0].model_copy(update={"start": start, "end": start + len(number[0])}) if hits else None
    return None
