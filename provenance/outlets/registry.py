"""The registry: who is meant by a name, and where they published on that day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from provenance.catalog.registry import (
    RawRow,
    SourceFile,
    core_files,
    ignored_names,
    is_import,
    outlet_of,
    overlaid,
    read_rows,
    read_table,
    user_file,
)
from provenance.errors import CatalogError
from provenance.model.dates import DateValue
from provenance.model.outlet import DomainOn, LookupAnswer, Outlet, OutletCandidate

from .index import Index, Row, build, place_tables
from .keys import key_of
from .periods import domains_of, literal
from .query import NEEDS, UNKNOWN, Decision, Query, house
from .rules import decide
from .scene import main_country
from .spotting import NameHit, Spotter
from .stored import digest_of, encode, read_index, read_shipped, write_index
from .twins import twins, united

_KEPT = 8192
#: Users' rows of up to so many bytes are laid over the shipped index at each start; more are built with it once and stored.
_FEW = 100_000
_Years: TypeAlias = tuple[int, int] | None
#: A dot at the end that belongs to the name: "City A.M.", "Example Inc."
_LETTERS = re.compile(r"(?<!\w)(?:\w\.){2,}\Z|(?<!\w)(?:Inc|Ltd|Co|Jr|St)\.\Z")


class Registry:
    """Outlets by name. Immutable; the same question gets the same answer.

    Attributes:
        problems: what is wrong with rows of the sources, one line a row; such rows are left out or used without the bad part.
    """

    def __init__(self, index: Index, problems: Sequence[str] = ()) -> None:
        self._index = index
        self._spotter = Spotter(index)
        self._outlets: dict[str, Outlet] = {}
        # Kept by the years of the day: no rule asks for more of it.
        self._answers: dict[tuple[str, _Years, str | None, str | None, str | None, bool], LookupAnswer] = {}
        self._used: dict[tuple[str, tuple[int, int] | None, str | None], tuple[DomainOn, ...]] = {}
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
        return self._index.users

    def outlet(self, id: str) -> Outlet | None:
        """The row of an outlet, or None if there is no such id."""
        if id not in self._outlets:
            row = self._index.rows.get(id)
            if row is None:
                return None
            self._outlets[id] = Outlet.model_validate(row)
        return self._outlets[id]

    def look_up(
        self,
        name: str,
        *,
        on: DateValue | None = None,
        country: str | None = None,
        publication: str | None = None,
        language: str | None = None,
        suggest: bool = True,
    ) -> LookupAnswer:
        """Who is meant by a name, and with which domains on a day. Never raises for what the name holds.

        Args:
            name: as printed, or a host, an address, an account.
            on: the day, month, year or range of the citation.
            country: ISO 3166-1 code of the article's country.
            publication: who carries the article, as an outlet's id, host or name.
            language: ISO 639-1 of the article.
            suggest: whether an unknown name is compared with all others for what it may be a misspelling of. That decides
                nothing and takes a thousand times as long as the rest.

        Returns:
            `unknown` for a name that is not in the registry; a host that is not there is its own outlet (`outlet` None).
        """
        years = _years(on)
        asked = (name, years, country, publication, language, suggest)
        answer = self._answers.get(asked)
        if answer is None:
            owner = self.publisher_of(publication) if publication else None
            query = Query(_tidy(name), years, country.upper() if country else None, owner, language)
            answer = self._answer(name, on, query, self._decide(query, suggest))
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            self._answers[asked] = answer
        return answer if answer.on is on else answer.model_copy(update={"on": on})

    def names_in(self, text: str, start: int = 0, end: int | None = None) -> tuple[NameHit, ...]:
        """Names of the registry in a running text, leftmost-longest, at word borders; offsets count in `text`."""
        return self._spotter.find(text, start, end)

    def publisher_of(self, name: str) -> str | None:
        """Id of the outlet that a publication's name or host stands for, or None if that is not certain."""
        if name in self._index.rows:
            return name
        return self.look_up(name).outlet

    def country_of(self, text: str, title: str | None = None) -> str | None:
        """The country that an article is about, where its places leave no doubt (ISO 3166-1)."""
        return main_country(text, title, self._index.countries, self._index.cities)

    def is_common(self, name: str) -> bool:
        """Whether a name is an everyday word, or the name of many outlets: it alone points to none."""
        key = key_of(name)
        return key in self._index.common or key in self._index.everyday or key in self._index.several

    def is_carrier(self, id: str) -> bool:
        """Whether an outlet passes on what others wrote (aggregators, press digests, monitoring services)."""
        return self._index.rows.get(id, {}).get("kind") in ("aggregator", "monitor")

    def same_house(self, a: str, b: str) -> bool:
        """Whether two outlets are one, parent and service, or of one publisher."""
        return bool(house(self._index, a) & house(self._index, b))

    def _answer(self, name: str, on: DateValue | None, query: Query, decision: Decision) -> LookupAnswer:
        years, rows = query.years, self._index.rows
        if len(decision.ids) > 1 or decision.rule == NEEDS:
            why = decision.why or "bears this name"
            candidates = tuple(_candidate(id, rows, why) for id in decision.ids)
            domains = (literal(decision, rows, years),) if decision.host else ()
            return LookupAnswer(
                name=name, on=on, answer="ambiguous", rule=decision.rule, candidates=candidates, domains=domains
            )
        candidates = tuple(_candidate(id, rows, why) for id, why in decision.maybe)
        if not decision.ids:
            if decision.host is None:
                return LookupAnswer(name=name, on=on, answer="unknown", rule=decision.rule, candidates=candidates)
            domain = DomainOn(host=decision.host, path=decision.path)
            return LookupAnswer(name=name, on=on, answer="outlet", rule=decision.rule, domains=(domain,), candidates=candidates)
        id = decision.ids[0]
        row = rows[id]
        return LookupAnswer(
            name=name,
            on=on,
            answer="no_web" if row.get("web") == "no" and decision.host is None else "outlet",
            outlet=id,
            outlet_name=row["name"],
            rule=decision.rule,
            domains=self._domains(decision, row, years),
            candidates=candidates,
            user_file=self._index.users.get(id),
        )

    def _decide(self, query: Query, suggest: bool) -> Decision:
        if not query.name:
            return UNKNOWN
        if self._index.ignored and key_of(query.name) in self._index.ignored:
            return Decision((), "ignored")
        return decide(self._index, query, suggest=suggest)

    def _domains(self, decision: Decision, row: Mapping[str, Any], years: tuple[int, int] | None) -> tuple[DomainOn, ...]:
        if decision.host is not None:
            return domains_of(decision, row, years)
        asked = (str(row["id"]), years, decision.language)
        domains = self._used.get(asked)
        if domains is None:
            domains = self._used[asked] = domains_of(decision, row, years)
        return domains


@lru_cache(maxsize=_KEPT)
def _years(on: DateValue | None) -> _Years:
    return None if on is None else (on.window.first.year, on.window.last.year)


def _tidy(name: str) -> str:
    text = " ".join(name[:400].split())
    if text[:1].isalnum() and text[-1:].isalnum():
        return text  # nearly every name
    while text and text[-1] in ".,;:" and not _LETTERS.search(text):
        text = text[:-1].rstrip()
    for opened, closed in ('""', "“”", "«»", "„“", "‘’", "''", "**", "__", "《》", "()", "[]"):
        if len(text) > 2 and text.startswith(opened) and text.endswith(closed) and opened not in text[1:-1]:
            text = text[1:-1].strip()
    return text


def _candidate(id: str, rows: Mapping[str, Any], why: str) -> OutletCandidate:
    return OutletCandidate(outlet=id, outlet_name=rows[id]["name"] if id in rows else id, why=why)


class _Reader:
    """Reads files of rows, one after the other; later rows of a user's change the fields that they give of earlier ones."""

    def __init__(self, shipped: Index | None = None) -> None:
        self.rows: dict[str, Row] = {}
        self.ignored: list[str] = []
        self.problems: list[CatalogError] = []
        self._shipped = shipped

    def read(self, source: SourceFile, *, user: bool) -> None:
        try:
            read, bad = read_rows(source)
            self.ignored.extend(ignored_names(source) if user else ())
        except CatalogError as error:
            self.problems.append(error)
            return
        self.problems.extend(bad)
        mine: set[str] = set()
        for raw in read:
            id = raw.fields.get("id")
            known = self._known(id) if isinstance(id, str) else None
            try:
                if id in mine or (known is not None and not user):
                    raise CatalogError("read the outlet", f"{raw.label}, field 'id'", "the id is taken", "choose another")
                merged = raw if known is None else overlaid(known, raw)
                row = Row(merged, outlet_of(merged), user=user)
            except CatalogError as error:
                self.problems.append(error)
                continue
            mine.add(row.outlet.id)
            self.rows[row.outlet.id] = row

    def _known(self, id: str) -> RawRow | None:
        if id in self.rows:
            return self.rows[id].raw
        fields = self._shipped.rows.get(id) if self._shipped is not None else None
        return None if fields is None else RawRow("shipped", 0, fields, frozenset(fields))


def _read(sources: Sequence[SourceFile], extra: Sequence[SourceFile]) -> tuple[Index, tuple[CatalogError, ...]]:
    reader = _Reader()
    imports = [source for source in extra if is_import(source)]
    for source in (*sources, *imports):
        reader.read(source, user=False)
    for source in extra:
        if source not in imports:
            reader.read(source, user=True)
    _unite(reader.rows)
    index, more = build(tuple(reader.rows.values()), place_tables(read_table("places.toml")), reader.ignored)
    return index, (*reader.problems, *more)


def _unite(rows: dict[str, Row]) -> None:
    """Two shipped rows of one outlet would make each of its names ambiguous; a user's row is left as the user wrote it."""
    shipped = [row.outlet for row in rows.values() if not row.user]
    for second, first in twins(shipped).items():
        kept, gone = rows[first], rows.pop(second)
        rows[first] = Row(kept.raw, united(kept.outlet, gone.outlet))


def read_registry(sources: Sequence[SourceFile], extra: Sequence[SourceFile] = ()) -> Registry:
    """The registry of these files alone, without the shipped rows and without a stored index. Rows of `extra` are a user's."""
    index, errors = _read(sources, extra)
    return Registry(index, tuple(error.line for error in errors))


def _load(extra: Sequence[SourceFile], cache_dir: Path | None) -> Registry:
    if extra and sum(len(source.data) for source in extra) <= _FEW and not any(is_import(source) for source in extra):
        from .overlay import with_users

        core = _core(cache_dir)
        reader = _Reader(core._index)
        for source in extra:
            reader.read(source, user=True)
        index, errors = with_users(core._index, tuple(reader.rows.values()), reader.ignored)
        return Registry(index, (*core.problems, *(error.line for error in (*reader.problems, *errors))))
    sources = core_files()
    digest = digest_of(sources, extra)
    stored = None if extra else read_shipped(digest)
    if stored is None and cache_dir is not None:
        stored = read_index(cache_dir, digest)
    if stored is not None:
        return Registry(*stored)
    index, errors = _read(sources, extra)
    problems = tuple(error.line for error in errors)
    if cache_dir is not None:
        write_index(cache_dir, digest, index, problems)
    return Registry(index, problems)


def shipped_index() -> bytes:
    """The index of the shipped rows as it is stored beside them (`stored.SHIPPED`) when the package is built."""
    sources = core_files()
    index, errors = _read(sources, ())
    return encode(index, digest_of(sources, ()), [error.line for error in errors])


@cache
def _core(cache_dir: Path | None) -> Registry:
    return _load((), cache_dir)


def load_registry(extra: Sequence[Path] = (), *, cache_dir: Path | None = None) -> Registry:
    """The registry of the shipped rows and the user's own.

    Args:
        extra: files of the user's own rows (TOML, JSON, CSV), later ones win. A row with a known id replaces
            only the fields it gives.
        cache_dir: where to keep the built index between runs, for rows that the package brings no index of. Either is
            checked against the rows' hash; without one, the index is built in memory.

    Raises:
        CatalogError: a file of `extra` can't be read at all (a bad row is skipped, and is in `problems`).
    """
    if not extra:
        return _core(cache_dir)
    return _load([user_file(path) for path in extra], cache_dir)
