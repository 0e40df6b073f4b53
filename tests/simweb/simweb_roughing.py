"""What an archive holds of a day of an outlet with habits: as it comes, not as a search would like it."""

# ruff: noqa: PLR0917 (what makes a capture is named, argument by argument)

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from simweb_outlets import Site, moment_of
from simweb_rough import (
    Habits,
    day_page_of,
    draw_feed,
    draw_frames,
    draw_parked,
    draw_rough,
    draw_rough_list,
    draw_stub,
    draw_wall,
    edition_of,
    respell,
)
from simweb_shots import Shot

_SECTIONS = ("politics", "economy", "world", "society")
#: Hours after local midnight at which the front page was captured, and how often.
_FRONTS = (
    ((10, 16, 22), 5), ((22, 30), 4), ((30,), 3), ((34, 58), 2), ((46,), 1), ((3, 13), 2), ((), 1),
)  # fmt: skip
#: Shares of items listed on a front page, and of pages in the menu beside an article.
_LISTED, _BESIDE = 25, 6


def capture_rough(world: Any, made: Any, item: Any, fate: str, rng: Random, *, fresh: bool) -> bool:
    """Captures of a day. Returns whether the cited item was captured long after it."""
    site: Site = made.site
    habits = site.habits
    assert habits is not None
    start = moment_of(made.day, 0, 0, site.offset)
    ordered = sorted(made.items, key=lambda one: one.at)
    seen = [one for one in ordered if one.listed]
    shots: list[Shot] = []
    if fresh or fate == "headline-only":
        shots += _lists(site, habits, seen, start, made.day, rng, hidden=fate == "hidden", sure=fate == "headline-only")
    taken = {shot.url for shot in world.shots}
    for one in ordered:
        if one is item or one.sealed or one.url in taken:
            continue
        if one.decoy or rng.random() < 0.7:
            one.captured = True
            at = one.at + timedelta(minutes=rng.choice([20, 90, 300, 1200, 2600]))
            shots += _shots(site, habits, one, ordered, at, rng)
    late = False
    if item is not None:
        item.captured = True
        if fate == "captured":
            late = _cited(site, habits, item, ordered, shots, world.shots, start, rng)
        elif fate == "hidden":
            at = item.at + timedelta(days=rng.randint(100, 900))
            shots.append(Shot(item.url, at, _page(site, habits, item, ordered, at, rng)))
        elif fate == "headline-only" and rng.random() < 0.7:
            shots += _unusable(site, habits, item, rng)
    world.shots += shots
    return late


def _page(site: Site, habits: Habits, item: Any, ordered: Sequence[Any], at: datetime, rng: Random) -> bytes:
    others = [(one.url, one.story.headline) for one in ordered if one is not item and one.listed]
    beside = rng.sample(others, min(_BESIDE, len(others)))
    zone = timedelta(hours=site.offset)
    return draw_rough(site, habits, item.story.headline, item.story.paragraphs, item.at + zone, at + zone, beside)


def _shots(site: Site, habits: Habits, item: Any, ordered: Sequence[Any], at: datetime, rng: Random) -> list[Shot]:
    """One capture, as crawled: some rows come twice, in two spellings."""
    body = _page(site, habits, item, ordered, at, rng)
    found = [Shot(respell(item.url, habits, rng), at, body)]
    if rng.random() < 0.15:
        found.append(Shot(respell(item.url, habits, rng), at + timedelta(seconds=1), body))
    return found


def _lists(
    site: Site, habits: Habits, seen: Sequence[Any], start: datetime, day: Any, rng: Random, *, hidden: bool, sure: bool
) -> list[Shot]:
    """Front, day, section and feed pages."""
    shots: list[Shot] = []
    zone = timedelta(hours=site.offset)

    def drawn(title: str, items: Sequence[Any]) -> bytes:
        labels = [(one.url, one.story.headline) for one in items]
        return draw_rough_list(site, habits, title, labels, [f"{one.at + zone:%H:%M}" for one in items])

    hours = rng.choices([hours for hours, _ in _FRONTS], [weight for _, weight in _FRONTS])[0]
    if (hidden or sure) and not hours:
        hours = (22,)
    for hour in hours:
        at = start + timedelta(hours=hour, minutes=rng.randint(0, 40))
        shown = [one for one in seen if one.at <= at][-_LISTED:][::-1]
        if habits.lists == "frames":
            shots.append(Shot(site.root + "/", at, draw_frames(site.root, site.name)))
            shots.append(Shot(site.root + "/main.html", at + timedelta(seconds=4), drawn(site.name, shown)))
        else:
            shots.append(Shot(respell(site.root + "/", habits, rng), at, drawn(site.name, shown)))
    own = [one for one in seen if site.local_day(one.at) == day]
    if (page := day_page_of(site.root, habits, day)) and rng.random() < 0.7:
        at = start + timedelta(days=rng.choice([1, 2, 40, 300]), hours=3)
        shots.append(Shot(page, at, drawn(f"{site.name} {day:%d.%m.%Y}", own)))
    if habits.feed and rng.random() < 0.8:
        at = start + timedelta(hours=rng.choice([18, 26, 34]))
        shown = [one for one in seen if one.at <= at][-15:][::-1]
        body = draw_feed(site.name, [(one.url, one.story.headline) for one in shown], [one.at for one in shown])
        shots.append(Shot(site.root + "/rss.xml", at, body, mime=rng.choice(["text/xml", "application/rss+xml"])))
    if habits.sections:
        at = start + timedelta(hours=rng.choice([20, 32]))
        shown = [one for one in seen if one.at <= at]
        for place, section in enumerate(_SECTIONS[:2]):
            part = shown[place::2][::-1]
            shots.append(Shot(f"{site.root}/{section}/", at, drawn(f"{site.name}: {section}", part[:8])))
            shots.append(
                Shot(f"{site.root}/{section}/?page=2", at + timedelta(seconds=9), drawn(f"{site.name}: {section}", part[8:]))
            )
    return shots


def _cited(
    site: Site,
    habits: Habits,
    item: Any,
    ordered: Sequence[Any],
    shots: list[Shot],
    held: Sequence[Shot],
    start: datetime,
    rng: Random,
) -> bool:
    """The cited item, captured. Later than its days only where a list of them, or the known pattern, leads to it."""
    needle = item.url.replace("&", "&amp;").encode()
    lists = [shot for shot in (*held, *shots) if shot.url.startswith("http") and needle in shot.body]
    dated = day_page_of(site.root, habits, site.local_day(item.at)) if site.has_day_page else None
    listed = any(shot.at <= start + timedelta(days=3) and _is_list(shot, site) for shot in lists)
    listed = listed or any(shot.url == dated for shot in lists)
    late = rng.random() < 0.25 and (listed or (site.known and site.pattern is not None and "{slug}" in site.pattern))
    first = item.at + (timedelta(days=rng.randint(6, 60)) if late else timedelta(minutes=rng.choice([15, 70, 400, 1500, 3000])))
    url = item.url
    edition = edition_of(url, habits)
    if edition:
        item.also = (edition,)
        if rng.random() < 0.6:
            shots.append(Shot(edition, first + timedelta(minutes=3), _page(site, habits, item, ordered, first, rng)))
            if rng.random() < 0.4 and not late and habits.edition != "mobile":  # the crawl has the edition alone
                item.also = (edition, url)
                item.url = edition
                return False
    if habits.wall and rng.random() < 0.5:
        shots.append(Shot(url, first, draw_wall(site.language)))
        first += timedelta(days=rng.choice([0, 1, 4, 30]), hours=1)
    elif rng.random() < 0.1:
        shots.append(Shot(url, first, b"<html><body>Service Unavailable</body></html>", status=503))
        first += timedelta(hours=2)
    if habits.spelling == "https" and rng.random() < 0.5:
        secure = "https" + url.removeprefix("http")
        shots.append(Shot(url, first, b"", status=301, location=secure))
        shots.append(Shot(secure, first + timedelta(seconds=1), _page(site, habits, item, ordered, first, rng)))
        return late
    if habits.versions and not late:  # a wire's first flash, under an address of its own, with the first sentence alone
        at = item.at - timedelta(minutes=20)
        flash = site.address(at, 100 + rng.randint(0, 899), f"{item.story.headline} 1", "world")
        lead = [item.story.paragraphs[0], "(more)"]
        zone = timedelta(hours=site.offset)
        shots.append(
            Shot(
                flash, at + timedelta(minutes=5), draw_rough(site, habits, item.story.headline, lead, at + zone, at + zone, [])
            )
        )
        item.also = (*item.also, flash)
    shots += _shots(site, habits, item, ordered, first, rng)
    if rng.random() < 0.2:
        shots.append(Shot(url, first + timedelta(days=400), draw_parked(site.host)))
    return late


def _is_list(shot: Shot, site: Site) -> bool:
    path = shot.url.partition(site.host)[2].removeprefix(":80")
    return (
        path in ("/", "/main.html", "/rss.xml")
        or path.startswith(tuple(f"/{one}/?" for one in _SECTIONS))
        or path.rstrip("/") in {f"/{one}" for one in _SECTIONS}
    )


def _unusable(site: Site, habits: Habits, item: Any, rng: Random) -> list[Shot]:
    """Captures of an item's address that show anything but the item."""
    at = item.at + timedelta(days=rng.randint(1, 30))
    how = rng.choice(["gone", "parked", "stub", "wall", "home", "error"])
    gone = (
        f"<html><head><title>{site.name}: page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"
    )
    match how:
        case "parked":
            return [Shot(item.url, at, draw_parked(site.host))]
        case "stub":
            return [Shot(item.url, at, draw_stub(site, habits, item.story.headline, item.story.paragraphs[0]))]
        case "wall":
            return [Shot(item.url, at, draw_wall(site.language))]
        case "home":
            return [Shot(item.url, at, b"", status=302, location=site.root + "/")]
        case "error":
            return [Shot(item.url, at, b"<h1>500</h1>", status=500)]
    return [Shot(item.url, at, gone.encode(habits.charset, "xmlcharrefreplace"))]
