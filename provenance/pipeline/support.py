"""One sentence against one page, without article or archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.model.assessment import Support

if TYPE_CHECKING:
    from provenance.config import Settings


class PairJudge:
    """Judges pairs under one set of rules. Raises SettingsError or CatalogError when the rules can't be used."""

    def __init__(self, settings: Settings) -> None:
        from provenance.catalog.rules import load_rules

        rules = Path(settings.judge.rules) if settings.judge.rules else None
        self._rules = load_rules(rules, preset=settings.judge.preset).support

    def judge(self, claim: str, page: str | Sequence[str]) -> Support:
        """What the page (its text, or its sentences) shows about the claim."""
        from provenance.assessment import judge_support

        return judge_support(claim, page, self._rules)
