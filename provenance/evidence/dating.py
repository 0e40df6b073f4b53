"""When a page was published, and which rule says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from provenance.catalog.addresses import date_in_address
from provenance.model.dates import PartialDate
from provenance.model.evidence import PageDateFrom

#: Metadata that mean the item's own publication, surest first. Keys are compared in lower case, without prefix.
_PUBLISHED = (
    "article:published_time", "jsonld:datepublished", "time:published", "article:published", "datepublished",
    "og:published_time", "og:article:published_time", "published_time", "publication_date", "publish-date", "publishdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article_date_original", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "datecreated", "pubdate", "pub_date", "citation_publication_date",
)  # fmt: skip
#: Metadata that are often the day on which the page was built; believed after the address.
_GENERIC = ("dc.date", "dcterms.date", "date", "time", "jsonld:datecreated", "last-modified")
# How far before and after the title a visible dateline is looked for, in characters.
_BEFORE, _AFTER = 160, 400
# Characters above the title in which a dateline may say the day of the capture.
_NEAR = 45
# A page's clock may be ahead of the archive's by a time zone.
_AHEAD = timedelta(days=1)


def find_publication(
    *,
    url: str,
    metadata: Mapping[str, Sequence[str]],
    titles: Sequence[str],
    full_text: str,
    article: str,
    captured: date,
    source: str,
) -> tuple[PartialDate | None, PageDateFrom | None]:
    """The page's date, from metadata, else the address, else a line near the title, else htmldate.

    A date after the capture is nobody's publication date and is passed over. A masthead's "today" is not taken: only dates
    close to the title count, and htmldate's answer does not where it is the day of the capture.

    Args:
        url: address that was captured.
        metadata: names (lower case) and values of the page's metadata.
        titles: the item's title, as metadata and as the page spell it.
        full_text: all visible text.
        article: the article's own text.
        captured: UTC day of the capture.
        source: the decoded HTML, for htmldate.
    """
    latest = captured + _AHEAD

    def fits(found: PartialDate | None) -> bool:
        return found is not None and found.window.first <= latest

    if fits(found := _told(metadata, _PUBLISHED)):
        return found, "metadata"
    named = date_in_address(url)
    if named is not None and named.day is not None and fits(named):
        return named, "url"
    generic = _told(metadata, _GENERIC)
    if fits(generic) and generic is not None and generic.day is not None and generic.window.first < captured - _AHEAD:
        return generic, "metadata"
    printed = _dateline(titles, full_text, article, captured)
    if fits(printed):
        return printed, "text"
    if fits(generic):
        return generic, "metadata"
    guessed = _htmldate(source, latest)
    if fits(guessed) and guessed is not None and guessed.window.first != captured:
        return guessed, "text"
    return (named, "url") if fits(named) else (None, None)


def _told(metadata: Mapping[str, Sequence[str]], names: Sequence[str]) -> PartialDate | None:
    from provenance.dates import read_timestamp

    for name in names:
        for value in metadata.get(name, ())[:3]:
            found = read_timestamp(value)[0]
            if found is not None:
                return found
    return None


def _dateline(titles: Sequence[str], full_text: str, article: str, captured: date) -> PartialDate | None:
    """A day printed right after the title, at the head of the article, or right before the title, in this order.

    Before the title, the day of the capture is a masthead's "today" unless it stands right there.
    """
    found = [(full_text.rfind(title), len(title)) for title in titles if len(title) > 8]
    at, length = next((place for place in found if place[0] >= 0), (-1, 0))
    places = [article[:_BEFORE]]
    if at >= 0:
        places = [full_text[at + length : at + length + _AFTER], article[:_BEFORE], full_text[max(0, at - _BEFORE) : at]]
    for number, place in enumerate(places):
        # What stands above the title: a dateline, or the head of the site.
        above = next((place[:cut] for title in titles if len(title) > 8 and (cut := place.find(title)) > 0), "")
        above = place if number == 2 else above
        days = _days(place)
        if number != 2 and days and above and days[0] in _days(above) and _today(days[0], captured) and len(above) > _NEAR:
            days = [day for day in _days(place[len(above) :]) if day]
        if number == 2 and days and _today(days[-1], captured) and not _days(place[-_NEAR:]):
            continue
        if days:
            return days[-1] if number == 2 else days[0]
    return None


def _today(day: PartialDate, captured: date) -> bool:
    """Whether a day is that of the capture, wherever the site's clock is."""
    return abs(day.window.first - captured) <= _AHEAD


def _days(text: str) -> list[PartialDate]:
    from provenance.dates import find_dates

    return [
        hit.value
        for hit in find_dates(text)
        if isinstance(hit.value, PartialDate) and hit.value.day is not None and len(set(hit.readings)) <= 1
    ]


def _htmldate(source: str, latest: date) -> PartialDate | None:
    from htmldate import find_date

    # A text that starts with "http" and has no space would be fetched: a leading comment makes sure that it can't.
    try:
        found = find_date(
            f"<!-- page -->\n{source}",
            original_date=True,
            extensive_search=False,
            max_date=latest.isoformat(),
            outputformat="%Y-%m-%d",
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):  # what damaged pages make it raise
        return None
    try:
        return PartialDate.parse(found) if found else None
    except ValueError:
        return None
