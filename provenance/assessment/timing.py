"""Dates of pages and captures against dates of citations and events (rules.md, section 3: T12 to T16, T23), on windows.

An order is claimed only where the windows, widened for unknown zones, leave no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from provenance.catalog.rules import TimeRules
from provenance.matching.quotations import normal_words
from provenance.matching.sentences import split_sentences
from provenance.model.citation import Citation
from provenance.model.dates import PartialDate, Window
from provenance.model.evidence import Page
from provenance.model.finding import Finding, Severity
from provenance.model.outlet import Outlet


def check_times(
    citation: Citation, pages: Sequence[Page], rules: TimeRules, *, outlet: Outlet | None, published: PartialDate | None
) -> tuple[Finding, ...]:
    """The remarks on the dates of a citation's page.

    Args:
        citation: the cited item; without a date nothing is compared with it.
        pages: captures of its page, the one that counts first. None: no remarks.
        rules: limits in days.
        outlet: for weeklies, whose issues carry another day.
        published: when the article was published; captures on either side of it are compared (T16).
    """
    if not pages:
        return ()
    page = pages[0]
    found: list[Finding] = []

    def add(code: str, severity: Severity, message: str) -> None:
        found.append(
            Finding(code=code, severity=severity, start=citation.start, end=citation.end, message=message, about=(citation.id,))
        )

    captured = _day(page)
    grace = -(-rules.zone_hours // 24)
    if page.published is None or page.published_from == "capture":
        add("T13", "info", f"the page gives no date; it is not later than its capture of {captured.first}")
    cited = citation.date.value.window if citation.date is not None else None
    if cited is not None:
        if page.published is not None and page.published_from != "capture":
            weekly = outlet is not None and outlet.weekly
            allowed = rules.page_date_days_weekly if weekly else rules.page_date_days
            if page.published.window.gap(cited) > allowed:
                message = (
                    f"the page is dated {page.published}, the citation {_text(citation)}: perhaps another article or version"
                )
                add("T12", "warning", message)
        if captured.surely_before(Window(cited.first, cited.last).widened(grace)):
            add("T15", "info", f"the capture of {captured.first} is older than the cited date {_text(citation)}")
        elif cited.surely_before(captured):
            late = cited.gap(captured)
            if late > rules.late_info_days:
                severity: Severity = "warning" if late > rules.late_warning_days else "info"
                add("T14", severity, f"the page was captured {late} days after the cited date: its text may have changed")
    if _drifted(pages, published):
        add("T16", "warning", "captures before and after the article's date show different text")
    notice = find_notice(pages, rules)
    if notice is not None:
        noted, words = notice
        add(
            "T23", "warning", f"a notice on the capture of {noted.captured_at.date()} says that the item was changed: “{words}”"
        )
    return tuple(found)


def find_notice(pages: Sequence[Page], rules: TimeRules) -> tuple[Page, str] | None:
    """The earliest capture of the cited address with a notice of correction, update or retraction, and the notice's words.

    Captures of other addresses are left out. No grade rests on it: what was changed, a person must read.
    """
    same = sorted((page for page in pages if page.url == pages[0].url), key=lambda page: (page.captured_at, page.sha256))
    for page in same:
        for start, end in split_sentences(page.text, limit=_MOST_SENTENCES):
            words = page.text[start:end]
            lower = words[:_MOST_CHARACTERS].casefold().lstrip("*[(•– ")
            if any(_begins(lower, head) for head in rules.notice_heads) or any(phrase in lower for phrase in rules.notices):
                return page, " ".join(words[:_MOST_CHARACTERS].split())
    return None


def _begins(text: str, head: str) -> bool:
    """Whether a sentence begins with a head of its own: "Correction: ...", "Updated on March 3"; not "Update your browser"."""
    if head.endswith(" on"):
        return text.startswith(f"{head} ")
    return text.startswith(head) and text[len(head) : len(head) + 2].lstrip()[:1] in {":", ",", ".", "–", "—", "(", ""}


#: Sentences of a page and characters of a sentence that are looked through for a notice.
_MOST_SENTENCES, _MOST_CHARACTERS = 2000, 300


def _text(citation: Citation) -> str:
    return str(citation.date.value) if citation.date is not None else ""


def _day(page: Page) -> Window:
    day: date = page.captured_at.date()
    return Window(day, day)


def _drifted(pages: Sequence[Page], published: PartialDate | None) -> bool:
    """Whether captures of one address, one before and one after the article, have clearly different words."""
    if published is None:
        return False
    same = [page for page in pages if page.url == pages[0].url and page.text]
    before = [page for page in same if _day(page).surely_before(published.window)]
    after = [page for page in same if published.window.surely_before(_day(page))]
    if not before or not after:
        return False
    first, second = set(normal_words(before[-1].text)), set(normal_words(after[0].text))
    return len(first & second) < 0.8 * min(len(first), len(second))
