"""Claims and evidence to grades: what a page shows, when, from whom, and how sure that is. Pure functions."""

from .judging import Judgement, assess
from .support import judge_support

__all__ = ["Judgement", "assess", "judge_support"]
