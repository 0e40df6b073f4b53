"""Does a clause need a source? The features that the rows of `[needs]` speak of, and the decision (rules.md 2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..catalog.needs import NeedRule, NeedRules
from ..catalog.patterns import late
from ..catalog.prose import Prose
from ..model.claim import Need

_WORD = late(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_DIGIT = late(r"\d")
_YEAR = late(r"\b(?:1[5-9]|20)\d\d\b")
_FIGURE = late(r"(?<![\w.,])\d[\d.,]*")
_CAPITAL = late(r"(?<=[a-zа-яё,] )([A-ZÀ-ÞА-ЯЁ][^\W_]+(?:-[^\W_]+)*)")
_CYRILLIC_PAST = late(r"[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)\Z")
#: Before quoted words these say that a title or a name stands between the marks, not what somebody said.
_TITLES = late(
    r"\b(?:called|titled|entitled|named|known as|headlined|dubbed|nicknamed|film|song|novel|book|series|magazine|project"
    r"|operation|programme|program|под названием|газета|журнал|фильм)\s*,?\s*\Z",
    re.IGNORECASE,
)
#: Right after quoted words: who says them.
_SPEECH_AFTER = late(r"\W*(?:[^\W_]+\s+){0,5}?(?:said|says|told|added|wrote|asked|сказал|заявил|сообщил)\w*\b", re.IGNORECASE)
_SPEECH_BEFORE = late(
    r"\b(?:said|says|say|told|added|wrote|writes|asked|declared|declares|reads?|warned|replied|stated|сказал\w*|заявил\w*)\b"
    r"[^“”«»\"]{0,40}\Z",
    re.IGNORECASE,
)
#: At least so many words between the marks are a quotation; fewer are words that the author holds at a distance.
_QUOTATION_WORDS = 3

_ORDINAL_DAY = late(
    r"\bby the (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth"
    r"|\d{1,2}(?:st|nd|rd|th))\b(?! (?:century|time|day))",
    re.IGNORECASE,
)
_PAST_AUXILIARIES = frozenset({"was", "were", "had", "did"})
#: Participles that do not end in "-ed" and are no past tenses.
_PARTICIPLES = frozenset(
    {
        "been",
        "become",
        "come",
        "begun",
        "gone",
        "taken",
        "given",
        "shown",
        "seen",
        "risen",
        "fallen",
        "written",
        "known",
        "done",
    }
)
_RANK: dict[Need, int] = {"must": 3, "should": 2, "may": 1, "none": 0}


class ClauseView(NamedTuple):
    """A clause as the rules see it: references blanked out, offsets relative to the clause.

    `quotes` are the words between quotation marks, `dates` the explicit dates, `names` the words that the article writes
    with a capital inside its sentences.
    """

    text: str
    quotes: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()
    heading: bool = False


class _Spoken:
    """What the clause says outside of its quotations, its words as they stand and in lower case, and what is quoted.

    Made once a clause, for every rule to look at; what few rules ask is found when the first of them does.
    """

    __slots__ = ("_named", "folded", "has_digit", "lower", "outside", "quoted", "said", "words")

    def __init__(self, view: ClauseView) -> None:
        self.outside = outside = _blank(view.text, view.quotes)
        self.folded = outside.lower()
        self.words: list[str] = _WORD.findall(outside)
        self.lower = list(map(str.lower, self.words))
        self.said = frozenset(self.lower)
        self.has_digit = _DIGIT.search(outside) is not None
        self.quoted = _kinds_of_quotes(view) if view.quotes else frozenset()
        self._named: bool | None = None

    def names_somebody(self, view: ClauseView, prose: Prose) -> bool:
        """Whether a person, an organisation or a place is named."""
        if self._named is None:
            self._named = _named(view, self, prose)
        return self._named


class NeedJudgement(NamedTuple):
    """The need, the rules that decided it, all rules that hold, the traits that they give, and the clause's own words."""

    need: Need
    reasons: tuple[str, ...]
    held: tuple[str, ...]
    traits: tuple[str, ...]
    words: frozenset[str] = frozenset()


def judge_need(view: ClauseView, rules: NeedRules, prose: Prose) -> NeedJudgement:
    """Whether a clause needs a source. A clause that no rule knows is background: `may`."""
    spoken = _Spoken(view)
    said = spoken.said
    held: dict[str, NeedRule] = {}
    for feature, rule in rules.by_feature.items():
        if _FEATURES[feature](view, spoken, prose):
            held[rule.name] = rule
    seen: set[str] = set()
    for word in rules.cues & _cues_of(spoken):
        for rule in rules.by_cue[word]:
            if rule.name not in seen:
                seen.add(rule.name)
                if _holds(rule, view, spoken, prose):
                    held[rule.name] = rule
    for rule in rules.uncued:
        if _holds(rule, view, spoken, prose):
            held[rule.name] = rule
    if not held:
        return NeedJudgement("may", ("background",), (), (), said)
    if len(held) == 1:
        ((name, rule),) = held.items()
        return NeedJudgement(rule.level, (name,), (name,), (rule.trait,) if rule.trait else (), said)
    beaten = {name for rule in held.values() for name in rule.beats}
    counting = [rule for name, rule in held.items() if name not in beaten]
    order = rules.order
    names = tuple(sorted(held, key=order.__getitem__))
    traits = tuple(
        sorted({rule.trait for rule in held.values() if rule.trait and (rule.name not in beaten or rule.trait == "number")})
    )
    if not counting:
        return NeedJudgement("may", ("background",), names, traits, said)
    top = max(_RANK[rule.level] for rule in counting)
    reasons = sorted((rule.name for rule in counting if _RANK[rule.level] == top), key=order.__getitem__)
    level = next(rule.level for rule in counting if _RANK[rule.level] == top)
    if level == "may" and any(rule.level == "none" for rule in counting):
        level, reasons = "none", sorted((rule.name for rule in counting if rule.level == "none"), key=order.__getitem__)
    return NeedJudgement(level, tuple(reasons), names, traits, said)


def _cues_of(spoken: _Spoken) -> frozenset[str]:
    """The words that may call up a rule: "one-fifth" as a whole and by its parts, figures as "#"."""
    said = spoken.said
    if "-" in spoken.outside:
        said = said.union(*(word.split("-") for word in said if "-" in word))
    return said | {"#"} if spoken.has_digit else said


def is_quotation(text: str, start: int, end: int, *, floor: int = 0) -> bool | None:
    """Whether `text[start:end]`, standing between quotation marks, is somebody's words.

    True for a quotation, False for a word or two held at a distance, None for a title or a name. `floor` is the first
    character that may be looked at before the opening mark.
    """
    inner = text[start:end]
    before = text[max(floor, start - 61) : start - 1]
    after = text[end + 1 : end + 81]
    if _TITLES.search(before):
        return None
    count = len(_WORD.findall(inner))
    if count >= _QUOTATION_WORDS or (inner[:1].isupper() and inner.rstrip().endswith((".", "!", "?"))):
        return True
    return count > 0 and bool(_SPEECH_BEFORE.search(before) or (inner.rstrip().endswith(",") and _SPEECH_AFTER.match(after)))


def collect_names(text: str, prose: Prose) -> frozenset[str]:
    """The words that stand with a capital inside sentences, lower case, without months and weekdays."""
    found = {match.group(1).lower() for match in _CAPITAL.finditer(text)}
    return frozenset(found - prose.calendar)


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


def _holds(rule: NeedRule, view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    if rule.named and not spoken.names_somebody(view, prose):
        return False
    expression = rule.expression
    if expression is None:
        return True
    if rule.inside:
        return expression.search(view.text.lower() if rule.folded else view.text) is not None
    return expression.search(spoken.folded if rule.folded else spoken.outside) is not None


def _named(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    for index, word in enumerate(spoken.words):
        if not word[0].isupper() or len(word) < 2:
            continue
        key = spoken.lower[index]
        if key in prose.calendar:
            continue
        if index > 0:
            return True
        stem = key.removesuffix("’s").removesuffix("'s")
        if stem in view.names or word.isupper() or (stem != key and stem not in prose.starters):
            return True
        if (
            len(spoken.words) > 1
            and key not in prose.starters
            and (spoken.words[1][0].isupper() or (spoken.lower[1].startswith("al-")))
        ):
            return True
    return False


def _feature_event(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    if not (view.dates or spoken.names_somebody(view, prose) or (spoken.has_digit and _YEAR.search(spoken.outside))):
        return False
    said, lower = spoken.said, spoken.lower
    if not said.isdisjoint(_PAST_AUXILIARIES):
        return True
    if not said.isdisjoint(prose.past) and any(word in prose.past for word in lower[1:]):
        return True
    for index, word in enumerate(lower):
        if word.endswith("ed"):
            if index and prose.is_past(word) and (word in prose.reporting or lower[index - 1] not in prose.before_participles):
                return True
        elif word in ("has", "have"):
            if any(prose.is_past(later) or later in _PARTICIPLES for later in lower[index + 1 : index + 4]):
                return True
        elif word in ("is", "are") and any(later.endswith("ing") and len(later) > 4 for later in lower[index + 1 : index + 3]):
            return True
    return not spoken.outside.isascii() and any(_CYRILLIC_PAST.fullmatch(word) for word in lower)


def _feature_number(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    if spoken.has_digit:
        text = _blank(spoken.outside, view.dates) if view.dates else spoken.outside
        if any(_is_figure(text, match, prose) for match in _FIGURE.finditer(text)):
            return True
    if spoken.said.isdisjoint(prose.count_words) and "-" not in spoken.outside:
        return " by the " in spoken.outside and _ORDINAL_DAY.search(spoken.outside) is not None
    for index, word in enumerate(spoken.lower):
        stem = word.split("-")[0]
        if word not in prose.count_words and not (
            "-" in word and stem in prose.count_words and word.split("-")[-1] in prose.count_units
        ):
            continue
        before = spoken.lower[index - 1] if index else ""
        following = spoken.lower[index + 1 : index + 3]
        if word in prose.large_counts:
            return True
        if before in prose.definite or prose.own_points.intersection(following):
            continue
        if not prose.unnamed.isdisjoint(following) and not prose.reporting.isdisjoint(spoken.lower[index + 2 : index + 4]):
            continue  # "two officials told ...": how many speak is not what they say
        if following and _noun_follows(spoken.words[index + 1]):
            return True
    return " by the " in spoken.outside and _ORDINAL_DAY.search(spoken.outside) is not None


def _noun_follows(word: str) -> bool:
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
        if key in prose.labels:
            return False
        if before[0].isupper() and key not in prose.starters and key not in prose.not_labels and key not in prose.calendar:
            return False
    if len(figure) == 4 and figure.isdigit() and "1500" <= figure <= "2099":
        following = _WORD.match(after.lstrip())
        return bool(
            following
            and after[:1] == " "
            and following.group().endswith("s")
            and following.group()[0].islower()
            and key not in prose.before_years
        )
    return not after[:1].isalpha() or after[:1] in "kmMK%"


def _last_word(text: str, end: int) -> str:
    found = re.search(r"([^\W_]+)[’']?\s?\Z", text[max(0, end - 30) : end])
    return found.group(1) if found else ""


def _feature_question(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    return spoken.outside.rstrip(' *_)”"').endswith(("?", "？"))


def _feature_heading(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    return view.heading


def _kinds_of_quotes(view: ClauseView) -> frozenset[bool | None]:
    return frozenset(is_quotation(view.text, start, end) for start, end in view.quotes)


def _feature_quotation(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    return True in spoken.quoted


def _feature_quoted_words(view: ClauseView, spoken: _Spoken, prose: Prose) -> bool:
    return False in spoken.quoted


_FEATURES = {
    "quotation": _feature_quotation,
    "quoted-words": _feature_quoted_words,
    "number": _feature_number,
    "question": _feature_question,
    "event": _feature_event,
    "heading": _feature_heading,
}
