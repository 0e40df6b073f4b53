"""Candidate -> a fetched capture read as a `Page`; identity is decided here."""

from .identity import RIGHT_PAGE, credits_outlet, fit_page, identify
from .pages import read_page

__all__ = ["RIGHT_PAGE", "credits_outlet", "fit_page", "identify", "read_page"]
