"""Pages that were read for a citation, and the choice among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from provenance.candidates.settings import FindSettings
from provenance.catalog.addresses import page_key
from provenance.evidence.identity import GRACE, RIGHT_PAGE
from provenance.model.citation import Citation
from provenance.model.claim import Claim
from provenance.model.dates import Window
from provenance.model.evidence import Candidate, Identity, Page
from provenance.model.outlet import LookupAnswer, Outlet

#: A page that fits this well may be taken before the day's headlines are read, although other pages are yet unnamed.
SURE = 0.7
# A window at which a page states the claim whatever number it lacks: a short sentence with every word but its one number.
_WHOLE = 0.8
# The same across scripts, where a glossary finds words that were not meant.
_WHOLE_ACROSS = 0.92
# A window from which a page may lack one of the claim's names, or its names alone tell the claim.
_LACKING = 0.5
# Names and numbers of the claim from which a page of the day before can be told from another story.
_PARTICULARS = 3
# What can be asked of a page in another script than the claim, as a share of what is asked otherwise.
_CROSS_SCRIPT = 0.7
# Share of common words (Jaccard) from which two pages are one item.
_SAME = 0.85
# Share of the shorter page's words that the longer must hold where both have one title.
_HELD = 0.95
# The same for a first report and the full one: share of its characters that must stand there word for word, and how many.
_WORD_FOR_WORD, _LEAST_HELD = 0.6, 60
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+|\s*\|\s*")
# Words from which a line is said of the world; menus have shorter ones.
_SAID = 4
# What makes a sentence another's: numbers and names. Hours and days of a dateline are neither.
_TELLING_WORD = re.compile(r"\d+|[A-ZА-ЯЁІЇЄҐ]\w+")
_CLOCK = re.compile(r"\d\d?[:.]\d\d|\d\d?[./-]\d\d?[./-]\d{2,4}|\b\d\d?\s+\w+\s+\d{4}\b|\w+\s+\d\d?,\s+\d{4}")
#: Weight of the words that a page must share with the claim to be called the item: more than a full name and a verb.
_TELLING = 2.5
# A window so much smaller than the best page's shows that a page shares the claim's particulars, not its statement.
_ELSEWHERE = 0.3
# What the cited day itself counts against the day before and after it, in strength; more than the margin between pages.
_SAME_DAY = 0.20
_ORDER = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Quarry:
    """What is looked for: a citation, who is meant, and the words that it stands for (claims, then the printed title).

    `language` is the article's.
    """

    citation: Citation
    claims: tuple[Claim, ...]
    texts: tuple[str, ...]
    lookup: LookupAnswer
    outlet: Outlet | None
    language: str | None = None

    @property
    def name(self) -> str:
        """The outlet's name for the reader."""
        if self.lookup.outlet_name or self.lookup.name:
            return self.lookup.outlet_name or self.lookup.name
        return self.lookup.domains[0].host if self.lookup.domains else "the outlet"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page that was read for a citation, judged."""

    page: Page
    candidate: Candidate

    @property
    def strength(self) -> float:
        """How well the words fit, 0 to 1."""
        return float(self.candidate.signals.get("strength", 0.0))

    @property
    def standing(self) -> float:
        """The strength, and a bonus for the very day that is cited: the next day's story repeats the first one's words.

        A page without a day has it where a list of the day leads to it, or where it was captured before the day was over.
        """
        signals = self.candidate.signals
        own = signals.get("date_exact") or signals.get("date_listing") or signals.get("captured_that_day")
        return self.strength + (_SAME_DAY if own else 0.0)

    def tells(self, floor: float) -> bool:
        """Whether the words are those of the claim, not only of its topic.

        Other items of the same day and subject share the claim's names. They lack its numbers (a claim's number absent from a
        page: 5 % of such pages support it in full, rules.md, 5.3), so two thirds of these must be there, and both of two. Long
        pages share numbers with anything, so at least half of the names must be there, too.
        """
        signals = self.candidate.signals
        numbers, window = int(signals.get("numbers_total", 0)), float(signals.get("right_page", 0.0))
        names = int(signals.get("names_total", 0))
        stated, named = int(signals.get("numbers_found", 0)), int(signals.get("names_found", 0))
        window = max(window, float(signals.get("stretch", 0.0)))  # every particular is there, in a dozen sentences
        whole = _WHOLE_ACROSS if signals.get("cross_script") else _WHOLE
        few = stated < numbers - numbers // 3 or 2 * named < names
        if float(signals.get("shared", 0.0)) < _TELLING or (few and window < whole):
            return False
        if named < names:  # a person or place of the claim is not there: another's story, unless the numbers are or all else
            told = numbers and stated == numbers and not signals.get("cross_script")
            floor = max(floor, _LACKING if told else whole)
        elif not numbers:  # names alone: other stories of the place have them, too
            floor = max(floor, _LACKING)
        if numbers and stated == numbers and names > 1 and named == names:  # every particular is there
            floor = min(floor, RIGHT_PAGE)
        return window >= floor and self.strength >= floor

    @property
    def timely(self) -> bool:
        """Whether the page's day lets it be the item without the reader's word.

        The story of the next day repeats the first one's words, and the day before may have had a first report: a page dated
        after the cited day is for the reader to decide, one dated before it needs every particular and words beyond doubt.
        """
        signals = self.candidate.signals
        if signals.get("date_late"):
            return False
        if signals.get("date_exact") or signals.get("date_listing"):
            return True
        if signals.get("date_match") is None:  # nothing but the capture says when
            return bool(signals.get("captured_that_day"))
        whole = all(signals.get(f"{what}_found") == signals.get(f"{what}_total") for what in ("names", "numbers"))
        particulars = int(signals.get("names_total", 0)) + int(signals.get("numbers_total", 0))
        return whole and particulars >= _PARTICULARS and self.strength >= SURE

    @property
    def named(self) -> bool:
        """Whether the citation's own address or title says that this is the page."""
        return bool(self.candidate.signals.get("url_match") or self.candidate.signals.get("title_match"))

    def listed(self, where: str) -> Sighting:
        """The same page, its date taken from a listing of the cited day ("day page", "front page") if it has none itself."""
        candidate = self.candidate
        if candidate.signals.get("date_match") is not None or candidate.signals.get("excluded"):
            return self
        signals = {**candidate.signals, "date_match": True, "date_exact": where == "day page", "date_listing": where}
        surer: Identity = "high" if candidate.identity == "medium" else "medium"
        return Sighting(self.page, candidate.model_copy(update={"signals": signals, "identity": surer}))

    def bounded(self, days: tuple[date, date] | None, windows: Sequence[Window], end: datetime) -> Sighting:
        """The same page, its date taken from the site's counter if it has none itself; else with whether it was captured by
        `end` (UTC), so that no later day's story can be meant."""
        candidate = self.candidate
        if candidate.signals.get("date_match") is not None or candidate.signals.get("excluded"):
            return self
        signals = {**candidate.signals, "captured_that_day": self.page.captured_at <= end}
        if days is not None:
            counted = Window(*days)
            near = [window for window in windows if window.widened(GRACE).contains(counted)]
            if near:
                exact = any(window.contains(counted) for window in near)
                later = not exact and all(counted.last > window.last for window in near)
                signals.update(date_match=True, date_exact=exact, date_late=later)
                surer: Identity = "high" if candidate.identity == "medium" else "medium"
                return Sighting(self.page, candidate.model_copy(update={"signals": signals, "identity": surer}))
            if windows and not any(window.widened(GRACE).overlaps(counted) for window in windows):
                signals.update(date_match=False, excluded="the site's counter puts it on another day")
                return Sighting(self.page, candidate.model_copy(update={"signals": signals, "identity": "low"}))
        return Sighting(self.page, candidate.model_copy(update={"signals": signals}))

    @property
    def plausible(self) -> bool:
        """Whether it may be the item: no excluded page, the outlet's own, and of fitting words."""
        signals = self.candidate.signals
        owned = bool(signals.get("outlet_match") or signals.get("url_match"))
        return not signals.get("excluded") and owned and bool(signals.get("content"))


def rank_sightings(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Pages that may be the item, best first, each item once; ties by address and time of capture."""
    ranked = sorted(
        (sighting for sighting in sightings if sighting.plausible),
        key=lambda seen: (
            not seen.named,
            _ORDER[seen.candidate.identity],
            -seen.standing,
            page_key(seen.page.url),
            seen.page.captured_at,
            seen.page.archive,
        ),
    )
    kept: list[Sighting] = []
    for sighting in ranked:
        if not any(_same_item(sighting.page, other.page) for other in kept):
            kept.append(sighting)
    return kept


def pick_item(plausible: Sequence[Sighting], settings: FindSettings) -> Sighting | None:
    """The one of `plausible` (best first) that is clearly the item; None where there is none or more than one may be.

    Its identity is high, or medium with words beyond doubt; it tells the claim, and better than any other by the margin.
    A page that the citation's own address or title names needs neither.
    """
    if not plausible:
        return None
    best = plausible[0]
    floor, margin = settings.match_floor, settings.match_margin
    if best.candidate.signals.get("cross_script"):  # a claim can't be found whole in another script
        floor *= _CROSS_SCRIPT
    if best.candidate.identity == "medium":  # one of date and outlet is open
        floor, margin = max(floor, SURE), 2 * margin
    elif best.candidate.identity != "high":
        return None
    if not best.named and (not best.tells(floor) or not best.timely):
        return None
    rivals = [rival for rival in plausible[1:] if rival.named or not best.named]
    return None if any(_rivals(rival, best, floor, margin) for rival in rivals) else best


def _rivals(rival: Sighting, best: Sighting, floor: float, margin: float) -> bool:
    """Whether another page fits about as well: its words tell the claim, or as much of it stands there in one place.

    A page of the day's other news reaches the same strength by a number that happens to stand on it.
    """
    if rival.standing <= best.standing - margin:
        return False
    window, best_window = (float(one.candidate.signals.get("right_page", 0.0)) for one in (rival, best))
    return window > best_window - _ELSEWHERE or rival.tells(floor)


def _same_item(one: Page, other: Page) -> bool:
    """Whether two captures show one item: the same page, or nearly the same words (a print version, a mirror)."""
    if page_key(one.url) == page_key(other.url) or one.sha256 == other.sha256:
        return True
    words, others = set(one.text.casefold().split()), set(other.text.casefold().split())
    shared = len(words & others)
    if one.title and one.title == other.title:
        if shared >= _HELD * min(len(words), len(others)):
            return True  # a print view leaves out what stands around the text
        if one.published == other.published and _extends(one.text, other.text):
            return True
    return shared >= _SAME * len(words | others)


def _extends(one: str, other: str) -> bool:
    """Whether the longer of two texts is the shorter with more to it: a wire's flash and its full report of the same day.

    Most of the shorter stands in the longer word for word, and no number or name of it is missing there.
    """
    short, full = sorted((one, other), key=len)
    held = " ".join(_CLOCK.sub("", full).casefold().split())
    sentences = [" ".join(part.split()) for part in _SENTENCE.split(_CLOCK.sub("", short)) if len(part.split()) >= _SAID]
    missing = [part for part in sentences if part.casefold() not in held]
    kept = sum(len(part) for part in sentences) - sum(len(part) for part in missing)
    if kept < _WORD_FOR_WORD * sum(len(part) for part in sentences) or kept < _LEAST_HELD:
        return False
    known = set(_TELLING_WORD.findall(full))
    return all(word in known for part in missing for word in _TELLING_WORD.findall(part))
