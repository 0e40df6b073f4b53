"""From a citation to the questions worth asking, cheapest first, each with its reason.

The order (archives.md, sections 0.7 and 1): the address itself; addresses that begin with the day; the captures of the
outlet's host around that day; that day's front, section, day and feed pages, whose link texts are headlines. A date-shaped
prefix has no end, because a page is often first captured days or years later; the host is asked for a few days only,
because an index scans every row of the host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal
from urllib.parse import quote

from provenance.model.answer import CaptureQuery
from provenance.model.citation import Citation
from provenance.model.claim import Claim
from provenance.model.dates import DateValue, PartialDate, Window
from provenance.model.outlet import DomainOn, LookupAnswer, Outlet

from .settings import FindSettings

StepKind = Literal["address", "date-prefix", "host", "listing"]
ListingKind = Literal["front", "section", "day", "feed"]

# Captures of one address that are listed, and the days before the cited one from which.
_CAPTURES, _BEFORE = 1000, 366
# An unknown zone lies between UTC-12 and UTC+14 (rules.md, section 3).
_EARLIEST_ZONE, _LATEST_ZONE = timedelta(hours=14), timedelta(hours=12)
# Words of a title that can be looked for among a host's addresses, and the longest window in which it is.
_TITLE_WORDS, _TITLE_DAYS = 3, 366
# Registries' own addresses of what they identify, the steadiest first.
_IDENTIFIED = (
    ("doi", "https://doi.org/{}"),
    ("arxiv", "https://arxiv.org/abs/{}"),
    ("pmid", "https://www.ncbi.nlm.nih.gov/pubmed/{}"),
)
_MONTHS = (
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
)


@dataclass(frozen=True, slots=True)
class Step:
    """One planned question.

    Args:
        kind: what is asked for.
        why: the reason, shown in the report.
        query: the question to an archive's index.
        cost: requests that the step is expected to take in one archive, replays included.
        listing: which kind of page a `listing` step looks for.
        days: the cited days that a listing is asked for.
        only_if_empty: asked only if no capture of the outlet's window was found before.
        by_title: the window is so long that only pages whose address bears the printed title are looked at.
    """

    kind: StepKind
    why: str
    query: CaptureQuery
    cost: int
    listing: ListingKind | None = None
    days: Window | None = None
    only_if_empty: bool = False
    by_title: bool = False


def plan_questions(
    citation: Citation, lookup: LookupAnswer, claims: Sequence[Claim], settings: FindSettings, *, outlet: Outlet | None = None
) -> tuple[Step, ...]:
    """The questions that could find the cited item, in the order in which to ask them; empty where there are none.

    Args:
        citation: what is looked for.
        lookup: the outlet meant, with its domains on that day.
        claims: what the citation stands for (kept for planners that search by words; unused by this one).
        settings: budgets.
        outlet: the registry's row, for its address patterns and time zone.
    """
    del claims
    steps: list[Step] = []
    readings = readings_of(citation, settings)
    if citation.url:
        steps.append(_address_step(citation.url, readings, outlet))
    windows = [(reading, reading.window) for reading in readings if reading.window.days <= settings.max_window_days]
    domains = domains_to_ask(lookup, settings)
    if domains and not windows and is_titled(citation):
        steps += [_title_step(reading, domains[0], outlet, settings) for reading in readings[:1]]
    if not windows or not domains:
        return tuple(steps)
    prefixes, hosts, wide, listings = [], [], [], []
    for reading, window in windows:
        since, until = capture_window(window, outlet, settings)
        day_start = local_start(window, outlet)
        for place, domain in enumerate(domains):
            note = _domain_note(domain)
            if place == 0:
                prefixes += _prefix_steps(reading, domain, outlet, settings)
            base = CaptureQuery(
                url=f"{domain.host}{domain.path}",
                match="prefix" if domain.path else "host",
                since=since,
                until=until,
                one_per_page=True,
                limit=settings.max_captures_per_question,
            )
            hosts.append(Step("host", f"pages of {base.url} captured around {reading}{note}", base, 1))
            if not domain.path and place == 0:
                wider = base.model_copy(update={"match": "domain"})
                wide.append(
                    Step(
                        "host",
                        f"nothing under {domain.host} itself: its subdomains around {reading}",
                        wider,
                        1,
                        only_if_empty=True,
                    )
                )
            if place == 0:
                listings += _listing_steps(reading, domain, outlet, day_start, until)
    return (*steps, *prefixes, *hosts, *wide, *listings[: settings.max_listing_pages])


def is_titled(citation: Citation) -> bool:
    """Whether a printed title can stand in for a day: a date that leaves a year open, and a title of several words."""
    if citation.date is None or citation.title is None:
        return False
    return len(citation.title.split()) >= _TITLE_WORDS and citation.date.value.window.days <= _TITLE_DAYS


def _title_step(reading: DateValue, domain: DomainOn, outlet: Outlet | None, settings: FindSettings) -> Step:
    """One list of what a host had captured in a year: the addresses of most sites bear their titles."""
    since, until = capture_window(reading.window, outlet, settings)
    query = CaptureQuery(
        url=f"{domain.host}{domain.path}",
        match="prefix" if domain.path else "host",
        since=since,
        until=until,
        one_per_page=True,
        limit=settings.max_captures_per_question,
    )
    return Step(
        "host", f"pages of {query.url} captured in {reading}, for one whose address bears the title", query, 1, by_title=True
    )


def plan_address(url: str, window: Window, outlet: Outlet | None, settings: FindSettings, *, headline: str) -> Step:
    """The question for an address that a headline of that day leads to."""
    start = local_start(window, outlet)
    end = local_end(window, outlet) + timedelta(days=settings.item_days_after)
    shown = headline if len(headline) <= 80 else f"{headline[:79]}…"
    query = CaptureQuery(url=url, since=start - timedelta(hours=settings.hours_before), until=end, limit=50)
    return Step("address", f"a headline of that day fits: “{shown}”", query, 2)


def address_of(identifiers: Mapping[str, str]) -> str | None:
    """The address under which an identifier's registry leads to the item; None where there is no identifier of that kind."""
    for scheme, form in _IDENTIFIED:
        if value := identifiers.get(scheme, "").strip():
            return form.format(quote(value, safe="/:.;()-_"))
    return None


def plan_prefix(prefix: str, window: Window, outlet: Outlet | None, settings: FindSettings) -> Step:
    """The question for a day's addresses in the form that other addresses of the site have."""
    since = local_start(window, outlet) - timedelta(hours=settings.hours_before)
    query = CaptureQuery(url=prefix, match="prefix", since=since, one_per_page=True, limit=settings.max_captures_per_question)
    return Step("date-prefix", f"other addresses of this site carry their day like this: everything under {prefix}", query, 1)


def readings_of(citation: Citation, settings: FindSettings) -> tuple[DateValue, ...]:
    """The readings of the citation's date that are looked for, best first."""
    if citation.date is None:
        return ()
    kept: list[DateValue] = []
    for reading in (citation.date.value, *citation.date.readings):
        if reading not in kept:
            kept.append(reading)
    return tuple(kept[: settings.max_readings])


def domains_to_ask(lookup: LookupAnswer, settings: FindSettings) -> tuple[DomainOn, ...]:
    """Domains in use on the day, then those of unknown years; those of other years only where there is nothing else."""
    ranked = [domain for wanted in (True, None) for domain in lookup.domains if domain.on_date is wanted]
    return tuple((ranked or list(lookup.domains))[: settings.max_domains])


def outlet_day(lookup: LookupAnswer, citation: Citation) -> str:
    """A key that is equal for citations that share their outlet and day, and so their questions."""
    place = lookup.outlet or ",".join(domain.host for domain in lookup.domains)
    return f"{place} {citation.date.value if citation.date else ''}"


def local_start(window: Window, outlet: Outlet | None) -> datetime:
    """When the window's first day began at the outlet, in UTC; the earliest moment possible where its zone is unknown."""
    zone = _zone(outlet)
    midnight = datetime.combine(window.first, time.min)
    if zone is None:
        return midnight.replace(tzinfo=UTC) - _EARLIEST_ZONE
    return midnight.replace(tzinfo=zone).astimezone(UTC)


def local_end(window: Window, outlet: Outlet | None) -> datetime:
    """When the window's last day ended at the outlet, in UTC; the latest moment possible where its zone is unknown."""
    zone = _zone(outlet)
    last = datetime.combine(window.last, time(23, 59, 59))
    if zone is None:
        return last.replace(tzinfo=UTC) + _LATEST_ZONE
    return last.replace(tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, outlet: Outlet | None) -> date:
    """The outlet's day at a moment; the latest day that it may be anywhere where its zone is unknown."""
    zone = _zone(outlet)
    return (moment + _EARLIEST_ZONE).date() if zone is None else moment.astimezone(zone).date()


def capture_window(window: Window, outlet: Outlet | None, settings: FindSettings) -> tuple[datetime, datetime]:
    """[local day start - hours_before, local day end + days_after], in UTC (archives.md, section 0.7)."""
    return (
        local_start(window, outlet) - timedelta(hours=settings.hours_before),
        local_end(window, outlet) + timedelta(days=settings.days_after),
    )


def fill_pattern(pattern: str, value: DateValue) -> tuple[str, str]:
    """A strftime pattern filled with as much of the date as is known, cut before the first code that is not.

    Returns the text and the finest part of the date in it ("", "year", "month", "day"). Only codes that mean the same in
    every locale are read: `%Y %y %m %d %e %-m %-d %b %B %j`; month names are English and in lower case, as index keys are.
    A pattern also ends at a placeholder (`{`, `*`).
    """
    known = value if isinstance(value, PartialDate) else PartialDate(value.window.first.year)
    day = known.window.first
    codes: dict[str, tuple[str, str]] = {"Y": (f"{day.year:04}", "year"), "y": (f"{day.year % 100:02}", "year")}
    if known.month is not None:
        name = _MONTHS[day.month - 1].lower()
        for code, text in (("m", f"{day.month:02}"), ("-m", str(day.month)), ("b", name[:3]), ("B", name)):
            codes[code] = (text, "month")
    if known.day is not None:
        numbers = (("d", f"{day.day:02}"), ("e", str(day.day)), ("-d", str(day.day)), ("j", f"{day.timetuple().tm_yday:03}"))
        for code, text in numbers:
            codes[code] = (text, "day")
    order = ("", "year", "month", "day")
    filled, finest = "", ""
    rest = re.split(r"[{*]", pattern, maxsplit=1)[0]
    while rest:
        head, percent, rest = rest.partition("%")
        filled += head
        if not percent:
            break
        code = rest[:2] if rest.startswith("-") else rest[:1]
        rest = rest[len(code) :]
        if code not in codes:
            break
        text, part = codes[code]
        filled += text
        finest = max(finest, part, key=order.index)
    return filled, finest


def _zone(outlet: Outlet | None) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if outlet is None or not outlet.timezone:
        return None
    try:
        return ZoneInfo(outlet.timezone)
    except (ZoneInfoNotFoundError, ValueError):  # a system without zone data, or a user's row: widen instead
        return None


def _domain_note(domain: DomainOn) -> str:
    if domain.on_date is None:
        return " (it is not known in which years this domain was used)"
    return "" if domain.on_date else " (no domain is known for that day; this one was used in other years)"


def _address_step(url: str, readings: Sequence[DateValue], outlet: Outlet | None) -> Step:
    why = "the citation gives the address"
    if not readings:
        return Step("address", why, CaptureQuery(url=url, html_only=False, limit=_CAPTURES), 2)
    # A page may be older than the day for which it is cited; captures from that day on are read first.
    since = local_start(readings[0].window, outlet) - timedelta(days=_BEFORE)
    return Step("address", why, CaptureQuery(url=url, since=since, html_only=False, limit=_CAPTURES), 2)


def _prefix_steps(reading: DateValue, domain: DomainOn, outlet: Outlet | None, settings: FindSettings) -> list[Step]:
    if outlet is None:
        return []
    since = local_start(reading.window, outlet) - timedelta(hours=settings.hours_before)
    steps: list[Step] = []
    for pattern in outlet.pages.article:
        prefix, finest = fill_pattern(pattern, reading)
        if finest not in ("month", "day"):  # a prefix that stops at the year lists a year of pages
            continue
        url = prefix if "://" in prefix else f"{domain.host}/{prefix.lstrip('/')}"
        query = CaptureQuery(url=url, match="prefix", since=since, one_per_page=True, limit=settings.max_captures_per_question)
        step = Step("date-prefix", f"addresses of this outlet carry the date: everything under {url}", query, 1)
        if all(step.query != other.query for other in steps):
            steps.append(step)
    return steps[: settings.max_date_prefixes]


def _listing_steps(reading: DateValue, domain: DomainOn, outlet: Outlet | None, since: datetime, until: datetime) -> list[Step]:
    wanted: list[tuple[ListingKind, str]] = []
    pages = outlet.pages if outlet else None
    if pages:
        for pattern in pages.day:
            url, finest = fill_pattern(pattern, reading)
            if finest == "day":
                wanted.append(("day", url))
    wanted.append(("front", f"{domain.path or ''}/"))
    if pages:
        wanted += [("section", path) for path in pages.sections]
        wanted += [("feed", path) for path in pages.feeds]
    steps: list[Step] = []
    for kind, path in wanted:
        url = path if "://" in path else f"{domain.host}/{path.lstrip('/')}"
        # A page that lists one day stays true for years; a front page only for its day.
        query = CaptureQuery(url=url, since=since, until=None if kind == "day" else until, html_only=kind != "feed", limit=500)
        steps.append(
            Step("listing", f"headlines of {reading} on the {kind} page {url}", query, 2, listing=kind, days=reading.window)
        )
    return steps
