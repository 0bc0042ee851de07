"""Opening a store: SQLite or PostgreSQL, its schema made or checked."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from contracts.store.address import Address
from contracts.store.errors import StoreError, explained
from contracts.store.schema import HEAD, metadata

_PATIENCE_S = 30
_PAUSE_S = 0.02
"""How long a writer waits for another, and a server for a connection."""
_WAITS = {
    "connect_timeout": "10",  # seconds
    "tcp_user_timeout": "10000",  # milliseconds
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
}
"""What libpq is told of waiting, where the address says nothing of it."""
_SERVER = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "tcp_keepalives_idle": 5,  # seconds
        "tcp_keepalives_interval": 2,
        "tcp_keepalives_count": 3,
        "tcp_user_timeout": 10_000,  # milliseconds, and so are those that follow
        "idle_in_transaction_session_timeout": 60_000,
        "lock_timeout": 30_000,
    }.items()
)
"""What the server is told, so that a client that vanished in a transaction is not waited for."""


class Store:
    """An open store. `name` is its address without a password; use it with `with`.

    Errors of the database come as StoreError from `reading` and `writing`.
    """

    def __init__(self, address: Address) -> None:
        self.name = address.name
        self.is_file = address.is_file
        self.engine = _engine(address)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by."""
        with explained(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all that is written through it is there afterwards, or nothing."""
        writer = self.engine.execution_options(writes=True)
        with explained(self.name), writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(url: str, *, create: bool = True, migrate: bool = False) -> Store:
    """The store at `url`, a path or an address.

    An empty database gets the schema with `create`; that of an older suite is brought up to date
    with `migrate`. Raises StoreError where the store cannot be reached, is none, or is of another
    version.
    """
    address = Address(url)
    if address.is_file:
        _check_file(address, create=create)
    store = Store(address)
    try:
        _fit_schema(store, create=create, migrate=migrate)
    except BaseException:
        store.close()
        raise
    return store


def _check_file(address: Address, *, create: bool) -> None:
    path = address.path
    if path.is_dir():
        msg = f"the store {path} is a folder; name a file"
        raise StoreError(msg)
    if not path.exists():
        if not create:
            msg = f"there is no store {path}; `uc-contracts ingest RUN_DIR --store {path}` makes it"
            raise StoreError(msg)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = f"the store {path} cannot be made ({error.strerror}); name another file"
            raise StoreError(msg) from error


def _fit_schema(store: Store, *, create: bool, migrate: bool) -> None:
    with store.reading() as connection:
        version = _version(store, connection)
    if version == HEAD:
        return
    if version is None and not create:
        msg = f"the store {store.name} is empty; `uc-contracts ingest RUN_DIR` fills it"
        raise StoreError(msg)
    # What needs Alembic takes a moment to import, and is needed once in the life of a store.
    from contracts.store.migrating import known, upgrade  # noqa: PLC0415

    if version is not None and version not in known():
        msg = (
            f"the store {store.name} has schema {version}, which a newer uc-contracts made; this "
            f"one knows up to {HEAD}: update it"
        )
        raise StoreError(msg)
    if version is not None and not migrate:
        msg = (
            f"the store {store.name} has schema {version}, and this uc-contracts needs {HEAD}: "
            "`uc-contracts ingest --migrate` brings it up to date, after which older ones cannot "
            "use it"
        )
        raise StoreError(msg)
    with store.writing() as connection:
        if not store.is_file:  # SQLite has one writer anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(7246318)"))
        if _version(store, connection) != HEAD:
            upgrade(connection)


def _version(store: Store, connection: Connection) -> str | None:
    """The version of the schema; None where there is nothing at all."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if found:
            return str(found[0])
    if tables - {"alembic_version"}:
        ours = "not all of it was made" if tables & set(metadata.tables) else "it is another's"
        msg = f"the store {store.name} holds tables without a version ({ours}); name another"
        raise StoreError(msg)
    return None


def _engine(address: Address) -> Engine:
    if address.is_file:
        if _is_for_reading(address.path):
            engine = create_engine(address.url, creator=lambda: _reader(address.path))
        else:
            engine = create_engine(address.url, connect_args={"timeout": _PATIENCE_S})
            event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    for name in ("psycopg", "sqlalchemy.pool"):
        # What they say of a connection that broke is raised, too, and is said once.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A server that vanished with its host is noticed within seconds, not when TCP gives up.
    waits = {name: address.url.query.get(name, value) for name, value in _WAITS.items()}
    asked = address.url.query.get("options", "")
    waits["options"] = f"{_SERVER} {asked if isinstance(asked, str) else ' '.join(asked)}".strip()
    return create_engine(
        address.url,
        connect_args=waits,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,  # a server that was restarted is asked again
    )


def _is_for_reading(path: Path) -> bool:
    """Whether a file is there that we may not write, such as one of an archive."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _reader(path: Path) -> sqlite3.Connection:
    # Without its log beside it nobody writes to the file, and none of that can be made here.
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?mode=ro{still}"
    return sqlite3.connect(
        address, uri=True, timeout=_PATIENCE_S, check_same_thread=False, isolation_level=None
    )


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -65536")
    # A reader does not wait for a writer, nor a writer for readers. Where that cannot be had
    # (a file that only may be read) the database says so, and goes on as it is.
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Have a file its log; it does not wait by itself for another one who makes it just now."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as trouble:
            if "locked" not in str(trouble) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading and then writes fails at once if another wrote meanwhile.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
