"""The base of every record: frozen, closed, built by keyword."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value. Unknown fields are an error; sequences are tuples.

    A field whose public name is a Python keyword has an alias (`since` is `from` in rows and in JSON); both names are read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
