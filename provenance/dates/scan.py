"""Dates in running text, in one pass from digit to digit.

Every date that is read holds a digit, so the scan jumps from number to number and looks a bounded way to either side: the
time is linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from provenance.catalog.months import load_months
from provenance.catalog.patterns import late

from .hit import DateHit
from .parts import SPACE, Parts, join_ranges, share_years
from .values import make_hit
from .weekdays import usable

_NUMBER = late(r"\d+")
_SPACE = " \u00a0\u202f\u2009\t\n\r"
_S = SPACE
_DAY = late(r"(\d{1,2})(?:st|nd|rd|th|er|º|°|-?го|-?е)?(?![\w%])(?!:\d)(?!\.\d)(?!,\d{3}\b)")
_YEAR = late(rf"(?:,?{_S}{{0,2}}(?:(?:of|de|del|года?|г\.){_S})?)(\d{{4}})(?![\w%])(?!\.\d)")
_YEAR_TAIL = late(rf"{_S}?(?:года|году|год|г\.|року|році|р\.)(?!\w)|年")
_DASH = late(rf"{_S}{{0,2}}(?:[-–—−‒]|to|until|through|till|по|bis|au|al){_S}{{0,2}}(?=[\d\w])")
_LIST = late(rf"{_S}{{0,2}}(?:,{_S}*(?:and|&|и|et|und|y|ve|та|і)(?=\W)|,|&|(?:and|и|et|und|y|ve|та|і)(?=\W)){_S}{{1,2}}")
_OF = late(rf"(?:\.{_S}?|{_S}{{1,2}}(?:(?:of|de|di|the){_S})?(?:the{_S})?|-)")
_GAP = late(rf",?{_S}")
_WORD = late(r"([^\W\d_]{2,12})(\.?)")
#: The Levant's names for October to January are of two words.
_TWO_WORDS = late(r"(?:كانون|تشرين) (?:الأول|الثاني)(?!\w)")
_ENDS_LIST = late(rf"{_S}*(?:[)\]}};,.:»”\"]|$|(?:and|&){_S}+(?:\d|[A-Z]))")
_NUMERIC = late(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/])(?!\.\d)(?!-\d)")
_ISO = late(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d/])(?!\.\d)(?!-\d)")
_CHINESE = late(r"(\d{4})\s?年(?:\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?[日号號])?)?|(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]")
_ROMAN = late(
    r"(\d{1,2})(?P<gap>\.\s?|\s|/|-)(?P<month>x(?:i{0,2})|ix|iv|v(?:i{0,3})|i{1,3}|X(?:I{0,2})|IX|IV|V(?:I{0,3})|I{1,3})"
    r"(?P=gap)(\d{4}|\d{2})(?![\w/])(?!\.\d)"
)
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
#: "9 Mar 10": two digits after a day and a month are a year where nothing follows that they could belong to.
_SHORT_YEAR = late(rf"{_S}{{1,2}}[’']?(\d{{2}})(?={_S}*(?:[)\];,]|$))")
_HYPHEN_YEAR = late(r"-(\d{4}|\d{2})(?![\w-])")
_COUNTED = late(rf"(?:\b[Nn][or]s?\.?|№|[Nn]°|#|\b[Ii]ssues?|\b[Vv]ol\.?|\bpp?\.){_S}?\Z")
_SEASON_BEFORE = late(rf"(?<![^\W_])(?:spring|summer|autumn|fall|winter){_S}\Z", re.I)
_YEARS = late(rf"(\d{{4}}){_S}?[-–—]{_S}?(\d{{4}}|\d{{2}})(?![\w%])(?!\.\d)(?!-\d)")
_YEAR_BEFORE = frozenset(
    ("in", "since", "of", "from", "until", "till", "by", "during", "before", "after", "early", "late", "mid", "year", "spring",
     "summer", "autumn", "fall", "winter", "around", "circa", "в", "с", "до", "после", "en", "de", "del", "depuis", "avant",
     "après", "im", "seit", "vor", "nach", "anno", "yılında", "dès", "desde", "hasta", "em")
)  # fmt: skip
#: Start, end, first day and, for a range, last day of one item in a list of days.
_Item = tuple[int, int, int, int | None]
_CLOSERS = ")],;:.—–»”\"'’!?，。）"
_OPENERS = "([,;:—–«“\"'，（"


def find_dates(
    text: str,
    *,
    languages: Collection[str] | None = None,
    start: int = 0,
    end: int | None = None,
    day_first: bool | None = None,
) -> tuple[DateHit, ...]:
    """Explicit dates in `text[start:end]`, in order, not overlapping; offsets count in `text`.

    Args:
        text: any text, of any length.
        languages: codes of `catalog/months.toml` whose month names are read; None reads all.
        start: first code point to look at.
        end: first code point not to look at; None is the end of the text.
        day_first: which reading of "04/05/2013" comes first: True day, False month, None where nothing is known (month).

    Returns:
        One hit a date; days that share a month ("October 18, 28") are one hit each.
    """
    scanner = _Scanner(text, len(text) if end is None else min(end, len(text)), None if languages is None else set(languages))
    parts = share_years(text, join_ranges(text, list(scanner.run(start))))
    return tuple(
        make_hit(
            text, p.start, p.end, year=p.year, month=p.month, day=p.day, end_year=p.end_year, end_month=p.end_month,
            end_day=p.end_day, weekday=p.weekday, swap=p.swap, day_first=day_first,
        )
        for p in parts
    )  # fmt: skip


class _Scanner:
    def __init__(self, text: str, stop: int, languages: set[str] | None) -> None:
        names = load_months()
        self.text, self.stop, self.languages = text, stop, languages
        self.months, self.weekdays = names.months, names.weekdays

    def run(self, start: int) -> Iterator[Parts]:
        position = floor = start
        while (number := _NUMBER.search(self.text, position, self.stop)) is not None:
            position = number.end()
            if number.end() - number.start() > 4:
                continue
            found = self._at(number.start(), number.end(), floor)
            if found:
                yield from found
                position = floor = max(found[-1].end, position)

    def _at(self, a: int, b: int, floor: int) -> list[Parts]:
        """The dates that the number at `[a, b)` begins or, after a month's name, belongs to."""
        text = self.text
        before = text[a - 1] if a > floor else " "
        if before.isalnum() or before in "_$€£№#@" or (before in ".,/" and a - 2 >= floor and text[a - 2].isdigit()):
            return []
        left = self._left_month(a, floor)
        if left is not None:
            name_start, month = left
            found = self._month_first(name_start, month, a, floor)
            if found:
                return found
        if b - a == 4:
            return self._from_year(a, b, floor)
        if b - a > 2 or _COUNTED.search(text[max(floor, a - 8) : a]):
            return []
        if (match := _ROMAN.match(text, a, self.stop)) and (len(match[4]) == 4 or "." in match["gap"]):
            return [Parts(a, match.end(), year=_full_year(match[4]), month=_ROMANS[match["month"].upper()], day=int(match[1]))]
        if match := _NUMERIC.match(text, a, self.stop):
            return self._numeric(match)
        if match := _CHINESE.match(text, a, self.stop):
            return [Parts(a, match.end(), month=int(match[4]), day=int(match[5]))]
        return self._day_first(a, floor)

    # -- words around a number

    def _word_before(self, position: int, floor: int) -> tuple[int, str, bool]:
        """The word that ends just before `position`: where it starts, itself, and whether a full stop follows it."""
        text, i = self.text, position
        for allowed in (_SPACE, _SPACE, ",", "."):
            if i > floor and text[i - 1] in allowed:
                i -= 1
        stop = i < position and text[i] == "."
        j = i
        while j > floor and i - j < 13 and text[j - 1].isalpha():
            j -= 1
        if j > floor and (text[j - 1].isalnum() or text[j - 1] == "_"):
            return i, "", stop
        return j, text[j:i], stop

    def _left_month(self, position: int, floor: int) -> tuple[int, int] | None:
        start, word, stop = self._word_before(position, floor)
        if not word or start + len(word) == position:
            return None
        name = self.months.get(word.casefold())
        if name is None or not usable(name, word, self.languages) or (name.stop and not stop):
            return None
        return start, name.number

    def _weekday_before(self, position: int, floor: int) -> tuple[int, int] | None:
        start, word, _ = self._word_before(position, floor)
        name = self.weekdays.get(word.casefold()) if word and start + len(word) < position else None
        return (start, name.number) if name is not None and usable(name, word, self.languages) else None

    def _month_at(self, position: int) -> tuple[int, int] | None:
        """A month's name at `position`: where it ends, and its number."""
        match = _WORD.match(self.text, position, self.stop)
        if match is None:
            return None
        if (pair := _TWO_WORDS.match(self.text, position, self.stop)) and (double := self.months.get(pair[0])):
            return pair.end(), double.number
        end = match.end()
        name = self.months.get(match[1].casefold())
        if name is None or not usable(name, match[1], self.languages) or (name.stop and not match[2]):
            return None
        if end < self.stop and (self.text[end].isalnum() or self.text[end] == "_"):
            return None
        # The full stop belongs to an abbreviation only: "in October. 3 men" ends a sentence.
        full = len(match[1]) > 4 or match[1].casefold() in ("may", "june", "july", "mai", "juni", "juli", "mart", "mars")
        return (match.end(1) if full else end), name.number

    def _year_at(self, position: int) -> tuple[int, int] | None:
        match = _YEAR.match(self.text, position, self.stop)
        if match is None or not 1000 <= int(match[1]) <= 2999:
            return None
        tail = _YEAR_TAIL.match(self.text, match.end(), self.stop)
        return (tail.end() if tail else match.end()), int(match[1])

    # -- forms

    def _month_first(self, name_start: int, month: int, a: int, floor: int) -> list[Parts]:
        text = self.text
        name = self.months[text[name_start : _alpha_end(text, name_start)].casefold()]
        if year := self._year_at(a):
            if not text[a].isdigit():
                return []
            if pair := self._month_pair(name_start, floor):
                start, first = pair
                return [Parts(start, year[0], year=year[1] - (first > month), month=first, end_year=year[1], end_month=month)]
            return [Parts(name_start, year[0], year=year[1], month=month)]
        if not name.month_first:
            return []
        day = _DAY.match(text, a, self.stop)
        if day is None:
            return []
        # "in October, 3 May" has two months for one day: the number belongs to the second.
        if "," in text[name_start:a] and self._month_at_after(day.end()) is not None:
            return []
        items: list[_Item] = [(name_start, day.end(), int(day[1]), None)]
        items += self._more_days(day, items)
        if int(day[1]) > 31 and not _ENDS_LIST.match(text, day.end()):
            return []
        begin, weekday = name_start, None
        if found := self._weekday_before(name_start, floor):
            begin, weekday = found
        year = self._year_at(items[-1][1])
        parts = []
        for index, (start, end, first, last) in enumerate(items):
            final = index == len(items) - 1
            parts.append(
                Parts(
                    begin if index == 0 else start, year[0] if final and year else end, year=year[1] if year else None,
                    month=month, day=first, end_day=last, end_month=month if last else None,
                    weekday=weekday if index == 0 else None, shared=index > 0,
                )
            )  # fmt: skip
        return parts

    def _month_pair(self, position: int, floor: int) -> tuple[int, int] | None:
        """The month before the one at `position` in "July/August 2014" or "January–February 2013", and where it starts."""
        if position - 1 <= floor or self.text[position - 1] not in "/-–":
            return None
        start = position - 1
        while start > floor and position - start < 14 and self.text[start - 1].isalpha():
            start -= 1
        word = self.text[start : position - 1]
        name = self.months.get(word.casefold())
        return (start, name.number) if name is not None and usable(name, word, self.languages) else None

    def _more_days(self, day: re.Match[str], items: list[_Item]) -> list[_Item]:
        """Days after the first that share its month: a range closes the first item, a list adds items."""
        text = self.text
        more: list[_Item] = []
        position = day.end()
        last: _Item = items[0]
        while True:
            if (dash := _DASH.match(text, position, self.stop)) and (other := _DAY.match(text, dash.end(), self.stop)):
                if last[3] is None and self._month_at_after(other.end()) is None and int(other[1]) > last[2]:
                    last = (last[0], other.end(), last[2], int(other[1]))
                    if more:
                        more[-1] = last
                    else:
                        items[0] = last
                    position = other.end()
                    continue
                break
            comma = _LIST.match(text, position, self.stop)
            other = _DAY.match(text, comma.end(), self.stop) if comma else None
            if comma is None or other is None or not 1 <= int(other[1]) <= 31:
                break
            if self._month_at_after(other.end()) is not None:
                break
            # "On October 18, 28 people died": a list of days ends as a list does.
            if not (_ENDS_LIST.match(text, other.end()) or _DASH.match(text, other.end()) or self._year_at(other.end())):
                break
            last = (other.start(), other.end(), int(other[1]), None)
            more.append(last)
            position = other.end()
        return more

    def _month_at_after(self, position: int) -> tuple[int, int] | None:
        gap = _OF.match(self.text, position, self.stop)
        return self._month_at(gap.end()) if gap else None

    def _day_first(self, a: int, floor: int) -> list[Parts]:
        text = self.text
        items: list[_Item] = []
        position = a
        while (day := _DAY.match(text, position, self.stop)) and len(items) < 6:
            if not 1 <= int(day[1]) <= 39:
                return []
            items.append((day.start(), day.end(), int(day[1]), None))
            month = self._month_at_after(day.end())
            if month is None and (dash := _DASH.match(text, day.end(), self.stop)):
                other = _DAY.match(text, dash.end(), self.stop)
                if other and int(other[1]) > int(day[1]):
                    items[-1] = (day.start(), other.end(), int(day[1]), int(other[1]))
                    month = self._month_at_after(other.end())
                    day = other
            if month is not None:
                return self._close_day_first(items, month, floor)
            gap = _LIST.match(text, day.end(), self.stop)
            if gap is None:
                return []
            position = gap.end()
        return []

    def _close_day_first(self, items: list[_Item], month: tuple[int, int], floor: int) -> list[Parts]:
        end, number = month
        year = self._year_at(end)
        if year is None and (hyphen := _HYPHEN_YEAR.match(self.text, end, self.stop)):
            year = hyphen.end(), _full_year(hyphen[1])
        if year is None and (short := _SHORT_YEAR.match(self.text, end, self.stop)):
            year = short.end(), _full_year(short[1])
        begin, weekday = items[0][0], None
        if found := self._weekday_before(items[0][0], floor):
            begin, weekday = found
        parts = []
        for index, (start, stop, first, last) in enumerate(items):
            final = index == len(items) - 1
            close = (year[0] if year else end) if final else stop
            parts.append(
                Parts(
                    begin if index == 0 else start, close, year=year[1] if year else None, month=number, day=first,
                    end_day=last, end_month=number if last else None, weekday=weekday if index == 0 else None,
                    shared=not final,
                )
            )  # fmt: skip
        return parts

    def _numeric(self, match: re.Match[str]) -> list[Parts]:
        first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
        if match[2] == "-" and len(match[4]) == 2:
            return []
        dotted = match[2] == "."
        if first > 12 or dotted:
            day, month = first, second
        else:
            month, day = first, second
        if (dotted and len(match[4]) == 2 and (day > 31 or month > 12)) or day > 39 or month > 39:
            return []
        swap = not dotted and first <= 12 and second <= 12 and first != second
        return [Parts(match.start(), match.end(), year=year, month=month, day=day, swap=swap)]

    def _from_year(self, a: int, b: int, floor: int) -> list[Parts]:
        text, year = self.text, int(self.text[a:b])
        if match := _CHINESE.match(text, a, self.stop):
            month = int(match[2]) if match[2] else None
            return [Parts(a, match.end(), year=year, month=month, day=int(match[3]) if match[3] else None)]
        if not 1000 <= year <= 2999:
            return []
        iso = _ISO.match(text, a, self.stop)
        if iso and (iso[4] or (iso[2] == "-" and len(iso[3]) == 2 and 1 <= int(iso[3]) <= 12)) and int(iso[3]) <= 39:
            return [Parts(a, iso.end(), year=year, month=int(iso[3]), day=int(iso[4]) if iso[4] else None)]
        if not 1500 <= year <= 2100:
            return []
        if (match := _YEARS.match(text, a, self.stop)) and self._stands_alone(a, match.end(), floor):
            last = int(match[2]) if len(match[2]) == 4 else year // 100 * 100 + int(match[2])
            if year < last <= 2100:
                return [Parts(a, match.end(), year=year, end_year=last)]
        tail = _YEAR_TAIL.match(text, b, self.stop)
        if tail:
            return [Parts(a, tail.end(), year=year)]
        if found := self._year_first(a, b, year):
            return [found]
        if season := _SEASON_BEFORE.search(text[max(floor, a - 8) : a]):
            return [Parts(a - len(season[0]), b, year=year)]
        return [Parts(a, b, year=year)] if self._stands_alone(a, b, floor) else []

    def _year_first(self, a: int, b: int, year: int) -> Parts | None:
        """ "2020, March 16" as reference lists have it."""
        gap = _GAP.match(self.text, b, self.stop)
        month = self._month_at(gap.end()) if gap else None
        gap = _GAP.match(self.text, month[0], self.stop) if month else None
        day = _DAY.match(self.text, gap.end(), self.stop) if gap else None
        if month is None or day is None or not 1 <= int(day[1]) <= 39 or self._year_at(day.end()):
            return None
        return Parts(a, day.end(), year=year, month=month[1], day=int(day[1]))

    def _stands_alone(self, a: int, b: int, floor: int) -> bool:
        """Whether a four-digit number is a year by its place: between punctuation marks, or after "in" and its kin."""
        text = self.text
        if b < self.stop and (text[b].isalnum() or text[b] in "_%/-" or (text[b] in ".," and text[b + 1 : b + 2].isdigit())):
            return False
        _, word, _ = self._word_before(a, floor)
        if word.casefold() in _YEAR_BEFORE:
            return True
        i = a
        while i > floor and a - i < 3 and text[i - 1] in _SPACE:
            i -= 1
        j = b
        while j < self.stop and j - b < 3 and text[j] in _SPACE:
            j += 1
        opened = i == floor or text[i - 1] in _OPENERS
        return opened and (j >= self.stop or text[j] in _CLOSERS)


def _alpha_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isalpha():
        end += 1
    return end


def _full_year(text: str) -> int:
    """Two digits as POSIX reads them: 69 to 99 are the 1900s."""
    number = int(text)
    return number if len(text) > 2 else number + (1900 if number >= 69 else 2000)
