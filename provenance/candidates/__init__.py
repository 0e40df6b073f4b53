"""Citations -> planned questions (and why) -> candidate pages, ranked without loading them."""

from .questions import Step, plan_address, plan_questions
from .ranking import headlines, rank_captures, rank_links
from .settings import FindSettings

__all__ = ["FindSettings", "Step", "headlines", "plan_address", "plan_questions", "rank_captures", "rank_links"]
