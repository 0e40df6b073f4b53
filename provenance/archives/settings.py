"""What a user may set about each archive. The ids are those of the adapters found in this folder."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Collection, Mapping
from importlib import resources
from typing import Any

from pydantic import Field, ValidationError, field_validator, model_validator

from provenance.errors import SettingsError
from provenance.model.record import Record


class ArchiveSettings(Record):
    """One archive.

    `base_url` is the root; `cdx_url` and `replay_url` stand in for it where index and replay live elsewhere. `rate` is
    requests a second for its index, `replay_rate` for its captures (five times `rate` where it is not set). `timeout` is
    seconds without a byte. `window_hours` is how far from the asked time a capture may lie that the archive offers instead.
    `hosts`, where there are any, are those that it is asked about, with all hosts below them (`publico.pt`, or `pt` for all).
    `key` is the secret of a service that wants one; it is left out of every dump.
    """

    enabled: bool = False
    base_url: str | None = None
    cdx_url: str | None = None
    replay_url: str | None = None
    rate: float = Field(default=1.0, gt=0, le=1000)
    replay_rate: float | None = Field(default=None, gt=0, le=1000)
    timeout: float = Field(default=60.0, gt=0)
    window_hours: float = Field(default=24.0, ge=0)
    hosts: tuple[str, ...] = ()
    #: Never dumped: a key must not reach a report, a hash of settings or a log.
    key: str = Field(default="", exclude=True, repr=False)

    @field_validator("base_url", "cdx_url", "replay_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not is_http_address(value):
            raise ValueError("it must be an http or https address with a host")
        return value

    @field_validator("hosts", mode="before")
    @classmethod
    def _is_list(cls, value: Any) -> Any:
        """One host may be written without brackets."""
        return (value,) if isinstance(value, str) else value

    @property
    def captures_rate(self) -> float:
        """Requests a second for captures."""
        return self.replay_rate if self.replay_rate is not None else min(self.rate * 5, 1000.0)


#: How an adapter's file names itself: by a literal, or by its class, whose id is then the name of the file.
_NAMED = re.compile(r'^ADAPTER = Adapter\(\s+id=(?:"(?P<id>\w+)"|\w+\.id)', re.MULTILINE)


class ArchivesSettings(Record):
    """The archives that were named, by id. Built from a mapping of id to fields; an option or an archive that is not named
    keeps its adapter's own setting.
    """

    by_id: dict[str, ArchiveSettings] = {}

    @model_validator(mode="before")
    @classmethod
    def _merge(cls, given: Any) -> Any:
        """Accept `{id: {field: value}}` as in config.yaml, over the adapters' own settings."""
        if not isinstance(given, Mapping) or not given:
            return given  # nothing named: the adapters are not even looked for, which keeps start-up short
        rows = given["by_id"] if set(given) == {"by_id"} else given
        if not isinstance(rows, Mapping):
            return given
        known = adapter_ids()
        merged: dict[str, Any] = {}
        for name, row in rows.items():
            if name not in known:
                raise SettingsError(
                    "read the setting", f"archives.{name}", "there is no such archive", nearest_known(str(name), known)
                )
            fields = dict(row) if isinstance(row, ArchiveSettings) else row
            if not isinstance(fields, Mapping):
                raise SettingsError("read the setting", f"archives.{name}", "it must be a group of options", "see config.yaml")
            # A row that spells out every option, as in the project's config.yaml, needs no adapter: importing them all
            # takes longer than reading an article.
            own = {} if fields.keys() >= _PUBLIC else default_settings()[name].model_dump()
            merged[name] = {**own, **fields}
        return {"by_id": merged}

    @classmethod
    def read(cls, rows: Mapping[str, Any] | None = None) -> ArchivesSettings:
        """The settings from `{id: {field: value}}`.

        Raises:
            SettingsError: an unknown archive or option, or a value that can't be used.
        """
        try:
            return cls.model_validate({"by_id": dict(rows or {})})
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"] if part != "by_id")
            raise SettingsError("read the setting", f"archives.{place}", str(first["msg"]), "see config.yaml") from error

    def of(self, archive: str) -> ArchiveSettings:
        """The settings of an archive. Raises SettingsError for an id that no adapter has."""
        if archive in self.by_id:
            return self.by_id[archive]
        known = default_settings()
        if archive not in known:
            raise SettingsError("use the archive", archive, "there is no such archive", nearest_known(archive, known))
        return known[archive]

    def complete(self) -> ArchivesSettings:
        """The same with every archive spelled out, in the order of their ids: two spellings of one setting are then equal."""
        return ArchivesSettings(by_id={name: self.of(name) for name in sorted(default_settings())})

    def enabled(self, kind: str = "captures") -> tuple[str, ...]:
        """The ids of the services of a kind that are switched on, sorted; of archives of captures, whom an audit asks.

        Args:
            kind: "captures", "pages" or "works" (`protocol.Kind`). One that is sent words of the article is off until it is
                switched on, which is how a user allows it; one that wants a key and has none can't be asked, and is left out.
        """
        from .registry import find_adapters

        rows = ((one, self.of(one.id)) for one in find_adapters() if one.kind == kind)
        return tuple(sorted(one.id for one, own in rows if own.enabled and (own.key or not one.needs_key)))


#: Every option of an archive but its key, which no file should hold.
_PUBLIC = frozenset(ArchiveSettings.model_fields) - {"key"}


@functools.cache
def adapter_ids() -> frozenset[str]:
    """The ids of the adapters of this folder, read from their files without importing any."""
    ids = set()
    for file in resources.files(__package__).iterdir():
        if file.name.endswith(".py") and (found := _NAMED.search(file.read_text(encoding="utf-8"))):
            ids.add(found["id"] or file.name.removesuffix(".py"))
    return frozenset(ids) or frozenset(default_settings())  # installed without its sources: ask the adapters


def default_settings() -> dict[str, ArchiveSettings]:
    """Each adapter's own settings, by id."""
    from .registry import find_adapters

    return {adapter.id: adapter.defaults for adapter in find_adapters()}


def nearest_known(name: str, known: Collection[str]) -> str:
    """Advice for a name that is not known."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    listed = ", ".join(sorted(known))
    return f"did you mean {near[0]!r}? known: {listed}" if near else f"known: {listed}"


def is_http_address(value: str) -> bool:
    """Whether a text is an http or https address with a host and a sound port."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and " " not in value
    except ValueError:
        return False
