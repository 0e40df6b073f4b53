"""The ledger in a database, for processes (SQLite) and machines (PostgreSQL): the one home of SQLAlchemy in this package.

One row a host, changed in one transaction that locks it: `BEGIN IMMEDIATE` in SQLite, `FOR UPDATE` in PostgreSQL. Workers
queue at that lock for a millisecond or less; their turns at the host are handed out inside it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from provenance.errors import SettingsError

from .ledger import Change, Clock, HostState, LedgerFault

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

T = TypeVar("T")

#: Seconds that a worker waits for the database's own lock before it gives up.
_PATIENCE = 30
_SCHEMA = "CREATE TABLE IF NOT EXISTS host_budget (host VARCHAR(300) PRIMARY KEY, state TEXT NOT NULL)"
_READ = "SELECT state, 0 FROM host_budget WHERE host = :host"
_READ_AND_LOCK = "SELECT state, extract(epoch FROM clock_timestamp()) FROM host_budget WHERE host = :host FOR UPDATE"
_BEGIN_HOST = "INSERT INTO host_budget (host, state) VALUES (:host, '') ON CONFLICT (host) DO NOTHING"
_WRITE = "UPDATE host_budget SET state = :state WHERE host = :host"
#: The key of the lock under which PostgreSQL makes the table ("PROV"): two that make it at once would collide.
_MAKING = 0x50524F56


class DatabaseLedger:
    """States in the table `host_budget`.

    Args:
        engine: SQLite or PostgreSQL, in autocommit mode: transactions are begun by hand.
        clock: Unix seconds; None takes the server's clock (PostgreSQL only), which all machines share.
    """

    def __init__(self, engine: Engine, clock: Clock | None) -> None:
        self._engine, self._clock = engine, clock
        self._locks_rows = engine.dialect.name == "postgresql"
        with self._transaction() as connection:
            if self._locks_rows:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MAKING})")
            connection.exec_driver_sql(_SCHEMA)

    def change(self, host: str, change: Change[T]) -> T:
        """Change a host's state, alone. Raises LedgerFault."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._transaction() as connection:
                stored, now = self._read(connection, host)
                before = read_state(stored)
                after, told = change(before, now)
                if after != before:
                    self._run(connection, _WRITE, host=host, state=write_state(after))
                return told
        except SQLAlchemyError as error:
            raise LedgerFault(f"the shared budget can't be used ({_root(error)})") from error

    def _read(self, connection: Connection, host: str) -> tuple[str, float]:
        """A host's stored state and the time; the host's row is ours until the transaction ends."""
        read = _READ_AND_LOCK if self._locks_rows else _READ
        row = self._run(connection, read, host=host).one_or_none()
        if row is None:
            self._run(connection, _BEGIN_HOST, host=host)  # somebody else may have been faster: then this does nothing
            row = self._run(connection, read, host=host).one()
        return str(row[0]), float(row[1]) if self._clock is None else self._clock()

    @staticmethod
    def _run(connection: Connection, statement: str, **values: str) -> CursorResult[Any, Any]:
        from sqlalchemy import text

        return connection.execute(text(statement), values)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction; a fault undoes it. Meanwhile nobody else writes (SQLite), or not to the rows that were read."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN" if self._locks_rows else "BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                from sqlalchemy.exc import SQLAlchemyError

                with contextlib.suppress(SQLAlchemyError):
                    connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def open_database(address: str, clock: Clock, *, server_time: bool = True) -> DatabaseLedger:
    """The ledger in a database.

    Args:
        address: a path or `sqlite:///PATH`, or `postgresql://USER@HOST/NAME`.
        clock: Unix seconds.
        server_time: whether PostgreSQL's own clock is used in place of `clock`.

    Raises:
        SettingsError: it can't be opened, or the driver for it is not installed.
    """
    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.engine import URL
    from sqlalchemy.exc import SQLAlchemyError

    try:
        url = make_url(address) if "://" in address else URL.create("sqlite", database=address)
    except SQLAlchemyError as error:
        raise _unusable(address.partition("://")[0] + "://...", str(error)) from None
    shown = url.render_as_string(hide_password=True)
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise _unusable(shown, f"{kind} is no database that it can lie in")
    try:
        if kind == "sqlite":
            engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"timeout": _PATIENCE})
            event.listen(engine, "connect", _quicken)
        else:
            engine = create_engine(
                url.set(drivername="postgresql+pg8000"),
                isolation_level="AUTOCOMMIT",
                pool_pre_ping=True,
                connect_args={"timeout": _PATIENCE},
            )
    except ImportError:
        raise SettingsError(
            "use the shared budget", shown, "the driver for PostgreSQL is not installed", "pip install 'provenance[postgres]'"
        ) from None
    try:
        return DatabaseLedger(engine, None if kind == "postgresql" and server_time else clock)
    except SQLAlchemyError as error:
        engine.dispose()
        raise _unusable(shown, _root(error)) from None


def _quicken(connection: DBAPIConnection, _: object) -> None:
    """A log beside the file in place of a rewritten one: a turn costs a tenth of a millisecond and not several.

    A machine that loses power may forget the last turns; a process that is killed forgets none.
    """
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def read_state(text: str) -> HostState:
    """A stored state; one that can't be read (another program's, a later version's) counts as none."""
    try:
        tree = json.loads(text)
        lanes = tuple(sorted((str(name), float(start)) for name, start in tree["lanes"].items()))
        return HostState(lanes, float(tree["until"]), int(tree["refusals"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return HostState()


def write_state(state: HostState) -> str:
    """A state as it is stored: one JSON object."""
    return json.dumps({"lanes": dict(state.lanes), "until": state.until, "refusals": state.refusals})


def _unusable(shown: str, why: str) -> SettingsError:
    return SettingsError(
        "use the shared budget", shown, why, "set net.budget to a path, postgresql://USER@HOST/NAME, or nothing"
    )


def _root(error: BaseException) -> str:
    """The driver's own reason, in one short line."""
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:200]
