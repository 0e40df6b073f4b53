"""Words for people: one table for grades, outcomes, answers, levels and rule codes (words.toml)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import ValidationError

from ..errors import CatalogError
from ..model.record import Record

Tone = Literal["good", "part", "weak", "conflict", "named", "none", "open", "quiet"]

_FILE = "words.toml"


class GradeWords(Record):
    """A grade for readers. `sentence` of NC holds `{state}`, filled with the reason."""

    label: str
    short: str
    sentence: str
    tone: Tone


class OutcomeWords(Record):
    """What became of a citation. `state` completes "could not be checked: ..."."""

    short: str
    sentence: str
    state: str
    tone: Tone


class LevelWords(Record):
    """What a page shows. `state`, where given, completes "could not be checked: ..."."""

    short: str
    state: str | None = None


class Words(Record):
    """The whole table. Keys are the codes of the contract; a code without a row is shown as it is."""

    provisional: str
    grades: dict[str, GradeWords]
    outcomes: dict[str, OutcomeWords]
    answers: dict[str, str]
    levels: dict[str, LevelWords]
    identity: dict[str, str]
    needs: dict[str, str]
    coverage: dict[str, str]
    severity: dict[str, str]
    codes: dict[str, str]
    tags: dict[str, str]

    def code(self, code: str) -> str:
        """The words of a rule code; the code itself where the table has none (a rule newer than the table)."""
        return self.codes.get(code, code)

    def tag(self, tag: str) -> str:
        """The words of a relation tag; the tag itself, with spaces, where the table has none."""
        return self.tags.get(tag, tag.replace("_", " ").replace("-", " "))


def read_words(text: str, *, source: str = _FILE) -> Words:
    """The table in TOML `text`.

    Raises:
        CatalogError: the text is no TOML, or a row is wrong; the message names the row.
    """
    import tomllib

    try:
        rows: dict[str, Any] = tomllib.loads(text)
        return Words.model_validate(rows)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError("read the words in", source, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        row = ".".join(str(part) for part in first["loc"])
        raise CatalogError("read the words in", source, f"row {row}: {first['msg']}") from error


@cache
def load_words() -> Words:
    """The shipped table. Raises CatalogError if the installed file is damaged."""
    return read_words(files("provenance.catalog").joinpath(_FILE).read_text(encoding="utf-8"))
