"""Figures that a corpus must reach, pinned in a file with the corpus' digest. They can rise; to lower one takes a word more."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from provenance.errors import SettingsError
from provenance.model.record import Record

from .score import LOW_IS_GOOD, Score

#: Pinned figures are rounded in the reader's favour to a part of this, so that a printed figure passes its own floor.
_SCALE = 10_000

#: What is pinned. Precision and recall apart trade for each other with every new form that is read: their F1 is held, and of
#: precision that of references, since a false reference accuses an author.
_PINNED = frozenset(
    {
        "references_precision", "references_f1", "sources_f1", "dates_f1", "items_f1", "links_f1", "dated_references_recall",
        "dated_items_f1", "prose_recall", "spans_exact", "years_right", "lost_sources_found", "uncited_recall", "need_side",
        "speakers_recall",
    }
)  # fmt: skip


class Floors(Record):
    """`floors`: at least; `ceilings`: at most. They hold for the corpus with that digest and for no other."""

    format: Literal["provenance-floors/1"] = "provenance-floors/1"
    corpus: str
    corpus_sha256: str
    floors: dict[str, float]
    ceilings: dict[str, float]


def check_floors(floors: Floors, score: Score) -> list[str]:
    """What is not reached, a line each. A pinned figure that was not measured is not reached."""
    missed = []
    for name, floor in sorted(floors.floors.items()):
        value = score.values.get(name)
        if value is None or value < floor:
            missed.append(f"{name} is {_shown(value)}, its floor is {floor:.4f}")
    for name, ceiling in sorted(floors.ceilings.items()):
        value = score.values.get(name)
        if value is None or value > ceiling:
            missed.append(f"{name} is {_shown(value)}, its ceiling is {ceiling:.4f}")
    return missed


def pin(score: Score, old: Floors | None, *, lower: bool = False) -> Floors:
    """Floors at what was just measured.

    Raises:
        SettingsError: a figure would be pinned lower than it is (or not at all any more), and `lower` was not given.
    """
    known = {name: value for name, value in score.values.items() if value is not None}
    floors = {name: _down(value) for name, value in known.items() if name in _PINNED}
    ceilings = {name: _up(value) for name, value in known.items() if name in LOW_IS_GOOD}
    if old is not None and not lower:
        worse = [name for name, floor in old.floors.items() if floors.get(name, -math.inf) < floor]
        worse += [name for name, ceiling in old.ceilings.items() if ceilings.get(name, math.inf) > ceiling]
        if worse:
            raise SettingsError(
                "pin the floors", ", ".join(sorted(worse)), "that would lower them", "mend the reader, or say --lower-floors"
            )
    return Floors(corpus=score.corpus, corpus_sha256=score.sha256, floors=floors, ceilings=ceilings)


def read_floors(path: Path) -> Floors:
    """Raises SettingsError where the file holds no floors."""
    try:
        return Floors.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError("read the floors", str(path), error.strerror or str(error), "check the path") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{'.'.join(str(part) for part in first['loc']) or 'file'}: {first['msg']}"
        raise SettingsError("read the floors", str(path), why, "make it with --pin-floors") from None
    except (ValueError, RecursionError) as error:
        raise SettingsError("read the floors", str(path), f"no JSON ({error})", "make it with --pin-floors") from None


def write_floors(floors: Floors) -> str:
    """The text of the file that `read_floors` reads."""
    return json.dumps(floors.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _down(value: float) -> float:
    return math.floor(value * _SCALE) / _SCALE


def _up(value: float) -> float:
    return math.ceil(value * _SCALE) / _SCALE


def _shown(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.4f}"
