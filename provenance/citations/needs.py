"""Does a clause need a source? The features that the rows of `[needs]` speak of, and the decision (rules.md 2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog.needs import NeedRule, NeedRules
from ..catalog.prose import Prose
from ..model.claim import Need

_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*")
_CAPITAL = re.compile(r"(?<![.!?…] )\b[A-ZÀ-ÞА-ЯЁЇІЄҐ][^\W_]+(?:[’'\-][^\W_]+)*")
_CYRILLIC_PAST = re.compile(r"[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)\Z")
#: Before quoted words these say that a title or a name stands between the marks, not what somebody said.
_TITLES = re.compile(
    r"\b(?:called|titled|entitled|named|known as|headlined|dubbed|nicknamed|film|song|novel|book|series|magazine|project|operation|programme|program|под названием|газета|журнал|фильм)\s*,?\s*\Z",
    re.IGNORECASE,
)
#: Right after quoted words: who says them.
_SPEECH_AFTER = re.compile(
    r"\W*(?:[^\W_]+\s+){0,5}?(?:said|says|told|added|wrote|asked|сказал|заявил|сообщил)\w*\b", re.IGNORECASE
)
_SPEECH_BEFORE = re.compile(
    r"\b(?:said|says|say|told|added|wrote|writes|asked|declared|declares|reads?|warned|replied|stated|сказал\w*|заявил\w*)\b[^“”«»\"]{0,40}\Z",
    re.IGNORECASE,
)
#: At least so many words between the marks are a quotation; fewer are words that the author holds at a distance.
_QUOTATION_WORDS = 3

_COUNT_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок сто".split()
)
_LARGE = frozenset("hundred thousand million billion trillion dozen".split())
#: "two ways", "three reasons": counts of the author's own points, not of things.
_POINTS = frozenset(
    "ways way reasons sides things kinds types parts options questions points factors words hands halves respects aspects groups categories levels terms readings".split()
)
_DEFINITE = frozenset("the both these those its their his her our my".split())
_LABELS = frozenset(
    "line no nos number volume vol issue page pages pp p chapter section route room version part box figure table article paragraph item phase day type model channel level grade folio".split()
)
_BEFORE_YEARS = frozenset(
    "in of since by until till from to between and before after during early late mid around the year summer winter spring autumn fall than".split()
)
_NOT_LABELS = frozenset(
    "least over some about nearly almost around than under up only just roughly all another more fewer exactly and or with".split()
)
_ORDINAL_DAY = re.compile(
    r"\bby the (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth|\d{1,2}(?:st|nd|rd|th))\b(?! (?:century|time|day))",
    re.IGNORECASE,
)
_DETERMINERS = frozenset("the a an his its their her our my of in by with as this that these those and".split())
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_RANK: dict[Need, int] = {"must": 3, "should": 2, "may": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause as the rules see it: references blanked out, offsets relative to the clause.

    `quotes` are the words between quotation marks, `dates` the explicit dates, `names` the words that the article writes
    with a capital inside its sentences.
    """

    text: str
    quotes: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class NeedJudgement:
    """The need, the rules that decided it, all rules that hold, and the traits that they give."""

    need: Need
    reasons: tuple[str, ...]
    held: tuple[str, ...]
    traits: tuple[str, ...]


def judge_need(view: ClauseView, rules: NeedRules, prose: Prose) -> NeedJudgement:
    """Whether a clause needs a source. A clause that no rule knows is background: `may`."""
    outside = _blank(view.text, view.quotes)
    words = [match.group() for match in _WORD.finditer(outside)]
    lower = [word.lower() for word in words]
    held: dict[str, NeedRule] = {}
    for feature, rule in rules.by_feature.items():
        if _FEATURES[feature](view, outside, words, lower, prose):
            held[rule.name] = rule
    seen: set[str] = set()
    for word in lower:
        for rule in rules.by_cue.get(word, ()):
            if rule.name not in seen:
                seen.add(rule.name)
                if _holds(rule, view, outside, words, lower, prose):
                    held[rule.name] = rule
    for rule in rules.uncued:
        if _holds(rule, view, outside, words, lower, prose):
            held[rule.name] = rule
    beaten = {name for rule in held.values() for name in rule.beats}
    counting = [rule for name, rule in held.items() if name not in beaten]
    order = {rule.name: index for index, rule in enumerate(rules.rules)}
    names = tuple(sorted(held, key=order.__getitem__))
    traits = tuple(
        sorted({rule.trait for rule in held.values() if rule.trait and (rule.name not in beaten or rule.trait == "number")})
    )
    if not counting:
        return NeedJudgement("may", ("background",), names, traits)
    top = max(_RANK[rule.level] for rule in counting)
    reasons = sorted((rule.name for rule in counting if _RANK[rule.level] == top), key=order.__getitem__)
    level = next(rule.level for rule in counting if _RANK[rule.level] == top)
    if level == "may" and any(rule.level == "none" for rule in counting):
        level, reasons = "none", sorted((rule.name for rule in counting if rule.level == "none"), key=order.__getitem__)
    return NeedJudgement(level, tuple(reasons), names, traits)


def is_quotation(text: str, start: int, end: int, outer_start: int, outer_end: int, floor: int) -> bool | None:
    """Whether `text[start:end]`, standing between quotation marks, is somebody's words.

    True for a quotation, False for a word or two held at a distance, None for a title or a name. `floor` is the first
    character that may be looked at before the opening mark.
    """
    inner = text[start:end]
    before = text[max(floor, outer_start - 60) : outer_start]
    after = text[outer_end : outer_end + 80]
    if _TITLES.search(before):
        return None
    count = sum(1 for _ in _WORD.finditer(inner))
    if count >= _QUOTATION_WORDS or (inner[:1].isupper() and inner.rstrip().endswith((".", "!", "?"))):
        return True
    return count > 0 and bool(_SPEECH_BEFORE.search(before) or (inner.rstrip().endswith(",") and _SPEECH_AFTER.match(after)))


def collect_names(text: str) -> frozenset[str]:
    """The words that stand with a capital inside sentences, lower case, without months and weekdays."""
    found = {match.group(1).lower() for match in re.finditer(r"(?<=[a-zа-яё,] )([A-ZÀ-ÞА-ЯЁ][^\W_]+(?:-[^\W_]+)*)", text)}
    return frozenset(found - _CALENDAR)


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        parts.append(" " * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _holds(rule: NeedRule, view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    if rule.named and not _named(view, outside, words, lower, prose):
        return False
    expression = rule.expression
    return expression is None or expression.search(view.text if rule.inside else outside) is not None


def _named(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    for index, word in enumerate(words):
        if not word[0].isupper() or len(word) < 2:
            continue
        key = lower[index]
        if key in _CALENDAR:
            continue
        if index > 0:
            return True
        stem = key.removesuffix("’s").removesuffix("'s")
        if stem in view.names or word.isupper() or (stem != key and stem not in prose.starters):
            return True
        if len(words) > 1 and key not in prose.starters and (words[1][0].isupper() or (lower[1].startswith("al-"))):
            return True
    return False


def _feature_event(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    happens = False
    for index, word in enumerate(lower):
        if word in ("was", "were", "had", "did"):
            happens = True
        elif word in ("has", "have"):
            happens = any(prose.is_past(later) or later in ("been", "become", "come") for later in lower[index + 1 : index + 4])
        elif word in ("is", "are"):
            happens = any(later.endswith("ing") and len(later) > 4 for later in lower[index + 1 : index + 3])
        elif word in prose.past or (word in prose.reporting and word.endswith("ed")):
            happens = index > 0
        elif prose.is_past(word):
            happens = index > 0 and lower[index - 1] not in _DETERMINERS
        elif _CYRILLIC_PAST.fullmatch(word):
            happens = True
        if happens:
            return bool(view.dates) or _named(view, outside, words, lower, prose) or _has_year(outside)
    return False


def _has_year(outside: str) -> bool:
    return re.search(r"\b(?:1[5-9]|20)\d\d\b", outside) is not None


def _feature_number(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    text = _blank(outside, view.dates) if view.dates else outside
    for match in _FIGURE.finditer(text):
        if _is_figure(text, match, prose):
            return True
    if not _COUNT_WORDS.intersection(lower) and not any("-" in word for word in lower):
        return " by the " in outside and _ORDINAL_DAY.search(outside) is not None
    for index, word in enumerate(lower):
        stem = word.split("-")[0]
        if word not in _COUNT_WORDS and not ("-" in word and stem in _COUNT_WORDS and word.split("-")[-1] in _UNITS):
            continue
        before = lower[index - 1] if index else ""
        following = lower[index + 1 : index + 3]
        if word in _LARGE:
            return True
        if before in _DEFINITE or _POINTS.intersection(following):
            continue
        if following and _noun_follows(outside, words, index):
            return True
    return " by the " in outside and _ORDINAL_DAY.search(outside) is not None


_UNITS = frozenset("one two three four five six seven eight nine".split())


def _noun_follows(outside: str, words: list[str], index: int) -> bool:
    word = words[index + 1]
    return word.lower() not in ("o", "in", "to", "and", "or") or word[0].isupper()


def _is_figure(text: str, match: re.Match[str], prose: Prose) -> bool:
    figure = match.group().rstrip(".,")
    end = match.start() + len(figure)
    after = text[end : end + 24]
    if after[:2] in ("st", "nd", "rd", "th"):
        return False
    before = _last_word(text, match.start())
    key = before.lower()
    if before and text[match.start() - 1 : match.start()] == " ":
        if key in _LABELS:
            return False
        if before[0].isupper() and key not in prose.starters and key not in _NOT_LABELS and key not in _CALENDAR:
            return False
    if len(figure) == 4 and figure.isdigit() and "1500" <= figure <= "2099":
        following = _WORD.match(after.lstrip())
        return bool(
            following
            and after[:1] == " "
            and following.group().endswith("s")
            and following.group()[0].islower()
            and key not in _BEFORE_YEARS
        )
    return not after[:1].isalpha() or after[:1] in "kmMK%"


def _last_word(text: str, end: int) -> str:
    found = re.search(r"([^\W_]+)[’']?\s?\Z", text[max(0, end - 30) : end])
    return found.group(1) if found else ""


def _feature_question(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    return outside.rstrip(' *_)”"').endswith(("?", "？"))


def _feature_heading(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    return view.heading


def _quoted(view: ClauseView) -> set[bool | None]:
    return {is_quotation(view.text, start, end, start - 1, end + 1, 0) for start, end in view.quotes}


def _feature_quotation(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    return bool(view.quotes) and True in _quoted(view)


def _feature_quoted_words(view: ClauseView, outside: str, words: list[str], lower: list[str], prose: Prose) -> bool:
    return bool(view.quotes) and False in _quoted(view)


_FEATURES = {
    "quotation": _feature_quotation,
    "quoted-words": _feature_quoted_words,
    "number": _feature_number,
    "question": _feature_question,
    "event": _feature_event,
    "heading": _feature_heading,
}
