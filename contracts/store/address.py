"""The address of a store."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from contracts.store.errors import StoreError

_FORMS = (
    "give the path of a SQLite file, sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/DATABASE"
)
_USERINFO = re.compile(r"//[^/\s]*@")


class Address:
    """Where a store is; `name` is what it is called in messages, without a password.

    Raises StoreError for an address of another kind.
    """

    def __init__(self, given: str) -> None:
        text = given.strip()
        if "://" not in text:
            if not text:
                msg = f"the address of the store is empty; {_FORMS}"
                raise StoreError(msg)
            self.url = URL.create("sqlite", database=text)
        else:
            self.url = _url(text)
        self.is_file = self.url.get_backend_name() == "sqlite"
        if self.is_file and self.url.database in {None, "", ":memory:"}:
            msg = f"the store {shown(text)} names no file; {_FORMS}"
            raise StoreError(msg)
        self.name = (
            str(self.url.database)
            if self.is_file
            else self.url.set(drivername="postgresql").render_as_string(hide_password=True)
        )

    @property
    def path(self) -> Path:
        """The file of a SQLite store."""
        return Path(str(self.url.database))


def shown(text: str) -> str:
    """An address without its user and password."""
    return _USERINFO.sub("//[redacted]@", text)


def _url(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        msg = f"the store {shown(text)} has no valid address; {_FORMS}"
        raise StoreError(msg) from None  # whose text holds the password
    match url.drivername:
        case "sqlite":
            return url
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return url.set(drivername="postgresql+psycopg")
    msg = f"the store {shown(text)} is of a kind that is not known ({url.drivername}); {_FORMS}"
    raise StoreError(msg)
