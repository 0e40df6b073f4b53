"""Names across scripts: both sides come to one Latin key, and keys are compared by their common letters.

The order of the foldings is that of rules.md, section 5.4: a BGN-like map, then sh/ch/kh/zh/ts, w-v, g-h, y-i, double letters.
"""

from __future__ import annotations

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
        ratio = key_ratio(key, other)
        if ratio >= floor and ratio > best:
            best, where = ratio, index
            if best == 100.0:
                break
    return best, where
