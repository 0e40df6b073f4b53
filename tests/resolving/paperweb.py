"""A small made-up web and archives that hold parts of it, for tests. synthetic: no outlet, event or person in it is real."""

import hashlib
from datetime import UTC, datetime, timedelta

from provenance.catalog.addresses import host_of, page_key
from provenance.model.answer import Capture, Content, Found, Gap, QueryRecord, Replayed
from provenance.model.citation import Citation, CitedDate, CitedSource, Reference
from provenance.model.claim import CitationLink, Claim
from provenance.model.dates import PartialDate, parse_date
from provenance.model.document import Document
from provenance.model.outlet import Domain, DomainOn, LookupAnswer, Name, Outlet, OutletCandidate, Pages
from provenance.model.reading import Reading

DAY = datetime(2013, 10, 22, 9, 30, tzinfo=UTC)


class PaperArchive:
    """An archive in memory. `fault(number, request)` may answer in its place; `asked` lists every request."""

    sends_words = False

    def __init__(self, captures=(), *, id="paper", fault=None, refused=(), limit=None):
        self.id, self.title = id, f"{id} archive"
        self.captures = list(captures)
        self.fault, self.refused, self.limit = fault, refused, limit
        self.asked = []

    def look_up(self, query):
        request = f"cdx {query.match} {query.url} {query.since} {query.until}"
        gap = self._gap(request, query.url)
        if gap:
            return gap
        found = sorted((c for c in self.captures if self._in(query, c)), key=lambda c: (page_key(c["url"]), c["at"]))
        rows, seen = [], set()
        for capture in found:
            key = page_key(capture["url"])
            if query.one_per_page and key in seen:
                continue
            seen.add(key)
            rows.append(self._capture(capture))
        if not rows:
            return Gap(outcome="empty", reason="no captures", records=self._record(request, "empty"))
        limit = min(query.limit, self.limit or query.limit)
        return Found(captures=tuple(rows[:limit]), complete=len(rows) <= limit, records=self._record(request, "found"))

    def replay(self, capture):
        request = f"replay {capture.archive_url}"
        gap = self._gap(request, capture.url)
        if gap:
            return gap
        held = next(c for c in self.captures if self._capture(c).archive_url == capture.archive_url)
        if held.get("unplayable"):
            return Gap(outcome="empty", reason="not playable", records=self._record(request, "empty"))
        body = held["body"] if isinstance(held["body"], bytes) else held["body"].encode()
        final = held.get("leads_to")
        content = Content(
            archive=self.id,
            asked_url=held["url"],
            url=final or held["url"],
            captured_at=held["at"],
            archive_url=capture.archive_url,
            status=held.get("status", 200),
            headers=(("Content-Type", held.get("type", "text/html; charset=utf-8")),),
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            redirects=(held["url"], final) if final else (),
        )
        return Replayed(content=content, records=self._record(request, "found"))

    def close(self):
        pass

    def _gap(self, request, url):
        self.asked.append(request)
        if any(host_of(url).endswith(host) for host in self.refused):
            return Gap(outcome="refused", reason="the site is excluded", records=self._record(request, "refused"))
        outcome = self.fault(len(self.asked) - 1, request) if self.fault else None
        return Gap(outcome=outcome, reason=f"made to be {outcome}", records=self._record(request, outcome)) if outcome else None

    def _record(self, request, outcome):
        return (QueryRecord(archive=self.id, request=request, outcome=outcome, answered_at=DAY),)

    def _capture(self, held):
        return Capture(
            archive=self.id,
            url=held["url"],
            urlkey=page_key(held["url"]),
            captured_at=held["at"],
            status=held.get("status", 200),
            mime="text/html",
            archive_url=f"https://{self.id}.example/web/{held['at']:%Y%m%d%H%M%S}id_/{held['url']}",
        )

    @staticmethod
    def _in(query, held):
        if (query.since and held["at"] < query.since) or (query.until and held["at"] > query.until):
            return False
        if query.successful_only and held.get("status", 200) >= 400:
            return False
        mine, asked = page_key(held["url"]), page_key(query.url)
        match query.match:
            case "exact":
                return mine == asked
            case "prefix":
                return mine.startswith(asked)
            case "host":
                return host_of(held["url"]) == host_of(query.url)
            case _:
                host = host_of(query.url)
                return host_of(held["url"]) == host or host_of(held["url"]).endswith(f".{host}")


class PaperRegistry:
    """The outlets of the made-up web; a host that it does not know is its own outlet, as in the real one."""

    def __init__(self, outlets):
        self.rows = {outlet.id: outlet for outlet in outlets}

    user_rows = {}

    @property
    def ids(self):
        return tuple(self.rows)

    def outlet(self, id):
        return self.rows.get(id)

    def look_up(self, name, *, on=None, country=None, publication=None, language=None, suggest=True):
        wanted = name.casefold()
        if wanted == "echo":
            both = tuple(
                OutletCandidate(outlet=id, outlet_name=id.title(), why="bears this name") for id in ("echo-a", "echo-b")
            )
            return LookupAnswer(name=name, on=on, answer="ambiguous", rule="key", candidates=both)
        for outlet in self.rows.values():
            names = {
                outlet.name.casefold(),
                outlet.id,
                *(n.text.casefold() for n in outlet.names),
                *(d.host for d in outlet.domains),
            }
            if wanted in names:
                domains = tuple(DomainOn(host=d.host, path=d.path, on_date=_on(d, on)) for d in outlet.domains)
                answer = "no_web" if outlet.web == "no" else "outlet"
                return LookupAnswer(
                    name=name, on=on, answer=answer, outlet=outlet.id, outlet_name=outlet.name, rule="key", domains=domains
                )
        if "." in name:
            return LookupAnswer(name=name, on=on, answer="outlet", rule="host", domains=(DomainOn(host=wanted),))
        return LookupAnswer(name=name, on=on, answer="unknown", rule="none")


def _on(domain, on):
    if on is None or (domain.since is None and domain.until is None):
        return None
    return (domain.since or 0) <= on.window.last.year and on.window.first.year <= (domain.until or 9999)


OUTLETS = (
    Outlet(
        id="primer",
        name="Primer",
        names=(Name(text="Пример", kind="native", lang="ru"),),
        domains=(Domain(host="primer.example"),),
        pages=Pages(sections=("/world/",)),
        kind="wire",
        languages=("ru",),
        timezone="Europe/Moscow",
    ),
    Outlet(
        id="sample",
        name="Daily Sample",
        domains=(Domain(host="sample.example", since=2001), Domain(host="oldsample.example", until=2000)),
        pages=Pages(article=("/world/%Y/%b/%d/",)),
        kind="newspaper",
        languages=("en",),
        timezone="Europe/London",
    ),
    Outlet(
        id="gazette", name="Old Gazette", domains=(Domain(host="gazette.example"),), kind="newspaper", timezone="Asia/Almaty"
    ),
    Outlet(id="hoard", name="Hoard", domains=(Domain(host="hoard.example"),), kind="aggregator"),
    Outlet(id="tape", name="Tape Studio", kind="militant", web="no"),
)


def html(title, *paragraphs, links=(), head="", date=""):
    """A plain modern page."""
    anchors = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in links)
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    dated = f'<div class="date">{date}</div>' if date else ""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{dated}{body}</article><ul class='more'>{anchors}</ul></body></html>"
    )


def old_table(title, date, *paragraphs, encoding="windows-1251"):
    """A page as sites were made around 2000: tables, fonts, no doctype, no article element, a charset of its own."""
    body = "<br><br>".join(paragraphs)
    page = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={encoding}'>"
        f"<title>Old Gazette: {title}</title></head>"
        "<body bgcolor=white><table width=100%><tr><td><a href=/>Main</a> <a href=/arch.html>Archive</a></td></tr></table>"
        f"<table><tr><td><font size=4><b>{title}</b></font><br><i>{date}</i><br><br>{body}</td></tr></table></body></html>"
    )
    return page.encode(encoding)


def meta_date(day):
    """The metadata of a publication time."""
    return f'<meta property="article:published_time" content="{day}">'


def at(days=0, hours=0):
    """A time after the cited day's morning."""
    return DAY + timedelta(days=days, hours=hours)


BRIDGE = (
    "A bridge over the Tavda river collapsed near the town of Lugovaya on Tuesday, killing 14 workers, the regional governor "
    "Pyotr Sedov said.",
    "Rescuers pulled 23 people from the water. Prosecutors opened a case against the builder, Mostroi, "
    "officials said in Lugovaya.",
    "The bridge was opened in 1998 and had been under repair since the spring, when an inspection found "
    "cracks in two of its pillars.",
)
BRIDGE_CLAIM = "A bridge over the Tavda river collapsed near Lugovaya, killing 14 workers, governor Pyotr Sedov said."
FERRY = (
    "The Tavda ferry service will return next week after repairs, the town council of Lugovaya said in a statement on Tuesday.",
    "The ferry carries about 300 passengers a day between the two banks and was taken out of service in "
    "August for an inspection.",
    "Tickets will cost as much as before, the council said, and a second boat is to be bought before the summer of next year.",
)
FAIR = (
    "The autumn book fair opened in the capital on Tuesday with a record number of publishers from thirty "
    "countries, its director said.",
    "Visitors can meet poets and novelists during the week, and an evening of readings for children is planned for Saturday.",
    "The fair was founded by three booksellers and has moved into the old tram depot, which was rebuilt for "
    "it over the summer.",
)
VIDEO_RU = (
    "Около 150 казахстанцев, среди них женщины и дети, показаны в видео, снятом в Сирии под Алеппо, сообщил в среду "
    "представитель комитета национальной безопасности Кабир Омаров.",
    "По его словам, запись под названием «Письма» появилась в интернете в июле 2013 года. Следствие проверяет 27 человек.",
    "Власти Казахстана намерены вернуть детей домой, заявил Омаров на пресс-конференции в Астане.",
)
VIDEO_CLAIM = (
    "A video showed about 150 Kazakhstanis with their wives and children near Aleppo in Syria, Kabir Omarov said in July 2013."
)
SPORT_RU = (
    "Сборная по хоккею проведет в Сочи открытую тренировку, сообщил главный тренер команды Игорь Лаптев во вторник.",
    "Билеты на тренировку будут бесплатными, их раздадут школьникам города и участникам молодежных турниров.",
    "Команда готовится к турниру, который начнется в декабре, и проведет до него шесть матчей.",
)


def sample_web():
    """Daily Sample: slugs with days; the item, two decoys of the same day, a front page."""
    host = "http://www.sample.example"
    item, ferry, fair = (
        f"{host}/world/2013/oct/22/{s}" for s in ("bridge-collapse-tavda", "tavda-ferry-returns", "book-fair-opens")
    )
    links = (
        (item, "Bridge collapse on Tavda river kills 14 workers"),
        (ferry, "Tavda ferry to return next week"),
        (fair, "Book fair opens"),
    )
    return [
        {
            "url": item,
            "at": at(40),
            "body": html("Bridge collapse on Tavda river kills 14 workers", *BRIDGE, head=meta_date("2013-10-22T11:00:00Z")),
        },
        {
            "url": ferry,
            "at": at(1),
            "body": html("Tavda ferry to return next week", *FERRY, head=meta_date("2013-10-22T12:00:00Z")),
        },
        {
            "url": fair,
            "at": at(1),
            "body": html("Book fair opens with readings", *FAIR, head=meta_date("2013-10-22T08:00:00Z")),
        },
        {"url": f"{host}/", "at": at(0, 9), "body": html("Daily Sample", links=links)},
        {"url": f"{host}/world", "at": at(0, 8), "body": html("World", links=links)},
    ]


def primer_web():
    """Primer: Russian, ids for addresses, windows-1251, headlines only on front and section pages."""
    host = "http://primer.example"
    item, sport = f"{host}/txt.asp?id=336423", f"{host}/txt.asp?id=336424"
    links = (
        (item, "Около 150 казахстанцев показаны в видео из Сирии"),
        (sport, "Сборная по хоккею проведет в Сочи тренировку"),
    )
    return [
        {
            "url": item,
            "at": at(20),
            "body": html("Около 150 казахстанцев показаны в видео из Сирии", *VIDEO_RU, date="22 октября 2013 года 13:05"),
        },
        {
            "url": sport,
            "at": at(2),
            "body": html("Сборная по хоккею проведет в Сочи тренировку", *SPORT_RU, date="22 октября 2013 года 10:05"),
        },
        {"url": f"{host}/", "at": at(0, 8), "body": html("Пример", links=links)},
    ]


def gazette_web():
    """Old Gazette: tables, numbered files, no metadata, day only as printed."""
    host = "http://gazette.example"
    return [
        {
            "url": f"{host}/art/1071.html",
            "at": at(1),
            "body": old_table("Bridge on Tavda falls", "October 22, 2013", *BRIDGE),
            "type": "text/html",
        },
        {
            "url": f"{host}/art/1072.html",
            "at": at(1),
            "body": old_table("Book fair", "October 22, 2013", *FAIR),
            "type": "text/html",
        },
        {
            "url": f"{host}/art/1001.html",
            "at": at(1),
            "body": old_table("Bridge watched", "October 2, 2013", *BRIDGE),
            "type": "text/html",
        },
        {
            "url": f"{host}/",
            "at": at(0, 2),
            "body": html("Old Gazette", links=((f"{host}/art/1072.html", "Book fair opens in the capital"),)),
        },
    ]


def hoard_copy(name="Primer"):
    """A page of another outlet that credits an agency for the same story."""
    text = (f"LUGOVAYA ({name}) - {BRIDGE[0]}", *BRIDGE[1:], f"{name} reported the news on Tuesday.")
    return {
        "url": "http://hoard.example/2013/10/22/tavda-bridge-collapse-news",
        "at": at(1),
        "body": html("Tavda bridge collapse kills 14", *text, head=meta_date("2013-10-22T15:00:00Z")),
    }


def reading(*items):
    """A reading with one claim and one citation an item: {"name", "claim", "date", and any field of Citation}."""
    text, references, citations, claims = "", [], [], []
    for number, given in enumerate(items, 1):
        item = dict(given)
        claim, name, day = item.pop("claim"), item.pop("name", None), item.pop("date", None)
        source = {"kind": item.pop("kind", "outlet"), "outlet": item.pop("outlet", None), "lost": item.pop("lost", False)}
        readings = item.pop("readings", None)
        start = len(text)
        printed = f"({name}, {day})"
        text += f"{claim} {printed}. "
        begin = start + len(claim) + 1
        value = parse_date(day) if day else None
        date = None
        if value is not None:
            values = tuple(parse_date(one) for one in readings) if readings else (value,)
            date = CitedDate(text=day, value=value, precision=value.precision, readings=values)
        span = {"start": begin, "end": begin + len(printed), "text": printed}
        references.append(Reference(id=f"r{number}", style="parenthetical", citations=(f"c{number}",), **span))
        citations.append(
            Citation(
                id=f"c{number}", reference=f"r{number}", source=CitedSource(name=name, **source), date=date, **span, **item
            )
        )
        claims.append(
            Claim(
                id=f"s{number}",
                start=start,
                end=begin,
                text=claim,
                need="must",
                citations=(CitationLink(id=f"c{number}", coverage="direct"),),
                sentence=(start, len(text)),
            )
        )
    document = Document(
        source="article.txt",
        format="text",
        title=None,
        published=PartialDate(2013, 12, 1),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return Reading(document=document, references=tuple(references), citations=tuple(citations), claims=tuple(claims))


def bridge(**changes):
    """A citation of the bridge story in Daily Sample."""
    return {"name": "Daily Sample", "claim": BRIDGE_CLAIM, "date": "2013-10-22"} | changes
