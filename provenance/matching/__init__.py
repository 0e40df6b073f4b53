"""Words, numbers, names and quotations of a sentence against other text, across scripts; blind to outlets."""

from .comparing import Match, compare, is_news_word
from .folding import name_likeness
from .headlines import headline_score
from .kinship import kinship
from .passages import find_passages
from .terms import PageTerms, Terms, read_page_terms, read_terms

__all__ = [
    "Match",
    "PageTerms",
    "Terms",
    "compare",
    "find_passages",
    "headline_score",
    "is_news_word",
    "kinship",
    "name_likeness",
    "read_page_terms",
    "read_terms",
]
