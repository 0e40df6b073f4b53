"""Text -> dates that keep their precision, with every reading kept and nothing filled in."""

from .hit import DateHit
from .scan import find_dates
from .timestamps import read_timestamp
from .weekdays import find_weekdays
from .years import infer_year

__all__ = ["DateHit", "find_dates", "find_weekdays", "infer_year", "read_timestamp"]
