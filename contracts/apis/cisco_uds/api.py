"""One UDS server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar
from urllib.parse import quote

from contracts.apis.cisco_uds.changes import Changing
from contracts.apis.cisco_uds.resources import BROWSER
from contracts.apis.cisco_uds.rules import check_format
from contracts.model import Exchange, NotTested
from contracts.oracles import Checked


class Uds(Changing):
    """One UDS server, seen by the owner of the credentials."""

    name: ClassVar[str] = "cisco-uds"
    fixture: ClassVar[str] = "uds"

    def looks(self) -> Iterator[Exchange]:
        """The user that the credentials belong to, and the resources without a parameter.

        At last the version as a browser asks for it: a target that answers nobody else is broken,
        and is to be judged.
        """
        with suppress(NotTested):
            path = f"/user/{quote(self.user, safe='')}"
            yield self.wire.send("GET", path, failures="return")
        yield from super().looks()
        headers = (("User-Agent", BROWSER),)
        yield self.wire.send("GET", "/version", headers=headers, failures="return")

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every representation: it is XML."""
        operation = exchange.request.operation or ""
        reads = operation.startswith("get")
        return check_format(exchange, self.root_of(operation)) if reads else Checked()

    def fresh(self) -> None:
        """Forget connections and cookies: what follows comes from a stranger."""
        self.wire.refresh()
