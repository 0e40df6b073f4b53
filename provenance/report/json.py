"""JSON by the contract (schema version 1): one object on one line, keys in a fixed order, equal runs give equal bytes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ..model.dates import DateRange, PartialDate

if TYPE_CHECKING:
    # To draw a reading, the records of an audit need not be loaded: `parse` is quick.
    from ..model.assessment import Assessment, OriginGraph, Profile
    from ..model.audit import Audit
    from ..model.citation import Citation, Reference
    from ..model.claim import Claim
    from ..model.document import Document
    from ..model.evidence import Candidate, Passage, Resolution
    from ..model.opinion import Opinion
    from ..model.reading import Reading

#: Grades and outcomes in the order in which the profile lists them; a run that lacks one still shows its 0.
GRADES = ("A", "B", "C", "D", "P", "U", "NC", "R", "NA")
OUTCOMES = ("matched", "candidates", "copies_only", "no_match", "not_archived", "refused", "unreachable", "not_tried")

#: Digits after the point: below what any rule asks, above what another processor's last bit changes.
_DIGITS = 6
_SURROGATE = re.compile("[\ud800-\udfff]")


def draw_reading(reading: Reading, *, pretty: bool = False) -> str:
    """`parse --format json`."""
    return _line(_reading(reading), pretty)


def draw_audit(audit: Audit, *, observed: bool = True, pretty: bool = False) -> str:
    """`audit --format json`; without `observed`, two equal runs give the same bytes."""
    shown = _reading(audit)
    shown["resolutions"] = [_resolution(resolution) for resolution in audit.resolutions]
    shown["assessments"] = [_assessment(assessment) for assessment in audit.assessments]
    shown["profile"] = _profile(audit.profile)
    shown["run"] = {
        "version": audit.run.version,
        "rules_version": audit.run.rules_version,
        "rules_sha256": audit.run.rules_sha256,
        "rules_preset": audit.run.rules_preset,
        "settings_sha256": audit.run.settings_sha256,
        "as_of": audit.run.as_of,
        "archives": audit.run.archives,
        "words_sent_to": audit.run.words_sent_to,
    }
    if audit.corrections is not None:
        shown["corrections"] = {
            "records": audit.corrections.records,
            "in_force": audit.corrections.in_force,
            "last": audit.corrections.last,
            "fallen": [
                {"sha256": record.sha256, "layer": record.layer, "to": record.to, "by": record.by, "claim": record.anchor.exact}
                for record in audit.corrections.fallen
            ],
        }
    if audit.bundle is not None:
        bundle = audit.bundle
        shown["bundle"] = {"file": bundle.file, "sha256": bundle.sha256, "pages": bundle.pages, "stamp": bundle.stamp}
    if observed:
        seen = audit.observed
        shown["observed"] = {
            "requests": _sorted(seen.requests) if seen else {},
            "cache_hits": seen.cache_hits if seen else 0,
            "seconds": round(seen.seconds, 3) if seen else 0.0,
            "query_times": _sorted(seen.query_times) if seen else {},
        }
    return _line(shown, pretty)


def draw_error(source: str, error: str) -> str:
    """The line of a source that can't be read."""
    return _line({"source": source, "error": error}, False)


def _line(value: dict[str, Any], pretty: bool) -> str:
    separators = None if pretty else (",", ":")
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, indent=2 if pretty else None, separators=separators)
    # Half a surrogate pair (a broken file name or entity) has no UTF-8; its JSON escape says the same.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def _plain(value: Any) -> Any:
    """Only what JSON knows: dates as EDTF, moments as UTC with `Z`, floats rounded, nothing that is no number."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0 if math.isfinite(value) else None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, PartialDate | DateRange):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)


def _sorted(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value[key] for key in sorted(value)}


def _reading(reading: Reading) -> dict[str, Any]:
    spans = reading.document.offsets is not None or reading.document.format in ("docx", "pdf")
    return {
        "schema_version": reading.schema_version,
        "document": _document(reading.document),
        "references": [_reference(reference, spans) for reference in reading.references],
        "citations": [_citation(citation, spans) for citation in reading.citations],
        "doubtful": [
            {"start": doubt.start, "end": doubt.end, "text": doubt.text, "why": doubt.why, "confidence": doubt.confidence}
            for doubt in reading.doubtful
        ],
        "passed_over": [
            {"start": passed.start, "end": passed.end, "text": passed.text, "why": passed.why} for passed in reading.passed_over
        ],
        "claims": [_claim(claim) for claim in reading.claims],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "start": finding.start,
                "end": finding.end,
                "message": finding.message,
                "about": finding.about,
            }
            for finding in reading.findings
        ],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "source": document.source,
        "format": document.format,
        "title": document.title,
        "published": document.published,
        "published_time": document.published_time,
        "published_zone": document.published_zone,
        "published_from": document.published_from,
        "publisher": document.publisher,
        "publisher_name": document.publisher_name,
        "author": document.author,
        "language": document.language,
        "country": document.country,
        "url": document.url,
        "text": document.text,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "warnings": document.warnings,
    }


def _reference(reference: Reference, spans: bool) -> dict[str, Any]:
    shown = {
        "id": reference.id,
        "start": reference.start,
        "end": reference.end,
        "text": reference.text,
        "style": reference.style,
        "citations": reference.citations,
    }
    return shown | ({"source_span": reference.source_span} if spans else {})


def _citation(citation: Citation, spans: bool) -> dict[str, Any]:
    source, day = citation.source, citation.date
    shown = {
        "id": citation.id,
        "reference": citation.reference,
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "signal": citation.signal,
        "role": citation.role,
        "confidence": citation.confidence,
        "source": {
            "name": source.name,
            "start": source.start,
            "end": source.end,
            "kind": source.kind,
            "outlet": source.outlet,
            "lost": source.lost,
        },
        "date": day
        and {
            "text": day.text,
            "value": day.value,
            "precision": day.precision,
            "readings": day.readings,
            "year_inferred": day.year_inferred,
            "reason": day.reason,
            "start": day.start,
            "end": day.end,
        },
        "title": citation.title,
        "author": citation.author,
        "url": citation.url,
        "pages": citation.pages,
        "issue": citation.issue,
        "identifiers": _sorted(citation.identifiers),
        "tags": citation.tags,
        "via": citation.via,
        "refers_to": citation.refers_to,
        "why": citation.why,
    }
    return shown | ({"source_span": citation.source_span} if spans else {})


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "need": claim.need,
        "need_reasons": claim.need_reasons,
        "citations": [{"id": link.id, "coverage": link.coverage} for link in claim.citations],
        "named_sources": [
            {"name": named.name, "start": named.start, "end": named.end, "speech": named.speech}
            for named in claim.named_sources
        ],
        "quotations": [{"start": quote.start, "end": quote.end, "text": quote.text} for quote in claim.quotations],
        # What grading asks about the claim: with these a grade can be derived again from the report alone.
        "traits": claim.traits,
        "event": claim.event,
        "sentence": claim.sentence,
        "paragraph": claim.paragraph,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    shown: dict[str, Any] = {"start": passage.start, "end": passage.end, "text": passage.text, "score": passage.score}
    return shown | ({} if passage.sentence is None else {"sentence": passage.sentence})


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "url": candidate.url,
        "archive": candidate.archive,
        "archive_url": candidate.archive_url,
        "captured_at": candidate.captured_at,
        "sha256": candidate.sha256,
        "title": candidate.title,
        "published": candidate.published,
        "published_from": candidate.published_from,
        "language": candidate.language,
        "role": candidate.role,
        "identity": candidate.identity,
        "signals": _sorted(candidate.signals),
        "passages": [_passage(passage) for passage in candidate.passages],
    }


def _resolution(resolution: Resolution) -> dict[str, Any]:
    return {
        "citation": resolution.citation,
        "outcome": resolution.outcome,
        "outcome_reason": [
            {"archive": answer.archive, "outcome": answer.outcome, "reason": answer.reason}
            for answer in resolution.outcome_reason
        ],
        "explanation": resolution.explanation,
        "lookup": resolution.lookup,
        "lookup_rule": resolution.lookup_rule,
        "outlet_from": resolution.outlet_from,
        "identity": resolution.identity,
        "candidates": [_candidate(candidate) for candidate in resolution.candidates],
        "coverage": {"pages_seen": resolution.coverage.pages_seen, "day_captured": resolution.coverage.day_captured},
        "queries": [
            {
                "id": query.id,
                "archive": query.archive,
                "request": query.request,
                "status": query.status,
                "outcome": query.outcome,
                "why": query.why,
                "reason": query.reason,
            }
            for query in resolution.queries
        ],
    }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    return {
        "model": opinion.model,
        "tier": opinion.tier,
        "said": opinion.said,
        "stands": opinion.stands,
        "why": opinion.why,
        "effect": opinion.effect,
        "for_person": opinion.for_person,
        "score": opinion.score,
        "quotes": [{"start": quote.start, "end": quote.end, "text": quote.text} for quote in opinion.quotes],
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    override = assessment.override
    return {
        "claim": assessment.claim,
        "grade": assessment.grade,
        "provisional": assessment.provisional,
        "support": [
            {
                "citation": support.citation,
                "sha256": support.sha256,
                "level": support.level,
                "counts": support.counts,
                "confidence": support.confidence,
                "score": support.score,
                "reason": support.reason,
                "passages": [_passage(passage) for passage in support.passages],
                **({"opinions": [_opinion(opinion) for opinion in support.opinions]} if support.opinions else {}),
            }
            for support in assessment.support
        ],
        "independent_origins": assessment.independent_origins,
        "strong_origins": assessment.strong_origins,
        "together": assessment.together
        and {
            "citations": assessment.together.citations,
            "level": assessment.together.level,
            "score": assessment.together.score,
            "reason": assessment.together.reason,
        },
        "origins": assessment.origins and _origins(assessment.origins),
        "codes": assessment.codes,
        "tags": assessment.tags,
        "tag_sources": [
            {
                "tag": row.tag,
                "citation": row.citation,
                "outlet": row.outlet,
                "value": row.value,
                "from": row.since,
                "to": row.until,
                "source": row.source,
                "date": row.date,
            }
            for row in assessment.tag_sources
        ],
        "reason": assessment.reason,
        "trace": assessment.trace,
        "override": override
        and {
            "layer": override.layer,
            "from": override.from_,
            "to": override.to,
            "reason": override.reason,
            "by": override.by,
            "at": override.at,
        },
    }


def _origins(graph: OriginGraph) -> dict[str, Any]:
    return {
        "groups": graph.groups,
        "earliest_seen": graph.earliest,
        "edges": [
            {
                "one": edge.one,
                "two": edge.two,
                "reason": edge.reason,
                "strength": edge.strength,
                "joined": edge.joined,
                "towards": edge.towards,
            }
            for edge in graph.edges
        ],
        "circular": graph.circular,
        "unread": graph.unread,
    }


def _profile(profile: Profile) -> dict[str, Any]:
    grades: dict[str, int] = {str(grade): count for grade, count in profile.grades.items()}
    return {
        "grades": {grade: grades.get(grade, 0) for grade in GRADES},
        "cited_share": profile.cited_share,
        "found_share": profile.found_share,
        "supported_share": profile.supported_share,
        "supported": {
            "n": profile.supported.n,
            "share": profile.supported.share,
            "low": profile.supported.low,
            "high": profile.supported.high,
        },
        "bounds": profile.bounds,
        "outcomes": {outcome: profile.outcomes.get(outcome, 0) for outcome in OUTCOMES},
        "attention": profile.attention,
    }
