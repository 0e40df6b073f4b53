"""Which country is an article about? Only where its places leave no doubt: the answer decides between namesakes.

Counted are countries, their people and their cities as catalog/places.toml lists them, outside brackets: an outlet's name in a
citation says nothing about the article. The shares below were set on the development corpus, where no article about several
countries may pass for one about the largest of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

#: So many mentions at least, and so many times those of the next country.
_LEAST, _TIMES = 5, 2.5
#: Fewer will do for the one country that the headline names.
_LEAST_TITLED, _TIMES_TITLED = 3, 1.5
_MOST_CHARACTERS = 200_000
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_CAPITALISED = re.compile(r"(?<!\w)[A-Z][\w.’'-]*")
_OWNER = re.compile(r"(?:['’]s?|[.’'-]+)\Z")
#: The longest name of a place, in words ("Bosnia and Herzegovina" is counted as "Bosnia").
_WORDS = 3


def main_country(text: str, title: str | None, countries: Mapping[str, str], cities: Mapping[str, str]) -> str | None:
    """The ISO 3166-1 code of the country that a text is about, or None where that is open.

    Args:
        text: the article; the first 200,000 characters count.
        title: its headline.
        countries, cities: folded name -> code.
    """
    told = _counted(_BRACKETS.sub(" ", text[:_MOST_CHARACTERS]), countries, cities)
    (first, most), (_, next_) = (*told.most_common(2), ("", 0), ("", 0))[:2]
    headline = set(_counted(title or "", countries, cities))
    if headline == {first} and most >= _LEAST_TITLED and most >= _TIMES_TITLED * next_:
        return first
    return first if most >= _LEAST and most >= _TIMES * next_ else None


def _counted(text: str, countries: Mapping[str, str], cities: Mapping[str, str]) -> Counter[str]:
    told: Counter[str] = Counter()
    done = 0
    words = list(_CAPITALISED.finditer(text))
    for number, match in enumerate(words):
        if match.start() < done:
            continue
        ends = [match.end()]
        for later in words[number + 1 : number + _WORDS]:
            if text[ends[-1] : later.start()] != " ":
                break
            ends.append(later.end())
        for end in reversed(ends):
            said = _OWNER.sub("", text[match.start() : end]).casefold()
            name, first = said.replace("-", " "), said.partition("-")[0]  # "Ukraine-based" tells of Ukraine
            code = countries.get(name) or cities.get(name) or countries.get(first)
            if code is not None:
                told[code] += 1
                done = end
                break
    return told
