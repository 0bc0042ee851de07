"""Leases: who alone may work on something, such as a target, and until when.

A lease that is not renewed ends by itself, so that what a dead owner held is free again. `term`
grows with every new owner: who writes down the term that it was given is told from one before it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from contracts.store.clock import moment, now, stamp
from contracts.store.errors import StoreError
from contracts.store.opening import Store
from contracts.store.schema import lease
from contracts.store.values import text


class LeaseLost(StoreError):
    """A lease ended, and another may hold it: what was to be done under it is not done."""


class Lease(msgspec.Struct, frozen=True):
    """A lease as it stands."""

    name: str
    owner: str
    term: int
    taken: dt.datetime
    expires: dt.datetime


def acquire(
    store: Store, name: str, owner: str, seconds: float, *, at: dt.datetime | None = None
) -> Lease | None:
    """Take the lease `name` for `seconds`; None where another owner holds it.

    Who holds it already keeps its term, and gets the new time. `at` is the time, now by default.
    """
    began = at or now()
    here, until = stamp(began), stamp(began + dt.timedelta(seconds=seconds))
    name, owner = text(name), text(owner)
    values = {"name": name, "owner": owner, "term": 1, "taken": here, "expires": until}
    insert: Any = sqlite.insert if store.is_file else postgresql.insert
    mine = lease.c.owner == owner
    statement = (
        insert(lease)
        .values(values)
        .on_conflict_do_update(
            index_elements=[lease.c.name],
            set_={"owner": owner, "term": lease.c.term + 1, "taken": here, "expires": until},
            where=lease.c.expires <= here,
        )
        .returning(lease)
    )
    with store.writing() as connection:
        row = connection.execute(
            update(lease)
            .where(lease.c.name == name, mine, lease.c.expires > here)
            .values(expires=until)
            .returning(lease)
        ).one_or_none()
        row = row or connection.execute(statement).one_or_none()
    return None if row is None else _lease(row)


def renew(
    store: Store, held: Lease, seconds: float, *, at: dt.datetime | None = None
) -> Lease | None:
    """Hold a lease for `seconds` from now; None where it ended, and another took it meanwhile."""
    until = stamp((at or now()) + dt.timedelta(seconds=seconds))
    statement = update(lease).where(*_same(held)).values(expires=until).returning(lease)
    with store.writing() as connection:
        row = connection.execute(statement).one_or_none()
    return None if row is None else _lease(row)


def release(store: Store, held: Lease, *, at: dt.datetime | None = None) -> bool:
    """End a lease; False where it was no longer the holder's. Its term is kept for the next."""
    here = stamp(at or now())
    statement = update(lease).where(*_same(held), lease.c.expires > here).values(expires=here)
    with store.writing() as connection:
        return connection.execute(statement).rowcount == 1


def drop(store: Store, held: Lease) -> None:
    """End a lease of a name that nobody takes again, and forget it."""
    with store.writing() as connection:
        connection.execute(delete(lease).where(*_same(held)))


def holder(store: Store, name: str, *, at: dt.datetime | None = None) -> Lease | None:
    """Who holds a lease, if anybody does."""
    found = select(lease).where(lease.c.name == text(name), lease.c.expires > stamp(at or now()))
    with store.reading() as connection:
        row = connection.execute(found).one_or_none()
    return None if row is None else _lease(row)


def leases(store: Store, *, at: dt.datetime | None = None) -> list[Lease]:
    """All that are held, by name."""
    found = select(lease).where(lease.c.expires > stamp(at or now())).order_by(lease.c.name)
    with store.reading() as connection:
        return [_lease(row) for row in connection.execute(found)]


def check_held(
    store: Store, connection: Connection, held: Lease, *, at: dt.datetime | None = None
) -> None:
    """Raise LeaseLost unless `held` stands, which nobody can take until the transaction ends."""
    found = select(lease.c.expires).where(*_same(held)).with_for_update()
    expires = connection.execute(found).scalar_one_or_none()
    if expires is None or expires <= stamp(at or now()):
        msg = f"the store {store.name}: the lease of {held.name} ended; nothing was written"
        raise LeaseLost(msg)


def _same(held: Lease) -> tuple[Any, ...]:
    return lease.c.name == held.name, lease.c.owner == held.owner, lease.c.term == held.term


def _lease(row: Any) -> Lease:
    return Lease(row.name, row.owner, row.term, moment(row.taken), moment(row.expires))
