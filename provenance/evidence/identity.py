"""Is this page the cited item?

Three signals (rules.md, section 6.1): the page's date, its outlet, and whether its words fit the claim. All three make
identity high, two medium. Some pages are never the item whatever they say: fronts, lists, searches, errors, pages of
another day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.catalog.addresses import host_of, page_key
from provenance.model.citation import Citation
from provenance.model.dates import Window
from provenance.model.evidence import Candidate, Identity, Page, Passage
from provenance.model.outlet import LookupAnswer, Outlet

if TYPE_CHECKING:
    from provenance.matching import Match

#: The best passage shares at least this much with the claim on 87 % of right pages and 0.5 % of wrong ones (rules.md, 5.3).
RIGHT_PAGE = 0.30
#: Days by which a page's date may miss the cited one, and the same for weeklies (rules.md, T12).
GRACE, WEEKLY_GRACE = 1, 3
#: A title given by the citation is the page's where they fit this well.
_SAME_TITLE = 0.8
_PASSAGES = 5
#: Weight of the words that page and claim must share; a rare word or a name weighs 1, a common one 0.4.
_TELLING = 1.2
#: Names and numbers from which a claim is told by them alone, however it is worded.
_PARTICULARS = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """How the words of a page fit the claims: the claim that fits best, its number in the given order, and a strength.

    `kinship` says whether the page is on the matter at all (see matching.kinship). `strength` (0 to 1) ranks pages; it
    weighs the window with the names and numbers found, as right pages of one topic differ in these.
    """

    claim: int
    match: Match
    strength: float
    kinship: float = 0.0


def identify(
    page: Page,
    citation: Citation,
    lookup: LookupAnswer,
    claims: Sequence[str],
    *,
    outlet: Outlet | None = None,
    windows: Sequence[Window] | None = None,
    floor: float = RIGHT_PAGE,
    language: str | None = None,
) -> Candidate:
    """Decides how sure it is that `page` is the cited item.

    Args:
        page: what was read.
        citation: what is looked for.
        lookup: the outlet with its domains on that day.
        claims: texts of the claims that the citation stands for, best to have all.
        outlet: the registry's row, for names and rhythm.
        windows: the cited days, one window a reading; None takes the citation's own.
        language: of the article, by which the claims' numbers are read where their own words do not tell.
        floor: the share of the claim (0 to 1) in the best passage from which the words fit.

    Returns:
        A candidate whose `signals` say what was decided on: `date_match` (None where the page has no date),
        `date_exact`, `date_late` (after the cited day), `outlet_match`, `right_page` (0 to 1), `strength`, `content` (do
        the words fit?), `url_match`, `title_match`, `kind`, and `excluded`, the reason why the page can't be the item ("" where
        it can). An excluded page has identity low.
    """
    if windows is None:
        windows = (
            [reading.window for reading in dict.fromkeys((citation.date.value, *citation.date.readings))]
            if citation.date
            else []
        )
    weekly = outlet is not None and outlet.weekly
    dated = match_date(page, windows, weekly=weekly)
    owned = match_outlet(page, lookup, outlet)
    addressed = bool(citation.url) and page_key(citation.url or "") in {page_key(url) for url in (page.url, *page.redirects)}
    fit = fit_page(page, claims, language=language)
    titled = match_title(citation.title, page)
    excluded = _exclude(page, dated, addressed=addressed)
    right = fit.match.window if fit else 0.0
    # The address itself or the printed title says which page is meant, however freely the claim retells it.
    content = addressed or titled or (fit is not None and fits_content(fit.match, floor))
    signals: dict[str, object] = {
        "date_match": dated,
        "date_late": _later(page, windows) and not weekly,
        "date_exact": bool(dated) and any(page.published.window.overlaps(window) for window in windows if page.published),
        "outlet_match": owned,
        "right_page": round(right, 4),
        "strength": round(fit.strength if fit else 0.0, 4),
        "content": content,
        "kind": page.kind,
        "excluded": excluded,
    }
    if citation.url:
        signals["url_match"] = addressed
    if citation.title:
        signals["title_match"] = titled
    if fit:
        signals["shared"] = round(fit.match.window * fit.match.weight, 2)
        signals["numbers_found"], signals["numbers_total"] = fit.match.numbers_found, fit.match.numbers_total
        ordinary = _ordinary_heads(fit.match, claims[fit.claim])
        signals["names_found"], signals["names_total"] = fit.match.names_found, fit.match.names_total - ordinary
        signals["cross_script"] = fit.match.cross_script
        signals["kinship"] = round(fit.kinship, 2)
        if has_every_particular(fit.match):
            signals["stretch"] = round(fit.match.stretch, 4)
    agreed = sum((bool(dated) or (addressed and not windows), owned or addressed, content))
    identity: Identity = "low" if excluded else ("low", "low", "medium", "high")[agreed]
    return Candidate(
        url=page.url,
        archive=page.archive,
        archive_url=page.archive_url,
        captured_at=page.captured_at,
        sha256=page.sha256,
        title=page.title,
        published=page.published,
        published_from=page.published_from,
        language=page.language,
        identity=identity,
        signals=signals,
        passages=passages_of(page, claims) if page.kind == "article" else (),
    )


def _ordinary_heads(match: Match, claim: str) -> int:
    """How many of the absent names are none: the first word of the claim is written large whatever it is."""
    from provenance.matching import is_news_word

    first = next(iter(claim.split()), "").strip("“”\"'‘’(").lower()
    return sum(word == first and is_news_word(word) for word in match.names_absent)


def match_date(page: Page, windows: Sequence[Window], *, weekly: bool = False) -> bool | None:
    """Whether the page's date lies within a day of a cited one (three for weeklies); None where page or citation have none.

    A page that gives only its month or year decides nothing unless it misses the window.
    """
    if page.published is None or not windows:
        return None
    grace = WEEKLY_GRACE if weekly else GRACE
    near = any(page.published.window.overlaps(window.widened(grace)) for window in windows)
    if (
        near
        and page.published.day is None
        and not any(window.widened(grace).contains(page.published.window) for window in windows)
    ):
        return None
    return near


def _later(page: Page, windows: Sequence[Window]) -> bool:
    """Whether the page is dated after every cited day, and was not captured by then: clocks of sites run in other zones."""
    if page.published is None or not windows:
        return False
    first, captured = page.published.window.first, page.captured_at.date()
    return all(first > window.last and captured > window.last for window in windows)


def match_outlet(page: Page, lookup: LookupAnswer, outlet: Outlet | None) -> bool:
    """Whether the page's host is one of the outlet's that day (years unknown: too), or the page names the outlet."""
    host = host_of(page.url)
    for domain in lookup.domains:
        mine = domain.host.lower().removeprefix("www.")
        if domain.on_date is not False and (host == mine or host.endswith(f".{mine}")):
            path = page.url.partition("://")[2].partition("/")[2]
            if not domain.path or f"/{path}".lower().startswith(domain.path.lower()):
                return True
    return bool(page.site_name) and fold_name(page.site_name or "") in names_of(lookup, outlet)


def match_title(title: str | None, page: Page) -> bool:
    """Whether the title that a citation prints is the page's."""
    if not title or not page.title:
        return False
    from provenance.matching import headline_score, read_terms

    if fold_name(title) == fold_name(page.title):
        return True
    return len(title.split()) >= 3 and headline_score(read_terms(title), page.title) >= _SAME_TITLE


def names_of(lookup: LookupAnswer, outlet: Outlet | None) -> frozenset[str]:
    """Folded names of an outlet: as cited, as registered, and all that may be printed for it without further context."""
    names = [lookup.name, lookup.outlet_name or ""]
    if outlet is not None:
        names += [outlet.name, *(name.text for name in outlet.names if not name.needs)]
    return frozenset(folded for name in names if len(folded := fold_name(name)) >= 2)


def fold_name(name: str) -> str:
    """A name without case, quotation marks, "The", dots at the end and doubled spaces."""
    folded = " ".join(name.casefold().replace("ё", "е").translate(_QUOTES).replace("-", " ").split()).strip(" .,")
    return folded.removeprefix("the ")


_QUOTES = str.maketrans(dict.fromkeys("«»“”„\"'’‘", " "))


def credits_outlet(page: Page, lookup: LookupAnswer, outlet: Outlet | None) -> str | None:
    """The credit of a page that names the outlet, as printed; None where none does."""
    hosts = (domain.host for domain in lookup.domains if domain.on_date is not False)
    names = names_of(lookup, outlet) | {fold_name(host.removeprefix("www.")) for host in hosts}
    for credit in page.credits:
        folded = fold_name(credit).removeprefix("www.")
        if folded in names or any(folded.startswith(f"{name} ") for name in names if len(name) >= 4):
            return credit
    return None


def fit_page(page: Page, claims: Sequence[str], *, language: str | None = None) -> Fit | None:
    """How the page's title and text fit the claims; None for a page without text or a citation without claims.

    `language` is that of the article that the claims were taken from.
    """
    if not claims or not page.text:
        return None
    from provenance.matching import compare, kinship, read_page_terms, read_terms

    text = f"{page.title}\n{page.text}" if page.title else page.text
    terms = read_page_terms(text, language=page.language)
    fits = []
    for number, claim in enumerate(claims):
        read = read_terms(claim, likely=language)
        match = compare(read, terms)
        fits.append(Fit(number, match, strength_of(match), kinship(read, terms, match)))
    return max(fits, key=lambda fit: (fit.strength, -fit.claim))


def strength_of(match: Match) -> float:
    """Window, names and numbers as one number, 0 to 1; names and numbers count only where the claim has some.

    One that stands on the page but outside the window counts half: pages share numbers with anything.
    """
    parts = [(match.window, 3.0)]
    if match.names_total:
        parts.append(((match.names_found + match.names_near) / (2 * match.names_total), 1.0))
    if match.numbers_total:
        parts.append(((match.numbers_found + match.numbers_near) / (2 * match.numbers_total), 1.0))
    return sum(value * weight for value, weight in parts) / sum(weight for _, weight in parts)


def fits_content(match: Match, floor: float = RIGHT_PAGE) -> bool:
    """Whether a page's words make it a right page for a claim.

    In one script, by the window, if any of the claim's names stands on the page. Across scripts only names, numbers and a
    small glossary can be compared, so half the window is enough where two names or numbers stand together (rules.md, 5.4).
    Where every name and number is there, the words may stand further apart, in a dozen sentences.
    A claim of common words ("nothing was said") stands on any page, and fits none.
    """
    if match.window * match.weight < _TELLING:
        return False
    if match.window >= floor and (match.names_found or not match.names_total):
        return True
    if has_every_particular(match) and match.stretch >= floor:
        return True
    return match.cross_script and match.window >= floor / 2 and match.names_near + match.numbers_near >= 2


def has_every_particular(match: Match) -> bool:
    """Whether all of a claim's names and numbers, three at least, are on the page: then its words may be a retelling's."""
    return match.names_all and match.numbers_all and match.names_total + match.numbers_total >= _PARTICULARS


def passages_of(page: Page, claims: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of the page's text that bear on the claims, best first, each place once, at most five."""
    if not claims or not page.text:
        return ()
    from provenance.matching import find_passages, read_page_terms, read_terms

    terms = read_page_terms(page.text, language=page.language)
    best: dict[tuple[int, int], Passage] = {}
    for claim in claims:
        for passage in find_passages(read_terms(claim), terms, limit=_PASSAGES):
            place = (passage.start, passage.end)
            if place not in best or passage.score > best[place].score:
                best[place] = passage
    return tuple(sorted(best.values(), key=lambda passage: (-passage.score, passage.start))[:_PASSAGES])


def _exclude(page: Page, dated: bool | None, *, addressed: bool) -> str:
    if page.kind == "other" and addressed:  # a file that is cited by its address is the item, readable or not
        return ""
    if page.kind != "article":
        return {
            "front": "it is the site's front page",
            "list": "it is a list of items",
            "search": "it is a search page",
            "error": "the site answered with an error",
            "soft-404": "it says that the page is gone",
            "empty": "it has no text",
        }.get(page.kind, "it is no article")
    if dated is False and not addressed:
        return f"it is dated {page.published}"
    return ""
