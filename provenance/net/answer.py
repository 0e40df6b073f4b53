"""What comes back from a host: an answer, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CacheClass = Literal["immutable", "past", "volatile", "none"]

NoResponseKind = Literal[
    "dns",
    "connect",
    "tls",
    "proxy",
    "timeout",
    "too_large",
    "truncated",
    "bad_encoding",
    "blocked_address",
    "budget",
    "host_down",
    "offline",
    "breaker",
]

#: Kinds where nothing was asked of the network by our own choice; every other kind is a question that failed.
NOT_ASKED: frozenset[NoResponseKind] = frozenset({"blocked_address", "budget", "offline"})


@dataclass(frozen=True, slots=True)
class Response:
    """A host's answer, content encodings undone. `url` is what was sent; `body` bytes, `sha256` of them.

    `headers` are (name, value) pairs with lower-case names, in the order received. `stored_at` is the UTC time at which the
    answer was received, also when it comes from the cache. `truncated`: a size limit cut the body.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sha256: str
    stored_at: datetime
    from_cache: bool = False
    truncated: bool = False
    key: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header that is not empty, None without one. Case does not matter."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted and value), None)

    @property
    def is_memento(self) -> bool:
        """Whether this is an archived answer: then its status is the archived one (RFC 7089, 2.1.1)."""
        return self.header("memento-datetime") is not None

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; empty if none is declared."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def looks_like_html(self) -> bool:
        """Whether the body is a page for people, whatever the declared type says."""
        start = self.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<!--"))


@dataclass(frozen=True, slots=True)
class NoResponse:
    """Why there is no answer. `message` is one line for people; `url` what was asked or would have been.

    `status` is the HTTP status where the host sent one whose body could not be read.
    """

    kind: NoResponseKind
    message: str
    url: str
    status: int | None = None

    @property
    def asked(self) -> bool:
        """Whether this is a question that failed (True) or one that was not put (False)."""
        return self.kind not in NOT_ASKED


@dataclass(frozen=True, slots=True)
class Bill:
    """What a run cost: requests by host, in order of the host's name, and answers that came from the cache."""

    requests: tuple[tuple[str, int], ...] = ()
    cache_hits: int = 0

    @property
    def total(self) -> int:
        """Requests to all hosts."""
        return sum(count for _, count in self.requests)

    @property
    def line(self) -> str:
        """The bill for people, the host asked most often first; empty where nothing was asked for."""
        if not self.requests and not self.cache_hits:
            return ""
        hosts = ", ".join(f"{host} {count}" for host, count in sorted(self.requests, key=lambda row: (-row[1], row[0])))
        stored = f"; {self.cache_hits} answer{'s' * (self.cache_hits != 1)} from the cache" if self.cache_hits else ""
        return f"requests made: {f'{self.total} ({hosts})' if hosts else 'none'}{stored}"
