"""Loads `rules.toml`: one versioned file of need rules, thresholds, coefficients and the grade table (rules.md, 6.4)."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from provenance.errors import CatalogError
from provenance.model.assessment import Grade, Level
from provenance.model.record import Record

from .needs import NeedRules, read_need_rules

Preset = Literal["strict", "default", "lenient"]
PRESETS: tuple[Preset, ...] = ("strict", "default", "lenient")

_SHIPPED = "rules.toml"
_MAX_BYTES = 2_000_000


class ScoreModel(Record):
    """A logistic combination: 1 / (1 + exp(-(intercept + sum of weight x signal))). Signals lie in 0..1."""

    intercept: float
    weights: dict[str, float]


class SupportRules(Record):
    """Operating points of the support judgement (rules.md, 5.3). Windows are shares of a claim's telling words, 0..1.

    `full_window` with all numbers and names, or an exact quotation that makes up `quote_share` of the claim, allows E4;
    `main_window` with all numbers and names allows E3. Below `none_window` there is no support (E1, or E0 below `topic_window`
    without any name); `none_any` is the score that must not be exceeded, too. `languages` are handled; `passages` are shown.
    """

    full_window: float = Field(ge=0, le=1)
    main_window: float = Field(ge=0, le=1)
    none_window: float = Field(ge=0, le=1)
    topic_window: float = Field(ge=0, le=1)
    none_any: float = Field(ge=0, le=1)
    quote_share: float = Field(ge=0, le=1)
    least_words: int = Field(ge=0)
    passages: int = Field(ge=1, le=50)
    languages: tuple[str, ...]
    any: ScoreModel
    full: ScoreModel

    @model_validator(mode="after")
    def _check(self) -> SupportRules:
        if not self.topic_window <= self.none_window < self.main_window <= self.full_window:
            raise ValueError("the windows must rise: topic_window, none_window, main_window, full_window")
        return self


class Downgrade(Record):
    """One named weakness (rules.md, 6.2). `words` stand in the trace; an inactive one is not applied."""

    code: Literal["I1", "I2", "I3", "I4", "I5", "I6"]
    words: str
    active: bool = True


class GradeRules(Record):
    """The grade table: where each level starts, the downgrades in order, and how far they go.

    `floor` is the lowest grade to which downgrades lead; `negative_needs_all` asks that every cited source was read before
    a D; `upgrade_origins` is how many independent origins raise a grade by one step (0: none do).
    """

    start: dict[Level, Grade]
    order: tuple[Grade, ...]
    floor: Grade
    most_steps: int = Field(ge=0, le=6)
    upgrade_origins: int = Field(ge=0)
    negative_needs_all: bool = False
    weighty: tuple[str, ...]
    contested: tuple[str, ...]
    downgrades: tuple[Downgrade, ...]

    @model_validator(mode="after")
    def _check(self) -> GradeRules:
        missing = sorted({"E0", "E1", "E2", "E3", "E4"} - set(self.start))
        if missing:
            raise ValueError(f"no grade for level {missing[0]}")
        for grade in (*self.start.values(), self.floor):
            if grade not in self.order:
                raise ValueError(f"grade {grade} is not in the order")
        codes = [downgrade.code for downgrade in self.downgrades]
        if len(codes) != len(set(codes)):
            raise ValueError("a downgrade stands twice")
        return self


class TimeRules(Record):
    """Days at which a remark is made or becomes a warning (rules.md, section 3). `zone_hours` widens an unknown zone.

    A sentence that begins with one of `notice_heads`, or holds one of `notices`, says that the page was changed (T23).
    """

    page_date_days: int
    page_date_days_weekly: int
    late_info_days: int
    late_warning_days: int
    zone_hours: int
    notice_heads: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class OriginRules(Record):
    """When two pages count as one origin (rules.md, 4.1).

    `taken_over` shared shingles are a part taken over, where they are at least a share `part` of the shorter text's.
    """

    shingle: int = Field(ge=2)
    containment: float = Field(ge=0, le=1)
    jaccard: float = Field(ge=0, le=1)
    taken_over: int = Field(default=40, ge=1)
    part: float = Field(default=0.15, ge=0, le=1)
    least_words: int = Field(ge=1)
    passage_run: int = Field(ge=4)
    quote_words: int = Field(ge=3)


class Bucket(Record):
    """How many of `n` measured judgements of one kind were right."""

    bucket: str
    right: int = Field(ge=0)
    n: int = Field(ge=1)


class ConfidenceRules(Record):
    """The measured buckets from which confidence words come; empty for rules that nobody measured."""

    buckets: tuple[Bucket, ...] = ()


class TagRules(Record):
    """Words by which sources are tagged, in lower case without punctuation. `control` leads a kind of control to its tag."""

    unnamed: tuple[str, ...]
    releases: tuple[str, ...]
    control: dict[str, str]


class ModelRules(Record):
    """What a model's answer must stand up to. `least_shared` is the share of the claim that its quotations must have, 0..1.

    A page that holds one of `addressed` (lower case) speaks to models: what a model says of it is not used.
    """

    least_shared: float = Field(default=0.25, ge=0, le=1)
    addressed: tuple[str, ...] = ()


class Rules(Record):
    """A rule file, read, with one preset applied. `sha256` is of the file's bytes."""

    version: str
    sha256: str
    preset: Preset
    needs: NeedRules
    support: SupportRules
    grades: GradeRules
    time: TimeRules
    origins: OriginRules
    tags: TagRules
    confidence: ConfidenceRules = ConfidenceRules()
    models: ModelRules = ModelRules()


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        held = result.get(key)
        result[key] = _merged(held, value) if isinstance(value, Mapping) and isinstance(held, Mapping) else value
    return result


def _apply(data: Mapping[str, Any], preset: Preset, where: str) -> dict[str, Any]:
    sections = {
        name: data[name] for name in ("support", "grades", "time", "origins", "tags", "confidence", "models") if name in data
    }
    changes = dict(data.get("presets", {}).get(preset, {}))
    inactive = tuple(changes.pop("inactive", ()))
    for section in changes:
        if section not in sections:
            raise CatalogError("read", f"{where}, [presets.{preset}]", f"there is no section {section!r} to change")
    merged = _merged(sections, changes)
    if inactive:
        rows = merged["grades"]["downgrades"]
        merged["grades"] = {**merged["grades"], "downgrades": [{**row, "active": row["code"] not in inactive} for row in rows]}
    return merged


@lru_cache(maxsize=12)
def _parse(data: bytes, preset: Preset, where: str, *, shipped: bool = False) -> Rules:
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        todo = "correct the file, or leave it out to use the shipped one"
        raise CatalogError("read the rules", where, str(error), todo) from error
    try:
        needs = read_need_rules(table.get("needs", {"rules": ()}), where=where, shipped=shipped)
        made = {"version": table.get("version"), "sha256": hashlib.sha256(data).hexdigest(), "preset": preset, "needs": needs}
        return Rules.model_validate({**made, **_apply(table, preset, where)})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CatalogError("read the rules", f"{where}, {place}", first["msg"], "correct that row") from error


def load_rules(path: Path | None = None, *, preset: Preset = "default") -> Rules:
    """Reads a rule file, by default the shipped one, under a preset.

    Raises:
        CatalogError: the file can't be read, or a row is wrong; the message names file, section and field.
    """
    if preset not in PRESETS:
        raise CatalogError("use the preset", preset, "there is no such preset", f"choose one of {', '.join(PRESETS)}")
    if path is None:
        return _parse((files("provenance.catalog") / _SHIPPED).read_bytes(), preset, _SHIPPED, shipped=True)
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise CatalogError("read the rules", str(path), error.strerror or "it can't be opened", "check the path") from error
    if len(data) > _MAX_BYTES:
        raise CatalogError("read the rules", str(path), f"it is larger than {_MAX_BYTES} bytes")
    return _parse(data, preset, str(path))
