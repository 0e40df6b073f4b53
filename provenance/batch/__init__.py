"""Many documents, one after the other, in a way that can be killed and started again."""

from __future__ import annotations

from .runner import run_batch
from .sources import SourceList, SourceProblem, find_sources, list_sources, read_list
from .summary import BatchSummary, Failure

__all__ = [
    "BatchSummary",
    "Failure",
    "SourceList",
    "SourceProblem",
    "find_sources",
    "list_sources",
    "read_list",
    "run_batch",
]
