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
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|from|ref|rss|print|_openstat)\Z", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default|home|main)\.(?:html?|php|asp|aspx|shtml|jsp|phtml)\Z", re.IGNORECASE)
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
    """The same text for addresses that lead to the same page: without scheme, `www.`, port, fragment, tracking, last slash."""
    parts = _split(url)
    path = _INDEX.sub("/", parts.path or "/").lower().rstrip("/")
    kept = sorted((name.lower(), value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name))
    return f"{host_of(url)}{path}" + (f"?{urlencode(kept)}" if kept else "")


def is_root(url: str) -> bool:
    """Whether the address is a site's home page."""
    parts = _split(url)
    return (_INDEX.sub("/", parts.path).strip("/") == "") and not [
        p for p in parse_qsl(parts.query) if not _TRACKING.match(p[0])
    ]


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
    segments = [segment.lower().partition(".")[0] for segment in _split(url).path.split("/") if segment]
    if not segments:
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
