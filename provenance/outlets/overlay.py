"""A user's rows laid over a built index: only what they touch is built anew, by the same code, so nothing can differ.

Building everything takes two seconds and a stored index is of no use after the next edit of the file; this takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from provenance.catalog.registry import RawRow
from provenance.errors import CatalogError
from provenance.model.outlet import Outlet

from .index import TABLES, Index, Row, build, claims_of
from .keys import key_of


class Over(Mapping[str, Any]):
    """A table with some entries changed, added or taken out. Changed entries keep their place, added ones stand at the end."""

    __slots__ = ("_base", "_changed", "_gone")

    def __init__(self, base: Mapping[str, Any], changed: Mapping[str, Any], gone: Iterable[str] = ()) -> None:
        self._base, self._changed, self._gone = base, changed, frozenset(gone)

    def __getitem__(self, key: str) -> Any:
        if key in self._changed:
            return self._changed[key]
        if key in self._gone:
            raise KeyError(key)
        return self._base[key]

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping, without raising on the way."""
        if key in self._changed:
            return self._changed[key]
        return default if key in self._gone else self._base.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._changed or (key not in self._gone and key in self._base)

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._base if key not in self._gone)
        yield from (key for key in self._changed if key not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def with_users(base: Index, rows: Sequence[Row], ignored: Iterable[str] = ()) -> tuple[Index, tuple[CatalogError, ...]]:
    """The index of the shipped rows and a user's.

    Args:
        base: of the shipped rows alone.
        rows: the user's, one an id; a row of a shipped id is the whole row as it holds now.
        ignored: names that are no outlets.

    Returns:
        What `build` gives for all these rows: the index, and what is wrong with single rows of the user's.
    """
    ignored = tuple(ignored)
    dropped = {key_of(name) for name in ignored}
    changed = {row.outlet.id: row for row in rows}
    touched = [row.outlet for row in rows]
    touched += [_shipped(base, id) for id in changed if id in base.rows]
    touched += [_shipped(base, id) for id in {str(claim[0]) for key in dropped for claim in base.keys.get(key, ())}]
    keys, words, hosts, services = set(dropped), set[str](), set[str](), set[str]()
    for outlet in touched:
        for claimed, _, said in claims_of(outlet):
            keys.add(claimed)
            words.add(said)
        hosts.update(domain.host for domain in outlet.domains)
        services.update([f"{outlet.parent} {outlet.languages[0]}"] if outlet.parent and outlet.languages else [])
    words = (words | hosts) - {""}
    involved = {str(claim[0]) for key in keys for claim in base.keys.get(key, ())}
    involved |= {str(entry[0]) for host in hosts for entry in base.hosts.get(host, ())}
    involved |= {id for word in words for id in base.phrases.get(word, ((),))[0]}
    involved |= {id for service in services for id in base.services.get(service, ())}
    order = [id for id in base.rows if id in involved or id in changed]
    unread = RawRow("", 0, {})
    part = [changed.get(id) or Row(unread, _shipped(base, id)) for id in order]
    part += [row for id, row in changed.items() if id not in base.rows]
    tables = {name: getattr(base, name) for name in TABLES}
    made, problems = build(part, tables, ignored, known=base.rows)

    def over(old: Mapping[str, Any], new: Mapping[str, Any], these: Iterable[str]) -> Over:
        named = list(these)
        return Over(old, {key: new[key] for key in named if key in new}, [key for key in named if key not in new])

    phrases = over(base.phrases, made.phrases, sorted(words))
    index = replace(
        base,
        rows=Over(base.rows, {id: made.rows[id] for id in changed}),
        keys=over(base.keys, made.keys, sorted(keys)),
        hosts=over(base.hosts, made.hosts, sorted(hosts)),
        services=over(base.services, made.services, sorted(services)),
        phrases=phrases,
        firsts=Over(base.firsts, {first: _both(base.firsts.get(first), made.firsts[first]) for first in made.firsts}),
        users={**base.users, **made.users},
        ignored={**base.ignored, **made.ignored},
        near={},
    )
    return index, problems


def _shipped(base: Index, id: str) -> Outlet:
    return Outlet.model_validate(base.rows[id])


def _both(old: Sequence[Any] | None, new: Sequence[Any]) -> list[list[Any]]:
    """What may follow a first word: of the shipped rows and of those that were built anew. More than need be does no harm."""
    lengths, seconds = old if old is not None else ((), ())
    return [sorted({*lengths, *new[0]}, reverse=True), sorted({*seconds, *new[1]})]
