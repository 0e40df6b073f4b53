"""Names that are spelt nearly alike (rule 8): suggestions, never decisions."""

from __future__ import annotations

from .index import WRITTEN, Index

#: At least so many letters, and one edit for so many of them (registry design, rule 8).
_SHORTEST, _LETTERS_AN_EDIT = 6, 8
_LONGEST = 60
_MOST_NEAR = 8


def edits(a: str, b: str, most: int) -> int:
    """Levenshtein distance of two texts, or `most + 1` if it is larger. Time: len(a) * (2 * most + 1)."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before = {j: j for j in range(min(most, len(b)) + 1)}
    for i in range(1, len(a) + 1):
        row: dict[int, int] = {}
        for j in range(max(0, i - most), min(len(b), i + most) + 1):
            if j == 0:
                row[j] = i
                continue
            best = before.get(j - 1, most + 1) + (a[i - 1] != b[j - 1])
            row[j] = min(best, before.get(j, most + 1) + 1, row.get(j - 1, most + 1) + 1)
        if min(row.values()) > most:
            return most + 1
        before = row
    return min(before.get(len(b), most + 1), most + 1)


def near_keys(key: str, index: Index) -> tuple[str, ...]:
    """Written keys of the index within one edit for 8 letters that begin alike, nearest first; none for short or common
    names.
    """
    letters = len(key)
    if letters < _SHORTEST or letters > _LONGEST or key in index.common:
        return ()
    if not index.near:
        for other in index.keys:
            if _SHORTEST <= len(other) <= _LONGEST and other not in index.common:
                index.near.setdefault((other[0], len(other)), []).append(other)
    most = letters // _LETTERS_AN_EDIT
    if not most:
        return ()
    mine = set(key)
    near = []
    for length in range(letters - most, letters + most + 1):
        for other in index.near.get((key[0], length), ()):
            if len(mine.symmetric_difference(other)) > 2 * most:
                continue
            distance = edits(key, other, most)
            if distance <= most and any(claim[1] == WRITTEN for claim in index.keys[other]):
                near.append((distance, other))
    return tuple(other for _, other in sorted(near)[:_MOST_NEAR])
