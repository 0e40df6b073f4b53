"""Cheap questions to a service: to see whether it answers at all, and to record how it does.

The questions are the same for everybody and hold no word of any article, so that a service that searches words may be asked
too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from provenance.model.answer import CaptureAnswer, CaptureQuery, PageQuery, PagesAnswer, Scheme, WorkAnswer

from .protocol import Adapter, Service

#: An address that every archive holds, in a week that every one of them has crawled.
CAPTURES = CaptureQuery(
    url="http://example.com/", since=datetime(2015, 10, 1, tzinfo=UTC), until=datetime(2015, 10, 8, tzinfo=UTC), limit=5
)
#: A day on which everybody published, and a word that is no secret.
PAGES = PageQuery(host="bbc.co.uk", first=date(2018, 10, 22), last=date(2018, 10, 22), words=("weather",), limit=5)
#: Crossref's own test record.
WORK: tuple[Scheme, str] = ("doi", "10.5555/12345678")

#: Well-formed identifiers that nobody has.
_UNREGISTERED: dict[Scheme, str] = {"doi": "10.5555/never-registered-20151001", "arxiv": "0704.99999", "pmid": "999999999"}

Probe = CaptureQuery | PageQuery | tuple[Scheme, str]


def probe_of(adapter: Adapter) -> Probe | str:
    """The cheap question to an adapter's service, or why there is none."""
    if adapter.probe is not None:
        return adapter.probe
    if adapter.kind == "captures":
        return CAPTURES
    return PAGES if adapter.kind == "pages" else WORK


def questions_of(adapter: Adapter) -> dict[str, Probe]:
    """The questions whose answers are worth recording, by name: one that finds something, one that finds nothing.

    Empty where no cheap question suits the service.
    """
    something = probe_of(adapter)
    if isinstance(something, str):
        return {}
    if isinstance(something, CaptureQuery):
        nothing: Probe = something.model_copy(update={"url": "http://example.com/never-there-20151001.html"})
    elif isinstance(something, PageQuery):
        # An outlet's own service has nothing of the years before there was a web; a search has nothing of a word that is none.
        own = something.host is not None and not something.words
        early = {"first": date(1801, 1, 2), "last": date(1801, 1, 2)}
        nothing = something.model_copy(update=early if own else {"words": ("zqxjkvbwpf",)})
    else:
        scheme = something[0]
        nothing = (scheme, _UNREGISTERED[scheme])
    return {"something": something, "nothing": nothing}


def put(question: Probe, service: Service) -> CaptureAnswer | PagesAnswer | WorkAnswer:
    """Put a question to the service that it is for.

    Raises:
        TypeError: it is for a service of another kind.
    """
    if isinstance(question, CaptureQuery) and hasattr(service, "look_up"):
        return service.look_up(question)
    if isinstance(question, PageQuery) and hasattr(service, "list_pages"):
        return service.list_pages(question)
    if isinstance(question, tuple) and hasattr(service, "describe"):
        return service.describe(*question)
    raise TypeError(f"{service.id} does not take such a question")
