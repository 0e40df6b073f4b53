"""Links that cite: Markdown, HTML and bare addresses."""

from __future__ import annotations

import re
import unicodedata

from provenance.catalog.patterns import late, lowered
from provenance.dates import DateHit
from provenance.model.citation import Doubtful, Style
from provenance.model.dates import PartialDate
from provenance.model.document import Document, Mark

from .drafts import Draft, Item
from .naming import Namer
from .newsroom import host_of, read_contents

_MARKDOWN = late(
    r"(?<!!)(?<!\\)\[(?P<label>[^\[\]\n]{1,400})\](?:\((?P<url>[^\s()<>]{1,600}(?:\([^\s()]{0,80}\)[^\s()"
    r"<>]{0,200})?)(?:\s\"[^\"\n]{0,200}\")?\)|\[(?P<ref>[^\[\]\n]{0,60})\])"
)
_DEFINITION = late(
    r"(?m)^[ ]{0,3}\[(?P<label>[^\^\[\]\n][^\[\]\n]{0,60})\]:[ \t]+<?(?P<url>\S{1,600}?)>?[ \t]*(?:\"[^\"\n]*\")?$"
)
_AUTOLINK = late(r"<(?P<url>https?://[^\s<>]{4,600})>")
_ANCHOR = late(r"<a\s[^<>]{0,300}?href=[\"'](?P<url>[^\"'<>\s]{1,600})[\"'][^<>]{0,200}>(?P<label>[^<>]{1,400})</a>", re.I)
_BARE = late(r"(?<![\w/\"'(<\[=])(?:https?://|pic\.twitter\.com/|www\.)[^\s<>\"”“«»\]\[，。）|]{2,600}", re.I)
_WRAPPED = ((re.compile(r"<cite>\Z", re.I), re.compile(r"</cite>", re.I)), (re.compile(r"\(\Z"), re.compile(r"\)")))
_PATH_DAY = late(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_.]?(?P<m>0[1-9]|1[0-2])[-/_.]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_LABEL_SAYS = late(
    r"(?:[Tt]he\s)?(?P<name>(?:[A-Z][\w’'&-]{1,24}\s){1,5}?)(?:wrote|reported|reports|says|said|writes|has\sreported|noted|found)\b"
)
_LABEL_SIGNAL = late(r"\A(?:source|via|from|read more at|see)\s?:?\s", re.I)
_SHORT_DAY = late(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])(?=/|-|\Z)")
_NAMED_MONTH = late(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LABEL_TITLE = late(r"(?P<name>[^:：|]{2,50})\s?[:：|]\s(?P<title>.{3,})", re.S)
_SIGNAL_BEFORE = late(
    r"(?:(?<!\w)(?:read more (?:on|at|here)|source|sources|see|via|from|more at|quelle|fuente|источник)\s?[:–-]?\s)\Z", re.I
)
_NO_LABELS = frozenset(
    [
        "here",
        "link",
        "live map",
        "map",
        "repository",
        "website",
        "home",
        "contact",
        "write to us",
        "subscribe",
        "read more",
        "more",
        "share",
        "about",
        "login",
        "github",
        "download",
        "code",
        "newsletter",
        "wiki",
        "source code",
        "demo",
    ]
)
_SAYS = late(
    r"\b(?:says?|said|told|tells|reports?|reported|wrote|writes|according|announced|denies|denied|finds|"
    r"found|shows?|showed|puts|study|survey|poll|figures?)\b",
    re.I,
)
_LABEL_WORD = late(r"[^\W_][\w’'-]*")
_BYLINE = late(r"(?:by\s)?(?P<author>[A-ZÀ-Þ][\w’'.-]+(?:\s[A-ZÀ-Þ][\w’'.-]+){1,3}),\s[*_“\"]?\Z", re.I)
#: A shorter name is in too many hosts by chance.
_FEWEST_LETTERS = 5
_MOST_WORDS = 6
#: A label of so many words says something of what it leads to.
_LONG_LABEL = 4
_CREDITS = late(r"[—–-]\s?\Z")


#: Formats whose links are marks of the document; in the others they are written in the text.
_MARKED = ("html", "docx", "pdf")


def read_links(document: Document, namer: Namer) -> tuple[list[Draft], list[Doubtful]]:
    """Links that cite, and links that may. Anchors of HTML come from the document's marks, the rest from the text."""
    text = document.text
    drafts: list[Draft] = []
    doubtful: list[Doubtful] = []
    defined = list(_DEFINITION.finditer(text)) if "]:" in text else []
    targets = {match["label"].casefold(): match["url"] for match in defined}
    definitions = {match.start() for match in defined}
    if document.format in _MARKED:
        links = [
            (mark.start, mark.end, mark.inner_start, mark.inner_end, mark.target or "")
            for mark in document.marks
            if _is_link(mark)
        ]
    else:
        links = [
            (m.start(), m.end(), *m.span("label"), m["url"] or targets.get((m["ref"] or m["label"]).casefold(), ""))
            for m in (_MARKDOWN.finditer(text) if "](" in text or "][" in text else ())
        ]
        if "</" in text:
            links += [(m.start(), m.end(), *m.span("label"), m["url"]) for m in _ANCHOR.finditer(text)]
    for start, end, inner_start, inner_end, url in sorted(links):
        if not url.lower().startswith(("http://", "https://")) or start in definitions:
            continue
        draft = _link(text, start, end, inner_start, inner_end, url, namer)
        if isinstance(draft, Draft):
            drafts.append(draft)
        elif draft is not None:
            doubtful.append(draft)
    if document.format != "html":
        drafts += _addresses(text, namer, {match.start("url") for match in defined})
    return drafts, doubtful


def _is_link(mark: Mark) -> bool:
    return mark.kind == "link" and bool(mark.target)


def _link(text: str, start: int, end: int, a: int, b: int, url: str, namer: Namer) -> Draft | Doubtful | None:  # noqa: PLR0917
    label = " ".join(text[a:b].split())
    if not label or label.startswith("^"):
        return None
    whole_start, whole_end = _wrapped(text, start, end)
    host = host_of(url)
    name, title = _label(label, namer)
    date = address_day(url)
    author: str | None = None
    # "[Harbour Maps](https://harbourmaps.example)" leads somewhere; with a day, a bracket, a verb or more words it cites.
    citing = date is not None or whole_start < start or len(label.split()) >= _LONG_LABEL or _SAYS.search(label)
    if name is None and citing and (spelled := _spelled(label, host)) is not None:
        name, author = spelled
    if name is None and (dated := _dated_label(text, a, b, namer)) is not None:
        name, date = dated.name, dated.date
    style: Style = "link"
    words = label.split()
    cites = (
        name is not None
        or (len(words) >= _LONG_LABEL and label.casefold() not in _NO_LABELS)
        or bool(_SAYS.search(label))
        or bool(_CREDITS.search(text[max(0, start - 3) : start]))
        or namer.name(label).kind == "domain"
    )
    if not cites:
        if len(words) == 1 or label.casefold() in _NO_LABELS:
            return None
        if _SIGNAL_BEFORE.search(text[max(0, start - 16) : start]) is None:
            return Doubtful(
                start=start, end=end, text=text[start:end], why="a link whose label says nothing of a source", confidence=0.4
            )
        return None
    if name is None and _CREDITS.search(text[max(0, start - 3) : start]) and len(words) <= 6:
        name = label
    naming = namer.name(name) if name else namer.name(host)
    at = text.find(name, a, b) if name else -1
    item = Item(
        start,
        end,
        name or host,
        at if at >= 0 else None,
        at + len(name) if name and at >= 0 else None,
        naming.kind if naming.known else "publication" if name else "domain",
        naming.outlet,
        naming.known or not name,
        date=date,
        title=title if title else None if name else label,
        author=author,
        url=url,
    )
    items = [item]
    if carried := re.match(r"(?:据|according to|via)\s?(?P<name>[A-Z][\w ]{1,30}?)\s?(?:报道|reports?\b)", label):
        cited = namer.name(carried["name"])
        if cited.known:
            at = text.find(carried["name"], a, b)
            item.name, item.name_start, item.name_end, item.kind, item.role = host, None, None, "domain", "carrier"
            items = [
                Item(start, end, carried["name"], at, at + len(carried["name"]), cited.kind, cited.outlet, True, via=1),
                item,
            ]
    return Draft(whole_start, whole_end, style, items, 0.85 if naming.known else 0.75, ("a link",))


def _wrapped(text: str, start: int, end: int) -> tuple[int, int]:
    for before, after in _WRAPPED:
        lead = before.search(text[max(0, start - 6) : start])
        tail = after.match(text, end)
        if lead and tail:
            return start - len(lead[0]), tail.end()
    return start, end


def _label(label: str, namer: Namer) -> tuple[str | None, str | None]:
    """The outlet that a link's text prints, and the title beside it."""
    whole = _LABEL_SIGNAL.sub("", label.strip(' .,;:*_"“”'))
    if namer.name(whole).known:
        return whole, None
    match = _LABEL_TITLE.match(label)
    if match and namer.name(match["name"].strip()).known:
        return match["name"].strip(), match["title"].strip()
    if said := _LABEL_SAYS.match(label):
        naming = namer.name(said["name"].strip())
        if naming.medium and not naming.generic:
            return said["name"].strip(), None
    hits = namer.registry.names_in(label)
    if len(hits) == 1 and len(label.split()) <= 4 and len(label) - (hits[0].end - hits[0].start) <= 14:
        return label[hits[0].start : hits[0].end], None
    told = re.search(r"(?:told|tells|according to|reports? by|in)\s(?:the\s)?\Z", label[: hits[0].start]) if hits else None
    if hits and (told or (hits[0].start == 0 and _SAYS.match(label[hits[0].end :].lstrip()))):
        return label[hits[0].start : hits[0].end], None
    return None, None


def _spelled(label: str, host: str) -> tuple[str, str | None] | None:
    """The words of a label that spell the host that it leads to, and who stands before them: no list need know the name."""
    letters = _letters(host.removeprefix("www.")).removeprefix("the")
    words = list(_LABEL_WORD.finditer(label))
    for first, opening in enumerate(words):
        if not opening[0][0].isupper():
            continue
        end = 0
        for word in words[first : first + _MOST_WORDS]:
            said = _letters(label[opening.start() : word.end()]).removeprefix("the")
            if not letters.startswith(said):
                break
            end = word.end() if len(said) >= _FEWEST_LETTERS else end
        if end:
            before = _BYLINE.match(label[: opening.start()])
            return label[opening.start() : end], before["author"] if before else None
    return None


def _letters(words: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", words.casefold()) if sign.isalnum())


def _dated_label(text: str, a: int, b: int, namer: Namer) -> Item | None:
    """A label that is itself a source with its day: "[BBC News, 2 March 2020](...)"."""
    if b - a > 80 or not any(letter.isdigit() for letter in text[a:b]):
        return None
    items = read_contents(text, a, b, namer).items
    return items[0] if len(items) == 1 and items[0].known and items[0].date is not None and items[0].name else None


def _addresses(text: str, namer: Namer, defined: set[int]) -> list[Draft]:
    """Addresses that stand bare or between angle brackets; `defined` are those that a label's definition gives."""
    drafts: list[Draft] = []
    low = lowered(text)
    if "://" not in low and "www." not in low and "pic.twitter" not in low:
        return drafts
    for match in _AUTOLINK.finditer(text):
        drafts.append(_address(match.start(), match.end(), match.start("url"), match["url"], None, namer))
    for match in _BARE.finditer(text):
        if match.start() in defined:
            continue
        url = match[0].rstrip(".,;:!?'\"…")
        if url.endswith(")") and "(" not in url:
            url = url.rstrip(").,")
        lead = _SIGNAL_BEFORE.search(text[max(0, match.start() - 16) : match.start()])
        start = match.start() - (len(lead[0]) if lead else 0)
        end = match.start() + len(url)
        if match[0].endswith("...") or match[0].endswith("…"):
            end = match.end()
        draft = _address(start, end, match.start(), url, lead[0].strip(" :–-") if lead else None, namer)
        drafts.append(draft)
    return drafts


def _address(start: int, end: int, at: int, url: str, signal: str | None, namer: Namer) -> Draft:  # noqa: PLR0917
    host = host_of(url)
    naming = namer.name(host)
    offset = url.find(host)
    kind = "social" if host.casefold().startswith("pic.twitter") else naming.kind if naming.known else "domain"
    item = Item(
        at,
        at + len(url),
        host,
        at + offset,
        at + offset + len(host),
        kind,
        naming.outlet,
        True,
        date=address_day(url),
        url=url,
        signal=signal,
    )
    return Draft(start, end, "link", [item], 0.8, ("an address",))


def address_day(url: str) -> DateHit | None:
    """The day in an address's path, if it has one; its place is not in the text."""
    path = url.split("//", 1)[-1].partition("/")[2]
    for match in [*_PATH_DAY.finditer(path), *_NAMED_MONTH.finditer(path), *_SHORT_DAY.finditer(path)]:
        month = match["m"].casefold()
        try:
            day = PartialDate(int(match["y"]), int(month) if month.isdigit() else _MONTHS.index(month) + 1, int(match["d"]))
        except ValueError:
            continue
        return DateHit(
            start=-1,
            end=-1,
            text=match[0],
            value=day,
            readings=(day,),
            year=day.year,
            month=day.month,
            day=day.day,
            precision="day",
            reason="the day stands in the address",
        )
    return None
