"""What the lists of a site tell of its items: headlines, days, and the counter that numbers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from provenance.candidates.questions import Step, local_day, local_end, local_start
from provenance.candidates.ranking import headlines
from provenance.candidates.sequence import Counters
from provenance.catalog.addresses import date_in_list, page_key
from provenance.model.answer import Capture
from provenance.model.dates import Window
from provenance.model.evidence import Page

from .sightings import Quarry, Sighting

if TYPE_CHECKING:
    from provenance.markup import PageLink

# An undated page captured later than so after the cited day may be of the next one.
_PAST_MIDNIGHT = timedelta(hours=6)


@dataclass(slots=True)
class SiteLists:
    """What is known of a site's items for one citation.

    `labels` are headlines and `days` the kinds of the lists of a cited day that lead to a page, both by page key; `windows` are
    the cited days.
    """

    quarry: Quarry
    windows: tuple[Window, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The outlet's hosts."""
        return tuple(domain.host for domain in self.quarry.lookup.domains)

    def join(self, other: SiteLists) -> None:
        """Takes over the headlines and days of another outlet's lists."""
        self.labels |= other.labels
        self.days |= other.days

    def learn(self, links: Sequence[PageLink]) -> None:
        """Remembers the longest headline of each item."""
        for key, (_, text) in headlines(links, hosts=self.hosts).items():
            if len(text) > len(self.labels.get(key, "")):
                self.labels[key] = text

    def learn_newest(self, links: Sequence[PageLink], capture: Capture) -> None:
        """Remembers that a list of the newest items was captured, for the site's counter."""
        listed = [url for url, _ in headlines(links, hosts=self.hosts).values()]
        self.counters.listing(listed, local_day(capture.captured_at - _PAST_MIDNIGHT / 2, self.quarry.outlet))

    def learn_day(self, links: Sequence[PageLink], capture: Capture, step: Step) -> None:
        """Remembers which pages a listing shows to be of the cited day: all of a day page, what a front page has that day."""
        if step.days is None:
            return
        if step.listing == "day":
            self.learn_whole_day(links)
        elif local_start(step.days, self.quarry.outlet) <= capture.captured_at <= local_end(step.days, self.quarry.outlet):
            for key in headlines(links, hosts=self.hosts):
                self.days.setdefault(key, "front page")

    def learn_whole_day(self, links: Sequence[PageLink]) -> None:
        """Remembers that a list of the cited day leads to these items."""
        self.days.update(dict.fromkeys(headlines(links, hosts=self.hosts), "day page"))

    def learn_capture(self, capture: Capture) -> None:
        """Remembers when an address was captured: it was published by then."""
        self.counters.capture(capture.url, local_day(capture.captured_at, self.quarry.outlet))

    def learn_page(self, page: Page) -> None:
        """Remembers the day that a page bears."""
        if page.published is not None and page.published.day is not None:
            self.counters.page(page.url, page.published.window.first)

    def lists_a_cited_day(self, url: str) -> bool:
        """Whether an address is that of a list of a cited day."""
        named = date_in_list(url)
        return named is not None and any(window.overlaps(named.window) for window in self.windows)

    def dated(self, sighting: Sighting) -> Sighting:
        """A page without a day of its own, with that of the list that leads to it, or of the site's counter."""
        if where := self.days.get(page_key(sighting.page.url)):
            return sighting.listed(where)
        if not self.windows:
            return sighting
        last = max(window.last for window in self.windows)
        end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
        if self.quarry.outlet is not None and self.quarry.outlet.timezone:
            end = max(local_end(window, self.quarry.outlet) for window in self.windows) + _PAST_MIDNIGHT
        return sighting.bounded(self.counters.days(sighting.page.url), self.windows, end)
