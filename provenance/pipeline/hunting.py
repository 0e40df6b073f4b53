"""The search for one cited item: ask, rank, read, decide; stop when a page is identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.candidates.questions import Step, local_start, plan_address, plan_questions, readings_of
from provenance.candidates.ranking import RankedCapture, headlines, nearest_first, rank_captures, rank_links
from provenance.candidates.settings import FindSettings
from provenance.catalog.addresses import host_of, is_section, page_key
from provenance.evidence.identity import GRACE, RIGHT_PAGE, WEEKLY_GRACE, identify
from provenance.model.answer import Capture, CaptureQuery, Content, Replayed
from provenance.model.citation import Citation
from provenance.model.claim import Claim
from provenance.model.dates import Window
from provenance.model.evidence import Candidate, Page
from provenance.model.outlet import LookupAnswer, Outlet

from .asking import Asker, Ledger

if TYPE_CHECKING:
    from provenance.markup import PageLink
    from provenance.matching import Terms

# A page that fits this well may be taken before the day's headlines are read, although other pages are yet unnamed.
_SURE = 0.7
# A window at which a page states the claim whatever number it lacks.
_WHOLE = 0.85
# What can be asked of a page in another script than the claim, as a share of what is asked otherwise.
_CROSS_SCRIPT = 0.7
# Share of common words (Jaccard) from which two pages are one item.
_SAME = 0.85
# Fit of a headline or address name at which a page is loaded before the listings are asked for.
_GOOD = 0.35


@dataclass(frozen=True, slots=True)
class Quarry:
    """What is looked for: a citation, who is meant, and the words that it stands for (claims, then the printed title)."""

    citation: Citation
    claims: tuple[Claim, ...]
    texts: tuple[str, ...]
    lookup: LookupAnswer
    outlet: Outlet | None

    @property
    def name(self) -> str:
        """The outlet's name for the reader."""
        if self.lookup.outlet_name or self.lookup.name:
            return self.lookup.outlet_name or self.lookup.name
        return self.lookup.domains[0].host if self.lookup.domains else "the outlet"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page that was read for a citation, judged."""

    page: Page
    candidate: Candidate

    @property
    def strength(self) -> float:
        """How well the words fit, 0 to 1."""
        return float(self.candidate.signals.get("strength", 0.0))

    def tells(self, floor: float) -> bool:
        """Whether the words are those of the claim, not only of its topic.

        Other items of the same day and subject share the claim's names. They lack its numbers (a claim's number absent from a
        page: 5 % of such pages support it in full, rules.md, 5.3), so at least half of these must be there; long pages share
        numbers with anything, and more than a third of the names must be there.
        """
        signals = self.candidate.signals
        numbers, window = int(signals.get("numbers_total", 0)), float(signals.get("right_page", 0.0))
        names = int(signals.get("names_total", 0))
        stated, named = int(signals.get("numbers_found", 0)), int(signals.get("names_found", 0))
        few = 2 * stated < numbers or (names > 0 and 3 * named <= names)
        if few and window < _WHOLE:
            return False
        if numbers and stated == numbers and names > 1 and named == names:  # every particular is there
            floor = min(floor, RIGHT_PAGE)
        return window >= floor and self.strength >= floor

    @property
    def named(self) -> bool:
        """Whether the citation's own address or title says that this is the page."""
        return bool(self.candidate.signals.get("url_match") or self.candidate.signals.get("title_match"))

    @property
    def plausible(self) -> bool:
        """Whether it may be the item: no excluded page, the outlet's own, and of fitting words."""
        signals = self.candidate.signals
        owned = bool(signals.get("outlet_match") or signals.get("url_match"))
        return not signals.get("excluded") and owned and bool(signals.get("content"))


@dataclass(slots=True)
class Hunt:
    """The state of one search. `run` does it all; the results are read from the fields.

    `uncaptured` are headlines that fit the claim and lead to pages of which there is no capture.
    """

    quarry: Quarry
    asker: Asker
    settings: FindSettings
    ledger: Ledger = field(default_factory=Ledger)
    steps: tuple[Step, ...] = ()
    sightings: list[Sighting] = field(default_factory=list)
    pages_seen: set[str] = field(default_factory=set)
    captured: bool = False
    uncaptured: list[str] = field(default_factory=list)
    _pool: list[Capture] = field(default_factory=list)
    _labels: dict[str, str] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)
    _fits: dict[str, float] = field(default_factory=dict)
    _bare: list[Step] = field(default_factory=list)
    _spent: int = 0
    _terms: tuple[Terms, ...] = ()
    _windows: tuple[Window, ...] = ()
    _day: datetime | None = None

    def run(self) -> None:
        """Asks the planned questions in order until a page is identified or nothing is left to ask."""
        from provenance.matching import read_terms

        quarry = self.quarry
        self.steps = plan_questions(quarry.citation, quarry.lookup, quarry.claims, self.settings, outlet=quarry.outlet)
        self._terms = tuple(read_terms(text) for text in quarry.texts)
        self._windows = tuple(reading.window for reading in readings_of(quarry.citation, self.settings))
        self._day = local_start(self._windows[0], quarry.outlet) if self._windows else None
        for step in self.steps:
            if step.only_if_empty and self.captured:
                continue
            if self._nothing_there(step):
                continue
            before = len(self.ledger.gaps)
            captures = self.asker.captures(step.query, step.why, self.ledger)
            if step.kind == "host" and not captures and len(self.ledger.gaps) == before:
                self._bare.append(step)
            if step.kind == "address":
                self._read_address(captures, step)
            else:
                self.captured = self.captured or bool(captures)
                if step.kind == "listing":
                    self._read_listing(captures, step)
                else:
                    self._pool += captures
                    self._read_best(_GOOD)
            if self._settled():
                return
        if self._pool:
            self._read_sections()
            self._read_best(self.settings.headline_floor)
            if not self._settled():
                self._read_best(0.0)
            if not self.identified():
                self._note_unread()

    def identified(self) -> Sighting | None:
        """The one page that is clearly the item, None where there is none or more than one may be."""
        plausible = self.plausible()
        if not plausible:
            return None
        best, rivals = plausible[0], plausible[1:]
        floor, margin = self.settings.match_floor, self.settings.match_margin
        if best.candidate.signals.get("cross_script"):  # a claim can't be found whole in another script
            floor *= _CROSS_SCRIPT
        if best.candidate.identity == "medium":  # one of date and outlet is open: the words must be beyond doubt
            floor, margin = max(floor, _SURE), 2 * margin
        elif best.candidate.identity != "high":
            return None
        if not best.named and not best.tells(floor):
            return None
        for rival in rivals:
            if best.named and not rival.named:
                continue
            if rival.strength > best.strength - margin:
                return None
        return best

    def plausible(self) -> list[Sighting]:
        """Pages that may be the item, best first, each item once."""
        order = {"high": 0, "medium": 1, "low": 2}
        ranked = sorted(
            (sighting for sighting in self.sightings if sighting.plausible),
            key=lambda seen: (
                not seen.named,
                order[seen.candidate.identity],
                -seen.strength,
                page_key(seen.page.url),
                seen.page.captured_at,
            ),
        )
        kept: list[Sighting] = []
        for sighting in ranked:
            if not any(_same_item(sighting.page, other.page) for other in kept):
                kept.append(sighting)
        return kept

    def _nothing_there(self, step: Step) -> bool:
        """Whether a front or section page need not be asked for: all of its host was, and had no capture in that window."""
        query = step.query
        if step.kind != "listing" or query.until is None or query.since is None or not query.html_only:
            return False
        return any(
            host_of(bare.url) == host_of(query.url) and _spans(bare, query.since, query.until)
            for bare in (step.query for step in self._bare)
            if bare.match in ("host", "domain")
        )

    def _settled(self) -> bool:
        best = self.identified()
        if best is None:
            return False
        if best.named or best.strength >= _SURE:
            return True
        # Less sure: settled only if no other page that may be the item is still without a headline or a name.
        return not any(page.fit is None or page.fit >= _GOOD for page in self._unread())

    def _ranked(self) -> tuple[RankedCapture, ...]:
        grace = WEEKLY_GRACE if self.quarry.outlet and self.quarry.outlet.weekly else GRACE
        pages: dict[str, RankedCapture] = {}
        for window in self._windows:
            day = local_start(window, self.quarry.outlet)
            for page in rank_captures(self._pool, self._terms, window=window, day=day, labels=self._labels, grace=grace):
                pages.setdefault(page.key, page)
        return tuple(sorted(pages.values(), key=lambda page: -page.score))

    def _unread(self) -> list[RankedCapture]:
        return [page for page in self._ranked() if page.key not in self._read]

    def _read_best(self, floor: float) -> None:
        """Loads pages whose headline or address fits by `floor`, best first; with floor 0 those of unknown fit, too."""
        while True:
            page = next((page for page in self._unread() if _worth(page.fit, floor)), None)
            best = self.identified()
            if page is None or (best is not None and self._beyond_doubt(best, page)):
                return
            self._fits[page.key] = page.fit or 0.0
            if not self._load(page.captures, page.key):
                return

    def _beyond_doubt(self, best: Sighting, rival: RankedCapture) -> bool:
        """Whether an identified page is so sure that the next best need not be read: its headline fits clearly worse."""
        if best.named:
            return True
        own = self._fits.get(page_key(best.page.url), 0.0)
        return best.strength >= _SURE and (rival.fit or 0.0) < 0.7 * own

    def _load(self, captures: Sequence[Capture], key: str, why: str = "") -> bool:
        """Reads a page from the first of its captures that can be played. False where the budget is spent."""
        self._read.add(key)
        gaps = len(self.ledger.gaps)
        unplayable = False
        for capture in captures[: self.settings.max_captures_per_page]:
            if not self.asker.is_known(capture):
                if self._spent >= self.settings.max_replays_per_citation:
                    self._read.discard(key)
                    return False
                self._spent += 1
            replayed = self.asker.replay(capture, why or f"reading {self._labels.get(key) or capture.url}", self.ledger)
            if replayed is None:
                unplayable = True
                continue
            self._judge(replayed, capture)
            return True
        if unplayable and len(self.ledger.gaps) == gaps:  # the archive answered each time, and gave nothing
            self.ledger.gap("unreachable", f"{captures[0].url} is listed as captured, and can't be played")
        return True

    def _judge(self, replayed: Replayed, capture: Capture) -> None:
        page = self.asker.read(replayed, capture)
        self.pages_seen.add(page.archive_url)
        candidate = identify(
            page, self.quarry.citation, self.quarry.lookup, self.quarry.texts, outlet=self.quarry.outlet, windows=self._windows
        )
        self.sightings.append(Sighting(page, candidate))
        self._learn(_links(replayed.content))

    def _read_address(self, captures: Sequence[Capture], step: Step) -> None:
        if not captures:
            return
        day = self._day or min(capture.captured_at for capture in captures)
        key = page_key(step.query.url)
        if key not in self._read:
            self._load(nearest_first(captures, day), key, step.why)

    def _read_listing(self, captures: Sequence[Capture], step: Step) -> None:
        """Replays a listing page once, learns its headlines, and follows those that fit."""
        if not captures or self._day is None:
            return
        links: list[PageLink] = []
        for capture in _best_listings(captures, self._day, late=step.listing != "day")[: self.settings.max_captures_per_page]:
            replayed = self.asker.replay(capture, step.why, self.ledger)
            if replayed is not None:
                self.pages_seen.add(replayed.content.archive_url)
                links = _links(replayed.content)
                if links:
                    break
        self._learn(links)
        self._follow(links)
        self._read_best(self.settings.headline_floor)

    def _read_sections(self) -> None:
        """Learns headlines from sections that the host's own list of captures shows, where the registry knows too few."""
        listings = sum(step.kind == "listing" for step in self.steps)
        pages: dict[str, list[Capture]] = {}
        for capture in self._pool:
            if is_section(capture.url):
                pages.setdefault(page_key(capture.url), []).append(capture)
        for key in sorted(pages, key=lambda key: (len(key), key))[: max(0, self.settings.max_listing_pages - listings)]:
            if self._day is not None and not self._settled():
                replayed = self.asker.replay(nearest_first(pages[key], self._day)[0], "headlines of a section", self.ledger)
                if replayed is not None:
                    self.pages_seen.add(replayed.content.archive_url)
                    links = _links(replayed.content)
                    self._learn(links)
                    self._follow(links)

    def _learn(self, links: Sequence[PageLink]) -> None:
        for key, (_, text) in headlines(links, hosts=self._hosts()).items():
            if len(text) > len(self._labels.get(key, "")):
                self._labels[key] = text

    def _follow(self, links: Sequence[PageLink]) -> None:
        """Asks for captures of the addresses that the best headlines lead to, unless a list already has them."""
        held = {page_key(capture.url) for capture in self._pool}
        window = self._windows[0]
        ranked = rank_links(links, self._terms, hosts=self._hosts(), window=window, floor=self.settings.headline_floor)
        for link in ranked[: self.settings.max_headlines]:
            if page_key(link.url) in held:
                continue
            step = plan_address(link.url, window, self.quarry.outlet, self.settings, headline=link.text)
            captures = self.asker.captures(step.query, step.why, self.ledger)
            self.captured = self.captured or bool(captures)
            self._pool += captures
            if not captures and link.fit >= _GOOD and link.text not in self.uncaptured:
                self.uncaptured.append(link.text)

    def _hosts(self) -> tuple[str, ...]:
        return tuple(domain.host for domain in self.quarry.lookup.domains)

    def _note_unread(self) -> None:
        """Pages that may be the item and were left unread because the budget was spent are open questions."""
        floor = self.settings.headline_floor
        left = [page for page in self._unread() if page.fit is None or page.fit >= floor]
        if left:
            self.ledger.gap(
                "skipped",
                f"{len(left)} captured pages of that day were not read: the budget of "
                f"{self.settings.max_replays_per_citation} pages a citation was spent",
            )


def _spans(query: CaptureQuery, since: datetime, until: datetime) -> bool:
    """Whether a question's window contains another."""
    return query.since is not None and query.until is not None and query.since <= since and until <= query.until


def _same_item(one: Page, other: Page) -> bool:
    """Whether two captures show one item: the same page, or nearly the same words (a print version, a mirror)."""
    if page_key(one.url) == page_key(other.url):
        return True
    words, others = set(one.text.casefold().split()), set(other.text.casefold().split())
    return len(words & others) >= _SAME * len(words | others)


def _worth(fit: float | None, floor: float) -> bool:
    """Whether a page is worth loading; with floor 0 all are, as far as the budget goes."""
    return floor == 0 if fit is None else fit >= floor


def _best_listings(captures: Sequence[Capture], day: datetime, *, late: bool) -> tuple[Capture, ...]:
    """Captures of a listing in the order in which to try them.

    A front page shows what was published before it: the capture nearest to the end of the day is best. A page that lists
    one day is best from after that day.
    """
    from datetime import timedelta

    target = day + timedelta(hours=22 if late else 30)
    return tuple(sorted(captures, key=lambda c: (abs(c.captured_at - target), c.archive, c.archive_url)))


def _links(content: Content) -> list[PageLink]:
    from provenance.candidates.feeds import links_of_feed
    from provenance.markup import links_of

    feed = links_of_feed(content.body, content.url)
    if feed:
        return feed
    # A body that is an address makes the parser warn of a mistake; a line break before it does not.
    body = b"\n" + content.body if content.body[:4].lower() == b"http" else content.body
    return list(links_of(body, content.url))
