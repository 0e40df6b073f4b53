"""Addresses without the secrets in them: what is written down anywhere goes through here."""

from __future__ import annotations

import re

#: Query parameters that carry keys or a person's address, by the names that the services of archives.md use.
_SECRET = re.compile(
    r"([?&](?:api[-_]?key|key|apikey|wskey|token|access[-_]?token|mailto|email|secret|password)=)[^&#\s'\"]*", re.IGNORECASE
)
_LOGIN = re.compile(r"(https?://)[^/@?#\s]*@")


def without_keys(url: str) -> str:
    """The address, or a sentence with addresses in it, with keys and mail addresses replaced by `REMOVED`, without logins."""
    return _LOGIN.sub(r"\1", _SECRET.sub(r"\1REMOVED", url))
