"""Places in text, and the map from the text that was read to the source that it came from.

All offsets are Unicode code points, half-open `[start, end)`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of `length` characters of the text that stand at `source` in the decoded source.

    `source_length` differs from `length` where the source writes the run otherwise (an entity `&amp;` for `&`): such a
    run maps as a whole.
    """

    start: int
    length: int
    source: int
    source_length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Segments in text order. Characters of the text in no segment (inserted line breaks) map to the place between."""

    segments: tuple[Segment, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the decoded source that `[start, end)` of the text was read from.

        Raises:
            ValueError: the span is empty of mapped characters.
        """
        first = self._at_or_after(start)
        last = self._at_or_before(end - 1)
        if first is None or last is None or first > last:
            raise ValueError(f"no character of [{start}, {end}) comes from the source")
        head, tail = self.segments[first], self.segments[last]
        begin = head.source if head.length != head.source_length else head.source + max(0, start - head.start)
        if tail.length != tail.source_length:
            finish = tail.source + tail.source_length
        else:
            finish = tail.source + min(tail.length, end - tail.start)
        return begin, finish

    def _at_or_after(self, offset: int) -> int | None:
        index = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        if index >= 0 and offset < self.segments[index].start + self.segments[index].length:
            return index
        return index + 1 if index + 1 < len(self.segments) else None

    def _at_or_before(self, offset: int) -> int | None:
        index = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        return index if index >= 0 else None
