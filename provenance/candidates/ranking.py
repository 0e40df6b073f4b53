"""Which captures and headlines fit the claim best, without loading them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.catalog.addresses import (
    date_in_address,
    host_of,
    is_day_list,
    is_list,
    is_root,
    is_search,
    is_section,
    page_key,
    slug_text,
)
from provenance.model.answer import Capture
from provenance.model.dates import Window

from .sequence import second_in

if TYPE_CHECKING:
    from provenance.markup import PageLink
    from provenance.matching import Terms

# Ends of addresses that are no page of text.
_NO_PAGE = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".css",
    ".js",
    ".ico",
    ".svg",
    ".mp3",
    ".mp4",
    ".zip",
    ".xml",
    ".rss",
    ".json",
    ".txt",
)


_UNKNOWN = 0.1


@dataclass(frozen=True, slots=True)
class RankedCapture:
    """A page that may be the item.

    Args:
        key: which page, whatever its spelling.
        captures: its captures, the nearest after the cited day first.
        fit: how well headline or address name fit the claims, 0 to 1; None where neither says anything.
        dated: whether the address names a day of the window; None where it names no day.
        label: the headline, if one is known.
    """

    key: str
    captures: tuple[Capture, ...]
    fit: float | None
    dated: bool | None
    label: str = ""

    @property
    def score(self) -> float:
        """What it is ranked by: the fit, with a day in the address as a small bonus.

        An unknown fit ranks below names that share something with the claim, and above those that share nothing.
        """
        return (self.fit if self.fit is not None else _UNKNOWN) + (0.05 if self.dated else 0.0)


@dataclass(frozen=True, slots=True)
class RankedLink:
    """A headline with its address and its fit, 0 to 1."""

    url: str
    text: str
    fit: float


def rank_captures(
    captures: Sequence[Capture],
    claims: Sequence[Terms],
    *,
    window: Window,
    day: datetime,
    labels: Mapping[str, str] | None = None,
    grace: int = 1,
    fits: dict[str, float] | None = None,
) -> tuple[RankedCapture, ...]:
    """The pages among `captures` that may be the item, best first; ties by page key.

    Home pages, sections, lists, searches, files that are no text, and addresses that name another day are left out.

    Args:
        captures: as the archives list them, in any order, repeated or not.
        claims: terms of the claims (and of the title) that the citation stands for; a page counts by the one it fits best.
        window: the cited days.
        day: start of the cited day, UTC; captures are preferred from then on, the earlier the better.
        labels: headline by `page_key`, as far as known.
        grace: days by which an address's date may miss the window (1, 3 for weeklies: rules.md, T12).
        fits: fit by name, of former calls with the same claims; it is added to.
    """
    known = {} if fits is None else fits
    pages: dict[str, list[Capture]] = {}
    for capture in captures:
        key, item, _ = _facts(capture.url)
        if item:
            pages.setdefault(key, []).append(capture)
    ranked: list[RankedCapture] = []
    for key, found in pages.items():
        dated = _dated(found[0].url, window, grace)
        if dated is False:
            continue
        label = (labels or {}).get(key, "")
        name = label or _facts(found[0].url)[2]
        if name and claims and name not in known:
            known[name] = fit_of(name, claims)
        fit = known[name] if name and claims else None
        ranked.append(RankedCapture(key, nearest_first(found, day), fit, dated, label))
    return tuple(
        sorted(ranked, key=lambda page: (-page.score, page.captures[0].urlkey, page.captures[0].captured_at, page.key))
    )


def rank_links(
    links: Sequence[PageLink], claims: Sequence[Terms], *, hosts: Sequence[str], window: Window, floor: float, grace: int = 1
) -> tuple[RankedLink, ...]:
    """The links of a listing page that fit a claim by at least `floor`, best first; ties by address.

    Only links to the outlet's own hosts (and their subdomains) that may be items; each page once, with its longest text.
    """
    best: dict[str, RankedLink] = {}
    for key, (url, text) in headlines(links, hosts=hosts).items():
        if _dated(url, window, grace) is False:
            continue
        fit = fit_of(text, claims)
        if fit >= floor:
            best[key] = RankedLink(url, text, fit)
    return tuple(sorted(best.values(), key=lambda link: (-link.fit, page_key(link.url))))


def headlines(links: Sequence[PageLink], *, hosts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Address and headline by `page_key`: the longest text of at least three words that leads to a page of these hosts."""
    found: dict[str, tuple[str, str]] = {}
    for link in links:
        text = " ".join(link.text.split())
        if len(text.split()) < 3:
            text = " ".join(link.beside.split())
        if len(text.split()) < 3 or not may_be_item(link.url) or not belongs(host_of(link.url), hosts):
            continue
        key = page_key(link.url)
        if key not in found or len(text) > len(found[key][1]):
            found[key] = (link.url, text[:400])
    return found


def fit_of(text: str, claims: Sequence[Terms]) -> float:
    """How well a headline fits the claim that it fits best, 0 to 1."""
    from provenance.matching import headline_score

    return max((headline_score(terms, text) for terms in claims), default=0.0)


def belongs(host: str, hosts: Sequence[str]) -> bool:
    """Whether a host is one of `hosts` or below one of them."""
    return any(host == other or host.endswith(f".{other}") for other in (name.lower().removeprefix("www.") for name in hosts))


def may_be_item(url: str) -> bool:
    """Whether an address can be an article's: no home page, section, list, search or file."""
    path = url.partition("?")[0].lower()
    if not url.lower().startswith(("http://", "https://")) or path.endswith(_NO_PAGE):
        return False
    return not (is_root(url) or is_search(url) or is_list(url) or is_section(url) or is_day_list(url))


def nearest_first(captures: Sequence[Capture], day: datetime) -> tuple[Capture, ...]:
    """Captures from the day on, earliest first, then those before it, latest first; known good statuses before unknown ones.

    One per (archive, time). Ties by archive, so that the order is the same in every run.
    """
    unique = {(capture.archive, capture.captured_at, capture.archive_url): capture for capture in captures}

    def order(capture: Capture) -> tuple[bool, timedelta, str, str]:
        late = capture.captured_at - day
        return (late < timedelta(0), abs(late), capture.archive, capture.archive_url)

    return tuple(sorted(unique.values(), key=order))


def spread_listings(captures: Sequence[Capture], day: datetime, *, late: bool) -> tuple[Capture, ...]:
    """Captures of a listing page in the order in which to read them; ties by archive and address.

    A front page (`late`) shows what was published before it: the capture nearest to the day's end comes first, then those
    nearest to the next morning and to noon, then the others. A page that lists one day is complete after that day.
    """
    hours = (22, 34, 13) if late else (36,)
    unique = {(capture.archive, capture.archive_url): capture for capture in captures}
    left = sorted(unique.values(), key=lambda c: (c.captured_at, c.archive, c.archive_url))
    order: list[Capture] = []
    for hour in hours:
        target = day + timedelta(hours=hour)
        if left:
            nearest = min(left, key=lambda c: (abs(c.captured_at - target), c.archive, c.archive_url))
            order.append(nearest)
            left.remove(nearest)
    return (*order, *left)


@lru_cache(maxsize=20_000)
def _facts(url: str) -> tuple[str, bool, str]:
    """An address's page key, whether it may be an item's, and its words. A search ranks the same list again and again."""
    return page_key(url), may_be_item(url), slug_text(url)


@lru_cache(maxsize=20_000)
def _dated(url: str, window: Window, grace: int) -> bool | None:
    named = date_in_address(url)
    if named is None:
        if (second := second_in(url)) is None:
            return None
        day = second.date()
        return Window(day, day).overlaps(window.widened(grace))
    if named.day is None:
        return None if named.window.overlaps(window.widened(grace)) else False
    return named.window.overlaps(window.widened(grace))
