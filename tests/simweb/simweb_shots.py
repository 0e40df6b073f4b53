"""A capture of the simulated web."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Shot:
    """A capture. `location` makes it an archived redirect."""

    url: str
    at: datetime
    body: bytes
    status: int = 200
    mime: str = "text/html"
    location: str | None = None

    @property
    def digits(self) -> str:
        return f"{self.at:%Y%m%d%H%M%S}"

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body).digest()).decode()  # noqa: S324
