"""Copies of an item in other outlets: pages of those days that credit the cited outlet and fit the claim."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.candidates.questions import readings_of
from provenance.candidates.settings import FindSettings
from provenance.evidence.identity import credits_outlet, identify
from provenance.model.dates import Window
from provenance.model.evidence import Candidate, Page

from .sightings import Quarry


def find_copies(quarry: Quarry, pages: Iterable[Page], settings: FindSettings) -> tuple[tuple[Candidate, Page], ...]:
    """Copies among the pages that a run has read, best first; ties by address.

    A copy is an article of another outlet, dated from the day before the cited one to `days_after` days later (or captured
    then, where it has no date), that credits the cited outlet by name and fits the claim.
    """
    windows = [reading.window for reading in readings_of(quarry.citation, settings)]
    if not windows:
        return ()
    found: list[tuple[Candidate, Page]] = []
    for page in pages:
        if page.kind != "article" or not page.credits or not any(_within(page, window, settings) for window in windows):
            continue
        credit = credits_outlet(page, quarry.lookup, quarry.outlet)
        if credit is None:
            continue
        judged = identify(page, quarry.citation, quarry.lookup, quarry.texts, outlet=quarry.outlet, windows=windows)
        signals = judged.signals
        if (
            signals.get("outlet_match")
            or not signals.get("content")
            or float(signals.get("strength", 0.0)) < settings.match_floor
        ):
            continue
        identity = "medium" if signals.get("date_match") else "low"
        found.append(
            (judged.model_copy(update={"role": "copy", "identity": identity, "signals": {**signals, "credit": credit}}), page)
        )
    found.sort(key=lambda pair: (-float(pair[0].signals["strength"]), pair[0].url, pair[0].archive_url))
    return tuple(found[: settings.max_candidates])


def _within(page: Page, window: Window, settings: FindSettings) -> bool:
    after = Window(window.first, window.widened(settings.days_after).last)
    if page.published is not None:
        return page.published.window.overlaps(Window(window.widened(1).first, after.last))
    captured = page.captured_at.date()
    return after.first <= captured <= after.last
