"""Rule 1: hosts, addresses and accounts on platforms. A host is certain even where nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .exact import exact
from .hosts import registrable_domain, split_host
from .index import Index
from .platforms import read_account
from .query import Decision, Query, kind_of

#: Years around a domain's period in which it may still have been theirs: where the years are sure, and where they are only
#: believed.
_SURE, _BELIEVED = 1, 3


def host(index: Index, query: Query) -> Decision | None:
    """The outlet of a host or address; an unknown host is an outlet of its own. None if the name is neither."""
    found = split_host(query.name)
    if found is None:
        return None
    name, path = found
    registered = registrable_domain(name)
    labels = name.split(".")
    for start in range(max(1, len(labels) - registered.count("."))):
        decision = _of_entries(index, index.hosts.get(".".join(labels[start:]), ()), name, path, query)
        if decision is not None:
            return decision
    platform = index.accounts.get(registered)
    if platform is not None:
        return Decision((platform,) if platform in index.rows else (), "platform", host=name, path=path)
    # "Gazeta.Ru" spelt as an address is still a written name of the outlet, though nobody publishes under it.
    named = None if path else exact(index, query)
    if named is not None and named.certain and len(named.ids) == 1:
        return named
    return Decision((), "host", host=name, path=path if registered in index.generic else "")


def _of_entries(index: Index, entries: Sequence[list[Any]], name: str, path: str, query: Query) -> Decision | None:
    """None where the host is not listed, or only with the paths of others."""
    under = [entry for entry in entries if not entry[1] or path == entry[1] or path.startswith(f"{entry[1]}/")]
    longest = max((len(entry[1]) for entry in under), default=0)
    chosen = [entry for entry in under if len(entry[1]) == longest]
    if not chosen:
        return None
    ids = tuple(dict.fromkeys(str(entry[0]) for entry in chosen))
    if len(ids) == 1 and kind_of(index, ids[0]) == "platform" and path:
        return Decision(ids, "platform", host=name, path=path)
    used = tuple(dict.fromkeys(str(entry[0]) for entry in chosen if _within(entry, query.years)))
    if not used:
        maybe = tuple((id, "the host was theirs in other years") for id in ids)
        return Decision((), "host", maybe=maybe, host=name)
    if len(used) > 1:
        used = tuple(id for id in used if index.rows[id].get("override")) or used
        used = tuple(id for id in used if index.rows[id].get("parent") not in used) or used
        main = {str(entry[0]) for entry in chosen if entry[5]}
        used = tuple(id for id in used if id in main) or used
    return Decision(used, "host", host=name, why="publishes under this host")


def _within(entry: list[Any], years: tuple[int, int] | None) -> bool:
    if years is None:
        return True
    grace = _SURE if entry[4] else _BELIEVED
    since, until = entry[2], entry[3]
    return not ((since is not None and years[1] < since - grace) or (until is not None and years[0] > until + grace))


def account(index: Index, query: Query) -> Decision | None:
    """ "Facebook page of X", "@handle, Telegram": the platform, with the account where it is named. X is only a suggestion."""
    named = read_account(query.name)
    if named is None:
        return None
    maybe: tuple[tuple[str, str], ...] = ()
    if named.holder:
        holder = exact(index, query.asking(named.holder))
        maybe = tuple((id, "holder of the account") for id in holder.ids) if holder else ()
    ids = (named.platform,) if named.platform in index.rows else ()
    return Decision(ids, "platform", maybe=maybe, host=named.host, path=named.path)
