"""The tables, and the numbered steps that make them. A step that was released is never edited: a change is a new step."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

#: "PROV" in ASCII, in the file's header (PRAGMA application_id): tells a store from other programs' databases.
APPLICATION_ID = 0x50524F56

metadata = MetaData()

migrations = Table("migrations", metadata, Column("number", Integer, primary_key=True), Column("title", Text, nullable=False))

audits = Table(
    "audits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("settings_sha256", Text, nullable=False),
    Column("rules_sha256", Text, nullable=False),
    Column("audit", LargeBinary, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("publisher", Text),
    Column("as_of", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("citations", Integer, nullable=False),
    Column("matched", Integer, nullable=False),
    Column("grades", Text, nullable=False),
    Column("outcomes", Text, nullable=False),
    Column("supported_share", Float),
)

ledger = Table(
    "ledger",
    metadata,
    Column("run", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("sha256", Text),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    Column("trace", Text),
    Column("lease", Integer),
    Column("audit", Integer),
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: statements that run in one transaction."""

    number: int
    title: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        1,
        "audits and ledger",
        (
            """CREATE TABLE audits (
                id INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                sha256 TEXT NOT NULL,
                settings_sha256 TEXT NOT NULL,
                rules_sha256 TEXT NOT NULL,
                audit BLOB NOT NULL,
                title TEXT,
                published TEXT,
                publisher TEXT,
                as_of TEXT NOT NULL,
                claims INTEGER NOT NULL,
                citations INTEGER NOT NULL,
                matched INTEGER NOT NULL,
                grades TEXT NOT NULL,
                outcomes TEXT NOT NULL,
                supported_share REAL,
                UNIQUE (source, sha256, settings_sha256, rules_sha256)
            )""",
            """CREATE TABLE ledger (
                run TEXT NOT NULL,
                item TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('todo', 'doing', 'done', 'failed')),
                sha256 TEXT,
                tries INTEGER NOT NULL DEFAULT 0,
                error TEXT,
                trace TEXT,
                lease INTEGER,
                audit INTEGER REFERENCES audits (id),
                PRIMARY KEY (run, item)
            )""",
            "CREATE INDEX ledger_by_state ON ledger (run, state)",
        ),
    ),
)
