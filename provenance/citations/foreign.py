"""Attribution in running text of other languages: "сообщило агентство «Интерфакс»", "rapporte l'AFP", "haberine göre".

The phrases are data (`catalog/attribution.toml`). A name counts where the registry knows it, as printed or with its ending
taken off, or where a kind of medium stands before it and it is quoted. Turkish, Arabic and Chinese put the pieces in an order
of their own and have a pattern each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from provenance.catalog.attribution import Attribution, load_attribution
from provenance.catalog.patterns import late
from provenance.dates import DateHit, find_dates, find_weekdays

from .drafts import Draft, Item
from .naming import Namer

_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яёіїєґ]"
_NAME = (
    r"(?:[«“„\"](?P<quoted>[^«»“”„\"\n]{2,50})[»”“\"]|(?P<plain>(?:"
    rf"(?-i:{_CAPITAL})[\w.’'&+-]{{0,30}}(?:[ \u00a0]"
    rf"(?:(?:de|la|le|du|des|del|della|der|die|das|für|am|i|y|e|и|та|в|of|the)[ \u00a0])?"
    rf"(?-i:{_CAPITAL})[\w.’'&+-]{{0,30}}){{0,4}}|(?-i:dpa|epd|taz|sid|gazeta\.ru|[a-z0-9-]{{2,30}}\.[a-z]{{2,4}}(?!\w)))))"
)
#: A city in brackets after a paper's name, as press reviews print it.
_PLACE = r"(?:-(?:Zeitung|Magazin|Gruppe))?(?:\s\([^()\n]{2,40}\))?"
#: What goes on between a paper's name at the head of a line and the colon before its words, as press reviews print it.
_REVIEW = late(r"(?:[^:.!?\n]|(?<=\bNr)\.){0,140}:")
_LETTERS = late(r"[^\W\d_]{3}")
_CLOSES = late(r"(?:\A|[,—–\-»”\"“’'!?;:.…\n])\s?(?:как\s|wie\s|como\s|come\s)?\Z", re.I)
#: "El Universal" and "Le Monde" have their article in the name.
_NAMED_ARTICLE = late(r"(?<!\w)(?-i:El|La|Le|Les|Il|Lo|O|Die|Der|Das|An|As)\s\Z")
_MEDIUM = late(r"(?:社|报|報|日报|网|新闻|电视台|杂志|周刊|时报)\Z")
_THAT = late(r",?\s(?:о\sтом,\sчто|що|что|que|dass|che)(?!\w)")
_CONNECTIVE = late(r",?\s(?:(?:on|am|vom|le|du|el|del|от|за|від|il|del|em|в|у|во)\s)?(?:последн\w+\s)?", re.I)
_TURKISH = late(
    r"(?P<name>[A-ZÇĞİÖŞÜ][\w.-]{1,30}(?:\s[A-ZÇĞİÖŞÜ][\w.-]{1,30}){0,3})(?:['’](?:n?[ıiuü]n|y?[ae]|[dt][ae]n?))?"
    r"(?:\s(?:haber\s)?(?:gazetesi|ajansı|televizyonu|dergisi|sitesi|kanalı)(?:n[ıiuü]n|n[ae]|n[dt][ae]n?)?)?\s"
    r"(?P<verb>haber(?:in)?[ei]\sgöre|aktardığına\sgöre|bildirdiğine\sgöre|yazdığına\sgöre|bildirdi|yazdı|duyurdu|aktardı|göre)(?!\w)"
)
_ARABIC = late(
    r"(?<!\w)(?:و?(?:ذكرت|أفادت|نقلت|قالت|كتبت|أوردت|أعلنت|نشرت|كشفت|أكدت|بحسب|حسب|نقلا\sعن|عن)\s|(?:وفقا|وفقًا|طبقا)\sل)(?:ما\s\w{3,8}\s)?"
    r"(?P<noun>وكالة(?:\s(?:أنباء|الأنباء))?|صحيفة|جريدة|قناة|موقع|شبكة|مجلة|إذاعة)\s[\"«“]?(?P<name>[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20}){0,3})"
)
#: Words that no Arabic name goes on with: "that", "from", prepositions.
_ARABIC_STOP = late(
    r"\s(?:عن|أن|إن|على|في|من|إلى|التي|الذي|اليوم|أمس|قولها|قوله|مساء|صباح|يوم|بأن|نقلا|إنه|إنها|أنه|أنها)(?!\w)"
)
_CHINESE = late(
    r"(?:据|根据|引述|援引)(?:[^，。；\s]{0,6}?)(?P<open>《?)(?P<name>[^，。；\s《》\d]{2,14}?)》?"
    r"(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)?(?:的)?(?:报道|報道|報導|消息|报导|援引)"
)
_CHINESE_AFTER = late(
    r"(?<![^，。；\s])(?!据|根据|引述|援引)(?P<open>《?)(?P<name>[^，。；\s《》\d]{2,12}?)》?(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)?(?:报道|報道|報導)(?:称|说|，)"
)


@cache
def _patterns(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    row = next(row for row in load_attribution() if row.code == code)
    nouns = f"(?P<noun>(?:{'|'.join(row.nouns)})\\s)?"
    article = f"(?:{'|'.join(row.articles)})?" if row.articles else ""
    dative = f"(?P<dative>{'|'.join(row.told_to)})?" if row.told_to else "(?P<dative>(?!))?"
    named = f"{nouns}{article}{_NAME}"
    forms = {
        "before": rf"(?<!\w)(?P<phrase>{'|'.join(row.before)})\s?{article}{named}",
        "closing": rf"(?<!\w)(?P<phrase>{'|'.join(row.closing)})\s{article}{named}",
        "told": rf"(?<!\w)(?P<phrase>{'|'.join(row.told)})\s{dative}{named}",
        "after": rf"(?<!\w)(?P<art>{'|'.join([*row.articles, '(?=[«“„])', *(f'{noun} ' for noun in row.nouns)])}){nouns}{_NAME}"
        rf"{_PLACE}(?P<gap>(?:\s[^\s,.;:!?«»„“\"]{{1,24}}){{0,3}}?)\s(?P<phrase>{'|'.join(row.after)})",
    }
    if code == "de":
        forms["as"] = (
            rf"(?<!\w)wie\s(?:{article}){named}{_PLACE}(?P<gap>(?:\s[^\s,.;:!?«»„“\"]{{1,24}}){{0,9}}?)\s(?P<phrase>{'|'.join(row.closing)})(?!\w)"
        )
    return tuple((kind, re.compile(pattern, re.I)) for kind, pattern in forms.items())


def read_foreign(text: str, namer: Namer, language: str | None) -> list[Draft]:
    """References in prose that is not English.

    Args:
        text: the document's text.
        namer: judges names.
        language: the document's language; English is left to `prose`, None tries every language.
    """
    if language == "en":
        return []
    drafts: list[Draft] = []
    for row in load_attribution():
        if _tried(row, language, text):
            for kind, pattern in _patterns(row.code):
                drafts += _found(text, kind, pattern, namer, row)
    if language in (None, "tr"):
        drafts += _turkish(text, namer)
    drafts += _by_script(text, namer)
    return drafts


def _tried(row: Attribution, language: str | None, text: str) -> bool:
    if language is not None:
        return row.code == language
    # Without a declared language the script rules out half of them.
    return (_CYRILLIC.search(text) is not None) == (row.code in ("ru", "uk"))


_CYRILLIC = late(r"[а-яА-ЯёЁіїєґ]{3}")


def _found(text: str, kind: str, pattern: re.Pattern[str], namer: Namer, row: Attribution) -> Iterator[Draft]:
    for match in pattern.finditer(text):
        marked = bool(match["noun"] or match["quoted"])
        if kind == "closing" and not _CLOSES.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if kind == "told" and not (marked or match["dative"]):
            continue
        quoted = match["quoted"] is not None
        a, b = match.span("quoted" if quoted else "plain")
        found = None
        for begin in (*_wider(match, a), a):
            found = _known_name(text, begin, b, namer, quoted=quoted)
            if found is not None and found > a:
                a = begin
                break
            found = None
        said_by = match["noun"] or (quoted and row.code == "de" and match["phrase"].casefold() == "laut")
        strange = said_by and (quoted or kind == "as") and _LETTERS.search(text, a, b)
        if found is None and not strange:
            continue
        if found is not None and kind in ("after", "as") and found != b:
            continue
        if found is not None and not marked and namer.registry.names_in(text[a:found]) == () and len(text[a:found]) < 3:
            continue
        end = found or b
        naming = namer.name(text[a:end])
        stop = match.end() if kind in ("after", "as") else end + quoted
        stop, date = _date_after(text, stop, row.code)
        if date is None and kind in ("after", "as") and match["gap"]:
            date = _date_in(text, *match.span("gap"), row.code)
        if that := _THAT.match(text, stop):
            stop = that.end()
        elif kind == "after" and text[: match.start()][-1:] in ("", "\n") and (head := _REVIEW.match(text, stop)):
            stop = head.end()
        start = match.start()
        item = Item(
            a, end, text[a:end], a, end, naming.kind if naming.known else "outlet", naming.outlet, found is not None, date=date
        )
        why = f"{match['phrase']!r} and an outlet" if found else f"{match['phrase']!r}, a kind of medium and a quoted name"
        yield Draft(start, stop, "prose", [item], 0.8 if found else 0.75, (why,))


def _wider(match: re.Match[str], a: int) -> Iterator[int]:
    """Where the name may begin before `a`: with a kind of medium or an article, "Agence France-Presse", "Le Soir"."""
    text = match.string
    if match["noun"] and match["noun"][0].isupper():
        yield match.start("noun")
    if article := _NAMED_ARTICLE.search(text, max(match.start(), a - 4), a):
        yield article.start()


def _known_name(text: str, a: int, b: int, namer: Namer, *, quoted: bool) -> int | None:
    """Where the longest name that begins at `a` and that the registry knows ends; None where it knows none."""
    said = text[a:b]
    ends = [b] if quoted else [b, *(a + match.start() for match in reversed(list(re.finditer(r"[ \u00a0]", said))))]
    for last in ends:
        word = text[a:last].rstrip(".,'’-")
        end = a + len(word)
        if len(word) > 1 and any(_is_outlet(form, namer) for form in _bare_forms(word)):
            return end
    return None


def _is_outlet(name: str, namer: Namer) -> bool:
    naming = namer.name(name)
    return naming.known and naming.kind not in ("person", "institution", "social")


#: Endings of the Russian, Ukrainian and German cases -> of the nominative. The forms are only looked up, never printed.
_ENDINGS = (
    (late(r"(?:у|а|ом|е|ові)\Z"), ("",)),
    (late(r"(?:и|ы|і|у|е|ой|ою)\Z"), ("а",)),
    (late(r"ии\Z|ию\Z|ії\Z|ію\Z"), ("ия", "ія")),
    (late(r"(?:ей|ям)\Z"), ("и",)),
    (late(r"(?:ому|ого|им)\Z"), ("ий", "ый")),
)


def _bare_forms(name: str) -> Iterator[str]:
    yield name
    for pattern, endings in _ENDINGS:
        if pattern.search(name):
            for ending in endings:
                yield pattern.sub(ending, name)
    if re.search(r"(?:ой|ої|ій|ую)\s\w+[еыуіи]\Z", name):
        stem = re.sub(r"[еыуіи]\Z", "а", name)
        yield re.sub(r"(?:ой|ую)(?=\s)", "ая", stem)
        yield re.sub(r"(?:ої|ій|у)(?=\s)", "а", stem)
    if re.match(r"[A-ZÄÖÜ]\w+en\s", name):
        yield re.sub(r"\A(\w+e)n(?=\s)", r"\1", name)
    if name.endswith("s") and len(name) > 5:
        yield name[:-1]


def _date_in(text: str, start: int, end: int, language: str) -> DateHit | None:
    hits = [*find_dates(text, start=start, end=end), *find_weekdays(text, start=start, end=end, languages=(language,))]
    return next((hit for hit in hits if not hit.impossible), None)


def _date_after(text: str, at: int, language: str) -> tuple[int, DateHit | None]:
    gap = _CONNECTIVE.match(text, at)
    if gap is None:
        return at, None
    stop = min(len(text), gap.end() + 40)
    hits = [
        *find_dates(text, start=gap.end(), end=stop),
        *find_weekdays(text, start=gap.end(), end=stop, languages=(language,)),
    ]
    near = next((hit for hit in hits if hit.start == gap.end() and not hit.impossible), None)
    return (near.end, near) if near is not None and (near.day is not None or near.weekday is not None) else (at, None)


# -- orders of their own


def _turkish(text: str, namer: Namer) -> list[Draft]:
    drafts = []
    for match in _TURKISH.finditer(text):
        a, b = match.span("name")
        said = match["name"]
        begins = [a, *(a + space.end() for space in re.finditer(r"\s", said))]
        start = next((begin for begin in begins if _is_outlet(text[begin:b], namer)), None)
        if start is not None:
            drafts.append(_draft(match, start, b, start, match.end(), text, namer, match["verb"]))
    return drafts


def _by_script(text: str, namer: Namer) -> list[Draft]:
    drafts = []
    for match in _ARABIC.finditer(text):
        a, b = match.span("name")
        if stop := _ARABIC_STOP.search(text, a, b):
            b = stop.start()
        end = _known_name(text, a, b, namer, quoted=False) or (b if text.count(" ", a, b) < 2 else None)
        if end is not None:
            drafts.append(_draft(match, a, end, match.start(), end, text, namer, match["noun"]))
    for pattern in (_CHINESE, _CHINESE_AFTER):
        for match in pattern.finditer(text):
            a, b = match.span("name")
            start = next((x for x in range(a, b - 1) if _is_outlet(text[x:b], namer)), None)
            if start is None and (match["open"] or (b - a <= 8 and _MEDIUM.search(match["name"]))):
                start = a
            if start is not None:
                draft = _draft(match, start, b, match.start(), match.end(), text, namer, "报道")
                if match["day"]:
                    draft.items[0].date = next(iter(find_dates(text, start=match.start("day"), end=match.end("day"))), None)
                drafts.append(draft)
    return drafts


def _draft(  # noqa: PLR0917
    match: re.Match[str], a: int, b: int, start: int, end: int, text: str, namer: Namer, verb: str
) -> Draft:
    naming = namer.name(text[a:b])
    item = Item(a, b, text[a:b], a, b, naming.kind if naming.known else "outlet", naming.outlet, naming.known)
    del match
    return Draft(start, end, "prose", [item], 0.8, (f"an outlet and {verb!r}",))
