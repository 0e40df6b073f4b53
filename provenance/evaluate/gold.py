"""Labels as a gold corpus publishes them (docs/corpus.md), one record a JSON object.

Unknown fields are read over: a corpus may say more than is scored. Offsets are code points of the decoded file, half-open.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: What a corpus calls its styles -> the styles of the JSON contract. Other names stay as they are.
STYLES = {"parenthetical-news": "parenthetical", "prose-attribution": "prose"}

Need = Literal["must", "should", "may", "none"]


class Labelled(BaseModel):
    """The base: frozen, open to fields that are not scored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Place(Labelled):
    """A stretch of the file; `text` is what stands there."""

    start: int = Field(ge=0)
    end: int
    text: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError("end does not lie after start")
        return self

    @property
    def span(self) -> tuple[int, int]:
        """`(start, end)`."""
        return self.start, self.end


class GoldItem(Labelled):
    """One cited item: a source (None where a pointer or a lost link stands for it) with its dates (EDTF texts)."""

    source: str | None
    source_kind: str | None = None
    dates: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    url: str | None = None
    signal: str | None = None
    role: str | None = None
    via: str | None = None
    ref: str | None = None
    refers_to: str | None = None
    pages: str | None = None
    issue: str | None = None
    identifiers: dict[str, str] = {}
    lost: bool = False


class GoldReference(Place):
    """A reference as it stands in the text, what it cites and what it supports.

    `claims` is None where the corpus does not say what the reference supports; then its links are not judged.
    """

    id: str = ""
    style: str
    gold: tuple[GoldItem, ...]
    claims: tuple[Place, ...] | None = None
    ambiguous: Any = None


class GoldNegative(Place):
    """A bracket, link or note that cites nothing, and why."""

    why: str | None = None


class GoldSentence(Place):
    """A sentence with the need for a source, and how it stands there without one.

    `bare`: "checkworthy" (it should have a source and has none), "covered" (its neighbours' source covers it) or None.
    """

    need: Need | None = None
    bare: Literal["checkworthy", "covered"] | None = None


class GoldSpeaker(Place):
    """A speaker whom the text names: a source named, but no reference."""

    name: str
    speech: Literal["direct", "indirect"] | None = None


class GoldArticle(Labelled):
    """One `*.gold.json`: the labels of the article in `file`, which lies beside it."""

    format: str | None = None
    file: str
    licence: str | None = None
    synthetic: bool | None = None
    genre: str | None = None
    language: str = "en"
    article_date: str | None
    article_date_known: bool = True
    chars: int | None = None
    offset_unit: str | None = None
    citations: tuple[GoldReference, ...]
    negatives: tuple[GoldNegative, ...] = ()
    ambiguous: tuple[GoldNegative, ...] = ()
    sentences: tuple[GoldSentence, ...] = ()
    uncited_checkworthy: tuple[Place, ...] | None = None
    named_sources: tuple[GoldSpeaker, ...] = ()

    @model_validator(mode="after")
    def _beside(self) -> Self:
        if PurePath(self.file).name != self.file:
            raise ValueError("file is not the name of a file beside the labels")
        return self


class GoldRow(Labelled):
    """One line of a `*.jsonl`: a reference (or a bracket that cites nothing) in its sentence."""

    id: str
    style: str
    text: str
    context: str
    span: tuple[int, int]
    article_date: str | None = None
    article_date_known: bool = True
    gold: tuple[GoldItem, ...]
    ambiguous: Any = None

    @model_validator(mode="after")
    def _sliced(self) -> Self:
        if self.context[self.span[0] : self.span[1]] != self.text:
            raise ValueError("context[span] is not text")
        return self
