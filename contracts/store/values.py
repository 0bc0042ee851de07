"""Values as both databases can keep them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from contracts.report.document import json_bytes
from contracts.report.text import encodable

Kind = TypeVar("Kind")


def text(value: str) -> str:
    """`value` with escapes for what no text of a database can hold: NUL, lone surrogates."""
    if value.isascii() and "\0" not in value:
        return value
    return encodable(value).replace("\0", r"\x00")


def optional(value: str | None) -> str | None:
    """As `text`; nothing stays nothing."""
    return None if value is None else text(value)


def packed(value: Any) -> bytes:
    """`value` as a compressed document."""
    try:
        plain = msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json_bytes(value)
    return zlib.compress(plain, 6)


def unpacked(document: bytes, kind: type[Kind]) -> Kind:
    """What `packed` made, of an older suite as far as it goes."""
    return msgspec.json.decode(zlib.decompress(document), type=kind)


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`."""
    if rows:
        connection.execute(table.insert(), rows)


def add_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those of `rows` whose key is not there."""
    if rows:
        connection.execute(_insert_missing(connection, table), rows)


def add_if_missing(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert `row` unless its key is there, and say whether it was inserted."""
    statement = _insert_missing(connection, table).values(row).returning(*table.primary_key)
    return connection.execute(statement).first() is not None


def _insert_missing(connection: Connection, table: Table) -> Any:
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()
