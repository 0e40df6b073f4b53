"""One cheap question to a service, to see whether it answers at all.

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

Probe = CaptureQuery | PageQuery | tuple[Scheme, str]


def probe_of(adapter: Adapter) -> Probe | str:
    """The cheap question to an adapter's service, or why there is none."""
    if adapter.probe is not None:
        return adapter.probe
    if adapter.kind == "captures":
        return CAPTURES
    return PAGES if adapter.kind == "pages" else WORK


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
