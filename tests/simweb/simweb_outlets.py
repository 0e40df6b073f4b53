"""Made-up outlets of the simulated web: their address shapes, layouts and clocks. synthetic: all hosts end in .example."""

# ruff: noqa: E501 (made-up sentences and markup are data; nothing here is a secret)

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from urllib.parse import quote

from simweb_rough import ROUGH_SHAPES, Habits, day_page_of, guid_of, make_habits

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_RU_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]

#: Shape: path of an item, whether the registry can know a day pattern for it, and that pattern. The shapes are those of news
#: sites of 2000 to 2020: days in the path, ids in path or query, sections, seconds since the epoch, slugs alone.
SHAPES: dict[str, tuple[str, str | None]] = {
    "month-name": ("/world/{t:%Y}/{mon}/{t:%d}/{slug}", "/world/%Y/%b/%d/"),
    "day-slug": ("/{t:%Y}/{t:%m}/{t:%d}/{slug}.html", "/%Y/%m/%d/"),
    "day-id": ("/{t:%Y%m%d}/{id}.html", "/%Y%m%d/"),
    "month-slug": ("/{t:%Y}/{t:%m}/{slug}/", "/%Y/%m/"),
    "query-id": ("/txt.asp?id={id}", None),
    "path-id": ("/article/{id}", None),
    "doc-id": ("/doc/{id}", None),
    "section-id": ("/{section}/{id}.html", None),
    "slug": ("/news/{slug}", None),
    "slug-id": ("/news/{slug}-{id}.html", None),
    "query-day": ("/index.php?date={t:%d-%m-%Y}&id={id}", None),
    "epoch": ("/newsA.php?st={epoch}", None),
}
EVERY_SHAPE = {**SHAPES, **ROUGH_SHAPES}
LAYOUTS = ("modern", "tables", "plain", "undated")


@dataclass(frozen=True)
class Site:
    """One outlet. `offset` is its clock in hours ahead of UTC; `known` whether the registry has a row of it."""

    id: str
    name: str
    host: str
    language: str
    shape: str
    layout: str
    offset: int
    known: bool
    www: bool
    has_day_page: bool
    aggregator: bool = False
    habits: Habits | None = None

    @property
    def root(self) -> str:
        return f"http://{'www.' if self.www else ''}{self.host}"

    @property
    def charset(self) -> str:
        if self.habits:
            return self.habits.charset
        return "windows-1251" if self.language == "ru" and self.layout in ("tables", "plain") else "utf-8"

    @property
    def printed(self) -> str:
        """How articles cite it: by name where it is known, else by host."""
        return self.name if self.known else self.host

    def local_day(self, moment: datetime) -> date:
        return (moment + timedelta(hours=self.offset)).date()

    @property
    def pattern(self) -> str | None:
        """The day pattern of the site's addresses that the registry knows."""
        pattern = EVERY_SHAPE[self.shape][1]
        return pattern if self.habits is None or self.habits.pattern_known else None

    def address(self, moment: datetime, number: int, headline: str, section: str) -> str:
        local = moment + timedelta(hours=self.offset)
        slug = slug_of(headline)
        path = EVERY_SHAPE[self.shape][0].format(
            t=local,
            id=number,
            slug=slug,
            section=section,
            mon=_MONTHS[local.month - 1][:3].lower(),
            epoch=int(moment.timestamp()),
            uslug=slug.replace("-", "_"),
            guid=guid_of(f"{self.host}{number}{headline}"),
            ru=quote("_".join(re.findall(r"\w+", headline.lower())[:8])),
        )
        return self.root + path

    def day_page(self, day: date) -> str:
        if self.habits:
            return day_page_of(self.root, self.habits, day) or f"{self.root}/archive/{day:%Y-%m-%d}"
        return f"{self.root}/archive/{day:%Y-%m-%d}"

    def row(self) -> str:
        """The outlet as a row of an outlets file."""
        zone = {0: "Europe/London", 3: "Europe/Minsk", 5: "Asia/Tashkent", -5: "America/Bogota"}[self.offset]
        lines = [
            "[[outlet]]", f'id = "{self.id}"', f'name = "{self.name}"',
            f'domains = [{{ host = "{self.host}", from = 1999, ref = "invented" }}]',
            f'kind = "{"aggregator" if self.aggregator else "newspaper"}"', 'country = "XO"',
            f'languages = ["{self.language}"]', f'timezone = "{zone}"', 'refs = ["invented"]',
        ]  # fmt: skip
        pattern = self.pattern
        if pattern or self.has_day_page:
            lines.append("[outlet.pages]")
            if pattern:
                lines.append(f'article = ["{pattern}"]')
            if self.has_day_page:
                day = self.habits.day_page if self.habits else None
                known = re.sub(r"\{d:([^}]*)\}", lambda code: code[1], day) if day else "/archive/%Y-%m-%d"
                lines.append(f'day = ["{known}"]')
        return "\n".join(lines) + "\n"


_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def slug_of(headline: str) -> str:
    plain = "".join(_LETTERS.get(letter, letter) for letter in headline.lower())
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:9])


_FIRST = [
    "Steppe",
    "Northern",
    "Harbour",
    "Granite",
    "Morning",
    "Delta",
    "Lantern",
    "Meridian",
    "Copper",
    "Juniper",
    "Falcon",
    "Ridge",
]
_SECOND = ["Herald", "Courier", "Dispatch", "Chronicle", "Observer", "Gazette", "Wire", "Monitor"]
_RU_NAMES = [
    "Vesti Zavolzhya",
    "Golos Stepi",
    "Novaya Zastava",
    "Utro Predgorya",
    "Krai Inform",
    "Polyarny Kuryer",
    "Rubezh Press",
    "Zarya Yuga",
    "Svodka",
    "Portal Vostok",
]


def make_sites(rng: Random, count: int) -> list[Site]:
    """`count` outlets: every shape in turn, half of them Russian, a third unknown to the registry; the last an aggregator."""
    shapes = list(SHAPES)
    rng.shuffle(shapes)
    names = [f"{one} {two}" for one in _FIRST for two in _SECOND]
    rng.shuffle(names)
    russian = list(_RU_NAMES)
    rng.shuffle(russian)
    sites = []
    for place in range(count):
        language = "ru" if place % 2 else "en"
        name = russian.pop() if language == "ru" and russian else names.pop()
        key = slug_of(name).replace("-", "")
        sites.append(
            Site(
                id=f"sim-{place}",
                name=name,
                host=f"{key}.example",
                language=language,
                shape=shapes[place % len(shapes)],
                layout=LAYOUTS[(place // 2) % len(LAYOUTS)],
                offset=rng.choice([0, 3, 5, -5]),
                known=place % 3 != 2 or place == count - 1,
                www=rng.random() < 0.5,
                has_day_page=place % 4 == 0,
                aggregator=place == count - 1,
            )
        )
    return sites


def make_rough_sites(rng: Random, count: int) -> list[Site]:
    """As `make_sites`, with the habits of real sites: half of the shapes are new, and the registry knows fewer patterns."""
    shapes = list(ROUGH_SHAPES) + list(SHAPES)
    rng.shuffle(shapes)
    sites = []
    for place, site in enumerate(make_sites(rng, count)):
        if site.aggregator:
            sites.append(site)
            continue
        habits = make_habits(rng, site.language)
        sites.append(
            replace(
                site,
                shape=shapes[place % len(shapes)],
                habits=habits,
                has_day_page=habits.day_page is not None and rng.random() < 0.6,
            )
        )
    return sites


def draw_page(site: Site, headline: str, paragraphs: tuple[str, ...], moment: datetime, links: list[tuple[str, str]]) -> bytes:
    """An article's page in the outlet's layout, with links to other items as such pages have them."""
    local = moment + timedelta(hours=site.offset)
    shown = (
        f"{local.day} {_RU_MONTHS[local.month - 1]} {local.year} г., {local:%H:%M}"
        if site.language == "ru"
        else f"{_MONTHS[local.month - 1]} {local.day}, {local.year}"
    )
    title, text = html.escape(headline), [html.escape(paragraph) for paragraph in paragraphs]
    aside = "".join(f'<li><a href="{html.escape(url)}">{html.escape(label)}</a></li>' for url, label in links)
    if site.layout == "modern":
        iso = local.replace(tzinfo=None).isoformat() + f"{'+' if site.offset >= 0 else '-'}{abs(site.offset):02}:00"
        page = (
            f'<!DOCTYPE html><html lang="{site.language}"><head><meta charset="utf-8"><title>{title} | {site.name}</title>'
            f'<meta property="article:published_time" content="{iso}"><meta property="og:site_name" content="{site.name}"></head>'
            f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{"".join(f"<p>{one}</p>" for one in text)}</article>'
            f"<aside><ul>{aside}</ul></aside></body></html>"
        )
    elif site.layout == "tables":
        page = (
            f"<html><head><meta http-equiv=Content-Type content='text/html; charset={site.charset}'><title>{site.name}: {title}</title>"
            f"</head><body bgcolor=white><table width=100%><tr><td><a href=/>{site.name}</a></td></tr></table><table><tr><td valign=top>"
            f"<ul>{aside}</ul></td><td><font size=4><b>{title}</b></font><br><i>{shown}</i><br><br>{'<br><br>'.join(text)}</td></tr></table>"
            "</body></html>"
        )
    else:
        dated = f'<div class="date">{shown}</div>' if site.layout == "plain" else ""
        page = (
            f"<html><head><meta http-equiv=Content-Type content='text/html; charset={site.charset}'><title>{title}</title></head><body>"
            f'<div id="top"><a href="/">{site.name}</a></div><h1>{title}</h1>{dated}<div id="text">{"".join(f"<p>{one}</p>" for one in text)}'
            f'</div><div id="more">{aside}</div></body></html>'
        )
    return page.encode(site.charset, "xmlcharrefreplace")


def draw_list(site: Site, title: str, links: list[tuple[str, str]]) -> bytes:
    """A front, section or day page."""
    rows = "".join(f'<div class="item"><a href="{html.escape(url)}">{html.escape(label)}</a></div>' for url, label in links)
    page = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={site.charset}'><title>{html.escape(title)}</title></head>"
        f'<body><h1>{html.escape(title)}</h1><div id="list">{rows}</div></body></html>'
    )
    return page.encode(site.charset, "xmlcharrefreplace")


def moment_of(day: date, hour: int, minute: int, offset: int) -> datetime:
    """A local time of an outlet as UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=offset)
