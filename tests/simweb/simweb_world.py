"""The simulated web: outlets, days, pages, captures, articles with gold citations. synthetic: all of it is made up.

Seeded; imports nothing of the project. What a citation is, is known by construction, so its gold needs no judge.
"""

# ruff: noqa: E501, S311, PLR0917 (made-up sentences and markup are data; nothing here is a secret)

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

from simweb_events import ALL_KINDS, KINDS, Event, Story, claim_of, make_event, tell
from simweb_outlets import EVERY_SHAPE, Site, draw_list, draw_page, make_rough_sites, make_sites, moment_of, slug_of
from simweb_rough import draw_rough
from simweb_roughing import capture_rough
from simweb_shots import Shot

#: What became of a cited item: captured and findable; captured, but by no listing of its days; only the headline is captured;
#: only a copy elsewhere; nothing of the day; or it never was.
Fate = Literal["captured", "hidden", "headline-only", "copied", "day-not-captured", "fabricated"]
_SECTIONS = ("politics", "economy", "world", "society")
_RU_CREDIT, _EN_CREDIT = "Об этом сообщает {name}.", "{name} reports."


@dataclass(frozen=True)
class Gold:
    """What is true of a citation. `start` is where its reference stands in the article's text.

    `also` are further addresses of the item: its print, AMP or mobile edition, an earlier version with the same words.
    """

    start: int
    site: Site
    day: date
    fate: Fate
    url: str | None
    hard_decoy: bool
    cross_language: bool
    copy_url: str | None = None
    late: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """An article with its references and their gold."""

    name: str
    published: date
    text: str
    gold: tuple[Gold, ...]


@dataclass
class World:
    """All of it."""

    sites: list[Site]
    shots: list[Shot] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    rough: bool = False
    absent: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        return ALL_KINDS if self.rough else KINDS

    def outlets_file(self) -> str:
        return "\n".join(site.row() for site in self.sites if site.known)


@dataclass
class _Item:
    """An item as published."""

    story: Story
    event: Event
    at: datetime
    url: str
    cited: bool = False
    decoy: bool = False
    captured: bool = False
    sealed: bool = False  # by its fate: no later citation of the day may have it captured
    listed: bool = True
    also: tuple[str, ...] = ()


@dataclass
class _Day:
    """One outlet-day while it is made."""

    site: Site
    day: date
    items: list[_Item] = field(default_factory=list)
    closed: bool = False


# Shares of the fates among citations; the rest is captured.
_FATES: tuple[tuple[Fate, float], ...] = (
    ("fabricated", 0.14), ("day-not-captured", 0.06), ("headline-only", 0.06), ("copied", 0.05), ("hidden", 0.04),
)  # fmt: skip
# The same for a world of what is not there: what was never written, and what is captured nowhere.
_ABSENT: tuple[tuple[Fate, float], ...] = (("fabricated", 0.7), ("headline-only", 0.15), ("copied", 0.15))


def make_world(
    seed: int,
    *,
    sites: int = 12,
    articles: int = 3,
    citations: int = 12,
    stories: int = 9,
    rough: bool = False,
    absent: bool = False,
) -> World:
    """A world of its own for every seed.

    Args:
        seed: of everything.
        sites: outlets.
        articles, citations: articles, and references in each.
        stories: items that an outlet publishes a day, about.
        absent: cite only what no capture shows.
        rough: give outlets the habits of real sites (simweb_rough), and events a wider choice.
    """
    rng = Random(seed)
    world = World((make_rough_sites if rough else make_sites)(rng, sites), rough=rough, absent=absent)
    counters = {site.id: rng.randint(2_000, 900_000) for site in world.sites}
    first = date(2013, rng.randint(2, 9), 10)
    for number in range(articles):
        published = first + timedelta(days=9 * number + 8)
        days: dict[tuple[str, date], _Day] = {}
        parts = [f"Report Number {number + 1}\n\n{published:%B} {published.day}, {published.year} 09:20 AM Age: 3 hrs\n\n"]
        golds: list[Gold] = []
        position = len(parts[0])
        for place in range(citations):
            site = rng.choice(world.sites[:-1])
            shared = [made for made in days.values() if not made.closed and rng.random() < 0.25]
            made = shared[0] if shared else None
            day = made.day if made else published - timedelta(days=rng.randint(2, 7))
            site = made.site if made else site
            key = (site.id, day)
            while key in days and days[key].closed:
                day -= timedelta(days=1)
                key = (site.id, day)
            fresh = key not in days
            if fresh:
                days[key] = _publish(world, site, day, counters, rng, stories)
            sentence, gold = _cite(world, days[key], rng, fresh=fresh)
            citation = f" ({site.printed}, {day:%B} {day.day})."
            golds.append(Gold(start=position + len(sentence) + 1, **gold))
            piece = sentence + citation + ("\n\n" if place % 4 == 3 else " ")
            parts.append(piece)
            position += len(piece)
        world.articles.append(Article(f"article-{number + 1}.txt", published, "".join(parts).rstrip() + "\n", tuple(golds)))
    _noise(world, rng)
    world.shots = sorted({(shot.url, shot.at): shot for shot in world.shots}.values(), key=lambda shot: (shot.url, shot.at))
    return world


def _publish(world: World, site: Site, day: date, counters: dict[str, int], rng: Random, stories: int) -> _Day:
    """What an outlet publishes on a day and around it; captures of these come later."""
    made = _Day(site, day)
    for offset in (-1, 0, 1):
        around = day + timedelta(days=offset)
        busy = 5 if site.habits and site.habits.busy else 0
        for hour in sorted(rng.sample(range(7, 23), min(16, stories + busy) if offset == 0 else stories // 2)):
            event = make_event(rng, kinds=world.kinds)
            _add(
                made,
                event,
                tell(event, site.language, rng, long=rng.randint(0, 5) if site.habits else 0),
                moment_of(around, hour, rng.randint(0, 59), site.offset),
                counters,
                rng,
            )
    made.items.sort(key=lambda item: item.at)
    _renumber(made, counters, rng)
    return made


def _add(made: _Day, event: Event, story: Story, at: datetime, counters: dict[str, int], rng: Random) -> _Item:
    item = _Item(story, event, at, made.site.address(at, counters[made.site.id], story.headline, rng.choice(_SECTIONS)))
    made.items.append(item)
    return item


def _renumber(made: _Day, counters: dict[str, int], rng: Random) -> None:
    """Addresses in order of time, as a site's counter gives them out. The same headline twice gets the number behind it."""
    taken: set[str] = set()
    counters[made.site.id] = base = counters[made.site.id] + rng.randint(60, 200)
    for item in sorted(made.items, key=lambda one: one.at):
        base += rng.randint(1, 4)
        url = made.site.address(item.at, base, item.story.headline, _SECTIONS[base % 4])
        item.url = url if url not in taken else made.site.address(item.at, base, f"{item.story.headline} {base}", "world")
        taken.add(item.url)
    counters[made.site.id] = base


def _cite(world: World, made: _Day, rng: Random, *, fresh: bool) -> tuple[str, dict[str, object]]:
    """Chooses what is cited of a day, and captures the day accordingly."""
    site, day = made.site, made.day
    fate: Fate = "captured"
    draw = rng.random()
    for name, share in _ABSENT if world.absent else _FATES:
        if draw < share:
            fate = name
            break
        draw -= share
    if not fresh and fate == "day-not-captured":
        fate = "captured"
    own = [item for item in made.items if site.local_day(item.at) == day]
    free = [one for one in own if not (one.cited or one.decoy)]
    if fate not in ("captured", "fabricated"):  # what a former citation of the day had captured can't be lost any more
        unseen = [one for one in free if not one.captured and (fresh or fate == "headline-only")]
        fate, free = (fate, unseen) if unseen else ("captured", free)
    hard = fate in ("captured", "fabricated") and rng.random() < 0.5
    decoyed: Event | None = None
    if fate == "fabricated":
        item = None
        decoyed = rng.choice(own).event
        event = make_event(rng, like=decoyed) if hard else make_event(rng, kinds=world.kinds)
    else:
        item = rng.choice(free)
        item.sealed = fate != "captured"
        item.listed = fate not in ("hidden", "copied", "day-not-captured")
        made.closed = fate == "day-not-captured"
        item.cited = True
        event = item.event
        if hard:  # another item of that day on the same subject in the same place
            other = decoyed = make_event(rng, like=event)
            at = item.at + timedelta(minutes=rng.choice([-37, 23, 41]))
            decoy = _Item(tell(other, site.language, rng), other, at, "", decoy=True)
            decoy.url = _near(made, item, decoy)
            made.items.append(decoy)
        if rng.random() < 0.4:  # the same event the next day
            later = item.at + timedelta(days=1)
            follow = _Item(tell(event, site.language, rng, follow_up=True), event, later, "", decoy=True)
            follow.url = _near(made, item, follow)
            made.items.append(follow)
    late = False
    if fate != "day-not-captured":
        capture = capture_rough if site.habits else _capture
        late = capture(world, made, item, fate, rng, fresh=fresh)
    copy_url = _copy(world, made, item, rng) if fate == "copied" and item else None
    claim = claim_of(event, rng, unlike=decoyed if hard and made.site.habits else None)
    return claim, {
        "site": site,
        "day": day,
        "fate": fate,
        "url": item.url if item and fate in ("captured", "hidden") else None,
        "hard_decoy": hard,
        "cross_language": site.language == "ru",
        "copy_url": copy_url,
        "late": late,
        "also": item.also if item else (),
    }


def _near(made: _Day, item: _Item, other: _Item) -> str:
    """An address for a second item beside the first: the site's counter runs on, and no number is given out twice."""
    taken = {one.url for one in made.items}
    site = made.site
    number = max((int(part) for part in re.findall(r"\d{3,}", item.url.partition(".example")[2])[-1:]), default=5000)
    earlier = [one for one in sorted(made.items, key=lambda one: one.at) if one.at <= other.at]
    if earlier and (last := re.findall(r"\d{3,}", earlier[-1].url.partition(".example")[2])):
        number = int(last[-1])
    for step in range(1, 2000):
        url = site.address(other.at, number + step, other.story.headline, _SECTIONS[step % 4])
        if url not in taken:
            return url
        if "{id}" not in EVERY_SHAPE[site.shape][0]:
            return site.address(other.at, 0, f"{other.story.headline} update", "world")
    raise ValueError(f"no address is free beside {item.url}")


def _capture(world: World, made: _Day, item: _Item | None, fate: Fate, rng: Random, *, fresh: bool) -> bool:
    """Captures of a day: front pages at a few hours, a day page, most items, and the cited one as its fate says."""
    site, day, shots = made.site, made.day, world.shots
    late = False
    start = moment_of(day, 0, 0, site.offset)
    ordered = sorted(made.items, key=lambda one: one.at)
    labels = [(one.url, one.story.headline) for one in ordered]
    hidden = fate == "hidden"
    seen = [one for one in ordered if one.listed]
    if fresh or fate == "headline-only":
        fronts = [10, 16, 22] if rng.random() < 0.7 else [22, 30]
        if not hidden and fate != "headline-only" and rng.random() < 0.12:
            fronts = []
        for hour in fronts:
            at = start + timedelta(hours=hour, minutes=rng.randint(0, 40))
            shown = [(one.url, one.story.headline) for one in seen if one.at <= at][-18:][::-1]
            shots.append(Shot(site.root + "/", at, draw_list(site, site.name, shown)))
    if site.has_day_page and (fresh or fate == "headline-only") and rng.random() < 0.8:
        shown = [(one.url, one.story.headline) for one in seen if site.local_day(one.at) == day]
        at = start + timedelta(days=rng.choice([1, 2, 40]), hours=3)
        shots.append(Shot(site.day_page(day), at, draw_list(site, f"{site.name} {day}", shown)))
    held = {shot.url for shot in shots}
    for one in ordered:
        if one is item or one.sealed:
            continue
        if one.url not in held and (one.decoy or rng.random() < 0.7):
            one.captured = True
            at = one.at + timedelta(minutes=rng.choice([20, 90, 300, 1200, 2600]))
            shots.append(Shot(one.url, at, _draw(site, one, labels, rng)))
    if item is None:
        return False
    item.captured = True
    if fate == "captured":
        lists = (site.root + "/", site.day_page(day))
        name = html.escape(item.story.headline).encode(site.charset, "xmlcharrefreplace")
        listed = any(shot.url in lists and name in shot.body and shot.at <= start + timedelta(days=3) for shot in shots)
        late = rng.random() < 0.3 and (listed or (site.known and site.pattern is not None))
        lag = timedelta(days=rng.randint(6, 50)) if late else timedelta(minutes=rng.choice([15, 70, 400, 1500]))
        first = item.at + lag
        url = item.url
        if late and rng.random() < 0.3:  # the site moved: the old address is captured as a redirect to the new one
            moved = f"{site.root}/moved/{slug_of(item.story.headline)}"
            shots.append(Shot(url, first, b"", status=301, location=moved))
            shots.append(Shot(moved, first + timedelta(seconds=2), _draw(site, item, labels, rng)))
        else:
            shots.append(Shot(url, first, _draw(site, item, labels, rng)))
            if rng.random() < 0.2:  # a later edit
                edited = Story(item.story.headline, (*item.story.paragraphs[:1], "This story has been updated."))
                shots.append(
                    Shot(url, first + timedelta(days=30), _draw(site, _Item(edited, item.event, item.at, url), labels, rng))
                )
            if rng.random() < 0.15:  # the page was gone by then
                gone = f"<html><head><title>{site.name}</title></head><body><h1>404</h1><p>Page not found</p></body></html>"
                shots.append(Shot(url, first + timedelta(days=300), gone.encode(), status=404))
    elif fate == "hidden":  # captured long after, and no captured page of the day leads to it
        shots.append(Shot(item.url, item.at + timedelta(days=rng.randint(100, 900)), _draw(site, item, labels, rng)))
    elif fate == "headline-only" and rng.random() < 0.5:
        gone = f"<html><head><title>{site.name}: page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"
        shots.append(Shot(item.url, item.at + timedelta(days=20), gone.encode(site.charset)))
    return late


def _draw(site: Site, item: _Item, labels: list[tuple[str, str]], rng: Random) -> bytes:
    links = [label for label in labels if label[0] != item.url]
    if site.habits:
        local, shown = item.at + timedelta(hours=site.offset), rng.sample(links, min(6, len(links)))
        return draw_rough(
            site, site.habits, item.story.headline, item.story.paragraphs, local, item.at + timedelta(days=1), shown
        )
    return draw_page(site, item.story.headline, item.story.paragraphs, item.at, rng.sample(links, min(4, len(links))))


def _copy(world: World, made: _Day, item: _Item, rng: Random) -> str:
    """The aggregator repeats an item on the next day and says whose it is."""
    carrier = world.sites[-1]
    credit = (_RU_CREDIT if made.site.language == "ru" else _EN_CREDIT).format(
        name=made.site.name if made.site.known else made.site.host
    )
    at = item.at + timedelta(hours=rng.randint(2, 15))
    story = Story(item.story.headline, (*item.story.paragraphs[:2], credit))
    number = 70_000 + len(world.shots)
    copy = _Item(story, item.event, at, carrier.address(at, number, story.headline, "world"))
    world.shots.append(Shot(copy.url, at + timedelta(hours=1), _draw(carrier, copy, [], rng)))
    world.shots.append(
        Shot(carrier.root + "/", at + timedelta(hours=1), draw_list(carrier, carrier.name, [(copy.url, story.headline)]))
    )
    return copy.url


def _noise(world: World, rng: Random) -> None:
    """Rows that every index has: pictures, styles, robots, error pages, tags, searches."""
    for site in world.sites:
        hits = [shot.at for shot in world.shots if shot.url.startswith(site.root + "/")][:6]
        for at in hits:
            later = at + timedelta(seconds=rng.randint(1, 50))
            world.shots += [
                Shot(f"{site.root}/img/{rng.randint(1, 999)}.jpg", later, b"\xff\xd8", mime="image/jpeg"),
                Shot(f"{site.root}/style.css", later, b"a{}", mime="text/css"),
                Shot(f"{site.root}/tag/region", later, draw_list(site, "region", [])),
                Shot(f"{site.root}/search?q={rng.randint(1, 99)}", later, draw_list(site, "search", [])),
                Shot(f"{site.root}/old-{rng.randint(1, 99)}", later, b"<h1>404</h1>", status=404),
            ]
