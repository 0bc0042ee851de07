"""One User Data Management service."""

from __future__ import annotations

from typing import ClassVar

from contracts.apis.genesys_udm.rules import check
from contracts.apis.genesys_udm.undoing import Undoing
from contracts.model import Exchange
from contracts.oracles import Checked


class Udm(Undoing):
    """One User Data Management service in all its versions."""

    name: ClassVar[str] = "genesys-udm"
    fixture: ClassVar[str] = "udm"

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every exchange: a 204 declares no body."""
        return check(exchange, self.spec.catalogue.requirements)
