"""The only wiring: source -> document -> reading -> resolutions -> judgement -> audit."""

from .auditing import audit_document
from .desk import Desk, open_desk, open_registry
from .reading import is_address, read_article, read_source
from .support import PairJudge

__all__ = ["Desk", "PairJudge", "audit_document", "is_address", "open_desk", "open_registry", "read_article", "read_source"]
