"""The store itself: SQLAlchemy Core over SQLite with a write-ahead log; each finished article is one transaction."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError

from ..errors import StoreError
from ..model.audit import Audit
from .lock import WriterLock
from .records import LedgerItem
from .schema import APPLICATION_ID, MIGRATIONS, audits, ledger, migrations

#: Words of SQLite's messages -> (why, todo) for the user; https://sqlite.org/rescode.html
_CAUSES = (
    (("full",), "the disk is full", "free some space and run the same command again: what was finished is kept"),
    (
        ("disk I/O error",),
        "the disk took no more (full, over a quota, or failing)",
        "free some space and run the same command again: what was finished is kept",
    ),
    (("readonly",), "it may not be written", "check the permissions of the file and its folder, or give another store"),
    (("unable to open",), "the file can't be opened", "check that the folder exists and may be written, or give another path"),
    (("not a database", "malformed"), "the file is damaged or is no store", "restore it from a copy, or give another store"),
    (("locked", "busy"), "another program is using the file", "close that program, or give another store"),
)


class Store:
    """An open store. Not for use by several threads at once; close it, or use it in a `with` block.

    Attributes:
        path: the file.
        left_by: the id of a process that was killed while it held the store, or None.

    Every method raises StoreError where the file can't be read or written; what was finished before stays.
    """

    def __init__(self, path: Path, engine: Engine, connection: Connection, lock: WriterLock | None) -> None:
        self.path = path
        self.left_by = lock.left_by if lock else None
        self._engine, self._connection, self._lock = engine, connection, lock

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """See `provenance.store.open_store`."""
        path = Path(path)
        if path.is_dir():
            raise StoreError("open the store", str(path), "it is a folder", "give the path of a file")
        if read_only and not path.exists():
            raise StoreError(
                "open the store", str(path), "there is no such file", "check the path, or run a batch into it first"
            )
        lock = None if read_only else WriterLock(path)
        engine = _engine(path, read_only)
        connection = None
        try:
            with _explained("open the store", path):
                connection = engine.connect()
                _check(connection, path, read_only)
                if not read_only:
                    _prepare(connection)
                    _migrate(connection)
        except BaseException:
            if connection is not None:
                connection.close()
            engine.dispose()
            if lock is not None:
                lock.release()
            raise
        return cls(path, engine, connection, lock)

    def close(self) -> None:
        """Closes the file and gives the lock free. Closing twice is no error."""
        self._connection.close()
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # The ledger.

    def begin_run(self, run: str, items: Sequence[str]) -> tuple[str, ...]:
        """Enters `items` as todo where the run does not know them; returns items that a dead process left half done.

        Those are todo again: this process holds the store alone, so nobody else can be at them.
        """
        rows = [{"run": run, "item": item, "state": "todo", "tries": 0} for item in dict.fromkeys(items)]
        with self._writing("note what is to be done in the store") as connection:
            left = connection.execute(select(ledger.c.item).where(ledger.c.run == run, ledger.c.state == "doing")).scalars()
            recovered = tuple(sorted(left))
            connection.execute(
                update(ledger).where(ledger.c.run == run, ledger.c.state == "doing").values(state="todo", lease=None)
            )
            if rows:
                connection.execute(upsert(ledger).on_conflict_do_nothing(), rows)
        return recovered

    def items(self, run: str) -> dict[str, LedgerItem]:
        """The ledger of a run, by item."""
        with self._reading("read the ledger of the store") as connection:
            rows = connection.execute(select(ledger).where(ledger.c.run == run)).mappings().all()
        return {row["item"]: _item({str(name): row[name] for name in row}) for row in rows}

    def unasked(self, run: str) -> frozenset[str]:
        """The items of a run that are done but for an archive that could not be reached."""
        chosen = select(ledger.c.item, audits.c.outcomes).join(audits, ledger.c.audit == audits.c.id)
        with self._reading("read the ledger of the store") as connection:
            rows = connection.execute(chosen.where(ledger.c.run == run, ledger.c.state == "done")).all()
        return frozenset(row.item for row in rows if json.loads(row.outcomes).get("unreachable"))

    def start(self, run: str, item: str) -> None:
        """Notes that this process is at `item`."""
        with self._writing("note the next article in the store") as connection:
            connection.execute(
                update(ledger)
                .where(ledger.c.run == run, ledger.c.item == item)
                .values(state="doing", lease=os.getpid(), tries=ledger.c.tries + 1, error=None, trace=None)
            )

    def finish(self, run: str, item: str, audit: Audit, *, sha256: str | None = None) -> None:
        """Keeps the audit and notes the item as done, both or neither. `sha256` is the source's, if not the document's."""
        row = _audit_row(item, audit)
        key = ("source", "sha256", "settings_sha256", "rules_sha256")
        with self._writing("keep a finished audit in the store") as connection:
            added = upsert(audits).values(row)
            added = added.on_conflict_do_update(index_elements=key, set_={name: row[name] for name in row if name not in key})
            number = connection.execute(added.returning(audits.c.id)).scalar_one()
            connection.execute(
                update(ledger)
                .where(ledger.c.run == run, ledger.c.item == item)
                .values(
                    state="done",
                    sha256=sha256 or audit.document.sha256,
                    tries=0,
                    error=None,
                    trace=None,
                    lease=None,
                    audit=number,
                )
            )

    def fail(self, run: str, item: str, error: str, trace: str | None = None) -> None:
        """Notes that `item` could not be done, with one line for the user and the traceback for `--debug`."""
        with self._writing("note a failed article in the store") as connection:
            connection.execute(
                update(ledger)
                .where(ledger.c.run == run, ledger.c.item == item)
                .values(state="failed", error=error, trace=trace, tries=0, lease=None)
            )

    def release(self, run: str, item: str) -> None:
        """Puts an item that was begun back to todo, as if it had not been."""
        with self._writing("put an article back in the store") as connection:
            connection.execute(
                update(ledger)
                .where(ledger.c.run == run, ledger.c.item == item, ledger.c.state == "doing")
                .values(state="todo", lease=None, tries=ledger.c.tries - 1)
            )

    # The audits.

    def audits(self, run: str | None = None) -> Iterator[Audit]:
        """The audits of a run, by source; without `run` the newest audit of every source."""
        if run is None:
            newest = select(func.max(audits.c.id)).group_by(audits.c.source).scalar_subquery()
            chosen = select(audits.c.id).where(audits.c.id.in_(newest)).order_by(audits.c.source)
        else:
            chosen = (
                select(audits.c.id)
                .join(ledger, ledger.c.audit == audits.c.id)
                .where(ledger.c.run == run, ledger.c.state == "done")
                .order_by(ledger.c.item)
            )
        with self._reading("list the audits of the store") as connection:
            numbers = connection.execute(chosen).scalars().all()
        for number in numbers:
            # One by one, so that a large store needs no more memory than a small one and no transaction stays open.
            with self._reading("read an audit from the store") as connection:
                packed = connection.execute(select(audits.c.audit).where(audits.c.id == number)).scalar_one()
            yield _unpacked(packed, self.path)

    def tally(self, run: str) -> tuple[dict[str, int], dict[str, int]]:
        """Claims by grade and citations by outcome, over all done items of a run."""
        chosen = select(audits.c.grades, audits.c.outcomes).join(ledger, ledger.c.audit == audits.c.id)
        with self._reading("count the audits of the store") as connection:
            rows = connection.execute(chosen.where(ledger.c.run == run, ledger.c.state == "done")).all()
        grades: dict[str, int] = {}
        outcomes: dict[str, int] = {}
        for row in rows:
            for total, packed in ((grades, row.grades), (outcomes, row.outcomes)):
                for name, count in json.loads(packed).items():
                    total[name] = total.get(name, 0) + count
        return grades, outcomes

    @contextmanager
    def _writing(self, tried: str) -> Iterator[Connection]:
        with _explained(tried, self.path), self._connection.begin():
            yield self._connection

    @contextmanager
    def _reading(self, tried: str) -> Iterator[Connection]:
        with _explained(tried, self.path), self._connection.begin():
            yield self._connection


def _engine(path: Path, read_only: bool) -> Engine:
    query = {"uri": "true", "mode": "ro" if read_only else "rwc"}
    wal = path.with_name(path.name + "-wal")
    if read_only and not wal.exists() and not os.access(path.parent, os.W_OK):
        # With no log to read, a store in a folder that may not be written can only be opened as one that nobody changes.
        query["immutable"] = "1"
    engine = create_engine(URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # Python's own transaction control is off, so that ours covers schema changes too:
        # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#enabling-non-legacy-sqlite-transactional-modes
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 5000")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _check(connection: Connection, path: Path, read_only: bool) -> None:
    with connection.begin():
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if (names or read_only) and (application != APPLICATION_ID or "migrations" not in names):
            raise StoreError("open the store", str(path), "it is another program's database", "give another path")
        if not names:
            return
        newest = connection.execute(select(func.max(migrations.c.number))).scalar() or 0
    if newest > MIGRATIONS[-1].number:
        raise StoreError(
            "open the store", str(path), f"a newer version of this program made it (step {newest})",
            "update this program, or give another store",
        )  # fmt: skip


def _prepare(connection: Connection) -> None:
    """Only once the file is known for a store: the journal mode is written into it. It can't change in a transaction."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
    except connection.dialect.loaded_dbapi.Error as error:
        # A bare cursor raises the driver's own errors; to the caller they are the same as SQLAlchemy's.
        raise DBAPIError("PRAGMA journal_mode", None, error) from error
    finally:
        cursor.close()


def _migrate(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, title TEXT NOT NULL)")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        done = set(connection.execute(select(migrations.c.number)).scalars())
        for step in MIGRATIONS:
            if step.number not in done:
                for statement in step.statements:
                    connection.exec_driver_sql(statement)
                connection.execute(insert(migrations).values(number=step.number, title=step.title))


@contextmanager
def _explained(tried: str, path: Path) -> Iterator[None]:
    """SQLite's refusals as StoreError."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig)
        for words, why, todo in _CAUSES:
            if any(word in text for word in words):
                raise StoreError(tried, str(path), why, todo) from error
        raise StoreError(tried, str(path), text, "check the file, or give another store") from error


def _audit_row(source: str, audit: Audit) -> dict[str, Any]:
    profile = audit.profile
    # mtime=0: the same audit gives the same bytes.
    packed = gzip.compress(audit.model_dump_json().encode(), compresslevel=6, mtime=0)
    return {
        "source": source,
        "sha256": audit.document.sha256,
        "settings_sha256": audit.run.settings_sha256,
        "rules_sha256": audit.run.rules_sha256,
        "audit": packed,
        "title": audit.document.title,
        "published": str(audit.document.published) if audit.document.published else None,
        "publisher": audit.document.publisher,
        "as_of": audit.run.as_of.isoformat(),
        "claims": len(audit.claims),
        "citations": len(audit.citations),
        "matched": sum(resolution.outcome == "matched" for resolution in audit.resolutions),
        "grades": json.dumps(dict(profile.grades), sort_keys=True),
        "outcomes": json.dumps(_outcomes(audit), sort_keys=True),
        "supported_share": profile.supported_share,
    }


def _outcomes(audit: Audit) -> dict[str, int]:
    if audit.profile.outcomes:
        return dict(audit.profile.outcomes)
    counts: dict[str, int] = {}
    for resolution in audit.resolutions:
        counts[resolution.outcome] = counts.get(resolution.outcome, 0) + 1
    return counts


def _unpacked(packed: bytes, path: Path) -> Audit:
    try:
        # By way of Python values: a date that may also be a range is not read straight from JSON.
        return Audit.model_validate(json.loads(gzip.decompress(packed)))
    except (ValueError, OSError, EOFError) as error:
        raise StoreError(
            "read an audit from the store", str(path), "a row is damaged", "restore the store from a copy"
        ) from error


def _item(row: Mapping[str, Any]) -> LedgerItem:
    return LedgerItem.model_validate({name: row[name] for name in LedgerItem.model_fields})
