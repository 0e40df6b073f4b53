"""What every service that lists pages has in common: how it is opened, and how it says that a question is not for it."""

from __future__ import annotations

from typing import ClassVar

from provenance.model.answer import AnswerOutcome, Gap, PageQuery, PagesAnswer
from provenance.net import Client, Response

from .outcome import Ledger
from .settings import ArchiveSettings
from .speaking import Speaker


class ListingService:
    """A service that lists pages (a `PageLister`). A service of its own says how it is asked, in `list_pages`.

    Args:
        settings: its address, rate and key.
        client: asks the network.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    sends_words: ClassVar[bool] = False
    #: The service's own root, where the settings name no other.
    base: ClassVar[str]
    #: The class of its requests, which have a rate of their own on a host that does other things too.
    lane: ClassVar[str] = ""

    def __init__(self, settings: ArchiveSettings, client: Client) -> None:
        self._base = (settings.base_url or self.base).rstrip("/")
        client.allow(self._base)
        self._client, self._key = client, settings.key
        self._speaker = Speaker(client, settings.rate, settings.timeout, self.lane)

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def list_pages(self, query: PageQuery) -> PagesAnswer:
        """Which pages are known?"""
        raise NotImplementedError

    def _skip(self, ledger: Ledger, why: str) -> Gap:
        """The question is not put, because this service could not answer it."""
        ledger.note_local(self._base, "skipped", why)
        return ledger.gap("skipped", why)


def words_of(query: PageQuery) -> list[str]:
    """The question's words without signs that a search language would read as its own."""
    return [word for word in query.words if word.isalnum()]


def is_of(host: str | None, hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of an outlet's own, or below one."""
    name = (host or "").lower().removeprefix("www.")
    return any(name == own or name.endswith(f".{own}") for own in hosts)


def said_of_key(answer: Response) -> tuple[AnswerOutcome, str] | None:
    """What a service with keys means by 401 and 403."""
    return ("refused", "the service does not take the key") if answer.status in (401, 403) else None
