"""When a document was published, and where that is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..dates import read_timestamp
from ..model.dates import PartialDate
from ..model.document import PublishedFrom
from .dateline import Dateline

#: Names of metadata that give the date of publication, most trustworthy first (schema.org, Open Graph, Dublin Core, Highwire).
_NAMES = (
    "jsonld:datepublished", "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_online_date", "citation_date", "dcterms.issued", "dc.date.issued", "dc.date.created",
    "dcterms.created", "dcterms.date", "dc.date", "dc:date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "publication-date", "published", "published_time", "article.published",
    "date", "time:published", "jsonld:datecreated",
)  # fmt: skip
#: A `<time>` that does not say what it is the time of: after the dateline that a reader sees.
_UNMARKED = ("time",)
_URL_DAY = re.compile(r"[/_-](?P<year>(?:19|20)\d{2})(?P<sep>[/_-]?)(?P<month>\d{2})(?P=sep)(?P<day>\d{2})(?=[/_.?-]|\Z)")
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{1,2})/")


@dataclass(frozen=True, slots=True)
class Publication:
    """The date of publication, the time and zone as printed, and where they are from."""

    published: PartialDate | None = None
    time: str | None = None
    zone: str | None = None
    published_from: PublishedFrom | None = None
    warnings: tuple[str, ...] = field(default=())


def decide_publication(
    option: PartialDate | None, metadata: Mapping[str, tuple[str, ...]], dateline: Dateline | None, url: str | None
) -> Publication:
    """The date of publication: what the user says, else metadata, else the dateline, else the address.

    A time is taken from the metadata or the dateline of the same day. Where metadata and dateline are more than a day apart a
    warning says so: one of them may be of another version.
    """
    warnings: list[str] = []
    said = _from_metadata(metadata, _NAMES)
    seen = (dateline.published, dateline.time, dateline.zone) if dateline is not None else (None, None, None)
    unmarked = _from_metadata(metadata, _UNMARKED)
    choices: tuple[tuple[PartialDate | None, PublishedFrom], ...] = (
        (option, "option"),
        (said[0], "metadata"),
        (seen[0], "dateline"),
        (unmarked[0], "metadata"),
        (date_in_url(url) if url else None, "url"),
    )
    published, where = next(((day, origin) for day, origin in choices if day is not None), (None, None))
    if said[0] is not None and seen[0] is not None and not said[0].window.widened(1).overlaps(seen[0].window):
        warnings.append(f"the metadata gives {said[0]} as the date of publication, the dateline {seen[0]}")
    if dateline is not None and dateline.open_date is not None and published is None:
        warnings.append(f"the date {dateline.open_date} can be read in two ways and is not used: give the date of publication")
    time, zone = next(
        (
            (time, zone)
            for day, time, zone in (said, seen, unmarked)
            if time is not None and published is not None and day == published
        ),
        (None, None),
    )
    return Publication(published, time, zone, where, tuple(warnings))


def _from_metadata(
    metadata: Mapping[str, tuple[str, ...]], names: tuple[str, ...]
) -> tuple[PartialDate | None, str | None, str | None]:
    """The first date that can be read; a coarser one gives way to a finer one of the same year later in the list."""
    best: tuple[PartialDate | None, str | None, str | None] = (None, None, None)
    for name in names:
        for value in metadata.get(name, ())[:1]:
            day, time, zone = read_timestamp(value[:100])
            if day is None:
                continue
            finer = best[0] is not None and best[0].day is None and day.day is not None and best[0].window.contains(day.window)
            timed = best[1] is None and best[0] == day
            if best[0] is None or finer or timed:
                best = (day, time, zone)
    return best


def date_in_url(url: str) -> PartialDate | None:
    """The day or month in the path of an address (/2014/12/16/, /2014-12-16-title, /20141216/), or None."""
    path = url.split("://", 1)[-1]
    path = path[path.find("/") :] if "/" in path else ""
    for match in _URL_DAY.finditer(path[:2_000]):
        try:
            return PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
    for match in _URL_MONTH.finditer(path[:2_000]):
        try:
            return PartialDate(int(match["year"]), int(match["month"]))
        except ValueError:
            continue
    return None
