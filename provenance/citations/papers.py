"""How notes and lists write papers: authors by surname and initials, then the title, the journal and the year."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.catalog.patterns import late
from provenance.dates import DateHit, find_dates

#: "Oster J, Bell RM, et al." (Vancouver), "Voll, H. & Maar, O. (2016)" (Harvard and APA).
_SHORT = r"[A-ZÀ-Þ][\w’'-]{1,30}\s[A-Z]{1,3}(?:,\s[A-ZÀ-Þ][\w’'-]{1,30}\s[A-Z]{1,3}){0,8}(?:,\set\sal)?(?=\.\s)"
_LONG = (
    r"[A-ZÀ-Þ][\w’'-]{1,30},\s(?:[A-Z]\.[\s-]?){1,3}(?:(?:,\s|,?\s?(?:&|and|und|et|y)\s)[A-ZÀ-Þ][\w’'-]{1,30},\s(?:[A-Z]\.[\s-]?){1,3}){0,8}"
    r"(?=\s?\(?(?:1[89]|20)\d\d)"
)
_AUTHORS = late(rf"(?:{_SHORT}|{_LONG})")
#: "Title. J Ward Psychol. 2014;2:1-6": the journal's abbreviation stands before the year and its volume.
_JOURNAL = late(
    r"\.\s(?P<title>[^\n]{4,300}?)[.?!]\s(?P<journal>[A-ZÀ-Þ][^.;:\n]{1,60})\.?\s(?P<year>(?:1[89]|20)\d\d)"
    r"(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?;\s?\d"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """Authors with their span; journal, its span and its year where the form gives them."""

    authors: str
    start: int
    end: int
    title: str | None = None
    journal: tuple[str, int, int] | None = None
    date: DateHit | None = None


def read_paper(text: str, start: int, end: int) -> Paper | None:
    """A paper whose authors open `text[start:end]`; None where none do."""
    authors = _AUTHORS.match(text, start, end)
    if authors is None:
        return None
    said = authors[0].rstrip(" ,")
    journal = _JOURNAL.match(text, authors.end(), end)
    if journal is None:
        return Paper(said, authors.start(), authors.end())
    return Paper(
        said,
        authors.start(),
        authors.end(),
        title=journal["title"],
        journal=(journal["journal"], *journal.span("journal")),
        date=year_at(text, *journal.span("year")),
    )


def year_at(text: str, start: int, end: int) -> DateHit | None:
    """The year that stands there, as a date; None where it is none."""
    hit = next(iter(find_dates(f"({text[start:end]})")), None)
    return hit.model_copy(update={"start": start, "end": end}) if hit is not None else None


_YEAR = late(r"(?<![\w.,:/-])(?:1[89]|20)\d\d(?![\w%]|[.,]\d)")


def lone_year(text: str, start: int, end: int) -> DateHit | None:
    """The first number of a line that may be a year, as a date."""
    match = _YEAR.search(text, start, end)
    return year_at(text, *match.span()) if match else None
