"""Save Page Now: asking the Internet Archive to capture a page, on the user's own command and never by an audit.

Why: a live page that a verdict will rest on can be gone tomorrow. The archive takes the order first and captures later, and
may fail to, so three things are kept apart: asked (the order was taken), confirmed (there is a capture, with its time) and
failed.

Limits: 12 a minute with a key, none without since 2026; a daily quota. The site's own refusals come as `error:...` in a 200.
The key is that of archive.org's S3-like interface, `accesskey:secret`, in PROVENANCE_ARCHIVES__WAYBACK__KEY. Never in bulk.
Known as of 22 November 2026, from threads and not from recordings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

from provenance.net import Client, NoResponse, Response

from .settings import ArchiveSettings
from .speaking import as_text, dig, read_loose_json
from .timestamp import read_timestamp14

_BASE = "https://web.archive.org"
_RATE = 0.05
#: Looks at a job, and seconds between them: a page is mostly captured within the minute.
_LOOKS, _WAIT = 12, 10.0

State = Literal["asked", "confirmed", "failed"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an order: `at` and `archive_url` are those of the capture, where it is confirmed."""

    url: str
    state: State
    reason: str = ""
    at: datetime | None = None
    archive_url: str | None = None


class SavePageNow:
    """See the head of this module.

    Args:
        settings: of the archive `wayback`: its root and key.
        client: asks the network.
        sleep: waits so many seconds.
    """

    def __init__(self, settings: ArchiveSettings, client: Client, sleep: Callable[[float], None]) -> None:
        self._base = (settings.base_url or _BASE).rstrip("/")
        client.allow(self._base)
        self._client, self._sleep, self._timeout = client, sleep, settings.timeout
        self._headers = {"Accept": "application/json", "Authorization": f"LOW {settings.key}"}

    def save(self, url: str) -> Saved:
        """Order a capture and look until it is there, has failed, or patience ends."""
        answer = self._client.post(
            f"{self._base}/save",
            f"url={quote(url, safe='')}&if_not_archived_within=1d".encode(),
            headers={**self._headers, "Content-Type": "application/x-www-form-urlencoded"},
            service="save",
            timeout=self._timeout,
        )
        tree, fault = _read(answer)
        job = as_text(dig(tree, "job_id"))
        if job is None:
            said = as_text(dig(tree, "message"))
            return Saved(url, "failed", fault or said or "the archive gave no number to the order")
        for look in range(_LOOKS):
            if look:
                self._sleep(_WAIT)
            look_answer = self._client.get(
                f"{self._base}/save/status/{quote(job, safe='-')}",
                headers=self._headers,
                host_rate=_RATE * 10,
                service="save",
                timeout=self._timeout,
                cache="none",
            )
            state, fault = _read(look_answer)
            status = as_text(dig(state, "status"))
            if status == "error":
                why = as_text(dig(state, "message")) or as_text(dig(state, "status_ext")) or "the archive gives no reason"
                return Saved(url, "failed", why)
            if status == "success":
                digits = as_text(dig(state, "timestamp")) or ""
                at = read_timestamp14(digits)
                if at is None:
                    return Saved(url, "asked", "the archive says that it is done, and not when")
                captured = as_text(dig(state, "original_url")) or url
                return Saved(url, "confirmed", at=at, archive_url=f"{self._base}/web/{digits}/{captured}")
            if fault is not None:
                return Saved(url, "asked", f"the order was taken, and what became of it can't be seen: {fault}")
        return Saved(url, "asked", f"the order was taken, and is not done after {_LOOKS * _WAIT:g} s")


def _read(answer: Response | NoResponse) -> tuple[Any, str | None]:
    """The answer's JSON, and what is wrong with the answer."""
    if isinstance(answer, NoResponse):
        return None, answer.message
    try:
        tree = None if answer.looks_like_html else read_loose_json(answer.body)
    except ValueError:
        tree = None
    if answer.status in (401, 403):
        return tree, "the archive does not take the key"
    if answer.status != 200:
        return tree, f"the archive answered {answer.status}"
    return tree, None if isinstance(tree, dict) else "the archive's answer is no JSON"
