"""Copies of an item in other outlets: pages of those days that credit the cited outlet and fit the claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from provenance.candidates.questions import capture_window, local_start, readings_of
from provenance.candidates.ranking import belongs, headlines, rank_captures
from provenance.candidates.settings import FindSettings
from provenance.catalog.addresses import host_of, is_root
from provenance.evidence.identity import credits_outlet, identify
from provenance.model.answer import Capture, CaptureQuery
from provenance.model.dates import Window
from provenance.model.evidence import Candidate, Page
from provenance.model.outlet import Outlet

from .asking import Asker, Ledger, links_in
from .sightings import Quarry

if TYPE_CHECKING:
    from provenance.outlets import Registry

# Pages of others that are loaded for one citation, and the fit of their names from which.
_PAGES, _LIKELY = 3, 0.35


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
        judged = identify(
            page,
            quarry.citation,
            quarry.lookup,
            quarry.texts,
            outlet=quarry.outlet,
            windows=windows,
            floor=settings.candidate_floor,
            language=quarry.language,
        )
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


def carriers_of(quarry: Quarry, registry: Registry, settings: FindSettings) -> tuple[Outlet, ...]:
    """The aggregators and monitors of the registry that may have carried an item, likeliest first.

    One that is known to carry the outlet comes first, then the aggregators of its country (of its host's, where the outlet is
    not known), then those of its language, then those that the user added; others are not worth a question.
    """
    outlet = quarry.outlet
    if settings.max_carriers == 0 or not quarry.lookup.domains:
        return ()
    ending = quarry.lookup.domains[0].host.rpartition(".")[2].upper()
    country = outlet.country if outlet else {"UK": "GB", "SU": "RU"}.get(ending, ending)
    languages = set(outlet.languages) - {"en"} if outlet else set()
    added = registry.user_rows
    found: list[tuple[int, str, Outlet]] = []
    for id in registry.ids:
        row = registry.outlet(id)
        if row is None or row.kind not in ("aggregator", "monitor") or not row.domains or (outlet and id == outlet.id):
            continue
        if outlet and outlet.id in row.monitors:
            found.append((0, id, row))
        elif row.kind == "aggregator":
            near = bool(country) and row.country == country
            known = bool(languages & set(row.languages))
            if near or known or id in added:
                found.append((1 if near else 2 if known else 3, id, row))
    return tuple(row for _, _, row in sorted(found, key=lambda entry: entry[:2])[: settings.max_carriers])


def ask_carriers(
    quarry: Quarry, carriers: Iterable[Outlet], asker: Asker, ledger: Ledger, settings: FindSettings
) -> tuple[list[Capture], dict[str, str]]:
    """What the carriers' hosts had captured around the cited day, and the headlines of their front page then.

    What is not answered here leaves nothing open: the item itself is looked for where it was published.
    """
    captures: list[Capture] = []
    labels: dict[str, str] = {}
    for reading in readings_of(quarry.citation, settings)[:1]:
        since, until = capture_window(reading.window, quarry.outlet, settings)
        for carrier in carriers:
            host = carrier.domains[-1].host
            query = CaptureQuery(
                url=host, match="host", since=since, until=until, one_per_page=True, limit=settings.max_captures_per_question
            )
            held = asker.captures(query, f"{carrier.name} repeats what others publish", ledger, optional=True)
            captures += held
            for front in [capture for capture in held if is_root(capture.url)][:1]:
                replayed = asker.replay(front, f"headlines that {carrier.name} repeats", ledger, optional=True)
                if replayed is not None:
                    found = headlines(links_in(replayed.content), hosts=[host])
                    labels.update({key: text for key, (_, text) in found.items()})
    return captures, labels


def read_likely_copies(
    quarry: Quarry,
    captures: Iterable[Capture],
    asker: Asker,
    ledger: Ledger,
    settings: FindSettings,
    *,
    labels: Mapping[str, str] | None = None,
) -> None:
    """Loads a few pages of other outlets that a run has seen listed, where their names fit the claim well.

    One that fails is a gap like any other: what might have shown a copy was not seen.
    """
    from provenance.matching import read_terms

    own = [domain.host for domain in quarry.lookup.domains]
    others = [capture for capture in captures if not belongs(host_of(capture.url), own)]
    terms = tuple(read_terms(text, likely=quarry.language) for text in quarry.texts)
    for reading in readings_of(quarry.citation, settings)[:1]:
        day = local_start(reading.window, quarry.outlet)
        ranked = rank_captures(others, terms, window=reading.window, day=day, grace=settings.days_after, labels=labels)
        for page in [page for page in ranked if page.fit is not None and page.fit >= _LIKELY][:_PAGES]:
            replayed = asker.replay(page.captures[0], f"it may quote {quarry.name}", ledger)
            if replayed is not None:
                asker.read(replayed, page.captures[0])


def _within(page: Page, window: Window, settings: FindSettings) -> bool:
    after = Window(window.first, window.widened(settings.days_after).last)
    if page.published is not None:
        return page.published.window.overlaps(Window(window.widened(1).first, after.last))
    captured = page.captured_at.date()
    return after.first <= captured <= after.last
