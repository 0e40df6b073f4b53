"""The newsroom form: sources, dates, titles and pages between commas and semicolons, as in "(Interfax, October 22, 2013)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.catalog.forms import load_forms
from provenance.catalog.patterns import late
from provenance.dates import DateHit, find_dates

from .drafts import Item
from .naming import Namer
from .pieces import Piece, split_groups, split_pieces
from .signals import split_carriers, strip_signal

_LANGUAGE_TAG = late(r"\s*(?:\[(?:in\s+)?([A-Z][a-z]+|in\s+\w+)\]|\((in\s+[A-Z]\w{2,20})\))\Z")
#: "Jamestown’s Terrorism Monitor": whose it is.
_WHOSE = late(r"(?:[A-ZÀ-Þ][\w-]{1,24}\s){0,2}[A-ZÀ-Þ][\w-]{1,24}[’']s\s+(?=[A-ZÀ-Þ])")
_EDGE = " \t\r\n.,:;*_♦|"
_AND = late(r"\s+(?:and|&|и|et|und|y|та)\s+", re.I)
_BACK = late(r"(?:ibid(?:em)?|id(?:em)?|loc\.\s?cit|op\.\s?cit|там же|там само|ebd|ebenda|ibíd(?:em)?|同上)\.?\Z", re.I)
_PERSON = late(r"(?:[A-ZÀ-ÞА-ЯЁІЇЄ][\w’'.-]{0,24}\s){1,3}[A-ZÀ-ÞА-ЯЁІЇЄ][\w’'-]{1,24}\Z")
#: Carriers that print an item on the day it was written; who "cites" may do so later.
_SAME_DAY = ("via", "carried by", "as carried by")
_REPORTED = late(r"\s(?:reported|reports|said|says|wrote|announced)(?:\son)?\Z")
_SPACED_DASH = late(r"\s[-–—]{1,2}\s")


@dataclass(slots=True)
class Contents:
    """What a bracket holds, read as sources: the items, and what argues for or against it."""

    items: list[Item] = field(default_factory=list)
    signal: str | None = None
    lost: bool = False
    leftovers: int = 0
    accessed: bool = False
    impossible: list[DateHit] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Items that are still open for a date, pages or an issue."""

    pending: list[Item] = field(default_factory=list)
    dated: list[Item] = field(default_factory=list)
    title: Piece | None = None
    author: Item | None = None


def read_contents(text: str, start: int, end: int, namer: Namer, *, day_first: bool | None = None) -> Contents:
    """Reads `[start, end)`, the inside of a bracket or a line of its own."""
    contents = Contents()
    hits = find_dates(text, start=start, end=end, day_first=day_first)
    for a, b in split_groups(text, start, end):
        if a < b:
            _read_group(text, a, b, hits, namer, contents)
    _fold_places(contents, namer)
    return contents


def _fold_places(contents: Contents, namer: Namer) -> None:
    """A place beside a known outlet with the same date is a tag of it: "(Moscow, Interfax, May 4)"."""
    if any(item.via is not None for item in contents.items):
        return
    kept = [item for item in contents.items if item.known or item.name is None or not namer.name(item.name).place]
    for item in contents.items:
        if item in kept:
            continue
        owner = next((other for other in kept if other.known and other.date is item.date), None)
        if owner is None or item.name is None:
            return
        owner.tags.append(item.name)
    contents.items = kept


def _read_group(text: str, a: int, b: int, hits: Sequence[DateHit], namer: Namer, contents: Contents) -> None:  # noqa: PLR0917
    begin, signal = strip_signal(text, a, b)
    if signal and contents.signal is None:
        contents.signal = signal
    parts = split_carriers(text, begin, b)
    first = len(contents.items)
    carried: int | None = None
    for index, (part_a, part_b, word) in enumerate(parts):
        before = len(contents.items)
        _read_part(text, part_a, part_b, hits, namer, contents)
        if index and before < len(contents.items):
            carrier = contents.items[before]
            carrier.role, carrier.signal = "carrier", word
            carried = before
            for item in contents.items[first:before]:
                if item.via is None and item.role == "cited":
                    item.via = carried
                    if item.date is None and word in _SAME_DAY:
                        item.date = carrier.date
    if signal:
        for item in contents.items[first:]:
            if item.role == "cited":
                item.signal = signal


def _read_part(text: str, a: int, b: int, hits: Sequence[DateHit], namer: Namer, contents: Contents) -> None:  # noqa: PLR0917
    pieces = _join_names(text, split_pieces(text, a, b, hits), namer)
    named = [piece for piece in pieces if piece.kind in ("name", "url")]
    first = len(contents.items)
    group = _Group()
    if pieces and pieces[0].kind == "empty" and not named and any(piece.kind == "date" for piece in pieces):
        contents.lost = True
        date = next(piece for piece in pieces if piece.kind == "date")
        contents.items.append(Item(start=date.start, end=date.end, lost=True, date=date.date))
        pieces = [piece for piece in pieces if piece.start > date.start]
        group.dated = [contents.items[-1]]
    for piece in pieces:
        _take(text, piece, namer, contents, group, has_names=bool(named))
    if named or contents.lost:
        pass
    elif first and len(contents.items) > first and all(item.name is None for item in contents.items[first:]):
        # "Sudan Tribune, December 1; December 3": a part that is only a date is the source before it again.
        owner = contents.items[first - 1]
        if owner.date is None and owner.name is not None and len(contents.items) == first + 1:
            # "Hürriyet Daily News; December 3": the semicolon stands for a comma.
            lone = contents.items.pop()
            owner.date, owner.end = lone.date, lone.end
        for item in contents.items[first:]:
            item.name, item.name_start, item.name_end = owner.name, owner.name_start, owner.name_end
            item.kind, item.known, item.outlet = owner.kind, owner.known, owner.outlet
    if not contents.items and group.title is not None:
        contents.leftovers += 1


def _take(text: str, piece: Piece, namer: Namer, contents: Contents, group: _Group, *, has_names: bool) -> None:
    match piece.kind:
        case "date":
            _take_date(piece, contents, group)
        case "quoted" if has_names and not _names_outlet(text, piece, namer):
            title = text[piece.start + 1 : piece.end - 1].strip().rstrip(",.")
            target = (group.pending or group.dated)[-1:]
            if target and target[0].date is None and _is_author(target[0], contents, group):
                # "Anna Volkova, “No Vote,” Vedomosti, December 3": who stands before a title wrote it.
                group.author = target[0]
                contents.items.remove(target[0])
                group.pending.remove(target[0])
                group.title = piece
            elif target and target[0].title is None and target[0].date is None:
                target[0].title, target[0].end = title, max(target[0].end, piece.end)
            else:
                group.title = piece
        case "quoted":
            _add_name(text, piece.start + 1, piece.end - 1, piece, namer, contents, group)
        case "name":
            _add_name(text, piece.start, piece.end, piece, namer, contents, group)
        case "url":
            _add_address(text, piece, contents, group, namer)
        case "pages" | "issue":
            for item in (group.pending or group.dated)[-1:]:
                value = text[piece.start : piece.end]
                if piece.kind == "pages":
                    item.pages = f"{item.pages}, {value}" if item.pages else value
                else:
                    item.issue = value
                item.end = max(item.end, piece.end)
            if not (group.pending or group.dated):
                contents.leftovers += 1
        case "accessed":
            contents.accessed = True
        case "language":
            for item in (group.pending or group.dated)[-1:]:
                item.tags.append(text[piece.start : piece.end])
        case "nodate":
            for item in group.pending:
                item.tags.append("undated")
        case _:
            pass


def _names_outlet(text: str, piece: Piece, namer: Namer) -> bool:
    """Whether a quotation is an outlet's name and no title: see "RFE/RL Newsline," 12 May 2003."""
    return text[piece.start] in '"«„' and namer.name(text[piece.start + 1 : piece.end - 1].strip(" ,.")).known


def _is_author(item: Item, contents: Contents, group: _Group) -> bool:
    return (
        not item.known
        and item.url is None
        and item.kind == "unknown"
        and contents.items[-1] is item
        and group.pending == [item]
        and _PERSON.match(item.name or "") is not None
    )


def _take_date(piece: Piece, contents: Contents, group: _Group) -> None:
    if piece.date is not None and piece.date.impossible:
        contents.impossible.append(piece.date)
    if group.pending:
        # A date written once after several names is the date of each of them.
        for item in group.pending:
            item.date = piece.date
        last = group.pending[-1]
        last.end = max(last.end, piece.end)
        last.start = min(last.start, piece.start)
        group.dated, group.pending = group.pending, []
        return
    if group.dated:
        for item in list(group.dated) if len(group.dated) > 1 and _same_date(group.dated) else group.dated[-1:]:
            contents.items.append(
                Item(
                    start=piece.start,
                    end=piece.end,
                    name=item.name,
                    name_start=item.name_start,
                    name_end=item.name_end,
                    kind=item.kind,
                    known=item.known,
                    lost=item.lost,
                    date=piece.date,
                    title=item.title,
                    author=item.author,
                    url=item.url,
                    tags=list(item.tags),
                    via=item.via,
                    outlet=item.outlet,
                )
            )
        return
    # "October 22: Interfax": a date before its name waits for it.
    contents.items.append(Item(start=piece.start, end=piece.end, date=piece.date))
    group.dated = [contents.items[-1]]


def _same_date(items: Sequence[Item]) -> bool:
    return all(item.date is items[0].date for item in items)


def _add_name(text: str, a: int, b: int, piece: Piece, namer: Namer, contents: Contents, group: _Group) -> None:  # noqa: PLR0917
    while a < b and text[a] in _EDGE:
        a += 1
    while b > a and text[b - 1] in _EDGE and not (text[b - 1] == "." and text[a:b].count(".") > 1 and text[b - 2].isupper()):
        b -= 1
    if text[a:b].casefold().startswith("and "):
        a += 4
    if said := _REPORTED.search(text[a:b]):
        b = a + said.start()
    if a >= b:
        return
    tags = []
    if tag := _LANGUAGE_TAG.search(text[a:b]):
        named = tag[1] or tag[2]
        if named.casefold().startswith("in ") or tag[0].casefold().strip().startswith("[in"):
            tags.append(named.removeprefix("in ").strip())
            b = a + tag.start()
        else:
            tags.append(named)
    if text[b - 1] == "+" and namer.name(text[a : b - 1]).known:
        b -= 1
    naming = namer.name(text[a:b])
    if not naming.known and (whose := _WHOSE.match(text, a, b)) and namer.name(text[whose.end() : b]).known:
        a = whose.end()
        naming = namer.name(text[a:b])
    if _BACK.match(text[a:b]) and group.pending:
        # "Axios, op. cit.": the name stands before it.
        group.pending[-1].tags.append(text[a:b])
        return
    if _BACK.match(text[a:b]):
        item = Item(start=piece.start, end=piece.end, back=True)
        contents.items.append(item)
        group.pending.append(item)
        return
    if not naming.known and "/" in text[a:b] and (halves := _slashed(text, a, b, namer)):
        for x, y in halves:
            _add_name(text, x, y, Piece("name", x, y), namer, contents, group)
        return
    if not naming.known and (joined := _joined(text, a, b, namer)):
        for x, y in joined:
            _add_name(text, x, y, Piece("name", x, y), namer, contents, group)
        return
    # A person's name after a known outlet, before any date, is the author ("Bloomberg – bloomberg.com – Anna Andrianova").
    owner = group.pending[-1] if group.pending else group.dated[-1] if group.dated else None
    dashed = owner is not None and owner.known and _SPACED_DASH.search(text, owner.end - 1, a + 1) is not None
    if owner is not None and owner.known and not naming.known and (owner.url or dashed) and owner.author is None:
        owner.author = text[a:b]
        owner.end = max(owner.end, piece.end)
        return
    if owner is not None and owner.author is not None and not naming.known and owner in group.pending and owner.url:
        # "Elena Novik, special to RBTH": what the author is.
        owner.end = max(owner.end, piece.end)
        return
    waiting = group.dated[0] if len(group.dated) == 1 and group.dated[0].name is None and not group.dated[0].lost else None
    if waiting is not None and not group.pending:
        item = waiting
        item.end = max(item.end, piece.end)
    else:
        item = Item(start=piece.start, end=piece.end)
        contents.items.append(item)
        group.pending.append(item)
    if piece.kind == "name" and item.start < a:
        item.start = a
    item.name, item.name_start, item.name_end = text[a:b], a, b
    item.kind, item.known, item.outlet = naming.kind, naming.known, naming.outlet
    item.tags += tags
    if naming.kind == "domain":
        item.url = text[a:b] if "/" in text[a:b] else None
    elif naming.kind == "social" and "/" in text[a:b]:
        item.url = text[a:b]
    if group.author is not None:
        item.author, item.start, group.author = group.author.name, min(item.start, group.author.start), None
    if group.title is not None:
        item.title = text[group.title.start + 1 : group.title.end - 1].strip().rstrip(",.")
        item.start = min(item.start, group.title.start)
        group.title = None


def _slashed(text: str, a: int, b: int, namer: Namer) -> list[tuple[int, int]]:
    """ "AP/Washington Post" is two outlets where one is known, the others too or papers by their name, and the whole is not."""
    parts, at = [], a
    for word in text[a:b].split("/"):
        lead = len(word) - len(word.lstrip())
        parts.append((at + lead, at + len(word.rstrip())))
        at += len(word) + 1
    if len(parts) < 2 or any(x >= y for x, y in parts):
        return []
    names = [namer.name(text[x:y]) for x, y in parts]
    if any("/" in word and namer.name(word).known for word in text[a:b].split()):
        return []  # "RFE/RL Balkan Report"
    fits = all(naming.known or (naming.medium and naming.shape >= 1) for naming in names)
    return parts if fits and any(naming.known for naming in names) else []


def _joined(text: str, a: int, b: int, namer: Namer) -> list[tuple[int, int]]:
    """ "Interfax and TASS" is two outlets where both are known and the whole is not."""
    match = _AND.search(text, a, b)
    if match is None:
        return []
    parts = [(a, match.start()), (match.end(), b)]
    return parts if all(namer.name(text[x:y]).known for x, y in parts) else []


def _add_address(text: str, piece: Piece, contents: Contents, group: _Group, namer: Namer) -> None:
    address = text[piece.start : piece.end].rstrip(".,;")
    host = host_of(address)
    if group.pending and group.pending[-1].url is None:
        group.pending[-1].url = address
        group.pending[-1].end = max(group.pending[-1].end, piece.end)
        return
    if group.dated and group.dated[-1].url is None and group.dated[-1].name is not None:
        group.dated[-1].url = address
        group.dated[-1].end = max(group.dated[-1].end, piece.end)
        return
    naming = namer.name(host) if host else None
    start = text.find(host, piece.start, piece.end) if host else piece.start
    item = Item(
        start=piece.start,
        end=piece.start + len(address),
        name=host or address,
        name_start=start,
        name_end=start + len(host or address),
        kind=naming.kind if naming and naming.known else "domain",
        known=True,
        outlet=naming.outlet if naming else None,
        url=address,
    )
    contents.items.append(item)
    group.pending.append(item)


_HOST = late(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.I)


def host_of(address: str) -> str:
    """The host of an address as printed, with `www.`; "" where there is none."""
    match = _HOST.match(address)
    return match[1] if match else ""


def _join_names(text: str, pieces: list[Piece], namer: Namer) -> list[Piece]:
    """Pieces that are one name in spite of a comma: an account and its platform, an interview and its place."""
    out: list[Piece] = []
    interview = False
    for piece in pieces:
        last = out[-1] if out else None
        if piece.kind == "name" and last is not None and last.kind == "name":
            account = text[last.start] == "@" and text[piece.start : piece.end].casefold() in load_forms().platforms
            if account or interview:
                out[-1] = Piece("name", last.start, piece.end)
                continue
        out.append(piece)
        if piece.kind == "name":
            interview = namer.name(text[piece.start : piece.end]).kind == "person"
        elif piece.kind == "date":
            interview = False
    return _name_with_dash(text, out, namer)


def _name_with_dash(text: str, pieces: list[Piece], namer: Namer) -> list[Piece]:
    """A known outlet and its host side by side, dash between, are one source ("Bloomberg – bloomberg.com – A. Author")."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if (
            piece.kind == "name"
            and last is not None
            and last.kind == "name"
            and "," not in text[last.end : piece.start]
            and namer.name(text[piece.start : piece.end]).kind == "domain"
        ):
            out.append(Piece("url", piece.start, piece.end))
            continue
        out.append(piece)
    return out
