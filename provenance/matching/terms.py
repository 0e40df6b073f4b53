"""What a sentence and a page are compared by. A page is read once and compared with any number of sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress, pairwise
from operator import itemgetter
from typing import NamedTuple

from provenance.catalog.lexicon import Band, load_words

from .folding import name_keys as _name_keys
from .language import Script, guess_language, script_of
from .page_numbers import PageNumbers, read_page_numbers
from .quantities import Quantity, counting_numbers, counting_words, number_words, read_quantities
from .quotations import QuotedWords, read_quotations
from .sentences import split_sentences
from .stems import KEPT, STEMS, forms_of, plain

#: Characters of a claim and of a page that are read; what lies beyond is not looked at (hostile input).
MAX_CLAIM, MAX_PAGE = 20_000, 2_000_000
#: Sentences and numbers of a page, words and numbers of a claim that are read.
MAX_SENTENCES, MAX_QUANTITIES, MAX_TERMS, MAX_NUMBERS = 20_000, 10_000, 500, 60

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
#: Where one clause of a claim ends and the next may begin: a rough cut, for looking only; what is shown is cut by `citations`.
_JOINT = re.compile(
    r"[,;:]\s|\s(?:and|but|while|which|who|where|when|after|before|because|with|as|that|и|но|а|который|когда|после)\s|\s[–—-]\s"
)
#: Weight from which a clause of a claim is looked for by itself: two telling words.
LEAST_PART = 1.2

#: Weight of a word by how common it is; a word in no band is rare and weighs 1. Function words weigh nothing.
WEIGHTS: dict[Band, float] = {
    "function": 0.0,
    "linking": 0.4,
    "frequent": 0.4,
    "common": 0.6,
    "known": 0.7,
    "familiar": 0.7,
}
#: Least weight of a word that is part of a name, whatever its band; weight of a number in digits, and in words.
NAME_WEIGHT, NUMBER_WEIGHT, NUMBER_WORD_WEIGHT = 0.6, 1.0, 0.4


class Term(NamedTuple):
    """A content word of a claim: its key, the word in lower case, its weight, and whether it stands in a name."""

    stem: str
    word: str
    weight: float
    name: bool


@dataclass(frozen=True)
class Terms:
    """A claim, read. `terms` are its distinct content words in order; `words` all its words in lower case."""

    text: str
    language: str | None
    script: Script
    words: tuple[str, ...]
    terms: tuple[Term, ...]
    numbers: tuple[Quantity, ...]
    quotations: tuple[QuotedWords, ...]

    @cached_property
    def names(self) -> tuple[Term, ...]:
        """The terms that stand in names."""
        return tuple(term for term in self.terms if term.name)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weights of the terms, then those of the numbers."""
        return (*(term.weight for term in self.terms), *map(number_weight, self.numbers))

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """The claim's clauses that are heavy enough to be looked for by themselves, each as bits that count as `weights` do."""
        bits = {term.stem: 1 << bit for bit, term in enumerate(self.terms)}
        cuts = [0, *(match.end() for match in _JOINT.finditer(self.text)), len(self.text)]
        parts: list[int] = []
        for start, end in pairwise(cuts):
            part = 0
            for word in _WORD.findall(self.text[start:end].lower()):
                part |= bits.get(STEMS[word], 0)
            for bit, number in enumerate(self.numbers, len(self.terms)):
                if start <= number.start < end:
                    part |= 1 << bit
            if part and sum(weight for bit, weight in enumerate(self.weights) if part >> bit & 1) >= LEAST_PART:
                parts.append(part)
        return tuple(dict.fromkeys(parts))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Neighbouring content words of the claim, as keys."""
        stems = [STEMS[word] for word in self.words if weight_of(word) > 0]
        return tuple(dict.fromkeys(pairwise(stems)))


@dataclass(frozen=True)
class PageTerms:
    """A page, read. `spans` are its sentences in `text`; `flat` all its words in lower case.

    The words of sentence `i` are `flat[bounds[i]:bounds[i + 1]]`; `odd` are those with other letters than ASCII's. `likely` is
    what others say of the page's language; only numbers are read by it, and only where its words do not tell.
    """

    text: str
    language: str | None
    script: Script
    spans: tuple[tuple[int, int], ...]
    flat: tuple[str, ...]
    bounds: tuple[int, ...]
    odd: frozenset[str]
    likely: str | None = None

    def hits_of(self, terms: Sequence[Term]) -> dict[int, list[tuple[int, str]]]:
        """Sentence -> the terms' stems in it, each with its place in `flat`, in order. Sentences without any are left out."""
        wanted = frozenset(term.stem for term in terms)
        forms = {word: stem for word in self._alike(wanted) if (stem := STEMS[word]) in wanted}
        found: dict[int, list[tuple[int, str]]] = {}
        index, end, bounds = -1, 0, self.bounds
        flat = self.flat
        for place in compress(range(len(flat)), map(forms.__contains__, flat)) if forms else ():
            if place >= end:
                index = bisect_right(bounds, place, index + 1) - 1
                end = bounds[index + 1]
                found[index] = []
            found[index].append((place, forms[flat[place]]))
        return found

    def _alike(self, stems: frozenset[str]) -> set[str]:
        """The page's words that may have one of these stems: a few of a large page's, so that not all need be stemmed."""
        heads = {stem[:KEPT] for stem in stems}
        alike = set(compress(self.vocabulary, map(heads.__contains__, map(_HEAD, self.vocabulary))))
        alike |= self.odd
        for stem in stems:
            alike |= forms_of(stem) & self.vocabulary
        return alike

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The page's distinct words."""
        return frozenset(self.flat)

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each sentence."""
        return tuple(self.flat[start:end] for start, end in pairwise(self.bounds))

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.flat)

    def quantities(self, *, weak: bool) -> tuple[tuple[int, Quantity], ...]:
        """The numbers of the page, each with the index of its sentence; with `weak` also those of "first" or "half" alone.

        Their offsets count in the page.
        """
        return self.numbers(weak=weak).found

    def numbers(self, *, weak: bool) -> PageNumbers:
        """The same, to be asked where a number stands. Numbers above `MOST_WEAK` are the same in both."""
        return self._all_numbers if weak or "_all_numbers" in self.__dict__ else self._sure_numbers

    @cached_property
    def _sure_numbers(self) -> PageNumbers:
        return self._read_numbers(counting_words())

    @cached_property
    def _all_numbers(self) -> PageNumbers:
        return self._read_numbers(counting_words(weak=True))

    def _read_numbers(self, known: frozenset[str]) -> PageNumbers:
        worded: dict[int, frozenset[str]] = {}
        if counting := known & self.vocabulary:
            flat, bounds = self.flat, self.bounds
            for place in compress(range(len(flat)), map(counting.__contains__, flat)):
                index = bisect_right(bounds, place) - 1
                if index not in worded:
                    worded[index] = counting_numbers().intersection(flat[bounds[index] : bounds[index + 1]])
        return read_page_numbers(self.text, self.spans, worded, language=self.language or self.likely, limit=MAX_QUANTITIES)

    @cached_property
    def normal(self) -> tuple[str, ...]:
        """Normalised words of the whole page, for quotations."""
        return tuple(word if word.isascii() else plain(word) for word in self.flat)

    @cached_property
    def joined(self) -> str:
        """The same in one string, each with a blank before and after."""
        return f" {' '.join(self.normal)} "

    @cached_property
    def normal_places(self) -> dict[str, list[int]]:
        """Normalised word -> its places."""
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.normal):
            places.setdefault(word, []).append(index)
        return places

    @cached_property
    def raw_places(self) -> tuple[tuple[str, ...], dict[str, list[int]]]:
        """The page's distinct words in alphabetical order, and each word's sentences; for the glossary."""
        places: dict[str, list[int]] = {}
        for index, words in enumerate(self.words):
            for word in set(words):
                places.setdefault(word, []).append(index)
        return tuple(sorted(places)), places

    @cached_property
    def name_keys(self) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
        """Keys of the page's capitalised words and the sentences of each, for names across scripts."""
        places: dict[str, set[int]] = {}
        for index, (start, end) in enumerate(self.spans):
            for word in _WORD.findall(self.text[start:end]):
                if not word[0].isupper() or len(word) < 3:
                    continue
                for form in {word.lower(), STEMS[word.lower()]}:
                    for key in _name_keys(form):
                        if len(key) >= 3:
                            places.setdefault(key, set()).add(index)
        keys = tuple(sorted(places)[:_MAX_NAME_KEYS])
        return keys, tuple(tuple(sorted(places[key])) for key in keys)


_MAX_NAME_KEYS = 4000
_SAMPLE = 400
_HEAD = itemgetter(slice(KEPT))
#: ASCII letters in lower case, digits, and blanks for all else: what `_WORD` finds in lower-case ASCII text, only faster.
_ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))


@cache
def _bands() -> dict[str, Band]:
    return {**load_words("russian").bands, **load_words("english").bands}


@cache
def _stem_bands() -> dict[str, Band]:
    """Key -> the most common band of any listed word with that key: inflections weigh what their word weighs."""
    order = list(WEIGHTS)
    best: dict[str, Band] = {}
    for word, band in _bands().items():
        stem = STEMS[word]
        if stem not in best or order.index(band) < order.index(best[stem]):
            best[stem] = band
    return best


@cache
def _calendar() -> frozenset[str]:
    return load_words("english").calendar | load_words("russian").calendar


class _Weights(dict[str, float]):
    def __missing__(self, word: str) -> float:
        if len(self) > 200_000:
            self.clear()
        band = _bands().get(word)
        if band is None and "'" in word.replace("’", "'"):
            band = _bands().get(word.replace("’", "'").split("'", 1)[0])
        if band is None:
            stem_band = _stem_bands().get(STEMS[word])
            band = stem_band if stem_band not in {"function", "linking"} else None
        if band is not None:
            weight = WEIGHTS[band]
        elif word in _calendar():
            weight = 0.5
        else:
            weight = 0.0 if len(word) == 1 and not word.isdigit() else 1.0
        self[word] = weight
        return weight


_WEIGHTS = _Weights()


def weight_of(word: str) -> float:
    """How telling a lower-case word is, 0 to 1."""
    return _WEIGHTS[word]


def number_weight(number: Quantity) -> float:
    """How telling a number is: "two" stands on every page, "1,412" does not."""
    return NUMBER_WEIGHT if number.scaled or _DIGIT.search(number.text) else NUMBER_WORD_WEIGHT


def _is_name(word: str, first: bool) -> bool:
    """Whether a word, as printed, stands in a name."""
    if not word[0].isupper() or len(word) == 1:
        return False
    lower = word.lower()
    band = _bands().get(lower)
    if lower in _calendar() or (
        band in {"function", "linking"} and not (word.isupper() and len(word) > 1 and lower in {"us", "it", "who"})
    ):
        return False
    if first:
        return band in {None, "familiar"} or (word.isupper() and len(word) > 1)
    return True


def _asked(numbers: Sequence[Quantity]) -> Iterator[Quantity]:
    """The numbers that a page must state: no weak ones, and a range as one."""
    reached = -1
    for number in numbers:
        if number.low != number.high:
            reached = number.end
        elif number.weak or number.start < reached:
            continue
        yield number


def read_terms(text: str, *, language: str | None = None, likely: str | None = None) -> Terms:
    """Reads a claim, headline or other short text.

    Args:
        text: at most `MAX_CLAIM` characters of it are read.
        language: ISO 639-1 code, where the caller knows it; otherwise guessed.
        likely: the language of what the text was taken from: its numbers are read by it where its own words do not tell.
    """
    text = text[:MAX_CLAIM]
    printed: list[str] = []
    firsts: list[bool] = []
    for start, end in split_sentences(text):
        found = _WORD.findall(text[start:end])
        printed.extend(found)
        firsts.extend(index == 0 for index in range(len(found)))
    words = tuple(word.lower() for word in printed)
    counted = number_words()
    terms: dict[str, Term] = {}
    for word, lower, first in zip(printed, words, firsts, strict=True):
        if lower[0].isdigit() or (lower in counted and not word[0].isupper()):
            continue
        name = _is_name(word, first)
        weight = max(NAME_WEIGHT, weight_of(lower)) if name else weight_of(lower)
        if weight <= 0:
            continue
        stem = STEMS[lower]
        held = terms.get(stem)
        if held is None or held.weight < weight:
            terms[stem] = Term(stem, lower, weight, name)
    script = script_of(words)
    own = _code(language) or guess_language(words, script)
    numbers = tuple(_asked(read_quantities(text, language=own or _code(likely))))[:MAX_NUMBERS]
    return Terms(
        text=text,
        language=own,
        script=script,
        words=words,
        terms=tuple(terms.values())[:MAX_TERMS],
        numbers=numbers,
        quotations=read_quotations(text),
    )


def read_page_terms(text: str | Sequence[str], *, language: str | None = None, likely: str | None = None) -> PageTerms:
    """Reads a page: its text, or the list of its sentences, which is joined by line ends.

    Args:
        text: at most `MAX_PAGE` characters of it are read; offsets count in the text, joined where it was a list.
        language: ISO 639-1 code, where the caller knows it; otherwise guessed.
        likely: what the page says of its language: numbers are read by it where the page's own words do not tell.
    """
    if isinstance(text, str):
        text = text[:MAX_PAGE]
        spans = split_sentences(text, limit=MAX_SENTENCES)
    else:
        spans, offset = [], 0
        for sentence in text:
            spans.append((offset, offset + len(sentence)))
            offset += len(sentence) + 1
        text = "\n".join(text)
    flat: list[str] = []
    bounds: list[int] = [0]
    odd: set[str] = set()
    find = _WORD.findall
    for start, end in spans[:MAX_SENTENCES]:
        if start >= MAX_PAGE:
            break
        sentence = text[start:end]
        if sentence.isascii():
            flat += sentence.translate(_ASCII).split()
        else:
            found = find(sentence.lower())
            odd.update(word for word in found if not word.isascii())
            flat += found
        bounds.append(len(flat))
    bounds += [len(flat)] * (len(spans) + 1 - len(bounds))
    head = bounds[len(spans) // 5]  # the head of a page is often a menu
    cut = bounds[min(len(spans), bisect_left(bounds, head + _SAMPLE))]  # whole sentences
    sample = flat[head:cut]
    script = script_of(sample)
    return PageTerms(
        text=text,
        language=_code(language) or guess_language(sample, script),
        script=script,
        spans=tuple(spans),
        flat=tuple(flat),
        bounds=tuple(bounds),
        odd=frozenset(odd),
        likely=_code(likely),
    )


def _code(language: str | None) -> str | None:
    return language[:2].lower() if language else None


def same_script(claim: Terms, page: PageTerms) -> bool:
    """Whether the words of the two can be compared letter by letter."""
    return claim.script == page.script or "none" in (claim.script, page.script)
