"""Writes examples/archive/*.warc: the small archive that the example's article is audited against.

Everything in it is invented for this project: outlets, people, events. Run it again and the bytes are the same
(fixed times, name-based record ids, no compression, whose bytes would depend on the zlib at hand).

    python examples/make_archive.py [FOLDER]
"""

from __future__ import annotations

import html
import io
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FOLDER = Path(__file__).resolve().parent / "archive"


@dataclass(frozen=True)
class Captured:
    """One capture: an address, the time (UTC, ISO 8601) and what the site answered."""

    url: str
    time: str
    body: str
    status: str = "200 OK"
    charset: str = "utf-8"
    location: str = ""


# --- layouts: one of today, one plain, one of the table years ---


def modern(site: str, title: str, published: str, paragraphs: list[str], *, author: str = "", lang: str = "en") -> str:
    text = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs)
    byline = f'<p class="byline">By {html.escape(author)}</p>' if author else ""
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{html.escape(title)} - {site}</title>
<meta property="og:site_name" content="{site}"><meta property="og:title" content="{html.escape(title)}">
<meta property="article:published_time" content="{published}"></head>
<body><header><nav><a href="/">{site}</a> <a href="/business/">Business</a> <a href="/contact">Contact</a></nav></header>
<main><article><h1>{html.escape(title)}</h1>{byline}<time datetime="{published}">{published[:10]}</time>
{text}
</article></main>
<footer><p>Copyright {site}. All rights reserved. Write to the newsroom.</p></footer></body></html>
"""


def plain(site: str, title: str, printed: str, paragraphs: list[str], *, lang: str = "en") -> str:
    text = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs)
    return f"""<html lang="{lang}"><head><title>{site}: {html.escape(title)}</title></head>
<body><div id="menu"><a href="/">{site}</a> | <a href="/about">About</a></div>
<div id="content"><h2>{html.escape(title)}</h2><div class="date">{printed}</div>
{text}
</div><div id="foot">{site}</div></body></html>
"""


def tables(site: str, title: str, printed: str, paragraphs: list[str]) -> str:
    text = "<br><br>\n".join(html.escape(p, quote=False) for p in paragraphs)
    return f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=windows-1251">
<TITLE>{html.escape(title)} :: {site}</TITLE></HEAD>
<BODY bgcolor="#ffffff"><TABLE width="100%"><TR><TD width="160" valign="top"><A href="/">{site}</A><BR><A href="/about">О нас</A></TD>
<TD valign="top"><B>{html.escape(title)}</B><BR><FONT size="1">{printed}</FONT><BR><BR>
{text}
</TD></TR></TABLE></BODY></HTML>
"""


def front(site: str, links: list[tuple[str, str]], *, lang: str = "en", charset: str = "utf-8") -> str:
    items = "\n".join(f'<li><a href="{url}">{html.escape(title)}</a></li>' for url, title in links)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{site}</title></head>
<body><h1>{site}</h1><ul class="headlines">
{items}
</ul></body></html>
"""


# --- the invented web ---

TELEGRAPH = "http://sarniktelegraph.example"
ORVINFORM = "http://orvinform.example"
NOVOSTI = "http://novosti-sarnika.example"
PRICHAL = "http://prichal.example"
COURIER = "http://dalnikcourier.example"
TOLMPRESS = "http://tolmpress.example"
GRANITSA = "http://granitsa.example"
VESTNIK = "http://vestnik.example"
HARBOUR = "http://harbourwatch.example"
MONITOR = "http://steppemonitor.example"


def telegraph() -> list[Captured]:
    site = "Sarnik Telegraph"
    vote = modern(
        site,
        "Parliament Leases Dalnik Salt Port to Severmar",
        "2019-03-05T08:10:00+05:00",
        [
            "The Orvenian parliament voted 61 to 38 on Monday, March 4, to lease the salt port of Dalnik to the Tolmian shipping "
            "company Severmar for 25 years.",
            "The vote followed nine hours of debate. Four deputies of the governing bloc stayed away, and the speaker twice "
            "cleared the gallery.",
            "Under the contract Severmar takes over the quays, the salt sheds and the railway spur. The state keeps the land and "
            "the lighthouse.",
            "The opposition announced that it would ask the constitutional court to look at the lease.",
        ],
        author="Lena Osk",
    )
    decoy = modern(
        site,
        "Parliament Delays Vote on Fishing Quotas",
        "2019-03-05T09:30:00+05:00",
        [
            "The Orvenian parliament put off a vote on fishing quotas on Monday after the lease debate ran late into the night.",
            "The quotas for herring and sprat expire at the end of April. Boat owners in Dalnik said they could wait a week, but "
            "not a month.",
            "A new date has not been set. The speaker said that the committee would meet again on Thursday.",
        ],
    )
    jobs = modern(
        site,
        "Finance Ministry Sees Hundreds of Jobs in Port Lease",
        "2019-03-09T07:45:00+05:00",
        [
            "The lease of the salt port will create about 300 jobs in its first five years, the finance ministry said on Friday in "
            "a note to deputies.",
            "Most of them would be in dredging and in the repair of the quays. The ministry gave no figure for the salt sheds, where "
            "work is seasonal.",
            "A spokesman said that the estimate rested on the plans that Severmar had shown to the government.",
        ],
    )
    frigates = modern(
        site,
        "Two Tolmian Frigates Due in Dalnik in May, Agency Says",
        "2019-03-09T11:20:00+05:00",
        [
            "Tolmia's navy plans to send the frigates Grom and Shkval to Dalnik in May, Tolmpress reported on Friday, citing a naval "
            "officer.",
            "The port authority in Dalnik said that it knew of no such visit. The defence ministry in Sarnik did not answer "
            "questions.",
            "Warships of Tolmia last called at an Orvenian harbour in 2011, when a training ship stayed for three days.",
        ],
    )
    vote_path, decoy_path = (
        "/2019/03/05/parliament-leases-dalnik-salt-port.html",
        "/2019/03/05/vote-on-fishing-quotas-delayed.html",
    )
    jobs_path, frigates_path = (
        "/2019/03/09/finance-ministry-jobs-port-lease.html",
        "/2019/03/09/two-tolmian-frigates-due-in-may.html",
    )
    return [
        Captured(
            TELEGRAPH + "/",
            "2019-03-05T06:00:00Z",
            front(
                site,
                [
                    (vote_path, "Parliament Leases Dalnik Salt Port to Severmar"),
                    (decoy_path, "Parliament Delays Vote on Fishing Quotas"),
                    ("/weather", "Fog on the Coast Until Thursday"),
                ],
            ),
        ),
        Captured(TELEGRAPH + vote_path, "2019-03-05T06:02:11Z", vote),
        Captured(TELEGRAPH + decoy_path, "2019-03-05T06:02:40Z", decoy),
        Captured(
            TELEGRAPH + "/",
            "2019-03-09T05:30:00Z",
            front(
                site,
                [
                    (jobs_path, "Finance Ministry Sees Hundreds of Jobs in Port Lease"),
                    (frigates_path, "Two Tolmian Frigates Due in Dalnik in May, Agency Says"),
                ],
            ),
        ),
        Captured(TELEGRAPH + jobs_path, "2019-03-09T05:31:10Z", jobs),
        Captured(TELEGRAPH + frigates_path, "2019-03-09T08:00:05Z", frigates),
    ]


def orvinform() -> list[Captured]:
    site = "Орвинформ"
    speech = tables(
        site,
        "Великова назвала аренду порта Дальник «дверью, а не флагом»",
        "4 марта 2019 г., 21:40",
        [
            "САРНИК, 4 марта - Орвинформ. Премьер-министр Орвении Марта Великова в телевизионном обращении вечером в понедельник "
            "назвала аренду порта Дальник «дверью, а не флагом».",
            "По словам Великовой, договор с компанией «Севермар» заключен на 25 лет и не затрагивает суверенитета страны.",
            "Парламент одобрил аренду 61 голосом против 38.",
        ],
    )
    other = tables(
        site,
        "Цены на соль выросли на 4 процента",
        "4 марта 2019 г., 12:05",
        [
            "САРНИК, 4 марта - Орвинформ. Оптовые цены на соль в Орвении выросли за февраль на 4 процента, сообщило министерство "
            "торговли.",
            "Рост объясняют зимними штормами, которые закрыли порт Дальник на девять дней.",
        ],
    )
    council = tables(
        site,
        "Совбез: иностранный контроль над портом стал бы «раной на побережье»",
        "20 декабря 2018 г., 16:15",
        [
            "САРНИК, 20 декабря - Орвинформ. Совет безопасности Орвении предупредил, что иностранный контроль над соляным портом "
            "Дальник стал бы «раной на побережье».",
            "Заявление принято на закрытом заседании в декабре. Секретарь совета отказался назвать страну, о которой шла речь.",
        ],
    )
    first, second, third = "/news/?id=48211", "/news/?id=48190", "/news/?id=45877"
    return [
        Captured(
            ORVINFORM + "/",
            "2019-03-04T18:00:00Z",
            front(
                site,
                [
                    (first, "Великова назвала аренду порта Дальник «дверью, а не флагом»"),
                    (second, "Цены на соль выросли на 4 процента"),
                ],
                lang="ru",
                charset="windows-1251",
            ),
            charset="windows-1251",
        ),
        Captured(ORVINFORM + first, "2019-03-04T18:03:00Z", speech, charset="windows-1251"),
        Captured(ORVINFORM + second, "2019-03-04T18:03:30Z", other, charset="windows-1251"),
        Captured(
            ORVINFORM + "/",
            "2018-12-20T15:00:00Z",
            front(
                site,
                [(third, "Совбез: иностранный контроль над портом стал бы «раной на побережье»")],
                lang="ru",
                charset="windows-1251",
            ),
            charset="windows-1251",
        ),
        Captured(ORVINFORM + third, "2018-12-20T15:01:00Z", council, charset="windows-1251"),
    ]


def novosti() -> list[Captured]:
    site = "Новости Сарника"
    strike = modern(
        site,
        "Полиция задержала девять докеров у конторы порта Дальник",
        "2019-03-07T10:00:00+05:00",
        [
            "Полиция задержала девять докеров у конторы порта Дальник в среду, 6 марта, во время забастовки.",
            "Докеры прекратили работу утром 6 марта, через два дня после голосования в парламенте об аренде порта. К полудню у "
            "здания портовой конторы собралось около двухсот человек.",
            "Адвокат задержанных сообщил, что к вечеру семеро из девяти были отпущены.",
        ],
        lang="ru",
    )
    old, new = "/20190307/zaderzhany-dokery.html", "/news/2019/03/07/zaderzhany-dokery"
    return [
        Captured(
            NOVOSTI + "/",
            "2019-03-07T07:00:00Z",
            front(
                site,
                [
                    (old, "Полиция задержала девять докеров у конторы порта Дальник"),
                    ("/20190307/futbol.html", "«Сарник» сыграл вничью с «Маяком»"),
                ],
                lang="ru",
            ),
        ),
        # The site moved its items in April; the capture of the old address is a redirect to the new one.
        Captured(NOVOSTI + old, "2019-04-20T09:00:00Z", "", status="301 Moved Permanently", location=NOVOSTI + new),
        Captured(NOVOSTI + new, "2019-04-20T09:00:02Z", strike),
        Captured(
            NOVOSTI + "/20190307/futbol.html",
            "2019-03-07T07:05:00Z",
            modern(
                site,
                "«Сарник» сыграл вничью с «Маяком»",
                "2019-03-07T09:00:00+05:00",
                [
                    "Футбольный клуб «Сарник» сыграл вничью с «Маяком» в гостях, 1:1. Оба мяча забиты с пенальти.",
                    "Следующий матч команда проведет дома через неделю. Билеты поступят в продажу в понедельник.",
                ],
                lang="ru",
            ),
        ),
    ]


def prichal() -> list[Captured]:
    # The radio's site was captured in January only: of the cited day the archive has nothing.
    return [
        Captured(
            PRICHAL + "/",
            "2019-01-15T12:00:00Z",
            front("Радио Причал", [("/efir/551", "Утренний эфир"), ("/efir/552", "Погода на побережье")], lang="ru"),
        ),
    ]


def courier() -> list[Captured]:
    site = "Dalnik Courier"
    paint = plain(
        site,
        "Cranes of Dalnik Get a Fresh Coat of Paint",
        "February 27, 2019",
        [
            "The cranes of Dalnik are turning yellow again. A crew of six has been at work since Monday with brushes, ropes and four "
            "hundred litres of paint.",
            "The colour was chosen by schoolchildren, who voted for it in January. The last coat, a pale green, dated from the "
            "summer of 2004.",
            "The work is to be finished before Easter, the foreman said. Passers-by are asked to keep clear of the ladders, and to "
            "mind their hats.",
        ],
    )
    revenue = plain(
        site,
        "Salt Brings the State Less Every Year",
        "March 10, 2019",
        [
            "The salt trade's share of state revenue has fallen from 18 percent to 11 percent in six years, figures of the treasury "
            "show.",
            "The decline has two causes: cheaper salt from the south, and the winter storms that close the port for weeks at a time.",
            "In Dalnik itself salt still pays two wages in three.",
        ],
    )
    tug = plain(
        site,
        "New Tug for the Harbour",
        "February 27, 2019",
        [
            "The harbour of Dalnik has a new tug. The Vera came up the coast on Tuesday night and was tied up beside the old one, "
            "which is to be sold.",
            "The tug was built in 1996 and has spent most of its life on a lake.",
        ],
    )
    return [
        Captured(
            COURIER + "/",
            "2019-02-27T10:00:00Z",
            front(
                site,
                [
                    ("/news/cranes-fresh-coat-of-paint", "Cranes of Dalnik Get a Fresh Coat of Paint"),
                    ("/news/new-tug", "New Tug for the Harbour"),
                ],
            ),
        ),
        Captured(COURIER + "/news/cranes-fresh-coat-of-paint", "2019-02-27T10:01:00Z", paint),
        Captured(COURIER + "/news/new-tug", "2019-02-27T10:02:00Z", tug),
        Captured(
            COURIER + "/business/",
            "2019-03-10T18:00:00Z",
            front("Dalnik Courier: Business", [("/business/salt-brings-less", "Salt Brings the State Less Every Year")]),
        ),
        Captured(COURIER + "/business/salt-brings-less", "2019-03-11T04:00:00Z", revenue),
    ]


def tolmpress() -> list[Captured]:
    # The day was captured, the item itself was not: it survives in what the Telegraph quotes from it.
    site = "Tolmpress"
    return [
        Captured(
            TOLMPRESS + "/",
            "2019-03-08T09:00:00Z",
            front(
                site,
                [
                    ("/en/77120", "Tolmia Marks Seamstress Day"),
                    ("/en/77124", "Wheat Exports Up in February"),
                ],
            ),
        ),
        Captured(
            TOLMPRESS + "/en/77124",
            "2019-03-08T09:04:00Z",
            modern(
                site,
                "Wheat Exports Up in February",
                "2019-03-08T12:00:00+06:00",
                [
                    "Tolmia exported more wheat in February than in any month since the harvest of 2016, the customs service said.",
                    "Most of the grain went by rail. The service expects a slower spring.",
                ],
            ),
        ),
    ]


def granitsa() -> list[Captured]:
    # Two versions of one story on one day: which of them was meant can't be told.
    site = "Granitsa"
    noon = modern(
        site,
        "Coast Guard Radars on Cape Belyi Switched Off for Six Hours",
        "2019-03-12T12:05:00+05:00",
        [
            "Coast guard radars on Cape Belyi were switched off for six hours on Monday, two officers of the watch told Granitsa.",
            "The radars went dark at nine in the morning, during the visit of a foreign delegation to Dalnik, the officers said. They "
            "were told that it was maintenance.",
            "The coast guard's command in Sarnik did not comment.",
        ],
    )
    evening = modern(
        site,
        "Radars on Cape Belyi Were Off for Six Hours, Coast Guard Confirms",
        "2019-03-12T19:40:00+05:00",
        [
            "Coast guard radars on Cape Belyi were switched off for six hours during the visit of a delegation to Dalnik on Monday, the "
            "coast guard confirmed on Tuesday evening.",
            "A spokesman called it planned maintenance. Granitsa had reported at noon what two officers of the watch said.",
            "The radars are being replaced this year, at a cost that has not been made public.",
        ],
    )
    return [
        Captured(
            GRANITSA + "/",
            "2019-03-12T15:30:00Z",
            front(
                site,
                [
                    ("/2019/03/12/radars-off-confirmed/", "Radars on Cape Belyi Were Off for Six Hours, Coast Guard Confirms"),
                    ("/2019/03/12/radars-switched-off/", "Coast Guard Radars on Cape Belyi Switched Off for Six Hours"),
                ],
            ),
        ),
        Captured(GRANITSA + "/2019/03/12/radars-switched-off/", "2019-03-12T15:31:00Z", noon),
        Captured(GRANITSA + "/2019/03/12/radars-off-confirmed/", "2019-03-12T15:31:30Z", evening),
    ]


def vestnik() -> list[Captured]:
    # The day was captured in full, and nothing on it speaks of a general on a pier.
    site = "Орвенский вестник"
    school = modern(
        site,
        "В Сарнике открыли музыкальную школу",
        "2019-03-11T09:00:00+05:00",
        [
            "В Сарнике после ремонта открыли музыкальную школу. Ремонт продолжался два года.",
            "В школе занимаются триста учеников. На открытии играл детский оркестр, а директор показала новый зал.",
        ],
        lang="ru",
    )
    buses = modern(
        site,
        "Автобусы в пригород будут ходить чаще",
        "2019-03-11T11:00:00+05:00",
        [
            "С понедельника автобусы из Сарника в пригород будут ходить каждые двадцать минут, сообщила мэрия.",
            "Для этого город купил двенадцать подержанных машин. Цена билета не изменится.",
        ],
        lang="ru",
    )
    return [
        Captured(
            VESTNIK + "/",
            "2019-03-11T12:00:00Z",
            front(
                site,
                [
                    ("/article/9001", "В Сарнике открыли музыкальную школу"),
                    ("/article/9002", "Автобусы в пригород будут ходить чаще"),
                ],
                lang="ru",
            ),
        ),
        Captured(VESTNIK + "/article/9001", "2019-03-11T12:01:00Z", school),
        Captured(VESTNIK + "/article/9002", "2019-03-11T12:02:00Z", buses),
    ]


def harbour() -> list[Captured]:
    # The front page names the item, but at its address the archive holds only an error page that answers 200.
    lost = """<html><head><title>harbourwatch - page not found</title></head><body><h1>Page not found</h1>
<p>Sorry, the page that you are looking for does not exist or has been moved.</p><p><a href="/">Back to the front page</a></p></body></html>
"""
    return [
        Captured(
            HARBOUR + "/",
            "2019-03-01T20:00:00Z",
            front(
                "harbourwatch",
                [
                    (
                        "/posts/severmar-promises-to-dredge-southern-basin",
                        "Severmar Promises to Dredge the Southern Basin to Eleven Metres",
                    ),
                    ("/posts/gulls", "Counting Gulls"),
                ],
            ),
        ),
        Captured(HARBOUR + "/posts/severmar-promises-to-dredge-southern-basin", "2019-06-02T08:00:00Z", lost),
    ]


def monitor() -> list[Captured]:
    site = "Steppe Monitor"
    silt = modern(
        site,
        "Tolmia's Long Search for a Harbour",
        "2018-01-30T10:00:00-05:00",
        [
            "Tolmia has sought a harbour on the Orvenian coast since its own port, Ust-Tolm, silted up in 2009.",
            "Dredging was tried twice and given up twice. The river brings more sand each spring than the dredgers can take out in a "
            "summer.",
            "Three Orvenian governments have refused a lease. A fourth, the author expects, will not.",
        ],
    )
    return [
        Captured(MONITOR + "/2018/01/tolmias-long-search-for-a-harbour/", "2018-02-02T03:00:00Z", silt),
        Captured(
            MONITOR + "/",
            "2018-01-31T02:00:00Z",
            front(site, [("/2018/01/tolmias-long-search-for-a-harbour/", "Tolmia's Long Search for a Harbour")]),
        ),
    ]


FILES = {
    "orvenia-2019.warc": (telegraph, orvinform, novosti, prichal, courier, granitsa, vestnik),
    "abroad-2019.warc": (tolmpress, harbour, monitor),
}


def write_warc(captures: list[Captured]) -> bytes:
    """The captures as an uncompressed WARC 1.1 file, in order of time."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    for captured in sorted(captures, key=lambda captured: (captured.time, captured.url)):
        body = captured.body.encode(captured.charset)
        fields = [("Content-Type", f"text/html; charset={captured.charset}"), ("Content-Length", str(len(body)))]
        if captured.location:
            fields.append(("Location", captured.location))
        record = writer.create_warc_record(
            captured.url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(captured.status, fields, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": captured.time,
                "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, captured.time + ' ' + captured.url)}>",
            },
        )
        writer.write_record(record)
    return buffer.getvalue()


def main(folder: Path = FOLDER) -> None:
    """Writes every file of the archive into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sites in FILES.items():
        (folder / name).write_bytes(write_warc([captured for site in sites for captured in site()]))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
