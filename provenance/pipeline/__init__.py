"""The only wiring: source -> document -> reading -> resolutions -> judgement -> audit."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.evidence import EvidenceKeeper

    from .advisors import open_advisor
    from .auditing import audit_document
    from .bundling import BundleReport, check_bundle, keep_evidence
    from .describing import ArchiveCheck, ArchiveRow, check_archives, describe_archives
    from .desk import Desk, open_desk
    from .domains import DomainCheck, check_domains
    from .preserving import PreservedRow, preserve_pages
    from .reading import is_address, open_registry, read_article, read_source
    from .recording import RecordedRow, record_answers
    from .support import PairJudge
    from .verifying import read_corrections

__all__ = [
    "ArchiveCheck",
    "ArchiveRow",
    "BundleReport",
    "Desk",
    "DomainCheck",
    "EvidenceKeeper",
    "PairJudge",
    "PreservedRow",
    "RecordedRow",
    "audit_document",
    "check_archives",
    "check_bundle",
    "check_domains",
    "describe_archives",
    "is_address",
    "keep_evidence",
    "open_advisor",
    "open_desk",
    "open_registry",
    "preserve_pages",
    "read_article",
    "read_corrections",
    "read_source",
    "record_answers",
]

# Reading an article needs neither archives nor grades: what a command does not use is not imported.
_HOMES = {
    "ArchiveCheck": "describing",
    "ArchiveRow": "describing",
    "BundleReport": "bundling",
    "Desk": "desk",
    "DomainCheck": "domains",
    "PairJudge": "support",
    "PreservedRow": "preserving",
    "RecordedRow": "recording",
    "audit_document": "auditing",
    "check_archives": "describing",
    "check_bundle": "bundling",
    "check_domains": "domains",
    "describe_archives": "describing",
    "is_address": "reading",
    "keep_evidence": "bundling",
    "open_advisor": "advisors",
    "open_desk": "desk",
    "open_registry": "reading",
    "preserve_pages": "preserving",
    "read_article": "reading",
    "read_corrections": "verifying",
    "read_source": "reading",
    "record_answers": "recording",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name == "EvidenceKeeper":  # for whoever opens a desk
        return importlib.import_module("provenance.evidence").EvidenceKeeper
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
