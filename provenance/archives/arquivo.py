"""Arquivo.pt: the index and the captures of the Portuguese web archive.

Why this endpoint: after the Internet Archive it is the largest archive that answers programs about whole hosts, and it holds
many news pages that are not Portuguese. The index is pywb's, so `CdxServer` reads it. Its full-text search is an adapter of
its own (`arquivo_text`), because that is sent words of the article.

Limits: 250 requests a minute on the index, 400 on captures; whoever goes over them may be blocked for good (ours: 1/s). An
embargo of about a year. No key. Off by default: an archive that is on and can't be reached leaves every question open that
another has answered. Known as of 22 November 2026.
"""

from __future__ import annotations

from .cdxserver import CdxServer
from .protocol import Adapter, Opening, Service
from .settings import ArchiveSettings

_BASE = "https://arquivo.pt"


class Arquivo(CdxServer):
    """The archive's index and replay; `base_url` is the root of both."""

    title = "Arquivo.pt"


def _open(opening: Opening) -> Service:
    own = opening.settings
    base = (own.base_url or _BASE).rstrip("/")
    own = own.model_copy(update={"replay_url": own.replay_url or f"{base}/noFrame/replay"})
    return Arquivo("arquivo", own.cdx_url or f"{base}/wayback/cdx", own, opening.client)


ADAPTER = Adapter(
    id="arquivo",
    title=Arquivo.title,
    open=_open,
    defaults=ArchiveSettings(base_url=_BASE, rate=1.0, replay_rate=1.0),
    limits="250 index and 400 capture requests a minute, over that blocked for good (ours: 1/s); no key",
    known="2026-11-22",
)
