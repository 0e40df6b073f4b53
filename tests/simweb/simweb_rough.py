"""Habits of real news sites of 2000 to 2020 that make a page hard to find or to read, as seeded features of an outlet.

synthetic: all of it is made up; the habits are those of archives.md and its recordings. Frames, tables, charsets that nobody
declares, ids without days, day lists under five addresses, print, AMP and mobile editions, headlines in capitals or pictures,
mastheads with today's date, walls, stubs and parked domains.
"""

# ruff: noqa: E501, PLR0917 (made-up sentences and markup are data; nothing here is a secret)

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

#: Shape: path of an item, whether the registry can know a day pattern for it, and that pattern.
ROUGH_SHAPES: dict[str, tuple[str, str | None]] = {
    "bare-id": ("/?id={id}", None),
    "wordpress": ("/?p={id}", None),
    "node": ("/node/{id}", None),
    "asp": ("/News.asp?Lang=eng&NewsID={id}", None),
    "guid": ("/item/{guid}", None),
    "news-id": ("/news/{id}/", None),
    "news-day-id": ("/news/{t:%Y}/{t:%m}/{t:%d}/n_{id}.shtml", "/news/%Y/%m/%d/"),
    "arhiv": ("/arhiv/{t:%d.%m.%Y}/{id}.html", "/arhiv/%d.%m.%Y/"),
    "short-day": ("/{t:%y%m%d}/{slug}.html", "/%y%m%d/"),
    "underscored": ("/{t:%Y-%m-%d}_{uslug}.html", "/%Y-%m-%d"),
    "cgi": ("/cgi-bin/show.pl?story={id}&y={t:%Y}&m={t:%m}&d={t:%d}", None),
    "section-slug": ("/{section}/{slug}", None),
    "cyrillic": ("/news/{ru}", None),
    "lenta": ("/lenta/?{id}", None),
    "dashed-day": ("/{section}/{t:%d-%m-%Y}-{slug}.php", None),
}
#: Where a site keeps the list of a day.
DAY_PAGES = (
    "/{d:%Y}/{d:%m}/{d:%d}/",
    "/?date={d:%d.%m.%Y}",
    "/arhiv/{d:%Y}-{d:%m}-{d:%d}.html",
    "/archive.php?y={d:%Y}&m={d:%m}&d={d:%d}",
    "/news/archive/{d:%d%m%Y}",
)


@dataclass(frozen=True)
class Habits:
    """What a site does. `charset_told` whether pages name their charset; `dates` how a page shows its day; `lists` how a front
    page names an item; `spelling` how the crawler wrote its addresses; `edition` which further edition of an item exists."""

    charset: str
    charset_told: bool
    dates: str  # long, dotted, iso, time-only, masthead, none
    lists: str  # titles, capitals, cut, more, picture, frames, bold-time
    page: str  # divs, tables, nested-tables, lines, modern, comments
    day_page: str | None
    feed: bool
    sections: bool
    spelling: str  # plain, port, https, www, mixed
    edition: str  # none, print, amp, mobile
    pattern_known: bool
    busy: bool
    wall: bool
    versions: bool


def make_habits(rng: Random, language: str) -> Habits:
    """The habits of one outlet."""
    return Habits(
        charset=rng.choice(["windows-1251", "koi8-r", "utf-8"]) if language == "ru" else rng.choice(["utf-8", "iso-8859-1"]),
        charset_told=rng.random() < 0.6,
        dates=rng.choice(["long", "long", "dotted", "iso", "time-only", "masthead", "none"]),
        lists=rng.choice(["titles", "titles", "capitals", "cut", "more", "picture", "frames", "bold-time"]),
        page=rng.choice(["divs", "tables", "nested-tables", "lines", "modern", "comments"]),
        day_page=rng.choice(DAY_PAGES) if rng.random() < 0.45 else None,
        feed=rng.random() < 0.3,
        sections=rng.random() < 0.4,
        spelling=rng.choice(["plain", "port", "https", "www", "mixed"]),
        edition=rng.choice(["none", "none", "print", "amp", "mobile"]),
        pattern_known=rng.random() < 0.5,
        busy=rng.random() < 0.3,
        wall=rng.random() < 0.2,
        versions=rng.random() < 0.3,
    )


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


def guid_of(text: str) -> str:
    """32 hexadecimal digits."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def respell(url: str, habits: Habits, rng: Random) -> str:
    """The same address as another link or crawl wrote it: index keys are equal, originals are not."""
    how = habits.spelling
    if how == "mixed":
        how = rng.choice(["plain", "port", "https", "www"])
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if how == "port":
        return f"{scheme}://{host}:80{slash}{path}"
    if how == "https":
        return f"https://{host}{slash}{path}"
    if how == "www":
        host = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return f"{scheme}://{host}{slash}{path}"


def edition_of(url: str, habits: Habits) -> str | None:
    """The address of an item's print, AMP or mobile edition."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if habits.edition == "print":
        return url + ("&" if "?" in url else "?") + "print=1"
    if habits.edition == "amp":
        return f"{scheme}://{host}/amp{slash}{path}"
    if habits.edition == "mobile":
        return f"{scheme}://m.{host.removeprefix('www.')}{slash}{path}"
    return None


def _shown(local: datetime, habits: Habits, language: str) -> str:
    match habits.dates:
        case "long":
            if language == "ru":
                return f"{local.day} {_RU_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
            return f"{_MONTHS[local.month - 1]} {local.day}, {local.year} {local:%H:%M}"
        case "dotted":
            return f"{local:%d.%m.%Y %H:%M}"
        case "iso":
            return f"{local:%Y-%m-%d %H:%M}"
        case "time-only":
            return f"{local:%H:%M}"
    return ""


def draw_rough(
    site: object,
    habits: Habits,
    headline: str,
    paragraphs: Sequence[str],
    local: datetime,
    shot: datetime,
    links: Sequence[tuple[str, str]],
) -> bytes:
    """An article's page. `local` is the site's time of the item, `shot` that of the capture, for mastheads."""
    language, name = str(getattr(site, "language", "en")), str(getattr(site, "name", ""))
    title = html.escape(headline)
    shown = _shown(local, habits, language)
    today = f"{_RU_MONTHS[shot.month - 1] if language == 'ru' else _MONTHS[shot.month - 1]} {shot.day}, {shot.year}"
    mast = f"<div>{today}</div>" if habits.dates == "masthead" else ""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={habits.charset}">' if habits.charset_told else ""
    text = [html.escape(one) for one in paragraphs]
    words = (
        ("Политика", "Экономика", "Общество", "Спорт", "Поиск", "Контакты")
        if language == "ru"
        else ("Politics", "Economy", "Society", "Sports", "Search", "Contact us")
    )
    menu = "".join(f'<td><a href="/{n}/">{word}</a></td>' for n, word in enumerate(words))
    more = "".join(f'<li><a href="{html.escape(url)}">{html.escape(label)}</a>' for url, label in links)
    head = f"<html><head>{meta}<title>{name} - {title}</title></head>"
    match habits.page:
        case "tables":
            body = f"<body>{mast}<table border=0><tr>{menu}</tr></table><table width=780><tr><td width=150><ul>{more}</ul></td><td><h3>{title}</h3><small>{shown}</small><p>{'<p>'.join(text)}</td></tr></table></body>"
        case "nested-tables":
            cells = "".join(f"<tr><td><font face=Arial size=2>{one}</font></td></tr>" for one in text)
            body = f"<body topmargin=0>{mast}<table><tr>{menu}</tr></table><table><tr><td><table><tr><td bgcolor=#cccccc><font size=1>{shown}</font></td></tr><tr><td><b>{title}</b></td></tr>{cells}</table></td><td><table>{more}</table></td></tr></table></body>"
        case "lines":
            body = f"<body>{mast}<a href=/>{name}</a><hr>{shown}<br><b>{title}</b><br><br>{'<br>'.join(text)}<hr>{more}</body>"
        case "modern":
            iso = f"{local:%Y-%m-%dT%H:%M:%S}"
            dated = f'<meta property="article:published_time" content="{iso}">' if habits.dates in ("long", "iso") else ""
            head = f'<!DOCTYPE html><html lang="{language}"><head>{meta}<title>{title} | {name}</title><meta property="og:title" content="{title}">{dated}</head>'
            body = f"<body><header>{mast}<ul>{more}</ul></header><main><article><h1>{title}</h1><time>{shown}</time>{''.join(f'<p>{one}</p>' for one in text)}</article></main></body>"
        case "comments":
            later = local + timedelta(days=2)
            body = f'<body>{mast}<div id="menu"><table><tr>{menu}</tr></table></div><h1>{title}</h1><div class="d">{shown}</div><div class="text"><p>{"</p><p>".join(text)}</p></div><div id="comments"><div>guest, {later:%d.%m.%Y %H:%M}<p>{"Опять одно и то же, надоело." if language == "ru" else "Nothing ever changes here, what a shame."}</p></div></div><ul>{more}</ul></body>'
        case _:
            body = f'<body>{mast}<div class="nav"><table><tr>{menu}</tr></table></div><div class="main"><div class="title">{title}</div><div class="date">{shown}</div><div class="lead">{text[0]}</div>{"".join(f"<div>{one}</div>" for one in text[1:])}</div><div class="side"><ul>{more}</ul></div></body>'
    return f"{head}{body}</html>".encode(habits.charset, "xmlcharrefreplace")


def draw_rough_list(site: object, habits: Habits, title: str, links: Sequence[tuple[str, str]], times: Sequence[str]) -> bytes:
    """A front, section or day page in the site's manner."""
    rows = []
    for (url, label), time in zip(links, times, strict=True):
        link = html.escape(url)
        text = html.escape(label)
        match habits.lists:
            case "capitals":
                rows.append(f'<p><a href="{link}">{html.escape(label.upper())}</a></p>')
            case "cut":
                words = label.split()
                rows.append(f'<li><a href="{link}">{html.escape(" ".join(words[:6]))}{"..." if len(words) > 6 else ""}</a>')
            case "more":
                rows.append(
                    f'<tr><td><b>{text}</b><br><a href="{link}">{"подробнее" if getattr(site, "language", "en") == "ru" else "read more"} &raquo;</a></td></tr>'
                )
            case "picture":
                rows.append(f'<td><a href="{link}"><img src="/i/{guid_of(url)[:6]}.gif" alt="{text}"></a></td>')
            case "bold-time":
                rows.append(f'<div><b>{time}</b> <a href="{link}">{text}</a></div>')
            case _:
                rows.append(f'<div><a href="{link}">{text}</a></div>')
    told = f'<meta http-equiv="Content-Type" content="text/html; charset={habits.charset}">' if habits.charset_told else ""
    page = f"<html><head>{told}<title>{html.escape(title)}</title></head><body><table>{''.join(rows)}</table></body></html>"
    return page.encode(habits.charset, "xmlcharrefreplace")


def draw_frames(root: str, name: str) -> bytes:
    """A front page that is a frameset: the list is in one of its frames."""
    return (
        f"<html><head><title>{name}</title></head><frameset cols='20%,80%'><frame src='{root}/menu.html'>"
        f"<frame src='{root}/main.html' name='main'><noframes>Your browser does not support frames.</noframes></frameset></html>"
    ).encode()


def draw_feed(name: str, links: Sequence[tuple[str, str]], moments: Sequence[datetime]) -> bytes:
    """An RSS feed of the newest items."""
    items = "".join(
        f"<item><title>{html.escape(label)}</title><link>{html.escape(url)}</link><pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for (url, label), at in zip(links, moments, strict=True)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{html.escape(name)}</title>{items}</channel></rss>'.encode()


def draw_wall(language: str) -> bytes:
    """What a crawler is shown in place of the page: a cookie wall."""
    text = (
        "Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с политикой конфиденциальности."
        if language == "ru"
        else "We value your privacy. To continue to this site, please accept cookies and confirm that you have read our privacy policy."
    )
    return f"<html><head><meta charset=utf-8><title>Consent</title></head><body><p>{text}</p><button>OK</button></body></html>".encode()


def draw_parked(host: str) -> bytes:
    """The domain was sold."""
    return f"<html><head><title>{host}</title></head><body><h1>{host}</h1><p>The domain {host} may be for sale. Related searches: loans, travel, insurance, dating.</p></body></html>".encode()


def draw_stub(site: object, habits: Habits, headline: str, lead: str) -> bytes:
    """A paywall: the headline and the beginning of the first sentence."""
    words = " ".join(lead.split()[:6])
    told = f'<meta http-equiv="Content-Type" content="text/html; charset={habits.charset}">' if habits.charset_told else ""
    page = f"<html><head>{told}<title>{html.escape(headline)}</title></head><body><h1>{html.escape(headline)}</h1><p>{html.escape(words)}...</p><p>Subscribe to read the full article. Already a subscriber? Log in.</p></body></html>"
    return page.encode(habits.charset, "xmlcharrefreplace")


def day_page_of(root: str, habits: Habits, day: date) -> str | None:
    """The address of a day's list."""
    return root + habits.day_page.format(d=day) if habits.day_page else None
