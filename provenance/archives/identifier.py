"""Identifiers in the one form that registries are asked with, and the dates that they answer with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from provenance.model.answer import Scheme
from provenance.model.dates import PartialDate

_DOI = re.compile(r"^10\.\d{4,9}(?:\.\d+)*/\S+$")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ARXIV = re.compile(r"^(?:\d{4}\.\d{4,5}|[a-z][a-z.-]*(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?$")
_ARXIV_PREFIX = re.compile(r"^(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)", re.IGNORECASE)
_PMID = re.compile(r"^\d{1,9}$")
_PMID_PREFIX = re.compile(
    r"^(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid:?\s*)", re.IGNORECASE
)
_DAY = re.compile(r"^(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?:[T ].*)?$")


def bare_identifier(scheme: Scheme, value: str) -> str | None:
    """The identifier without its prefix or address, None where it is malformed. A DOI is folded to lower case."""
    text = value.strip()[:500]
    if scheme == "doi":
        text = _DOI_PREFIX.sub("", text).lower()
        return text if _DOI.match(text) else None
    if scheme == "arxiv":
        text = _ARXIV_PREFIX.sub("", text).removesuffix(".pdf")
        return text if _ARXIV.match(text) else None
    text = _PMID_PREFIX.sub("", text).strip("/")
    return text if _PMID.match(text) else None


def in_path(identifier: str) -> str:
    """The identifier as part of an address: everything but the slash is encoded where it has to be."""
    return quote(identifier, safe="/:.;()-_")


def date_of_parts(parts: object) -> PartialDate | None:
    """A date from `[2013, 10, 22]`, of which only the year need be there; None for `[null]`."""
    numbers = [part for part in parts[:3] if part is not None] if isinstance(parts, list) else []
    return _date([int(str(part)) for part in numbers if str(part).isdigit()])


def date_of_text(text: object) -> PartialDate | None:
    """A date from `2013`, `2013-10`, `2013-10-22T…` or `2013/10/22 00:00`."""
    found = _DAY.match(text.strip()) if isinstance(text, str) else None
    return _date([int(part) for part in found.groups() if part]) if found else None


def _date(numbers: Sequence[int]) -> PartialDate | None:
    if not numbers:
        return None
    try:
        return PartialDate.parse("-".join(f"{number:0{4 if place == 0 else 2}}" for place, number in enumerate(numbers)))
    except ValueError:
        return None
