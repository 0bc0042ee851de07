"""Leases and tokens."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from contracts.store import (
    Store,
    StoreError,
    acquire,
    check_token,
    holder,
    leases,
    make_token,
    release,
    renew,
    revoke_token,
    tokens,
)
from contracts.store.schema import token

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def after(seconds: float) -> dt.datetime:
    """So long after noon."""
    return NOON + dt.timedelta(seconds=seconds)


def test_a_lease_is_one_owners_until_it_ends(store: Store) -> None:
    held = acquire(store, "voss:Lab", "one", 60, at=NOON)
    assert held is not None
    assert (held.term, held.expires) == (1, after(60))
    assert acquire(store, "voss:Lab", "two", 60, at=after(59)) is None
    assert acquire(store, "voss:Other", "two", 60, at=NOON) is not None
    taken = acquire(store, "voss:Lab", "two", 60, at=after(60))
    assert taken is not None
    assert (taken.owner, taken.term) == ("two", 2)
    assert renew(store, held, 60, at=after(61)) is None
    assert not release(store, held, at=after(61))
    assert [one.owner for one in leases(store, at=after(61))] == ["two"]


def test_a_lease_that_is_renewed_goes_on(store: Store) -> None:
    held = acquire(store, "Lab", "one", 60, at=NOON)
    assert held is not None
    renewed = renew(store, held, 60, at=after(50))
    assert renewed is not None
    assert (renewed.term, renewed.expires) == (1, after(110))
    assert acquire(store, "Lab", "two", 60, at=after(100)) is None


def test_who_holds_a_lease_gets_it_again(store: Store) -> None:
    first, again = (acquire(store, "Lab", "one", 60, at=after(at)) for at in (0, 30))
    assert first is not None
    assert again is not None
    assert (again.term, again.taken, again.expires) == (1, NOON, after(90))


def test_a_lease_that_is_released_is_free_and_its_term_is_not_forgotten(store: Store) -> None:
    held = acquire(store, "Lab", "one", 60, at=NOON)
    assert held is not None
    assert release(store, held, at=after(1))
    assert holder(store, "Lab", at=after(1)) is None
    taken = acquire(store, "Lab", "one", 60, at=after(2))
    assert taken is not None
    assert taken.term == 2


def test_a_token_is_known_by_its_digest_alone(store: Store) -> None:
    made = make_token(store, "ci", at=NOON)
    with store.reading() as connection:
        (row,) = connection.execute(select(token)).all()
    assert made not in map(str, row)
    found = check_token(store, made, at=after(1))
    assert found is not None
    assert found.name == "ci"
    assert tokens(store)[0].used == after(1)


def test_a_token_that_is_wrong_ended_revoked_or_for_something_else_is_good_for_nothing(
    store: Store,
) -> None:
    made = make_token(store, "ci", expires=after(60), at=NOON)
    assert check_token(store, made + "x", at=NOON) is None
    assert check_token(store, "", at=NOON) is None
    assert check_token(store, made, scope="admin", at=NOON) is None
    assert check_token(store, made, at=after(60)) is None
    assert check_token(store, made, at=NOON) is not None
    assert revoke_token(store, "ci", at=NOON)
    assert check_token(store, made, at=NOON) is None
    assert not revoke_token(store, "none")


def test_the_name_of_a_token_is_taken_once(store: Store) -> None:
    make_token(store, "ci")
    with pytest.raises(StoreError, match="has a token 'ci' already"):
        make_token(store, "ci")
