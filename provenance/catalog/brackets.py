"""The forms by which a bracket cites or does not, as rows (`brackets.toml`), read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from provenance.errors import CatalogError
from provenance.model.record import Record

_FILE = "brackets.toml"

Verdict = Literal["citation", "doubtful", "no"]
#: What can be seen of a bracket; `citations/signs.py` says how.
Sign = Literal[
    "lost", "back", "nameless", "picture", "known", "all-known", "shaped", "day", "date", "month", "carried", "detail",
    "detail-or-address", "accessed", "interview", "abbreviation", "closing", "slashed", "line", "single", "several", "ends",
    "after-stop", "dateline", "spelled-host", "place", "signal", "source-signal", "generic", "medium", "event", "town", "code",
    "numbered", "gloss", "issue", "body", "paper",
]  # fmt: skip


class BracketForm(Record):
    """One form: it fits where every sign of `when` and no sign of `unless` is seen. The file says what each field is for."""

    name: str
    when: tuple[Sign, ...] = ()
    unless: tuple[Sign, ...] = ()
    verdict: Verdict
    confidence: float = Field(default=0.0, ge=0, le=1)
    why: tuple[str, ...] = Field(min_length=1)
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> BracketForm:
        if (self.verdict == "no") != (self.confidence == 0):
            raise ValueError("a form that cites needs a confidence, one that does not has none")
        return self


@cache
def load_bracket_forms() -> tuple[BracketForm, ...]:
    """The forms in the order in which they are tried; the last fits everything.

    Raises:
        CatalogError: a row is wrong; the message names row and field.
    """
    rows = tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))["form"]
    forms: list[BracketForm] = []
    for row in rows:
        try:
            forms.append(BracketForm.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise CatalogError("read", f"{_FILE}, form {row.get('name')!r}, {place}", first["msg"]) from error
    if not forms or forms[-1].when or forms[-1].unless:
        raise CatalogError("read", _FILE, "the last form does not fit everything", "end it with one without signs")
    return tuple(forms)
