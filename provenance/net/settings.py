"""What a user may set about the network. Environment and clock are read by the command line, never here."""

from __future__ import annotations

from pydantic import Field

from provenance.model.record import Record


class NetSettings(Record):
    """Manners towards every host. Times are seconds, sizes bytes.

    `contact` is a mail address that a host's operator can write to; it goes into the user agent. `allowed_hosts` are the
    hosts of configured base URLs: only they may resolve to private, loopback or link-local addresses. `trust_env` lets the
    proxies and the CA bundle of the environment be used. `tries` bounds the requests for one question, `max_wait` the
    seconds that one question may spend waiting for a host that asked for patience, `max_seconds` the time of one answer
    from the first byte asked to the last one read. `offline` answers from the cache alone; `refresh` asks again whatever
    was stored before this run. `cache_megabytes` bounds the stored bodies; the oldest go first. `budget` is where the
    hosts' budgets are kept: empty for this process alone, a path (SQLite) for all processes of a machine,
    `postgresql://USER@HOST/NAME` for machines.
    """

    contact: str = ""
    offline: bool = False
    refresh: bool = False
    max_requests: int | None = Field(default=None, ge=0)
    trust_env: bool = False
    ca_bundle: str | None = None
    allowed_hosts: tuple[str, ...] = ()
    connect_timeout: float = Field(default=10.0, gt=0)
    timeout: float = Field(default=60.0, gt=0)
    max_seconds: float = Field(default=180.0, gt=0)
    max_bytes: int = Field(default=20_000_000, gt=0)
    tries: int = Field(default=3, ge=1, le=4)
    max_wait: float = Field(default=90.0, ge=0)
    rate: float = Field(default=1.0, gt=0)
    rate_limit_pause: float = Field(default=60.0, ge=0)
    breaker_after: int = Field(default=3, ge=1)
    breaker_seconds: float = Field(default=3600.0, ge=0)
    cache_megabytes: int = Field(default=2000, ge=0)
    budget: str = ""
