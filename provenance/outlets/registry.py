"""The registry: who is meant by a name, and where they published on that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from provenance.catalog.registry import RawRow, SourceFile, core_files, outlet_of, read_rows, read_table, shared_names, user_file
from provenance.errors import CatalogError
from provenance.model.dates import DateValue
from provenance.model.outlet import DomainOn, LookupAnswer, Outlet, OutletCandidate

from .index import Index, Row, build
from .rules import NEEDS, Decision, Query, decide, house
from .spotting import NameHit, Spotter
from .stored import digest_of, read_index, write_index

_KEPT = 8192
_ROLES = {"main": 0, "edition": 1, "successor": 2, "mirror": 3, "archive": 4}


class Registry:
    """Outlets by name. Immutable; the same question gets the same answer.

    Attributes:
        problems: what is wrong with rows of the sources, one line a row; such rows are left out or used without the bad part.
    """

    def __init__(self, index: Index, problems: Sequence[str] = ()) -> None:
        self._index = index
        self._spotter = Spotter(index)
        self._outlets: dict[str, Outlet] = {}
        self._answers: dict[tuple[str, str | None, str | None, str | None], LookupAnswer] = {}
        self.problems: tuple[str, ...] = tuple(problems)

    def __len__(self) -> int:
        return len(self._index.rows)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all outlets, sorted."""
        return tuple(sorted(self._index.rows))

    @property
    def user_rows(self) -> Mapping[str, str]:
        """Outlets that a user's file made or changed: id -> file."""
        return dict(self._index.users)

    def outlet(self, id: str) -> Outlet | None:
        """The row of an outlet, or None if there is no such id."""
        if id not in self._outlets:
            row = self._index.rows.get(id)
            if row is None:
                return None
            self._outlets[id] = Outlet.model_validate(row)
        return self._outlets[id]

    def look_up(
        self, name: str, *, on: DateValue | None = None, country: str | None = None, publication: str | None = None
    ) -> LookupAnswer:
        """Who is meant by a name, and with which domains on a day. Never raises for what the name holds.

        Args:
            name: as printed, or a host, an address, an account.
            on: the day, month, year or range of the citation.
            country: ISO 3166-1 code of the article's country.
            publication: who carries the article, as an outlet's id, host or name.

        Returns:
            `unknown` for a name that is not in the registry; a host that is not there is its own outlet (`outlet` None).
        """
        asked = (name, str(on) if on is not None else None, country, publication)
        answer = self._answers.get(asked)
        if answer is None:
            answer = self._answer(name, on, country, publication)
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            self._answers[asked] = answer
        return answer

    def names_in(self, text: str, start: int = 0, end: int | None = None) -> tuple[NameHit, ...]:
        """Names of the registry in a running text, leftmost-longest, at word borders; offsets count in `text`."""
        return self._spotter.find(text, start, end)

    def publisher_of(self, name: str) -> str | None:
        """Id of the outlet that a publication's name or host stands for, or None if that is not certain."""
        if name in self._index.rows:
            return name
        return self.look_up(name).outlet

    def is_carrier(self, id: str) -> bool:
        """Whether an outlet passes on what others wrote (aggregators, press digests, monitoring services)."""
        return self._index.rows.get(id, {}).get("kind") in ("aggregator", "monitor")

    def same_house(self, a: str, b: str) -> bool:
        """Whether two outlets are one, parent and service, or of one publisher."""
        return bool(house(self._index, a) & house(self._index, b))

    def _answer(self, name: str, on: DateValue | None, country: str | None, publication: str | None) -> LookupAnswer:
        years = None if on is None else (on.window.first.year, on.window.last.year)
        owner = self.publisher_of(publication) if publication else None
        query = Query(_tidy(name), years, country.upper() if country else None, owner)
        decision = decide(self._index, query) if query.name else Decision((), "none")
        rows = self._index.rows
        if len(decision.ids) > 1 or decision.rule == NEEDS:
            why = decision.why or "bears this name"
            candidates = tuple(_candidate(id, rows, why) for id in decision.ids)
            domains = (_literal(decision, rows, years),) if decision.host else ()
            return LookupAnswer(name=name, on=on, answer="ambiguous", rule=decision.rule, candidates=candidates, domains=domains)
        candidates = tuple(_candidate(id, rows, why) for id, why in decision.maybe)
        if not decision.ids:
            if decision.host is None:
                return LookupAnswer(name=name, on=on, answer="unknown", rule=decision.rule, candidates=candidates)
            domain = DomainOn(host=decision.host, path=decision.path)
            return LookupAnswer(name=name, on=on, answer="outlet", rule=decision.rule, domains=(domain,), candidates=candidates)
        id = decision.ids[0]
        row = rows[id]
        late = _out_of_life(row, years)
        if late:
            candidates = (*candidates, _candidate(id, rows, late))
        return LookupAnswer(
            name=name,
            on=on,
            answer="no_web" if row.get("web") == "no" and decision.host is None else "outlet",
            outlet=id,
            outlet_name=row["name"],
            rule=decision.rule,
            domains=_domains(decision, row, years),
            candidates=candidates,
        )


def _tidy(name: str) -> str:
    text = " ".join(name[:400].split())
    while text and text[-1] in ".,;:" and not text.endswith(("U.S.", "U.K.", "Inc.")):
        text = text[:-1].rstrip()
    for opened, closed in ('""', "“”", "«»", "„“", "‘’", "''", "**", "__", "《》", "()", "[]"):
        if len(text) > 2 and text.startswith(opened) and text.endswith(closed) and opened not in text[1:-1]:
            text = text[1:-1].strip()
    return text


def _candidate(id: str, rows: Mapping[str, Any], why: str) -> OutletCandidate:
    return OutletCandidate(outlet=id, outlet_name=rows[id]["name"] if id in rows else id, why=why)


def _out_of_life(row: Mapping[str, Any], years: tuple[int, int] | None) -> str | None:
    if years is None:
        return None
    if "born" in row and years[1] < row["born"]:
        return f"began in {row['born']}, after the day that is cited"
    if "ended" in row and years[0] > row["ended"]:
        return f"ended in {row['ended']}, before the day that is cited"
    return None


def _in_use(domain: Mapping[str, Any], years: tuple[int, int] | None) -> bool | None:
    """True from the first year that is known to the last; without an end, in use until further notice; unknown stays None."""
    since, until = domain.get("from"), domain.get("to")
    if years is None or (since is None and until is None):
        return None
    if (since is not None and years[1] < since) or (until is not None and years[0] > until):
        return False
    return True if since is not None else None


def _domain_on(domain: Mapping[str, Any], years: tuple[int, int] | None) -> DomainOn:
    return DomainOn(
        host=domain["host"],
        path=domain.get("path", ""),
        since=domain.get("from"),
        until=domain.get("to"),
        on_date=_in_use(domain, years),
    )


def _domains(decision: Decision, row: Mapping[str, Any], years: tuple[int, int] | None) -> tuple[DomainOn, ...]:
    """In use on that day first, then unknown, then the others; among equals the language asked, the role, the order of the row."""
    if decision.rule == "platform" and decision.host is not None:
        return (DomainOn(host=decision.host, path=decision.path),)

    def rank(numbered: tuple[int, Mapping[str, Any]]) -> tuple[int, bool, int, int]:
        number, domain = numbered
        use = {True: 0, None: 1, False: 2}[_in_use(domain, years)]
        strange = decision.language is not None and domain.get("lang") != decision.language
        return use, strange, _ROLES[domain.get("role", "main")], number

    listed: Iterable[Mapping[str, Any]] = row.get("domains", ())
    domains = [_domain_on(domain, years) for _, domain in sorted(enumerate(listed), key=rank)]
    if decision.host is None:
        return tuple(domains)
    literal = _literal(decision, {str(row["id"]): row}, years)
    others = [domain for domain in domains if domain.host != literal.host]
    same = [domain for domain in domains if domain.host == literal.host]
    first = [same[0] if same else literal]
    return tuple(others + first if first[0].on_date is False else first + others)


def _literal(decision: Decision, rows: Mapping[str, Any], years: tuple[int, int] | None) -> DomainOn:
    """The host as it is printed, with the years of the registered domain that it lies under."""
    host = decision.host or ""
    for id in decision.ids:
        for domain in rows.get(id, {}).get("domains", ()):
            if host == domain["host"] or host.endswith("." + domain["host"]):
                return _domain_on({**domain, "host": host}, years)
    return DomainOn(host=host, path=decision.path)


def _read(sources: Sequence[SourceFile], extra: Sequence[SourceFile]) -> tuple[Index, tuple[CatalogError, ...]]:
    problems: list[CatalogError] = []
    raws: dict[str, RawRow] = {}
    user_ids: set[str] = set()
    for source, user in [*((source, False) for source in sources), *((source, True) for source in extra)]:
        try:
            read = read_rows(source)
        except CatalogError as error:
            problems.append(error)
            continue
        mine: set[str] = set()
        for raw in read:
            id = raw.fields.get("id")
            if not isinstance(id, str):
                problems.append(CatalogError("read the outlet", f"{raw.label}, field 'id'", "it is missing", "give it an id"))
                continue
            if id in mine or (id in raws and not user):
                problems.append(CatalogError("read the outlet", f"{raw.label}, field 'id'", "the id is taken", "choose another"))
                continue
            mine.add(id)
            merged = raw
            if id in raws:
                merged = RawRow(raw.where, raw.number, {**raws[id].fields, **raw.fields})
            try:
                outlet_of(merged)
            except CatalogError as error:
                problems.append(error)
                continue
            raws[id] = merged
            if user:
                user_ids.add(id)
    rows = [Row(raw, outlet_of(raw), user=id in user_ids) for id, raw in raws.items()]
    index, more = build(rows, read_table("places.toml"), shared_names(sources))
    return index, (*problems, *more)


def _load(extra: Sequence[SourceFile], cache_dir: Path | None) -> Registry:
    sources = core_files()
    digest = digest_of(sources, extra)
    stored = read_index(cache_dir, digest) if cache_dir is not None else None
    if stored is not None:
        return Registry(*stored)
    index, errors = _read(sources, extra)
    problems = tuple(error.line for error in errors)
    if cache_dir is not None:
        write_index(cache_dir, digest, index, problems)
    return Registry(index, problems)


@cache
def _core(cache_dir: Path | None) -> Registry:
    return _load((), cache_dir)


def load_registry(extra: Sequence[Path] = (), *, cache_dir: Path | None = None) -> Registry:
    """The registry of the shipped rows and the user's own.

    Args:
        extra: files of the user's own rows (TOML, JSON, CSV), later ones win. A row with a known id replaces only the fields it gives.
        cache_dir: where to keep the built index between runs. It is checked against the rows' hash; without it, or if it can't be
            written, the index is built in memory.

    Raises:
        CatalogError: a file of `extra` can't be read at all (a bad row is skipped, and is in `problems`).
    """
    if not extra:
        return _core(cache_dir)
    return _load([user_file(path) for path in extra], cache_dir)
