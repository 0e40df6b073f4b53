"""Link headers and TimeMaps (RFC 8288, RFC 6690, RFC 7089 section 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from .timestamp import read_http_date, read_timestamp14, split_replay_address

#: Commas occur inside addresses and dates: only a comma that is followed by `<` parts two links (archives.md, section 7).
_BETWEEN = re.compile(r",\s*(?=<)")
_PARAM = re.compile(r';\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^;,\s]*))')
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its target, relation types, and the time of a memento (UTC; None where there is none that can be read)."""

    url: str
    rels: frozenset[str]
    time: datetime | None = None

    @property
    def is_memento(self) -> bool:
        """Whether the target is a capture: `memento`, `first memento`, `prev memento` ..."""
        return "memento" in self.rels


def read_links(text: str, *, now: datetime | None = None) -> tuple[Link, ...]:
    """Parse a Link header or a TimeMap.

    Args:
        text: the header's value or the document.
        now: captures after this are dropped: some archives send dates years ahead (archives.md, section 7).

    Returns:
        The links in order. Where a date can't be read, the 14 digits in the address stand in for it.
    """
    links: list[Link] = []
    for piece in _BETWEEN.split(text.strip().rstrip(","))[:_MOST]:
        start = piece.strip()
        if not start.startswith("<") or ">" not in start:
            continue
        url, _, rest = start[1:].partition(">")
        params = {name.lower(): quoted or bare for name, quoted, bare in _PARAM.findall(rest[:2000])}
        rels = frozenset(params.get("rel", "").lower().split())
        time = read_http_date(params.get("datetime"))
        if "memento" in rels and (time is None or (now is not None and time > now)):
            parts = split_replay_address(url)
            time = read_timestamp14(parts[1]) if parts is not None else None
            if time is None or (now is not None and time > now):
                continue
        links.append(Link(url.strip(), rels, time))
    return tuple(links)
