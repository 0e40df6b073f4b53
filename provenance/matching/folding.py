"""Names across scripts: both sides come to one Latin key, and keys are compared by their common letters.

The order of the foldings is that of rules.md, section 5.4: a BGN-like map, then sh/ch/kh/zh/ts, w-v, g-h, y-i, double letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .stems import is_cyrillic, plain

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "e",
    "ґ": "g", "ў": "u", "қ": "k", "ғ": "g", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ә": "a", "ҷ": "ch", "ҳ": "h",
}  # fmt: skip

#: Applied in order to the Latin form. Letters that stand for a sound of their own afterwards: 5 sh/sch, 4 ch, 3 zh/j, 2 ts.
_FOLDS: tuple[tuple[str, str], ...] = (
    ("tsch", "4"), ("shch", "5"), ("sch", "5"), ("tch", "4"), ("sh", "5"), ("ch", "4"), ("dzh", "3"), ("zh", "3"), ("dj", "3"),
    ("j", "3"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("gh", "h"), ("ck", "k"), ("ts", "2"), ("tz", "2"), ("x", "ks"),
    ("qu", "kv"), ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("oo", "u"), ("ee", "i"), ("ou", "u"),
    ("w", "v"), ("g", "h"), ("y", "i"), ("ii", "i"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold_name(word: str) -> str:
    """The key of a name's word: lower-case ASCII letters and the digits 2 to 5 for hushing sounds; "" without letters."""
    word = plain(word.lower())
    if is_cyrillic(word):
        word = "".join(_CYRILLIC.get(ch, "") for ch in word)
    word = "".join(ch for ch in word if "a" <= ch <= "z")
    for old, new in _FOLDS:
        if old in word:
            word = word.replace(old, new)
    out: list[str] = []
    for ch in word:
        if not out or out[-1] != ch:
            out.append(ch)
    return "".join(out)


#: Other ways in which newsrooms and languages write a sound, as (what, how else) on the word before folding: Polish cz and
#: sz, Croatian č, German ch and eu, French g, English silent e, Japanese j, w for u ...
_LATIN_ALSO: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), others)
    for pattern, others in (
        ("cz", ("ch",)), ("sz", ("sh",)), ("[šșş]", ("sh",)), ("[čć]", ("ch",)), ("ž", ("zh",)), ("j", ("y", "dz")),
        ("ch", ("kh", "sh")), ("g(?=[eiy])", ("zh",)), ("w", ("u",)), (r"e\Z", ("",)), (r"\Ah", ("",)),
        ("c(?=[ei])", ("ch", "ts")), ("a(?=[^aeiou]e)", ("ei",)), ("[öø]", ("e",)), ("ü", ("iu",)), ("eu", ("oi",)),
        ("(?<=[aeiou])s(?=[aeiou])", ("z",)), ("t?sch|tch", ("ch",)), (r"s\Z", ("sh",)), ("ä", ("e",)), ("z", ("ts",)),
        ("ei", ("ai",)),
    )
)  # fmt: skip
_CYRILLIC_ALSO = (("ё", "ио"), ("э", "а"), ("дз", "ж"), ("дж", "ж"))
_MOST_SPELLINGS = 24
#: Names that begin with different sounds are seldom one.
_OTHER_HEAD = 0.93
_HEADS = str.maketrans("oeu", "aia")


@lru_cache(maxsize=65536)
def name_keys(word: str) -> tuple[str, ...]:
    """The keys of a name's word under the ways in which it may have been written, sorted; the plain one is among them."""
    lower = word.lower()
    if is_cyrillic(lower):
        spellings = {lower, *(lower.replace(old, new) for old, new in _CYRILLIC_ALSO)}
    else:
        spellings = {lower}
        for pattern, others in _LATIN_ALSO:
            spellings |= {pattern.sub(other, one) for one in sorted(spellings) if pattern.search(one) for other in others}
            if len(spellings) > _MOST_SPELLINGS:
                break
    kept = [lower, *sorted(spellings - {lower})[: _MOST_SPELLINGS - 1]]
    return tuple(sorted({key for one in kept if (key := fold_name(one))}))


def name_likeness(one: str, other: str) -> float:
    """Likeness of two words of names in any script, 0 to 100: the best of their spellings."""
    return max((head_ratio(a, b) for a in name_keys(one) for b in name_keys(other)), default=0.0)


def head_ratio(one: str, other: str) -> float:
    """`key_ratio`, less where the keys begin with different sounds."""
    same = one[:1].translate(_HEADS) == other[:1].translate(_HEADS)
    return key_ratio(one, other) * (1.0 if same else _OTHER_HEAD)


def key_ratio(one: str, other: str) -> float:
    """Likeness of two keys, 0 to 100: twice their longest common subsequence over the sum of lengths.

    Bit-parallel (Hyyrö 2004), one big-integer step a letter.
    """
    total = len(one) + len(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 100.0
    places: dict[str, int] = {}
    for index, ch in enumerate(one):
        places[ch] = places.get(ch, 0) | (1 << index)
    full = (1 << len(one)) - 1
    row = full
    for ch in other:
        hit = row & places.get(ch, 0)
        row = ((row + hit) | (row - hit)) & full
    common = len(one) - row.bit_count()
    return 200.0 * common / total


def best_ratio(key: str, others: tuple[str, ...], *, floor: float) -> tuple[float, int]:
    """The best ratio of `key` among `others` and its index; (0, -1) where none reaches `floor` (0 to 100).

    Pairs that their lengths alone keep below the floor are not compared.
    """
    best, where = 0.0, -1
    size = len(key)
    for index, other in enumerate(others):
        shorter = size if size < len(other) else len(other)
        if 200.0 * shorter < floor * (size + len(other)):
            continue
        ratio = head_ratio(key, other)
        if ratio >= floor and ratio > best:
            best, where = ratio, index
            if best == 100.0:
                break
    return best, where
