"""What a web address says by itself: which page it is, which day it names, and whether it can be an item at all."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from provenance.model.dates import PartialDate

from .page_words import load_page_words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:19[89]\d|20\d\d)"
# /2013/10/22/  /2013-10-22-title  /2013_10_22
_YEAR_FIRST = re.compile(rf"(?<!\d)({_YEAR})([/_.-])(\d\d?)\2(\d\d?)(?!\d)")
# /2013/oct/22/
_NAMED_MONTH = re.compile(rf"(?<!\d)({_YEAR})[/_-]({'|'.join(_MONTHS)})[a-z]{{0,6}}[/_-](\d\d?)(?!\d)", re.IGNORECASE)
# /22-10-2013/  /22.10.2013
_DAY_FIRST = re.compile(rf"(?<!\d)(\d\d?)([/_.-])(\d\d?)\2({_YEAR})(?!\d)")
# /20131022/  /20131022101500
_SOLID = re.compile(rf"(?<!\d)({_YEAR})(\d\d)(\d\d)(?:\d{{4}}(?:\d\d)?)?(?!\d)")
# /2013/10/
_MONTH_ONLY = re.compile(rf"/({_YEAR})[/-](\d\d)(?=/)")
# Parameters that change nothing about which page is shown.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|yclid|from|ref|rss|print|printable|amp|phpsessid|sid|_openstat)\Z", re.IGNORECASE
)
# Editions of one page: its print, AMP and mobile forms.
_EDITION = re.compile(
    r"(?:version|mode|view|format|type|do|action|layout)=(?:print|printable|amp|mobile|pda|txt)\Z", re.IGNORECASE
)
_EDITION_HOST = re.compile(r"(?:m|mobile|amp|pda|wap)\.(?=[^.]+\.)")
_EDITION_PATH = re.compile(r"\A/(?:amp|print|mobile)(?=/.)|(?<=.)/(?:amp|print|mobile)/?\Z")
# A number that is no year in a bare query ("/lenta/?887524") or as a value: an item's, whatever the path is called.
_ITEM_NUMBER = re.compile(r"(?:\A|[=&])(?!(?:19|20)\d\d(?:\Z|&))\d{4,12}(?:\Z|&)")
_INDEX = re.compile(r"/(?:index|default|home|main)\.(?:html?|php|asp|aspx|shtml|jsp|phtml)\Z", re.IGNORECASE)
#: Words that may stand beside the day in the address of a day's list.
_DAY_WORDS = frozenset({
    "archive", "archives", "arhiv", "arkhiv", "archiv", "news", "novosti", "lenta", "date", "day", "data", "d", "m", "y",
    "year", "month", "html", "htm", "php", "asp", "aspx", "shtml", "index", "calendar", "list", "all", "by",
})  # fmt: skip
_LENGTH = 2000


def _split(url: str) -> SplitResult:
    url = url[:_LENGTH]
    try:
        return urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:  # "http://[": nothing that could be a page
        return SplitResult("http", "", "", "", "")


def host_of(url: str) -> str:
    """The host of an address in lower case, without port, `www.` and a trailing dot; "" where there is none."""
    host = (_split(url).netloc.rpartition("@")[2].partition(":")[0]).lower().rstrip(".")
    return host.removeprefix("www.")


def page_key(url: str) -> str:
    """The same text for addresses that lead to the same page: without scheme, `www.`, port, fragment, tracking, last slash.

    A page's print, AMP and mobile editions are the page.
    """
    parts = _split(url)
    path = _EDITION_PATH.sub("", _INDEX.sub("/", parts.path or "/").lower()).rstrip("/")
    kept = sorted((name.lower(), value) for name, value in _parameters(parts))
    return f"{_EDITION_HOST.sub('', host_of(url), count=1)}{path}" + (f"?{urlencode(kept)}" if kept else "")


def _parameters(parts: SplitResult) -> list[tuple[str, str]]:
    """The parameters that say which page is shown; a bare number ("?887524") is one with an empty value."""
    named = parse_qsl(parts.query, keep_blank_values=True)
    return [(name, value) for name, value in named if not (_TRACKING.match(name) or _EDITION.match(f"{name}={value}"))]


def is_root(url: str) -> bool:
    """Whether the address is a site's home page."""
    parts = _split(url)
    return (_INDEX.sub("/", parts.path).strip("/") == "") and not _parameters(parts)


def is_search(url: str) -> bool:
    """Whether the address asks a site's search."""
    words, parts = load_page_words(), _split(url)
    segments = {segment.lower() for segment in parts.path.split("/")}
    if segments & words.search_segments:
        return True
    named = {name.lower() for name, _ in parse_qsl(parts.query)}
    return bool(named & words.search_parameters) and parts.path.strip("/").rpartition("/")[2] in ("", "index.php")


def is_list(url: str) -> bool:
    """Whether the last segments of the address lead to a list (`/tag/syria/`, `/archive/2013/10/22/`), by its words alone."""
    words = load_page_words()
    parts = _split(url)
    segments = [segment.lower().partition(".")[0] for segment in parts.path.split("/") if segment]
    if not segments or _ITEM_NUMBER.search(parts.query):
        return False
    if segments[-1] in words.list_segments:
        return True
    # "/archive/2013/10/22", "/news/page/3", "/tag/syria": a bare date, page number or tag follows; an item has more.
    for place, segment in enumerate(segments):
        rest = segments[place + 1 :]
        if segment not in words.list_segments:
            continue
        numbered = all(word.isdigit() and len(word) <= 4 for word in rest)
        if numbered and (segment in ("page", "pages") or re.fullmatch(r"(19|20)\d\d", rest[0])):
            return True
        if len(rest) == 1 and segment.startswith(("tag", "author")):
            return True
    return False


def page_path(url: str) -> str:
    """The path of an address without the slashes at its ends; "" for a host alone."""
    return _split(url).path.strip("/")


def is_day_list(url: str) -> bool:
    """Whether the address names a day and nothing else: `/2013/10/22/`, `/?date=22.10.2013`, `/?y=2013&m=10&d=22`."""
    return date_in_list(url) is not None


def date_in_list(url: str) -> PartialDate | None:
    """The day whose list an address leads to, None where it names more than a day."""
    parts = _split(url)
    text = f"{unquote(parts.path)} {unquote(parts.query)}".lower()
    numbers = re.findall(r"\d+", text)
    if len(numbers) not in (1, 3) or not set(re.findall(r"[^\W\d_]+", text)) <= _DAY_WORDS:
        return None
    if len(numbers) == 1:
        digits = numbers[0]
        if len(digits) != 8:
            return None
        orders = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    else:
        orders = ((numbers[0], numbers[1], numbers[2]), (numbers[2], numbers[1], numbers[0]))
    found = (_day(*order) for order in orders if re.fullmatch(_YEAR, order[0]) and len(order[1]) <= 2 >= len(order[2]))
    return next((day for day in found if day is not None), None)


def is_section(url: str) -> bool:
    """Whether the address looks like a section's (`/world`, `/news/politics.html`): one or two plain words and nothing else."""
    parts = _split(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if parts.query or not 1 <= len(segments) <= 2 or is_list(url) or is_search(url):
        return False
    segments[-1] = re.sub(r"\.(?:html?|php|aspx?|shtml)\Z", "", segments[-1], flags=re.IGNORECASE)
    return all(segment.isalpha() and len(segment) <= 20 for segment in segments)


def date_in_address(url: str) -> PartialDate | None:
    """The day, or else the month, that an address names; None where it names none.

    `04/05/2013` is taken day first only where the other order is no date or the same day; open orders give no day.
    """
    parts = _split(url)
    text = unquote(parts.path) + ("?" + unquote(parts.query) if parts.query else "")
    for match in _YEAR_FIRST.finditer(text):
        if found := _day(match[1], match[3], match[4]):
            return found
    for match in _NAMED_MONTH.finditer(text):
        if found := _day(match[1], str(_MONTHS.index(match[2].lower()) + 1), match[3]):
            return found
    for match in _DAY_FIRST.finditer(text):
        one, other = _day(match[4], match[3], match[1]), _day(match[4], match[1], match[3])
        if one and (other is None or other == one):
            return one
        if other and one is None:
            return other
    for match in _SOLID.finditer(text):
        if found := _day(match[1], match[2], match[3]):
            return found
    for match in _MONTH_ONLY.finditer(text):
        if 1 <= int(match[2]) <= 12:
            return PartialDate(int(match[1]), int(match[2]))
    return None


def _day(year: str, month: str, day: str) -> PartialDate | None:
    try:
        return PartialDate.of(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def slug_text(url: str) -> str:
    """The words of an address's own name ("putin-visits-sochi" as "putin visits sochi"); "" where it has fewer than three."""
    parts = _split(url)
    best = ""
    for segment in unquote(parts.path).split("/"):
        stem = segment.rpartition(".")[0] if re.search(r"\.\w{2,5}\Z", segment) else segment
        words = [word for word in re.split(r"[-_+ .,]+", stem) if len(word) > 1 and any(c.isalpha() for c in word)]
        if len(words) >= 3 and len(words) >= len(best.split()):
            best = " ".join(words)
    return best
