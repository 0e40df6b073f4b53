"""From a reading to what became of each of its citations: the loop that wires planning, asking, reading and deciding."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from provenance.candidates.questions import address_of, domains_to_ask, is_titled, outlet_day, readings_of
from provenance.candidates.settings import FindSettings
from provenance.catalog.addresses import host_of
from provenance.model.answer import Capture
from provenance.model.citation import Citation
from provenance.model.evidence import Candidate, DayCoverage, Page, Resolution, Resolved
from provenance.model.outlet import DomainOn, LookupAnswer, Outlet
from provenance.model.progress import Progress, Watcher, unwatched
from provenance.model.reading import Reading

from .asking import Asker, Ledger
from .copying import ask_carriers, carriers_of, find_copies, read_likely_copies
from .hunting import Hunt
from .outcomes import explain, fold
from .sightings import Quarry
from .working import work_side_by_side

if TYPE_CHECKING:
    from provenance.archives import Archive, PageLister
    from provenance.outlets import Registry

    from .unknown import UnknownNames

#: Sources that may be outlets; a person, an account or a host is no name to ask for.
_ASKED_KINDS = ("outlet", "broadcaster", "publication", "unknown")
# Without a claim of its own, a citation stands for so many characters of the text before it.
_CONTEXT = 400


def resolve(
    reading: Reading,
    registry: Registry,
    archives: Sequence[Archive],
    settings: FindSettings,
    *,
    watch: Watcher = unwatched,
    unknown: UnknownNames | None = None,
    workers: int = 1,
    guides: Sequence[PageLister] = (),
) -> tuple[Resolved, ...]:
    """Looks for every citation of a reading in the archives.

    Citations of one outlet and day are looked for one after the other and share answers; the result is in the order of
    `reading.citations`, one for each, those with nothing to look for included.

    Args:
        reading: the article's citations and claims.
        registry: who is meant by a name on a day.
        archives: whom to ask; none means that nothing is tried.
        settings: budgets and thresholds.
        watch: told before each citation.
        unknown: asked for the names of outlets that no row knows.
        guides: services that list addresses, asked where the archives' own lists did not lead to the item.
        workers: outlet-days that are looked for side by side; the result is the same for any number.
    """
    asker = Asker(archives, settings.max_page_bytes, guides=guides)
    quarries = {citation.id: _quarry(citation, reading, registry, unknown) for citation in reading.citations}
    groups: dict[str, list[Citation]] = {}
    for citation in reading.citations:
        groups.setdefault(outlet_day(quarries[citation.id].lookup, citation), []).append(citation)
    reasons = {id: _nothing_to_look_for(quarry, archives, settings) for id, quarry in quarries.items()}
    namesakes = {id: _namesakes(quarry, archives, registry, settings) for id, quarry in quarries.items()}
    found: dict[str, Hunt] = {}
    told = _Told(watch, len(reading.citations))

    def search(group: Sequence[Citation]) -> None:
        own = asker.apart()
        ahead = _catalogues_first(own)
        for citation in group:
            quarry = quarries[citation.id]
            told.next(_note(quarry, archives))
            if namesakes[citation.id]:
                found[citation.id] = _hunt_namesakes(quarry, namesakes[citation.id], own, settings)
                continue
            if reasons[citation.id] is None and ahead is not None:
                hunt = found[citation.id] = Hunt(quarry, ahead, settings)
                hunt.run()
                if hunt.identified():
                    continue
            hunt = Hunt(quarry, own, settings)
            if reasons[citation.id] is None:
                hunt.run()
            found[citation.id] = hunt

    work_side_by_side([partial(search, group) for group in groups.values()], workers=workers, stop=asker.answers.stop)
    hunts = {citation.id: found[citation.id] for group in groups.values() for citation in group}
    watch(Progress(stage="find", done=len(hunts), total=len(reading.citations), note="looking for copies"))
    jobs = []
    for hunt in hunts.values():
        if not hunt.plausible() and _may_be_copied(hunt.quarry) and archives:
            captures = [capture for other in hunts.values() if other is not hunt for capture in other.pool]
            # Where a question is open, an aggregator would not close it.
            carriers = carriers_of(hunt.quarry, registry, settings) if hunt.steps and not hunt.ledger.gaps else ()
            jobs.append(partial(_look_for_copies, hunt, carriers, captures, asker.apart()))
    work_side_by_side(jobs, workers=workers, stop=asker.answers.stop)
    pages = asker.pages
    return tuple(
        _resolved(hunts[citation.id], None if namesakes[citation.id] else reasons[citation.id], pages, archives)
        for citation in reading.citations
    )


def _catalogues_first(asker: Asker) -> Asker | None:
    """The same memory over the capture catalogues alone, None where there are none, or nobody else.

    A catalogue costs no request. Only for an item that is not identified from it everyone is asked, the catalogue's own answers
    being known by then; so what it does not hold is never taken for what is not there.
    """
    catalogues = [archive for archive in asker.archives if getattr(archive, "is_catalogue", False)]
    if not catalogues or len(catalogues) == len(asker.archives):
        return None
    return replace(asker, archives=catalogues)


class _Told:
    """Tells the watcher of each citation that is begun, from whichever thread."""

    def __init__(self, watch: Watcher, total: int) -> None:
        self._watch, self._total, self._done, self._lock = watch, total, 0, threading.Lock()

    def next(self, note: str) -> None:
        with self._lock:
            self._watch(Progress(stage="find", done=self._done, total=self._total, note=note))
            self._done += 1


def _look_for_copies(hunt: Hunt, carriers: Sequence[Outlet], captures: list[Capture], asker: Asker) -> None:
    labels: dict[str, str] = {}
    if carriers:
        carried, labels = ask_carriers(hunt.quarry, carriers, asker, hunt.ledger, hunt.settings)
        captures = captures + carried
    read_likely_copies(hunt.quarry, captures, asker, hunt.ledger, hunt.settings, labels=labels)


def _resolved(hunt: Hunt, reason: str | None, read: Sequence[Page], archives: Sequence[Archive]) -> Resolved:
    quarry, settings, ledger = hunt.quarry, hunt.settings, hunt.ledger
    plausible, best = hunt.plausible(), hunt.identified()
    copies = () if plausible or not _may_be_copied(quarry) else find_copies(quarry, read, settings)
    gaps = [outcome for outcome, _ in ledger.gaps]
    outcome = fold(
        matched=best is not None,
        candidates=bool(plausible),
        copies=bool(copies),
        gaps=gaps,
        asked=bool(hunt.steps) and bool(archives),
        captured=hunt.captured,
        uncaptured=bool(hunt.uncaptured),
    )
    candidates: tuple[Candidate, ...] = tuple(sighting.candidate for sighting in plausible[: settings.max_candidates])
    pages: tuple[Page, ...] = tuple(sighting.page for sighting in plausible[: settings.max_candidates])
    if outcome == "copies_only":
        candidates, pages = tuple(copy for copy, _ in copies), tuple(page for _, page in copies)
    why = reason or next((text for state, text in ledger.gaps if _means(state, outcome) and text), "")
    if reason is None and not hunt.steps:
        why = "the citation gives neither an address nor a day"
    answered = any(answer in ("found", "empty") for answers in ledger.answers.values() for answer, _ in answers)
    return Resolved(
        resolution=Resolution(
            citation=quarry.citation.id,
            outcome=outcome,
            outcome_reason=ledger.by_archive(
                [archive.id for archive in archives], settled=outcome in ("matched", "candidates")
            ),
            explanation=explain(
                outcome,
                outlet=quarry.name,
                reason=why,
                pages_seen=len(hunt.pages_seen),
                candidates=len(candidates),
                headline=hunt.uncaptured[0] if hunt.uncaptured else "",
            ),
            identity=candidates[0].identity if candidates and outcome in ("matched", "candidates") else None,
            candidates=candidates,
            coverage=DayCoverage(
                pages_seen=len(hunt.pages_seen),
                day_captured=True if hunt.captured else False if answered and not gaps else None,
            ),
            queries=tuple(ledger.queries.values()),
            lookup=quarry.lookup.answer if quarry.lookup.name else None,
            lookup_rule=quarry.lookup.rule if quarry.lookup.name else None,
            outlet_from=_outlet_from(quarry.lookup),
        ),
        pages=pages,
        times=dict(ledger.times),
    )


def _outlet_from(lookup: LookupAnswer) -> str | None:
    """Where the row comes from, in words, if not from the shipped registry."""
    if lookup.unverified:
        return f"{lookup.unverified}, unverified"
    # The file's name alone: a report is handed on, and a path tells of the machine that it was made on.
    return f"your {PurePath(lookup.user_file).name}" if lookup.user_file else None


def _means(gap: str, outcome: str) -> bool:
    """Whether a gap is one of those that gave a citation its outcome."""
    return gap == outcome or (outcome == "unreachable" and gap == "bad_query") or (outcome == "not_tried" and gap == "skipped")


def _quarry(citation: Citation, reading: Reading, registry: Registry, unknown: UnknownNames | None) -> Quarry:
    claims = reading.claims_of(citation.id)
    texts = [_without_references(claim.start, claim.end, reading) for claim in claims]
    if not claims:
        reference = next((one for one in reading.references if one.id == citation.reference), None)
        start = reference.start if reference else citation.start
        texts = [_without_references(max(0, start - _CONTEXT), start, reading)]
    if citation.title:
        texts.append(citation.title)
    if citation.url is None and (address := address_of(dict(citation.identifiers))) is not None:
        citation = citation.model_copy(update={"url": address})
    lookup = _look_up(citation, reading, registry)
    if unknown is not None and citation.source.kind in _ASKED_KINDS and citation.source.name:
        lookup = unknown.ask(lookup, country=reading.document.country, language=reading.document.language)
    outlet = registry.outlet(lookup.outlet) if lookup.outlet else None
    return Quarry(citation, claims, tuple(text for text in texts if text.strip()), lookup, outlet, reading.document.language)


def _namesakes(quarry: Quarry, archives: Sequence[Archive], registry: Registry, settings: FindSettings) -> tuple[Quarry, ...]:
    """The same citation for each outlet that its ambiguous name may mean, those in being on the day first.

    Empty where the name is clear, or nothing could be asked for any of them.
    """
    lookup, citation = quarry.lookup, quarry.citation
    if lookup.answer != "ambiguous" or lookup.domains or citation.url or settings.max_namesakes == 0:
        return ()
    found: list[Quarry] = []
    for candidate in lookup.candidates:
        row = registry.outlet(candidate.outlet)
        one = replace(quarry, lookup=_of_outlet(citation, row, registry), outlet=row) if row is not None else None
        if one is not None and _nothing_to_look_for(one, archives, settings) is None:
            found.append(one)
    alive = [one for one in found if any(domain.on_date is not False for domain in one.lookup.domains)]
    return tuple(alive or found)


def _hunt_namesakes(quarry: Quarry, namesakes: Sequence[Quarry], asker: Asker, settings: FindSettings) -> Hunt:
    """Looks at one outlet after the other until the item is identified at one."""
    ledger = Ledger()
    hunts: list[Hunt] = []
    for one in namesakes[: settings.max_namesakes]:
        hunt = Hunt(one, asker, settings, ledger)
        hunt.run()
        hunts.append(hunt)
        if hunt.identified():
            break
    else:
        if left := namesakes[settings.max_namesakes :]:
            ledger.gap("skipped", f"{len(left)} other outlets bear the name “{quarry.citation.source.name}” and were not asked")
    return Hunt.joined(quarry, hunts, ledger)


def _without_references(start: int, end: int, reading: Reading) -> str:
    """Text of the article without the references in it: an outlet's name is no word of the claim."""
    text = reading.document.text
    parts, at = [], start
    for reference in sorted(reading.references, key=lambda one: one.start):
        if reference.style not in ("prose", "link") and reference.end > at and reference.start < end:
            parts.append(text[at : max(at, reference.start)])
            at = max(at, min(end, reference.end))
    parts.append(text[at:end])
    return " ".join(" ".join(parts).split())


def _look_up(citation: Citation, reading: Reading, registry: Registry) -> LookupAnswer:
    on = citation.date.value if citation.date else None
    name = citation.source.name or (host_of(citation.url) if citation.url else "")
    document = reading.document
    publication = document.publisher or document.publisher_name
    answer = registry.look_up(name, on=on, country=document.country, publication=publication, language=document.language)
    if citation.source.outlet and answer.outlet != citation.source.outlet:
        decided = registry.outlet(citation.source.outlet)
        answer = _of_outlet(citation, decided, registry) if decided is not None else answer
    if not answer.domains and citation.source.kind == "domain" and "." in name:
        # A host is its own outlet, under whatever suffix.
        host = host_of(name)
        answer = LookupAnswer(name=name, on=on, answer="outlet", rule="host", domains=(DomainOn(host=host),))
    if citation.url and not answer.domains:
        # An address is its own outlet: what it leads to is certain even where the name is not.
        address = registry.look_up(host_of(citation.url), on=on)
        answer = address.model_copy(update={"name": name or address.name})
    return answer


def _of_outlet(citation: Citation, outlet: Outlet, registry: Registry) -> LookupAnswer:
    """The look-up's answer for an outlet that is decided on."""
    on = citation.date.value if citation.date else None
    domains = []
    for domain in outlet.domains:
        used: bool | None = None
        if on is not None and (domain.since is not None or domain.until is not None):
            early = domain.since is not None and on.window.last.year < domain.since
            late = domain.until is not None and on.window.first.year > domain.until
            used = not (early or late)
        domains.append(DomainOn(host=domain.host, path=domain.path, since=domain.since, until=domain.until, on_date=used))
    return LookupAnswer(
        name=citation.source.name or outlet.name,
        on=on,
        answer="no_web" if outlet.web == "no" else "outlet",
        outlet=outlet.id,
        outlet_name=outlet.name,
        rule="reading",
        domains=tuple(domains),
        user_file=registry.user_rows.get(outlet.id),
    )


def _nothing_to_look_for(quarry: Quarry, archives: Sequence[Archive], settings: FindSettings) -> str | None:
    """Why a citation is not looked for, None if it is."""
    citation, lookup = quarry.citation, quarry.lookup
    if citation.refers_to is not None:
        return "it points to another entry of the text, which is looked for itself"
    if not archives:
        return "no archive was to be asked"
    if citation.url:
        return None
    if citation.source.lost:
        return "the name of the source is lost in the text"
    if "interview" in " ".join(citation.tags).lower() or citation.source.kind == "person":
        return "a person is cited, and nothing that is published"
    if citation.source.name is None:
        return "no source is named"
    if lookup.answer == "no_web":
        return f"{quarry.name} had no web site"
    if lookup.answer == "ambiguous":
        names = ", ".join(candidate.outlet_name for candidate in lookup.candidates[:4])
        return f"“{citation.source.name}” may be any of several outlets ({names})" if names else "several outlets bear the name"
    if not domains_to_ask(lookup, settings):
        if lookup.answer == "unknown":
            remark = f" ({lookup.remark})" if lookup.remark else ""
            return f"“{citation.source.name}” is not a known outlet, and no host is printed{remark}"
        return f"no web address is known for {quarry.name}"
    if citation.date is None:
        return "the citation gives neither a day nor an address"
    if is_titled(citation):
        return None
    if all(reading.window.days > settings.max_window_days for reading in readings_of(citation, settings)):
        return f"“{citation.date.text}” leaves too many days open to look through without an address"
    return None


def _may_be_copied(quarry: Quarry) -> bool:
    """Whether others may credit what is cited: an item of its own with an outlet's name, archived or not."""
    source = quarry.citation.source
    return quarry.citation.refers_to is None and source.name is not None and source.kind != "person"


def _note(quarry: Quarry, archives: Sequence[Archive]) -> str:
    day = f" of {quarry.citation.date.value}" if quarry.citation.date else ""
    whom = ", ".join(archive.id for archive in archives) or "nobody"
    return f"asking {whom} for {quarry.name}{day}"
