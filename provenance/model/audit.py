"""The whole result for one article: one object from which every report is drawn."""

from __future__ import annotations

from datetime import date, datetime

from .assessment import Assessment, Profile
from .evidence import Resolution
from .override import OverrideRecord
from .reading import Reading
from .record import Record


class Run(Record):
    """What made this result. Same source, settings, rules, `as_of` and archive answers give the same JSON.

    `words_sent_to` are the services that may have been sent words of the article, by id: none unless the user allowed it.
    """

    version: str
    rules_version: str
    rules_sha256: str
    rules_preset: str = "default"
    settings_sha256: str
    as_of: date
    archives: tuple[str, ...]
    words_sent_to: tuple[str, ...] = ()


class Bundle(Record):
    """The bundle of evidence that was written beside the report: its file name, its SHA-256, and the captures in it.

    `stamp` is the file name of the time stamp that an authority gave for that digest, None without one.
    """

    file: str
    sha256: str
    pages: int
    stamp: str | None = None


class Corrections(Record):
    """The log of a person's corrections that this result was made with: its length, how many hold, its last record's hash.

    `fallen` are corrections in force whose claim or citation the article no longer has.
    """

    records: int
    in_force: int
    last: str
    fallen: tuple[OverrideRecord, ...] = ()


class Observed(Record):
    """What may differ between two equal runs. `requests` counts by host; `query_times` are UTC times of stored answers."""

    requests: dict[str, int] = {}
    cache_hits: int = 0
    seconds: float = 0.0
    query_times: dict[str, datetime] = {}


class Audit(Reading):
    """A reading with its resolutions, assessments and profile."""

    resolutions: tuple[Resolution, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    profile: Profile
    run: Run
    observed: Observed | None = None
    bundle: Bundle | None = None
    corrections: Corrections | None = None

    def resolution(self, citation: str) -> Resolution | None:
        """The resolution of a citation, None if it has none."""
        return next((r for r in self.resolutions if r.citation == citation), None)

    def assessment(self, claim: str) -> Assessment | None:
        """The assessment of a claim, None if it has none."""
        return next((a for a in self.assessments if a.claim == claim), None)
