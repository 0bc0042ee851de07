"""The journal: what a run under way makes on a target, known to the store before it is made.

A run that ends hands in its ledger with all else. One that dies may take its folder with it; what
it was going to make, and what it knew of that, is here, by the lease under which it worked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from contracts.store.leases import Lease, check_held
from contracts.store.opening import Store
from contracts.store.schema import journal
from contracts.store.values import add, text


def note(
    store: Store, held: Lease, events: Sequence[str], *, at: dt.datetime | None = None
) -> None:
    """Add events, lines of a log. Raises LeaseLost where the lease no longer stands."""
    where = journal.c.lease == held.name, journal.c.term == held.term
    with store.writing() as connection:
        check_held(store, connection, held, at=at)
        count = connection.execute(select(func.count()).where(*where)).scalar_one()
        rows = [
            {"lease": held.name, "term": held.term, "position": count + one, "event": text(event)}
            for one, event in enumerate(events)
        ]
        add(connection, journal, rows)


def journals(store: Store, name: str, *, before: int) -> dict[int, list[str]]:
    """What was noted under the lease `name` in terms before this one, by term, in order."""
    query = select(journal).where(journal.c.lease == text(name), journal.c.term < before)
    found: dict[int, list[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(query.order_by(journal.c.term, journal.c.position)):
            found.setdefault(row.term, []).append(row.event)
    return found


def forget(store: Store, name: str, term: int) -> None:
    """Drop what was noted in one term of a lease: nothing of it is left on the target."""
    with store.writing() as connection:
        connection.execute(
            delete(journal).where(journal.c.lease == text(name), journal.c.term == term)
        )
