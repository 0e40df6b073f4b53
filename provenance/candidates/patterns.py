"""How a site writes days into its addresses, learnt from addresses of other days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from provenance.catalog.addresses import date_in_address, host_of
from provenance.model.dates import DateValue, PartialDate

from .questions import fill_pattern

#: Forms of a day in an address, the commonest first.
_FORMS = ("%Y/%m/%d", "%Y-%m-%d", "%Y%m%d", "%Y/%b/%d", "%Y/%-m/%-d", "%d-%m-%Y", "%d.%m.%Y", "%Y_%m_%d", "%Y.%m.%d")
#: So many addresses of one form are no accident.
_ENOUGH = 2
_MOST = 2000


def learn_prefix(urls: Iterable[str], value: DateValue) -> str | None:
    """The prefix that a site's addresses of a day begin with, by what its other addresses look like.

    Args:
        urls: addresses of the site, of any days; at most 2,000 are looked at.
        value: the day; anything coarser gives None.

    Returns:
        Host and path without scheme, or None where no form is seen twice, or sections stand before the day.
    """
    if not isinstance(value, PartialDate) or value.day is None:
        return None
    forms: Counter[tuple[str, str]] = Counter()
    for url in list(urls)[:_MOST]:
        found = date_in_address(url)
        if found is None or found.day is None:
            continue
        path = unquote(urlsplit(url).path)
        for form in _FORMS:
            text = fill_pattern(form, found)[0]
            at = path.lower().find(text)
            if at >= 0:
                ends = path[at + len(text) : at + len(text) + 1]
                forms[f"{host_of(url)}{path[:at]}", form + (ends if ends in ("/", "-", "_") else "")] += 1
                break
    if not forms:
        return None
    (best, count), *rest = forms.most_common(2)
    if count < _ENOUGH or (rest and 2 * rest[0][1] > count):
        return None
    return f"{best[0]}{fill_pattern(best[1], value)[0]}"
