"""Note markers in the text ("[5],[6]", "[^1]", superscripts) and the notes that they point to."""

from __future__ import annotations

import re

from provenance.catalog.patterns import late
from provenance.dates import DateHit, find_dates
from provenance.model.citation import SourceKind, Style
from provenance.model.document import Document

from .drafts import Draft, Item
from .links import address_day
from .naming import Namer
from .newsroom import host_of
from .papers import lone_year, read_paper
from .signals import strip_signal

_NUMBERS = r"\d{1,3}(?:\s?[-–—,]\s?\d{1,3}){0,8}"
_MARKER = late(rf"\[(?P<first>{_NUMBERS})\](?:,?\s?\[{_NUMBERS}\]){{0,12}}(?![(\[:])")
_CARET = late(r"\[\^(?P<label>[^\]\s]{1,40})\](?!:)")
_RAISED = late(r"(?P<numbers>[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–˒]?[⁰¹²³⁴-⁹]{1,3}){0,6})")
_SUP = late(r"<sup[^<>]{0,80}>(?P<inner>(?:(?!</?sup)[^\n]){1,300}?)</sup>", re.I)
_TAGS = late(r"<[^<>]{0,200}>|&nbsp;|\s")
_HIGH_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_HIGH_DIGITS, "0123456789")
_UNITS = late(r"(?:^|[\s\d/(])(?:[kcmdµμ]?m|km|ft|in|mi|yd|s|x|10|[a-z])\Z")

_NOTE_LINE = late(
    r"(?m)^(?P<mark>[ \t]{0,3}(?:\[\^(?P<caret>[^\]\s]{1,40})\]:|\[(?P<square>\d{1,3})\]|"
    r"(?P<number>\d{1,3})\.|"
    r"<a [^<>\n]{1,80}>(?P<anchor>\d{1,3})</a>\.?)[ \t]{1,4})(?P<body>\S[^\n]{3,900})"
)
_LIST_HEADING = late(
    r"(?mi)^[ \t#*=_]{0,8}(?:references|notes|endnotes|footnotes|sources|bibliography|works cited|literatur|quellen|"
    r"anmerkungen|notes et références|références|bibliographie|notas|referencias|fuentes|bibliografía|kaynakça|kaynaklar|"
    r"notlar|примечания|источники|литература|сноски|примітки|джерела|література|المراجع|المصادر|参考文献|注释)[ \t:*=_]{0,8}$"
)
_IBID = late(r"(?:(?:see|cf\.?)\s)?(?:ibid(?:em)?|id|там же|ebd)\b\.?", re.I)
_OPENING = late(
    r"(?:see(?:\salso)?|cf\.?|for (?:more|further)[^.\n]{0,40}see|quoted in|cited in|см\.|vgl\.|voir|véase)\s", re.I
)
_ADDRESS = late(r"(?:https?://|www\.)[^\s<>\])\"”,]+")
_IDENTIFIER = late(r"\b(?:doi:\s?10\.\d{4,9}/\S+|arXiv:\s?\d{4}\.\d{4,5}|PMID:?\s?\d{4,9})", re.I)
_INTERVIEW = late(r"(?:[A-Z][\w’'. ]{0,40}\s)?[Ii]nterviews?\b[^.\n]{0,80}")
_PAGES = late(r"(?<!\w)(?:pp?\.\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?|p\.\s?\d{1,4})")
_QUOTED = late(r"[“\"‘'«](?P<title>[^“”\"«»\n]{3,240}?),?[”\"’'»](?=[\s,.;]|$)|\*(?P<starred>[^*\n]{3,240})\*")
_CASE = late(r"\sv\.?\s[A-Z]")
_ACCESSED = late(r"\(?\b(?:accessed|retrieved|viewed|last visited|archived)\b:?", re.I)
_REPORT = late(
    r"(?P<name>(?:[A-Z][\w&.-]*\s){1,4}(?:Report|Paper|Brief|Memorandum|Working Paper)\s(?:No\.\s)?[A-Z]{0,3}-?\d[\w-]*)"
)
_BY = late(r",?\sby\s(?P<author>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,4})")


def read_markers(document: Document) -> list[Draft]:
    """Runs of markers, each one reference with one citation a number."""
    text = document.text
    drafts: list[Draft] = []
    for match in _MARKER.finditer(text):
        if _marks(text, match.start(), match.end()):
            drafts.append(_numbers(match.start(), match.end(), match[0], "numeric"))
    for match in _CARET.finditer(text):
        item = Item(match.start(), match.end(), label=match["label"])
        drafts.append(Draft(match.start(), match.end(), "footnote", [item], 0.95, ("a note's marker",)))
    for match in _RAISED.finditer(text) if any(digit in text for digit in _HIGH_DIGITS) else ():
        if (
            not _UNITS.search(text[max(0, match.start() - 4) : match.start()])
            and text[match.start() - 1 : match.start()].strip()
        ):
            drafts.append(_numbers(match.start(), match.end(), match[0].translate(_DIGITS), "numeric"))
    if document.format in ("html", "docx", "pdf"):
        drafts += _marked(document)
    else:
        for match in _SUP.finditer(text):
            inner = _TAGS.sub("", match["inner"])
            if re.fullmatch(r"\[?\d{1,3}\]?(?:[,–-]\[?\d{1,3}\]?){0,8}", inner) and not _UNITS.search(
                text[max(0, match.start() - 4) : match.start()]
            ):
                drafts.append(_numbers(match.start(), match.end(), inner, "numeric"))
    return drafts


def _marked(document: Document) -> list[Draft]:
    drafts = []
    for mark in document.marks:
        if mark.kind not in ("superscript", "note-marker"):
            continue
        said = document.text[mark.start : mark.end]
        inner = _TAGS.sub("", said.translate(_DIGITS))
        before = document.text[max(0, mark.start - 4) : mark.start]
        if re.fullmatch(r"\[?\d{1,3}\]?(?:[,–-]\[?\d{1,3}\]?){0,8}", inner) and (mark.target or not _UNITS.search(before)):
            drafts.append(_numbers(mark.start, mark.end, inner, "numeric"))
    return drafts


def _marks(text: str, start: int, end: int) -> bool:
    """Whether a number in square brackets marks a note: after a word or a stop, not at a line's start, no index ("a[1]")."""
    if start == 0 or text[start - 1] == "\n":
        return False
    before = text[max(0, start - 2) : start]
    if re.fullmatch(r"[\s(=][a-z]", before):
        return False
    if before[-1].isspace():
        return bool(before[0:1].strip()) and (end >= len(text) or not text[end].isalnum())
    return before[-1].isalnum() or before[-1] in ".,;:!?\"”’'»)…。"


def _numbers(start: int, end: int, said: str, style: Style) -> Draft:
    numbers: list[int] = []
    for match in re.finditer(r"(\d{1,3})(?:\s?[-–—⁻]\s?(\d{1,3}))?", said):
        first, last = int(match[1]), int(match[2] or match[1])
        numbers += range(first, last + 1) if first <= last <= first + 30 else [first, last]
    items = [Item(start, end, label=str(number)) for number in numbers]
    return Draft(start, end, style, items or [Item(start, end)], 0.9, ("a note's number",))


def read_notes(document: Document, namer: Namer) -> list[Draft]:
    """Notes that cite; each defines its label. A note that only remarks is left alone."""
    text = document.text
    drafts = []
    labels: set[str] = set()
    lists = [match.end() for match in _LIST_HEADING.finditer(text)]
    marked = _marked_numbers(text) if lists else frozenset()
    for match in _NOTE_LINE.finditer(text):
        label = match["caret"] or match["square"] or match["number"] or match["anchor"]
        # "12. ..." opens many things; under a heading that says so it is a note.
        listed = bool(lists and lists[0] <= match.start())
        strict = match["number"] is not None and not listed
        whole = not (strict and re.match(r"\d", match["body"]))
        body_start, body_end = match.span("body")
        while body_end > body_start and text[body_end - 1].isspace():
            body_end -= 1
        item = _note(text, body_start, body_end, namer, strict=strict)
        if item is None and listed and label in marked:
            item = _plain(text, body_start, body_end, namer)
        # A numbered line that ends in a bracketed reference is a list item with a reference in it.
        if item is None or not whole or (strict and text[body_end - 2 : body_end].strip(".").endswith(")") and not item.signal):
            continue
        body_end = item.end
        start = match.start("mark") + len(match["mark"]) - len(match["mark"].lstrip())
        labels.add(label)
        drafts.append(Draft(start, body_end, "footnote", [item], 0.85, ("a note with a source in it",), defines=label))
    if document.format == "html":
        drafts += _note_marks(document, namer)
    return drafts


def _marked_numbers(text: str) -> frozenset[str]:
    """The numbers that markers in the text point to."""
    runs = (match for match in _MARKER.finditer(text) if _marks(text, match.start(), match.end()))
    return frozenset(item.label for match in runs for item in _numbers(0, 0, match[0], "numeric").items if item.label)


def _plain(text: str, start: int, end: int, namer: Namer) -> Item:
    """An entry that a marker points to is a reference, however little of it can be read."""
    accessed = _ACCESSED.search(text, start, end)
    item = Item(start, end, date=lone_year(text, start, accessed.start() if accessed else end))
    if (name := _name(text, start, end, namer, None, item.date)) is not None:
        item.name, item.name_start, item.name_end = name
        naming = namer.name(name[0])
        item.kind, item.known, item.outlet = naming.kind, naming.known, naming.outlet
    return item


def _note_marks(document: Document, namer: Namer) -> list[Draft]:
    drafts = []
    text = document.text
    spans = [(mark.inner_start, mark.inner_end, mark.name) for mark in document.marks if mark.kind == "note"]
    for start, end, name in spans:
        note = _note(text, start, end, namer, strict=False) or _plain(text, start, end, namer)
        label = re.sub(r"\D", "", name or "") or name
        drafts.append(Draft(start, end, "footnote", [note], 0.85, ("a note of the page",), defines=label))
    for mark in document.marks:
        if mark.kind == "cite" and mark.end > mark.start:
            item = _note(text, mark.inner_start, mark.inner_end, namer, strict=False)
            if item is not None:
                if item.name is None and item.date is not None and item.date.start > mark.inner_start:
                    said = text[mark.inner_start : item.date.start].rstrip(" ,(")
                    item.name, item.name_start, item.name_end = said, mark.inner_start, mark.inner_start + len(said)
                drafts.append(Draft(mark.start, mark.end, "footnote", [item], 0.75, ("a citation of the page's markup",)))
    return drafts


def _note(text: str, start: int, end: int, namer: Namer, *, strict: bool) -> Item | None:
    """The source of a note's body; None where it has none. `strict` asks for more, as "12. ..." also opens a list item."""
    if back := _IBID.match(text, start, end):
        pages = _PAGES.search(text, back.end(), end)
        date = _date(text, back.end(), end)
        last = max(pages.end() if pages else 0, date.end if date is not None else 0) or end
        return Item(start, last, pages=pages[0] if pages else None, date=date, back=True)
    begin, signal = strip_signal(text, start, end)
    opening = _OPENING.match(text, start, end)
    address = _ADDRESS.search(text, begin, end)
    identifier = _IDENTIFIER.search(text, begin, end)
    quoted = _QUOTED.search(text, begin, end)
    pages = _PAGES.search(text, begin, end)
    accessed = _ACCESSED.search(text, begin, end)
    date = _date(text, begin, accessed.start() if accessed else end)
    if date is None and address:
        date = address_day(address[0])
    paper = read_paper(text, begin, end)
    if paper is not None and paper.journal is not None:
        date = paper.date or date
    ibid = re.compile(r",?\s(?:ibid|op\.\s?cit|loc\.\s?cit)\b", re.I).search(text, begin, end)
    name = _name(text, begin, end, namer, quoted, date)
    if paper is not None and paper.journal is not None:
        name = paper.journal
    elif paper is not None and name is not None and paper.start <= name[1] < paper.end and (identifier or address):
        name = None  # who wrote it is not where it can be found
    evidence = sum(
        (
            address is not None,
            identifier is not None,
            date is not None,
            pages is not None,
            ibid is not None,
            name is not None and namer.name(name[0]).known,
        )
    )
    interview = _INTERVIEW.match(text, begin, end)
    report = _REPORT.search(text, begin, end)
    if opening or signal:
        evidence += 1
    if interview and date:
        evidence += 1
    if report:
        evidence += 2
    if quoted and quoted["starred"]:
        evidence += 1
    box = re.compile(r"\b(?:box|folio|file|fond|no\.|vol\.)\s?\d", re.I).search(text, begin, end)
    if box:
        evidence += 1
    if evidence < (2 if strict else 1) or (
        evidence == 1 and date is None and not (address or identifier or ibid or box or pages)
    ):
        return None
    title = (quoted["title"] or quoted["starred"]).strip(" ,") if quoted else None
    if name is None and quoted and quoted["starred"] and _CASE.search(quoted["starred"]):
        name, title = (quoted["starred"], *quoted.span("starred")), None
    kind: SourceKind = "unknown"
    spot: tuple[int, int] | None = None
    if report:
        name, kind = (report["name"], *report.span("name")), "institution"
        after = re.compile(r",\s(?P<title>[A-Z][^\n]{4,200}?)(?=,\sby\s|\.\s|\.?$)").match(text, report.end(), end)
        title = after["title"].rstrip(".") if after else title
    elif interview and date:
        stop = min(interview.end(), date.start if date.start >= 0 else interview.end())
        said = text[begin:stop].rstrip(" ,(")
        name, kind = (said, begin, begin + len(said)), "person"
    elif name is None and identifier and paper is not None:
        name = (identifier[0].rstrip("."), identifier.start(), identifier.start() + len(identifier[0].rstrip(".")))
        kind = "publication"
    elif name is None and address:
        host = host_of(address[0])
        name, kind = (
            (host, address.start() + address[0].find(host), address.start() + address[0].find(host) + len(host)),
            "domain",
        )
    elif name is None and identifier:
        name = (identifier[0].rstrip("."), identifier.start(), identifier.start() + len(identifier[0].rstrip(".")))
        kind = "publication"
    item = Item(
        start,
        end,
        signal=signal,
        title=title,
        date=date,
        url=address[0].rstrip(".,;") if address else None,
        pages=pages[0] if pages else None,
    )
    if name is not None:
        item.name, item.name_start, item.name_end = name
        naming = namer.name(name[0])
        item.kind = kind if kind != "unknown" else naming.kind
        item.known, item.outlet = naming.known or kind in ("person", "domain"), naming.outlet
        spot = name[1:]
    marks = [m.end() for m in (address, identifier, quoted, pages, accessed, ibid, box, report) if m]
    marks += [date.end] if date and date.start >= 0 else []
    item.end = _sentence_end(text, max([*marks, name[2] if name else start]), end)
    if paper is not None and paper.start != item.name_start:
        item.author, item.title = paper.authors, item.title or paper.title
    by = _BY.search(text, begin, end)
    if by and spot != by.span("author"):
        item.author = by["author"]
    return item


#: An initial or "U.S." ends no sentence.
_STOP = late(r"(?:(?<!\b[A-Z])\.|[!?])[”\"’)\]]?(?=\s+[A-ZÀ-ÞА-ЯЁ“\"«])")


def _sentence_end(text: str, at: int, end: int) -> int:
    """The end of the sentence that holds the last sign of a source: remarks after it are not part of the reference."""
    stop = _STOP.search(text, max(0, at - 1), end)
    return stop.end() if stop else end


def _date(text: str, start: int, end: int) -> DateHit | None:
    hits = [hit for hit in find_dates(text, start=start, end=end) if not hit.impossible]
    days = [hit for hit in hits if hit.day is not None]
    return next(iter(days or hits), None)


def _name(  # noqa: PLR0917
    text: str, start: int, end: int, namer: Namer, quoted: re.Match[str] | None, date: DateHit | None
) -> tuple[str, int, int] | None:
    """The source's name: a known outlet outside the title, else what stands after the title or before the first comma."""
    for hit in namer.registry.names_in(text, start, end):
        if quoted is None or not quoted.start() <= hit.start < quoted.end():
            if text[hit.start : hit.end].islower() and "." not in text[hit.start : hit.end]:
                continue
            return text[hit.start : hit.end], hit.start, hit.end
    after = quoted.end() if quoted and not quoted["starred"] else start
    if quoted and quoted["title"] and (journal := re.compile(r",?\s\*(?P<j>[^*\n]{3,120})\*").match(text, quoted.end(), end)):
        return journal["j"], *journal.span("j")
    match = re.compile(r"[\s,.]*(?P<name>[^\s,.;:()\[\]\"“”*][^,;:()\[\]\"“”*\n]{1,80}?)(?=\s*[,;:(]|\.\s|\.?$|\s\*)").match(
        text, after, end
    )
    if match is None or _ADDRESS.match(match["name"]):
        return None
    a, b = match.span("name")
    name = text[a:b]
    if date is not None and date.start >= 0 and a <= date.start < b:
        name = text[a : date.start].rstrip(" ,")
        b = a + len(name)
    naming = namer.name(name) if name else None
    if naming is None:
        return None
    if naming.shape > 0 or (quoted is not None and after > start and name.isalpha()):
        return name, a, b
    return None
