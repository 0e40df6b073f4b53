"""Services that know addresses and hold no pages (day files of GDELT, full-text searches): they guide a search, no more.

What one of them lists is still looked for in the archives, so its silence or failure leaves an outcome as it was. It is asked
last, once for an outlet-day, and sent words of the article only if it is one that needs them and the user switched it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.catalog.addresses import slug_text
from provenance.model.answer import PageQuery, PagesFound
from provenance.model.dates import Window

from .asking import Asker, Ledger

if TYPE_CHECKING:
    from provenance.markup import PageLink
    from provenance.matching import Terms

#: Words of the claim that a search is sent, names and rare words first.
_WORDS = 5
_TELLING = 0.9
_MOST = 250


def ask_guides(asker: Asker, hosts: Sequence[str], window: Window, terms: Sequence[Terms], ledger: Ledger) -> list[PageLink]:
    """The addresses that the guides of a run list for an outlet and its days, with their titles or the words they bear.

    Args:
        asker: knows the guides.
        hosts: the outlet's, the likeliest first; only the first is asked about.
        window: the cited days.
        terms: the claims; words of theirs go only to services that are sent words.
        ledger: each question is entered, and none leaves a gap.
    """
    from provenance.markup import PageLink

    links: list[PageLink] = []
    for guide in asker.guides if hosts else ():
        words = telling_words(terms) if guide.sends_words else ()
        query = PageQuery(host=hosts[0], first=window.first, last=window.last, words=words, limit=_MOST)
        answer = asker.listed(guide, query)
        asked = f"pages of {hosts[0]} from {window.first} to {window.last}"
        reason = "" if isinstance(answer, PagesFound) else answer.reason
        why = f"{guide.title} knows addresses of that day, which archives may hold"
        ledger.note(guide.id, answer.outcome, reason, answer.records, request=asked, why=why, optional=True)
        if isinstance(answer, PagesFound):
            links += [PageLink(url=page.url, text=page.title or slug_text(page.url)) for page in answer.pages]
    return links


def telling_words(terms: Sequence[Terms]) -> tuple[str, ...]:
    """The few words by which a claim is best searched for: its names, then its rare words, in their order."""
    found: dict[str, int] = {}
    for claim in terms:
        for place, term in enumerate(claim.terms):
            if term.name or term.weight >= _TELLING:
                found.setdefault(term.word, place - 1000 * term.name)
    return tuple(sorted(found, key=lambda word: found[word])[:_WORDS])
