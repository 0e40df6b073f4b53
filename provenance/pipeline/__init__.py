"""The only wiring: source -> document -> reading -> resolutions -> judgement -> audit."""

from .auditing import audit_document
from .describing import ArchiveRow, describe_archives
from .desk import Desk, open_desk, open_registry
from .reading import is_address, read_article, read_source
from .support import PairJudge

__all__ = [
    "ArchiveRow",
    "Desk",
    "PairJudge",
    "audit_document",
    "describe_archives",
    "is_address",
    "open_desk",
    "open_registry",
    "read_article",
    "read_source",
]
