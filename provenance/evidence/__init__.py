"""Candidate -> a fetched capture read as a `Page`; identity is decided here. Captures that a verdict rests on are kept here."""

from .bundle import EvidenceKeeper
from .identity import RIGHT_PAGE, credits_outlet, fit_page, identify
from .pages import read_page

__all__ = ["RIGHT_PAGE", "EvidenceKeeper", "credits_outlet", "fit_page", "identify", "read_page"]
