"""How far the search for a cited page goes."""

from __future__ import annotations

from pydantic import Field

from provenance.model.record import Record


class FindSettings(Record):
    """Budgets and thresholds of the search. Every field may stand under `find:` in config.yaml."""

    #: Outlet-days that are looked for side by side. An archive's own pace is kept; answers do not depend on it.
    side_by_side: int = Field(default=4, ge=1, le=16)
    #: Ask the services that list addresses (GDELT's day files, and what else is switched on) where archives alone lead nowhere.
    guides: bool = False
    #: Article pages loaded for one citation, at most. Pages that another citation already loaded cost nothing.
    max_replays_per_citation: int = Field(default=8, ge=0, le=200)
    #: Front, section, day and feed pages loaded for one outlet-day, at most; their link texts are headlines.
    max_listing_pages: int = Field(default=3, ge=0, le=50)
    #: Addresses of fitting headlines whose captures are asked for, for one citation, at most.
    max_headlines: int = Field(default=3, ge=0, le=50)
    #: Outlets of one name that are asked one after the other where it is not clear which is meant, at most.
    max_namesakes: int = Field(default=3, ge=0, le=10)
    #: Domains of an outlet that are asked about, those in use on the day first.
    max_domains: int = Field(default=2, ge=1, le=20)
    #: Date-shaped address prefixes that are asked about for one outlet-day, at most.
    max_date_prefixes: int = Field(default=2, ge=0, le=20)
    #: Readings of an open date (04/05, a day without a year) that are looked for, at most.
    max_readings: int = Field(default=2, ge=1, le=4)
    #: Hours before the outlet's local day from which captures of its host count.
    hours_before: int = Field(default=6, ge=0, le=72)
    #: Days after the outlet's local day until which captures of its host and its front pages count.
    days_after: int = Field(default=3, ge=0, le=30)
    #: Days after the cited day until which captures of an item's own address count.
    item_days_after: int = Field(default=90, ge=1, le=3660)
    #: A date that leaves more days open than this (a year) is not looked through without an address.
    max_window_days: int = Field(default=31, ge=1, le=366)
    #: Rows of one index answer, at most. A longer list is cut, and then "nothing fits" is not claimed.
    max_captures_per_question: int = Field(default=5000, ge=10, le=150_000)
    #: A headline or address that fits the claim less than this (0 to 1) is not loaded.
    headline_floor: float = Field(default=0.15, ge=0, le=1)
    #: A page whose best passage shares less than this with the claim (0 to 1) is not a candidate.
    candidate_floor: float = Field(default=0.30, ge=0, le=1)
    #: A page counts as identified only if it fits at least this well (0 to 1) ...
    match_floor: float = Field(default=0.40, ge=0, le=1)
    #: ... and better than every other page by at least this much.
    match_margin: float = Field(default=0.10, ge=0, le=1)
    #: Aggregators and monitors of the registry that are asked for copies of an item that was not seen itself, at most.
    max_carriers: int = Field(default=1, ge=0, le=10)
    #: Captures of one page that are tried where the first can't be played.
    max_captures_per_page: int = Field(default=3, ge=1, le=20)
    #: Candidate pages that a report lists for one citation, at most.
    max_candidates: int = Field(default=5, ge=1, le=50)
    #: Bytes of one page that are read, at most.
    max_page_bytes: int = Field(default=5_000_000, ge=10_000, le=100_000_000)
