"""Wikipedia's references: `<ref>`, `<ref name="x" />` and `{{cite ...}}`."""

from __future__ import annotations

import re

from provenance.catalog.patterns import late, lowered
from provenance.dates import DateHit, find_dates

from .drafts import Draft, Item
from .naming import Namer
from .newsroom import host_of
from .papers import year_at
from .signals import strip_signal

_OPEN = late(r"<ref(?P<attributes>(?:\s[^<>]{0,200}?)?)(?P<closed>/?)>", re.I)
_CLOSE = late(r"</ref\s*>", re.I)
_NAME = late(r"name\s*=\s*\\?[\"']?\s*(?P<name>[^\"'\\/>]{1,80})", re.I)
#: Templates that cite, in the wikis of several languages.
_CITE = late(
    r"\{\{\s*(?:cite|citation|vcite|internetquelle|literatur|webarchiv|article|lien web|ouvrage|chapitre|cita|citar|citeste|"
    r"cite web|статья|книга|публикация|cytuj|kaynak|web kaynağı|haber kaynağı|kitap kaynağı|citar web|citar periódico|"
    r"cita news|cita web|cita libro|ouvrage)\b(?!\s+needed)(?P<kind>[^|{}]{0,30})\|(?P<body>[^{}]{1,3000})\}\}",
    re.I,
)
#: A short note: "{{sfn|Tilly|1990|p=3}}".
_SHORT = late(r"\{\{\s*(?:sfnp?|sfnm|harvnb|harvp|harv|harvtxt|r)\s*\|(?P<body>[^{}]{1,300})\}\}", re.I)
_AUTHOR_YEAR = late(
    r"\s*(?P<name>[A-ZÀ-ÞА-ЯЁ][\w’'-]+(?:(?:,\s|,?\s(?:and|&)\s)[A-ZÀ-Þ][\w’'-]+|\set\sal\.?){0,4}),?\s\(?(?P<year>(?:1[5-9]|20)\d\d)\b"
)
_EXTERNAL = late(r"\[(?P<url>https?://[^\s\]]{3,800})(?:\s(?P<title>[^\]\n]{1,300}))?\]")
_ADDRESS = late(r"https?://[^\s<>\]|}]{3,800}")
_ITALIC = late(r"''+(?P<title>[^'\n]{3,200})''+")
_MARKS = late(r"\[\[(?:[^\[\]|]{1,80}\|)?(?P<label>[^\[\]|]{1,120})\]\]|''+")
#: Parameters that name the source, first that is there.
_SOURCES = (
    "work", "newspaper", "website", "journal", "magazine", "periodical", "werk", "site", "sitio web", "sitioweb", "périodique",
    "periodique", "périodico", "periódico", "publicación", "obra", "revista", "издание", "газета", "jornal", "gazete", "dergi",
    "çalışma", "site web", "zeitung", "sammelwerk", "publisher", "agency", "agencia", "hrsg", "herausgeber", "éditeur",
    "editeur", "editorial", "editore", "издательство", "yayıncı", "publicado", "verlag", "via",
)  # fmt: skip
_TITLES = ("title", "titel", "titre", "título", "titulo", "titolo", "заголовок", "заглавие", "başlık", "tytuł")
_URLS = ("url", "lire en ligne", "ссылка", "online", "chapter-url", "archive-url")
_DATES = ("date", "year", "datum", "fecha", "дата", "data", "tarih", "jahr", "año", "año", "anno", "ano", "année", "год", "yıl")
_AUTHORS = ("author", "autor", "auteur", "autore", "автор", "yazar")
#: Longer notes hold more than a reference.
_MAX_NOTE = 4000


def read_wiki(text: str, namer: Namer) -> list[Draft]:
    """Each `<ref>` is a reference; a bare `{{cite}}` outside one too."""
    drafts: list[Draft] = []
    position = 0
    low = lowered(text)
    while "<ref" in low and (match := _OPEN.search(text, position)) is not None:
        position = match.end()
        name = _NAME.search(match["attributes"])
        label = name["name"].strip() if name else None
        if match["closed"]:
            if label:
                item = Item(match.start(), match.end(), label=label)
                drafts.append(Draft(match.start(), match.end(), "wiki", [item], 0.95, ("a named reference again",)))
            continue
        close = _CLOSE.search(text, match.end(), min(len(text), match.end() + _MAX_NOTE))
        if close is None:
            continue
        item = _item(text, match.end(), close.start(), namer)
        begin, signal = strip_signal(text, match.end(), close.start())
        item.signal = signal if begin > match.end() else item.signal
        drafts.append(Draft(match.start(), close.end(), "wiki", [item], 0.95, ("a reference of wiki markup",), defines=label))
        position = close.end()
    for match in _SHORT.finditer(text):
        if (short := _short(text, match)) is not None and not any(d.start <= short.start < d.end for d in drafts[-400:]):
            drafts.append(short)
    drafts.sort(key=lambda draft: draft.start)
    starts = [(draft.start, draft.end) for draft in drafts]
    index = 0
    for cite in _CITE.finditer(text) if "{{" in text else ():
        while index < len(starts) and starts[index][1] <= cite.start():
            index += 1
        if index < len(starts) and starts[index][0] <= cite.start():
            continue
        drafts.append(
            Draft(
                cite.start(), cite.end(), "wiki", [_item(text, cite.start(), cite.end(), namer)], 0.9, ("a citation template",)
            )
        )
    return drafts


def _item(text: str, start: int, end: int, namer: Namer) -> Item:
    item = Item(start, end)
    if cite := _CITE.search(text, start, end):
        return _template(text, cite, namer, item)
    if external := _EXTERNAL.search(text, start, end):
        item.url, item.title = external["url"], external["title"]
        italic = _ITALIC.search(text, external.end(), end)
        if italic:
            _name(item, text, *italic.span("title"), namer)
            author = text[external.end() : italic.start()].strip(" ,.")
            item.author = author or None
        else:
            host = host_of(external["url"])
            at = text.find(host, external.start())
            _name(item, text, at, at + len(host), namer)
    elif address := _ADDRESS.search(text, start, end):
        item.url = address[0]
        host = host_of(address[0])
        at = text.find(host, address.start())
        _name(item, text, at, at + len(host), namer)
    else:
        known = namer.registry.names_in(text, start, end)
        if known:
            _name(item, text, known[0].start, known[0].end, namer)
        elif italic := _ITALIC.search(text, start, end):
            _name(item, text, *italic.span("title"), namer)
        elif writer := _AUTHOR_YEAR.match(text, start, end):
            _name(item, text, *writer.span("name"), namer)
            item.kind, item.date = "person", year_at(text, *writer.span("year"))
    if not item.url or not item.date:
        hits = [
            hit for hit in find_dates(text, start=start, end=end) if hit.value is not None and not _in_address(text, hit, start)
        ]
        item.date = hits[0] if hits and item.date is None else item.date
    return item


def _in_address(text: str, hit: DateHit, start: int) -> bool:
    """Whether a date is part of an address or follows a word such as "retrieved"."""
    before = text[max(start, hit.start - 40) : hit.start]
    return bool(re.search(r"https?://\S*\Z|(?:retrieved|accessed)\W{0,4}(?:on\s)?\Z", before, re.I))


def _template(text: str, cite: re.Match[str], namer: Namer, item: Item) -> Item:
    fields: dict[str, tuple[str, int]] = {}
    at = cite.start("body")
    for part in _parameters(cite["body"]):
        key, equals, value = part.partition("=")
        if equals:
            lead = len(value) - len(value.lstrip())
            fields[key.strip().casefold()] = (value.strip(), at + len(key) + 1 + lead)
        at += len(part) + 1
    item.url = _first(fields, _URLS)
    title = _first(fields, _TITLES)
    item.title = _plain(title) if title else None
    authors = [
        " ".join(fields[key][0] for key in (first, last) if key in fields)
        for first, last in (("first", "last"), ("first1", "last1"))
    ]
    item.author = next((author for author in (*authors, _first(fields, _AUTHORS) or "") if author), None)
    for key in ("doi", "isbn", "pmid", "arxiv"):
        if fields.get(key, ("",))[0]:
            item.identifiers[key] = fields[key][0]
    for key in ("pages", "page"):
        if fields.get(key, ("",))[0]:
            item.pages = fields[key][0]
            break
    for key in _SOURCES:
        if fields.get(key, ("",))[0]:
            value, begin = fields[key]
            plain = _plain(value)
            offset = max(0, value.find(plain))
            _name(item, text, begin + offset, begin + offset + len(plain), namer)
            item.name = plain
            break
    else:
        if item.url:
            host = host_of(item.url)
            at = text.find(host, cite.start())
            _name(item, text, at, at + len(host), namer)
    for key in _DATES:
        if fields.get(key, ("",))[0]:
            value, begin = fields[key]
            hits = find_dates(f"({value})")
            if hits:
                item.date = hits[0].model_copy(update={"start": hits[0].start - 1 + begin, "end": hits[0].end - 1 + begin})
                break
    return item


_BAR = late(r"\[\[[^\[\]]{0,200}\]\]|\|")


def _parameters(body: str) -> list[str]:
    """The parts between pipes, but for pipes inside links: "work=[[Dawn (newspaper)|Dawn]]"."""
    cuts = [match.start() for match in _BAR.finditer(body) if match[0] == "|"]
    return [body[a:b] for a, b in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(body)], strict=True)]


def _first(fields: dict[str, tuple[str, int]], keys: tuple[str, ...]) -> str | None:
    """The value of the first of the parameters that is there and not empty."""
    return next((fields[key][0] for key in keys if fields.get(key, ("",))[0]), None)


def _year(digits: str, at: int) -> DateHit | None:
    hits = find_dates(f"({digits})")
    return hits[0].model_copy(update={"start": at, "end": at + 4}) if hits else None


def _short(text: str, match: re.Match[str]) -> Draft | None:
    """Authors and a year: the parameters without a name, the last of them the year."""
    plain = [part.strip() for part in match["body"].split("|") if "=" not in part]
    if len(plain) < 2 or not re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]?|n\.d\.", plain[-1]):
        return None
    at = match.start("body") + match["body"].index(plain[0])
    name = plain[0] if len(plain) == 2 else " & ".join(plain[:-1])
    item = Item(match.start(), match.end(), name, at, at + len(plain[0]), "person")
    item.date = _year(plain[-1][:4], text.find(plain[-1], at + len(plain[0])))
    return Draft(match.start(), match.end(), "wiki", [item], 0.9, ("a short note's template",))


def _plain(value: str) -> str:
    return _MARKS.sub(lambda match: match["label"] or "", value).strip()


def _name(item: Item, text: str, start: int, end: int, namer: Namer) -> None:
    item.name, item.name_start, item.name_end = text[start:end], start, end
    naming = namer.name(item.name)
    item.known, item.outlet = naming.known, naming.outlet
    item.kind = naming.kind if naming.kind != "unknown" else "publication"
