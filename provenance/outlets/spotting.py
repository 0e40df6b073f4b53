"""Names of the registry in running text: one pass from left to right, the longest name wins, words are never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .index import Index
from .keys import words_of

#: A word of a text; a host is one word, an apostrophe belongs to its word.
_WORD = re.compile(r"[^\W_]+(?:(?:['’ʼ‘][^\W_]+)|(?:\.[^\W_][\w-]*)|(?:-[^\W_]+(?=[\w-]{0,63}\.[^\W_])))*")
_PIECE = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")
#: The next word, where it is plainly one: a space before it, and nothing behind that could belong to it.
_NEXT = re.compile(r" ([^\W_]+)(?![\w.'’ʼ‘-])")
#: What may stand between two words of one name.
_GAP = re.compile(r"(?:[^\S\n]{1,3}|[^\S\n]*\n[^\S\n]*|[-‐‑–—/&.]|\.? | [-–—&] |[«»\"“”„' ]{1,2})\Z")
#: The longest host of the rows has some 60 characters: what goes on longer between its stops is no host, and no name goes on
#: for longer than the second. They bound what is looked at again from each word of a chain ("a.b.c.d ...").
_LONGEST_HOST, _LONGEST_NAME = 100, 300
#: So many different words are remembered.
_SEEN = 50_000
_ARTICLES = frozenset({"the", "a", "an"})
_LOWER_ALLOWED = frozenset(
    ("al", "el", "ash", "as", "at", "an", "ad", "ar", "az", "il", "la", "le", "les", "l", "de", "der", "die", "das")
)  # fmt: skip
#: A word with which a name may begin: none in lower case, but for a host and for an article before a capital. Most of a text is
#: passed over here.
_FIRST = re.compile(
    rf"(?<!\w)(?<!\w['’ʼ‘])(?:(?=[^\W_a-z])|(?=(?:{'|'.join(sorted(_LOWER_ALLOWED))})[-–'’ ][^\W_a-z])"
    rf"|(?=[a-z][\w-]{{0,63}}\.[^\W_])){_WORD.pattern}"
)


class NameHit(NamedTuple):
    """A name of the registry in a text. `common` marks names that are ordinary words too ("Time", "Dawn", "Den")."""

    start: int
    end: int
    outlets: tuple[str, ...]
    common: bool = False


class _Start(NamedTuple):
    """What the names are like that begin with a word: numbers of words, the longest first; second words; is it one alone?"""

    lengths: tuple[int, ...]
    seconds: frozenset[str]
    alone: bool


class Spotter:
    """Finds names in texts. Keeps what it knows of words that it has seen, so it gets faster on one article's words."""

    def __init__(self, index: Index) -> None:
        self._phrases = index.phrases
        self._firsts = index.firsts
        self._folded: dict[str, str] = {}
        self._starts: dict[str, _Start] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[NameHit, ...]:
        """All names in `text[start:end]`, in order, not overlapping. Linear in the text for a given registry."""
        stop = len(text) if end is None else min(end, len(text))
        hits: list[NameHit] = []
        done = start
        for match in _FIRST.finditer(text, start, stop):
            word = match.group()
            known = self._starts.get(word)
            if known is None:
                known = self._known(word)
            if known.lengths and match.start() >= done and not self._ends(text, match.end(), known):
                done = self._at(text, match.start(), stop, known, hits)
                while done < match.end():  # "end.Name": a lost space, no host
                    piece = _PIECE.search(text, done, match.end())
                    if piece is None:
                        break
                    done = max(piece.end(), self._at(text, piece.start(), stop, self._known(piece.group()), hits))
        return tuple(hits)

    def _ends(self, text: str, end: int, known: _Start) -> bool:
        """Whether no name begins with the word that ends here, by a look at the next: most words are done with it."""
        if known.alone:
            return False
        following = _NEXT.match(text, end)
        if following is None:
            return False
        second = self._fold(following[1])
        return second not in known.seconds and second[:-1] not in known.seconds

    def _at(self, text: str, start: int, stop: int, known: _Start, hits: list[NameHit]) -> int:
        """Takes the longest name that begins here; returns where it ends, or where its first word ends."""
        if not known.lengths:
            return start
        words = self._run(text, start, min(stop, start + _LONGEST_NAME), known)
        for length in known.lengths:
            if length <= len(words):
                hit = self._hit(text, words[:length])
                if hit is not None:
                    hits.append(hit)
                    return words[length - 1][1]
        return words[0][1]

    def _known(self, word: str) -> _Start:
        """How the names go on that begin with this word (or with what owns something here)."""
        found: set[int] = set()
        seconds: set[str] = set()
        parts = [self._fold(word)]
        if "." in word and "." not in parts[0]:
            parts = [self._fold(piece) for piece in _PIECE.findall(word)[:1]]
            found.add(1)  # whatever it is, its pieces are looked at one by one
        for part in parts:
            if word[0].islower() and (part in _ARTICLES or (part not in _LOWER_ALLOWED and "." not in part)):
                continue
            lengths, following = self._firsts.get(part, ((), ()))
            found.update(lengths)
            seconds.update(following)
            if part.endswith("s") and word[-2:-1] in tuple("'’") and 1 in self._firsts.get(part[:-1], ((), ()))[0]:
                found.add(1)
        known = _Start(tuple(sorted(found, reverse=True)), frozenset(seconds), 1 in found)
        if len(self._starts) < _SEEN:
            self._starts[word] = known
        return known

    def _run(self, text: str, start: int, end: int, known: _Start) -> list[tuple[int, int, str]]:
        """The words that begin here, up to the first gap that no name has, or a second word that no name goes on with."""
        words: list[tuple[int, int, str]] = []
        most = known.lengths[0]
        for word in self._words(text, start, end):
            if words:
                gap = text[words[-1][1] : word[0]]
                if gap != " " and not _GAP.match(gap):
                    break
                if len(words) == 1 and word[2] not in known.seconds and word[2][:-1] not in known.seconds:
                    break
            words.append(word)
            if len(words) == most:
                break
        return words

    def _words(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            folded = self._fold(word) if "." not in word or len(word) <= _LONGEST_HOST else ""
            if "." in folded or "." not in word:
                yield match.start(), match.end(), folded
                continue
            base = match.start()
            for piece in _PIECE.finditer(word):
                yield base + piece.start(), base + piece.end(), self._fold(piece.group())

    def _fold(self, word: str) -> str:
        folded = self._folded.get(word)
        if folded is None:
            folded = "".join(words_of(word))
            if len(self._folded) < _SEEN:
                self._folded[word] = folded
        return folded

    def _hit(self, text: str, words: list[tuple[int, int, str]]) -> NameHit | None:
        """Whether these words, which stand together, are a name."""
        start, end = words[0][0], words[-1][1]
        entry = self._phrases.get(" ".join([word for _, _, word in words]))
        if entry is None:
            last = words[-1][2]
            if not (last.endswith("s") and text[end - 2 : end - 1] in ("'", "’") and len(last) > 2):
                return None
            entry = self._phrases.get(" ".join([*(word for _, _, word in words[:-1]), last[:-1]]))
            end -= 2
            if entry is None:
                return None
        said = text[start:end]
        if said[0].islower() and len(words) == 1 and "." not in words[0][2]:
            return None
        if (entry[1] and not said.isupper()) or (entry[3] and not _stands_alone(text, start, end)):
            return None
        if entry[4] and not (_stands_alone(text, start, end) or _amid(text, start, end)):
            return None
        if len(words) > 1 and not any(c.isupper() or (c.isalpha() and not c.islower()) or c.isdigit() for c in said):
            return None
        return NameHit(start=start, end=end, outlets=tuple(entry[0]), common=bool(entry[2]))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word that is a name only with its article can be one here: "the Guardian said", "(Guardian, May 3)", not "a
    Guardian".
    """
    after = text[end : end + 2]
    if text[max(0, start - 4) : start].lower() == "the ":
        return not (after[:1] in " -" and after[1:].isupper())
    before = text[max(0, start - 2) : start].rstrip(" ")[-1:]
    return before in ("", "(", ";", "[", "\n") and after[:1] in (",", ")", ";", "]", "")


def _amid(text: str, start: int, end: int) -> bool:
    """Whether an everyday word has its capital as a name: amid a sentence in small letters, or in quotation marks.

    "Contributors wrote" begins a sentence and "Island Records" is another name; "told Contributors that" names a magazine.
    """
    before = text[max(0, start - 24) : start]
    if before[-1:] in '«“"„' and before:
        return text[end : end + 1] in '»”"“,'
    word = before.split()[-1:] if before[-1:] == " " else []
    after = text[end : end + 2]
    return bool(word) and word[0][-1].isalnum() and word[0].islower() and not (after[:1] == " " and after[1:].isupper())
