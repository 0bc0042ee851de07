"""What goes wrong with a store, as one line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from contracts.model import ConfigurationError


class StoreError(ConfigurationError):
    """A store cannot be used; the line names it, the reason, and what to do."""


class Taken(StoreError):
    """The store holds another run of the same id."""


class Crossed(StoreError):
    """Two transactions waited for each other, and this one was given up: it can be tried again."""


_CROSSED = frozenset({"40P01", "40001"})


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Have errors of the database `name` raised as StoreError; faults of the suite stay theirs."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _CROSSED:
            msg = f"the store {name}: too many write to it at a time; try again"
            raise Crossed(msg) from error
        text = reason_of(error)
        if text is None:
            raise
        msg = f"the store {name}: {text}"
        raise StoreError(msg) from error


_KNOWN = (
    ("database or disk is full", "the disk is full; nothing was written, make room and try again"),
    ("disk i/o error", "the disk cannot be read or written; nothing was written"),
    ("file is not a database", "it is no SQLite database; name another file"),
    ("malformed", "the file is damaged; restore it, or name another one and ingest the runs again"),
    ("readonly database", "it cannot be written; make the file and its folder writable"),
    ("unable to open database file", "it cannot be opened; name a file in a folder that exists"),
    ("database is locked", "another process keeps it locked; try again when that is done"),
)
_STATES = {
    "53100": "the disk of the server is full; nothing was written, make room and try again",
    "42501": "the user may not do this",
    "25006": "the database accepts no changes (read-only)",
}
_OF_THE_SUITE = frozenset({"IntegrityError", "ProgrammingError", "InterfaceError", "DataError"})


def reason_of(error: DBAPIError) -> str | None:
    """The reason in words, or None where the suite itself asked for something impossible."""
    said = " ".join(str(error.orig).split())
    state = getattr(error.orig, "sqlstate", None)
    if state in _STATES:
        return f"{_STATES[state]} ({said})"
    lower = said.lower()
    for needle, text in _KNOWN:
        if needle in lower:
            return text
    if type(error).__name__ in _OF_THE_SUITE:
        return None
    if state is None and "connection" in lower:
        return f"it cannot be reached ({said}); check the address, and that the server runs"
    return said
