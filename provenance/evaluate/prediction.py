"""What a reader found in a document, in the few words that are scored: ours, or another tool's from a file.

    {"document": "gas-lease.txt",
     "references": [{"start": 120, "end": 150, "items": [{"source": "Interfax", "date": "2013-11-19"}]}],
     "claims": [{"start": 40, "end": 151, "need": "must", "references": [0]}]}

Offsets count code points of the decoded file. `claims` may be left out by a tool that knows none: then nothing that rests on
claims is scored.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from provenance.errors import SettingsError
from provenance.model.reading import Reading

from .gold import Need

Span = tuple[int, int]


class _Found(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FoundItem(_Found):
    """One cited item; None is what the tool does not know. `lost`: it says that the name is gone."""

    source: str | None = None
    date: str | None = None
    lost: bool = False


class FoundReference(_Found):
    """A reference and what it cites.

    `doubtful`: the tool does not commit itself; it counts as not found, and never as false.
    """

    start: int = Field(ge=0)
    end: int
    items: tuple[FoundItem, ...] = ()
    doubtful: bool = False

    @property
    def span(self) -> Span:
        """`(start, end)`."""
        return self.start, self.end


class FoundClaim(_Found):
    """A clause or sentence, what it needs, and the positions in `references` of what is cited for it.

    `sentence` is the sentence that a clause belongs to, where the tool cuts finer than sentences.
    """

    start: int = Field(ge=0)
    end: int
    need: Need | None = None
    references: tuple[int, ...] = ()
    sentence: Span | None = None
    speakers: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """`(start, end)`."""
        return self.start, self.end


class Prediction(_Found):
    """What was found in one document."""

    document: str
    references: tuple[FoundReference, ...] = ()
    claims: tuple[FoundClaim, ...] | None = None

    @model_validator(mode="after")
    def _linked(self) -> Self:
        for claim in self.claims or ():
            if any(not 0 <= index < len(self.references) for index in claim.references):
                raise ValueError("a claim names a reference that is not listed")
        return self


#: Links that a claim rests on; "carried" is declared to be weaker, and is neither asked for nor held against the reader.
_BINDING: tuple[Literal["direct", "partial"], ...] = ("direct", "partial")


def prediction_of(name: str, reading: Reading) -> Prediction:
    """What our reader found, in code points of the decoded source. What has no place there is left out."""
    document = reading.document
    references: list[FoundReference] = []
    position: dict[str, int] = {}
    cited: dict[str, list[FoundItem]] = {}
    for citation in reading.citations:
        date = str(citation.date.value) if citation.date else None
        item = FoundItem(source=citation.source.name, date=date, lost=citation.source.lost)
        cited.setdefault(citation.reference, []).append(item)
    for reference in reading.references:
        span = document.source_span(reference.start, reference.end) if reference.source_span is None else reference.source_span
        if span is None:
            continue
        position[reference.id] = len(references)
        references.append(FoundReference(start=span[0], end=span[1], items=tuple(cited.get(reference.id, ()))))
    home = {citation.id: citation.reference for citation in reading.citations}
    doubts: list[tuple[int, int]] = []
    for doubt in reading.doubtful:
        span = document.source_span(doubt.start, doubt.end)
        if span is not None:
            doubts.append((doubt.start, len(references)))
            references.append(FoundReference(start=span[0], end=span[1], doubtful=True))
    claims = []
    for claim in reading.claims:
        span = document.source_span(claim.start, claim.end)
        if span is None:
            continue
        linked = {position.get(home.get(link.id, "")) for link in claim.citations if link.coverage in _BINDING}
        if "doubtful_citation" in claim.traits:
            # No link; but the sentence is not said to have no source either.
            linked |= {index for start, index in doubts if claim.sentence[0] <= start < claim.sentence[1]}
        claims.append(
            FoundClaim(
                start=span[0],
                end=span[1],
                need=claim.need,
                references=tuple(sorted(index for index in linked if index is not None)),
                sentence=document.source_span(*claim.sentence),
                speakers=tuple(
                    place
                    for speaker in claim.named_sources
                    if (place := document.source_span(speaker.start, speaker.end)) is not None
                ),
            )
        )
    return Prediction(document=name, references=tuple(references), claims=tuple(claims))


def read_predictions(path: Path) -> dict[str, Prediction]:
    """Predictions by document from a JSONL file.

    Raises:
        SettingsError: the file can't be read, or a line of it is no prediction; names line and field.
    """
    found: dict[str, Prediction] = {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError("read the predictions", str(path), error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise SettingsError("read the predictions", str(path), "it is not UTF-8 text", "save it as UTF-8") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            prediction = Prediction.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            why = f"{'.'.join(str(part) for part in first['loc']) or 'row'}: {first['msg']}"
            raise SettingsError("read the predictions", f"{path}, line {number}", why, "docs/corpus.md shows a line") from None
        except (ValueError, RecursionError) as error:
            raise SettingsError(
                "read the predictions", f"{path}, line {number}", f"no JSON ({error})", "write one object a line"
            ) from None
        found[prediction.document] = prediction
    return found


def write_predictions(predictions: list[Prediction]) -> str:
    """The same form, one line a document."""
    return "".join(
        json.dumps(row.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False) + "\n" for row in predictions
    )
