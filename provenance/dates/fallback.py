"""dateparser, for short values in forms that the own grammar does not know."""

from __future__ import annotations

import warnings
from datetime import datetime

from provenance.model.dates import PartialDate

#: Fixed, so that the answer does not depend on the machine's locale.
LANGUAGES = ("en", "ru", "uk", "fr", "de", "es", "tr", "it", "pt", "ar", "zh", "pl", "nl", "fa")
#: dateparser is slow and guesses on long text.
MAX_LENGTH = 60

_BASE = datetime(2000, 1, 1)  # noqa: DTZ001 - never used for missing parts; it keeps the clock out


def read_uncommon(text: str) -> PartialDate | None:
    """A full date with its year, or None. Missing parts are never filled in; relative dates ("yesterday") are not read."""
    if len(text) > MAX_LENGTH or not any(character.isdigit() for character in text):
        return None
    with warnings.catch_warnings():
        # dateparser parses with day names that Python 3.13 deprecates without a year.
        warnings.simplefilter("ignore", DeprecationWarning)
        from dateparser.date import DateDataParser

        parser = DateDataParser(
            languages=list(LANGUAGES),
            settings={
                "STRICT_PARSING": False,
                "REQUIRE_PARTS": ["year", "month"],
                "PARSERS": ["absolute-time"],
                "RELATIVE_BASE": _BASE,
                "DATE_ORDER": "DMY",
            },
        )
        found = parser.get_date_data(text)
    if found is None or found.date_obj is None:
        return None
    day = found.date_obj
    if found.period == "day":
        return PartialDate(day.year, day.month, day.day)
    return PartialDate(day.year, day.month) if found.period == "month" else None
