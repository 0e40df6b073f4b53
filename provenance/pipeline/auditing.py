"""One document in, one `Audit` out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.catalog.rules import PRESETS, Rules, load_rules
from provenance.model.audit import Audit, Corrections, Observed, Run
from provenance.model.document import Document
from provenance.model.evidence import Resolved
from provenance.model.override import OverrideRecord
from provenance.model.progress import Progress, Watcher, unwatched
from provenance.version import VERSION

from .desk import Desk
from .reading import read_article

if TYPE_CHECKING:
    from .advisors import Advisor


def audit_document(
    document: Document,
    desk: Desk,
    *,
    watch: Watcher = unwatched,
    seconds: float = 0.0,
    overrides: Sequence[OverrideRecord] = (),
    advisors: Sequence[Advisor] = (),
) -> Audit:
    """Audits one article.

    1. read references, citations and claims; 2. find the cited items; 3. judge; 4. put the result together.

    Args:
        document: the article.
        desk: registry, rules, archives.
        watch: told of every step.
        seconds: what the caller measured so far, added to `observed`.
        overrides: the log of a person's corrections.
        advisors: models that the user wants asked.
    """
    from provenance.assessment import assess

    from .resolving import resolve

    started = desk.clock()
    before = desk.client.bill
    reading = read_article(document, desk.registry, desk.rules, as_of=desk.as_of)
    watch(Progress(stage="read", done=1, total=1, note=f"{len(reading.citations)} citations, {len(reading.claims)} claims"))
    resolved = resolve(
        reading,
        desk.registry,
        desk.archives,
        desk.settings.find,
        watch=watch,
        unknown=desk.unknown,
        workers=desk.side_by_side,
        guides=desk.guides,
    )
    watch(Progress(stage="judge", done=0, total=1))
    ids = {citation.source.outlet for citation in reading.citations if citation.source.outlet}
    if reading.document.publisher:
        ids.add(reading.document.publisher)
    outlets = {id: outlet for id in sorted(ids) if (outlet := desk.registry.outlet(id)) is not None}
    judge = partial(
        assess, reading, resolved, outlets, desk.rules, desk.as_of, sensitivity=_other_presets(desk), overrides=overrides
    )
    judgement = judge()
    if advisors:
        from .advising import ask_advisors

        judgement = judge(answers=ask_advisors(reading, judgement.assessments, advisors))
    findings = sorted((*reading.findings, *judgement.findings), key=lambda finding: (finding.start, finding.end, finding.code))
    watch(Progress(stage="judge", done=1, total=1))
    after = desk.client.bill
    return Audit(
        document=reading.document,
        references=reading.references,
        citations=reading.citations,
        doubtful=reading.doubtful,
        passed_over=reading.passed_over,
        claims=reading.claims,
        findings=tuple(findings),
        resolutions=tuple(item.resolution for item in resolved),
        assessments=judgement.assessments,
        profile=judgement.profile,
        corrections=_corrections(overrides, judgement.fallen) if overrides else None,
        run=Run(
            version=VERSION,
            rules_version=desk.rules.version,
            rules_sha256=desk.rules.sha256,
            rules_preset=desk.rules.preset,
            settings_sha256=desk.settings.sha256,
            as_of=desk.as_of,
            archives=desk.archive_names,
            words_sent_to=(*desk.words_sent_to, *(advisor.sent_to for advisor in advisors if advisor.sent_to)),
        ),
        observed=Observed(
            requests=_spent(dict(before.requests), dict(after.requests)),
            cache_hits=after.cache_hits - before.cache_hits,
            seconds=round(seconds + desk.clock() - started, 3),
            query_times=_query_times(resolved),
        ),
    )


def _corrections(log: Sequence[OverrideRecord], fallen: Sequence[OverrideRecord]) -> Corrections:
    from provenance.assessment.overrides import active_records

    return Corrections(records=len(log), in_force=len(active_records(log)), last=log[-1].sha256, fallen=tuple(fallen))


def _other_presets(desk: Desk) -> tuple[Rules, ...]:
    """The same rule file under the presets that are not in use: what they would grade otherwise is fragile."""
    path = Path(desk.settings.judge.rules) if desk.settings.judge.rules else None
    return tuple(load_rules(path, preset=preset) for preset in PRESETS if preset != desk.rules.preset)


def _spent(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {host: count - before.get(host, 0) for host, count in sorted(after.items()) if count > before.get(host, 0)}


def _query_times(resolved: tuple[Resolved, ...]) -> dict[str, datetime]:
    times: dict[str, datetime] = {}
    for item in resolved:
        for id, time in item.times.items():
            times[id] = time.astimezone(UTC)
    return dict(sorted(times.items()))
