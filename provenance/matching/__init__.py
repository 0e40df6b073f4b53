"""Words, numbers, names and quotations of a sentence against other text, across scripts; blind to outlets."""

from .comparing import Match, compare
from .headlines import headline_score
from .passages import find_passages
from .terms import PageTerms, Terms, read_page_terms, read_terms

__all__ = ["Match", "PageTerms", "Terms", "compare", "find_passages", "headline_score", "read_page_terms", "read_terms"]
