"""What is wrong with rows as a whole: what no single row shows. For tests of the shipped rows and for `outlets check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

from provenance.catalog.registry import (
    RawRow,
    SourceFile,
    core_files,
    outlet_of,
    read_rows,
    read_table,
    shared_names,
    user_file,
)
from provenance.errors import CatalogError
from provenance.model.outlet import Outlet

from .keys import key_of
from .twins import overlap, twins


def review_users(paths: Sequence[Path]) -> tuple[str, ...]:
    """Remarks on users' files, read together with the shipped rows. Raises CatalogError if a file can't be opened."""
    core, own = core_files(), [user_file(path) for path in paths]
    names = tuple(f"{source.where}, " for source in own)
    remarks = review([*core, *own], shared=shared_names(core))
    return tuple(line for line in remarks if line.startswith(names)) if names else ()


def review(
    sources: Sequence[SourceFile], *, shared: frozenset[str] = frozenset(), qids: frozenset[str] | None = None
) -> tuple[str, ...]:
    """Remarks on files of rows, each a line that names file, row and field.

    Args:
        sources: files whose rows can be read (the registry's own `problems` tell of those that can't).
        shared: names that several outlets may bear.
        qids: Wikidata ids that someone has read; None asks for none.

    """
    rows = [row for source in sources for row in _readable(source)]
    remarks: list[str] = []
    for raw, outlet in rows:
        remarks += [
            f"{raw.label}, field {field!r}: {why}" for field, why in _of_row(outlet, {known.id for _, known in rows}, qids)
        ]
    known = (*shared, *read_table("places.toml")["common"]["several"])
    remarks += _names(rows, frozenset(key_of(name) for name in known))
    remarks += _twins(rows)
    return tuple(remarks)


def _readable(source: SourceFile) -> Iterator[tuple[RawRow, Outlet]]:
    with suppress(CatalogError):
        for raw in read_rows(source)[0]:
            with suppress(CatalogError):
                yield raw, outlet_of(raw)


def _of_row(outlet: Outlet, ids: set[str], qids: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    if not outlet.refs:
        yield "refs", 'what does the row rest on? name it, or write "general knowledge, unverified"'
    for field, named in (("parent", outlet.parent), ("successor", outlet.successor)):
        if named is not None and (named not in ids or named == outlet.id):
            yield field, f"there is no other outlet {named!r}"
    for named in outlet.monitors:
        if named not in ids:
            yield "monitors", f"there is no outlet {named!r}"
    for qid in (outlet.qid, *(owner.qid for owner in outlet.owner)):
        if qid is not None and qids is not None and qid not in qids:
            yield "qid", f"{qid} is not among the ids that were read (qids.txt)"
    if outlet.web == "no" and outlet.domains:
        yield "web", 'it is "no", and there are domains'
    if not key_of(outlet.name):
        yield "name", "it has no letter"
    for one, other in combinations(outlet.domains, 2):
        if (one.host, one.path) == (other.host, other.path) and overlap(one, other):
            yield "domains", f"{one.host}{one.path} stands twice for the same years"


def _names(rows: Sequence[tuple[RawRow, Outlet]], shared: frozenset[str]) -> Iterator[str]:
    claims: dict[str, dict[str, RawRow]] = {}
    for raw, outlet in rows:
        for text, needs in ((outlet.name, ()), *((name.text, name.needs) for name in outlet.names)):
            if not needs and key_of(text):
                claims.setdefault(key_of(text), {})[outlet.id] = raw
    for key, by in claims.items():
        if len(by) > 1 and key not in shared:
            *others, last = by
            told = f"{key!r} is also a name of {', '.join(others)}"
            yield f"{by[last].label}, field 'names': {told}; if so, add it to shared-names.toml"


def _twins(rows: Sequence[tuple[RawRow, Outlet]]) -> Iterator[str]:
    labels = {outlet.id: raw.label for raw, outlet in rows}
    for second, first in twins([outlet for _, outlet in rows]).items():
        yield f"{labels[second]}, field 'id': it is {first!r}, by a name and a domain of the same years; make one row"
