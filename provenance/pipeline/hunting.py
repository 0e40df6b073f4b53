"""The search for one cited item: ask, rank, read, decide; stop when a page is identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.candidates.patterns import learn_prefix
from provenance.candidates.questions import (
    Step,
    local_start,
    plan_address,
    plan_prefix,
    plan_questions,
    readings_of,
)
from provenance.candidates.ranking import (
    RankedCapture,
    belongs,
    nearest_first,
    rank_captures,
    rank_links,
    spread_listings,
)
from provenance.candidates.sequence import number_in
from provenance.candidates.settings import FindSettings
from provenance.catalog.addresses import host_of, is_list, is_root, is_section, page_key, page_path
from provenance.evidence.identity import GRACE, WEEKLY_GRACE, identify
from provenance.model.answer import Capture, CaptureQuery, Replayed
from provenance.model.dates import Window

from .asking import Asker, Ledger, links_in
from .guides import ask_guides
from .sightings import SURE, Quarry, Sighting, pick_item, rank_sightings
from .sitelists import SiteLists

if TYPE_CHECKING:
    from provenance.markup import PageLink
    from provenance.matching import Terms

# Fit of a headline or address name at which a page is loaded before the listings are asked for.
_GOOD = 0.35
# A page whose name fits at least this share of the identified page's is read before the verdict. The words of an address
# are few: of two versions of one story they fit the claim by two thirds of each other.
_RIVAL = 0.6
# Fit of a headline at which it names the item so well that "nothing fits" would be untrue where its page is not captured.
_NAMES_ITEM = 0.4


@dataclass(slots=True)
class Hunt:
    """The state of one search. `run` does it all; the results are read from the fields.

    `pool` are the captures of the outlet's days that were listed.
    """

    quarry: Quarry
    asker: Asker
    settings: FindSettings
    ledger: Ledger = field(default_factory=Ledger)
    steps: tuple[Step, ...] = ()
    sightings: list[Sighting] = field(default_factory=list)
    pages_seen: set[str] = field(default_factory=set)
    captured: bool = False
    pool: list[Capture] = field(default_factory=list)
    _lists: SiteLists = field(init=False)
    _read: set[str] = field(default_factory=set)
    _followed: set[str] = field(default_factory=set)
    _fits: dict[str, float] = field(default_factory=dict)
    _gone: dict[str, str] = field(default_factory=dict)
    _names: dict[str, float] = field(default_factory=dict)
    _aside: list[PageLink] = field(default_factory=list)
    _bare: list[Step] = field(default_factory=list)
    _spent: int = 0
    _terms: tuple[Terms, ...] = ()
    _windows: tuple[Window, ...] = ()
    _day: datetime | None = None

    def __post_init__(self) -> None:
        self._lists = SiteLists(self.quarry)

    def run(self) -> None:
        """Asks the planned questions in order until a page is identified or nothing is left to ask."""
        from provenance.matching import read_terms

        quarry = self.quarry
        self.steps = plan_questions(quarry.citation, quarry.lookup, quarry.claims, self.settings, outlet=quarry.outlet)
        self._terms = tuple(read_terms(text, likely=quarry.language) for text in quarry.texts)
        self._windows = tuple(reading.window for reading in readings_of(quarry.citation, self.settings))
        self._lists.windows = self._windows
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
                self._count(captures)
                if step.kind == "listing":
                    self._read_listing(captures, step)
                else:
                    self.pool += captures
                    self._read_best(_GOOD)
            if self._settled():
                return
        if self.pool:
            self._ask_learnt_prefix()
        if self.pool and not self._settled():
            self._read_sections()
            self._read_best(self.settings.headline_floor)
            if not self._settled():
                self._follow_aside()
            if not self._settled() and not self._titled:
                self._read_best(0.0)
        if not self._settled() and self._windows and self.asker.guides:
            self._follow(
                ask_guides(self.asker, self._lists.hosts, self._windows[0], self._terms, self.ledger), self._windows[0]
            )
            self._read_best(self.settings.headline_floor)
        if self.pool and not self.identified():
            self._note_unread()
        if self._titled and not self.identified():
            self.ledger.gap("skipped", "no day is given, so only pages whose address or headline fits were looked at")

    @property
    def _titled(self) -> bool:
        return any(step.by_title for step in self.steps)

    @classmethod
    def joined(cls, quarry: Quarry, hunts: Sequence[Hunt], ledger: Ledger) -> Hunt:
        """Searches at several outlets that bear one name, as one: what fits best at any of them is the item.

        The day counts as captured only if it is at every one of them: where one was not seen, the item may be there.
        """
        first = hunts[0]
        found = next((hunt for hunt in hunts if hunt.identified()), None)
        whole = cls(found.quarry if found else quarry, first.asker, first.settings, ledger)
        whole.captured = all(hunt.captured for hunt in hunts)
        for hunt in hunts:
            whole.steps += hunt.steps
            whole.sightings += hunt.sightings
            whole.pages_seen |= hunt.pages_seen
            whole.pool += hunt.pool
            whole._gone |= hunt._gone
            whole._lists.join(hunt._lists)
        return whole

    def plausible(self) -> list[Sighting]:
        """Pages that may be the item, best first, each item once.

        A page without a date of its own has that of the listing of the cited day that leads to it, or of the site's counter.
        """
        return rank_sightings([self._lists.dated(sighting) for sighting in self.sightings])

    def identified(self) -> Sighting | None:
        """The one page that is clearly the item, None where there is none or more than one may be.

        Where a headline that fits leads to a page that is not captured, that page may be meant: only one of the very day with
        words beyond doubt stands against it.
        """
        best = pick_item(self.plausible(), self.settings)
        if best is None or not self._gone or best.named:
            return best
        return best if best.candidate.signals.get("date_exact") and best.strength >= SURE else None

    @property
    def uncaptured(self) -> tuple[str, ...]:
        """Headlines (or addresses, where only these are known) that fit the claim, and lead to pages of which there is no
        capture, or only captures of an error page; in the order in which they were followed."""
        return tuple(self._lists.labels.get(key) or url for key, url in self._gone.items())

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
        if best.named or (best.strength >= SURE and self._spent >= self.settings.max_replays_per_citation):
            return True
        if best.strength >= SURE:
            return all(self._beyond_doubt(best, page) for page in self._unread())
        # Less sure: settled only if no other page that may be the item is still without a headline or a name.
        return not any(page.fit is None or page.fit >= _GOOD for page in self._unread())

    def _ranked(self) -> tuple[RankedCapture, ...]:
        grace = WEEKLY_GRACE if self.quarry.outlet and self.quarry.outlet.weekly else GRACE
        pages: dict[str, RankedCapture] = {}
        for window in self._windows:
            day = local_start(window, self.quarry.outlet)
            ranked = rank_captures(
                self.pool, self._terms, window=window, day=day, labels=self._lists.labels, grace=grace, fits=self._names
            )
            for page in ranked:
                pages.setdefault(page.key, page)
        return tuple(sorted(pages.values(), key=lambda page: -page.score))

    def _unread(self) -> list[RankedCapture]:
        """Pages that may be the item, best first, without those that the site's counter shows to be of other days."""
        weekly = self.quarry.outlet is not None and self.quarry.outlet.weekly
        windows = [window.widened(WEEKLY_GRACE if weekly else 0) for window in self._windows]
        left = [page for page in self._ranked() if page.key not in self._read]
        kept = [page for page in left if not self._lists.counters.outside(page.captures[0].url, windows)]
        unnamed = [page for page in kept if page.fit is None]
        if len(unnamed) > self.settings.max_replays_per_citation:  # the middle one halves what the counter leaves open
            unnamed.sort(key=lambda page: (number_in(page.captures[0].url) or ("", 0), page.key))
            middle = len(unnamed) // 2
            order = sorted(range(len(unnamed)), key=lambda place: (abs(place - middle), place))
            named = [page for page in kept if page.fit is not None]
            above = [page for page in named if page.score > unnamed[0].score]
            return [*above, *(unnamed[place] for place in order), *named[len(above) :]]
        return kept

    def _count(self, captures: Sequence[Capture]) -> None:
        for capture in captures:
            self._lists.learn_capture(capture)

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
        """Whether an identified page is so sure that the next best need not be read: its name fits clearly worse.

        Two versions of a story on one day have names that fit about equally, and which was meant can be told only from both.
        """
        if best.named:
            return True
        own = self._fits.get(page_key(best.page.url), 0.0)
        fit = rival.fit or 0.0
        return best.strength >= SURE and (fit < _GOOD or fit < _RIVAL * own)

    def _load(self, captures: Sequence[Capture], key: str, why: str = "") -> bool:
        """Reads a page from the first of its captures that can be played. False where the budget is spent."""
        self._read.add(key)
        gaps = len(self.ledger.gaps)
        gone = unplayable = False
        for capture in captures[: self.settings.max_captures_per_page]:
            if not self.asker.is_known(capture):
                if self._spent >= self.settings.max_replays_per_citation:
                    self._read.discard(key)
                    return False
                self._spent += 1
            replayed = self.asker.replay(capture, why or f"reading {self._lists.labels.get(key) or capture.url}", self.ledger)
            if replayed is None:
                unplayable = True
                continue
            if self._judge(replayed, capture):
                return True
            gone, unplayable = True, False
        if (gone or unplayable) and self._fits.get(key, 0.0) >= _GOOD and self._windows and key not in self._followed:
            self._followed.add(key)  # the list had one capture of the page: another may show it
            step = plan_address(
                captures[0].url, self._windows[0], self.quarry.outlet, self.settings, headline=self._lists.labels.get(key, "")
            )
            known = {(capture.archive, capture.captured_at) for capture in captures}
            more = [
                capture
                for capture in self.asker.captures(step.query, "its first capture does not show the page", self.ledger)
                if (capture.archive, capture.captured_at) not in known
            ]
            if more and self._day is not None:
                return self._load(nearest_first(more, self._day), key, why)
        if unplayable and len(self.ledger.gaps) == gaps:  # the archive answered each time, and gave nothing
            self.ledger.gap("unreachable", f"{captures[0].url} is listed as captured, and can't be played")
        elif gone and self._fits.get(key, 0.0) >= _NAMES_ITEM:
            self._gone[key] = captures[0].url
        return True

    def _judge(self, replayed: Replayed, capture: Capture) -> bool:
        """Judges a replayed page. False where this capture shows that the page was gone: another may show it."""
        page = self.asker.read(replayed, capture)
        self.pages_seen.add(page.archive_url)
        candidate = identify(
            page,
            self.quarry.citation,
            self.quarry.lookup,
            self.quarry.texts,
            outlet=self.quarry.outlet,
            windows=self._windows,
            floor=self.settings.candidate_floor,
            language=self.quarry.language,
        )
        self.sightings.append(Sighting(page, candidate))
        self._lists.learn_page(page)
        links = links_in(replayed.content)
        self._lists.learn(links)
        self._aside += links
        return page.kind not in ("error", "soft-404", "empty")

    def _read_address(self, captures: Sequence[Capture], step: Step) -> None:
        if not captures:
            return
        self.captured = True
        day = self._day or min(capture.captured_at for capture in captures)
        key = page_key(step.query.url)
        if key not in self._read:
            self._load(nearest_first(captures, day), key, step.why)

    def _read_listing(self, captures: Sequence[Capture], step: Step) -> None:
        """Replays a listing page, learns its headlines, and follows those that fit.

        A front page changes through the day: where the plan has few listings, it is read at several hours.
        """
        if not captures or step.days is None:
            return
        if step.listing == "front":  # frames: the list is in a page beside the front page
            captures = (*captures, *(one for one in self.pool if is_root(one.url) and page_path(one.url)))
        spare = self.settings.max_listing_pages - sum(other.kind == "listing" for other in self.steps)
        wanted = 1 + max(0, spare) if step.listing == "front" else 1
        day = local_start(step.days, self.quarry.outlet)
        failed = 0
        for capture in spread_listings(captures, day, late=step.listing != "day"):
            links = self._replay_listing(capture, step.why)
            self._lists.learn_day(links, capture, step)
            if links:
                wanted -= 1
                self._follow(links, step.days)
                self._read_best(self.settings.headline_floor)
            else:
                failed += 1
            if wanted <= 0 or failed >= self.settings.max_captures_per_page or self._settled():
                return

    def _replay_listing(self, capture: Capture, why: str) -> list[PageLink]:
        replayed = self.asker.replay(capture, why, self.ledger)
        if replayed is None:
            return []
        self.pages_seen.add(replayed.content.archive_url)
        links = links_in(replayed.content)
        self._lists.learn(links)
        if self._day is not None and capture.captured_at >= self._day:
            self._lists.learn_newest(links, capture)
        return links

    def _read_sections(self) -> None:
        """Learns headlines from sections that the host's own list of captures shows, where the registry knows too few."""
        listings = sum(step.kind == "listing" for step in self.steps)
        pages: dict[str, list[Capture]] = {}
        for capture in self.pool:
            if is_section(capture.url) or is_list(capture.url) or self._lists.lists_a_cited_day(capture.url):
                pages.setdefault(page_key(capture.url), []).append(capture)

        def rank(
            key: str,
        ) -> tuple[bool, bool, int, str]:  # the day's own list, sections, what else lists items (tags, authors)
            url = pages[key][0].url
            return not self._lists.lists_a_cited_day(url), not is_section(url), len(key), key

        for key in sorted(pages, key=rank)[: max(1, self.settings.max_listing_pages - listings)]:
            if self._day is None or self._settled():
                return
            capture = nearest_first(pages[key], self._day)[0]
            whole = self._lists.lists_a_cited_day(capture.url)
            links = self._replay_listing(capture, "headlines of the day's list" if whole else "headlines of a section")
            if whole:
                self._lists.learn_whole_day(links)
            self._follow(links, self._windows[0])

    def _ask_learnt_prefix(self) -> None:
        """Asks for addresses of the day in the form that the site's other addresses have: pages captured later are there."""
        readings = readings_of(self.quarry.citation, self.settings)
        if not readings or any(step.kind == "date-prefix" for step in self.steps):
            return
        hosts = self._lists.hosts
        urls = [capture.url for capture in self.pool if belongs(host_of(capture.url), hosts)]
        if (prefix := learn_prefix(urls, readings[0])) is not None:
            step = plan_prefix(prefix, self._windows[0], self.quarry.outlet, self.settings)
            captures = self.asker.captures(step.query, step.why, self.ledger)
            self.captured = self.captured or bool(captures)
            self._count(captures)
            self.pool += captures
            self._read_best(_GOOD)

    def _follow(self, links: Sequence[PageLink], days: Window, *, floor: float | None = None) -> None:
        """Asks for captures of the addresses that the best headlines lead to, unless a list already has them."""
        held = {page_key(capture.url) for capture in self.pool}
        lowest = self.settings.headline_floor if floor is None else floor
        for link in rank_links(links, self._terms, hosts=self._lists.hosts, window=days, floor=lowest):
            key = page_key(link.url)
            if key in held or key in self._followed:
                continue
            if len(self._followed) >= self.settings.max_headlines:
                return
            self._followed.add(key)
            step = plan_address(link.url, days, self.quarry.outlet, self.settings, headline=link.text)
            captures = self.asker.captures(step.query, step.why, self.ledger)
            self.captured = self.captured or bool(captures)
            self.pool += captures
            self._count(captures)
            if not captures and link.fit >= _NAMES_ITEM:
                self._gone[key] = link.url

    def _follow_aside(self) -> None:
        """Asks for the items beside the articles that were read, where a headline names the claim's subject."""
        if self._windows:
            named = [link for link in self._aside if len(link.text.split()) >= 3]
            self._follow(named, self._windows[0], floor=_NAMES_ITEM)
            self._read_best(self.settings.headline_floor)

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


def _worth(fit: float | None, floor: float) -> bool:
    """Whether a page is worth loading; with floor 0 all are, as far as the budget goes."""
    return floor == 0 if fit is None else fit >= floor
