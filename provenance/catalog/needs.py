"""Which clauses need a source (rules.md 2.2): typed rows, read from the section `[needs]` of `rules.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any, Literal

from pydantic import ValidationError, ValidationInfo, model_validator

from ..errors import CatalogError
from ..model.claim import Need
from ..model.record import Record

_NAME = "rules.toml"
_ESCAPE = re.compile(r"\\.")
_CAPITAL = re.compile(r"[A-ZА-ЯЁ]|\(\?P")

Feature = Literal["quotation", "quoted-words", "number", "question", "event", "heading"]


class NeedRule(Record):
    """One rule. It holds where its feature is seen in the clause, or one of its cue words with its pattern.

    `feature` is something that the program sees (quotation, figure, event ...). `cues` are lower-case words of which one
    must stand in the clause ("#" is any figure); `pattern`, a regular expression without case, must then be found as well.
    Where a row has no cues its pattern is tried on every clause: keep such rows few. `inside` looks inside quotations too.
    `named` asks for a named person, organisation or place in the clause. `beats` lists rules that count for nothing where
    this one holds. `trait` is added to the claim. `examples` hold the rule, `counterexamples` do not; both are tests.
    """

    name: str
    level: Need
    trait: str | None = None
    feature: Feature | None = None
    cues: tuple[str, ...] = ()
    pattern: str | None = None
    inside: bool = False
    named: bool = False
    beats: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> NeedRule:
        if self.feature is None and not self.cues and self.pattern is None:
            raise ValueError("a rule needs a feature, cues or a pattern")
        if any(cue != cue.lower() or " " in cue for cue in self.cues):
            raise ValueError("cues are single lower-case words")
        if not self.examples or not self.counterexamples:
            raise ValueError("a rule needs examples and counterexamples")
        if self.pattern is not None and not (info.context or {}).get("shipped"):
            try:
                re.compile(self.pattern, re.IGNORECASE)
            except re.error as error:
                raise ValueError(f"the pattern is no regular expression: {error}") from error
        return self

    @cached_property
    def folded(self) -> bool:
        """Whether the pattern may be tried on the clause in lower case, which is faster: it has no capital of its own."""
        return self.pattern is not None and "(?-i" not in self.pattern and not _CAPITAL.search(_ESCAPE.sub("", self.pattern))

    @cached_property
    def expression(self) -> re.Pattern[str] | None:
        """The compiled pattern."""
        return None if self.pattern is None else re.compile(self.pattern, 0 if self.folded else re.IGNORECASE)


class NeedRules(Record):
    """The rules, in the order of the file."""

    rules: tuple[NeedRule, ...]

    @model_validator(mode="after")
    def _check(self) -> NeedRules:
        names = [rule.name for rule in self.rules]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two rules have the name {twice[0]!r}")
        for rule in self.rules:
            unknown = sorted(set(rule.beats) - set(names))
            if unknown:
                raise ValueError(f"rule {rule.name!r} beats {unknown[0]!r}, which is no rule")
        return self

    @cached_property
    def by_cue(self) -> dict[str, tuple[NeedRule, ...]]:
        """The rules that a lower-case word may bring into play."""
        table: dict[str, list[NeedRule]] = {}
        for rule in self.rules:
            for cue in rule.cues:
                table.setdefault(cue, []).append(rule)
        return {cue: tuple(rules) for cue, rules in table.items()}

    @cached_property
    def cues(self) -> frozenset[str]:
        """All cue words."""
        return frozenset(self.by_cue)

    @cached_property
    def uncued(self) -> tuple[NeedRule, ...]:
        """The rules whose pattern is tried on every clause."""
        return tuple(rule for rule in self.rules if rule.feature is None and not rule.cues)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each rule by its name."""
        return {rule.name: index for index, rule in enumerate(self.rules)}

    @cached_property
    def by_feature(self) -> dict[str, NeedRule]:
        """The rule of each feature."""
        return {rule.feature: rule for rule in self.rules if rule.feature is not None}


def read_need_rules(section: Mapping[str, Any], *, where: str = _NAME, shipped: bool = False) -> NeedRules:
    """Reads the section `[needs]` of a rule file.

    Args:
        section: what stands under `needs` (a table with `rules`, a list of rows).
        where: the file, for messages.
        shipped: whether it is the package's own file, whose patterns are proved by tests and compiled when they are used.

    Raises:
        CatalogError: a row is wrong; the message names file, row and field.
    """
    try:
        return NeedRules.model_validate(dict(section), context={"shipped": shipped})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        rows = section.get("rules")
        if len(first["loc"]) > 1 and isinstance(rows, (list, tuple)) and isinstance(first["loc"][1], int):
            row = rows[first["loc"][1]]
            if isinstance(row, Mapping) and isinstance(row.get("name"), str):
                place += f" ({row['name']})"
        raise CatalogError("read", f"{where}, [needs] {place}", first["msg"], "correct that row") from error


@lru_cache(maxsize=1)
def load_need_rules() -> NeedRules:
    """The shipped rules, read once. Raises CatalogError."""
    data = tomllib.loads(resources.files(__package__).joinpath(_NAME).read_text(encoding="utf-8"))
    return read_need_rules(data.get("needs", {}), shipped=True)
