"""What every registry of identifiers has in common: how it is opened, and that nothing malformed is sent."""

from __future__ import annotations

from typing import ClassVar

from provenance.model.answer import Scheme, WorkAnswer
from provenance.net import Client

from .identifier import bare_identifier
from .outcome import Ledger
from .settings import ArchiveSettings
from .speaking import Speaker

_NAMES: dict[Scheme, str] = {"doi": "DOI", "arxiv": "arXiv id", "pmid": "PMID"}


class IdentifierService:
    """A registry of identifiers (a `WorkIndex`). A service of its own says how it is asked, in `_ask`.

    Args:
        settings: its address, rate and key.
        client: asks the network.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    sends_words: ClassVar[bool] = False
    schemes: ClassVar[tuple[Scheme, ...]]
    #: The service's own root, where the settings name no other.
    base: ClassVar[str]

    def __init__(self, settings: ArchiveSettings, client: Client) -> None:
        self._base = (settings.base_url or self.base).rstrip("/")
        client.allow(self._base)
        self._key = settings.key
        self._speaker = Speaker(client, settings.rate, settings.timeout)

    def close(self) -> None:
        """Nothing to let go of: the client is shared."""

    def describe(self, scheme: Scheme, value: str) -> WorkAnswer:
        """What an identifier stands for. One that is malformed, or that another registry has, is not sent."""
        ledger = Ledger(self.id)
        bare = bare_identifier(scheme, value) if scheme in self.schemes else None
        if bare is None:
            why = f"this is no {' or '.join(_NAMES[one] for one in self.schemes)}"
            ledger.note_local(f"{scheme} {value[:200]}", "bad_query", why)
            return ledger.gap("bad_query", why)
        return self._ask(scheme, bare, ledger)

    def _ask(self, scheme: Scheme, bare: str, ledger: Ledger) -> WorkAnswer:
        """Ask for an identifier that is well formed."""
        raise NotImplementedError
