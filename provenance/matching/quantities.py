"""Numbers with their units: digits and words, scales, ranges, percent and money, English and Russian.

"85%" lies in "between 80% and 90%"; "150 тыс." is 150 000. A comma before exactly three digits parts thousands in English and
is a decimal mark in Russian (the full stop the other way round); only where the language is not known are both readings kept.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache
from typing import Literal, NamedTuple

from provenance.catalog.lexicon import load_words

#: ISO 639-1 codes of languages by the mark that parts thousands (Unicode CLDR, "group" and "decimal" of each locale).
_COMMA_THOUSANDS = frozenset({
    "en", "zh", "ja", "ko", "th", "he", "hi", "ur", "bn", "ta", "te", "mr", "ms", "tl", "sw", "mn",
})  # fmt: skip
_COMMA_DECIMALS = frozenset({
    "ru", "uk", "be", "bg", "mk", "sr", "hr", "bs", "sl", "cs", "sk", "pl", "de", "nl", "fr", "es", "it", "pt", "ca",
    "ro", "hu", "tr", "el", "sv", "da", "nb", "nn", "no", "fi", "et", "lv", "lt", "is", "sq", "ka", "hy", "az", "kk",
    "ky", "tk", "uz", "tg", "tt", "id", "vi", "eu", "gl",
})  # fmt: skip

#: What a comma before exactly three digits is; None where both are possible.
Comma = Literal["thousands", "decimal"]

QuantityKind = Literal["number", "percent", "money", "year", "ordinal"]
Approx = Literal["exact", "about", "at-least", "at-most"]

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%$€£₽]|[-–—]|[^\s\w]")
_GROUP_BLANKS = frozenset(" \u00a0\u202f\u2009")
_MAX_DIGITS = 18
#: Four digits in this span are read as a year.
YEARS = (1000, 2100)

_PERCENT = frozenset({"%", "percent", "pct", "процент", "процента", "процентов", "процентах", "процентам", "процентами"})
_MONEY = {
    "$": "usd", "usd": "usd", "dollar": "usd", "dollars": "usd",
    "доллар": "usd", "доллара": "usd", "долларов": "usd", "долл": "usd",
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "евро": "eur",
    "£": "gbp", "gbp": "gbp", "pound": "gbp", "pounds": "gbp",
    "₽": "rub", "rub": "rub", "ruble": "rub", "rubles": "rub", "rouble": "rub", "roubles": "rub", "руб": "rub", "рубль": "rub",
    "рубля": "rub", "рублей": "rub",
}  # fmt: skip
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "го", "й", "я", "ой", "ый", "му", "е"})
#: "$5m" is five million, "108 m" is metres.
_LETTER_SCALES = frozenset({"m", "k"})
_DASHES = frozenset("-–—")
_JOIN = frozenset({"to", "and", "до", "и", "or", "или"})
_OPEN_RANGE = frozenset({"between", "from", "между", "от", "с", "со"})
_APPROX: dict[str, Approx] = {
    "about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about", "circa": "about",
    "estimated": "about", "nearly": "about", "almost": "about", "около": "about", "примерно": "about", "почти": "about",
    "порядка": "about", "приблизительно": "about",
    "over": "at-least",
    "than": "at-least", "least": "at-least", "exceeding": "at-least", "более": "at-least", "свыше": "at-least",
    "больше": "at-least", "минимум": "at-least",
    "up": "at-most", "under": "at-most", "fewer": "at-most", "less": "at-most", "many": "at-most", "most": "at-most",
    "менее": "at-most", "меньше": "at-most", "до": "at-most",
}  # fmt: skip
#: Words that count, but so often mean something else that a claim does not hang on them.
MOST_WEAK = 3
_WEAK_WORDS = frozenset(
    {"one", "first", "second", "third", "half", "twice", "один", "одна", "одного", "zero", "ноль", "m", "k"}
)


class Quantity(NamedTuple):
    """A number as it stands in a text.

    `low` and `high` are equal but for ranges; `other` is a second reading of the digits, if there is one. `unit` is
    "percent", a currency code or None. `weak` marks words such as "one" that no claim hangs on. Offsets count in the text.
    """

    low: float
    high: float
    other: float | None
    kind: QuantityKind
    unit: str | None
    approx: Approx
    weak: bool
    scaled: bool
    start: int
    end: int
    text: str


@cache
def _number_words() -> tuple[dict[str, float], dict[str, float]]:
    english, russian = load_words("english"), load_words("russian")
    return {**english.numbers, **russian.numbers}, {**english.scales, **russian.scales}


@cache
def number_words() -> frozenset[str]:
    """The lower-case words that begin a number and seldom mean anything else ("seven", not "one")."""
    return frozenset(_number_words()[0]) - _WEAK_WORDS


@cache
def counting_words(*, weak: bool = False) -> frozenset[str]:
    """The lower-case words by which a sentence may hold a number without digits: number words and scales ("one million").

    With `weak` also "first", "half" and their like, which stand for nothing above `MOST_WEAK` by themselves.
    """
    words = frozenset(_number_words()[0]) | frozenset(_number_words()[1])
    return (words if weak else words - _WEAK_WORDS) - _LETTER_SCALES


@cache
def counting_numbers() -> frozenset[str]:
    """The lower-case words that begin a number, weak ones too."""
    return frozenset(_number_words()[0])


def comma_in(language: str | None) -> Comma | None:
    """What a comma before exactly three digits is in a language (ISO 639-1); None where it is not known."""
    return "thousands" if language in _COMMA_THOUSANDS else "decimal" if language in _COMMA_DECIMALS else None


def _digits(text: str, comma: Comma | None) -> tuple[float, float | None] | None:
    """The readings of digits with separators, best first."""
    if len(text) > _MAX_DIGITS + 6:
        return None
    if text.isdigit():
        return float(int(text)), None
    commas, dots = text.count(","), text.count(".")
    if commas and dots:
        decimal = max(text.rfind(","), text.rfind("."))
        whole = text[:decimal].replace(",", "").replace(".", "")
        return float(f"{whole}.{text[decimal + 1 :]}"), None
    mark = "," if commas else "."
    parts = text.split(mark)
    grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0][0] != "0"
    joined = float("".join(parts))
    if len(parts) > 2:
        return (joined, None) if grouped else None
    decimal_value = float(f"{parts[0]}.{parts[1]}")
    if not grouped:
        return decimal_value, None
    if comma is not None:
        return (joined if (mark == ",") == (comma == "thousands") else decimal_value), None
    return (joined, decimal_value) if mark == "," else (decimal_value, joined)


def read_quantities(text: str, *, language: str | None = None) -> tuple[Quantity, ...]:
    """The numbers of a text, in order, ranges as one. Linear in the text's length; never raises.

    `language` is the text's ISO 639-1 code where it is known: it says which mark parts thousands.
    """
    comma = comma_in(language)
    tokens = [(match[0], *match.span()) for match in TOKEN.finditer(text)]
    lower = [token[0].lower() for token in tokens]
    found: list[Quantity] = []
    index = 0
    numbers = _number_words()[0]
    while index < len(tokens):
        if not (lower[index][0].isdigit() or lower[index] in numbers):
            index += 1
            continue
        read = read_one(text, tokens, lower, index, comma=comma)
        if read is None:
            index += 1
            continue
        quantity, index = read
        add_quantity(found, quantity, text)
    return tuple(found)


@cache
def number_followers() -> frozenset[str]:
    """What may stand after digits and be a part of the number."""
    return frozenset(_number_words()[1]) | _PERCENT | frozenset(_MONEY) | _ORDINAL_ENDS | _DASHES | {"per"}


def add_quantity(found: list[Quantity], quantity: Quantity, text: str) -> None:
    """Adds a number; where it ends a range, the range takes the lower one's place and the upper stays a number of its own."""
    if found and _joins(found[-1], quantity, text):
        found[-1] = _range(found[-1], quantity, text)
    found.append(quantity)


def read_one(
    text: str,
    tokens: Sequence[tuple[str, int, int]],
    lower: Sequence[str],
    index: int,
    *,
    comma: Comma | None,
    before: str = "",
) -> tuple[Quantity, int] | None:
    """The number that begins with a token, and the index of the token after it; None where none can be read.

    `tokens` are words and marks with their offsets in `text`, `lower` the same in lower case; `before` is the last character
    that is no blank before the first token.
    """
    numbers, scales = _number_words()
    word, start, end = tokens[index]
    first = index
    value: float
    other: float | None = None
    weak = scaled = ordinal = False
    plain_year = False
    if word[0].isdigit():
        readings = _digits(word, comma) if word.isascii() else None
        if readings is None:
            return None
        value, other = readings
        plain_year = word.isdigit() and len(word) == 4 and YEARS[0] <= value <= YEARS[1]
        index += 1
        if word.isdigit() and len(word) <= 3 and word[0] != "0":
            # "150 000": groups of three after single blanks
            while (
                index < len(tokens)
                and len(tokens[index][0]) == 3
                and tokens[index][0].isdigit()
                and tokens[index][1] == end + 1
                and text[end] in _GROUP_BLANKS
                and value < 10**_MAX_DIGITS
            ):
                value = value * 1000 + int(tokens[index][0])
                end = tokens[index][2]
                index += 1
        if index < len(tokens) and tokens[index][1] == end and lower[index] in _ORDINAL_ENDS:
            ordinal, end, index = True, tokens[index][2], index + 1
        elif (
            index + 1 < len(tokens)
            and tokens[index][0] == "-"
            and tokens[index][1] == end
            and tokens[index + 1][1] == end + 1
            and lower[index + 1] in _ORDINAL_ENDS
        ):
            ordinal, end, index = True, tokens[index + 1][2], index + 2
    elif lower[index] in numbers:
        value, index, end = _in_words(tokens, lower, index, numbers, scales)
        weak = index == first + 1 and lower[first] in _WEAK_WORDS
    else:
        return None
    while index < len(tokens) and not plain_year:
        index += _hyphened(tokens, lower, index, end, scales)
        if lower[index] not in scales:
            break
        gap = tokens[index][1] - end
        if gap > 2 or value > 10**_MAX_DIGITS or (gap and lower[index] in _LETTER_SCALES):
            break
        value, other = value * scales[lower[index]], None
        scaled, weak = True, False
        end = tokens[index][2]
        index += 1
        if index < len(tokens) and tokens[index][0] == "." and tokens[index][1] == end and lower[index - 1] in {"тыс", "млн"}:
            index += 1
    unit: str | None = None
    if index < len(tokens):
        index += _hyphened(tokens, lower, index, end, _MONEY)
    kind: QuantityKind = "year" if plain_year else "ordinal" if ordinal else "number"
    if index < len(tokens):
        follows = lower[index]
        if follows in _DASHES and index + 1 < len(tokens) and lower[index + 1] in _PERCENT:
            follows, index = lower[index + 1], index + 1
        if follows in _PERCENT:
            unit, kind, end, index = "percent", "percent", tokens[index][2], index + 1
        elif follows == "per" and index + 1 < len(tokens) and lower[index + 1] in {"cent", "cents"}:
            unit, kind, end, index = "percent", "percent", tokens[index + 1][2], index + 2
        elif (follows in _MONEY and follows not in "$€£") or (follows in {"€", "$", "£"} and tokens[index][1] == end):
            unit, kind, end, index = _MONEY[follows], "money", tokens[index][2], index + 1
    before = lower[first - 1] if first else before
    if unit is None and before in {"$", "€", "£", "₽"}:
        unit, kind = _MONEY[before], "money"
    approx: Approx = "exact"
    for back in range(max(0, first - 3), first):
        approx = _APPROX.get(lower[back], approx)
    if approx == "at-least" and first >= 2 and lower[first - 1] == "than" and lower[first - 2] in {"less", "fewer"}:
        approx = "at-most"
    return Quantity(value, value, other, kind, unit, approx, weak, scaled, start, end, text[start:end]), index


def _hyphened(tokens: Sequence[tuple[str, int, int]], lower: Sequence[str], index: int, end: int, known: Container[str]) -> int:
    """1 where a hyphen joins the number to a scale or currency ("a 74-million-ruble case"), else 0."""
    if index + 1 >= len(tokens) or tokens[index][0] != "-" or len(lower[index + 1]) < 2 or lower[index + 1] not in known:
        return 0
    return int(tokens[index][1] == end and tokens[index + 1][1] == tokens[index][2])


def _in_words(
    tokens: Sequence[tuple[str, int, int]],
    lower: Sequence[str],
    index: int,
    numbers: dict[str, float],
    scales: dict[str, float],
) -> tuple[float, int, int]:
    """ "one hundred and twenty-five": value, next index, end offset."""
    total = numbers[lower[index]]
    end = tokens[index][2]
    index += 1
    while index < len(tokens):
        word = lower[index]
        if word == "hundred" and total < 100:
            total *= 100
        elif word in numbers and any(numbers[word] < step <= total and total % step == 0 for step in (10, 100)):
            total += numbers[word]
        elif word in {"-", "and"} and index + 1 < len(tokens) and lower[index + 1] in numbers:
            joined = numbers[lower[index + 1]]
            step = 10 if word == "-" else 100
            if not (joined < step <= total and total % step == 0):
                break
            total += joined
            index += 1
        else:
            break
        end = tokens[index][2]
        index += 1
    return total, index, end


def _joins(low: Quantity, high: Quantity, text: str) -> bool:
    """Whether two neighbours are the ends of one range: rising, of one kind, at most a factor of three apart."""
    if low.low != low.high or not low.low < high.low <= 3 * max(low.low, 1.0) or "year" in (low.kind, high.kind):
        return False
    if low.unit is not None and high.unit is not None and low.unit != high.unit:
        return False
    between = text[low.end : high.start].strip(" \u00a0$€£").lower()
    if between in _DASHES:
        return True
    if between not in _JOIN:
        return False
    if between in {"to", "до"}:
        return True
    before = text[max(0, low.start - 12) : low.start].lower().split()
    return any(word in _OPEN_RANGE for word in before[-2:])


def _range(low: Quantity, high: Quantity, text: str) -> Quantity:
    scale_up = high.scaled and not low.scaled and low.low * 1000 <= high.low
    bottom = low.low * (high.high / high.low) if scale_up else low.low
    return Quantity(
        bottom, high.high, None, high.kind if low.unit is None else low.kind, low.unit or high.unit, "exact", False,
        low.scaled or high.scaled, low.start, high.end, text[low.start : high.end],
    )  # fmt: skip


def _near(wanted: float, got: float, approx: Approx, scaled: bool) -> bool:
    if abs(wanted - got) <= 1e-9 * max(abs(wanted), abs(got)):
        return True
    if approx == "about":
        return abs(wanted - got) <= 0.03 * abs(wanted)
    if approx == "at-least":
        return wanted <= got <= 1.1 * wanted
    if approx == "at-most":
        return 0.95 * wanted <= got <= wanted
    if (scaled or wanted >= 10_000) and wanted > 0:
        # rounded: 2.98 million may be given as 3 million, by at most half of the last digit that is printed
        digits = 0
        rest = wanted
        while rest >= 10 and rest % 10 == 0 and digits < 15:
            rest, digits = rest / 10, digits + 1
        return digits > 0 and abs(wanted - got) <= 0.5 * 10**digits and abs(wanted - got) <= 0.05 * wanted
    return False


def states(page: Quantity, claim: Quantity) -> bool:
    """Whether a number of a page can stand for a number of a claim: unit, value, range, and what "about" allows."""
    if claim.unit != page.unit and ("percent" in (claim.unit, page.unit) or (claim.unit and page.unit)):
        return False
    if "year" in (claim.kind, page.kind) and claim.kind != page.kind and "ordinal" in (claim.kind, page.kind):
        return False
    if page.low != page.high and page.low <= claim.low and claim.high <= page.high:
        return True
    if claim.low != claim.high:
        return claim.low <= page.low and page.high <= claim.high
    mine = (claim.low,) if claim.other is None else (claim.low, claim.other)
    theirs = (page.low,) if page.other is None else (page.low, page.other)
    scaled = claim.scaled or page.scaled
    return any(_near(one, two, claim.approx, scaled) for one in mine for two in theirs)
