"""Is it a citation? The first row of `catalog/brackets.toml` that fits decides, with the grounds in words."""

from __future__ import annotations

from typing import NamedTuple

from provenance.catalog.brackets import BracketForm, Verdict, load_bracket_forms

from .brackets import Bracket
from .naming import Namer
from .newsroom import Contents
from .signs import Signs


class Decision(NamedTuple):
    """`verdict` with the confidence that it cites, 0 to 1, the grounds in words, and the form (row) that decided."""

    verdict: Verdict
    confidence: float
    why: tuple[str, ...]
    form: str


def decide_bracket(text: str, bracket: Bracket, contents: Contents, namer: Namer) -> Decision:
    """Whether a bracket with these contents cites."""
    signs = Signs(text, bracket, contents, namer)
    for form in load_bracket_forms():
        if all(map(signs.seen, form.when)) and not any(map(signs.seen, form.unless)):
            return Decision(form.verdict, form.confidence, _grounds(form, signs), form.name)
    raise AssertionError("the last form fits everything")


def _grounds(form: BracketForm, signs: Signs) -> tuple[str, ...]:
    known = signs.known
    names = ", ".join(dict.fromkeys(item.name or "" for item in known))
    what = _WHAT.get(known[0].kind, "in the outlet list") if known else ""
    # Put in one by one: a name may hold braces.
    return tuple(
        ground.replace("{what}", what).replace("{signal}", repr(signs.contents.signal)).replace("{names}", names)
        for ground in form.why
    )


_WHAT = {"domain": "a host", "social": "a platform or account", "person": "an interview"}
