"""What a printed name may be: an outlet of the registry, a host, an account, an institution, or merely shaped like a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from provenance.catalog.forms import load_forms, load_places
from provenance.catalog.patterns import late
from provenance.model.citation import SourceKind
from provenance.model.dates import DateValue
from provenance.model.outlet import LookupAnswer, Outlet
from provenance.outlets.hosts import is_host

#: A source's name is shorter than this.
MAX_NAME = 90
MAX_WORDS = 9

#: Box-drawing signs stand for letters in text that was decoded wrongly ("Michoac├ín").
_LETTER = r"(?:[^\W_]|[\u2500-\u257f])"
_WORD = late(rf"{_LETTER}+(?:[’'.\-–&+@/]{_LETTER}+)*\.?|&")
_ACCOUNT = late(
    r"(?:(?:tweets?|posts?|videos?|statements?|messages?|threads?)\s(?:by|from|of)\s@\w{2,40}|@\w{2,40}\son\s\w{1,20}|@\w{2,}|(?:telegram|twitter|x|instagram|facebook|youtube|tiktok|vk)/@\w[\w.-]*|(?:t\.me|x\.com|twitter\.com|vk\.com|facebook\.com|instagram\.com|youtube\.com|com)/@?\w[\w./-]*)\Z",
    re.I,
)
_ACCOUNT_ON = late(r"@\w{2,40},\s(?:Twitter|Telegram|X|Instagram|Facebook|YouTube|TikTok|VK|VKontakte)\Z", re.I)
_ON_PLATFORM = late(r"\b(?:facebook|twitter|telegram|youtube|instagram|vkontakte|tiktok)\b|\(@\w+\)", re.I)
_INTERVIEW = late(
    r"(?:author[’']?s?[’']?|personal|crisis group|telephone|phone|skype|e-?mail|"
    r"reporter[’']?s)\s+(?:[\w-]+\s)?(?:interview|interviews|correspondence|conversation|communication|exchange)s?\b|"
    r"interviews?\s+with\b|интервью\s+(?:с|автора)\b",
    re.I,
)


#: An Arabic article, or a French one, before a capital: "al-Hayat", "l’Humanité".
_PREFIXED = late(r"(?:[a-z]{2,3}-|[ld][’'])[^\W\d_]")
#: Names that RFC 2606 keeps for examples, and what is written as a host in any case.
_HOST_LIKE = late(r"(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:example|test|invalid))\Z", re.I)


class NameHitLike(Protocol):
    """A registry's name in a text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def outlets(self) -> tuple[str, ...]: ...  # noqa: D102


class RegistryLike(Protocol):
    """What is asked of the outlet registry here."""

    def look_up(  # noqa: D102
        self,
        name: str,
        *,
        on: DateValue | None = None,
        country: str | None = None,
        publication: str | None = None,
        language: str | None = None,
        suggest: bool = True,
    ) -> LookupAnswer: ...
    def outlet(self, id: str) -> Outlet | None: ...  # noqa: D102
    def names_in(self, text: str, start: int = 0, end: int | None = None) -> Sequence[NameHitLike]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Naming:
    """What is made of a name. `shape` says how much it looks like one: 0 not at all, 1 like a source's name.

    `place` is a country or a city; `event` a body or an event that dates are put beside; `medium` a word such as News or TV.
    """

    kind: SourceKind
    known: bool
    outlet: str | None
    shape: float
    place: bool = False
    event: bool = False
    medium: bool = False
    generic: bool = False


class Namer:
    """Judges names against the registry, each distinct name once."""

    def __init__(self, registry: RegistryLike) -> None:
        self.registry = registry
        self._forms = load_forms()
        self._places = load_places()
        self._cache: dict[str, Naming] = {}

    def name(self, text: str) -> Naming:
        """What `text` is as a source's name; `outlet` is left to a later look-up that knows the day."""
        naming = self._cache.get(text)
        if naming is None:
            naming = self._cache[text] = self._judge(text)
        return naming

    def kind_of(self, outlet: str | None) -> SourceKind:
        """The source kind of an outlet of the registry."""
        row = self.registry.outlet(outlet) if outlet else None
        if row is None:
            return "outlet"
        kinds: dict[str, SourceKind] = {
            "broadcaster": "broadcaster",
            "government": "institution",
            "ngo": "institution",
            "think-tank": "institution",
            "party": "institution",
            "platform": "social",
            "journal": "publication",
            "blog": "outlet",
        }
        return kinds.get(row.kind, "outlet")

    def _judge(self, text: str) -> Naming:
        name = text.strip()
        if not name or len(name) > MAX_NAME:
            return Naming("unknown", False, None, 0.0)
        if _ACCOUNT.match(name) or _ACCOUNT_ON.match(name):
            return Naming("social", True, None, 1.0)
        folded = name.casefold()
        if folded in self._forms.platforms and len(folded) > 1:
            return Naming("social", True, None, 1.0)
        host = name.split("/", 1)[0].rstrip(".")
        if " " not in name and "." in host and (is_host(host) or _HOST_LIKE.match(host)):
            return Naming("domain", True, self.registry.look_up(name).outlet, 1.0)
        bare = re.sub(r"\s*\[[^\]]{0,60}\]\Z", "", name)
        answer = self._look_up(bare)
        if answer is not None:
            return Naming(self.kind_of(answer.outlet), True, answer.outlet, 1.0)
        if _INTERVIEW.search(name):
            return Naming("person", True, None, 1.0)
        return self._shaped(bare, folded)

    def _look_up(self, name: str) -> LookupAnswer | None:
        """The registry's answer, None where it does not know the name; a suffix such as "website" or "TV" may fall."""
        candidates = [name]
        shorter = re.sub(
            r"[+]\Z|\s+(?:website|web\s?site|newspaper|daily|online|television|radio|news agency|agency)\Z",
            "",
            name,
            flags=re.I,
        )
        if shorter and shorter != name:
            candidates.append(shorter)
        for candidate in candidates:
            answer = self.registry.look_up(candidate, suggest=False)
            if answer.answer != "unknown" and answer.rule != "host":
                return answer
        return None

    def _shaped(self, name: str, folded: str) -> Naming:
        words = _WORD.findall(name)
        if not words or len(words) > MAX_WORDS:
            return Naming("unknown", False, None, 0.0)
        folds = [word.casefold().rstrip(".") for word in words]
        parts = {part for fold in folds for part in re.split(r"[’'\-–/]", fold)} | set(folds)
        medium = not parts.isdisjoint(self._forms.media_words) or bool(re.search(r"(?:日报|新闻|通讯社|[社报网])\Z", name))
        place = folded in self._places
        event = not parts.isdisjoint(self._forms.event_words)
        kind: SourceKind = "unknown"
        if _ON_PLATFORM.search(name):
            kind = "social"
        elif not parts.isdisjoint(self._forms.institution_words) or (medium and {"website", "site"} & parts):
            kind = "institution"
        elif medium:
            kind = "outlet"
        if folds[0] in self._forms.not_sources and not (medium and words[0][0].isupper()):
            return Naming(kind, False, None, 0.0, place, event, medium)
        small = [fold for word, fold in zip(words, folds, strict=True) if word[0].islower() and not _PREFIXED.match(word)]
        if len(small) == len(words):
            generic = medium and len(words) <= 5 and not any(part in ("the", "a", "an") for part in folds[:1])
            return Naming(kind, False, None, 0.3 if generic else 0.0, place, event, medium, generic)
        odd = [fold for fold in small if fold not in self._forms.inside_names and fold not in self._forms.media_words]
        if odd:
            return Naming(kind, False, None, 0.0, place, event, medium)
        # Numbers alone name nothing; a name begins with a letter that is no small one, or with a digit that belongs to it.
        if not any(word[0].isupper() or _PREFIXED.match(word) or _uncased(word[0]) for word in words):
            return Naming(kind, False, None, 0.0, place, event, medium)
        return Naming(kind, False, None, 1.0 if medium else 0.8, place, event, medium)


def _uncased(letter: str) -> bool:
    return letter.isalpha() and not letter.isupper() and not letter.islower()
