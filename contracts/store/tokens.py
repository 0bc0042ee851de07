"""Tokens, with which programs may hand runs to a hub. A store holds their digests alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

import msgspec
from sqlalchemy import select

from contracts.store.clock import moment, now, stamp
from contracts.store.errors import StoreError
from contracts.store.opening import Store
from contracts.store.schema import token
from contracts.store.values import add_if_missing, text

_PREFIX = "ucc_"
_BYTES = 32


class Token(msgspec.Struct, frozen=True):
    """What is known of a token; `used` is when it was used last."""

    name: str
    scope: str
    created: dt.datetime
    expires: dt.datetime | None = None
    used: dt.datetime | None = None
    revoked: dt.datetime | None = None


def make_token(
    store: Store,
    name: str,
    *,
    scope: str = "ingest",
    expires: dt.datetime | None = None,
    at: dt.datetime | None = None,
) -> str:
    """A new token, which is shown this once. Raises StoreError where the name is taken."""
    made = _PREFIX + secrets.token_urlsafe(_BYTES)
    facts = {
        "name": text(name),
        "digest": digest_of(made),
        "scope": text(scope),
        "created": stamp(at or now()),
        "expires": stamp(expires) if expires else None,
    }
    with store.writing() as connection:
        if not add_if_missing(connection, token, facts):
            msg = f"the store {store.name} has a token {name!r} already; choose another name"
            raise StoreError(msg)
    return made


def check_token(
    store: Store, given: str, *, scope: str = "ingest", at: dt.datetime | None = None
) -> Token | None:
    """The token that `given` is, if it is good for `scope` at the time; its use is noted."""
    here = stamp(at or now())
    # A digest is looked up: how long that takes says nothing of the token itself.
    wanted = token.c.digest == digest_of(given)
    with store.writing() as connection:
        row = connection.execute(select(token).where(wanted)).one_or_none()
        if row is None or row.scope != scope or row.revoked is not None:
            return None
        if row.expires is not None and row.expires <= here:
            return None
        connection.execute(token.update().where(wanted).values(used=here))
    return _token(row)


def revoke_token(store: Store, name: str, *, at: dt.datetime | None = None) -> bool:
    """Make a token good for nothing; False where there is none of the name."""
    change = token.update().where(token.c.name == text(name)).values(revoked=stamp(at or now()))
    with store.writing() as connection:
        return connection.execute(change).rowcount == 1


def tokens(store: Store) -> list[Token]:
    """All tokens, by name."""
    with store.reading() as connection:
        return [_token(row) for row in connection.execute(select(token).order_by(token.c.name))]


def digest_of(given: str) -> str:
    """What a store keeps of a token. It is long and random: no salt, no slow function is needed."""
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()


def _token(row: Any) -> Token:
    def when(value: int | None) -> dt.datetime | None:
        return None if value is None else moment(value)

    return Token(
        row.name,
        row.scope,
        moment(row.created),
        when(row.expires),
        when(row.used),
        when(row.revoked),
    )
